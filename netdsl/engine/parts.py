"""Connected components where nodes and edges may or may not be there, and what choices can join at most."""

from collections.abc import Mapping, Sequence
from typing import Any

from netdsl.engine.circuit import TRUE, Circuit, Joins, Literal, Way, joined
from netdsl.engine.program import components

Row = tuple[Any, ...]
Pair = tuple[int, int]


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
    links = {pair: link for pair, found in ways.items() if (link := circuit.any(found)) is not None}
    there = [members[node] for node in leaders]
    roots, inside = _rooted(circuit, there, links)
    if all(lit == TRUE for lit in there) and links:
        circuit.joins.append(_joins(circuit, roots, links))
    return {(node, leaders[root]): lit for node in members for root, lit in inside[place[node]]}


def _rooted(
    circuit: Circuit, there: Sequence[Literal], links: Mapping[Pair, Literal]
) -> tuple[list[Literal], list[list[tuple[int, Literal]]]]:
    """When each node is the smallest of its part (the root), and for each node the roots it may be reached from.

    Only roots reach others: where a root is ruled out, all that it would reach is, and a solver sees what is left.
    """
    beside: list[list[tuple[int, Literal]]] = [[] for _ in there]
    for (one, other), lit in links.items():
        beside[one].append((other, lit))
        beside[other].append((one, lit))
    inside: list[list[tuple[int, Literal]]] = [[] for _ in there]
    roots: list[Literal] = []
    for root, present in enumerate(there):
        way = joined((present,), (-reached for _, reached in inside[root]))
        assert way is not None
        is_root = circuit.any([way])
        assert is_root is not None
        roots.append(is_root)
        atoms: dict[int, Literal] = {root: is_root}
        todo = [root]
        while todo:
            for other, _ in beside[todo.pop()]:
                if other > root and other not in atoms:
                    atoms[other] = circuit.new()
                    todo.append(other)
        for node, atom in atoms.items():
            inside[node].append((root, atom))
            if node != root:
                ways = (joined((link,), (atoms[other],)) for other, link in beside[node] if other >= root)
                circuit.ways[atom] = [way for way in ways if way is not None]
    return roots, inside


def _joins(circuit: Circuit, roots: Sequence[Literal], links: Mapping[Pair, Literal]) -> Joins:
    """What can join the nodes: the choices, and each link that is there though no choice makes it alone."""
    pairs: dict[int, list[Pair]] = {}
    more: list[Literal] = []
    for pair, lit in links.items():
        makers = sorted(circuit.makers(lit))
        for choice in makers:
            pairs.setdefault(choice, []).append(pair)
        if lit not in makers and not _made_alone(circuit, lit, makers):
            rest = joined((lit,), (-m for m in makers))
            if rest is not None and (alone := circuit.any([rest])) is not None:
                more.append(alone)
    return Joins(len(roots), (*roots, *more), pairs)


def _made_alone(circuit: Circuit, lit: Literal, makers: Sequence[int]) -> bool:
    """Whether it takes one of the makers to make it true."""
    return lit in circuit.ways and set(circuit.ways[lit]) <= {frozenset((maker,)) for maker in makers}
