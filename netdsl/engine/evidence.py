"""Why something holds: evidence as a tree, made on demand from the relations of an evaluation.

Four kinds of leaves and nodes: what a line states, what a definition derives, what is absent (beside the statements that settle it, which
stand as further premises), and what is counted, with its members. A derivation is one of least height; among equally high ones the smallest, then the
first by content. In recursive relations a row rests only on rows of an earlier round, so that a tree is finite.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

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
    Predicate,
    Some,
    Step,
    Variable,
)  # fmt: skip
from netdsl.engine.compare import calculate, compare, on_scale, share, total
from netdsl.engine.plan import ordered
from netdsl.engine.program import components

Row = tuple[Any, ...]
Environment = dict[str, Any]


@frozen
class Stated:
    """A fact that lines of the file state."""

    relation: str
    row: Row


@frozen
class Derived:
    """A sentence that a definition makes of its premises."""

    relation: str
    row: Row
    premises: tuple["Evidence", ...]


@frozen
class Missing:
    """A condition of which nothing is found; `known` are its holes' values, what settles it stands beside it."""

    bodies: tuple[Body, ...]
    known: Environment = field(eq=False)


@frozen
class Counted:
    """A number, share or list, and the members behind it, each with its evidence."""

    kind: str
    name: str
    value: Any
    members: tuple[tuple[Row, tuple["Evidence", ...]], ...]


@frozen
class Compared:
    """A comparison that came out true, with the values of both sides, and the thresholds in it."""

    step: Compare = field(eq=False)
    left: Any
    right: Any
    thresholds: tuple[str, ...]
    ratio: tuple[Any, Any] | None = None


Evidence = Stated | Derived | Missing | Counted | Compared
Premises = tuple[Evidence, ...]


def height(evidence: Evidence) -> int:
    """The number of derivations above one another."""
    if isinstance(evidence, Derived):
        return 1 + max((height(p) for p in evidence.premises), default=0)
    if isinstance(evidence, Counted):
        return max((height(p) for _, premises in evidence.members for p in premises), default=0)
    return 0


def size(evidence: Evidence) -> int:
    """The number of nodes."""
    if isinstance(evidence, Derived):
        return 1 + sum(size(p) for p in evidence.premises)
    if isinstance(evidence, Counted):
        return 1 + sum(size(p) for _, premises in evidence.members for p in premises)
    return 1


def stated(evidence: Evidence) -> Iterator[Stated]:
    """The facts that evidence ends in, with repetitions."""
    if isinstance(evidence, Stated):
        yield evidence
    elif isinstance(evidence, Derived):
        for premise in evidence.premises:
            yield from stated(premise)
    elif isinstance(evidence, Counted):
        for _, premises in evidence.members:
            for premise in premises:
                yield from stated(premise)


