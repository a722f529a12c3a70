"""Plans: the cheapest set of recommended changes after which no unwanted finding is left, proven by an exact solver.

Changes interact, so a plan is chosen by what they do together: the solver decides by the rules themselves
(`engine.answer_set`), and what it chooses is evaluated once more.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import heappop, heappush, heapreplace
from time import monotonic
from typing import Any, NamedTuple

from attrs import evolve, field, frozen

from netdsl.check.network import read_network
from netdsl.check.ruleset import SEVERITIES
from netdsl.engine import answer_set
from netdsl.engine.answer_set import Selection, Target
from netdsl.engine.worlds import Worlds, worlds
from netdsl.evaluate import Evaluation, Finding, evaluate
from netdsl.model.change import Change, union
from netdsl.model.network import Row
from netdsl.recommend.candidates import MOST, Candidate, candidates, severe
from netdsl.recommend.changes import written
from netdsl.recommend.choices import Choices
from netdsl.recommend.comparison import Comparison, compare
from netdsl.recommend.recommendations import WORTH, Recommendation
from netdsl.recommend.unwanted import rank, unwanted
from netdsl.source import Source
from netdsl.steps import stage
from netdsl.syntax.edit import edited
from netdsl.syntax.network import parse

FEW, NEAR = 10, 100
"""How many plans of equal worth are looked for; where there are more, how many that differ in one change."""

SECONDS = 30.0
"""How long a plan is looked for."""

CUTS = 100
"""How many sets are looked at that turn out to do something else together than the solver says."""

WEIGHED = 20
"""Of how many changes all that are left are weighed anew at each step."""

REASONS = IMPOSSIBLE, CONFLICT, BUDGET, RATHER, UNPROVEN = ("impossible", "conflict", "budget", "rather", "unproven")
"""No set of the recommended changes clears a target; none does without something new that is as severe; none does
within the budget; some do, but leave other targets that count more or as much; time was short to tell."""


@frozen
class Goal:
    """What a plan has to reach: no target remains, and nothing new is as severe as `level` or more.

    A target remains while it is there, and as severe as `least` or more. `dimension` tells what they are about where
    all of one are meant; `budget` is what all changes may cost together.
    """

    targets: tuple[Finding, ...]
    level: str
    least: str = "note"
    dimension: str | None = None
    budget: int | None = None


class Remaining(NamedTuple):
    """A target that a plan leaves, and why, by the first of `REASONS` that holds."""

    finding: Finding
    reason: str


@frozen(slots=False)
class Plan:
    """A plan.

    steps: in the order to do them in, each compared before and after it with all before it made; remaining: the
    targets that it leaves, and why; alternatives: other sets of equal worth and cost; proven: whether no cheaper set
    does as much; complete: whether all that the rules propose was looked at; every: whether there are no other
    alternatives (where there are many, those are told that differ in one change).
    """

    goal: Goal
    steps: tuple[Recommendation, ...]
    comparison: Comparison = field(repr=False)
    remaining: tuple[Remaining, ...]
    alternatives: tuple[tuple[Candidate, ...], ...]
    candidates: int
    proven: bool
    complete: bool
    every: bool

    @property
    def cost(self) -> int:
        """The sum of the costs of its changes."""
        return sum(step.cost for step in self.steps)

    @cached_property
    def change(self) -> Change:
        """All its changes in one."""
        return union(step.proposal.change for step in self.steps)


def goal_of(
    evaluation: Evaluation,
    targets: Iterable[Finding] | None = None,
    least: str | None = None,
    dimension: str | None = None,
    budget: int | None = None,
) -> Goal:
    """The goal of clearing some findings, or all of a severity and above, or of a dimension; without those accepted.

    By default all that are major or worse; of a dimension, all but notes. Nothing new may be as severe as the severity
    that is asked for, or as the least severe of the targets.
    """
    if targets is not None:
        named = tuple(f for f in targets if f.accepted is None)
        return Goal(named, min((f.severity for f in named), key=rank, default="major"), budget=budget)
    level = least or ("major" if dimension is None else SEVERITIES[WORTH])
    some = tuple(f for f in severe(evaluation.findings, level) if dimension in (None, f.rule.dimension))
    return Goal(some, level, level, dimension, budget)


# --- the cheapest set


def plan(
    evaluation: Evaluation, wanted: Goal, costs: Mapping[str, int], seconds: float = SECONDS, most: int = MOST
) -> Plan:
    """The cheapest set of changes that leaves as few targets as can be: of the most severe first.

    What the solver chooses is made and evaluated, also as the file it would be; a set that does something else than the
    solver says is cut off, and the next is looked for. Raises ModuleNotFoundError without clingo.
    """
    with stage("choices"):
        found = candidates(evaluation, costs, wanted.targets, wanted.level, most)
    with stage("solving"):
        return _Search(evaluation, wanted, found.changes, monotonic() + seconds).plan(found.complete)


class _Search:
    """One goal in one network."""

    def __init__(self, evaluation: Evaluation, wanted: Goal, some: Sequence[Candidate], end: float) -> None:
        self.evaluation = evaluation
        self.wanted = wanted
        self.end = end
        self.candidates = {str(number): c for number, c in enumerate(some)}
        self.numbers = {c.proposal.key: name for name, c in self.candidates.items()}
        self.severe = {r.name: p for r in evaluation.rules.rules if (p := unwanted(r, wanted.level)).bodies}
        self.targets = {self._target(f): f for f in wanted.targets}
        self.worlds = self._worlds()

    def _target(self, finding: Finding) -> Target:
        relation = finding.rule.found if self.wanted.least == SEVERITIES[0] else self.severe[finding.rule.name]
        return Target(relation.name, tuple(finding.about.values()), 1 + rank(finding.severity))

    def _worlds(self) -> Worlds:
        choices = Choices(self.evaluation)
        base = choices.base(self.severe.values())
        known = {p.name: self._now(name) for name, p in self.severe.items()}
        return worlds(
            evolve(base, derived={**base.derived, **known}),
            [choices.choice(name, c.cost, c.proposal.change) for name, c in self.candidates.items()],
            {*known, *(target.relation for target in self.targets)},
        )

    def _now(self, rule: str) -> set[Row]:
        """What a rule finds that is so severe, accepted or not."""
        found = [f for f in self.evaluation.findings if f.rule.name == rule]
        return {tuple(f.about.values()) for f in found if rank(f.severity) >= rank(self.wanted.level)}

    def plan(self, complete: bool) -> Plan:
        """The plan."""
        closed = {p.name: _Allowed(self.evaluation, name, self._now(name)) for name, p in self.severe.items()}
        needs = {
            name: [self.numbers[key] for key in c.needs & self.numbers.keys()]
            for name, c in self.candidates.items()
            if c.needs
        }
        goal = answer_set.Goal(tuple(self.targets), closed, self.wanted.budget, (), needs)
        good: list[Selection] = []
        bad: list[frozenset[str]] = []
        proven = every = False
        while not good and len(bad) <= CUTS:
            answer = self._best(evolve(goal, excluded=bad), FEW)
            good = [s for s in answer.selections if self._holds(s)]
            good = good[next((n for n, s in enumerate(good) if self._stands(s)), len(good)) :]
            bad += [frozenset(s.chosen) for s in answer.selections if s not in good]
            proven, every = answer.proven, answer.complete
            if not answer.selections:
                break
        chosen, *others = good or [Selection((), tuple(self.targets))]
        if others and not every:
            near = evolve(goal, excluded=[frozenset(chosen.chosen), *bad], near=chosen.chosen)
            others = [s for s in self._best(near, NEAR).selections if self._same(s, chosen) and self._holds(s)]
        steps = ordered(self.evaluation, self._chosen(chosen))
        remaining = tuple(Remaining(self.targets[t], self._reason(t, goal)) for t in chosen.remaining)
        return Plan(
            self.wanted, steps, compare(self.evaluation, self._after(chosen)), remaining,
            tuple(self._chosen(s) for s in others),
            len(self.candidates), proven and bool(good), complete, every,
        )  # fmt: skip

    def _best(self, goal: answer_set.Goal, limit: int) -> answer_set.Answer:
        return answer_set.best(self.worlds, goal, limit, max(0.1, self.end - monotonic()))

    def _same(self, one: Selection, other: Selection) -> bool:
        """Whether two selections are of the same worth: as many targets of each severity remain, at the same cost."""
        worths = [(Counter(t.level for t in s.remaining), sum(c.cost for c in self._chosen(s))) for s in (one, other)]
        return worths[0] == worths[1]

    def _chosen(self, selection: Selection) -> tuple[Candidate, ...]:
        return tuple(self.candidates[name] for name in selection.chosen)

    def _after(self, selection: Selection) -> Evaluation:
        return self.evaluation.after(union(c.proposal.change for c in self._chosen(selection)))

    def _holds(self, selection: Selection) -> bool:
        """Whether changes, made together, leave what the solver says and bring nothing that is unwanted."""
        after = self._after(selection)
        level = self.wanted.level
        before = {f.id for f in severe(self.evaluation.findings, level)}
        grave = {f.id for f in severe(after.findings, level)}
        left = grave if self.wanted.least != SEVERITIES[0] else {f.id for f in after.findings}
        remaining = {self.targets[t].id for t in selection.remaining}
        return grave <= before and {f.id for f in self.wanted.targets if f.id in left} == remaining

    def _stands(self, selection: Selection) -> bool:
        """Whether the file with some changes in it can be read, and is evaluated as the changes are."""
        network = self.evaluation.network
        chosen = [c.proposal for c in self._chosen(selection)]
        document, _ = parse(network.source, network.language)
        try:
            text = edited(document, written(chosen, network.language), union(p.change for p in chosen).over)
        except ValueError:
            return False
        changed, _ = read_network(Source(network.source.name, text), network.as_of)
        if changed is None:
            return False
        evaluation = self.evaluation
        after = evaluate(changed, evaluation.rules, evaluation.program, evaluation.thresholds)
        return {(f.id, f.severity) for f in after.findings} == {
            (f.id, f.severity) for f in self._after(selection).findings
        }

    def _reason(self, target: Target, goal: answer_set.Goal) -> str:
        """Why a target remains: what it takes that it does not, one thing after the other."""
        alone = answer_set.Goal((target._replace(level=None),), requires=goal.requires)
        bounds = ((IMPOSSIBLE, alone), (CONFLICT, evolve(alone, closed=goal.closed)))
        for reason, bounded in (*bounds, (BUDGET, evolve(alone, closed=goal.closed, budget=goal.budget))):
            answer = self._best(bounded, 1)
            if not answer.selections:
                return reason if answer.proven else UNPROVEN
        return RATHER


class _Allowed:
    """The rows that may be found: those that are now, and those that the file accepts."""

    def __init__(self, evaluation: Evaluation, rule: str, now: set[Row]) -> None:
        self.evaluation = evaluation
        self.rule = next(r for r in evaluation.rules.rules if r.name == rule)
        self.now = now

    def __contains__(self, row: object) -> bool:
        assert isinstance(row, tuple)
        return row in self.now or self.evaluation.finding(self.rule, row).accepted is not None


# --- the order to do things in


def ordered(evaluation: Evaluation, chosen: Sequence[Candidate]) -> tuple[Recommendation, ...]:
    """The changes in an order to do them in: next is what clears most of what is most severe, then what costs least.

    A change that needs another one comes after it. Where there are more than `WEIGHED`, what a change would clear is
    worked out anew only when it comes first by what it would have cleared before (lazy greedy: Minoux 1978).
    """
    steps: list[Recommendation] = []
    waiting = list(chosen)
    heap: list[tuple[Any, int, int]] = []  # its worth, after how many steps that was so, its number
    now, made = evaluation, Change()

    def worth(number: int) -> tuple[Any, int, int]:
        candidate = chosen[number]
        cleared = _cleared(compare(now, evaluation.after(made | candidate.proposal.change)))
        return (cleared, candidate.cost, candidate.proposal.id), len(steps), number

    while waiting or heap:
        done = {step.proposal.key for step in steps}
        ready = [c for c in waiting if not c.needs or c.needs & done]
        ready = ready or ([] if heap else waiting)  # those left need each other
        waiting = [c for c in waiting if c not in ready]
        for candidate in ready:
            heappush(heap, worth(chosen.index(candidate)))
        if len(chosen) <= WEIGHED:
            heap = sorted(worth(number) for _, _, number in heap)
        while heap[0][1] < len(steps):
            heapreplace(heap, worth(heap[0][2]))
        candidate = chosen[heappop(heap)[2]]
        made |= candidate.proposal.change
        comparison = compare(now, evaluation.after(made))
        steps.append(Recommendation(candidate.proposal, candidate.cost, comparison))
        now = comparison.after
    return tuple(steps)


def _cleared(comparison: Comparison) -> tuple[int, ...]:
    """Less for what clears more: the balance of findings gone and new, by falling severity."""
    return tuple(
        sum(f.severity == s for f in comparison.new) - sum(f.severity == s for f in comparison.gone)
        for s in reversed(SEVERITIES[1:])
    )
