"""A change of a network: statements that are added, and lines that are over with it."""

from collections.abc import Iterable

from attrs import evolve, frozen

from netdsl.model.network import Entry, Network, Statement
from netdsl.source import Span

THINGS = ("actor", "group", "need", "goal", "measure", "meeting", "outcome")
"""Forms that declare a thing: there is one statement for each, and a change of it adds lines to that."""


@frozen
class Change:
    """What is added to a network, and what ends.

    A statement in `added` about a thing that the network declares brings its lines only. `over` has the places of
    heads, whose statements end, and of single lines.
    """

    added: tuple[Statement, ...] = ()
    over: frozenset[Span] = frozenset()

    def __or__(self, other: "Change") -> "Change":
        """Both changes."""
        return union((self, other))

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self.added or self.over)


def union(changes: Iterable[Change]) -> Change:
    """All of some changes together; what several of them add is added once."""
    some = list(changes)
    added = {(s.head.form, s.head.rows, tuple((e.form, e.rows) for e in s.lines)): s for c in some for s in c.added}
    over: set[Span] = set().union(*(c.over for c in some))
    return Change(tuple(added.values()), frozenset(over))


def changed(network: Network, change: Change) -> Network:
    """The network after a change; the statements that end stay, and are no longer in force."""
    things = {key(s): n for n, s in enumerate(network.statements) if s.head.form in THINGS}
    statements = [_ended(s, change.over) for s in network.statements]
    declared = {kind: dict(names) for kind, names in network.declared.items()}
    for statement in change.added:
        known = things.get(key(statement))
        if known is not None:
            statements[known] = evolve(statements[known], lines=(*statements[known].lines, *statement.lines))
            continue
        if statement.head.form in THINGS:
            things[key(statement)] = len(statements)
            declared.setdefault(statement.head.form, {})[str(statement.head.rows[0][0])] = statement.head.span
        statements.append(statement)
    return evolve(network, statements=tuple(statements), declared=declared)


def key(statement: Statement) -> tuple[object, ...]:
    """What tells the statement of a thing from all others."""
    return statement.head.form, statement.head.rows


def _ended(statement: Statement, over: frozenset[Span]) -> Statement:
    if statement.head.span in over:
        end = Entry(f"{statement.head.form}.ended", (), statement.head.span)
        return evolve(statement, lines=(*statement.lines, end), in_force=False)
    if over.isdisjoint(line.span for line in statement.lines):
        return statement
    lines = tuple(evolve(line, over=True) if line.span in over else line for line in statement.lines)
    return evolve(statement, lines=lines)
