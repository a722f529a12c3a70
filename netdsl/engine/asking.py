"""Functions for a change, compiled when first needed or all at once: which heads rows touch, and which hold now.

They read kept tables, over the later state or over the rows of both.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property

from attrs import define, field

from netdsl.check.ruleset import Match, Parts, Predicate, Variable, binds
from netdsl.check.strata import dependencies, reads
from netdsl.engine.compile import Compiler, parts_columns
from netdsl.engine.emit import Emitter, Index
from netdsl.engine.kept import Reading
from netdsl.engine.loops import Loop, in_a_row
from netdsl.engine.plan import Plan, ordered
from netdsl.engine.touches import Touch, touches
from netdsl.engine.tracing import (
    ASKED,
    BROUGHT,
    DERIVED,
    TOUCHED,
    Code,
    Head,
    Key,
    Layer,
    Parted,
    Place,
    Traced,
    marshalled,
)


@define
class Keeping(Emitter):
    """Writes functions that read kept tables; what a function derives itself it indexes as any program does.

    both: read the rows of both states, else of the later one; outside: functions stand outside of any other.
    """

    names: dict[Reading, str] = field(factory=dict)
    tables: dict[Reading, str] = field(factory=dict)
    both: bool = False
    outside: bool = True

    def emit(self, depth: int, text: str) -> None:
        """A line of the module."""
        self.lines.append("    " * (depth - self.outside) + text)

    def relation(self, name: str) -> str:
        """The variable of a relation."""
        return self.relations.get(name) or self.table(Reading(name, self.both))

    def index(self, index: Index) -> str:
        """The variable of an index."""
        if index.relation in self.relations:
            return Emitter.index(self, index)
        return self.table(Reading(index.relation, self.both, index.keys, index.outs))

    def table(self, reading: Reading) -> str:
        """The variable of a table."""
        if reading not in self.names:
            self.names[reading] = self.new("t")
        return self.tables.setdefault(reading, self.names[reading])


class Asking:
    """The functions for changes of what one plan derives: a `Tracing`, worked out as far as it is asked for."""

    def __init__(self, plan: Plan) -> None:
        self._strata = plan.strata
        self.readers: dict[str, set[int]] = defaultdict(set)
        for number, stratum in enumerate(plan.strata):
            for predicate in stratum.predicates:
                for relation in dependencies(predicate):
                    self.readers[relation].add(number)
        self._predicates = {p.name: p for stratum in plan.strata for p in stratum.predicates}
        self._compiler = Compiler(plan)
        self._compiler.out = self._out = Keeping()
        self.constants = self._out.constants
        self._touches: dict[tuple[str, str], tuple[Touch, ...]] = {}
        self._layers: dict[int, Layer] = {}
        self._codes: dict[Key, Code] = {}

    def traced(self) -> Traced:
        """All of it, compiled."""
        layers = tuple(self.layer(number) for number in range(len(self._strata)))
        codes = {key: marshalled(self.code(key)) for number, layer in enumerate(layers) for key in _keys(number, layer)}
        return Traced(dict(self.readers), self.constants, layers, codes)

    def layer(self, number: int) -> Layer:
        """A stratum, with the places where it reads relations."""
        if number not in self._layers:
            stratum = self._strata[number]
            parts = stratum.predicates[0].parts
            parted = self._parted(stratum.predicates[0], parts) if parts else None
            heads = tuple(self._head(p, stratum.recursive or bool(parts)) for p in stratum.predicates)
            self._layers[number] = Layer(heads, stratum.recursive, parted)
        return self._layers[number]

    def _head(self, predicate: Predicate, anew: bool) -> Head:
        places = {} if anew else {relation: self._places(predicate, relation) for relation in dependencies(predicate)}
        return Head(predicate.name, predicate.columns, places)

    def _places(self, predicate: Predicate, relation: str) -> tuple[Place, ...]:
        found = self._touches[predicate.name, relation] = tuple(touches(predicate, relation))
        return tuple(Place(t.columns, t.sign, t.rest is not None) for t in found)

    def _parted(self, predicate: Predicate, parts: Parts) -> Parted:
        bodies = (ordered(parts.edges, frozenset()),)
        edges = Predicate(f"edges of {predicate.name}", parts.edge, ("", ""), bodies)
        self._predicates[edges.name] = edges
        node, part, beside = parts_columns(predicate, parts)
        nodes = frozenset(relation for relation, _ in reads(parts.nodes))
        return Parted(self._head(edges, anew=False), nodes, node, part, tuple(beside))

    def code(self, key: Key) -> Code:
        """A function."""
        if key not in self._codes:
            out = self._out
            out.lines, out.tables, out.relations, out.indexes, out.both = [], {}, {}, {}, False
            value = self._written[key[0]](*key[1:])
            name = out.new("f")
            out.emit(1, f"def {name}(C):")
            out.emit(2, f"return {value}")
            code = compile("\n".join(out.lines) + "\n", "<rules>", "exec")
            self._codes[key] = Code(code, name, tuple((n, r) for r, n in out.tables.items()))
        return self._codes[key]

    @cached_property
    def _written(self) -> dict[str, Callable[..., str]]:
        return {TOUCHED: self._touched, BROUGHT: self._brought, ASKED: self._asked, DERIVED: self._derived}

    def _touched(self, head: str, relation: str, number: int) -> str:
        touch = self._touches[head, relation][number]
        self._out.both = True
        self._compiler.delta[relation] = "C"
        if _same(touch.match, touch.columns) and len(touch.body) == 1:
            return "C"
        return self._compiler.rows(touch.columns, touch.body, touch.match)

    def _brought(self, head: str, relation: str, number: int) -> str:
        touch = self._touches[head, relation][number]
        self._compiler.delta[relation] = "C"
        columns = self._predicates[head].columns
        if _same(touch.match, columns) and not touch.rest:
            return "C"
        rest = ordered(touch.rest or (), frozenset(binds(touch.match)))
        return self._compiler.rows(columns, (touch.match, *rest), touch.match)

    def _asked(self, head: str, columns: tuple[str, ...]) -> str:
        predicate = self._predicates[head]
        bodies = [ordered(body, frozenset(columns)) for body in predicate.bodies]
        if columns == predicate.columns:
            loop = self._known(columns)
            loop.guard(" or ".join([loop.exists(body) for body in bodies]))
            return f"{{{in_a_row(loop.names[c] for c in columns)} {' '.join(loop.clauses)}}}"
        found = []
        for body in bodies:
            loop = self._known(columns)
            for step in body:
                loop.step(step)
            row = in_a_row(loop.names[c] for c in predicate.columns)
            found.append(f"{{{row} {' '.join(loop.clauses)}}}")
        return " | ".join(found)

    def _known(self, columns: tuple[str, ...]) -> Loop:
        loop = Loop(self._out, {column: self._out.new("v") for column in columns}, {})
        loop.each(list(loop.names.values()), "C", whole=True)
        return loop

    def _derived(self, number: int) -> str:
        self._out.outside = False
        name = self._out.new("f")
        self._out.emit(0, f"def {name}():")
        self._out.emit(1, "D = {}")
        self._compiler.stratum(self._strata[number])
        self._out.emit(1, "return D")
        self._out.outside = True
        return f"{name}()"


def _same(match: Match, columns: tuple[str, ...]) -> bool:
    """Whether the rows of a match are rows of some columns as they are."""
    return match.terms == tuple(map(Variable, columns))


def _keys(number: int, layer: Layer) -> Iterator[Key]:
    """The functions that a layer may need."""
    heads = [layer.parted.edges] if layer.parted else [] if layer.recursive else layer.heads
    anew = layer.recursive or bool(layer.parted)
    for head in heads:
        asked = dict.fromkeys(place.columns for places in head.places.values() for place in places)
        for relation, places in head.places.items():
            for n, place in enumerate(places):
                if place.columns:
                    yield TOUCHED, head.name, relation, n
                    if place.brings and not layer.parted:
                        yield BROUGHT, head.name, relation, n
        if layer.parted:
            continue
        if () in asked and head.columns:
            anew = True
        for columns in asked:
            yield ASKED, head.name, columns
    if anew:
        yield DERIVED, number
