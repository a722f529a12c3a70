"""Tables as the text of a network file: each line with the cell that it comes from, so that errors point there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from netdsl.check.network import read_network, resolve
from netdsl.data.cells import ASIDE, LINES, REFERENCES, commas, pieces_of, quoted, spaced
from netdsl.data.lines import printable
from netdsl.data.run_on import run_on
from netdsl.data.sectors import sector_of
from netdsl.data.tables import (
    ACTORS,
    COLUMNS,
    DEEDS,
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
    choices,
    deed_word,
)
from netdsl.data.texts import say, yes_words
from netdsl.data.traced import Line, Piece, placed, traced
from netdsl.data.unquoting import Unquoting
from netdsl.diagnostics import Diagnostic, nearest
from netdsl.model.forms import dialects
from netdsl.source import Source
from netdsl.syntax.dialect import header
from netdsl.syntax.format import formatted
from netdsl.syntax.network import Document, parse

_NOUNS = {NETWORK: "NETWORK", SOURCES: "SOURCE", ACTORS: "ACTOR", MEETINGS: "MEETING"}


_LONGEST = 1000
"""Characters of a remark in the network file."""

_UNKNOWN_SOURCE = "N029"


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
    for place, title, read in writer.sectors.values():
        writer.remarks.append(Remark(place, "sector-read", {"name": title, "words": ", ".join(read.values())}))
    lines = writer.lines
    document, found = _parsed(name, lines)
    if SOURCES not in tables.told and (missing := _undeclared(found, lines)):
        writer.declare_sources(missing)
        document, found = _parsed(name, lines)
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
        self.remarks: list[Remark] = []
        self.problems: list[Problem] = []
        self.sectors: dict[tuple[str, str], tuple[Place, str, dict[str, str]]] = {}
        self.names = {spaced(r.text("name")) for kind in (ACTORS, SOURCES) for r in tables.of(kind)}
        self.measures = set()
        for record in tables.of(STATEMENTS):
            if match := re.match(rf"{self.words['MEASURE'][0]}\s+('[^']*'|[^\"\[\n,]+)", record.text("statement")):
                self.measures.add(spaced(match[1].strip("'")))
            for noun in ("GROUP", "GOAL"):
                if match := re.match(rf"{self.words[noun][0]}\s+('[^']*'|[^\"\[\n,]+)", record.text("statement")):
                    self.names.add(spaced(match[1].strip("'")))
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
                if cell and column.name == "words" and record.kind == EXCHANGES and self._deed_of(record) != "pays":
                    # Only a payment takes words on its own line.
                    found.append(Line(f"  {self.words['NOTE'][0]} {quoted(cell.text)}", cell.place))
                elif cell and column.forms:
                    found += self._under(column, cell)
            except Problem as problem:
                self.problems.append(problem)
        return found

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
        more = [self._member(record) if name == "member" else self._value(record, name) for name in names]
        while more and not more[-1]:
            more.pop()
        if "" in more:
            missing = names[more.index("")]
            shown = next(c for c in COLUMNS[record.kind] if c.name == missing).header(self.language)
            raise Problem(record.at(missing), "needs-before", None, column=shown)
        for name, text in zip(names, more, strict=False):
            pieces += [Piece(","), Piece(f" {text}", record.at(name))]
        return pieces

    def _member(self, record: Record) -> str:
        cell = record.cells.get("member")
        return self._name(spaced(cell.text), cell) if cell else ""

    def _value(self, record: Record, name: str) -> str:
        column = next(c for c in COLUMNS[record.kind] if c.name == name)
        cell = record.cells.get(name)
        if cell is None:
            return ""
        return self._word(column, spaced(cell.text), cell)

    def _word(self, column: Column, text: str, cell: Cell) -> str:
        """A word of the language, also where it is written with capitals; a wrong one is an error of the cell."""
        known = choices(column, self.language)
        if not column.values:
            return text
        entry = dialects()[self.language]["values"][column.values]
        spoken: list[str] = [t for texts in entry.values() for t in texts]
        body = text.partition('"')[0].strip()
        for word in sorted(spoken, key=len, reverse=True):
            if body.casefold() == word.casefold():
                return word + text[len(body) :]
        if "," in body and column.takes == "words":
            parts = [self._word(column, part.strip(), cell) for part in body.split(",")]
            return ", ".join(parts) + text[len(body) :]
        rest = body.casefold()
        for word in sorted(spoken, key=len, reverse=True):
            if rest.startswith(f"{word.casefold()} "):  # `by one party no longer`
                return word + text[len(word) :]
        if column.values == "SECTOR" and (meant := sector_of(body)):
            sector = str(entry[meant][0])
            first = cell.place, column.header(self.language), dict[str, str]()
            self.sectors.setdefault((cell.place.file, cell.place.sheet), first)[2][body] = f"{body} = {sector}"
            return sector
        raise Problem(
            cell.place, "wrong-value", nearest(body, spoken), value=body,
            column=column.header(self.language), words=", ".join(known),
        )  # fmt: skip

    def _deed(self, record: Record) -> list[Piece]:
        deed = self._deed_of(record)
        givers = self._names(record.cells["from"].text, record.cells["from"], asides=False)
        receiver = self._names(record.cells["to"].text, record.cells["to"], asides=False)
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

    def _deed_of(self, record: Record) -> str:
        cell = record.cells.get("deed")
        if cell is None:
            return "gives"
        spoken: dict[str, str] = {
            text.casefold(): deed
            for deed, word in DEEDS.items()
            for entry in dialects().values()
            for text in entry["words"][word][0].split("|")
        }
        said = spaced(cell.text).casefold()
        if said not in spoken:
            known = [deed_word(deed, self.language) for deed in DEEDS]
            raise Problem(
                cell.place, "wrong-value", nearest(said, known), value=cell.text,
                column=next(c for c in COLUMNS[EXCHANGES] if c.name == "deed").header(self.language),
                words=", ".join(known),
            )  # fmt: skip
        return spoken[said]

    def _references(self, record: Record) -> str:
        text = record.text("references").strip()
        if not text:
            return ""
        return f"  {text}" if text.startswith("[") else f"  [{'; '.join(LINES.split(text))}]"

    def _under(self, column: Column, cell: Cell) -> Iterator[Line]:
        opening = self.words[column.word][0].partition("|")[0] if column.word else ""
        for line in LINES.split(cell.text.strip()):
            references = REFERENCES.search(line)
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
            return self._flag(column, body, cell)
        if column.takes == "text":
            return quoted(body)
        if column.takes == "names":
            return self._names(body, cell)
        if column.takes == "things":
            return self._things(Cell(body, cell.place))
        return self._word(column, body, cell)

    def _flag(self, column: Column, body: str, cell: Cell) -> str | None:
        aside = ASIDE.search(body)
        said = (body[: aside.start()] if aside else body).strip()
        words = said.casefold()
        if words in yes_words() or (not said and aside):
            return aside[1] if aside else ""
        no_longer = self.words["NO_LONGER"][0]
        for yes in yes_words():
            if words == f"{yes} {no_longer}":
                return f"{no_longer} {aside[1] if aside else ''}".strip()
        if words in ("no", "nei", "0", "false"):
            self.remarks.append(Remark(cell.place, "says-no", {"column": column.header(self.language)}))
            return None
        raise Problem(
            cell.place, "wrong-flag", None, value=said, column=column.header(self.language),
            yes=say("yes", self.language),
        )  # fmt: skip

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
            aside = ASIDE.search(piece) if asides else None
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
            aside = ASIDE.search(piece)
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
