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
    relations: dict[str, dict[Row, list[Origin]]] = {}
    for statement in network.statements:
        for relation, row, origin in facts_of(statement):
            relations.setdefault(relation, {}).setdefault(row, []).append(origin)
    return Facts(relations)


def moved(stated: Facts, before: Network, after: Network) -> tuple[Facts, dict[str, tuple[set[Row], set[Row]]]]:
    """The facts after a change of statements, and by relation the rows that came and those that went.

    `stated` are the facts before. The statements that both networks have keep their numbers, and are the same objects
    where they do not change.
    """
    old: dict[tuple[str, Row], list[Entry]] = {}
    new: dict[tuple[str, Row], list[Origin]] = {}
    for number, statement in enumerate(after.statements):
        earlier = before.statements[number] if number < len(before.statements) else None
        if statement is not earlier:
            for relation, row, origin in facts_of(earlier) if earlier else ():
                old.setdefault((relation, row), []).append(origin.head)
            for relation, row, origin in facts_of(statement):
                new.setdefault((relation, row), []).append(origin)
    changed: dict[str, dict[Row, list[Origin]]] = {}
    found: dict[str, tuple[set[Row], set[Row]]] = {}
    several: set[tuple[int, str, Row]] = set()
    for relation, row in {**old, **new}:
        if relation not in changed:
            changed[relation] = dict(stated.relations.get(relation, {}))
        rows = changed[relation]
        had = rows.get(row, [])
        heads = {id(head) for head in old.get((relation, row), ())}
        origins = [*(o for o in had if id(o.head) not in heads), *new.get((relation, row), ())]
        if len(origins) > 1:
            several |= {(id(origin.head), relation, row) for origin in origins}
        if origins:
            rows[row] = origins
        elif had:
            del rows[row]
        if bool(had) != bool(origins):
            found.setdefault(relation, (set(), set()))[bool(had)].add(row)
    for relation, row in {key[1:] for key in several}:
        changed[relation][row] = []
    stating = {head for head, *_ in several}
    for statement in after.statements if several else ():
        if id(statement.head) in stating:
            for relation, row, origin in facts_of(statement):
                if (id(origin.head), relation, row) in several:
                    changed[relation][row].append(origin)
    relations = {name: rows for name, rows in {**stated.relations, **changed}.items() if rows}
    return Facts(relations), found


def facts_of(statement: Statement) -> Iterator[tuple[str, Row, Origin]]:
    """The facts of a statement: none when it had not begun."""
    for form, row, origin in _stated(statement, forms()) if statement.begun else ():
        over = origin.line.over or not statement.in_force
        yield FORMERLY + form if over else form, row, origin


def _stated(statement: Statement, known: dict[str, Form]) -> Iterator[tuple[str, Row, Origin]]:
    head = statement.head
    heads = pairs(known[head.form], head.rows)
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


def pairs(form: Form, rows: tuple[Row, ...]) -> list[Row]:
    """The rows of a head; where it is about some actors together, one for each two of them, in both orders."""
    if not form.paired:
        return list(rows)
    members = list(dict.fromkeys(row[0] for row in rows))
    rest = list(dict.fromkeys(row[1:] for row in rows))
    return [(one, other, *more) for one in members for other in members if one != other for more in rest]
