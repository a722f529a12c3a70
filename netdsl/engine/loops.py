"""The loops of one body as Python text: matches are index lookups, what is denied or counted becomes functions."""

from collections.abc import Callable, Iterable, Mapping, Sequence

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
    Step,
    Variable,
    names_in,
)  # fmt: skip
from netdsl.engine.emit import Emitter, Index, together

Leaf = Callable[[dict[str, str]], str]
"""Hole -> variable, to what stands in the innermost loop."""


class Loop:
    """The nested loops of one body, as the clauses of a comprehension: `for … in …` and `if …`.

    names: hole -> variable, of those bound so far; `delta` reads only the rows that `last` names for its relation.
    """

    def __init__(
        self, out: Emitter, names: Mapping[str, str], last: Mapping[str, str], delta: Match | None = None
    ) -> None:
        self.out = out
        self.names = dict(names)
        self.last = last
        self.delta = delta
        self.clauses: list[str] = []
        self.whole: set[str] = set()  # holes that are whole numbers

    def guard(self, condition: str) -> None:
        """A test."""
        # A comprehension opens with a loop; what is tested before any is tested in a loop of one turn.
        if not self.clauses:
            self.clauses.append("for _ in (0,)")
        self.clauses.append(f"if {condition}")

    def each(self, names: Sequence[str], rows: str, whole: bool = False) -> None:
        """A loop over rows; `whole` where these are tuples, not values."""
        self.clauses.append(f"for {', '.join(names) or '_'}{',' if whole and len(names) == 1 else ''} in {rows}")

    def step(self, step: Step) -> None:
        """A step of the body, which has what it needs from those before."""
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
        """The text of an expression."""
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
        """A match: a loop over an index, or a test."""
        key, given, outs, same = self.read(step)
        fresh, keys = self._fresh, self._keys
        arity = len(step.terms)
        if step is self.delta:
            rows = self.last[step.relation]
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
        """A comparison as a test."""
        left, right = self.value(step.left), self.value(step.right)
        if step.scale:
            return f"on_scale(S[{step.scale!r}], {left}, {step.operator!r}, {right}, {step.how!r})"
        if step.how == "holds" and self._whole(step.left) and self._whole(step.right):
            return f"{left} {step.operator} {right}"
        if isinstance(step.left, Variable) and isinstance(step.right, Variable) and step.how == "holds":
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
        loop = Loop(self.out, inner, self.last)
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
        """An aggregate: a loop of one turn over its value."""
        result = self.out.new("v")

        def counted(names: dict[str, str]) -> str:
            return together([names[v] for v in step.variables])

        if step.kind == "share":
            counts = [
                self.function((*step.body, *more), counted, "return len(s)") for more in ((), step.yes, step.possible)
            ]
            value = f"share({', '.join(counts)})"
        elif step.kind == "pairs" and (rows := existing(self.out, step.body, step.variables)):
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
            keyed = lambda n: in_a_row(n[v] for v in (*step.over, *step.variables))  # noqa: E731
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


def existing(out: Emitter, body: Body, columns: Sequence[str]) -> str | None:
    """The relation or index that has the rows of a body already: a match that only names or leaves out columns."""
    match = _only_match(body)
    outs = [n for n, t in enumerate(match.terms) if isinstance(t, Variable)] if match else []
    if match is None or [match.terms[n] for n in outs] != [Variable(c) for c in columns]:
        return None
    if not all(isinstance(t, Variable | Anything) for t in match.terms):
        return None
    if len(outs) == len(match.terms):
        return out.relation(match.relation)
    return out.index(Index(match.relation, (), tuple(outs), len(match.terms))) if len(outs) > 1 else None


def in_a_row(names: Iterable[str]) -> str:
    """The text of a tuple."""
    return f"({''.join(n + ', ' for n in names)})"


def _only_match(body: Body) -> Match | None:
    """The one match that a body consists of, if its holes are all different."""
    if len(body) != 1 or not isinstance(body[0], Match):
        return None
    names = [t.name for t in body[0].terms if isinstance(t, Variable)]
    return body[0] if len(set(names)) == len(names) else None


__all__ = ["Leaf", "Loop", "existing", "in_a_row"]
