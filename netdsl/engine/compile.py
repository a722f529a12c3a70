"""A plan made into Python: one function, a loop for each match, indexes built once for each way a relation is read.

Joins are index lookups; an index keeps only the columns that are read and its distinct rows. Negations and aggregates
become functions of the holes they share with their surroundings. Recursion is semi-naive (Bancilhon & Ramakrishnan
1986): each round joins only with the rows that the round before brought.
"""

from collections.abc import Callable, Iterable, Sequence

from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Anything,
    Body,
    Compare,
    Constant,
    Expression,
    Match,
    Operation,
    Parameter,
    Parts,
    Predicate,
    Some,
    Step,
    Variable,
    names_in,
)  # fmt: skip
from netdsl.check.strata import reads
from netdsl.engine.emit import Emitter, Index, together
from netdsl.engine.plan import Plan, Stratum, ordered

Leaf = Callable[[dict[str, str]], str]
"""Hole -> variable, to what stands in the innermost loop."""


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
            if stratum.recursive:
                self._recursive(stratum)
            else:
                self._predicate(stratum.predicates[0])
        recursive = sorted(p.name for stratum in self.plan.strata if stratum.recursive for p in stratum.predicates)
        self.out.emit(1, f"return D, frozenset({recursive})")
        return "\n".join(self.out.lines) + "\n", self.out.constants

    # --- predicates

    def _predicate(self, predicate: Predicate) -> None:
        out = self.out
        if predicate.parts:
            rows = self._parts(predicate, predicate.parts)
        elif len(predicate.bodies) == 1 and (same := self.existing(predicate.bodies[0], predicate.columns)):
            rows = same
        else:
            rows = out.new("r")
            loops = [self._rows(predicate, body) for body in predicate.bodies] or ["set()"]
            out.emit(1, f"{rows} = {loops[0]}")
            for loop in loops[1:]:
                out.emit(1, f"{rows} |= {loop}")
        out.relations[predicate.name] = rows
        out.emit(1, f"D[{predicate.name!r}] = {rows}")

    def _rows(self, predicate: Predicate, body: Body, delta: Match | None = None) -> str:
        """The rows of one body. The indexes and functions it uses are written at once, before it."""
        return self._set(body, lambda names: _row(names[c] for c in predicate.columns), delta)

    def existing(self, body: Body, columns: Sequence[str]) -> str | None:
        """The relation or index that has the rows of a body already: a match that only names or leaves out columns."""
        match = _only_match(body)
        outs = [n for n, t in enumerate(match.terms) if isinstance(t, Variable)] if match else []
        if match is None or [match.terms[n] for n in outs] != [Variable(c) for c in columns]:
            return None
        if not all(isinstance(t, Variable | Anything) for t in match.terms):
            return None
        if len(outs) == len(match.terms):
            return self.out.relation(match.relation)
        return self.out.index(Index(match.relation, (), tuple(outs), len(match.terms))) if len(outs) > 1 else None

    def _set(self, body: Body, leaf: "Leaf", delta: Match | None = None) -> str:
        loop = _Loop(self, {}, delta)
        for step in body:
            loop.step(step)
        return f"{{{leaf(loop.names)} {' '.join(loop.clauses or ['for _ in (0,)'])}}}"

    def _parts(self, predicate: Predicate, parts: Parts) -> str:
        """Components by union-find (Tarjan 1975), one pass over the edges for each set of nodes."""
        nodes, edges, rows = self.out.new("n"), self.out.new("e"), self.out.new("r")
        others = [c for c in predicate.columns if c != parts.node and c in names_in(parts.nodes)]
        one, other = parts.edge
        found = self._set(
            ordered(parts.nodes, frozenset()), lambda n: f"({_row(n[o] for o in others)}, {n[parts.node]})"
        )
        self.out.emit(1, f"{nodes} = defaultdict(set)")
        self.out.emit(1, f"for others, node in {found}: {nodes}[others].add(node)")
        pairs = self.existing(parts.edges, parts.edge)
        pairs = pairs or self._set(ordered(parts.edges, frozenset()), lambda n: _row((n[one], n[other])))
        self.out.emit(1, f"{edges} = {pairs}")
        columns = [
            "node" if c == parts.node else f"others[{others.index(c)}]" if c in others else "part"
            for c in predicate.columns
        ]
        loops = f"for others, members in {nodes}.items() for node, part in components(members, {edges})"
        self.out.emit(1, f"{rows} = {{{_row(columns)} {loops}}}")
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
                    out.emit(1, f"{new[p.name]} |= {self._rows(p, body)}")
                for match in turns:
                    first = (match, *(s for s in body if s is not match))
                    rounds.append(f"{new[p.name]} |= {self._rows(p, first, match)}")
                if any(relation in full for s in body if isinstance(s, Some) for relation, _ in reads((s,))):
                    rounds.append(f"{new[p.name]} |= {self._rows(p, body)}")
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


