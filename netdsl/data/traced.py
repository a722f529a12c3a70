"""Lines of a network's text, each stretch with the cell that it comes from, so that errors point there."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from netdsl.data.sheets import TITLES
from netdsl.data.tables import ACTORS, SOURCES, STATEMENTS, Column, Place, Problem
from netdsl.data.texts import say
from netdsl.diagnostics import Diagnostic
from netdsl.model.forms import dialects

_UNREAD = ("N015", "N016", "N017", "N018", "N019")
"""Codes of diagnostics of a line that does not read as any."""

_NUMBERED = re.compile(r"\b(?:line|linje) (\d+)\b")
"""How a message names another line of the text, which whoever filled in the cells has never seen."""

_UNKNOWN = ("N012", "N029")
"""Codes of diagnostics of a name, or a source, that nothing declares."""

_DECLARED_IN = {
    "ACTOR": ACTORS, "SOURCE": SOURCES, "GROUP": STATEMENTS, "NEED": STATEMENTS, "GOAL": STATEMENTS,
    "MEASURE": STATEMENTS, "OUTCOME": STATEMENTS,
}  # fmt: skip


class Piece(NamedTuple):
    """A stretch of a line, and the cell that it comes from; none where it is the same as before."""

    text: str
    place: Place | None = None


class Line(NamedTuple):
    """A line of the text, and the place and column that it comes from; `parts`: from which character another place."""

    text: str
    place: Place
    column: Column | None = None
    parts: tuple[tuple[int, Place], ...] = ()

    def at(self, start: int) -> Place:
        """The place that a character comes from."""
        return next((place for begin, place in reversed(self.parts) if begin <= start), self.place)


def traced(pieces: Iterable[Piece], place: Place, column: Column | None = None) -> Line:
    """A line of some pieces; those without a place come from `place`, until one has its own."""
    text, parts = "", []
    for piece in pieces:
        if piece.place is not None and piece.text:
            parts.append((len(text) + len(piece.text) - len(piece.text.lstrip()), piece.place))
        text += piece.text
    return Line(text, place, column, tuple(parts))


def placed(found: Diagnostic, lines: Sequence[Line], language: str) -> str:
    """A diagnostic of the text, as one of the cell that its stretch comes from."""
    line = lines[found.span.line - 1]
    place = line.at(found.span.start)
    if line.column and line.column.name == "often" and found.code in _UNREAD:
        often = Problem(place, "wrong-frequency", value=line.text.strip(), column=line.column.header(language))
        return often.text(language)
    message = _with_places(found, lines, place._replace(cell="").shown(language), language)
    shown = [f"{say('error', language)}[{found.code}]: {message}", f" --> {place.shown(language)}"]
    for label in found.labels:
        where = lines[label.span.line - 1].at(label.span.start).shown(language)
        if label.span.line != found.span.line:
            shown.append(f" ::: {where}: {label.text}")
    if found.help:
        shown.append(f"{say('help', language)}: {found.help}{_in_sheet(found, place, language)}")
    return "\n".join(shown)


def _with_places(found: Diagnostic, lines: Sequence[Line], here: str, language: str) -> str:
    """A message with the cells of the lines that it names by their numbers, said from `here`."""
    places = {label.span.line: lines[label.span.line - 1].at(label.span.start) for label in found.labels}

    def shown(match: re.Match[str]) -> str:
        place = places.get(int(match[1]))
        return place.shown(language).removeprefix(f"{here}, ") if place else match[0]

    quoted = found.message.split("`")  # every second part is somebody's words
    return "`".join(part if number % 2 else _NUMBERED.sub(shown, part) for number, part in enumerate(quoted))


def _in_sheet(found: Diagnostic, place: Place, language: str) -> str:
    """In which sheet of a workbook a name is declared that is not yet."""
    if found.code not in _UNKNOWN or not place.sheet or not found.help:
        return ""
    words = dialects()[language]["words"]
    kind = next((k for noun, k in _DECLARED_IN.items() if f": `{words[noun][0]} " in found.help), None)
    return say("declare-in", language, sheet=TITLES[kind][language]) if kind else ""
