"""Measures of the structure of a relation, exact, each with a definition in `netdsl.report.metric_texts`.

They count what the file tells. No threshold says what is much: none that holds everywhere is known.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

from attrs import frozen

from netdsl.graph.relations import Pair, Relation

NOT_TOLD = "not_told"
"""In the place of a sector."""

MEASURES = (
    "actors", "ties", "density",
    "mutual", "asymmetric", "null", "arc_reciprocity", "dyad_reciprocity",
    "out_centralisation", "in_centralisation", "out_centralisation_exact", "in_centralisation_exact", "centralisation",
    "isolates", "weak_components", "strong_components", "components", "cut_points",
    "across_sectors", "among_meeting", "among_apart", "open",
)  # fmt: skip
"""The measures in the order in which they are shown; which of them a relation has depends on its direction."""


@frozen
class Ratio:
    """A share or an index as the two numbers that it is made of: `of` may be 0, and then it has no value."""

    part: int
    of: int

    @property
    def value(self) -> Fraction | None:
        """The quotient."""
        return Fraction(self.part, self.of) if self.of else None


Groups = tuple[tuple[str, ...], ...]
Measure = int | Ratio | Groups | tuple[str, ...]


@frozen
class Metrics:
    """What is measured of a relation: measure -> value; and (sector, sector) -> ties, from the first to the second.

    A value is a number, a ratio, names (isolates, cut points) or groups of names (components, the largest first).
    """

    relation: Relation
    measures: dict[str, Measure]
    sectors: dict[tuple[str, str], int]


def metrics(relation: Relation, sectors: Mapping[str, str], meeting: Collection[Pair]) -> Metrics:
    """The measures of a relation; `meeting` are the pairs that ever meet, by name. Needs networkx."""
    graph = _graph(relation)
    number, ties = len(relation.actors), len(relation.ties)
    ordered, pairs = number * (number - 1), number * (number - 1) // 2
    found: dict[str, Measure] = {"actors": number, "ties": ties}
    found["density"] = Ratio(ties, ordered if relation.directed else pairs)
    if relation.directed:
        mutual = sum((b, a) in relation.ties for a, b in relation.ties) // 2
        asymmetric = ties - 2 * mutual
        found |= {
            "mutual": mutual,
            "asymmetric": asymmetric,
            "null": pairs - mutual - asymmetric,
            "arc_reciprocity": Ratio(2 * mutual, ties),
            "dyad_reciprocity": Ratio(mutual, mutual + asymmetric),
        }
        for side, degrees in (("out", graph.out_degree()), ("in", graph.in_degree())):
            spread = _spread([degree for _, degree in degrees])
            found[f"{side}_centralisation"] = Ratio(spread, max(0, number - 1) * max(0, number - 2))
            found[f"{side}_centralisation_exact"] = Ratio(spread, max(0, number - 1) ** 2)
    else:
        spread = _spread([degree for _, degree in graph.degree()])
        found["centralisation"] = Ratio(spread, max(0, number - 1) * max(0, number - 2))
    found |= _wholes(graph, relation)
    known = [(sectors.get(a), sectors.get(b)) for a, b in relation.ties]
    told = [(a, b) for a, b in known if a and b]
    found["across_sectors"] = Ratio(sum(a != b for a, b in told), len(told))
    if relation.directed:
        found |= _met(relation, meeting)
    if relation.open:
        found["open"] = len(relation.open)
    return Metrics(relation, {name: found[name] for name in MEASURES if name in found}, _mix(relation, sectors))


def _graph(relation: Relation) -> Any:
    import networkx as nx

    graph: Any = nx.DiGraph() if relation.directed else nx.Graph()
    graph.add_nodes_from(relation.actors)
    graph.add_edges_from(relation.ties)
    return graph


def _spread(degrees: list[int]) -> int:
    """The sum of what each degree lacks to the largest (Freeman 1979)."""
    return len(degrees) * max(degrees, default=0) - sum(degrees)


def _wholes(graph: Any, relation: Relation) -> dict[str, Measure]:
    """What hangs together: components, actors without a tie, and those whose loss parts a component."""
    import networkx as nx

    found: dict[str, Measure] = {"isolates": tuple(sorted(nx.isolates(graph)))}
    if relation.directed:
        found["weak_components"] = _groups(nx.weakly_connected_components(graph))
        found["strong_components"] = _groups(nx.strongly_connected_components(graph))
    else:
        found["components"] = _groups(nx.connected_components(graph))
    either_way = graph.to_undirected() if relation.directed else graph
    found["cut_points"] = tuple(sorted(nx.articulation_points(either_way)))
    return found


def _groups(parts: Any) -> Groups:
    return tuple(sorted((tuple(sorted(part)) for part in parts), key=lambda names: (-len(names), names)))


def _met(relation: Relation, meeting: Collection[Pair]) -> dict[str, Measure]:
    """How common a tie is between those that meet, and between those that do not."""
    known = set(relation.actors)
    met = {pair for pair in meeting if set(pair) <= known}
    pairs = len(known) * (len(known) - 1) // 2
    among = sum((min(tie), max(tie)) in met for tie in relation.ties)
    return {
        "among_meeting": Ratio(among, 2 * len(met)),
        "among_apart": Ratio(len(relation.ties) - among, 2 * (pairs - len(met))),
    }


def _mix(relation: Relation, sectors: Mapping[str, str]) -> dict[tuple[str, str], int]:
    def mixed(one: str, other: str) -> tuple[str, str]:
        pair = sectors.get(one, NOT_TOLD), sectors.get(other, NOT_TOLD)
        return pair if relation.directed else (min(pair), max(pair))

    counted = Counter(mixed(one, other) for one, other in relation.ties)
    return {pair: counted[pair] for pair in sorted(counted)}
