"""Messages with holes: `{A}`, `{Ps of Qs | fallback}` and `[…]`, which falls away when a hole in it is empty.

Statements with holes: `{A}` and, in both languages, `{'a name' | 'et navn'}` or `{"a text" | "en tekst"}`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from netdsl.model.forms import dialects, word

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
    return set(holes_in_order(text))


def holes_in_order(text: str) -> list[str]:
    """The names of all holes of a message as they first come."""
    return list(dict.fromkeys(name for match in _HOLE.finditer(text) for name in match.group(1, 2) if name))


_LITERAL = re.compile(r"""\{\s*(['"])([^'"]*)\1\s*\|\s*\1([^'"]*)\1\s*\}""")


def literals(text: str) -> list[str]:
    """The names and texts that a statement gives in both languages, in each of them."""
    return [said for match in _LITERAL.finditer(text) for said in match.group(2, 3)]


def stated(text: str, values: Mapping[str, Any], types: Mapping[str, str], language: str) -> str:
    """A line of a statement with its holes filled, in English words; what it gives in both languages in one of them."""

    def literal(match: re.Match[str]) -> str:
        said = _HOLE.sub(lambda hole: _plain(values[hole[1]]), match[3 if language == "nb" else 2])
        mark: str = match[1]
        return f"{mark}{said.replace(mark, '’')}{mark}"

    def hole(match: re.Match[str]) -> str:
        value, kind = values[match[1]], types.get(match[1], "").removeprefix("list ")
        return ", ".join(_written(member, kind) for member in (value if isinstance(value, tuple) else (value,)))

    return _HOLE.sub(hole, _LITERAL.sub(literal, text))


def _plain(value: Any) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, tuple) else str(value).strip('"')


def _written(value: Any, kind: str) -> str:
    text = str(value)
    if text.startswith('"'):
        escaped = text[1:-1].replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    for table in kind.split("|"):
        if text in dialects()["en"]["values"].get(table, ()):
            return word(table, text, "en")
    return text if "'" in text else f"'{text}'"
