"""A rule set over rows that may or may not be there: each derived row with the literal that says when it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from netdsl.check.ruleset import Body, Parts, Predicate, names_in
from netdsl.check.strata import reads
from netdsl.engine.bodies import Bodies, Index, Row, Rows
from netdsl.engine.circuit import TRUE, Circuit, Literal, Way, joined
from netdsl.engine.parts import parted
from netdsl.engine.plan import Stratum, ordered


class Grounder:
    """Grounds predicates, stratum by stratum. `relations` has the possible rows of each relation so far."""

    def __init__(
        self,
        relations: dict[str, Rows],
        scales: Mapping[str, Mapping[Any, int]],
        thresholds: Mapping[str, object],
        circuit: Circuit,
    ) -> None:
        self.relations = relations
        self.scales = scales
        self.thresholds = thresholds
        self.circuit = circuit
        self._indexes: dict[Index, dict[Any, list[tuple[Any, Literal]]]] = {}

    def ground(self, stratum: Stratum) -> None:
        """Derive the predicates of a stratum."""
        if stratum.recursive:
            self._recursive(stratum.predicates)
            return
        (predicate,) = stratum.predicates
        if predicate.parts:
            self.relations[predicate.name] = self._parts(predicate, predicate.parts)
            return
        ways: dict[Row, dict[Way, None]] = {}
        for body in predicate.bodies:
            self._collect(body, predicate.columns, ways)
        self.relations[predicate.name] = self._rows(ways)

    def _rows(self, ways: Mapping[Row, dict[Way, None]]) -> Rows:
        return {row: lit for row, found in ways.items() if (lit := self.circuit.any(found)) is not None}

    def _collect(self, body: Body, columns: Sequence[str], ways: dict[Row, dict[Way, None]]) -> None:
        """Add the ways in which a body gives rows."""
        scope = Bodies(self)
        run = scope.body(body, frozenset(), frozenset(columns), scope.gather(columns, ways))
        run(scope.start(), ())

    def _recursive(self, predicates: Sequence[Predicate]) -> None:
        """Rounds until no row has a new way; each possible row has its atom from the round that it appears in."""
        inside = frozenset(p.name for p in predicates)
        ways: dict[str, dict[Row, dict[Way, None]]] = {p.name: {} for p in predicates}
        for p in predicates:
            self.relations[p.name] = {}
        size, first = -1, True
        while size != (size := sum(len(found) for rows in ways.values() for found in rows.values())):
            for p in predicates:
                for body in p.bodies:
                    if first or any(relation in inside for relation, _ in reads(body)):
                        self._collect(body, p.columns, ways[p.name])
            for p in predicates:
                rows = self.relations[p.name]
                for row in ways[p.name]:
                    if row not in rows:
                        rows[row] = self.circuit.new()
            for index in [i for i in self._indexes if i.relation in inside]:
                del self._indexes[index]
            first = False
        self._settle([(p.name, row, found) for p in predicates for row, found in ways[p.name].items()])

    def _settle(self, rows: list[tuple[str, Row, dict[Way, None]]]) -> None:
        """Rows that are there in any case are TRUE from now on."""
        always: set[Literal] = set()
        waiting = [(self.relations[name][row], found) for name, row, found in rows]
        size = -1
        while size != (size := len(always)):
            always |= {atom for atom, found in waiting if any(way <= always for way in found)}
        for name, row, found in rows:
            atom = self.relations[name][row]
            self.circuit.ways[atom] = (frozenset(),) if atom in always else tuple(found)
            if atom in always:
                self.relations[name][row] = TRUE

    def _parts(self, predicate: Predicate, parts: Parts) -> Rows:
        others = [c for c in predicate.columns if c != parts.node and c in names_in(parts.nodes)]
        nodes: dict[Row, dict[Way, None]] = {}
        edges: dict[Row, dict[Way, None]] = {}
        self._collect(ordered(parts.nodes, frozenset()), (*others, parts.node), nodes)
        self._collect(ordered(parts.edges, frozenset()), parts.edge, edges)
        found = parted(self.circuit, self._rows(nodes), self._rows(edges))
        return {
            tuple(
                row[-1] if c == parts.node else row[others.index(c)] if c in others else part for c in predicate.columns
            ): lit
            for (row, part), lit in found.items()
        }

    def index(self, index: Index) -> dict[Any, list[tuple[Any, Literal]]]:
        """Key -> the distinct rows of the columns read, each with when some row has them."""
        if index not in self._indexes:
            found: dict[Any, dict[Any, dict[Way, None]]] = {}
            for row, lit in self.relations.get(index.relation, {}).items():
                if all(row[a] == row[b] for a, b in index.same):
                    out = tuple([row[n] for n in index.outs])
                    way = joined((), (lit,))
                    assert way is not None
                    found.setdefault(tuple([row[n] for n in index.keys]), {}).setdefault(out, {})[way] = None
            self._indexes[index] = {
                key: [(out, there) for out, ways in outs.items() if (there := self.circuit.any(ways)) is not None]
                for key, outs in found.items()
            }
        return self._indexes[index]
