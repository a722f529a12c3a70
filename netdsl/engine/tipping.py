"""How far a finding is from tipping: the thresholds its evidence rests on, and what would bring it across."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from netdsl.check.ruleset import RuleSet
from netdsl.engine.compare import compare
from netdsl.engine.evidence import Compared, Counted, Derived, Evidence, Premises
from netdsl.model.quantities import Interval


class Tipping(NamedTuple):
    """How far a finding is from tipping: the value held against a threshold, and the least change that would undo it.

    by: how many fewer (`up`: more) would do, or how many steps on a scale; None where the value is a range.
    own: the limit is the project's own default, not one that was set; share: both are shares, not plain numbers.
    ratio: the two numbers that the value is the quotient of.
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


def tippings(evidence: Evidence, rules: RuleSet) -> tuple[Tipping, ...]:
    """The thresholds that evidence rests on."""
    return tuple(_tipping(found, rules) for found in _compared((evidence,)) if found.thresholds)


def _compared(evidence: Premises) -> Iterator[Compared]:
    for e in evidence:
        if isinstance(e, Compared):
            yield e
        elif isinstance(e, Derived):
            yield from _compared(e.premises)
        elif isinstance(e, Counted):
            for _, premises in e.members:
                yield from _compared(premises)


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
