"""Excel workbooks, read as sheets of cells. Needs openpyxl."""

import datetime
import unicodedata
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from netdsl.data.graphs import Graph
from netdsl.data.sheets import Row, Sheet, letters
from netdsl.data.tables import Cell, Place, Problem
from netdsl.source import LARGEST

_FAR = 16_384 * 64
"""So many cells of a sheet are looked at: formatting can make one seem far larger than what it holds."""


def sheets(file: str, data: bytes, graph: Graph) -> Iterator[Sheet]:
    """The sheets of a workbook; what is read otherwise than it seems is noted in the graph. Raises Problem."""
    formulas, values = _opened(file, data, data_only=False), _opened(file, data, data_only=True)
    for page in formulas.worksheets:
        shown = values[page.title]
        merged = _merged(page)
        rows: list[Row] = []
        for number, cells in enumerate(page.iter_rows(), 1):
            if number * len(cells) > _FAR:
                break
            found: dict[int, Cell] = {}
            for at, cell in enumerate(cells):
                row, column = merged.get((cell.row, cell.column), (cell.row, cell.column))
                original = page.cell(row, column)
                place = Place(file, 0, page.title, f"{letters(at)}{number}")
                text = _text(original, shown.cell(row, column), place, graph)
                if text:
                    found[at] = Cell(text, place)
            if found:
                rows.append(Row(number, found))
        if rows:
            _say(file, page, rows, graph)
        yield Sheet(file, page.title, rows)


def _opened(file: str, data: bytes, *, data_only: bool) -> Any:
    import warnings

    import openpyxl

    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(member.file_size for member in packed.infolist()) > LARGEST:
                raise Problem(Place(file), "too-large", file=file, size=LARGEST // 2**20)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not keep
            return openpyxl.load_workbook(BytesIO(data), data_only=data_only)
    except Problem:
        raise
    except Exception as error:
        raise Problem(Place(file), "no-workbook", file=file) from error


def _merged(page: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Cell -> the first of the area that it is merged into, down its column: one merged across is a title."""
    return {
        (row, area.min_col): (area.min_row, area.min_col)
        for area in page.merged_cells.ranges
        for row in range(area.min_row, min(area.max_row, page.max_row) + 1)
    }


def _text(cell: Any, shown: Any, place: Place, graph: Graph) -> str:
    value = cell.value
    if cell.data_type == "f":
        formula = str(getattr(value, "text", value))
        if shown.value is None:
            raise Problem(place, "formula", formula=formula)
        value = shown.value
        graph.remark(place, "formula-value", value=_plain(value))
    if value is None:
        return ""
    if cell.data_type == "e" or shown.data_type == "e":
        raise Problem(place, "error-value", value=str(value))
    return _plain(value)


def _plain(value: Any) -> str:
    """A value as a person would write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="minutes")
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return unicodedata.normalize("NFC", text).strip()


def _say(file: str, page: Any, rows: list[Row], graph: Graph) -> None:
    """Note what a reader of the sheet would not see, or sees otherwise."""
    said = {row.number for row in rows}
    if page.title != "Lists" and page.sheet_state != "visible":
        graph.remark(Place(file, 0, page.title), "hidden-sheet")
    hidden = [number for number, shape in page.row_dimensions.items() if shape.hidden and number in said]
    if hidden:
        graph.remark(Place(file, 0, page.title), "hidden-rows", rows=", ".join(map(str, sorted(hidden))))
    for area in sorted(page.merged_cells.ranges, key=lambda a: (a.min_row, a.min_col)):
        first = page.cell(area.min_row, area.min_col).value
        if first is not None and area.max_row > area.min_row:
            graph.remark(Place(file, 0, page.title), "merged", area=area.coord, value=_plain(first))
