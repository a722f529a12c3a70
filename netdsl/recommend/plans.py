"""Plans: the cheapest set of recommended changes after which no unwanted finding is left, proven by an exact solver.

Changes interact, so a plan is chosen by what they do together: the solver decides by the rules themselves
(`engine.answer_set`), and what it chooses is evaluated once more.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from time import monotonic
from typing import Any, NamedTuple

from attrs import evolve, field, frozen

from netdsl.check.ruleset import SEVERITIES, Absent, Body, CheckedRule, Match, Predicate, Variable
from netdsl.engine import answer_set
from netdsl.engine.answer_set import Selection, Target
from netdsl.engine.worlds import Worlds, worlds
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.change import Change, union
from netdsl.model.network import Row
from netdsl.recommend.changes import Proposal
from netdsl.recommend.choices import Choices
from netdsl.recommend.comparison import Comparison, compare
from netdsl.recommend.recommendations import TRIED, WORTH, Recommendation, proposed

FEW, NEAR = 10, 100
"""How many plans of equal worth are looked for; where there are more, how many that differ in one change."""

SECONDS = 30.0
"""How long a plan is looked for."""

CUTS = 100
"""How many sets are looked at that turn out to do something else together than the solver says."""


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


class Candidate(NamedTuple):
    """A change that a plan may have, its cost, and the keys of others one of which it needs, if any."""

    proposal: Proposal
    cost: int
    needs: frozenset[Any] = frozenset()


class Remaining(NamedTuple):
    """A target that a plan leaves, and why, by the first of `REASONS` that holds."""

    finding: Finding
    reason: str


@frozen(slots=False)
class Plan:
    """A plan.

    steps: in the order to do them in, each compared before and after it with all before it made; remaining: the
    targets that it leaves, and why; alternatives: other sets of
    equal worth and cost; proven: whether no cheaper set does as much; complete: whether all that the rules propose was
    looked at; every: whether there are no other alternatives (where there are many, those are told that differ in one
    change).
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
        return Goal(named, min((f.severity for f in named), key=_rank, default="major"), budget=budget)
    level = least or ("major" if dimension is None else SEVERITIES[WORTH])
    some = tuple(f for f in _unwanted(evaluation.findings, level) if dimension in (None, f.rule.dimension))
    return Goal(some, level, level, dimension, budget)


def candidates(
    evaluation: Evaluation, costs: Mapping[str, int], wanted: Goal, most: int = 2 * TRIED
) -> list[Candidate]:
    """The changes that a plan may have: all that rules recommend, also for what these changes bring.

    At most `most` and one, those for the targets first; by cost and id: plans do not depend on the order of a file.
    """
    found: dict[Any, Candidate] = {}
    targets = {f.id for f in wanted.targets}
    first = sorted(_unwanted(evaluation.findings, SEVERITIES[0]), key=lambda f: f.id not in targets)
    for proposal, needs in _reached(evaluation, first, wanted.level):
        known = found.get(proposal.key)
        if known is None:
            found[proposal.key] = Candidate(proposal, costs[proposal.kind], needs)
        elif known.needs:
            found[proposal.key] = known._replace(needs=known.needs | needs if needs else needs)
        if len(found) > most:
            break
    return sorted(found.values(), key=lambda c: (c.cost, c.proposal.id))


def reachable(evaluation: Evaluation) -> Iterator[tuple[Proposal, frozenset[Any]]]:
    """All that rules recommend, for what is found and for what these changes bring, with the keys of what it needs."""
    return _reached(evaluation, _unwanted(evaluation.findings, SEVERITIES[0]), SEVERITIES[WORTH])


def _reached(
    evaluation: Evaluation, targets: Iterable[Finding], level: str
) -> Iterator[tuple[Proposal, frozenset[Any]]]:
    """What is recommended for findings and for what so severe it brings, with the keys of what it needs; repeatedly."""
    nothing = frozenset[Any]()
    todo = [(p, nothing, Change()) for p in proposed(evaluation, targets)]
    seen = set()
    while todo:
        later = []
        for proposal, needs, context in todo:
            yield proposal, needs
            if proposal.key in seen:
                continue
            seen.add(proposal.key)
            before, change = evaluation.after(context), context | proposal.change
            after = evaluation.after(change)
            names = _names(after) - _names(evaluation)
            for other in proposed(after, _unwanted(compare(before, after).new, level)):
                if not _ends_what_is_there(other.change, evaluation):
                    continue
                rests = bool(names & _mentioned(other.change))
                later.append((other, frozenset({proposal.key}) if rests else nothing, change if rests else Change()))
        todo = later


def _unwanted(findings: Iterable[Finding], level: str) -> list[Finding]:
    return [f for f in findings if f.accepted is None and _rank(f.severity) >= _rank(level)]


