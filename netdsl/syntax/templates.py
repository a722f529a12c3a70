"""Messages with holes: `{A}`, `{Ps of Qs | fallback}` and `[…]`, which falls away when a hole in it is empty."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HOLE = re.compile(r"\{\s*(\w+)(?:\s+of\s+(\w+))?(?:\s*\|\s*([^}]*))?\}")


class Hole(NamedTuple):
    """A hole; with `of`, a part of a whole (all, all but a few, or the part); `fallback` stands in when it is empty."""

    name: str
    of: str | None = None
    fallback: str = ""


class Optional(NamedTuple):
    """A stretch that falls away when one of its holes is empty."""

    parts: tuple["str | Hole", ...]


Part = str | Hole | Optional


def template(text: str) -> tuple[Part, ...]:
    """The parts of a message."""
    parts: list[Part] = []
    for number, piece in enumerate(re.split(r"\[([^\]]*)\]", text)):
        if number % 2:
            parts.append(Optional(tuple(_holes(piece))))
        else:
            parts += _holes(piece)
    return tuple(parts)


def _holes(text: str) -> Iterator[str | Hole]:
    place = 0
    for match in _HOLE.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        yield Hole(match[1], match[2], match[3] or "")
        place = match.end()
    if place < len(text):
        yield text[place:]


def holes(text: str) -> set[str]:
    """The names of all holes of a message."""
    return {name for match in _HOLE.finditer(text) for name in match.group(1, 2) if name}
