"""How far a finding is from tipping: the thresholds its evidence rests on, and what would bring it across."""

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, TypeGuard

from netdsl.check.ruleset import Anything, Body, Compare, Constant, Match, Parameter, RuleSet, Some, Step, Variable
from netdsl.engine.compare import compare
from netdsl.engine.evidence import Compared, Counted, Derived, Environment, Evidence, Missing, Premises, Stated
from netdsl.engine.explain import Explainer
from netdsl.model.quantities import Interval


class Tipping(NamedTuple):
    """How far a finding is from tipping: the value held against a threshold, and the least change that would undo it.

    by: how many fewer (`up`: more) would do, or how many steps on a scale; None where the value is a range.
    own: the limit is the project's own default, not one that was set; share: both are shares, not plain numbers.
    ratio: the two numbers that the value is the quotient of; fact: what has the value, where the finding has several
    values held against the same threshold.
    """

    threshold: str
    value: Any
    limit: Any
    by: int | None
    up: bool
    own: bool
    share: bool = False
    scale: str | None = None
    ratio: tuple[int, int] | None = None
    fact: Stated | None = None


def tippings(evidence: Evidence, rules: RuleSet, explainer: Explainer) -> tuple[Tipping, ...]:
    """The thresholds that evidence rests on: what passes them, and what would have to pass them to undo it."""
    found: list[Tipping] = []
    for e, beside in _resting((evidence,)):
        if isinstance(e, Missing):
            found += _Denied(rules, explainer).nearest(e)
        elif e.thresholds:
            tipping = _tipping(e, rules)
            facts = (b for b in beside if isinstance(b, Stated) and b.row[-1:] == (tipping.value,))
            found.append(tipping._replace(fact=next(facts, None)))
    many = Counter(tipping.threshold for tipping in dict.fromkeys(found))
    return tuple(t if many[t.threshold] > 1 else t._replace(fact=None) for t in found)