@define
class Explainer:
    """Answers why, over the relations of one evaluation.

    relations: facts and derived relations; ranks: for the recursive ones; predicates: the definitions.
    """

    relations: Mapping[str, Any]
    ranks: Mapping[str, Mapping[Row, int]]
    predicates: Mapping[str, Predicate]
    scales: Mapping[str, Mapping[Any, int]]
    thresholds: Mapping[str, object]
    _indexes: dict[tuple[str, tuple[int, ...]], dict[Row, list[Row]]] = field(factory=dict)
    _derived: dict[tuple[str, Row], Derived] = field(factory=dict)
    _bodies: dict[tuple[int, frozenset[str]], Body] = field(factory=dict)

    def solutions(self, body: Body, known: Mapping[str, Any]) -> Iterator[Environment]:
        """All ways to satisfy a body, as values of its holes."""
        key = (id(body), frozenset(known))
        if key not in self._bodies:
            self._bodies[key] = ordered(body, frozenset(known))
        yield from self._solve(self._bodies[key], 0, dict(known))

    def evidence(self, relation: str, row: Row) -> Evidence:
        """The evidence of a row that holds: stated, or one shortest derivation."""
        if relation not in self.predicates:
            return Stated(relation, row)
        if (relation, row) not in self._derived:
            found = min(self.derivations(relation, row), key=lambda d: (height(d), size(d), repr(d.premises)))
            self._derived[relation, row] = found
        return self._derived[relation, row]

    def derivations(self, relation: str, row: Row) -> Iterator[Derived]:
        """All derivations of a row, each with one shortest evidence of its premises."""
        predicate = self.predicates[relation]
        if predicate.parts:
            yield Derived(relation, row, self._hanging_together(predicate, row))
            return
        rank = self.ranks.get(relation, {}).get(row)
        for body in predicate.bodies:
            for found in self.solutions(body, dict(zip(predicate.columns, row, strict=True))):
                if rank is None or self._earlier(body, found, rank):
                    yield Derived(relation, row, self.premises(body, found))

    def premises(self, body: Body, known: Environment) -> Premises:
        """The evidence of each step of a body, in its own order, for one solution."""
        return tuple(e for step in body for e in self._premise(step, known))

    # --- steps

    def _solve(self, body: Body, place: int, known: Environment) -> Iterator[Environment]:
        if place == len(body):
            yield known
            return
        step = body[place]
        if isinstance(step, Match):
            for row in self._rows(step, known):
                more = self._bound(step, row, known)
                if more is not None:
                    yield from self._solve(body, place + 1, more)
        elif isinstance(step, Aggregate):
            value, _ = self._aggregate(step, known, explain=False)
            if value is not None:
                yield from self._solve(body, place + 1, known | {step.result: value})
        elif self._holds(step, known):
            yield from self._solve(body, place + 1, known)

    def _holds(self, step: Some | Absent | Compare, known: Environment) -> bool:
        if isinstance(step, Compare):
            left, right = self._value(step.left, known), self._value(step.right, known)
            if step.scale:
                return on_scale(self.scales[step.scale], left, step.operator, right, step.how)
            return compare(left, step.operator, right, step.how)
        found = any(next(self.solutions(b, known), None) is not None for b in step.bodies)
        return found == isinstance(step, Some)

    def _rows(self, step: Match, known: Environment) -> list[Row]:
        keys = tuple(
            n
            for n, t in enumerate(step.terms)
            if not isinstance(t, Anything) and (not isinstance(t, Variable) or t.name in known)
        )
        if (step.relation, keys) not in self._indexes:
            index: dict[Row, list[Row]] = {}
            for row in self.relations.get(step.relation, ()):
                index.setdefault(tuple(row[k] for k in keys), []).append(row)
            self._indexes[step.relation, keys] = index
        return self._indexes[step.relation, keys].get(tuple(self._value(step.terms[k], known) for k in keys), [])

    def _bound(self, step: Match, row: Row, known: Environment) -> Environment | None:
        more = dict(known)
        for term, value in zip(step.terms, row, strict=True):
            if isinstance(term, Variable) and more.setdefault(term.name, value) != value:
                return None
        return more

    def _value(self, expression: Expression, known: Environment) -> Any:
        if isinstance(expression, Variable):
            return known[expression.name]
        if isinstance(expression, Parameter):
            return self.thresholds[expression.name]
        if isinstance(expression, Operation):
            return calculate(
                expression.operator, self._value(expression.left, known), self._value(expression.right, known)
            )
        assert isinstance(expression, Constant)
        return expression.value

    def _premise(self, step: Step, known: Environment) -> Iterator[Evidence]:
        if isinstance(step, Match):
            rows = [r for r in self._rows(step, known) if self._bound(step, r, known) is not None]
            yield min((self.evidence(step.relation, r) for r in rows), key=lambda e: (height(e), size(e), repr(e)))
        elif isinstance(step, Some):
            ways = (self.premises(b, found) for b in step.bodies for found in self.solutions(b, known))
            yield from min(ways, key=lambda p: (max(map(height, p), default=0), sum(map(size, p)), repr(p)))
        elif isinstance(step, Absent):
            yield Missing(step.bodies, known)
        elif isinstance(step, Compare):
            yield self._compared(step, known)
        else:
            value, members = self._aggregate(step, known, explain=True)
            yield Counted(step.kind, step.result, value, members)

    def _compared(self, step: Compare, known: Environment) -> Compared:
        ratio = None
        if isinstance(step.left, Operation) and step.left.operator == "/":
            ratio = (self._value(step.left.left, known), self._value(step.left.right, known))
        names = tuple(e.name for e in (step.left, step.right) if isinstance(e, Parameter))
        return Compared(step, self._value(step.left, known), self._value(step.right, known), names, ratio)

    def _aggregate(
        self, step: Aggregate, known: Environment, explain: bool
    ) -> tuple[Any, tuple[tuple[Row, Premises], ...]]:
        known = {k: v for k, v in known.items() if k != step.result}
        members: dict[Row, Premises] = {}
        body = (*step.body, *step.yes) if step.kind == "share" else step.body
        names = (*step.over, *step.variables)
        for found in self.solutions(body, known):
            row = tuple(found[n] for n in names)
            if step.kind == "pairs" and row[0] > row[1]:
                row = (row[1], row[0])
            if row not in members:
                members[row] = self.premises(body, found) if explain else ()
        value: Any = len(members)
        if step.kind == "share":
            of = {tuple(f[n] for n in names) for f in self.solutions(step.body, known)}
            may = {tuple(f[n] for n in names) for f in self.solutions((*step.body, *step.possible), known)}
            value = share(len(of), len(members), len(may))
        elif step.kind == "sum":
            value = total([row[-1] for row in members])
        elif step.kind == "collect":
            rows = sorted(members, key=lambda r: str(r[0] if len(r) == 1 else r))
            value = tuple(r[0] if len(r) == 1 else r for r in rows)
        return value, tuple(sorted(members.items(), key=lambda m: repr(m[0])))

    def _earlier(self, body: Body, known: Environment, rank: int) -> bool:
        for step in body:
            if isinstance(step, Match) and step.relation in self.ranks:
                row = tuple(self._value(t, known) if not isinstance(t, Anything) else None for t in step.terms)
                if self.ranks[step.relation].get(row, -1) >= rank:
                    return False
        return True

    def _hanging_together(self, predicate: Predicate, row: Row) -> Premises:
        """The edges of a spanning tree of the part that a node is in, and what makes it a node."""
        parts = predicate.parts
        assert parts
        known = {
            c: v
            for c, v in zip(predicate.columns, row, strict=True)
            if c == parts.node or c in self._named(parts.nodes)
        }
        found = next(self.solutions(parts.nodes, known))
        premises = list(self.premises(parts.nodes, found))
        others = {k: v for k, v in known.items() if k != parts.node}
        inside = {s[parts.node] for s in self.solutions(parts.nodes, others)}
        one, other = parts.edge
        joined: set[Any] = {row[predicate.columns.index(parts.node)]}
        grown = True
        while grown:
            grown = False
            for node in sorted(joined, key=str):
                for s in self.solutions(parts.edges, {one: node}):
                    if s[other] in inside and s[other] not in joined:
                        joined.add(s[other])
                        premises += self.premises(parts.edges, s)
                        grown = True
        return tuple(premises)

    def _named(self, body: Body) -> set[str]:
        return {t.name for s in body if isinstance(s, Match) for t in s.terms if isinstance(t, Variable)}


__all__ = [
    "Compared",
    "Counted",
    "Derived",
    "Evidence",
    "Explainer",
    "Missing",
    "Premises",
    "Stated",
    "components",
    "height",
    "size",
    "stated",
]
