"""What data files must not lose without a word, and files made to break the reading of them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from netdsl.cli.main import netdsl
from netdsl.data import spreadsheet


def told(*arguments: object) -> Result:
    """What a command says; never a traceback."""
    result = CliRunner().invoke(netdsl, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def wrong(*arguments: object) -> str:
    """The error of a command that refuses."""
    result = told(*arguments)
    assert result.exit_code == 2, result.output
    return result.output


def saved(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def ties_workbook(path: Path, change: Any) -> Path:
    """A workbook with a list of ties, changed."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (("from", "to", "what"), ("A", "B", "x")):
        page.append(row)
    change(page)
    packed = BytesIO()
    book.save(packed)
    path.write_bytes(packed.getvalue())
    return path


@pytest.mark.parametrize("row", [4, 70, 5_000, 1_048_576])
@pytest.mark.parametrize("aside", ["E1", "XFD1", "XFD1048576"])
def test_rows_are_read_however_far_the_sheet_seems_to_reach(tmp_path: Path, row: int, aside: str) -> None:
    def change(page: Any) -> None:
        page[aside].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
        for column, text in enumerate(("C", "D", "y"), 1):
            page.cell(row, column, text)

    assert 'C gives D "y"' in told("import", ties_workbook(tmp_path / "far.xlsx", change)).stdout


@pytest.mark.parametrize("area", ["A1:XFD1048576", "C1:C1048576"])
def test_areas_merged_without_end_are_refused(tmp_path: Path, area: str) -> None:
    def change(page: Any) -> None:
        page.merged_cells.ranges.add(openpyxl.worksheet.cell_range.CellRange(area))

    assert area in wrong("import", ties_workbook(tmp_path / "merged.xlsx", change))


def test_more_cells_than_can_be_read_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(page: Any) -> None:
        for row in range(3, 40):
            page.cell(row, 9).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")

    file = ties_workbook(tmp_path / "many.xlsx", change)
    assert told("import", file).exit_code == 0
    monkeypatch.setattr(spreadsheet, "_MOST", 60)
    assert "more than 60 cells" in wrong("import", file)
