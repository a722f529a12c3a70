"""Questions worth asking, and answers to them: what an answer does to a network, and what it changes.

A question is open (a rule cannot judge), contested (sources say different things), or near (a finding would tip if one
thing were a step otherwise). Answers are tried in a copy of the network, which is evaluated again by the same rules.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from attrs import evolve, field, frozen

from netdsl.check.ruleset import SEVERITIES
from netdsl.evaluate import Evaluation, Finding, OpenQuestion, evaluate
from netdsl.model.change import Change, changed
from netdsl.model.facts import Origin
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Row, Statement
from netdsl.recommend.comparison import Comparison, VerdictChange
from netdsl.recommend.settling import Fact
from netdsl.source import Span

OPEN, CONTESTED, NEAR = KINDS = ("open", "contested", "near")

RANKS = ("unknown_verdict", "verdict", "major", "minor", "note", "nothing")
"""What the most that an answer changes can be: a verdict that is unknown, any verdict, findings by their severity."""


@frozen
class Edit:
    """What an answer does to a network: facts that are told, lines that are struck, lines that say something else.

    A struck head goes with all lines under it. What was told in error is struck, and does not count as what was before.
    """

    facts: tuple[Fact, ...] = ()
    struck: frozenset[Span] = frozenset()
    replaced: tuple[tuple[Span, Entry], ...] = ()


@frozen(slots=False)
class Answer:
    """An answer that has been tried; `closes` when the question is not asked any more after it."""

    edit: Edit
    closes: bool
    comparison: Comparison = field(repr=False)
    value: Any = None

    @cached_property
    def gone(self) -> tuple[Finding, ...]:
        """The findings that go with it, the most severe first."""
        return self.comparison.gone

    @cached_property
    def new(self) -> tuple[Finding, ...]:
        """The findings that come with it, the most severe first."""
        return self.comparison.new

    @cached_property
    def verdicts(self) -> tuple[VerdictChange, ...]:
        """The verdicts that are others with it."""
        return self.comparison.verdicts

    @cached_property
    def outcome(self) -> tuple[Any, ...]:
        """What it changes: answers with the same outcome decide the same."""
        verdicts = tuple((c.dimension, c.after and c.after.case.verdict) for c in self.verdicts)
        return tuple(f.id for f in self.gone), tuple(f.id for f in self.new), verdicts

    @cached_property
    def rank(self) -> int:
        """The most that it changes, as a place in `RANKS`."""
        if any(c.before and c.before.case.verdict == "unknown" for c in self.verdicts):
            return 0
        if self.verdicts:
            return 1
        severities = {f.severity for f in (*self.gone, *self.new)}
        return next((n for n, s in ((2, SEVERITIES[2:]), (3, ("minor",)), (4, ("note",))) if severities & {*s}), 5)

    @property
    def content(self) -> str:
        """What puts it in order among others."""
        return repr((self.edit.facts, sorted(self.edit.struck), [(s, e.rows) for s, e in self.edit.replaced]))


@frozen(slots=False)
class Asking:
    """A question that is worth asking, with its answers.

    asked: the questions of the rules behind it, for an open one; origins: the lines that are in doubt, for the others;
    before: the answers that more decisive questions have, as that there are no other meetings;
    tried: whether any answer was looked for;
    whom: the actors to ask (`role` where these have a role that nobody has), sources: those whose lines are in doubt.
    """

    kind: str
    asked: tuple[OpenQuestion, ...]
    facts: tuple[Fact, ...]
    origins: tuple[Origin, ...]
    whom: tuple[str, ...]
    role: str | None
    sources: tuple[str, ...]
    answers: tuple[Answer, ...]
    complete: bool
    tried: bool
    before: frozenset[Edit] = frozenset()

    @cached_property
    def further(self) -> tuple[Answer, ...]:
        """The answers that no question before it has."""
        return tuple(a for a in self.answers if a.edit not in self.before)

    @cached_property
    def groups(self) -> tuple[tuple[Answer, ...], ...]:
        """The answers, together those with the same outcome; those that change most first."""
        found: dict[Any, list[Answer]] = {}
        for answer in self.answers:
            found.setdefault((answer.outcome, answer.closes, answer.edit in self.before), []).append(answer)
        return tuple(map(tuple, sorted(found.values(), key=lambda some: (some[0].rank, not some[0].closes))))

    @property
    def rank(self) -> int:
        """The most that a further answer changes, as a place in `RANKS`."""
        return min((a.rank for a in self.further), default=len(RANKS) - 1)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The themes of what is asked about, those of the answers that are told most first."""
        told = [name for a in self.answers for name, _ in a.edit.facts] + [name for name, _ in self.facts]
        found = [theme for name in told if (theme := forms()[name].theme)]
        return tuple(sorted(dict.fromkeys(found), key=lambda theme: -found.count(theme)))

    @cached_property
    def order(self) -> tuple[Any, ...]:
        """The place among others.

        Only what its further answers change counts. First by the most that one changes; then by how many verdicts hang
        on it, by how severe the findings are that do, by how many outcomes it has; then by content.
        """
        verdicts = {c.dimension for a in self.further for c in a.verdicts}
        found = {f.id: f.severity for a in self.further for f in (*a.gone, *a.new)}
        severities = [*found.values()]
        return (
            self.rank, -len(verdicts), *(-severities.count(s) for s in reversed(SEVERITIES[1:])),
            -len({a.outcome for a in self.further}), KINDS.index(self.kind), self.content,
        )  # fmt: skip

    @cached_property
    def content(self) -> str:
        """What puts it in order among others that decide as much."""
        asked = [(q.question.ask.texts["en"], sorted(q.values.items(), key=repr)) for q in self.asked]
        return repr((asked, self.facts))


