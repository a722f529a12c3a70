"""Connected components where nodes and edges may or may not be there, and what choices can join at most."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from netdsl.engine.circuit import TRUE, Circuit, Joins, Literal, Way, joined
from netdsl.engine.program import components

Row = tuple[Any, ...]
Pair = tuple[int, int]
Couple = frozenset[int]
"""Two choices."""


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
        circuit.parted.append(lambda: _joins(circuit, roots, links))
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
    rest: dict[Pair, frozenset[int]] = {}
    for pair, lit in links.items():
        makers = circuit.makers(lit)
        for choice in sorted(makers):
            pairs.setdefault(choice, []).append(pair)
        if lit not in makers and not _made_alone(circuit, lit, makers):
            rest[pair] = makers
    couples: dict[Pair, set[Couple]] = {}
    for pair, makers in rest.items():
        if (some := _couples(circuit, links[pair], makers)) is not None:
            # What two choices join anyway, each by itself, they do not join together.
            couples[pair] = {c for c in some if pair not in _closed([p for n in c for p in pairs.get(n, ())])}
    gathered = _gathered(couples)
    more: list[Literal] = []
    for pair, makers in rest.items():
        if pair in couples and all(any(c <= group.keys() for group in gathered) for c in couples[pair]):
            continue
        alone = joined((links[pair],), (-m for m in makers))
        found = None if alone is None else circuit.any([alone])
        if found is not None:
            more.append(found)
    return Joins(len(roots), (*roots, *more), pairs, gathered)


def _made_alone(circuit: Circuit, lit: Literal, makers: Collection[int]) -> bool:
    """Whether it takes one of the makers to make it true."""
    return lit in circuit.ways and set(circuit.ways[lit]) <= {frozenset((maker,)) for maker in makers}


def _couples(circuit: Circuit, lit: Literal, makers: frozenset[int]) -> set[Couple] | None:
    """The couples of choices one of which it takes where no maker makes it true; None where that is not seen."""
    found = circuit.couples(lit)
    some = None if found is None else {couple for couple in found if not couple & makers}
    return some if some is not None and all(len(couple) == 2 for couple in some) else None


def _closed(pairs: Sequence[Pair]) -> set[Pair]:
    """The pairs of nodes that some pairs join, the smaller first."""
    part = dict(components(sorted({node for pair in pairs for node in pair}), pairs))
    return {(one, other) for one in part for other in part if one < other and part[one] == part[other]}


def _gathered(couples: Mapping[Pair, Collection[Couple]]) -> list[dict[int, int]]:
    """The groups that couples make of choices, each with its node; without those in which a choice has several."""
    linked = [(min(couple), max(couple), pair) for pair, some in couples.items() for couple in some]
    linked.sort()
    ends: dict[int, set[int]] = {}
    for one, other, pair in linked:
        for choice in (one, other):
            ends[choice] = ends.get(choice, set(pair)) & set(pair)
    for one, other, pair in linked:
        # Who is in one couple only has the node that the other leaves.
        if len(ends[one]) == 2:
            ends[one] = set(pair) - ends[other] or {pair[0]}
        if len(ends[other]) == 2:
            ends[other] = set(pair) - ends[one]
    group_of = dict(components(sorted(ends), [(one, other) for one, other, _ in linked]))
    bad = {group_of[one] for one, other, pair in linked if sorted((*ends[one], *ends[other])) != list(pair)}
    groups: dict[int, dict[int, int]] = {}
    for choice, group in group_of.items():
        if group not in bad:
            groups.setdefault(group, {})[choice] = min(ends[choice])
    return [groups[group] for group in sorted(groups)]
