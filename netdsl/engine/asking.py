"""Functions for a change, compiled when they are first needed: which heads rows touch, and which of them hold now.

They read kept tables, over the later state or over the rows of both.
"""

from collections import defaultdict
from collections.abc import Callable
from types import CodeType
from typing import Any, NamedTuple

from attrs import define, field

from netdsl.check.ruleset import Parts, Predicate, binds
from netdsl.check.strata import dependencies
from netdsl.engine.compile import Compiler
from netdsl.engine.emit import Emitter, Index
from netdsl.engine.kept import Reading
from netdsl.engine.loops import Loop, in_a_row
from netdsl.engine.plan import Plan, Stratum, ordered
from netdsl.engine.touches import Touch, touches


class Code(NamedTuple):
    """A module, its function of rows, and the tables that it reads, by name."""

    code: CodeType
    function: str
    tables: tuple[tuple[str, Reading], ...]


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
    """The functions for changes of what one plan derives.

    readers: relation -> the numbers of the strata that read it. `constants` are what the functions read as `K`.
    """

    def __init__(self, plan: Plan) -> None:
        self.strata = plan.strata
        self.readers: dict[str, set[int]] = defaultdict(set)
        for number, stratum in enumerate(plan.strata):
            for predicate in stratum.predicates:
                for relation in dependencies(predicate):
                    self.readers[relation].add(number)
        self._compiler = Compiler(plan)
        self._compiler.out = self._out = Keeping()
        self.constants = self._out.constants
        self._relations: dict[str, tuple[str, ...]] = {}
        self._touches: dict[tuple[str, str], tuple[Touch, ...]] = {}
        self._edges: dict[str, Predicate] = {}
        self._codes: dict[tuple[Any, ...], Code] = {}

    def relations(self, predicate: Predicate) -> tuple[str, ...]:
        """The relations that a predicate reads."""
        if predicate.name not in self._relations:
            self._relations[predicate.name] = tuple(dependencies(predicate))
        return self._relations[predicate.name]

    def touches(self, predicate: Predicate, relation: str) -> tuple[Touch, ...]:
        """The places where a predicate reads a relation."""
        key = predicate.name, relation
        if key not in self._touches:
            self._touches[key] = tuple(touches(predicate, relation))
        return self._touches[key]

    def edges(self, predicate: Predicate, parts: Parts) -> Predicate:
        """The edges between the nodes of parts."""
        if predicate.name not in self._edges:
            bodies = (ordered(parts.edges, frozenset()),)
            self._edges[predicate.name] = Predicate(f"edges of {predicate.name}", parts.edge, ("", ""), bodies)
        return self._edges[predicate.name]

    def touched(self, predicate: Predicate, relation: str, number: int) -> Code:
        """Function of rows: values of the columns of the head that they touch, from one of the places."""
        touch = self.touches(predicate, relation)[number]

        def write() -> str:
            self._out.both = True
            self._compiler.delta[relation] = "C"
            return self._compiler.rows(touch.columns, touch.body, touch.match)

        return self._code((predicate.name, relation, number, "touched"), write)

    def brought(self, predicate: Predicate, relation: str, number: int) -> Code:
        """Function of rows that came: rows of the predicate that hold with them in one of the places."""
        touch = self.touches(predicate, relation)[number]

        def write() -> str:
            self._compiler.delta[relation] = "C"
            rest = ordered(touch.rest or (), frozenset(binds(touch.match)))
            return self._compiler.rows(predicate.columns, (touch.match, *rest), touch.match)

        return self._code((predicate.name, relation, number, "brought"), write)

    def asked(self, predicate: Predicate, columns: tuple[str, ...]) -> Code:
        """Function of values of some columns: the rows with them that hold."""

        def write() -> str:
            found = []
            for body in predicate.bodies:
                loop = self._known(columns)
                for step in ordered(body, frozenset(columns)):
                    loop.step(step)
                row = in_a_row(loop.names[c] for c in predicate.columns)
                found.append(f"{{{row} {' '.join(loop.clauses)}}}")
            return " | ".join(found)

        def test() -> str:
            loop = self._known(columns)
            holds = [loop.exists(ordered(body, frozenset(columns))) for body in predicate.bodies]
            loop.guard(" or ".join(holds))
            return f"{{{in_a_row(loop.names[c] for c in columns)} {' '.join(loop.clauses)}}}"

        return self._code((predicate.name, columns), test if columns == predicate.columns else write)

    def _known(self, columns: tuple[str, ...]) -> Loop:
        loop = Loop(self._out, {column: self._out.new("v") for column in columns}, {})
        loop.each(list(loop.names.values()), "C", whole=True)
        return loop

    def derived(self, stratum: Stratum) -> Code:
        """Function of anything: the rows of all predicates of a stratum, by name."""

        def write() -> str:
            self._out.outside = False
            name = self._out.new("f")
            self._out.emit(0, f"def {name}():")
            self._out.emit(1, "D = {}")
            self._compiler.stratum(stratum)
            self._out.emit(1, "return D")
            self._out.outside = True
            return f"{name}()"

        return self._code(("stratum", stratum.predicates[0].name), write)

    def _code(self, key: tuple[Any, ...], write: Callable[[], str]) -> Code:
        if key not in self._codes:
            out = self._out
            out.lines, out.tables, out.relations, out.indexes, out.both = [], {}, {}, {}, False
            value = write()
            name = out.new("f")
            out.emit(1, f"def {name}(C):")
            out.emit(2, f"return {value}")
            code = compile("\n".join(out.lines) + "\n", f"<{key}>", "exec")
            self._codes[key] = Code(code, name, tuple((n, r) for r, n in out.tables.items()))
        return self._codes[key]
