"""What choices cost, stated so that a solver sees at once how many of them it takes to join parts.

A solver that holds a demand for so many against a price for each has to try them one by one (like pigeons and holes).
Where both are stated by the number that is chosen, the one settles the other.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm
from typing import NamedTuple

from netdsl.engine.circuit import TRUE, AtLeast, Circuit, Joins, Literal

PRICES = 20
"""How many prices a bound tells apart at most."""

MANY = 2
"""What joins more parts than that is not counted, but weighed."""


class Terms(NamedTuple):
    """A price as weights of literals, `unit` times what the choices cost; and demands that hold anyway, of `joins`."""

    price: list[tuple[Literal, int]]
    unit: int
    demands: list[AtLeast]
    joins: Sequence[Joins]


def terms(circuit: Circuit, payable: Sequence[int], joins: Sequence[Joins]) -> Terms:
    """The price of some choices, and what it takes at least to join parts.

    The rank of a set of edges, by how much it lowers the number of parts, is submodular: choices join at most what each
    of them joins alone (Edmonds 1970), and those that are gathered one less than they are. So the parts that are left,
    what all choices up to a price join together, and what each dearer one joins make up all nodes. A choice costs its
    price for each part that it joins; stated as the steps from price to price, each for the number that is joined at
    that price or more, cost and demand speak of the same numbers. For a tree of single edges these demands together
    prove the cheapest (Kruskal 1956). What joins many parts is left out of the numbers: few of these are chosen, often
    for other reasons, which a solver sees best in their whole price.
    """
    left = {choice: Fraction(circuit.costs[choice - 1]) for choice in payable}
    price: list[tuple[Literal, Fraction]] = []
    demands: list[AtLeast] = []
    for join in joins:
        gain = gains(join)
        if any(left.get(c) != circuit.costs[c - 1] for c in gain):
            # Their price is stated by another number already.
            demands += _demand(circuit, join, (), gain.items())
            continue
        many = [(c, n) for c, n in gain.items() if n > MANY]
        level_of = _levels({c: left[c] / n for c, n in gain.items() if n <= MANY})
        levels = [Fraction(0), *sorted({*level_of.values()} - {0})]
        if len(levels) == 1:
            demands += _demand(circuit, join, tuple(level_of), many)
        counts: list[Literal] = []
        for lower, level in reversed(list(pairwise(levels))):
            here = [c for c in level_of if level_of[c] == level]
            units = [c for c in here for _ in range(gain[c])]
            counts, beyond = _numbered(circuit, [*counts, *units], join.size + len(join.gathered) - 1)
            price += [(lit, level - lower) for lit in counts] + [(lit, level) for lit in beyond]
            for choice in here:
                left[choice] -= level * gain[choice]
            cheap = [c for c in level_of if level_of[c] <= lower]
            demands += _demand(circuit, join, cheap, [*((lit, 1) for lit in counts), *many])
    price += [(choice, rest) for choice, rest in left.items() if rest]
    unit = lcm(*(weight.denominator for _, weight in price))
    return Terms([(lit, int(weight * unit)) for lit, weight in price], unit, demands, joins)


def gains(join: Joins) -> dict[int, int]:
    """How many parts less each choice makes alone, at most; a part for each that it is gathered in."""
    found = {choice: _join(list(range(join.size)), pairs) for choice, pairs in join.pairs.items()}
    for group in join.gathered:
        for choice in group:
            found[choice] = found.get(choice, 0) + 1
    return {choice: fewer for choice, fewer in found.items() if fewer}


def _demand(
    circuit: Circuit, join: Joins, cheap: Collection[int], weights: Iterable[tuple[Literal, int]]
) -> list[AtLeast]:
    """So much is left or joined, by weights, apart from what cheap choices join."""
    parent = list(range(join.size))
    bound = join.size - sum(lit == TRUE for lit in join.left) - sum(_join(parent, join.pairs.get(c, ())) for c in cheap)
    idle: list[tuple[Literal, int]] = []
    for group in join.gathered:
        nodes = [group[c] for c in cheap if c in group]
        bound -= _join(parent, pairwise(nodes))
        made = None if nodes else circuit.any([frozenset((choice,)) for choice in group])
        if made is not None:
            # Of those that are made, one joins nothing.
            idle.append((-made, 1))
            bound += 1
    rest = [(lit, 1) for lit in join.left if lit != TRUE]
    return [AtLeast(bound, (*rest, *idle, *weights))] if bound > 0 else []


def _levels(prices: Mapping[int, Fraction]) -> dict[int, Fraction]:
    """Choice -> its price, or one below it where there are too many."""
    all_prices = sorted(set(prices.values()))
    step = max(1, -(-len(all_prices) // PRICES))
    place = {price: all_prices[n - n % step] for n, price in enumerate(all_prices)}
    return {choice: place[price] for choice, price in prices.items()}


def _numbered(circuit: Circuit, literals: Sequence[Literal], most: int) -> tuple[list[Literal], list[Literal]]:
    """Literals for one, two … of some, up to so many, and further ones: together as many are true as of those given.

    Each group of twice the number is sorted, and hands its larger half on (a totalizer, Bailleux & Boufkhad 2003).
    """
    beyond: list[Literal] = []
    size = max(2 * most, 8)
    todo = list(literals)
    while True:
        groups = [todo[n : n + size] for n in range(0, len(todo), size)]
        for place, group in enumerate(groups):
            counts = [lit for n in range(1, len(group) + 1) if (lit := circuit.at_least(n, group)) is not None]
            for fewer, more in pairwise(counts):
                circuit.follows(fewer, more)
            beyond += counts[most:]
            groups[place] = counts[:most]
        todo = [lit for group in groups for lit in group]
        if len(groups) < 2:
            return todo, beyond


def _join(parent: list[int], pairs: Iterable[tuple[int, int]]) -> int:
    """Join pairs, and how many parts less that makes."""
    fewer = 0
    for one, other in pairs:
        first, second = _top(parent, one), _top(parent, other)
        if first != second:
            parent[first] = second
            fewer += 1
    return fewer


def _top(parent: list[int], node: int) -> int:
    while parent[node] != node:
        parent[node] = node = parent[parent[node]]
    return node
