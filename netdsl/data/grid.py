"""Sheets of cells, as spreadsheets and CSV files have them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netdsl.data.tables import Cell, Place


class Row(NamedTuple):
    """A row of a sheet: its number, and the cells that say something by their column, from 0."""

    number: int
    cells: dict[int, Cell]


class Sheet(NamedTuple):
    """A sheet: its title (empty for a CSV file), its rows that are not empty."""

    file: str
    title: str
    rows: list[Row]

    def place(self, row: int = 0, column: int | None = None) -> Place:
        """The place of a cell, or of the sheet."""
        cell = f"{letters(column or 0)}{row}" if row else ""
        return Place(self.file, 0, self.title, cell)


def letters(column: int) -> str:
    """What spreadsheets call a column, from 0: A, B, …, Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def after(sheet: Sheet, head: Row) -> Iterator[Row]:
    """The rows below one."""
    return (row for row in sheet.rows if row.number > head.number)


def folded(text: str) -> str:
    """A heading or title without regard to blanks and capitals."""
    return " ".join(text.split()).casefold()


def some(words: Sequence[str]) -> str:
    """A few examples."""
    shown = ", ".join(" ".join(word.split())[:40] for word in words[:3])
    return shown + (", …" if len(words) > 3 else "")
