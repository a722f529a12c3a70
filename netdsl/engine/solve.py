"""Bodies solved on demand, over the relations of one evaluation: what explanations ask, row by row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

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
    Variable,
    names_in,
)
from netdsl.engine.compare import calculate, compare, on_scale, share, total
from netdsl.engine.evidence import Environment, Row
from netdsl.engine.plan import ordered

Way = tuple[Body, Environment]
"""A way to satisfy a body."""


@define
class Solver:
    """Solves bodies.

    relations: facts and derived relations; predicates: the definitions; explained: their bodies, ready for rows that
    are known, where somebody ordered them before.
    """

    relations: Mapping[str, Any]
    predicates: Mapping[str, Predicate]
    scales: Mapping[str, Mapping[Any, int]]
    thresholds: Mapping[str, object]
    explained: Mapping[str, tuple[Body, ...]] = field(factory=dict, kw_only=True)
    _indexes: dict[tuple[str, tuple[int, ...]], dict[Row, list[Row]]] = field(factory=dict, init=False)
    _values: dict[tuple[Any, ...], Any] = field(factory=dict, init=False)
    _outer: dict[int, tuple[Aggregate, list[str]]] = field(factory=dict, init=False)
    _reads: dict[int, tuple[Match, tuple[tuple[int, str | None, Any], ...]]] = field(factory=dict, init=False)
    _bodies: dict[tuple[int, frozenset[str]], tuple[Body, Body]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        """Take over the bodies that are ready."""
        for name, ready in self.explained.items():
            predicate = self.predicates[name]
            known = frozenset(predicate.columns)
            for body, planned in zip(predicate.bodies, ready, strict=True):
                self._bodies[id(body), known] = body, planned

    def solutions(self, body: Body, known: Mapping[str, Any]) -> Iterator[Environment]:
        """All ways to satisfy a body, as values of its holes."""
        return self._solve(self._planned(body, known), 0, dict(known))

    def _planned(self, body: Body, known: Mapping[str, Any]) -> Body:
        # Bodies are told apart by identity, which is cheap; the body is kept, so that no other one gets its identity.
        key = (id(body), frozenset(known))
        if key not in self._bodies:
            self._bodies[key] = body, ordered(body, frozenset(known))
        return self._bodies[key][1]

    # --- steps, of planned bodies

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
            value = self._counted(step, known)
            if value is not None and known.get(step.result, value) == value:
                yield from self._solve(body, place + 1, {step.result: value, **known})
        elif self._holds(step, known):
            yield from self._solve(body, place + 1, known)

    def _holds(self, step: Some | Absent | Compare, known: Environment) -> bool:
        if isinstance(step, Compare):
            left, right = self._value(step.left, known), self._value(step.right, known)
            if step.scale:
                return on_scale(self.scales[step.scale], left, step.operator, right, step.how)
            return compare(left, step.operator, right, step.how)
        found = any(next(self._solve(b, 0, known), None) is not None for b in step.bodies)
        return found == isinstance(step, Some)

    def _counted(self, step: Aggregate, known: Environment) -> Any:
        """The value of an aggregate, worked out once for the same holes around it."""
        if id(step) not in self._outer:
            self._outer[id(step)] = step, sorted(names_in((step,)) - {step.result})
        key = (id(step), *((n, known[n]) for n in self._outer[id(step)][1] if n in known))
        if key not in self._values:
            self._values[key] = self._worth(step, self._members(step, known), known)
        return self._values[key]

    def _read(self, step: Match) -> tuple[tuple[int, str | None, Any], ...]:
        """The columns that a match reads: the column, the name of its hole, or None and its value."""
        if id(step) not in self._reads:
            columns = [
                (n, t.name, None) if isinstance(t, Variable) else (n, None, self._value(t, {}))
                for n, t in enumerate(step.terms)
                if not isinstance(t, Anything)
            ]
            self._reads[id(step)] = step, tuple(columns)
        return self._reads[id(step)][1]

    def _rows(self, step: Match, known: Environment) -> Sequence[Row]:
        keys, wanted = [], []
        for column, name, value in self._read(step):
            if name is None:
                keys.append(column)
                wanted.append(value)
            elif name in known:
                keys.append(column)
                wanted.append(known[name])
        rows = self.relations.get(step.relation, ())
        row = tuple(wanted)
        if len(keys) == len(step.terms):
            return (row,) if row in rows else ()
        return self._index(step.relation, tuple(keys), rows).get(row, ())

    def _index(self, relation: str, keys: tuple[int, ...], rows: Iterable[Row]) -> dict[Row, list[Row]]:
        if (relation, keys) not in self._indexes:
            index: dict[Row, list[Row]] = {}
            for row in rows:
                index.setdefault(tuple([row[k] for k in keys]), []).append(row)
            self._indexes[relation, keys] = index
        return self._indexes[relation, keys]

    def _bound(self, step: Match, row: Row, known: Environment) -> Environment | None:
        """What is known once a match has read a row; None where a hole would have two values."""
        more = known
        for column, name, _ in self._read(step):
            if name is not None and name not in known:
                if more is known:
                    more = dict(known)
                if more.setdefault(name, row[column]) != row[column]:
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

    def _agreeing(self, step: Match, known: Environment) -> list[Row]:
        """The rows that a match may rest on once all its holes are known."""
        return [row for row in self._rows(step, known) if self._bound(step, row, known) is not None]

    def _members(self, step: Aggregate, known: Environment) -> dict[Row, list[Way]]:
        """What an aggregate counts, each with the ways to find it."""
        known = {k: v for k, v in known.items() if k != step.result}
        body = (*step.body, *step.yes) if step.kind == "share" else step.body
        names = (*step.over, *step.variables)
        found: dict[Row, list[Way]] = {}
        for solution in self._solve(body, 0, known):
            row = tuple(solution[n] for n in names)
            if step.kind == "pairs":
                if row[0] == row[1]:
                    continue
                row = min(row, row[::-1])
            found.setdefault(row, []).append((body, solution))
        return found

    def _worth(self, step: Aggregate, members: Iterable[Row], known: Environment) -> Any:
        """The value of an aggregate with some members."""
        rows = list(members)
        if step.kind == "share":
            known = {k: v for k, v in known.items() if k != step.result}
            names = (*step.over, *step.variables)
            of = {tuple(f[n] for n in names) for f in self._solve(step.body, 0, known)}
            may = {tuple(f[n] for n in names) for f in self._solve((*step.body, *step.possible), 0, known)}
            return share(len(of), len(rows), len(may))
        if step.kind == "sum":
            return total([row[-1] for row in rows])
        if step.kind == "collect":
            return tuple(sorted((row[0] if len(row) == 1 else row for row in rows), key=str))
        return len(rows)
