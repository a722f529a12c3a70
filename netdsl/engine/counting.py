"""Counts, sums, shares and collections of members that may or may not be there: the values they may have, and when.

Numbers are counted by weight rules. Everything else goes through the members one by one and keeps each state that the
members so far can lead to, with when they do.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any, TypeVar

from netdsl.engine.circuit import TRUE, Circuit, Literal, Way, joined
from netdsl.engine.compare import share, total
from netdsl.model.quantities import End, Interval

Row = tuple[Any, ...]
Outcomes = list[tuple[Any, Way]]
"""The values that are possible, each with a way; in no world two of them are."""

S = TypeVar("S")


def number(circuit: Circuit, members: Mapping[Row, Literal]) -> Outcomes:
    """How many members there are."""
    sure, unsure = _split(members)
    return [
        (sure + n, way)
        for n in range(len(unsure) + 1)
        if (way := _between(circuit, n, n, unsure)) is not None
    ]  # fmt: skip


def number_where(circuit: Circuit, members: Mapping[Row, Literal], passes: Callable[[int], bool]) -> Outcomes:
    """The numbers of members that pass a test, each run of them as its first."""
    sure, unsure = _split(members)
    found = []
    first = None
    for n in range(len(unsure) + 2):
        if n <= len(unsure) and passes(sure + n):
            first = n if first is None else first
        elif first is not None:
            way = _between(circuit, first, n - 1, unsure)
            if way is not None:
                found.append((sure + first, way))
            first = None
    return found


def _split(members: Mapping[Row, Literal]) -> tuple[int, list[Literal]]:
    unsure = [lit for lit in members.values() if lit != TRUE]
    return len(members) - len(unsure), unsure


def _between(circuit: Circuit, low: int, high: int, literals: Sequence[Literal]) -> Way | None:
    """When between so many and so many literals are true."""
    enough, more = circuit.at_least(low, literals), circuit.at_least(high + 1, literals)
    if enough is None or more == TRUE:
        return None
    return joined((enough,), () if more is None else (-more,))


def summed(circuit: Circuit, members: Mapping[Row, Literal]) -> Outcomes:
    """The sum of the last columns of members, where it has a value."""
    start: _Sum | None = (Fraction(0), None)
    found = _folded(circuit, start, (_maybe(lit, row[-1]) for row, lit in members.items()), _added)
    return _valued(circuit, ((None if s is None else total([q for q in s if q is not None]), way) for s, way in found))


_Sum = tuple[Fraction, Interval | None]
"""The sum of plain numbers, and of quantities, all in one unit."""


def _added(state: _Sum | None, value: Any) -> _Sum | None:
    if state is None or value is None:
        return state
    number, quantity = state
    if not isinstance(value, Interval):
        return number + value, quantity
    if quantity is None:
        return number, value
    if quantity.unit != value.unit:
        return None
    return number, Interval(_ends(quantity.low, value.low), _ends(quantity.high, value.high), value.unit)


def _ends(one: End, other: End) -> End:
    return one[0] + other[0], one[1] or other[1]


def collected(circuit: Circuit, members: Mapping[Row, Literal]) -> Outcomes:
    """The members, in the order that the engine has them in; as many values as there are sets of unsure members."""
    ordered = sorted(((row[0] if len(row) == 1 else row, lit) for row, lit in members.items()), key=lambda m: str(m[0]))
    start: Row = ()
    return _folded(circuit, start, (_maybe(lit, (value,)) for value, lit in ordered), lambda s, v: s + v if v else s)


def shared(
    circuit: Circuit, members: Mapping[Row, Literal], yes: Mapping[Row, Literal], possible: Mapping[Row, Literal]
) -> Outcomes:
    """The share of members in `yes`, at most of those in `possible`; of nothing there is none."""

    def ways(row: Row) -> Iterable[tuple[Way, tuple[bool, ...]]]:
        lits = [members[row], yes.get(row), possible.get(row)]
        unsure = sorted({abs(lit) for lit in lits if lit})
        for values in product((True, False), repeat=len(unsure)):
            world = dict(zip(unsure, values, strict=True))
            truths = tuple(lit is not None and (lit == TRUE or world[abs(lit)] == (lit > 0)) for lit in lits)
            if truths[0] or not any(truths):
                yield frozenset(atom if true else -atom for atom, true in world.items()), truths

    def count(state: tuple[int, ...], truths: tuple[bool, ...]) -> tuple[int, ...]:
        return tuple(n + true for n, true in zip(state, truths, strict=True))

    start: tuple[int, ...] = (0, 0, 0)
    found = _folded(circuit, start, (ways(row) for row in members), count)
    return _valued(circuit, ((share(*state), way) for state, way in found))


def _maybe(lit: Literal, value: Any) -> list[tuple[Way, Any]]:
    """A value that is there or is not (None)."""
    return [(frozenset(), value)] if lit == TRUE else [(frozenset((lit,)), value), (frozenset((-lit,)), None)]


def _folded(
    circuit: Circuit, start: S, members: Iterable[Iterable[tuple[Way, Any]]], advance: Callable[[S, Any], S]
) -> list[tuple[S, Way]]:
    """The states that members lead to from a start, each member in one of its ways."""
    states: dict[S, Literal] = {start: TRUE}
    for member in members:
        ways: dict[S, dict[Way, None]] = {}
        for way, value in member:
            for state, lit in states.items():
                together = joined(way, (lit,))
                if together is not None:
                    ways.setdefault(advance(state, value), {})[together] = None
        states = {state: there for state, found in ways.items() if (there := circuit.any(found)) is not None}
    return [(state, frozenset((lit,)) - {TRUE}) for state, lit in states.items()]


def _valued(circuit: Circuit, outcomes: Iterable[tuple[Any, Way]]) -> Outcomes:
    """Outcomes with the same value as one, without those that have none."""
    ways: dict[Any, dict[Way, None]] = {}
    for value, way in outcomes:
        if value is not None:
            ways.setdefault(value, {})[way] = None
    return [
        (value, frozenset((lit,)) - {TRUE}) for value, found in ways.items() if (lit := circuit.any(found)) is not None
    ]