class _Denied:
    """What is denied and would hold but for one word below, or above, its threshold."""

    def __init__(self, rules: RuleSet, explainer: Explainer) -> None:
        self.rules = rules
        self.explainer = explainer
        self._reach: dict[str, bool] = {}

    def nearest(self, missing: Missing) -> Iterator[Tipping]:
        """For each threshold what is the fewest steps away from it."""
        nearest: dict[str, Tipping] = {}
        for body in missing.bodies:
            for step, beside, known in self._kept_off(body, missing.known):
                if (tipping := self._tipping(step, beside, known)) is None:
                    continue
                before = nearest.setdefault(tipping.threshold, tipping)
                if (tipping.by, str(tipping.value)) < (before.by, str(before.value)):
                    nearest[tipping.threshold] = tipping
        yield from nearest.values()

    def _kept_off(self, body: Body, known: Mapping[str, Any]) -> Iterator[tuple[Compare, Body, Environment]]:
        """The comparisons that alone keep a body from holding, with what stands beside them and the values of holes."""
        for place, step in enumerate(body):
            rest = body[:place] + body[place + 1 :]
            if _is_held(step):
                yield from ((step, rest, found) for found in self.explainer.solutions(rest, known))
            elif isinstance(step, Match) and self._reaches(step.relation):
                predicate = self.explainer.predicates[step.relation]
                columns = dict(zip(predicate.columns, step.terms, strict=True))
                named = {column: term.name for column, term in columns.items() if isinstance(term, Variable)}
                given = {column: known[name] for column, name in named.items() if name in known}
                given |= {column: term.value for column, term in columns.items() if isinstance(term, Constant)}
                for inner in predicate.bodies:
                    for kept, beside, values in self._kept_off(inner, given):
                        outer = {name: values[column] for column, name in named.items()}
                        if any(True for _ in self.explainer.solutions(rest, {**outer, **known})):
                            yield kept, beside, values
            elif isinstance(step, Some):
                for found in self.explainer.solutions(rest, known):
                    for inner in step.bodies:
                        yield from self._kept_off(inner, found)

    def _reaches(self, relation: str) -> bool:
        """Whether a threshold on a scale stands in a definition, or in one that it rests on."""
        if relation not in self._reach:
            self._reach[relation] = False
            if (predicate := self.explainer.predicates.get(relation)) and relation not in self.explainer.recursive:
                self._reach[relation] = any(map(self._has_threshold, predicate.bodies))
        return self._reach[relation]

    def _has_threshold(self, body: Body) -> bool:
        return any(
            _is_held(step)
            or (isinstance(step, Match) and self._reaches(step.relation))
            or (isinstance(step, Some) and any(map(self._has_threshold, step.bodies)))
            for step in body
        )

    def _tipping(self, step: Compare, beside: Body, known: Environment) -> Tipping | None:
        """How far a word is from its threshold; None for one that has no place in the order, as `unknown`."""
        assert isinstance(step.left, Variable) and isinstance(step.right, Parameter) and step.scale
        name = step.right.name
        value, limit = known[step.left.name], self.explainer.thresholds[name]
        ranks = self.rules.scales[step.scale]
        if value not in ranks:
            return None
        steps = abs(ranks[value] - ranks[limit]) + (step.operator in (">", "<"))
        up = step.operator in (">", ">=")
        return Tipping(name, value, limit, steps, up, limit == self.rules.thresholds[name].default, scale=step.scale,
                       fact=self._fact(step.left, beside, known))  # fmt: skip

    def _fact(self, hole: Variable, beside: Body, known: Environment) -> Stated | None:
        """What has the value of a hole."""
        for step in beside:
            if not isinstance(step, Match) or step.relation in self.explainer.predicates:
                continue
            if step.terms[-1:] == (hole,):
                terms = [Variable(f"·{n}") if isinstance(t, Anything) else t for n, t in enumerate(step.terms)]
                for found in self.explainer.solutions((Match(step.relation, tuple(terms)),), known):
                    row = (found[t.name] if isinstance(t, Variable) else getattr(t, "value", None) for t in terms)
                    return Stated(step.relation, tuple(row))
        return None


def _is_held(step: Step) -> TypeGuard[Compare]:
    """Whether a step holds what is in a hole against a threshold on a scale."""
    return (
        isinstance(step, Compare)
        and step.scale is not None
        and isinstance(step.left, Variable)
        and isinstance(step.right, Parameter)
    )


def _resting(evidence: Premises) -> Iterator[tuple[Compared | Missing, Premises]]:
    """What evidence rests on that could tip, each with what stands beside it."""
    for e in evidence:
        if isinstance(e, Compared | Missing):
            yield e, evidence
        elif isinstance(e, Derived):
            yield from _resting(e.premises)
        elif isinstance(e, Counted):
            for _, premises in e.members:
                yield from _resting(premises)


def _tipping(found: Compared, rules: RuleSet) -> Tipping:
    step = found.step
    name = found.thresholds[0]
    value, limit = (found.left, found.right) if name in repr(step.right) else (found.right, found.left)
    up = step.operator not in (">", ">=")
    default = rules.thresholds[name].default
    own = limit == default
    if step.scale:
        ranks = rules.scales[step.scale]
        steps = abs(ranks[value] - ranks[limit]) + (step.operator in (">=", "<="))
        return Tipping(name, value, limit, steps, up, own, scale=step.scale)
    less = 1 if up else -1
    by = None
    if found.ratio:
        part, whole = found.ratio
        moves = (n for n in range(1, whole + 2) if not compare(Fraction(part + less * n, whole), step.operator, limit))
        by = next(moves, None)
    elif isinstance(value, int) and not isinstance(value, Interval):
        by = next((n for n in range(1, 10_000) if not compare(value + less * n, step.operator, limit)), None)
    return Tipping(name, value, limit, by, up, own, share=not isinstance(default, int | str), ratio=found.ratio)