def _names(evaluation: Evaluation) -> set[str]:
    return {name for names in evaluation.network.declared.values() for name in names}


def _mentioned(change: Change) -> set[Any]:
    entries = (entry for s in change.added for entry in (s.head, *s.lines))
    return {value for entry in entries for row in entry.rows for value in row if isinstance(value, str)}


def _ends_what_is_there(change: Change, evaluation: Evaluation) -> bool:
    """Whether it ends only lines that the file has: what another change adds is not ended again."""
    last = len(evaluation.network.source.lines)
    return all(span.line <= last for span in change.over)


# --- the cheapest set


def plan(
    evaluation: Evaluation, wanted: Goal, costs: Mapping[str, int], seconds: float = SECONDS, most: int = 2 * TRIED
) -> Plan:
    """The cheapest set of changes that leaves as few targets as can be: of the most severe first.

    What the solver chooses is made and evaluated; a set that does something else than it says is cut off, and the next
    is looked for. Raises ModuleNotFoundError without clingo.
    """
    some = candidates(evaluation, costs, wanted, most)
    found = _Search(evaluation, wanted, _able(some[:most]), monotonic() + seconds)
    return found.plan(complete=len(some) <= most)


def _able(some: Sequence[Candidate]) -> Sequence[Candidate]:
    """Those of some candidates whose needs can be met among them."""
    while True:
        keys = {c.proposal.key for c in some}
        able = [c for c in some if not c.needs or c.needs & keys]
        if len(able) == len(some):
            return some
        some = able


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
        return Target(relation.name, tuple(finding.about.values()), 1 + _rank(finding.severity))

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
        return {tuple(f.about.values()) for f in found if _rank(f.severity) >= _rank(self.wanted.level)}

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
        before = {f.id for f in _unwanted(self.evaluation.findings, level)}
        severe = {f.id for f in _unwanted(after.findings, level)}
        left = severe if self.wanted.least != SEVERITIES[0] else {f.id for f in after.findings}
        remaining = {self.targets[t].id for t in selection.remaining}
        return severe <= before and {f.id for f in self.wanted.targets if f.id in left} == remaining

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


# --- severity, as the rules derive it


def unwanted(rule: CheckedRule, level: str) -> Predicate:
    """The findings of a rule that are as severe as a level or more, as a predicate over what the rule is about."""
    terms = tuple(Variable(name) for name in rule.about)
    found = Match(rule.found.name, terms)
    eased: tuple[Body, ...] = tuple((Match(e.predicate.name, terms),) for e in rule.eased)
    bodies: list[Body] = []
    for severity, steps in _severities(rule, terms):
        bare: Body = (found, *steps)
        if _rank(severity) >= _rank(level):
            still = _rank(severity) - (1 if _rank(severity) >= _EASED else 0) >= _rank(level)
            bodies.append(bare if still or not eased else (*bare, Absent(eased)))
    return Predicate(
        f"unwanted {rule.name}", rule.about, tuple(rule.types.get(n, "") for n in rule.about), tuple(bodies)
    )


def _severities(rule: CheckedRule, terms: tuple[Variable, ...]) -> Iterator[tuple[str, Body]]:
    """The severities before easing that a finding may have, and when: the last that raises it counts."""
    later: list[Body] = []
    for severity, predicate in reversed(rule.raised):
        match = Match(predicate.name, terms)
        yield severity, (match, *([Absent(tuple(later))] if later else []))
        later.append((match,))
    yield rule.severity, ((Absent(tuple(later)),) if later else ())


_EASED = SEVERITIES.index("major")
"""From this severity on easing lowers it by a step."""


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity)


# --- the order to do things in


def ordered(evaluation: Evaluation, chosen: Sequence[Candidate]) -> tuple[Recommendation, ...]:
    """The changes in an order to do them in: next is what clears most of what is most severe, then what costs least.

    A change that needs another one comes after it.
    """
    steps: list[Recommendation] = []
    rest = list(chosen)
    now, made = evaluation, Change()
    while rest:
        done = {step.proposal.key for step in steps}
        ready = [c for c in rest if not c.needs or c.needs & done]
        tried = [(c, compare(now, evaluation.after(made | c.proposal.change))) for c in ready]
        best, comparison = min(tried, key=lambda t: (_cleared(t[1]), t[0].cost, t[0].proposal.id))
        steps.append(Recommendation(best.proposal, best.cost, comparison))
        rest.remove(best)
        now, made = comparison.after, made | best.proposal.change
    return tuple(steps)


def _cleared(comparison: Comparison) -> tuple[int, ...]:
    """Less for what clears more: the balance of findings gone and new, by falling severity."""
    return tuple(
        sum(f.severity == s for f in comparison.new) - sum(f.severity == s for f in comparison.gone)
        for s in reversed(SEVERITIES[1:])
    )