Make = Callable[[int], Asking]
"""Makes a question; at most so many answers to it are tried: for 0 it is only put."""


def tried(evaluation: Evaluation, edit: Edit) -> Evaluation:
    """The evaluation of a network as it would be after an answer."""
    if not (edit.struck or edit.replaced):
        return evaluation.after(_told(evaluation.network, edit))
    network = edited(evaluation.network, edit)
    return evaluate(network, evaluation.rules, evaluation.program, evaluation.thresholds)


def _told(network: Network, edit: Edit) -> Change:
    return Change(statements(edit.facts, len(network.source.lines) + 1))


def edited(network: Network, edit: Edit) -> Network:
    """A network with what an answer does to it."""
    replaced = dict(edit.replaced)
    if edit.struck or replaced:
        kept = [_struck(s, edit.struck, replaced) for s in network.statements if s.head.span not in edit.struck]
        network = evolve(network, statements=tuple(kept))
    return changed(network, _told(network, edit)) if edit.facts else network


def _struck(statement: Statement, struck: frozenset[Span], replaced: Mapping[Span, Entry]) -> Statement:
    if struck.isdisjoint(e.span for e in statement.lines) and replaced.keys().isdisjoint(
        e.span for e in statement.lines
    ):
        return statement
    lines = tuple(replaced.get(e.span, e) for e in statement.lines if e.span not in struck)
    return evolve(statement, lines=lines)


def by_head(facts: Iterable[Fact]) -> dict[Fact, list[Fact]]:
    """Facts by the head that they stand under: each head with the lines under it."""
    found: dict[Fact, list[Fact]] = {}
    for relation, row in facts:
        form = forms()[relation]
        head = (form.parent, row[: form.head]) if form.parent else (relation, row)
        found.setdefault(head, [])
        if form.parent:
            found[head].append((relation, row))
    return found


def statements(facts: Iterable[Fact], line: int) -> tuple[Statement, ...]:
    """The statements that tell some facts, each line in a place of its own from a line of the file on."""
    made = []
    for (relation, row), details in by_head(facts).items():
        form = forms()[relation]
        rows: tuple[Row, ...] = ((row[0], *row[2:]), (row[1], *row[2:])) if form.paired else (row,)
        lines = []
        for number, (detail, own) in enumerate(details, line + 1):
            lines.append(Entry(detail, (own[forms()[detail].head :],), Span(number, 0, 0)))
        made.append(Statement(Entry(relation, rows, Span(line, 0, 0)), tuple(lines)))
        line += len(lines) + 1
    return tuple(made)
