"""A second evaluator, for the tests: the meaning of a checked rule set, with no thought for speed.

It takes the steps of a body in the order they are written, goes through all rows of a relation for each match, and
repeats a stratum until nothing new comes. It shares no code with `netdsl.engine`: order, comparison and arithmetic are
its own.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Anything,
    Body,
    Compare,
    Constant,
    Match,
    Operation,
    Parameter,
    Parts,
    Predicate,
    Some,
    Variable,
)
from netdsl.model.quantities import Interval

Row = tuple[Any, ...]
Environment = dict[str, Any]
HOLDS = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}
ARITHMETIC = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}


class Naive:
    """The relations that predicates give over some facts: relation -> row -> the least height of its derivations."""

    def __init__(
        self,
        predicates: Mapping[str, Predicate],
        facts: Mapping[str, Any],
        thresholds: Mapping[str, object],
        scales: Mapping[str, Mapping[object, int]],
    ) -> None:
        self.predicates = predicates
        self.thresholds = thresholds
        self.scales = scales
        self.relations: dict[str, dict[Row, int]] = {name: dict.fromkeys(rows, 0) for name, rows in facts.items()}
        levels = _levels(predicates)
        for level in sorted(set(levels.values())):
            self._stratum([name for name in predicates if levels[name] == level])

    def rows(self, relation: str) -> set[Row]:
        """The rows of a relation."""
        return set(self.relations.get(relation, ()))

    def solutions(self, body: Body, known: Environment) -> Iterator[tuple[Environment, int]]:
        """All ways to satisfy a body, each with the height of the highest thing it rests on."""
        if not body:
            yield known, 0
            return
        for more, height in self._step(body[0], known):
            for found, rest in self.solutions(body[1:], more):
                yield found, max(height, rest)

    def _stratum(self, names: list[str]) -> None:
        for name in names:
            self.relations[name] = {}
        changed = True
        while changed:
            changed = False
            for name in names:
                for row, height in list(self._rows(self.predicates[name])):
                    if self.relations[name].get(row, height + 1) > height:
                        self.relations[name][row] = height
                        changed = True

    def _rows(self, predicate: Predicate) -> Iterator[tuple[Row, int]]:
        if predicate.parts:
            yield from ((row, 1) for row in self._parts(predicate, predicate.parts))
        for body in predicate.bodies:
            for found, height in self.solutions(body, {}):
                yield tuple(found[c] for c in predicate.columns), height + 1

    def _parts(self, predicate: Predicate, parts: Parts) -> Iterator[Row]:
        """By walking from each node along the edges, in both directions."""
        nodes = [found for found, _ in self.solutions(parts.nodes, {})]
        edges = {(found[parts.edge[0]], found[parts.edge[1]]) for found, _ in self.solutions(parts.edges, {})}
        for node in nodes:
            beside = {c: node[c] for c in predicate.columns if c in node and c != parts.node}
            members = {n[parts.node] for n in nodes if all(n[c] == v for c, v in beside.items())}
            reached = {node[parts.node]}
            while more := {
                b for pair in edges for a, b in (pair, pair[::-1]) if a in reached and b in members - reached
            }:
                reached |= more
            here = beside | {parts.node: node[parts.node]}
            yield tuple(here.get(c, min(reached)) for c in predicate.columns)

    def _step(self, step: object, known: Environment) -> Iterator[tuple[Environment, int]]:
        if isinstance(step, Match):
            for row, height in list(self.relations.get(step.relation, {}).items()):
                if (found := self._unified(step, row, known)) is not None:
                    yield found, height
        elif isinstance(step, Some | Absent):
            heights = [height for body in step.bodies for _, height in self.solutions(body, known)]
            if isinstance(step, Some) and heights:
                yield known, min(heights)
            if isinstance(step, Absent) and not heights:
                yield known, 0
        elif isinstance(step, Compare):
            if self._compared(step, self._value(step.left, known), self._value(step.right, known)):
                yield known, 0
        else:
            assert isinstance(step, Aggregate)
            value, height = self._aggregated(step, known)
            if value is not None and known.get(step.result, value) == value:
                yield known | {step.result: value}, height

    def _unified(self, step: Match, row: Row, known: Environment) -> Environment | None:
        assert len(row) == len(step.terms)
        found = dict(known)
        for term, value in zip(step.terms, row, strict=True):
            if isinstance(term, Variable):
                if term.name in found and found[term.name] != value:
                    return None
                found[term.name] = value
            elif not isinstance(term, Anything) and self._value(term, known) != value:
                return None
        return found

    def _value(self, expression: object, known: Environment) -> Any:
        if isinstance(expression, Variable):
            return known[expression.name]
        if isinstance(expression, Parameter):
            return self.thresholds[expression.name]
        if isinstance(expression, Constant):
            return expression.value
        assert isinstance(expression, Operation)
        left, right = self._value(expression.left, known), self._value(expression.right, known)
        if not all(isinstance(v, int | Fraction) for v in (left, right)) or (expression.operator == "/" and not right):
            return None
        return Fraction(left) / right if expression.operator == "/" else ARITHMETIC[expression.operator](left, right)

    def _compared(self, step: Compare, left: Any, right: Any) -> bool:
        if left is None or right is None:
            return False
        if step.scale:
            ranks = self.scales[step.scale]
            if left not in ranks or right not in ranks:
                return False
            left, right = ranks[left], ranks[right]
        if isinstance(left, Interval | int | Fraction) and isinstance(right, Interval | int | Fraction):
            return compared(left, step.operator, right, step.how)
        return _judged([HOLDS[step.operator](left, right)], step.how)

    def _aggregated(self, step: Aggregate, known: Environment) -> tuple[Any, int]:
        def members(body: Body) -> dict[Row, int]:
            """What is counted, each with the least height of the reasons to count it."""
            found: dict[Row, int] = {}
            for solution, height in self.solutions(body, known):
                row = tuple(solution[n] for n in (*step.over, *step.variables))
                if step.kind == "pairs":
                    row = tuple(sorted(row))
                if step.kind != "pairs" or len(set(row)) == 2:
                    found[row] = min(found.get(row, height), height)
            return found

        counted = members((*step.body, *step.yes))
        height = max(counted.values(), default=0)
        if step.kind == "share":
            of, may = len(members(step.body)), len(members((*step.body, *step.possible)))
            if not of:
                return None, 0
            low, high = (Fraction(100 * n, of) for n in (len(counted), may))
            return Interval((low, 0), (high, 0), "%"), height
        if step.kind == "sum":
            return total([row[-1] for row in counted]), height
        if step.kind == "collect":
            values = [row[0] if len(row) == 1 else row for row in counted]
            return tuple(sorted(values, key=str)), height
        return len(counted), height


def compared(left: object, operator: str, right: object, how: str) -> bool:
    """A comparison of quantities, tried on the points of both that can make a difference."""
    if len(_units([left, right])) == 2:
        return how in ("possible", "open")
    intervals = [_quantity(left), _quantity(right)]
    ends = sorted({end[0] for i in intervals for end in (i.low, i.high)})
    little = min((b - a for a, b in pairwise(ends)), default=Fraction(1)) / 3
    grid = [end + little * n for end in ends for n in (-1, 0, 1)]
    points = [[p for p in grid if _inside(p, i)] for i in intervals]
    return _judged([HOLDS[operator](a, b) for a in points[0] for b in points[1]], how)


def total(values: list[Any]) -> Any:
    """The sum of quantities: from the sum of what they are at least to the sum of what they are at most."""
    units = _units(values)
    if len(units) > 1:
        return None
    quantities = [_quantity(v) for v in values]
    low, high = sum(q.low[0] for q in quantities), sum(q.high[0] for q in quantities)
    open_low, open_high = any(q.low[1] for q in quantities), any(q.high[1] for q in quantities)
    if low == high:
        return low
    unit = min(units, default="") if units != {"number"} else ""
    whole = 100 if unit == "%" else 1
    return Interval((Fraction(low * whole), int(open_low)), (Fraction(high * whole), -int(open_high)), unit)


def _units(values: list[Any]) -> set[str]:
    """What quantities are counted in; a plain number goes with anything."""
    return {v.unit or "number" for v in values if isinstance(v, Interval)}


def _quantity(value: Any) -> Interval:
    """A quantity as a range, a percentage as a part of one."""
    if not isinstance(value, Interval):
        return Interval((Fraction(value), 0), (Fraction(value), 0))
    (low, above), (high, below) = value.low, value.high
    whole = 100 if value.unit == "%" else 1
    return Interval((low / whole, above), (high / whole, below))


def _judged(outcomes: list[bool], how: str) -> bool:
    return {
        "holds": all(outcomes),
        "possible": any(outcomes),
        "open": any(outcomes) and not all(outcomes),
        "fails": not any(outcomes),
    }[how]


def _inside(point: Fraction, interval: Interval) -> bool:
    (low, above), (high, below) = interval.low, interval.high
    return (low < point if above else low <= point) and (point < high if below else point <= high)


def _levels(predicates: Mapping[str, Predicate]) -> dict[str, int]:
    """Predicate -> its stratum: above what it denies or counts, not below what it reads."""
    levels = dict.fromkeys(predicates, 0)
    for _ in range(len(predicates) ** 2 + 1):
        before = dict(levels)
        for name, predicate in predicates.items():
            read = [(r, False) for body in predicate.bodies for r in _reads(body)]
            read += [(r, True) for body in predicate.bodies for r in _completely(body)]
            if predicate.parts:
                read += [(r, True) for b in (predicate.parts.nodes, predicate.parts.edges) for r in _reads(b)]
            for relation, whole in read:
                if relation in levels:
                    levels[name] = max(levels[name], levels[relation] + whole)
        if levels == before:
            return levels
    raise AssertionError("the predicates have no strata")


def _reads(body: Body) -> Iterator[str]:
    for step in body:
        if isinstance(step, Match):
            yield step.relation
        elif isinstance(step, Some | Absent):
            for inner in step.bodies:
                yield from _reads(inner)
        elif isinstance(step, Aggregate):
            yield from _reads((*step.body, *step.yes, *step.possible))


def _completely(body: Body) -> Iterator[str]:
    for step in body:
        if isinstance(step, Some):
            for inner in step.bodies:
                yield from _completely(inner)
        elif not isinstance(step, Match):
            yield from _reads((step,))
