"""Messages with holes: `{A}`, `{Ps of Qs | fallback}` and `[…]`, which falls away when a hole in it is empty.

`{As: is | are}` is the first word where `As` is one, and else the second. `{pairs of N}` is how many
pairs so many make.

Statements with holes: `{A}` and, in both languages, `{'a name' | 'et navn'}` or `{"a text" | "en tekst"}`.
A line in `[…]` falls away when a list in it is empty, with the lines under it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from netdsl.model.forms import dialects, forms
from netdsl.model.network import Row
from netdsl.model.quantities import Interval
from netdsl.syntax.values import written

_HOLE = re.compile(
    r"\{\s*(?:(?P<pairs>pairs) of\s+)?(?P<name>\w+)(?:\s*:\s*(?P<one>[^|}]*?)\s*\|\s*(?P<many>[^|}]*?)\s*"
    r"|(?:\s+of\s+(?P<of>\w+))?(?:\s*\|\s*(?P<fallback>[^}]*))?)\}"
)


class Hole(NamedTuple):
    """A hole; with `of`, a part of a whole (all, all but a few, or the part); `fallback` stands in when it is empty.

    pairs: what stands there is how many pairs the number in the hole makes.
    """

    name: str
    of: str | None = None
    fallback: str = ""
    pairs: bool = False


class Agreeing(NamedTuple):
    """Words that go with what is in a hole: `one` where that is one, else `many`."""

    name: str
    one: str
    many: str


class Optional(NamedTuple):
    """A stretch that falls away when one of its holes is empty."""

    parts: tuple["str | Hole | Agreeing", ...]


Part = str | Hole | Agreeing | Optional


def template(text: str) -> tuple[Part, ...]:
    """The parts of a message."""
    parts: list[Part] = []
    for number, piece in enumerate(re.split(r"\[([^\]]*)\]", text)):
        if number % 2:
            parts.append(Optional(tuple(_holes(piece))))
        else:
            parts += _holes(piece)
    return tuple(parts)


def _holes(text: str) -> Iterator[str | Hole | Agreeing]:
    place = 0
    for match in _HOLE.finditer(text):
        if match.start() > place:
            yield text[place : match.start()]
        if match["many"] is not None:
            yield Agreeing(match["name"], match["one"], match["many"])
        else:
            yield Hole(match["name"], match["of"], match["fallback"] or "", match["pairs"] is not None)
        place = match.end()
    if place < len(text):
        yield text[place:]


def holes(text: str) -> set[str]:
    """The names of all holes of a message."""
    return set(holes_in_order(text))


def holes_in_order(text: str) -> list[str]:
    """The names of all holes of a message as they first come."""
    return list(dict.fromkeys(name for match in _HOLE.finditer(text) for name in match.group("name", "of") if name))


def blank(text: str) -> str:
    """A message with its holes left empty: what it says about whatever names."""
    return _HOLE.sub("{}", text)


def required(text: str) -> set[str]:
    """The names of the holes of a message, or of a line of a statement, that stand outside of `[…]`."""
    parts = [part for part in template(text) if isinstance(part, Hole)]
    return {name for part in parts for name in (part.name, part.of) if name}


_OPTIONAL = re.compile(r"^(\s*)\[(.*)\]$")

_LITERAL = re.compile(r"""\{\s*(['"])([^'"]*)\1\s*\|\s*\1([^'"]*)\1\s*\}""")


def literals(text: str) -> list[str]:
    """The names and texts that a statement gives in both languages, in each of them."""
    return [said for match in _LITERAL.finditer(text) for said in match.group(2, 3)]


def names_given(text: str, values: Mapping[str, Any], language: str) -> list[str]:
    """The names that a statement gives in both languages, in one of them, with their holes filled."""
    return [_given(match, values, language) for match in _LITERAL.finditer(text) if match[1] == "'"]


def stated(
    text: str,
    values: Mapping[str, Any],
    types: Mapping[str, str],
    language: str,
    others: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """A line of a statement with its holes filled, in English words; what it gives in both languages in one of them.

    A line that may fall away is written as one that does not. `others` are names to take in the place of some that the
    statement gives.
    """

    def literal(match: re.Match[str]) -> str:
        said = _given(match, values, language)
        if match[1] == "'":
            said = others.get(said, said)
        return f"{match[1]}{said}{match[1]}"

    def hole(match: re.Match[str]) -> str:
        value, kind = values[match["name"]], types.get(match["name"], "")
        single = not isinstance(value, tuple) or isinstance(value, Interval) or kind == "date"
        members = (value,) if single else value
        return ", ".join(written(member, kind.removeprefix("list ")) for member in members)

    return _HOLE.sub(hole, _LITERAL.sub(literal, _OPTIONAL.sub(r"\1\2", text)))


def _given(match: re.Match[str], values: Mapping[str, Any], language: str) -> str:
    said = _HOLE.sub(lambda hole: _plain(values[hole["name"]]), match[3 if language == "nb" else 2])
    return said.replace(match[1], "’")


def left(lines: Sequence[str], values: Mapping[str, Any]) -> list[str]:
    """The lines of statements without those that fall away, and without the lines under these."""
    kept: list[str] = []
    away = False
    for line in lines:
        empty = any(values[hole] == () for hole in holes(line) - required(line))
        if not line.startswith(" "):
            away = empty
        if not away and not empty:
            kept.append(line)
    return kept


def file_line(name: str, row: Row) -> str:
    """What a file has for one row of a form, in English words, without the columns of its head.

    The statement, or the line under it; not for what is said on the line of a head.
    """
    form = forms().get(name)
    if form is None:
        return _when(name.rpartition(".")[2], row)
    types = {column.name: "|".join(column.types) for column in form.own}
    values = dict(zip(types, row, strict=True))

    def filled(part: Part) -> str:
        if isinstance(part, str):
            return part
        if not isinstance(part, Optional):
            return written(values[part.name], types[part.name])
        left_out = any(not isinstance(p, str) and values[p.name] is None for p in part.parts)
        return "" if left_out else "".join(map(filled, part.parts))

    return "".join(map(filled, template(form.file)))


def _when(kind: str, row: Row) -> str:
    """A line that says when a statement holds, or a note to it: they give no relation."""
    words = dialects()["en"]["words"]
    said = words["START"][:1] if kind == "since" and row == (None,) else [written(value, "") for value in row]
    return " ".join([words[kind.upper()][0], *said])


def _plain(value: Any) -> str:
    return ", ".join(map(_plain, value)) if isinstance(value, tuple) else str(value).strip('"')