class _Loop:
    """The nested loops of one body, as the clauses of a comprehension: `for … in …` and `if …`."""

    def __init__(self, compiler: Compiler, names: dict[str, str], delta: Match | None = None) -> None:
        self.compiler = compiler
        self.out = compiler.out
        self.names = dict(names)
        self.delta = delta
        self.clauses: list[str] = []
        self.whole: set[str] = set()  # holes that are whole numbers

    def guard(self, condition: str) -> None:
        # A comprehension opens with a loop; what is tested before any is tested in a loop of one turn.
        if not self.clauses:
            self.clauses.append("for _ in (0,)")
        self.clauses.append(f"if {condition}")

    def each(self, names: Sequence[str], rows: str, whole: bool = False) -> None:
        self.clauses.append(f"for {', '.join(names) or '_'}{',' if whole and len(names) == 1 else ''} in {rows}")

    def step(self, step: Step) -> None:
        if isinstance(step, Match):
            self.match(step)
        elif isinstance(step, Compare):
            self.guard(self.compare(step))
        elif isinstance(step, Aggregate):
            self.aggregate(step)
        else:
            found = " or ".join(self.exists(b) for b in step.bodies) or "False"
            self.guard(f"not ({found})" if isinstance(step, Absent) else found)

    def value(self, term: Expression) -> str:
        if isinstance(term, Variable):
            return self.names[term.name]
        if isinstance(term, Parameter):
            return f"P[{term.name!r}]"
        if isinstance(term, Operation):
            left, right = self.value(term.left), self.value(term.right)
            return f"calculate({term.operator!r}, {left}, {right})"
        assert isinstance(term, Constant)
        if isinstance(term.value, str | int) or term.value is None:
            return repr(term.value)
        self.out.constants.append(term.value)
        return f"K[{len(self.out.constants) - 1}]"

    def read(self, step: Match) -> tuple[str, list[str], list[int], list[tuple[str, str]]]:
        """How to read a match: its key, the names it gives to columns, and holes that come twice and must agree."""
        keys: list[int] = []
        values: list[str] = []
        outs: list[int] = []
        given: list[str] = []
        same: list[tuple[str, str]] = []
        fresh: dict[str, str] = {}
        for column, term in enumerate(step.terms):
            if isinstance(term, Anything):
                continue
            if isinstance(term, Variable) and term.name not in self.names:
                name = self.out.new("v")
                outs.append(column)
                given.append(name)
                if term.name in fresh:
                    same.append((fresh[term.name], name))
                else:
                    fresh[term.name] = name
            else:
                keys.append(column)
                values.append(self.value(term))
        self._fresh = fresh
        self._keys = keys
        return together(values) if values else "", given, outs, same

    def match(self, step: Match) -> None:
        key, given, outs, same = self.read(step)
        fresh, keys = self._fresh, self._keys
        arity = len(step.terms)
        if step is self.delta:
            rows = self.compiler.delta[step.relation]
            columns = [f"x{self.out.new('')}" for _ in step.terms]
            for column, name in zip(outs, given, strict=True):
                columns[column] = name
            self.each(columns, rows, whole=True)
            for column in keys:
                self.guard(f"{columns[column]} == {self.value(step.terms[column])}")
        elif not outs:
            self.guard(self.holds(step, keys, key))
        elif not keys and len(outs) == arity:
            rows = self.out.relation(step.relation)
            self.each(given, rows, whole=True)
        else:
            index = self.out.index(Index(step.relation, tuple(keys), tuple(outs), arity))
            self.each(given, f"{index}.get({key}, ())" if keys else index)
        self.names |= fresh
        for one, other in same:
            self.guard(f"{one} == {other}")

    def holds(self, step: Match, keys: list[int], key: str) -> str:
        """A test for a match that brings no holes."""
        if not keys:
            return self.out.relation(step.relation)
        if len(keys) == len(step.terms):
            return f"{key if len(keys) > 1 else f'({key},)'} in {self.out.relation(step.relation)}"
        return f"{key} in {self.out.index(Index(step.relation, tuple(keys), (), len(step.terms)))}"

    def compare(self, step: Compare) -> str:
        left, right = self.value(step.left), self.value(step.right)
        if step.scale:
            return f"on_scale(S[{step.scale!r}], {left}, {step.operator!r}, {right}, {step.how!r})"
        if step.how == "holds" and self._whole(step.left) and self._whole(step.right):
            return f"{left} {step.operator} {right}"
        if (
            step.operator in ("==", "!=")
            and isinstance(step.left, Variable)
            and isinstance(step.right, Variable)
            and step.how == "holds"
        ):
            # Names are held against each other at once; a quantity may be a range, and what is left out equals nothing.
            rest = f"compare({left}, {step.operator!r}, {right})"
            return f"({left} {step.operator} {right} if type({left}) is type({right}) is str else {rest})"
        return f"compare({left}, {step.operator!r}, {right}, {step.how!r})"

    def _whole(self, term: Expression) -> bool:
        if isinstance(term, Constant):
            return isinstance(term.value, int)
        return isinstance(term, Variable) and term.name in self.whole

    def exists(self, body: Body) -> str:
        """An expression that is true when a body has a solution: a lookup where it is one match, else a function."""
        if len(body) == 1 and isinstance(body[0], Match):
            key, _, outs, same = self.read(body[0])
            keys = self._keys
            if not same:
                only_key = [t if n in keys else Anything() for n, t in enumerate(body[0].terms)]
                return (
                    self.holds(body[0]._replace(terms=tuple(only_key)), keys, key)
                    if outs
                    else self.holds(body[0], keys, key)
                )
        return self.function(body, lambda _: "return True", "return False")

    def function(self, body: Body, leaf: Leaf, last: str) -> str:
        """A function of the holes that a body shares with its surroundings, and the call of it.

        It runs the loops of the body as statements, so that it can stop at the first solution, or gives `last` of a
        comprehension.
        """
        shared = sorted(names_in(body) & set(self.names))
        name = self.out.new("f")
        inner = {hole: self.out.new("v") for hole in shared}
        loop = _Loop(self.compiler, inner)
        for step in body:
            loop.step(step)
        self.out.emit(1, f"def {name}({', '.join(inner.values())}):")
        text = leaf(loop.names)
        if text.startswith("return"):
            for depth, clause in enumerate(loop.clauses, 2):
                self.out.emit(depth, f"{clause}:")
            self.out.emit(2 + len(loop.clauses), text)
            self.out.emit(2, last)
        else:
            self.out.emit(2, f"s = {{{text} {' '.join(loop.clauses or ['for _ in (0,)'])}}}")
            self.out.emit(2, last)
        return f"{name}({', '.join(self.names[h] for h in shared)})"

    def _counted(self, step: Aggregate) -> str | None:
        """The size of an entry of an index, where that is what is counted."""
        match = _only_match(step.body)
        if match is None:
            return None
        key, given, outs, _ = self.read(match)
        if tuple(match.terms[n] for n in outs) != tuple(Variable(v) for v in step.variables) or not given:
            return None
        keys = tuple(n for n in range(len(match.terms)) if n not in outs and not isinstance(match.terms[n], Anything))
        index = self.out.index(Index(match.relation, keys, tuple(outs), len(match.terms)))
        return f"len({index}.get({key}, ()))" if keys else f"len({index})"

    def aggregate(self, step: Aggregate) -> None:
        result = self.out.new("v")

        def counted(names: dict[str, str]) -> str:
            return together([names[v] for v in step.variables])

        if step.kind == "share":
            counts = [
                self.function((*step.body, *more), counted, "return len(s)") for more in ((), step.yes, step.possible)
            ]
            value = f"share({', '.join(counts)})"
        elif step.kind == "pairs" and (rows := self.compiler.existing(step.body, step.variables)):
            value = f"sum(1 for a, b in {rows} if a < b or (a != b and (b, a) not in {rows}))"
        elif step.kind == "pairs":
            one, other = step.variables
            leaf = lambda n: f"({n[one]}, {n[other]}) if {n[one]} < {n[other]} else ({n[other]}, {n[one]})"  # noqa: E731
            two = Compare(Variable(one), "!=", Variable(other))
            value = self.function((*step.body, two), leaf, "return len(s)")
        elif step.kind == "number" and (index := self._counted(step)):
            value = index
        elif step.kind == "number":
            value = self.function(step.body, counted, "return len(s)")
        elif step.kind == "sum":
            keyed = lambda n: _row(n[v] for v in (*step.over, *step.variables))  # noqa: E731
            value = self.function(step.body, keyed, "return total([t[-1] for t in s])")
        else:
            value = self.function(step.body, counted, "return tuple(sorted(s, key=str))")
        self.each([result], f"({value},)")
        if step.kind in ("number", "pairs"):
            self.whole.add(step.result)
        if step.kind in ("share", "sum"):
            self.guard(f"{result} is not None")
        if step.result in self.names:
            self.guard(f"{result} == {self.names[step.result]}")
        else:
            self.names[step.result] = result


def _row(names: Iterable[str]) -> str:
    return f"({''.join(n + ', ' for n in names)})"


def _only_match(body: Body) -> Match | None:
    """The one match that a body consists of, if its holes are all different."""
    if len(body) != 1 or not isinstance(body[0], Match):
        return None
    names = [t.name for t in body[0].terms if isinstance(t, Variable)]
    return body[0] if len(set(names)) == len(names) else None


__all__ = ["Compiler"]
