"""Facts: the relations that a network's statements give, and where each fact is stated."""

from collections.abc import Iterator
from typing import NamedTuple

from attrs import field, frozen

from netdsl.model.forms import Form, forms
from netdsl.model.network import Entry, Network, Row, Statement

FORMERLY = "formerly "
"""Before a relation's name: the same relation for statements that are not in force and lines that are over."""


class Origin(NamedTuple):
    """Where a fact is stated: the line, and the head it stands under (the same, for a head)."""

    head: Entry
    line: Entry


@frozen
class Facts:
    """relation -> row -> its origins, in the order of the file; several lines may state one fact."""

    relations: dict[str, dict[Row, list[Origin]]] = field(repr=False)

    def origins(self, relation: str, row: Row) -> list[Origin]:
        """Where a fact is stated."""
        return self.relations.get(relation, {}).get(row, [])


def facts(network: Network) -> Facts:
    """The facts of a network, without what had not begun.

    An actor whose role is not told is given the default role, stated by its own line.
    """
    known = forms()
    relations: dict[str, dict[Row, list[Origin]]] = {}
    for statement in network.statements:
        if not statement.begun:
            continue
        for form, row, origin in _stated(statement, known):
            over = origin.line.over or not statement.in_force
            relations.setdefault(FORMERLY + form if over else form, {}).setdefault(row, []).append(origin)
    return Facts(relations)


def _stated(statement: Statement, known: dict[str, Form]) -> Iterator[tuple[str, Row, Origin]]:
    head = statement.head
    heads = _paired(known[head.form], head.rows)
    for row in heads:
        yield head.form, row, Origin(head, head)
    said = set()
    for line in statement.lines:
        said.add(line.form)
        if line.form in known:
            for row in heads:
                for own in line.rows:
                    yield line.form, (*row, *own), Origin(head, line)
    for form in known.values():
        if form.default and form.parent == head.form and form.name not in said:
            for row in heads:
                yield form.name, (*row, form.default), Origin(head, head)


def _paired(form: Form, rows: tuple[Row, ...]) -> list[Row]:
    if not form.paired:
        return list(rows)
    members = list(dict.fromkeys(row[0] for row in rows))
    rest = list(dict.fromkeys(row[1:] for row in rows))
    return [(one, other, *more) for one in members for other in members if one != other for more in rest]
