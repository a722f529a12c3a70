"""Connected components where nodes and edges may or may not be there, and what choices can join at most."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from netdsl.engine.circuit import TRUE, Circuit, Literal, Way, joined
from netdsl.engine.program import components

Row = tuple[Any, ...]
Pair = tuple[int, int]

CUTS = 20
"""How many prices a bound is stated for at most."""


def parted(
    circuit: Circuit, nodes: Mapping[Row, Literal], edges: Mapping[Row, Literal]
) -> dict[tuple[Row, Any], Literal]:
    """(Node with the values beside it before it, part it is in) -> when it is.

    A part is named after its smallest node, by which it is reached through nodes larger than that. What hangs together
    in any case is one node.
    """
    groups: dict[Row, dict[Any, Literal]] = {}
    for row, lit in nodes.items():
        groups.setdefault(row[:-1], {})[row[-1]] = lit
    found: dict[tuple[Row, Any], Literal] = {}
    for others, members in groups.items():
        for (node, part), lit in _parts(circuit, members, edges).items():
            found[(*others, node), part] = lit
    return found


def _parts(circuit: Circuit, members: Mapping[Any, Literal], edges: Mapping[Row, Literal]) -> dict[Row, Literal]:
    sure = sorted(node for node, lit in members.items() if lit == TRUE)
    leader = dict(components(sure, (pair for pair, lit in edges.items() if lit == TRUE)))
    leaders = sorted({leader.get(node, node) for node in members})
    rank = {node: n for n, node in enumerate(leaders)}
    place = {node: rank[leader.get(node, node)] for node in members}
    ways: dict[Pair, dict[Way, None]] = {}
    for (one, other), lit in edges.items():
        if one in place and other in place and place[one] != place[other]:
            way = joined((lit,), (members[one], members[other]))
            if way is not None:
                ways.setdefault((min(place[one], place[other]), max(place[one], place[other])), {})[way] = None
    links = {pair: lit for pair, found in ways.items() if (lit := circuit.any(found)) is not None}
    there = [members[node] for node in leaders]
    reached = _reached(circuit, len(leaders), links)
    roots = _roots(circuit, there, reached)
    if all(lit == TRUE for lit in there) and links:
        _bound(circuit, len(leaders), list(roots.values()), links)
    inside: list[list[tuple[Any, Literal]]] = [[] for _ in leaders]
    for root, lit in roots.items():
        inside[root].append((leaders[root], lit))
        for other, reach in reached[root].items():
            joint = joined((lit,), (reach,))
            if joint is not None and (both := circuit.any([joint])) is not None:
                inside[other].append((leaders[root], both))
    return {(node, part): lit for node in members for part, lit in inside[place[node]]}


def _reached(circuit: Circuit, size: int, links: Mapping[Pair, Literal]) -> list[dict[int, Literal]]:
    """For each node, the larger ones it reaches through nodes larger than itself, and when."""
    beside: list[list[tuple[int, Literal]]] = [[] for _ in range(size)]
    for (one, other), lit in links.items():
        beside[one].append((other, lit))
        beside[other].append((one, lit))
    found = []
    for start in range(size):
        atoms: dict[int, Literal] = {}
        todo = [start]
        while todo:
            for other, _ in beside[todo.pop()]:
                if other > start and other not in atoms:
                    atoms[other] = circuit.new()
                    todo.append(other)
        for node, atom in atoms.items():
            ways = [joined((lit,), (atoms.get(other, TRUE),)) for other, lit in beside[node] if other >= start]
            circuit.ways[atom] = [way for way in ways if way is not None]
        found.append(atoms)
    return found


def _roots(circuit: Circuit, there: Sequence[Literal], reached: Sequence[Mapping[int, Literal]]) -> dict[int, Literal]:
    """The nodes that may be the smallest of their part, and when they are."""
    smaller: list[list[Literal]] = [[] for _ in there]
    for atoms in reached:
        for node, atom in atoms.items():
            smaller[node].append(-atom)
    found = {}
    for node, lit in enumerate(there):
        way = joined((lit,), smaller[node])
        root = None if way is None else circuit.any([way])
        if root is not None:
            found[node] = root
    return found


def _bound(circuit: Circuit, size: int, roots: Sequence[Literal], links: Mapping[Pair, Literal]) -> None:
    """Demand what holds anyway, so that solvers see it: choices join no more parts than they do one by one.

    The rank of a set of edges, by how much it lowers the number of parts, is submodular: joined to the edges of some
    choices, a set joins at most what each of its choices joins to them (Edmonds 1970). So the parts that are left, all
    that the choices up to a price join together, and what each dearer one joins to that, make up all nodes. For a tree
    of single edges, these bounds together prove the cheapest (Kruskal 1956). An edge no choice makes counts as one.
    """
    joins: dict[int, list[Pair]] = {}
    more: list[Literal] = []
    for pair, lit in links.items():
        makers = sorted(circuit.makers(lit))
        for choice in makers:
            joins.setdefault(choice, []).append(pair)
        if lit not in makers and not _made_alone(circuit, lit, makers):
            rest = joined((lit,), (-m for m in makers))
            if rest is not None and (alone := circuit.any([rest])) is not None:
                more.append(alone)
    whole = list(range(size))
    price = {c: Fraction(circuit.costs[c - 1], _join(whole[:], pairs)) for c, pairs in joins.items()}
    prices = sorted(set(price.values()))[:-1]
    step = max(1, -(-len(prices) // CUTS))
    for limit in (None, *prices[step - 1 :: step]):
        parent = whole[:]
        cheap = 0 if limit is None else sum(_join(parent, joins[c]) for c in joins if price[c] <= limit)
        gains = {c: _join(parent[:], joins[c]) for c in joins if limit is None or price[c] > limit}
        weights = [(root, 1) for root in roots] + [(lit, 1) for lit in more]
        circuit.demand(size - cheap, [*weights, *((c, gain) for c, gain in gains.items() if gain)])


def _made_alone(circuit: Circuit, lit: Literal, makers: Sequence[int]) -> bool:
    """Whether it takes one of the makers to make it true."""
    return lit in circuit.ways and set(circuit.ways[lit]) <= {frozenset((maker,)) for maker in makers}


def _join(parent: list[int], pairs: Iterable[Pair]) -> int:
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
