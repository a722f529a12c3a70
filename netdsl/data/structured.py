"""Tables as JSON: the same tables and columns as the workbook's, under their English names."""

import json
from collections import Counter
from typing import Any

from netdsl import __version__
from netdsl.data.lines import Text
from netdsl.data.tables import COLUMNS, KINDS, Cell, Place, Problem, Record, Remark, Tables
from netdsl.diagnostics import nearest
from netdsl.model.forms import dialects


def as_json(tables: Tables) -> str:
    """The tables as JSON."""
    data: dict[str, Any] = {"netdsl": __version__, "language": tables.language}
    for kind in KINDS:
        data[kind] = [{name: cell.text for name, cell in record.cells.items()} for record in tables.of(kind)]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def from_json(text: Text) -> tuple[str, list[Record], list[Remark]]:
    """The language and the rows of tables in JSON, and what is left out. Raises Problem."""

    def single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        counted = Counter(name for name, _ in pairs)
        for name, number in counted.items():
            if number > 1:
                raise Problem(Place(text.file, cell=name), "twice-key", name=name)
        return dict(pairs)

    try:
        # Numbers stay as they are written, however many digits they have.
        data = json.loads(text.text, parse_int=str, parse_float=str, object_pairs_hook=single)
    except (json.JSONDecodeError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        message = error.msg if isinstance(error, json.JSONDecodeError) else "too deep"
        raise Problem(Place(text.file, line), "not-well-formed", format="JSON", message=message) from error
    if not isinstance(data, dict) or not any(isinstance(data.get(kind), list) for kind in KINDS):
        raise Problem(Place(text.file), "unknown-json", words=", ".join(KINDS))
    language = data.get("language", "en")
    if not isinstance(language, str) or language not in dialects():
        place = Place(text.file, cell="language")
        raise Problem(place, "wrong-value", value=str(language)[:40], column="language", words=", ".join(dialects()))
    records: list[Record] = []
    remarks: list[Remark] = []
    for kind, rows in data.items():
        if kind in ("netdsl", "language"):
            continue
        if kind not in KINDS or not isinstance(rows, list):
            place = Place(text.file, cell=kind)
            values = {
                "column": kind,
                "number": len(rows) if isinstance(rows, list) else 1,
                "example": nearest(kind, KINDS) or "–",
            }
            remarks.append(Remark(place, "unknown-column", values))
            continue
        known = {column.name for column in COLUMNS[kind]}
        for number, row in enumerate(rows):
            place = Place(text.file, cell=f"{kind}[{number}]")
            if not isinstance(row, dict):
                raise Problem(place, "json-row", value=str(row)[:40])
            cells = {}
            for name, value in row.items():
                where = Place(text.file, cell=f"{kind}[{number}].{name}")
                if name not in known or isinstance(value, dict | list):
                    remarks.append(
                        Remark(where, "unknown-column", {"column": name, "number": 1, "example": str(value)[:40]})
                    )
                elif value is not None and str(value).strip():
                    said = str(value).lower() if isinstance(value, bool) else str(value)
                    cells[name] = Cell(said, where)
            if cells:
                records.append(Record(kind, cells, place))
    return language, records, remarks
