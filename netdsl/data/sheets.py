"""Sheets of cells, as spreadsheets and CSV files have them, taken as tables by their titles and headings."""

from collections.abc import Mapping, Sequence

from attrs import Factory, define

from netdsl.data.graph import Graph
from netdsl.data.grid import Row, Sheet, after, folded, letters, some
from netdsl.data.others import Others, valued
from netdsl.data.tables import (
    ACTORS,
    COLUMNS,
    EXCHANGES,
    MEETINGS,
    NETWORK,
    SOURCES,
    STATEMENTS,
    Cell,
    Column,
    Problem,
    Record,
)
from netdsl.diagnostics import nearest
from netdsl.model.forms import dialects

TITLES = {
    NETWORK: {"en": "Network", "nb": "Nettverk"},
    SOURCES: {"en": "Sources", "nb": "Kilder"},
    ACTORS: {"en": "Actors", "nb": "Aktører"},
    EXCHANGES: {"en": "Exchanges", "nb": "Ytelser"},
    MEETINGS: {"en": "Meetings", "nb": "Møter"},
    STATEMENTS: {"en": "Other statements", "nb": "Andre setninger"},
}
QUESTIONS = {"en": "Questions", "nb": "Spørsmål"}
GUIDE = {"en": "Read me first", "nb": "Les dette først"}
LISTS = "Lists"
ASKED = {
    "theme": {"en": "theme", "nb": "tema"},
    "question": {"en": "question", "nb": "spørsmål"},
    "answer": {"en": "answer", "nb": "svar"},
    "source": {"en": "source", "nb": "kilde"},
}
"""Titles of the workbook's sheets, and the headings of its questions."""

TELLING = {MEETINGS: "attended", SOURCES: "member", NETWORK: "as_of"}
"""Columns by which a table without a title is told from the list of actors."""


