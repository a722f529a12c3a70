"""A network file as a data file of another program, and what that has no place for."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from netdsl.data.cells import spaced
from netdsl.data.from_network import tables_from
from netdsl.data.graph import Graph
from netdsl.data.tables import COLUMNS, EXCHANGES, KINDS, Problem, Tables, column
from netdsl.data.texts import TEXTS, say
from netdsl.data.to_graph import Left, graph_of, leave
from netdsl.syntax.network import Document

FORMATS = {
    ".xlsx": "Excel", ".csv": "CSV", ".json": "JSON", ".graphml": "GraphML", ".gexf": "GEXF", ".net": "Pajek",
    ".paj": "Pajek",
}  # fmt: skip
"""The ending of a file's name -> the format that is written into it."""

_CELL = 32_767
"""Excel's limit of a cell, in UTF-16 units."""

_NO_CELL = re.compile("[\ufffe\uffff]")
"""Characters that a network may have, and XML may not."""

_EXAMPLES, _LENGTH = 3, 60
_ORDER = [key for key in TEXTS if key.startswith("drop-")]


class Exported(NamedTuple):
    """A data file, and what of the network is not in it: key of `texts` -> by name."""

    data: bytes
    left: Left


def exported(document: Document, file: str, language: str | None = None, table: str = EXCHANGES) -> Exported:
    """A file without errors in the format that the name of the file to write tells, one of `FORMATS`.

    language: that of the words, otherwise the file's own. table: which of the tables a CSV file holds.
    Raises Problem where a text cannot stand in the format.
    """
    suffix = Path(file).suffix.casefold()
    tables = tables_from(document, language, loops=suffix not in (*_WHOLE, ".csv"))
    left: Left = {}
    if suffix in _WHOLE:
        data = _WHOLE[suffix](tables)
    elif suffix == ".csv":
        data = _csv(tables, table, left).encode()
    else:
        graph, left = graph_of(tables, document.source.name)
        data = _graph_writer(suffix)(graph, left, tables.language).encode()
    comments = [text for number, text in document.comments.items() if number != document.header]
    lines = [line for p in document.paragraphs for line in (p.head, *p.lines) if line and line.line.comment]
    leave(left, "drop-comments", *comments, *(line.line.comment for line in lines))
    return Exported(data, left)


def notes(left: Left, file: str, language: str) -> list[str]:
    """What an export left out, in a language, a line for each kind."""
    if not left:
        return []
    form = FORMATS[Path(file).suffix.casefold()]
    found = [say("dropped", language, format=form)]
    for key, some in sorted(left.items(), key=lambda item: _ORDER.index(item[0])):
        shown = [f"`{name if len(name) <= _LENGTH else name[:_LENGTH] + ' …'}`" for name in dict.fromkeys(some)]
        words = ", ".join(shown[:_EXAMPLES]) + (", …" if len(shown) > _EXAMPLES else "")
        found.append(f"  {say(key, language, number=len(some), words=words)}")
    return found


def _workbook(tables: Tables) -> bytes:
    from netdsl.data.workbook import workbook

    for record in tables.records:
        for name, cell in record.cells.items():
            title = column(record.kind, name).header(tables.language)
            if (length := len(cell.text.encode("utf-16-le", "surrogatepass")) // 2) > _CELL:
                raise Problem(cell.place, "long-cell", column=title, found=length, most=_CELL)
            if character := _NO_CELL.search(cell.text):
                raise Problem(cell.place, "no-character", column=title, code=f"U+{ord(character[0]):04X}")
    return workbook(tables)


def _json(tables: Tables) -> bytes:
    from netdsl.data.structured import as_json

    return as_json(tables).encode()


_WHOLE: dict[str, Callable[[Tables], bytes]] = {".xlsx": _workbook, ".json": _json}


def _graph_writer(suffix: str) -> Callable[[Graph, Left, str], str]:
    from netdsl.data import markup_writing, pajek_writing

    return {
        ".graphml": markup_writing.graphml,
        ".gexf": markup_writing.gexf,
        ".net": pajek_writing.network_file,
        ".paj": pajek_writing.project_file,
    }[suffix]


def _csv(tables: Tables, table: str, left: Left) -> str:
    from netdsl.data.delimited import written
    from netdsl.data.sheets import TELLING

    columns = COLUMNS[table]
    for kind in KINDS:
        if kind != table:
            first = [spaced(next(iter(record.cells.values())).text) for record in tables.of(kind)]
            leave(left, f"drop-{kind}" if kind != "network" else "drop-network", *first)
    held = {name for record in tables.of(table) for name in record.cells}
    used = [c for c in columns if c.needed or c.name in held or c.name == TELLING.get(table)]
    rows = [[record.text(c.name) for c in used] for record in tables.of(table)]
    return written([c.header(tables.language) for c in used], rows)
