"""Details that stand on the line of a name in a cell, where they would silently become part of it."""

import re
from collections.abc import Iterator, Sequence

from netdsl.check.network import resolve
from netdsl.data.tables import Place, Problem
from netdsl.data.traced import Line
from netdsl.model.forms import dialects
from netdsl.source import Source
from netdsl.syntax.lalr import Node, Token
from netdsl.syntax.network import Document, Sentence, parse

_CELL = re.compile(r"[A-Z]+[0-9]+")
_WORDS = 30
"""Words of a name that are looked at."""

_UNKNOWN_NAME = "N012"


def run_on(document: Document, lines: Sequence[Line], language: str) -> list[Problem]:
    """The names in cells of a sheet whose last words read as a detail of what they name."""
    tried: list[tuple[Sentence, Token, str]] = []
    for paragraph in document.paragraphs:
        head = paragraph.head
        if head and (token := _bare_name(head)) and _in_cell(lines[head.line.number - 1].place):
            said = token.text.split()
            tried += [(head, token, " ".join(said[at:])) for at in range(1, min(len(said), _WORDS))]
    if not tried:
        return []
    words = dialects()[language]["words"]
    text = [line.text for line in lines]
    details: dict[int, tuple[Sentence, Token, str]] = {}
    for number, (head, token, rest) in enumerate(tried):
        text += ["", f"{words[head.form.upper()][0]} 'x {number}'", f"  {rest}"]
        details[len(text)] = head, token, rest
    found: dict[int, Problem] = {}
    for number in _read(Source(document.source.name, "\n".join([*text, ""])), len(lines)):
        head, token, rest = details[number]
        if head.line.number not in found:  # the longest comes first
            name = token.text[: token.text.rindex(rest)].strip()
            noun = str(words[head.form.upper()][0])
            place = lines[head.line.number - 1].at(token.start)
            found[head.line.number] = Problem(
                place, "run-on", None, noun=noun, name=name, rest=rest, whole=" ".join(token.text.split())
            )
    return list(found.values())


def _bare_name(head: Sentence) -> Token | None:
    """The name that a head gives, unless it stands in quotes."""
    name = head.node.node("name")
    token = name.tokens()[0] if isinstance(name, Node) else None
    return token if token and token.text[0] != "'" else None


def _in_cell(place: Place) -> bool:
    return bool(place.sheet or _CELL.fullmatch(place.cell))


def _read(source: Source, after: int) -> Iterator[int]:
    """The numbers of the lines after some that read as details of names that are known.

    Where a line begins with several words of the language, its names may be unknown.
    """
    document, wrong = parse(source)
    codes: dict[int, set[str]] = {}
    for diagnostic in [*wrong, *resolve(document)[1]]:
        codes.setdefault(diagnostic.span.line, set()).add(diagnostic.code)
    for paragraph in document.paragraphs:
        for line in paragraph.lines:
            number = line.line.number
            several = " " in line.reading.tokens[0].text and line.reading.tokens[0].type != "NAME"
            if number > after and codes.get(number, set()) <= ({_UNKNOWN_NAME} if several else set()):
                yield number
