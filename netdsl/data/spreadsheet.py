"""Excel workbooks, read as sheets of cells. Needs openpyxl."""

import datetime
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Any
from xml.parsers import expat

from netdsl.data.graph import Graph
from netdsl.data.grid import Row, Sheet, letters
from netdsl.data.tables import Cell, Place, Problem
from netdsl.source import LARGEST

_MOST = 500_000
"""Cells of a workbook beyond these are not read: the empty ones that have a colour, and those merged, count, too."""

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


def sheets(file: str, data: bytes, graph: Graph) -> Iterator[Sheet]:
    """The sheets of a workbook; what is read otherwise than it seems is noted in the graph. Raises Problem."""
    _measure(file, data)
    formulas, values = _opened(file, data, data_only=False), _opened(file, data, data_only=True)
    for page in formulas.worksheets:
        shown = values[page.title]
        merged = _merged(page)
        rows: list[Row] = []
        # Only the cells that the file has: one far down or to the right would otherwise take all between with it.
        for number, cells in groupby(sorted(page._cells), key=itemgetter(0)):  # noqa: SLF001
            if number < 1:
                raise Problem(Place(file, 0, page.title), "no-workbook", file=file)
            found: dict[int, Cell] = {}
            for at in (column - 1 for _, column in cells):
                row, column = merged.get((number, at + 1), (number, at + 1))
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


def _measure(file: str, data: bytes) -> None:
    """Raise Problem where a workbook has more cells than are read: a small file may have any number of them."""
    cells = 0

    def count(tag: str, attributes: dict[str, str]) -> None:
        nonlocal cells
        name = tag.rpartition(":")[2]
        if name == "mergeCell" and (area := _AREA.fullmatch(attributes.get("ref", ""))):
            size = _size(area)
            if size > _MOST:
                raise Problem(Place(file), "merged-far", area=area[0], found=size, most=_MOST)
            cells += size
        elif name in ("c", "row", "si"):  # cells, rows, texts
            cells += 1
        if cells > _MOST:
            raise Problem(Place(file), "too-many-cells", most=_MOST)

    with _packed(file, data) as packed:
        for member in packed.infolist():
            parser = expat.ParserCreate()
            parser.StartElementHandler = count
            with packed.open(member) as opened, suppress(expat.ExpatError):  # of pictures and the like
                parser.ParseFile(opened)


def _size(area: re.Match[str]) -> int:
    left, top, right, bottom = area.groups()
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


@contextmanager
def _packed(file: str, data: bytes) -> Iterator[zipfile.ZipFile]:
    """What a workbook is packed of. Raises Problem, also for what goes wrong while it is open."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            if sum(member.file_size for member in packed.infolist()) > LARGEST:
                raise Problem(Place(file), "too-large", file=file, size=LARGEST // 2**20)
            yield packed
    except Problem:
        raise
    except Exception as error:
        raise Problem(Place(file), "no-workbook", file=file) from error


def _opened(file: str, data: bytes, *, data_only: bool) -> Any:
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that openpyxl does not keep
            return openpyxl.load_workbook(BytesIO(data), data_only=data_only)
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
