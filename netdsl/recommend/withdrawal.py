"""What happens if an actor leaves: what nobody does any more, what is found then, what holds it and what lets it go.

Without an actor, everything that names it goes: its declaration, the members of lists, lines and statements that have
no member left. Actors that are part of it go with it. A measure that loses its last provider is over, and so is a
meeting that loses an attender and has fewer than two left. Acceptances that name it go whole, so that they cover
nothing more. What it told as a source stays.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from attrs import evolve, field, frozen

from netdsl.check.ruleset import SEVERITIES
from netdsl.engine.plan import DEPENDENT
from netdsl.engine.program import components
from netdsl.evaluate import Evaluation, evaluate
from netdsl.model.facts import Origin
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Row, Statement, Value
from netdsl.recommend.comparison import Comparison, compare
from netdsl.steps import counted

PARTICIPANT, MEETS, COVERED, SAME_AIM = ("_ takes part", "_ meets _", "_ is covered", "_ and _ share an aim")

HOLDING = (
    "_ depends on _", "_ is paid for what it gives _", "_ joined under contract", "_ is bound by duty", "_ oversees",
)  # fmt: skip
"""Sentences of the vocabulary that say why their first actor stays; a shared aim does so with those it gives to."""

LOOSENING = ((DEPENDENT, 1), ("_ is unpaid for _", 0), ("_ will not be directed", 0))
"""Sentences of the vocabulary that say why an actor might leave, and which of their actors it is."""

FREE = "_ joined of its own will"
"""The sentence of the vocabulary that says that nothing but its own will made an actor join."""


class Reason(NamedTuple):
    """A sentence of the vocabulary that is derived: its relation and its row."""

    relation: str
    row: Row


class Loss(NamedTuple):
    """What one actor gives (`gives`) or pays another for (`pays`), and what is said of how much it matters."""

    form: str
    loser: str
    thing: Value
    weights: tuple[str, ...]


@frozen(slots=False)
class Withdrawal:
    """What happens if an actor leaves, as far as the file tells."""

    actor: str
    comparison: Comparison = field(repr=False)

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Needs of a group that a measure covers now and none then, by name."""
        now, then = ({row[0] for row in e.derived.get(COVERED, ())} for e in (self._before, self._after))
        return tuple(sorted(map(str, (_wanted(self._before) & now) - then)))

    @cached_property
    def narrowed(self) -> tuple[tuple[str, ...], ...]:
        """Needs of a group that several measures cover now and one then, by name, each with that measure."""
        now, then = map(_covering, (self._before, self._after))
        return tuple(sorted((need, *some) for need, some in then.items() if len(some) == 1 < len(now.get(need, ()))))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Measures that end."""
        return self._over("measure")

    @cached_property
    def meetings(self) -> tuple[str, ...]:
        """Meetings that end."""
        return self._over("meeting")

    @cached_property
    def losses(self) -> tuple[Loss, ...]:
        """What others lose that it gives them or pays them for."""
        relations = self._before.facts.relations
        return tuple(
            Loss(form, str(row[1]), row[2], _weights(self._before, form, row))
            for form in ("gives", "pays")
            for row in relations.get(form, ())
            if row[0] == self.actor
        )

    @cached_property
    def parts(self) -> tuple[int, int]:
        """Into how many parts the partners fall by who meets whom, before and after."""
        return _parts(self._before), _parts(self._after)

    @cached_property
    def stay(self) -> tuple[Reason, ...]:
        """What holds it."""
        given = {row[1] for row in self._before.facts.relations.get("gives", ()) if row[0] == self.actor}
        found = [reason for relation in HOLDING for reason in self._reasons(relation, 0)]
        return (*found, *(r for r in self._reasons(SAME_AIM, 0) if r.row[1] in given))

    @cached_property
    def leave(self) -> tuple[Reason, ...]:
        """What might make it leave."""
        return tuple(reason for relation, place in LOOSENING for reason in self._reasons(relation, place))

    @cached_property
    def free(self) -> tuple[Reason, ...]:
        """That it joined freely, where this is told."""
        return tuple(self._reasons(FREE, 0))

    @property
    def loose(self) -> bool:
        """Whether nothing that is told holds it."""
        return not self.stay

    @cached_property
    def partner(self) -> bool:
        """Whether it takes part."""
        return self.actor in participants(self._before)

    @property
    def order(self) -> tuple[object, ...]:
        """By which withdrawals are sorted, the gravest first.

        First those that take part. Of these first whom nothing holds, among whom first who has a reason to leave; then
        whose leaving leaves the partners in most parts more, then most needs unmet, then ends most measures, then
        leaves most needs to one measure, then brings most findings, the most severe first.
        """
        severities = [f.severity for f in self.comparison.new]
        return (
            not self.partner, not self.loose, self.loose and not self.leave, self.parts[0] - self.parts[1],
            -len(self.needs), -len(self.measures), -len(self.narrowed),
            *(-severities.count(s) for s in reversed(SEVERITIES)), self.actor,
        )  # fmt: skip

    def origins(self, reason: Reason) -> list[Origin]:
        """The lines that a reason rests on."""
        return self._before.origins((self._before.explainer.explanation(*reason),))

    @property
    def _before(self) -> Evaluation:
        return self.comparison.before

    @property
    def _after(self) -> Evaluation:
        return self.comparison.after

    def _reasons(self, relation: str, place: int) -> Iterator[Reason]:
        rows = (row for row in self._before.derived.get(relation, ()) if row[place] == self.actor)
        return (Reason(relation, row) for row in sorted(rows, key=repr))

    def _over(self, form: str) -> tuple[str, ...]:
        now, then = ({str(row[0]) for row in e.facts.relations.get(form, ())} for e in (self._before, self._after))
        return tuple(sorted(now - then))


def participants(evaluation: Evaluation) -> list[str]:
    """The actors that take part, by name."""
    return sorted(str(row[0]) for row in evaluation.derived.get(PARTICIPANT, ()))


def contributors(evaluation: Evaluation) -> list[str]:
    """The actors that take part, give or pay, by name."""
    relations = evaluation.facts.relations
    giving = {str(row[0]) for form in ("gives", "pays") for row in relations.get(form, ())}
    return sorted(giving.union(participants(evaluation)) & {str(row[0]) for row in relations.get("actor", ())})


def withdrawals(evaluation: Evaluation, actors: Iterable[str]) -> list[Withdrawal]:
    """What happens if each of some actors leaves, the gravest first."""
    found = []
    for actor in counted(list(actors), "withdrawing"):
        network = without(evaluation.network, actor)
        after = evaluate(network, evaluation.rules, evaluation.program, evaluation.thresholds)
        found.append(Withdrawal(actor, compare(evaluation, after)))
    return sorted(found, key=lambda w: w.order)


def without(network: Network, actor: str) -> Network:
    """A network without an actor and what is part of it; what that means stands at the head of this module."""
    gone = _with_its_parts(network, actor)
    statements = tuple(kept for s in network.statements if (kept := _statement(s, gone)))
    actors = {name: span for name, span in network.declared.get("actor", {}).items() if name not in gone}
    return evolve(network, statements=statements, declared={**network.declared, "actor": actors})


def _with_its_parts(network: Network, actor: str) -> set[Value]:
    wholes = {
        (s.head.rows[0][0], row[0])
        for s in network.of("actor")
        for line in s.lines
        if line.form == "actor.part_of" and not line.over
        for row in line.rows
    }
    gone: set[Value] = {actor}
    while more := {part for part, whole in wholes if whole in gone} - gone:
        gone |= more
    return gone


def _statement(statement: Statement, gone: set[Value]) -> Statement | None:
    head = _entry(statement.head, gone)
    if head is None:
        return None
    lines = tuple(kept for line in statement.lines if (kept := _entry(line, gone)))
    if head.form == "accept" and lines != statement.lines:
        return None
    left = evolve(statement, head=head, lines=lines)
    if not _ends(statement, left):
        return left
    return evolve(left, lines=(*lines, Entry(f"{head.form}.ended", (), head.span)), in_force=False)


def _entry(entry: Entry, gone: set[Value]) -> Entry | None:
    """A line without some actors; None where nothing is left of it."""
    form = forms().get(entry.form)
    places = [n for n, column in enumerate(form.filled) if "actor" in column.types] if form else []
    rows = tuple(row for row in entry.rows if not any(row[place] in gone for place in places))
    if len(rows) == len(entry.rows):
        return entry
    if not rows or (form and form.paired and len({row[0] for row in rows}) < 2):
        return None
    return evolve(entry, rows=rows)


def _ends(before: Statement, after: Statement) -> bool:
    """Whether a measure has lost its last provider, or a meeting one of its last two attenders."""
    if before.head.form == "measure":
        return bool(_named(before, "measure.run_by")) and not _named(after, "measure.run_by")
    attend = ("meeting.attended", "meeting.at_times")
    left = _named(after, *attend)
    return before.head.form == "meeting" and len(left) < 2 and len(left) < len(_named(before, *attend))


def _named(statement: Statement, *details: str) -> set[Value]:
    return {row[0] for line in statement.lines if line.form in details and not line.over for row in line.rows}


def _weights(evaluation: Evaluation, form: str, row: Row) -> tuple[str, ...]:
    said = evaluation.facts.relations.get(f"{form}.weight", ())
    rank = evaluation.rules.scales.get("weight", {})
    return tuple(sorted((str(r[-1]) for r in said if r[: len(row)] == row), key=lambda w: -rank.get(w, 0)))


def _wanted(evaluation: Evaluation) -> set[Value]:
    """What groups need."""
    return {row[1] for row in evaluation.facts.relations.get("group.needs", ())}


def _covering(evaluation: Evaluation) -> dict[str, set[str]]:
    """The needs of groups, each with the measures that cover it."""
    wanted = _wanted(evaluation)
    found: dict[str, set[str]] = {}
    for measure, need in evaluation.facts.relations.get("measure.covers", ()):
        if need in wanted:
            found.setdefault(str(need), set()).add(str(measure))
    return found


def _parts(evaluation: Evaluation) -> int:
    met = evaluation.derived.get(MEETS, ())
    return len({part for _, part in components(participants(evaluation), met)})
