"""Tables as the text of a network file: each line with the cell that it comes from, so that errors point there."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from netdsl.check.network import read_network, resolve
from netdsl.data.cells import ASIDE, LINES, REFERENCES, commas, pieces_of, quoted, spaced
from netdsl.data.lines import printable
from netdsl.data.run_on import run_on
from netdsl.data.sectors import SectorsRead
from netdsl.data.tables import (
    ACTORS,
    COLUMNS,
    EXCHANGES,
    KINDS,
    MEETINGS,
    NETWORK,
    SOURCES,
    STATEMENTS,
    Cell,
    Column,
    Place,
    Problem,
    Record,
    Remark,
    Tables,
    deed_word,
)
from netdsl.data.tables import column as column_of
from netdsl.data.texts import say
from netdsl.data.traced import Line, Piece, placed, traced
from netdsl.data.unquoting import Unquoting
from netdsl.data.values import Values
from netdsl.diagnostics import Diagnostic
from netdsl.model.forms import dialects
from netdsl.source import Source
from netdsl.syntax.dialect import header
from netdsl.syntax.format import formatted
from netdsl.syntax.network import Document, parse

_NOUNS = {NETWORK: "NETWORK", SOURCES: "SOURCE", ACTORS: "ACTOR", MEETINGS: "MEETING"}


_LONGEST = 1000
"""Characters of a remark in the network file."""

_UNKNOWN_SOURCE, _NO_TIME = "N029", "N035"
"""Codes of diagnostics of a source that nothing declares, and of a date where the file does not say its own."""


class Made(NamedTuple):
    """A network's text, what of the tables is not in it, or else what is wrong: then the text is empty."""

    text: str
    remarks: tuple[Remark, ...]
    problems: tuple[str, ...]


def network_text(tables: Tables, name: str, into: str | None = None) -> Made:
    """The network file of some tables, in canonical form; `into` is another language to have it in."""
    writer = _Writer(tables)
    for record in sorted(tables.records, key=lambda r: KINDS.index(r.kind)):
        writer.add(record)
    problems = [problem.text(tables.language) for problem in writer.problems]
    for place, title, read in writer.values.sectors.values():
        writer.remarks.append(Remark(place, "sector-read", {"name": title, "words": SectorsRead(read)}))
    lines = writer.lines
    document, found = _parsed(name, lines)
    if SOURCES not in tables.told and (missing := _undeclared(found, lines)):
        writer.declare_sources(missing)
        document, found = _parsed(name, lines)
    if writer.undated:
        found = [d for d in found if d.code != _NO_TIME]
    problems += list(dict.fromkeys(placed(d, lines, tables.language) for d in found))
    problems += [problem.text(tables.language) for problem in run_on(document, lines, tables.language)]
    if problems:
        return Made("", tables.remarks, tuple(dict.fromkeys(problems)))
    language = into or tables.language
    text = formatted(document, language, Unquoting) + _not_taken([*tables.remarks, *writer.remarks], language)
    assert read_network(Source(name, text))[0]
    return Made(text, (*tables.remarks, *writer.remarks), ())


def _parsed(name: str, lines: Sequence[Line]) -> tuple[Document, list[Diagnostic]]:
    document, found = parse(Source(name, "\n".join(line.text for line in lines) + "\n"))
    return document, sorted([*found, *resolve(document)[1]], key=lambda d: d.order)


def _undeclared(found: Sequence[Diagnostic], lines: Sequence[Line]) -> dict[str, Place]:
    """The sources that no line declares, and where each is named first."""
    missing: dict[str, Place] = {}
    for d in found:
        line = lines[d.span.line - 1]
        name = line.text[d.span.start : d.span.end]
        if d.code == _UNKNOWN_SOURCE and name[:1].isalpha():
            missing.setdefault(name, line.at(d.span.start))
    return missing


def _not_taken(remarks: Sequence[Remark], language: str) -> str:
    if not remarks:
        return ""
    named = [r._replace(place=r.place._replace(file=PurePath(r.place.file).name)) for r in remarks]
    lines = [f"#   {printable(' '.join(remark.text(language).split()))[:_LONGEST]}" for remark in named]
    return "\n".join(["", f"# {say('not-taken', language)}", *lines, ""])