@define
class Gathered:
    """What sheets hold: rows of the tables that are laid out as in the workbook, and a graph of the others.

    sector: the column with the sectors, where somebody names one.
    """

    graph: Graph
    records: list[Record] = Factory(list)
    languages: list[str] = Factory(list)
    titles: list[str] = Factory(list)
    listed: bool = False
    others: Others = Factory(lambda self: Others(self.graph), takes_self=True)
    told: set[str] = Factory(set)
    sector: str = ""

    def take(self, sheet: Sheet) -> None:
        """Read one sheet, as what its title or its headings say that it is. Raises Problem."""
        title = folded(sheet.title)
        if sheet.title:
            self.titles.append(sheet.title)
        if title in {folded(t) for t in (*GUIDE.values(), LISTS)}:
            return
        for language, name in QUESTIONS.items():
            if title == folded(name):
                self._questions(sheet, language)
                return
        for kind, names in TITLES.items():
            for language, name in names.items():
                if title == folded(name):
                    self.languages.append(language)
                    self._own(kind, sheet)
                    return
        if sheet.rows:
            self._by_headings(sheet)

    def _by_headings(self, sheet: Sheet) -> None:
        head = next((row for row in sheet.rows if len(row.cells) > 1), sheet.rows[0])
        said = [folded(cell.text) for cell in head.cells.values()]
        for kind in (EXCHANGES, MEETINGS, SOURCES, NETWORK, ACTORS, STATEMENTS):
            if language := _spoken(kind, said):
                if (kind == EXCHANGES and valued(said)) or (kind == ACTORS and self._others(sheet, head)):
                    self.languages.append(language)
                    break
                self._own(kind, sheet)
                return
        if self.others.take(sheet, head):
            self.listed = self.listed or self.others.listed
        elif sheet.title:
            self.graph.remark(sheet.place(), "unknown-sheet", number=len(sheet.rows))
        else:
            shown = ", ".join(cell.text for cell in head.cells.values())
            raise Problem(sheet.place(head.number), "unknown-table", words=shown)

    def _others(self, sheet: Sheet, head: Row) -> bool:
        """Whether a table with a column of names is no table of actors, or has its sectors in a column of its own."""
        named = bool(self.sector) and any(folded(cell.text) == folded(self.sector) for cell in head.cells.values())
        return named or self.others.claims(sheet, head)

    # --- tables laid out as in the workbook

    def _own(self, kind: str, sheet: Sheet) -> None:
        self.told.add(kind)
        rows = iter(sheet.rows)
        headed: dict[int, Column] = {}
        for row in rows:
            headed = self._headings(kind, row)
            if headed:
                break
            for cell in row.cells.values():
                self.graph.remark(cell.place, "outside-table", value=cell.text)
        else:
            if not sheet.rows:
                return
            row = sheet.rows[0]
        head = row
        missing = [c for c in COLUMNS[kind] if c.needed and c not in headed.values()]
        if missing:
            language = self.languages[-1] if self.languages else "en"
            words = [cell.text for cell in head.cells.values()]
            wanted = missing[0].header(language)
            other = {cell.text: at for at, cell in head.cells.items() if at not in headed}
            near = nearest(wanted, other)
            raise Problem(
                sheet.place(head.number, other[near] if near else None),
                "renamed-column" if near else "missing-column",
                column=wanted, other=near, table=(f"of-{kind}", {}), words=", ".join(f"`{word}`" for word in words),
            )  # fmt: skip
        self._unknown(kind, sheet, head, headed)
        self.listed = self.listed or kind == ACTORS
        seen: dict[tuple[tuple[str, str], ...], str] = {}
        for row in rows:
            cells = {column.name: row.cells[at] for at, column in headed.items() if at in row.cells}
            said = tuple(sorted((name, cell.text) for name, cell in cells.items()))
            if said in seen and kind != STATEMENTS:
                self.graph.remark(sheet.place(row.number, 0), "same-row", other=seen[said])
            elif cells:
                empty = {c.name: sheet.place(row.number, at) for at, c in headed.items() if at not in row.cells}
                self.records.append(Record(kind, cells, sheet.place(row.number), empty))
                seen[said] = f"{letters(0)}{row.number}"

    def _headings(self, kind: str, row: Row) -> dict[int, Column]:
        """The columns of a row of headings; none where it is no such row."""
        found: dict[int, Column] = {}
        spoken = dict.fromkeys(dialects(), 0)
        for at, cell in row.cells.items():
            for language in dialects():
                column = next((c for c in COLUMNS[kind] if folded(cell.text) == c.header(language)), None)
                if column:
                    spoken[language] += 1
                    found.setdefault(at, column)
        if not found:
            return {}
        # A word may head another column in the other language.
        best = max(spoken, key=lambda name: (spoken[name], name in self.languages[-1:], name == "en"))
        self.languages.append(best)
        for at, cell in row.cells.items():
            column = next((c for c in COLUMNS[kind] if folded(cell.text) == c.header(best)), None)
            if column:
                found[at] = column
        seen: dict[str, int] = {}
        for at, column in found.items():
            if column.name in seen:
                raise Problem(row.cells[at].place, "twice-column", column=row.cells[at].text)
            seen[column.name] = at
        return found

    def _unknown(self, kind: str, sheet: Sheet, head: Row, headed: Mapping[int, Column]) -> None:
        """Tell which columns are left out: one that the sheet lacks may be one of them under another name."""
        language = self.languages[-1]
        known = [column.name for column in headed.values()]
        missing = [column.header(language) for column in COLUMNS[kind] if column.name not in known]
        rows = list(after(sheet, head))
        for at in sorted({at for row in rows for at in row.cells} - set(headed)):
            left = [row.cells[at].text for row in rows if at in row.cells]
            name = head.cells[at].text if at in head.cells else letters(at)
            near = nearest(name, missing) if at in head.cells else None
            # Only the workbook has all columns: a table of one's own lacks most of them.
            lacks = ", ".join(f"`{word}`" for word in missing) if at in head.cells and sheet.title else ""
            key = "renamed-left" if near else "perhaps-renamed" if lacks else "unknown-column"
            values = {"column": name, "number": len(left), "example": some(left), "other": near or lacks}
            self.graph.remark(sheet.place(head.number, at), key, **values)

    def _questions(self, sheet: Sheet, language: str) -> None:
        """Answers become notes, each with its question."""
        where: dict[str, int] = {}
        answers = 0
        for row in sheet.rows:
            if not where:
                headings = {folded(cell.text): at for at, cell in row.cells.items()}
                where = {n: headings[h] for n, words in ASKED.items() for h in words.values() if h in headings}
                where = where if "answer" in where and "question" in where else {}
                continue
            answer = row.cells.get(where["answer"])
            if answer is None:
                continue
            question = row.cells.get(where["question"])
            source = row.cells.get(where.get("source", -1))
            words = f"{question.text} {answer.text}" if question else answer.text
            noun = dialects()[language]["words"]["NOTE"][0]
            escaped = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
            text = f'{noun} "{escaped}"' + (f"  [{source.text.strip('[] ')}]" if source else "")
            answers += 1
            self.records.append(Record(STATEMENTS, {"statement": Cell(text, answer.place)}, answer.place))
        if answers:
            self.languages.append(language)
            self.graph.remark(sheet.place(), "answers", number=answers)


def _spoken(kind: str, said: Sequence[str]) -> str | None:
    """The language of headings as those of a table of the workbook: all that it needs, and enough to tell it."""
    for language in dialects():
        own = {c.header(language) for c in COLUMNS[kind]}
        needed = {c.header(language) for c in COLUMNS[kind] if c.needed}
        telling = {c.header(language) for c in COLUMNS[kind] if c.name == TELLING.get(kind)}
        if needed <= set(said) and telling <= set(said) and own & set(said):
            return language
    return None
