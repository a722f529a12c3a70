"""A network as some of its sources see it."""

from collections.abc import Collection, Iterable, Iterator

from attrs import evolve

from netdsl.check.validity import Validity
from netdsl.diagnostics import Report
from netdsl.model.change import THINGS
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Statement

Name = tuple[str, str]
"""A kind of thing and what one is called."""

COMMON = (*THINGS, "network")
"""Statements that belong to nobody where they name no source: that something is there."""

INSEPARABLE = ("actor.role", "actor.part_of", "network.as_of")
"""Lines that stay with their statement whoever says them: without them it would say something else, not less."""


def as_seen_by(network: Network, sources: Collection[str]) -> Network:
    """The network with what some sources say, and no more.

    A line stays if its brackets name one of the sources; its statement stays with it. A thing (an actor, a measure)
    that only others declare stays where a line that stays speaks of it, with its role and what it is part of. What is
    declared without a source, and the lines without a source under it, everybody sees. Other statements without a
    source are nobody's, and fall away. An acceptance stays if nothing that it names falls away. Of other sources those
    stay, by name only, that lines which stay name beside the chosen ones.
    """
    candidates = [_seen(s, sources) for s in network.statements]
    kept = [c for c, own in candidates if own and c.head.form != "accept"]
    waiting = {_thing(c): c for c, own in candidates if not own and c.head.form in THINGS}
    known = {_thing(s) for s in kept if s.head.form in THINGS}
    for statement in kept:  # grows while it is walked
        for name in _names(network, statement):
            if name in waiting and name not in known:
                known.add(name)
                kept.append(waiting[name])
    kept += [c for c, _ in candidates if c.head.form == "accept" and known.issuperset(_names(network, c))]
    cited = {r.source for s in kept for line in (s.head, *s.lines) for r in line.references}
    kept += [evolve(c, lines=()) for c, own in candidates if not own and c.head.form == "source" and _name(c) in cited]
    chosen = {s.head.span: s for s in kept}
    validity = Validity(Report(network.language), (), network.as_of)
    statements = tuple(validity.judged(chosen[s.head.span]) for s in network.statements if s.head.span in chosen)
    declared = {
        kind: {n: span for n, span in names.items() if kind not in THINGS or (kind, n) in known}
        for kind, names in network.declared.items()
    }
    return evolve(network, statements=statements, declared=declared, seen_by=tuple(sources))


def _seen(statement: Statement, sources: Collection[str]) -> tuple[Statement, bool]:
    """A statement with the lines that stay, if it does; and whether it stays by itself."""
    head = statement.head
    common = head.form in COMMON and not head.references
    lines = [
        line
        for line in statement.lines
        if _said(line, sources)
        or line.form in INSEPARABLE
        or (line.form in forms() and forms()[line.form].on_head)
        or (common and not line.references)
        or head.form in ("accept", "source")
    ]
    own = (
        _said(head, sources)
        or common
        or head.form in ("network", "accept")
        or (head.form == "source" and _name(statement) in sources)
        or any(_said(line, sources) for line in lines)
    )
    return evolve(statement, lines=tuple(lines)), own


def _said(line: Entry, sources: Collection[str]) -> bool:
    return any(reference.source in sources for reference in line.references)


def _name(statement: Statement) -> str:
    return str(statement.head.rows[0][0])


def _thing(statement: Statement) -> Name:
    return statement.head.form, _name(statement)


def _names(network: Network, statement: Statement) -> Iterator[Name]:
    """The things that a statement speaks of."""
    lines: Iterable[Entry] = (statement.head, *statement.lines)
    for line in lines:
        form = forms().get(line.form)
        for column, values in zip(form.filled, zip(*line.rows, strict=True), strict=False) if form else ():
            for kind in column.types:
                yield from ((kind, str(v)) for v in values if v in network.declared.get(kind, ()))