class _Writer:
    """Writes the records of some tables as lines."""

    def __init__(self, tables: Tables) -> None:
        self.language = tables.language
        self.words = dialects()[self.language]["words"]
        self.lines = [Line(header(self.language), Place(""))]
        self.values = Values(self.language)
        self.remarks = self.values.remarks
        self.problems: list[Problem] = []
        self.names = {spaced(r.text("name")) for kind in (ACTORS, SOURCES) for r in tables.of(kind)}
        self.measures = set()
        for record in tables.of(STATEMENTS):
            if match := re.match(rf"{self.words['MEASURE'][0]}\s+('[^']*'|[^\"\[\n,]+)", record.text("statement")):
                self.measures.add(spaced(match[1].strip("'")))
            for noun in ("GROUP", "GOAL"):
                if match := re.match(rf"{self.words[noun][0]}\s+('[^']*'|[^\"\[\n,]+)", record.text("statement")):
                    self.names.add(spaced(match[1].strip("'")))
        self.undated = False
        """Whether the cell is wrong that says which time the network describes."""
        self._last = ""

    def add(self, record: Record) -> None:
        """Write one record; a cell that is wrong is noted and left out."""
        before = self._last
        self._last = record.kind
        if before != record.kind or (len(record.cells) > 1 and record.kind == STATEMENTS):
            self.lines.append(Line("", record.place))
        if record.kind == STATEMENTS:
            stated = record.cells["statement"]
            self.lines += [Line(line, stated.place) for line in stated.text.strip("\n").split("\n")]
            return
        head: Line | None
        try:
            head = self._head(record)
        except Problem as problem:
            self.problems.append(problem)
            head = self._declaration(record)
        under = self._details(record)
        self.lines += [head, *under] if head else []

    def _head(self, record: Record) -> Line:
        for column in COLUMNS[record.kind]:
            if column.needed and column.name not in record.cells:
                raise Problem(record.at(column.name), "missing-cell", None, column=column.header(self.language))
        pieces = self._deed(record) if record.kind == EXCHANGES else self._thing(record)
        if references := self._references(record):
            pieces.append(Piece(references, record.at("references")))
        first = COLUMNS[record.kind][0].name
        return traced(pieces, record.cells[first].place if first in record.cells else record.place)

    def _declaration(self, record: Record) -> Line | None:
        """The name of a record that is wrong otherwise, so that nothing else is wrong for want of it."""
        name = spaced(record.text("name"))
        if not name or record.kind not in (SOURCES, ACTORS):
            return None
        return Line(f"{self.words[_NOUNS[record.kind]][0]} '{name.replace(chr(39), '’')}'", record.at("name"))

    def _details(self, record: Record) -> list[Line]:
        """The lines under a head, those of cells that are not wrong."""
        found: list[Line] = []
        for column in COLUMNS[record.kind]:
            cell = record.cells.get(column.name)
            try:
                if cell and column.name == "words" and self._noted(record):
                    found.append(Line(f"  {self.words['NOTE'][0]} {quoted(cell.text)}", cell.place))
                elif cell and column.forms:
                    found += self._under(column, cell)
            except Problem as problem:
                self.problems.append(problem)
                self.undated = self.undated or column.name == "as_of"
        return found

    def _noted(self, record: Record) -> bool:
        """Whether somebody's words become a note: of the deeds, only a payment takes words on its own line."""
        return record.kind == EXCHANGES and self.values.deed(record.cells.get("deed")) != "pays"

    def declare_sources(self, names: Mapping[str, Place]) -> None:
        """Write sources that are only named."""
        noun = self.words["SOURCE"][0]
        self.lines[1:1] = [Line("", Place("")), *(Line(f"{noun} {name}", place) for name, place in names.items())]
        place = Place(next(iter(names.values())).file)
        shown = {"number": len(names), "words": ", ".join(names)}
        self.remarks.append(Remark(place, "added-sources", shown))

    def _thing(self, record: Record) -> list[Piece]:
        pieces = [Piece(self.words[_NOUNS[record.kind]][0])]
        if name := spaced(record.text("name")):
            pieces.append(Piece(f" {self._name(name, record.cells['name'])}", record.at("name")))
        if words := record.text("words").strip():
            pieces.append(Piece(f" {quoted(words)}", record.at("words")))
        names: tuple[str, ...] = ()
        if record.kind == ACTORS:
            names = ("sector", "level")
        elif record.kind == SOURCES:
            names = ("kind", "member", "date")
        more = {name: self._of_head(record, name) for name in names}
        told = [name for name in names if more[name]]
        if told and told[0] != names[0]:
            shown = column_of(record.kind, names[0]).header(self.language)
            raise Problem(record.at(names[0]), "needs-before", None, column=shown)
        for name in told:
            pieces += [Piece(","), Piece(f" {more[name]}", record.at(name))]
        return pieces

    def _of_head(self, record: Record, name: str) -> str:
        cell = record.cells.get(name)
        if cell is None:
            return ""
        if name == "member":
            return self._name(spaced(cell.text), cell)
        return self.values.word(column_of(record.kind, name), spaced(cell.text), cell)

    def _deed(self, record: Record) -> list[Piece]:
        deed = self.values.deed(record.cells.get("deed"))
        givers = self._names(record.cells["from"].text, record.cells["from"], asides=False)
        receiver = self._names(record.cells["to"].text, record.cells["to"], asides=False)
        if record.at("to").cell and receiver in self._named(record.text("from"), record.cells["from"], asides=False):
            raise Problem(record.at("to"), "to-itself", None, name=receiver.strip("'"))
        what = self._things(record.cells["what"], knowledge=deed == "informs")
        verb = deed_word(deed, self.language)
        joining = {"pays": f" {self.words['FOR'][0]}", "informs": f" {self.words['ABOUT'][0]}"}.get(deed, "")
        pieces = [
            Piece(givers, record.at("from")),
            Piece(f" {verb}", record.at("deed")),
            Piece(f" {receiver}", record.at("to")),
            Piece(f"{joining} {what}", record.at("what")),
        ]
        if record.text("words") and deed == "pays":
            pieces.append(Piece(f" {quoted(record.text('words'))}", record.at("words")))
        return pieces

    def _references(self, record: Record) -> str:
        text = record.text("references").strip()
        if not text:
            return ""
        return f"  {text}" if text.startswith("[") else f"  [{'; '.join(LINES.split(text))}]"

    def _under(self, column: Column, cell: Cell) -> Iterator[Line]:
        opening = self.words[column.word][0].partition("|")[0] if column.word else ""
        for line in LINES.split(cell.text.strip()):
            known = {"names": self.names, "things": self.measures}.get(column.takes, set[str]())
            references = None if _whole(pieces_of(line)[-1], REFERENCES, known) else REFERENCES.search(line)
            body = line[: references.start()] if references else line
            sources = f"  {references[1]}" if references else ""
            text = self._body(column, body, cell)
            if text is None:
                continue
            pieces = [Piece("  " + (f"{opening} " if opening and text else opening)), Piece(f"{text}{sources}")]
            if cell.members and len(names := self._named(body, cell)) == len(cell.members):
                parts = [Piece(name, place) for name, place in zip(names, cell.members, strict=True)]
                pieces[1:] = [piece for part in parts for piece in (Piece(", "), part)][1:]
            yield traced(pieces, cell.place, column)

    def _body(self, column: Column, body: str, cell: Cell) -> str | None:
        if column.takes == "flag":
            return self.values.flag(column, body, cell)
        if column.takes == "text":
            return quoted(body)
        if column.takes == "names":
            return self._names(body, cell)
        if column.takes == "things":
            return self._things(Cell(body, cell.place))
        return self.values.word(column, body, cell)

    def _names(self, text: str, cell: Cell, *, asides: bool = True) -> str:
        """A list of names, each with what is added to it in quotes, where there may be `asides`."""
        return ", ".join(self._named(text, cell, asides=asides))

    def _named(self, text: str, cell: Cell, *, asides: bool = True) -> list[str]:
        whole = spaced(text)
        pieces = [whole] if whole in self.names else pieces_of(text)
        if len(pieces) == 1 and whole not in self.names and ASIDE.sub("", whole) not in self.names:
            pieces = [piece for piece in commas(whole) if piece]
        found = []
        for piece in pieces:
            aside = None if not asides or _whole(piece, ASIDE, self.names) else ASIDE.search(piece)
            name = spaced(piece[: aside.start()] if aside else piece)
            found.append(self._name(name, cell) + (f" {aside[1]}" if aside else ""))
        return found

    def _name(self, name: str, cell: Cell) -> str:
        """A name in single quotes, as it may stand in any line."""
        name = name[1:-1] if len(name) > 2 and name[0] == name[-1] == "'" else name
        if not name.strip(" '’\",;"):
            raise Problem(cell.place, "empty-name", None)
        return f"'{name.replace(chr(39), '’')}'"

    def _things(self, cell: Cell, *, knowledge: bool = False) -> str:
        """Measures of the file, words for what can be known, and anything else as somebody's words."""
        whole = spaced(cell.text)
        pieces = [whole] if whole in self.measures else pieces_of(cell.text)
        known = (
            {t: t for texts in dialects()[self.language]["values"]["KNOWLEDGE"].values() for t in texts}
            if knowledge
            else {}
        )
        found = []
        for piece in pieces:
            aside = None if _whole(piece, ASIDE, self.measures) else ASIDE.search(piece)
            name = spaced(piece[: aside.start()] if aside else piece)
            bare = name[1:-1] if len(name) > 2 and name[0] == name[-1] == "'" else name
            if aside and not name:
                found.append(aside[1])
            elif bare in self.measures or bare in known:
                shown = bare if bare in known else self._name(bare, cell)
                found.append(shown + (f" {aside[1]}" if aside else ""))
            else:
                found.append(quoted(piece))
        return ", ".join(found)


def _whole(text: str, ending: re.Pattern[str], known: Collection[str]) -> bool:
    """Whether a text is one of the names that are known only with what else may end a cell."""
    return text in known and ending.sub("", text) not in known
