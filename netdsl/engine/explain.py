"""Why something holds: evidence made on demand from the relations of an evaluation.

A derivation is one of least height; among equally high ones the smallest, then the first by content. In recursive relations a
row rests only on rows of an earlier round, so that a tree is finite.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from attrs import define, field

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
)
from netdsl.engine.compare import calculate, compare, on_scale, share, total
from netdsl.engine.evidence import (
    Compared,
    Counted,
    Derived,
    Environment,
    Evidence,
    Missing,
    Premises,
    Row,
    Stated,
    derived,
    height,
    size,
)
from netdsl.engine.plan import ordered


AnyEvidence = TypeVar("AnyEvidence", bound=Evidence)


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
    _bodies: dict[tuple[int, frozenset[str]], tuple[Body, Body]] = field(factory=dict)

    def solutions(self, body: Body, known: Mapping[str, Any]) -> Iterator[Environment]:
        """All ways to satisfy a body, as values of its holes."""
        # Bodies are told apart by identity, which is cheap; the body is kept, so that no other one gets its identity.
        key = (id(body), frozenset(known))
        if key not in self._bodies:
            self._bodies[key] = body, ordered(body, frozenset(known))
        yield from self._solve(self._bodies[key][1], 0, dict(known))

    def evidence(self, relation: str, row: Row) -> Evidence:
        """The evidence of a row that holds: stated, or one shortest derivation."""
        if relation not in self.predicates:
            return Stated(relation, row)
        if (relation, row) not in self._derived:
            self._derived[relation, row] = _shortest(self.derivations(relation, row))
        return self._derived[relation, row]

    def derivations(self, relation: str, row: Row) -> Iterator[Derived]:
        """All derivations of a row, each with one shortest evidence of its premises."""
        predicate = self.predicates[relation]
        if predicate.parts:
            yield derived(relation, row, self._hanging_together(predicate, row))
            return
        rank = self.ranks.get(relation, {}).get(row)
        for body in predicate.bodies:
            for found in self.solutions(body, dict(zip(predicate.columns, row, strict=True))):
                if rank is None or self._earlier(body, found, rank):
                    yield derived(relation, row, self.premises(body, found))

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
            yield _shortest(self.evidence(step.relation, r) for r in rows)
        elif isinstance(step, Some):
            ways = (self.premises(b, found) for b in step.bodies for found in self.solutions(b, known))
            yield from _shortest(derived("", (), way) for way in ways).premises
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


def _shortest(ways: Iterable[AnyEvidence]) -> AnyEvidence:
    """The lowest, of those the smallest, of those the first by content."""
    found = list(ways)
    if len(found) > 1:
        lowest = min((height(e), size(e)) for e in found)
        found = [e for e in found if (height(e), size(e)) == lowest]
    return found[0] if len(found) == 1 else min(found, key=repr)
