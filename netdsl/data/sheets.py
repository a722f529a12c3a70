"""Sheets of cells, as spreadsheets and CSV files have them, taken as tables by their titles and headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from attrs import Factory, define

from netdsl.data.graph import ATTENDS, MEETING, Graph, Tie
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
    Place,
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

_OTHER_WORDS = {
    "from": ("source", "giver", "sender", "ego", "i"),
    "to": ("target", "receiver", "recipient", "alter", "j"),
    "what": ("relation", "tie", "relasjon"),
    "name": ("id", "label", "actor", "node", "aktør", "organisation", "organization", "organisasjon"),
    "value": ("value", "weight", "verdi", "vekt"),
    MEETING: ("meeting", "committee", "event", "forum", "møte", "utvalg"),
}
"""What tables of others have above their columns."""


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


@define
class Gathered:
    """What sheets hold: rows of the tables that are laid out as in the workbook, and a graph of the others."""

    graph: Graph
    records: list[Record] = Factory(list)
    languages: list[str] = Factory(list)
    titles: list[str] = Factory(list)
    listed: bool = False
    told: set[str] = Factory(set)

    def take(self, sheet: Sheet) -> None:
        """Read one sheet, as what its title or its headings say that it is. Raises Problem."""
        title = _folded(sheet.title)
        if sheet.title:
            self.titles.append(sheet.title)
        if title in {_folded(t) for t in (*GUIDE.values(), LISTS)}:
            return
        for language, name in QUESTIONS.items():
            if title == _folded(name):
                self._questions(sheet, language)
                return
        for kind, names in TITLES.items():
            for language, name in names.items():
                if title == _folded(name):
                    self.languages.append(language)
                    self._own(kind, sheet)
                    return
        if sheet.rows:
            self._by_headings(sheet)

    def _by_headings(self, sheet: Sheet) -> None:
        head = next((row for row in sheet.rows if len(row.cells) > 1), sheet.rows[0])
        said = [_folded(cell.text) for cell in head.cells.values()]
        for kind in (EXCHANGES, MEETINGS, SOURCES, NETWORK, ACTORS, STATEMENTS):
            if _fits(kind, said):
                self._own(kind, sheet)
                return
        if _has(said, "from") and _has(said, "to"):
            self._ties(sheet, head)
        elif _has(said, "name") and _has(said, MEETING):
            self._attendance(sheet, head)
        elif (names := _square(sheet, head)) is not None:
            self._matrix(sheet, head, names)
        elif _has(said, "name"):
            self._nodes(sheet, head)
        elif sheet.title:
            self.graph.remark(sheet.place(), "unknown-sheet", number=len(sheet.rows))
        else:
            shown = ", ".join(cell.text for cell in head.cells.values())
            raise Problem(sheet.place(head.number), "unknown-table", words=shown)

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
        self._unknown(sheet, head, headed)
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
                column = next((c for c in COLUMNS[kind] if _folded(cell.text) == c.header(language)), None)
                if column:
                    spoken[language] += 1
                    found.setdefault(at, column)
        if not found:
            return {}
        # A word may head another column in the other language.
        best = max(spoken, key=lambda name: (spoken[name], name in self.languages[-1:], name == "en"))
        self.languages.append(best)
        for at, cell in row.cells.items():
            column = next((c for c in COLUMNS[kind] if _folded(cell.text) == c.header(best)), None)
            if column:
                found[at] = column
        seen: dict[str, int] = {}
        for at, column in found.items():
            if column.name in seen:
                raise Problem(row.cells[at].place, "twice-column", column=row.cells[at].text)
            seen[column.name] = at
        return found

    def _unknown(self, sheet: Sheet, head: Row, headed: Mapping[int, Column]) -> None:
        columns = {at for row in sheet.rows if row.number > head.number for at in row.cells} - set(headed)
        for at in sorted(columns):
            some = [row.cells[at].text for row in sheet.rows if row.number > head.number and at in row.cells]
            name = head.cells[at].text if at in head.cells else letters(at)
            place = sheet.place(head.number, at)
            self.graph.remark(place, "unknown-column", column=name, number=len(some), example=_some(some))

    def _questions(self, sheet: Sheet, language: str) -> None:
        """Answers become notes, each with its question."""
        where: dict[str, int] = {}
        answers = 0
        for row in sheet.rows:
            if not where:
                folded = {_folded(cell.text): at for at, cell in row.cells.items()}
                where = {name: folded[h] for name, words in ASKED.items() for h in words.values() if h in folded}
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

    # --- tables of others

    def _ties(self, sheet: Sheet, head: Row) -> None:
        where = _where(head, ("from", "to", "what", "value"))
        other = {at: cell.text for at, cell in head.cells.items() if at not in where.values()}
        stem = PurePath(sheet.file).stem if not sheet.title else sheet.title
        for row in _after(sheet, head):
            ends = [row.cells.get(where[end]) for end in ("from", "to")]
            if ends[0] is None or ends[1] is None:
                column = head.cells[where["from" if ends[0] is None else "to"]].text
                raise Problem(sheet.place(row.number, where["from" if ends[0] is None else "to"]), "missing-cell",
                              column=column)  # fmt: skip
            names = [self._end(cell) for cell in ends if cell]
            what = row.cells.get(where.get("what", -1))
            value = row.cells.get(where.get("value", -1))
            more = {name: row.cells[at].text for at, name in other.items() if at in row.cells}
            said = value.text.replace(",", ".") if value and value.text not in ("1", "1.0") else ""
            relation = " ".join(what.text.split()) if what else "" if "what" in where else stem
            places = {name: row.cells[at].place for at, name in other.items() if at in row.cells}
            places |= {name: row.cells[at].place for name, at in where.items() if at in row.cells}
            tie = Tie(names[0], names[1], relation, ends[0].place, said, attributes=more, places=places)
            self.graph.ties.append(tie)

    def _end(self, cell: Cell) -> str:
        name = " ".join(cell.text.split())
        if name not in self.graph.nodes:
            self.graph.node(name, cell.place)
        return name

    def _nodes(self, sheet: Sheet, head: Row) -> None:
        self.listed = True
        where = _where(head, ("name",))
        seen: dict[str, Place] = {}
        for row in _after(sheet, head):
            name = row.cells.get(where["name"])
            if name is None:
                column = head.cells[where["name"]].text
                raise Problem(sheet.place(row.number, where["name"]), "missing-cell", column=column)
            clean = " ".join(name.text.split())
            if clean in seen:
                raise Problem(name.place, "twice-named", name=clean)
            seen[clean] = name.place
            more = {
                c.text: row.cells[at].text for at, c in head.cells.items() if at != where["name"] and at in row.cells
            }
            self.graph.listed.add(clean)
            node = self.graph.node(clean, name.place, attributes=more)
            node.places.update({head.cells[at].text: c.place for at, c in row.cells.items() if at in head.cells})

    def _attendance(self, sheet: Sheet, head: Row) -> None:
        where = _where(head, ("name", MEETING, "value"))
        for row in _after(sheet, head):
            who, meeting = row.cells.get(where["name"]), row.cells.get(where[MEETING])
            if who is None or meeting is None:
                at = where["name" if who is None else MEETING]
                raise Problem(sheet.place(row.number, at), "missing-cell", column=head.cells[at].text)
            held = self.graph.node(meeting.text, meeting.place, MEETING)
            value = row.cells.get(where.get("value", -1))
            said = value.text.replace(",", ".") if value else ""
            self.graph.ties.append(Tie(self._end(who), held.name, ATTENDS, who.place, said))

    def _matrix(self, sheet: Sheet, head: Row, names: Mapping[int, str]) -> None:
        relation = sheet.title or PurePath(sheet.file).stem
        first = min(min(row.cells) for row in sheet.rows)
        seen: set[str] = set()
        for at, name in names.items():
            if name in seen:
                raise Problem(head.cells[at].place, "twice-named", name=name)
            seen.add(name)
        for row in _after(sheet, head):
            for at, cell in row.cells.items():
                if first not in row.cells or (at != first and at not in names):
                    self.graph.remark(cell.place, "outside-table", value=cell.text)
            if first not in row.cells:
                continue
            source = self._end(row.cells[first])
            for at, target in names.items():
                place = sheet.place(row.number, at)
                value = row.cells[at].text.replace(",", ".") if at in row.cells else "."
                if not re.fullmatch(r"-?\d+(\.\d+)?|\.|NA", value):
                    raise Problem(place, "no-number", what=("a-number", {}), value=value)
                if (value.strip("0.") or value == ".") and not (source == target and value in (".", "NA")):
                    self._end(Cell(target, place))
                    said = "" if value in ("1", "1.0") else value
                    self.graph.ties.append(Tie(source, target, relation, place, said))


def _fits(kind: str, said: Sequence[str]) -> bool:
    """Whether headings are those of a table of the workbook: all that it needs, and for others enough to tell."""
    for language in dialects():
        own = {c.header(language) for c in COLUMNS[kind]}
        needed = {c.header(language) for c in COLUMNS[kind] if c.needed}
        telling = {c.header(language) for c in COLUMNS[kind] if c.name == TELLING.get(kind)}
        if needed <= set(said) and telling <= set(said) and own & set(said):
            return True
    return False


def _has(said: Sequence[str], name: str) -> bool:
    return any(word in said for word in _words(name))


def _words(name: str) -> tuple[str, ...]:
    own = {c.header(lang) for cs in COLUMNS.values() for c in cs for lang in dialects() if c.name == name}
    return (*sorted(own), *_OTHER_WORDS[name])


def _where(head: Row, names: Sequence[str]) -> dict[str, int]:
    """The columns of some roles."""
    found: dict[str, int] = {}
    for name in names:
        for word in _words(name):
            at = next((at for at, cell in head.cells.items() if _folded(cell.text) == word), None)
            if at is not None and at not in found.values():
                found[name] = at
                break
    return found


def _square(sheet: Sheet, head: Row) -> dict[int, str] | None:
    """The names above the columns of a matrix, where they are those before its rows, too."""
    first = min(min(row.cells) for row in sheet.rows)
    above = {at: " ".join(cell.text.split()) for at, cell in head.cells.items() if at != first}
    before = [" ".join(row.cells[first].text.split()) for row in _after(sheet, head) if first in row.cells]
    return above if above and list(above.values()) == before else None


def _after(sheet: Sheet, head: Row) -> Iterator[Row]:
    return (row for row in sheet.rows if row.number > head.number)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _some(words: Sequence[str]) -> str:
    shown = ", ".join(" ".join(word.split())[:40] for word in words[:3])
    return shown + (", …" if len(words) > 3 else "")
