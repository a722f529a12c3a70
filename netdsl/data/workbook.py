"""The Excel workbook that import reads: empty, to be filled in, or with a network in it. Needs openpyxl."""

import re
import zipfile
from io import BytesIO
from typing import Any

from netdsl.data.grid import letters
from netdsl.data.guide import INTERVIEW, LINES, THEMES
from netdsl.data.sheets import ASKED, GUIDE, LISTS, QUESTIONS, TITLES
from netdsl.data.tables import ACTORS, COLUMNS, EXCHANGES, MEETINGS, NETWORK, SOURCES, STATEMENTS, Tables, choices

_ORDER = (NETWORK, SOURCES, ACTORS, EXCHANGES, MEETINGS, STATEMENTS)
_ROWS = 500
"""The rows that have lists to choose from."""

_LONG = ("statement", "question", "answer", "words", "what", "note", "attended", "at_times", "topics")
_WIDTHS = {True: 40, False: 18}
_WHEN = "2000-01-01T00:00:00Z"
_BLUE = "FFDCE6F1"


def workbook(tables: Tables, *, questions: bool = False) -> bytes:
    """The workbook of some tables, the same bytes each time; with `questions` also guidance, and an interview's."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    language = tables.language
    if questions:
        _guide(book.create_sheet(GUIDE[language]), language)
    lists = _Lists(book, language)
    for kind in _ORDER:
        page = book.create_sheet(TITLES[kind][language])
        columns = COLUMNS[kind]
        _headings(page, [c.header(language) for c in columns], [c.needed for c in columns], [c.name for c in columns])
        for number, record in enumerate(tables.of(kind), 2):
            for at, column in enumerate(columns, 1):
                if text := record.text(column.name):
                    _put(page.cell(number, at), text)
        for at, column in enumerate(columns):
            lists.attach(page, at, kind, column.name, choices(column, language))
    if questions:
        page = book.create_sheet(QUESTIONS[language])
        _headings(page, [words[language] for words in ASKED.values()], [False] * len(ASKED), list(ASKED))
        for number, (theme, english, norwegian) in enumerate(INTERVIEW, 2):
            _put(page.cell(number, 1), THEMES[theme][language])
            _put(page.cell(number, 2), norwegian if language == "nb" else english)
    lists.finish()
    packed = BytesIO()
    book.save(packed)
    return _fixed(packed.getvalue())


def _guide(page: Any, language: str) -> None:
    from openpyxl.styles import Alignment, Font

    for number, (kind, text) in enumerate(LINES[language], 1):
        if kind:
            _put(page.cell(number, 1), TITLES[kind][language])
            page.cell(number, 1).font = Font(bold=True)
        _put(page.cell(number, 2), text)
        page.cell(number, 2).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width = _WIDTHS[False]
    page.column_dimensions["B"].width = 100


def _headings(page: Any, titles: list[str], needed: list[bool], names: list[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for at, (title, must) in enumerate(zip(titles, needed, strict=True), 1):
        cell = page.cell(1, at)
        _put(cell, title)
        cell.font = Font(bold=True)
        if must:
            cell.fill = PatternFill("solid", fgColor=_BLUE)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[letters(at - 1)].width = _WIDTHS[names[at - 1] in _LONG]
    page.freeze_panes = "A2"


class _Lists:
    """Lists to choose from: the words of the language on a hidden sheet, names from the sheets that declare them."""

    def __init__(self, book: Any, language: str) -> None:
        self.page = book.create_sheet(LISTS)
        self.language = language
        self.columns: dict[tuple[str, ...], str] = {}

    def attach(self, page: Any, at: int, kind: str, name: str, words: list[str]) -> None:
        """Give a column its list, if it has one; what stands in no list is warned of, since more may stand there."""
        from openpyxl.worksheet.datavalidation import DataValidation

        source = self._source(kind, name, words)
        if source is None:
            return
        validation = DataValidation(
            "list", formula1=source, allow_blank=True, errorStyle="warning", showErrorMessage=bool(words)
        )
        validation.add(f"{letters(at)}2:{letters(at)}{_ROWS}")
        page.add_data_validation(validation)

    def _source(self, kind: str, name: str, words: list[str]) -> str | None:
        if words:
            key = tuple(words)
            if key not in self.columns:
                column = letters(len(self.columns))
                for number, word in enumerate(words, 1):
                    _put(self.page[f"{column}{number}"], word)
                self.columns[key] = f"{LISTS}!${column}$1:${column}${len(words)}"
            return self.columns[key]
        if (kind, name) in ((EXCHANGES, "from"), (EXCHANGES, "to"), (EXCHANGES, "on_behalf"), (MEETINGS, "attended"),
                            (SOURCES, "member"), (ACTORS, "owned_by"), (ACTORS, "part_of")):  # fmt: skip
            return f"'{TITLES[ACTORS][self.language]}'!$A$2:$A${_ROWS}"
        if name == "references":
            return f"'{TITLES[SOURCES][self.language]}'!$A$2:$A${_ROWS}"
        return None

    def finish(self) -> None:
        """Hide the sheet of lists, and put it last."""
        self.page.sheet_state = "hidden"
        book = self.page.parent
        book.move_sheet(self.page, len(book.sheetnames))


def _put(cell: Any, text: str) -> None:
    """A text as a text, whatever it begins with."""
    from openpyxl.styles import Alignment

    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@")  # it stays a text when somebody edits it
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _fixed(data: bytes) -> bytes:
    """The same workbook without the time at which it was written."""
    found = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            content = before.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", _WHEN.encode(), content)
            entry = zipfile.ZipInfo(member.filename, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            after.writestr(entry, content)
    return found.getvalue()
