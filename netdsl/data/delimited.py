"""CSV files: as a sheet, whatever parts their columns, with or without a byte order mark, in UTF-8 or Latin-1."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from io import StringIO

from netdsl.data.grid import Row, Sheet, letters
from netdsl.data.lines import Text
from netdsl.data.tables import Cell, Place, Problem

_MARKS = ",;\t|"

_FORMULA = re.compile(r"'*[=+@-]")
"""How a cell begins that a spreadsheet program would run as a formula, also with apostrophes before it."""


def sheet(text: Text) -> Sheet:
    """The sheet that a CSV file holds. Raises Problem."""
    body = text.text
    first, _, rest = body.partition("\n")
    before = 0
    if first.casefold().startswith("sep=") and len(first.strip()) == 5:
        mark, body, before = first.strip()[4], rest, 1
    else:
        mark = _mark(body)
    reader = csv.reader(StringIO(body, newline=""), delimiter=mark, strict=True, skipinitialspace=True)
    rows: list[Row] = []
    try:
        for number, values in enumerate(reader, before + 1):
            cells = {
                at: Cell(
                    _bare(unicodedata.normalize("NFC", value.strip())), Place(text.file, cell=f"{letters(at)}{number}")
                )
                for at, value in enumerate(values)
                if value.strip()
            }
            if cells:
                rows.append(Row(number, cells))
    except csv.Error as error:
        place = Place(text.file, reader.line_num + before)
        raise Problem(place, "not-well-formed", format="CSV", message=str(error)) from error
    return Sheet(text.file, "", rows)


def _mark(text: str) -> str:
    """What parts the columns: what the first line that says something has most of, outside quotes."""
    line = next((line for line in text.split("\n") if line.strip()), "")
    bare = "".join(line.split('"')[::2])
    return max(_MARKS, key=lambda mark: (bare.count(mark), -_MARKS.index(mark)))


def _bare(text: str) -> str:
    """A cell without the apostrophe that keeps it from being run as a formula."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def written(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The text of a CSV file; an apostrophe keeps a cell from being run as a formula, and is not read."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([f"'{text}" if _FORMULA.match(text) else text for text in row] for row in rows)
    return out.getvalue()
