"""A plan made into Python: one function, a loop for each match, indexes built once for each way a relation is read.

Joins are index lookups; an index keeps only the columns that are read and its distinct rows. Negations and aggregates
become functions of the holes they share with their surroundings. Recursion is semi-naive (Bancilhon & Ramakrishnan
1986): each round joins only with the rows that the round before brought.
"""

from collections.abc import Sequence

from netdsl.check.ruleset import Body, Match, Parts, Predicate, Some, names_in
from netdsl.check.strata import reads
from netdsl.engine.emit import Emitter
from netdsl.engine.loops import Leaf, Loop, existing, in_a_row
from netdsl.engine.plan import Plan, Stratum, ordered


class Compiler:
    """Compiles one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.out = Emitter()
        self.delta: dict[str, str] = {}

    def source(self) -> tuple[str, list[object]]:
        """The text of the module that defines `run(R, P, S)`, and the constants it reads as `K`.

        R: relation -> rows; P: threshold -> value; S: scale -> value -> rank. `run` returns the derived relations, and
        the names of those that are recursive.
        """
        self.out.emit(0, "def run(R, P, S):")
        self.out.emit(1, "D = {}")
        for stratum in self.plan.strata:
            self.stratum(stratum)
        recursive = sorted(p.name for stratum in self.plan.strata if stratum.recursive for p in stratum.predicates)
        self.out.emit(1, f"return D, frozenset({recursive})")
        return "\n".join(self.out.lines) + "\n", self.out.constants

    # --- predicates

    def stratum(self, stratum: Stratum) -> None:
        """The lines that put the rows of a stratum's predicates into `D`."""
        if stratum.recursive:
            self._recursive(stratum)
        else:
            self._predicate(stratum.predicates[0])

    def _predicate(self, predicate: Predicate) -> None:
        out = self.out
        if predicate.parts:
            rows = self._parts(predicate, predicate.parts)
        elif len(predicate.bodies) == 1 and (same := existing(self.out, predicate.bodies[0], predicate.columns)):
            rows = same
        else:
            rows = out.new("r")
            loops = [self.rows(predicate.columns, body) for body in predicate.bodies] or ["set()"]
            out.emit(1, f"{rows} = {loops[0]}")
            for loop in loops[1:]:
                out.emit(1, f"{rows} |= {loop}")
        out.relations[predicate.name] = rows
        out.emit(1, f"D[{predicate.name!r}] = {rows}")

    def rows(self, columns: Sequence[str], body: Body, delta: Match | None = None) -> str:
        """The rows of one body; `delta` reads the rows that `self.delta` names for its relation.

        The indexes and functions it uses are written at once, before it.
        """
        return self._set(body, lambda names: in_a_row(names[c] for c in columns), delta)

    def _set(self, body: Body, leaf: Leaf, delta: Match | None = None) -> str:
        loop = Loop(self.out, {}, self.delta, delta)
        for step in body:
            loop.step(step)
        return f"{{{leaf(loop.names)} {' '.join(loop.clauses or ['for _ in (0,)'])}}}"

    def _parts(self, predicate: Predicate, parts: Parts) -> str:
        """Components by union-find (Tarjan 1975), one pass over the edges for each set of nodes."""
        nodes, edges, rows = self.out.new("n"), self.out.new("e"), self.out.new("r")
        node, part, beside = parts_columns(predicate, parts)
        others = [predicate.columns[n] for n in beside]
        one, other = parts.edge
        found = self._set(
            ordered(parts.nodes, frozenset()), lambda n: f"({in_a_row(n[o] for o in others)}, {n[parts.node]})"
        )
        self.out.emit(1, f"{nodes} = defaultdict(set)")
        self.out.emit(1, f"for others, node in {found}: {nodes}[others].add(node)")
        pairs = existing(self.out, parts.edges, parts.edge)
        pairs = pairs or self._set(ordered(parts.edges, frozenset()), lambda n: in_a_row((n[one], n[other])))
        self.out.emit(1, f"{edges} = {pairs}")
        places = {node: "node", part: "part"} | {n: f"others[{number}]" for number, n in enumerate(beside)}
        columns = [places[n] for n in range(len(predicate.columns))]
        loops = f"for others, members in {nodes}.items() for node, part in components(members, {edges})"
        self.out.emit(1, f"{rows} = {{{in_a_row(columns)} {loops}}}")
        return rows

    # --- recursion

    def _recursive(self, stratum: Stratum) -> None:
        """Rounds until nothing new comes: every recursive match takes a turn at reading only the last round's rows."""
        out = self.out
        full = {p.name: out.new("r") for p in stratum.predicates}
        new = {name: out.new("w") for name in full}
        self.delta = {name: out.new("d") for name in full}
        for p in stratum.predicates:
            out.emit(1, f"{new[p.name]} = set(); {full[p.name]} = set()")
        out.relations |= full
        rounds: list[str] = []
        for p in stratum.predicates:
            for body in p.bodies:
                turns = [s for s in body if isinstance(s, Match) and s.relation in full]
                if not turns:
                    out.emit(1, f"{new[p.name]} |= {self.rows(p.columns, body)}")
                for match in turns:
                    first = (match, *(s for s in body if s is not match))
                    rounds.append(f"{new[p.name]} |= {self.rows(p.columns, first, match)}")
                if any(relation in full for s in body if isinstance(s, Some) for relation, _ in reads((s,))):
                    rounds.append(f"{new[p.name]} |= {self.rows(p.columns, body)}")
        out.emit(1, f"while {' or '.join(new.values())}:")
        for name, rows in full.items():
            last, coming = self.delta[name], new[name]
            out.emit(2, f"{last} = {coming} - {rows}; {coming} = set(); {rows} |= {last}")
        for index, target in out.indexes.items():
            if index.relation in full:
                for line in out.build(index, target, self.delta[index.relation], fresh=False):
                    out.emit(2, line)
        for line in rounds:
            out.emit(2, line)
        for name, rows in full.items():
            out.emit(2, f"{new[name]} -= {rows}")
        for name, rows in full.items():
            out.emit(1, f"D[{name!r}] = {rows}")


def parts_columns(predicate: Predicate, parts: Parts) -> tuple[int, int, list[int]]:
    """The columns of parts: of the node, of the part that it is in, and of the holes beside the node."""
    node = predicate.columns.index(parts.node)
    bound = names_in(parts.nodes)
    beside = [n for n, column in enumerate(predicate.columns) if n != node and column in bound]
    (part,) = (n for n in range(len(predicate.columns)) if n != node and n not in beside)
    return node, part, beside


__all__ = ["Compiler", "parts_columns"]
