"""A change of a network: statements that are added, and lines that are over with it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from attrs import evolve, frozen

from netdsl.model.network import Entry, Network, Row, Statement
from netdsl.source import Span

THINGS = ("actor", "group", "need", "goal", "measure", "meeting", "outcome")
"""Forms that declare a thing: there is one statement for each, and a change of it adds lines to that."""

Said = tuple[str, tuple[Row, ...], tuple[tuple[str, tuple[Row, ...]], ...]]
"""What a statement says: the form and rows of its head and of its lines."""


@frozen
class Change:
    """What is added to a network, and what ends.

    A statement in `added` about a thing that the network declares brings its lines only. `over` has the places of
    heads, whose statements end, and of single lines. `again` tells which statements of `added` only say again what
    still holds of a line that is over: the place of the line, and what the statement says.
    """

    added: tuple[Statement, ...] = ()
    over: frozenset[Span] = frozenset()
    again: frozenset[tuple[Span, Said]] = frozenset()

    def __or__(self, other: "Change") -> "Change":
        """Both changes."""
        return union((self, other))

    def __bool__(self) -> bool:
        """Whether it changes anything."""
        return bool(self.added or self.over)


def union(changes: Iterable[Change]) -> Change:
    """All of some changes together.

    What several of them add is added once. What one of them says again of a line is dropped where another one ends it.
    """
    some = list(changes)
    added = {said(s): s for c in some for s in c.added}
    over: set[Span] = set().union(*(c.over for c in some))
    again = {pair for c in some for pair in c.again}
    kept = {pair for pair in again if all(pair in c.again for c in some if pair[0] in c.over)}
    dropped = {what for _, what in again - kept} - {what for _, what in kept}
    return Change(tuple(s for what, s in added.items() if what not in dropped), frozenset(over), frozenset(kept))


def said(statement: Statement) -> Said:
    """What a statement says, without where."""
    return statement.head.form, statement.head.rows, tuple((line.form, line.rows) for line in statement.lines)


class Places(NamedTuple):
    """The numbers of the statements of a network: by what is declared, and by the places of their heads and lines."""

    things: Mapping[tuple[object, ...], int]
    lines: Mapping[Span, Sequence[int]]


def places(network: Network) -> Places:
    """Where the statements of a network are."""
    lines: dict[Span, list[int]] = {}
    for n, statement in enumerate(network.statements):
        for entry in (statement.head, *statement.lines):
            lines.setdefault(entry.span, []).append(n)
    things = {key(s): n for n, s in enumerate(network.statements) if s.head.form in THINGS}
    return Places(things, lines)


def changed(network: Network, change: Change, where: Places | None = None) -> Network:
    """The network after a change; the statements that end stay, and are no longer in force.

    Statements keep their numbers, and those that do not change stay the same objects. `where` its statements are need
    not be found again for each change. A line that is added under a thing has its own sources or none, as no source of
    the thing has told it; in a file it would have those of the thing, see `edit.edits`. No rule sees sources.
    """
    where = where or places(network)
    things = dict(where.things)
    statements = list(network.statements)
    for n in {n for span in change.over for n in where.lines.get(span, ())}:
        statements[n] = _ended(statements[n], change.over)
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
