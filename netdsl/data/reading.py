"""Data files as tables: which format a file has, by what is in it, and the reader of that."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import evolve

from netdsl.data import delimited
from netdsl.data.cells import commas, members, pieces_of
from netdsl.data.graph import ACTOR, Graph
from netdsl.data.graphs import spoken, tables_of
from netdsl.data.lines import Text, decode
from netdsl.data.pajek import pajek
from netdsl.data.sheets import Gathered
from netdsl.data.structured import from_json
from netdsl.data.tables import (
    ACTORS,
    EXCHANGES,
    KINDS,
    MEETINGS,
    SOURCES,
    STATEMENTS,
    Cell,
    Place,
    Problem,
    Record,
    Tables,
)
from netdsl.data.ucinet import is_older, ucinet
from netdsl.diagnostics import nearest
from netdsl.model.forms import dialects
from netdsl.source import LARGEST

_LOOKED_AT = 10_000
_PAJEK = re.compile(r"^\s*\*\s*(?:network|vertices|partition|arcs|edges|matrix)\b", re.IGNORECASE | re.MULTILINE)
_MARKUP = re.compile(r"<(?:[\w.-]+:)?(?:graphml|gexf)\b", re.IGNORECASE)
_DL = re.compile(r"\s*dl\b", re.IGNORECASE)
_OURS = re.compile(r"\s*#\s*(?:language|språk)\s*:", re.IGNORECASE)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_TABULAR = (".csv", ".tsv", ".txt", ".tab")


def read_files(files: Iterable[str], language: str | None = None, sector: str | None = None) -> Tables:
    """The tables of some files, taken together.

    language: that of the words to write, where the files do not say. sector: the column or attribute with the sectors.
    Raises Problem; a file that is not there is an OSError.
    """
    gathered: Gathered | None = None
    for file in files:
        gathered = gathered or Gathered(Graph(file), sector=sector or "")
        try:
            _read(file, gathered)
        except Problem as problem:
            problem.language = next(iter(gathered.languages), None)
            raise
    assert gathered
    try:
        return _together(gathered, language, sector)
    except Problem as problem:
        problem.language = next(iter(gathered.languages), None)
        raise


def needs_of(file: str) -> tuple[str, str] | None:
    """The package that reading a file takes, and the extra that brings it."""
    try:
        with Path(file).open("rb") as opened:
            packed = opened.read(len(_ZIP)) == _ZIP
    except (OSError, ValueError):
        return None
    return ("openpyxl", "data") if packed else None


def _read(file: str, gathered: Gathered) -> None:
    with Path(file).open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Problem(Place(file), "too-large", file=file, size=LARGEST // 2**20)
    if data.startswith(_OLE):
        raise Problem(Place(file), "no-workbook", file=file)
    if data.startswith(_ZIP):
        from netdsl.data.spreadsheet import sheets

        for sheet in sheets(file, data, gathered.graph):
            gathered.take(sheet)
        return
    text = decode(file, data)
    if not text.text.strip():
        raise Problem(Place(file), "empty-file", file=file)
    beginning = text.text[:_LOOKED_AT]
    if beginning.lstrip().startswith("<") and _MARKUP.search(beginning):
        from netdsl.data.markup import markup

        markup(text, gathered.graph)
    elif beginning.lstrip().startswith("{"):
        spoken_there, records, remarks = from_json(text)
        gathered.languages.append(spoken_there)
        gathered.records += records
        gathered.listed = True
        gathered.told |= set(KINDS)
        gathered.graph.remarks += remarks
    elif _PAJEK.search(beginning):
        pajek(text, gathered.graph)
    elif _DL.match(beginning) or is_older(text.text):
        ucinet(text, gathered.graph)
    elif _OURS.match(beginning):
        raise Problem(Place(file), "own-file")
    elif Path(file).suffix.casefold() in _TABULAR:
        gathered.graph.remarks += text.remarks
        gathered.take(delimited.sheet(text))
    else:
        _refuse(text)


def _refuse(text: Text) -> None:
    named = Path(text.file).suffix.casefold() in _WORKBOOKS
    raise Problem(Place(text.file), "no-workbook" if named else "no-format", file=text.file)


def _together(gathered: Gathered, language: str | None, sector: str | None) -> Tables:
    graph = gathered.graph
    counted = Counter(gathered.languages)
    own = max(counted, key=lambda name: counted[name]) if counted else None
    words = own or spoken(graph) or language or "en"
    if sector and not graph.nodes:
        raise Problem(Place(graph.file), "no-attribute", column=sector)
    if graph.listed:
        _check_ends(graph)
    records = list(gathered.records)
    if graph.nodes:
        more = tables_of(graph, words, sector).records
        records = _joined(records, more, graph)
        records += [r for r in more if r.kind != ACTORS or not gathered.listed or r.text("name") in graph.listed]
    if not gathered.listed and not graph.nodes:
        records += _named(records, gathered)
    if not any(record.kind in (ACTORS, STATEMENTS) for record in records):
        if gathered.titles and not gathered.languages:
            raise Problem(Place(graph.file), "no-sheet", words=", ".join(f"`{t}`" for t in gathered.titles))
        raise Problem(Place(graph.file), "nothing")
    records += _declared(records, gathered, words)
    return Tables(words, tuple(records), tuple(graph.remarks), frozenset(gathered.told))


def _joined(records: list[Record], more: Iterable[Record], graph: Graph) -> list[Record]:
    """The actors of a list with what a graph says of them beside; what both say otherwise is told."""
    said = {r.text("name"): r for r in more if r.kind == ACTORS and r.text("name") not in graph.listed}
    found = []
    for record in records:
        other = said.get(record.text("name")) if record.kind == ACTORS else None
        for name, cell in other.cells.items() if other else ():
            if name in record.cells and cell.text != record.text(name):
                graph.remark(
                    cell.place, "two-values", name=record.text("name"), value=cell.text, other=record.text(name)
                )
        found.append(evolve(record, cells={**other.cells, **record.cells}) if other else record)
    return found


def _check_ends(graph: Graph) -> None:
    for tie in graph.ties:
        for end, role in ((tie.source, "from"), (tie.target, "to")):
            if graph.nodes[end].kind == ACTOR and end not in graph.listed:
                raise Problem(tie.at(role), "unknown-actor", nearest(end, graph.listed), name=end)


def _named(records: list[Record], gathered: Gathered) -> list[Record]:
    """Those who are named, as actors, where there is no list of them."""
    columns = {EXCHANGES: ("from", "to", "on_behalf"), MEETINGS: ("attended", "at_times"), SOURCES: ("member",)}
    found = _members(records, columns)
    for record in records:
        for name in ("from", "to") if record.kind == EXCHANGES else ():
            cell = record.cells.get(name)
            if cell and len(pieces_of(cell.text)) == 1 and len(parts := commas(cell.text)) > 1:
                gathered.graph.remark(cell.place, "commas", value=cell.text, words=", ".join(f"`{p}`" for p in parts))
    if found:
        gathered.graph.remark(Place(gathered.graph.file), "added-actors", number=len(found))
    return [Record(ACTORS, {"name": Cell(name, place)}, place) for name, place in found.items()]


def _declared(records: list[Record], gathered: Gathered, language: str) -> list[Record]:
    """The goals that are named where nothing declares one; groups likewise, where there is no table of statements."""
    found: list[Record] = []
    graph = gathered.graph
    stated = [record.text("statement") for record in records if record.kind == STATEMENTS]
    for noun, kind, name in (("GROUP", EXCHANGES, "meant_for"), ("GOAL", ACTORS, "aims")):
        word = dialects()[language]["words"][noun][0]
        told = {m[1].strip("' ") for text in stated if (m := re.match(rf"{word}\s+('[^']*'|[^\"\[\n,]+)", text))}
        if STATEMENTS in gathered.told and (told or noun == "GROUP"):
            continue
        rows = [record for record in records if record.place.sheet or record.place.cell]
        members = _members(rows, {kind: (name,)})
        names = {n: at for n, at in members.items() if n.replace("'", "’") not in told}
        found += [Record(STATEMENTS, {"statement": Cell(f"{word} '{n}'", at)}, at) for n, at in names.items()]
        if names:
            place = next(iter(names.values()))
            graph.remark(place, "added-names", noun=f"`{word}`", number=len(names), words=", ".join(names))
    return found


def _members(records: list[Record], columns: Mapping[str, tuple[str, ...]]) -> dict[str, Place]:
    """The names in some columns of each kind of table, and where each stands first."""
    found: dict[str, Place] = {}
    for record in records:
        for name in columns.get(record.kind, ()):
            if cell := record.cells.get(name):
                for member in members(cell.text, asides=name not in ("from", "to")):
                    found.setdefault(member, cell.place)
    return found
