"""Tables that are not laid out as the workbook: lists of ties, of actors, of who attends what, and matrices."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath

from attrs import define

from netdsl.data.graph import ATTENDS, MEETING, Graph, Tie
from netdsl.data.grid import Row, Sheet, after, folded, letters, some
from netdsl.data.tables import COLUMNS, EXCHANGES, Cell, Place, Problem
from netdsl.diagnostics import nearest
from netdsl.model.forms import dialects

_OTHER_WORDS = {
    "from": ("source", "giver", "sender", "ego", "i"),
    "to": ("target", "receiver", "recipient", "alter", "j"),
    "what": ("relation", "tie", "relasjon"),
    "name": ("id", "label", "actor", "node", "aktør", "organisation", "organization", "organisasjon"),
    "value": ("value", "weight", "verdi", "vekt"),
    MEETING: ("meeting", "committee", "event", "forum", "møte", "utvalg"),
}
"""What tables of others have above their columns."""


_VALUE = re.compile(r"-?\d+(\.\d+)?|\.|NA")
_TIE = re.compile(r"[01]|\.|NA")


@define
class Others:
    """Reads tables of others into a graph; `listed`: whether one of them is a list of actors."""

    graph: Graph
    listed: bool = False

    def take(self, sheet: Sheet, head: Row) -> bool:
        """Read a sheet as what its headings say that it is; whether they say anything. Raises Problem."""
        said = [folded(cell.text) for cell in head.cells.values()]
        above, before = _names(sheet, head)
        square = bool(above) and sorted(above.values()) == sorted(cell.text for cell in before)
        if _has(said, "from") and _has(said, "to"):
            self._ties(sheet, head)
        elif _has(said, "name") and _has(said, MEETING):
            self._attendance(sheet, head)
        elif square:
            self._matrix(sheet, head, above)
        elif (numbers := above and before and _is_matrix(sheet, head, above)) and (
            shared := set(above.values()) & {cell.text for cell in before}
        ):
            raise _broken(head, above, before, shared)
        elif _has(said, "name"):
            if numbers and len(above) > 1:
                self.graph.remark(sheet.place(head.number), "perhaps-attendance")
            self._nodes(sheet, head)
        elif numbers:
            self._two_modes(sheet, head, above, before)
        else:
            return False
        for cell in (cell for row in sheet.rows if row.number < head.number for cell in row.cells.values()):
            self.graph.remark(cell.place, "outside-table", value=cell.text)
        return True

    def claims(self, sheet: Sheet, head: Row) -> bool:
        """Whether a sheet says who attends what, or is a matrix, also where its first column is called `name`."""
        said = [folded(cell.text) for cell in head.cells.values()]
        above, before = _names(sheet, head)
        shared = set(above.values()) & {cell.text for cell in before}
        return _has(said, "name") and (_has(said, MEETING) or (bool(shared) and _is_matrix(sheet, head, above)))

    def _headed(self, sheet: Sheet, head: Row) -> None:
        """Tell what stands in columns without a heading; refuse two of one heading, of which only one could be read."""
        seen: set[str] = set()
        for cell in head.cells.values():
            if folded(cell.text) in seen:
                raise Problem(cell.place, "twice-column", column=cell.text)
            seen.add(folded(cell.text))
        rows = list(after(sheet, head))
        for at in sorted({at for row in rows for at in row.cells} - set(head.cells)):
            left = [row.cells[at].text for row in rows if at in row.cells]
            values = {"column": letters(at), "number": len(left), "example": some(left)}
            self.graph.remark(sheet.place(head.number, at), "unknown-column", **values)

    def _ties(self, sheet: Sheet, head: Row) -> None:
        self._headed(sheet, head)
        where = _where(head, ("from", "to", "what", "value"))
        other = {at: cell.text for at, cell in head.cells.items() if at not in where.values()}
        stem = PurePath(sheet.file).stem if not sheet.title else sheet.title
        for row in after(sheet, head):
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
        self._headed(sheet, head)
        where = _where(head, ("name",))
        seen: dict[str, Place] = {}
        for row in after(sheet, head):
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
        self._headed(sheet, head)
        where = _where(head, ("name", MEETING, "value"))
        for at in head.cells.keys() - where.values():
            if left := [row.cells[at].text for row in after(sheet, head) if at in row.cells]:
                column, example = head.cells[at], some(left)
                self.graph.remark(column.place, "unknown-column", column=column.text, number=len(left), example=example)
        for row in after(sheet, head):
            who, meeting = row.cells.get(where["name"]), row.cells.get(where[MEETING])
            if who is None or meeting is None:
                at = where["name" if who is None else MEETING]
                raise Problem(sheet.place(row.number, at), "missing-cell", column=head.cells[at].text)
            held = self.graph.node(meeting.text, meeting.place, MEETING)
            value = row.cells.get(where.get("value", -1))
            said = value.text.replace(",", ".") if value else ""
            self.graph.ties.append(Tie(self._end(who), held.name, ATTENDS, who.place, said))

    def _two_modes(self, sheet: Sheet, head: Row, above: Mapping[int, str], before: Sequence[Cell]) -> None:
        """Read a matrix whose rows are actors and whose columns are meetings."""
        for cell in before:
            self._end(cell)
        for at, name in above.items():
            self.graph.node(name, head.cells[at].place, MEETING)
        words = some(list(above.values()))
        self.graph.remark(sheet.place(head.number), "two-modes", number=len(above), words=words)
        self._matrix(sheet, head, above, ATTENDS)

    def _matrix(self, sheet: Sheet, head: Row, names: Mapping[int, str], relation: str = "") -> None:
        relation = relation or sheet.title or PurePath(sheet.file).stem
        first = min(min(row.cells) for row in sheet.rows)
        seen: set[str] = set()
        for at, name in names.items():
            if name in seen:
                raise Problem(head.cells[at].place, "twice-named", name=name)
            seen.add(name)
        for row in after(sheet, head):
            for at, cell in row.cells.items():
                if first not in row.cells or (at != first and at not in names):
                    self.graph.remark(cell.place, "outside-table", value=cell.text)
            if first not in row.cells:
                continue
            source = self._end(row.cells[first])
            for at, target in names.items():
                place = sheet.place(row.number, at)
                value = row.cells[at].text.replace(",", ".") if at in row.cells else "."
                if not _VALUE.fullmatch(value):
                    raise Problem(place, "no-number", what=("a-number", {}), value=value)
                if (value.strip("0.") or value == ".") and not (source == target and value in (".", "NA")):
                    self._end(Cell(target, place))
                    said = "" if value in ("1", "1.0") else value
                    self.graph.ties.append(Tie(source, target, relation, place, said))


def valued(said: Sequence[str]) -> bool:
    """Whether headings are those of exchanges with their values, and of nothing else that the workbook has."""
    own = {c.header(lang) for c in COLUMNS[EXCHANGES] for lang in dialects() if c.name not in ("from", "to", "what")}
    return _has(said, "value") and not own & set(said)


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
            at = next((at for at, cell in head.cells.items() if folded(cell.text) == word), None)
            if at is not None and at not in found.values():
                found[name] = at
                break
    return found


def _names(sheet: Sheet, head: Row) -> tuple[dict[int, str], list[Cell]]:
    """The names above the columns of a matrix, and those before its rows."""
    first = min(min(row.cells) for row in sheet.rows)
    above = {at: " ".join(cell.text.split()) for at, cell in head.cells.items() if at != first}
    before = [row.cells[first] for row in after(sheet, head) if first in row.cells]
    return above, [cell._replace(text=" ".join(cell.text.split())) for cell in before]


def _broken(head: Row, above: Mapping[int, str], before: Sequence[Cell], shared: Collection[str]) -> Problem:
    """What is wrong with a matrix that has only some of its names on both sides."""
    lone = [head.cells[at]._replace(text=name) for at, name in above.items() if name not in shared]
    lone += [cell for cell in before if cell.text not in shared]
    if not lone:  # as many columns as rows are called the same, and one of them twice
        lone = [*before]
    others = [cell.text for cell in lone[1:]]
    return Problem(lone[0].place, "no-square", nearest(lone[0].text, others), name=lone[0].text)


def _is_matrix(sheet: Sheet, head: Row, above: Mapping[int, str]) -> bool:
    """Whether all beside and below names is a number; 0 or 1 where it may be any table: in a sheet, under a heading."""
    first = min(min(row.cells) for row in sheet.rows)
    number = _TIE if sheet.title or first in head.cells else _VALUE
    rows = [row for row in after(sheet, head) if first in row.cells]
    return not all(_VALUE.fullmatch(row.cells[first].text) for row in rows) and all(
        number.fullmatch(row.cells[at].text.replace(",", ".")) for row in rows for at in above if at in row.cells
    )
