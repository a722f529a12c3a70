"""Why something holds: evidence made on demand from the relations of an evaluation.

A derivation is one of least height; among equally high ones the smallest, then the first by content, so that it depends
neither on the order of the file nor on that of a set. Nothing rests on itself, in recursive relations either.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
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
    Variable,
    names_in,
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

Key = tuple[str, Row]
"""A derived row: its relation and what it says."""

Way = tuple[Body, Environment]
"""A way to satisfy a body."""


@define
class Explainer:
    """Answers why, over the relations of one evaluation.

    relations: facts and derived relations; recursive: which of them rest on themselves; predicates: the definitions;
    explained: their bodies, ready for rows that are known, where somebody ordered them before.
    """

    relations: Mapping[str, Any]
    recursive: Container[str]
    predicates: Mapping[str, Predicate]
    scales: Mapping[str, Mapping[Any, int]]
    thresholds: Mapping[str, object]
    explained: Mapping[str, tuple[Body, ...]] = field(factory=dict)
    _indexes: dict[tuple[str, tuple[int, ...]], dict[Row, list[Row]]] = field(factory=dict)
    _derived: dict[tuple[str, Row], Derived] = field(factory=dict)
    _values: dict[tuple[Any, ...], Any] = field(factory=dict)
    _outer: dict[int, tuple[Aggregate, list[str]]] = field(factory=dict)
    _reads: dict[int, tuple[Match, tuple[tuple[int, str | None, Any], ...]]] = field(factory=dict)
    _bodies: dict[tuple[int, frozenset[str]], tuple[Body, Body]] = field(factory=dict)

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

    def evidence(self, relation: str, row: Row) -> Evidence:
        """The evidence of a row that holds: stated, or one shortest derivation."""
        if relation not in self.predicates:
            return Stated(relation, row)
        key = relation, row
        if key not in self._derived:
            if relation in self.recursive:
                self._settle(key)
            else:
                self._derived[key] = _shortest(self._derivations(key, self._ways(key)))
        return self._derived[key]

    def derivations(self, relation: str, row: Row) -> Iterator[Derived]:
        """All derivations of a row, each with one shortest evidence of its premises; none of these rests on the row."""
        key = relation, row
        circular = self._resting_on(key) if relation in self.recursive else None
        for _, found in self._derivations(key, self._ways(key), circular):
            yield found

    def _ways(self, key: Key) -> list[Way]:
        """All ways in which the definition of a row's relation gives it."""
        predicate = self.predicates[key[0]]
        known = dict(zip(predicate.columns, key[1], strict=True))
        return [(body, found) for body in predicate.bodies for found in self.solutions(body, known)]

    def _derivations(
        self, key: Key, ways: Iterable[Way], unfit: Callable[[Key], bool] | None = None
    ) -> Iterator[tuple[object, Derived]]:
        """The derivations that ways make, each with its content; those whose premises are `unfit` are left out."""
        predicate = self.predicates[key[0]]
        if predicate.parts:
            yield "", derived(*key, self._hanging_together(predicate, key[1]))
        for body, found in ways:
            premises = self._premises(body, found, unfit)
            if premises is not None:
                yield (predicate.bodies.index(body), found), derived(*key, premises)

    # --- recursion: what is lowest first, so that each row finds the evidence of what it rests on (Knuth 1977)

    def _settle(self, key: Key) -> None:
        """Find the evidence of a row of a recursive relation, and of all that it may rest on."""
        waiting = self._region(key)
        while waiting:
            made = {
                one: _shortest(options)
                for one, ways in waiting.items()
                if (options := list(self._derivations(one, ways, self._unsettled)))
            }
            lowest = min(found.height for found in made.values())
            self._derived |= {one: found for one, found in made.items() if found.height == lowest}
            waiting = {one: ways for one, ways in waiting.items() if one not in self._derived}

    def _unsettled(self, key: Key) -> bool:
        return key not in self._derived

    def _region(self, key: Key) -> dict[Key, list[Way]]:
        """A row of a recursive relation and all such rows that it may rest on, with their ways."""
        region: dict[Key, list[Way]] = {}
        todo = [key]
        while todo:
            one = todo.pop()
            if one not in region and one not in self._derived:
                region[one] = self._ways(one)
                todo += [premise for way in region[one] for premise in self._recursive_premises(*way)]
        return region

    def _recursive_premises(self, body: Body, known: Environment) -> Iterator[Key]:
        for step in body:
            if isinstance(step, Match) and step.relation in self.recursive:
                yield from ((step.relation, row) for row in self._agreeing(step, known))
            elif isinstance(step, Some):
                for inner in step.bodies:
                    for found in self.solutions(inner, known):
                        yield from self._recursive_premises(inner, found)

    def _resting_on(self, key: Key) -> Callable[[Key], bool]:
        """Whether the evidence of a row rests on another one."""
        seen: dict[Key, bool] = {}

        def rests(evidence: Evidence) -> bool:
            if isinstance(evidence, Counted):
                return any(rests(p) for _, premises in evidence.members for p in premises)
            if not isinstance(evidence, Derived):
                return False
            one = evidence.relation, evidence.row
            if one not in seen:
                seen[one] = one == key or any(rests(p) for p in evidence.premises)
            return seen[one]

        return lambda one: rests(self.evidence(*one))

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
            self._values[key] = self._aggregate(step, known, explain=False)[0]
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

    def _premises(self, body: Body, known: Environment, unfit: Callable[[Key], bool] | None = None) -> Premises | None:
        """The evidence of each step of a body, in its own order, for one solution; None where all there is is unfit."""
        found: list[Evidence] = []
        for step in body:
            if isinstance(step, Match):
                rows = self._agreeing(step, known)
                if unfit and step.relation in self.recursive:
                    rows = [row for row in rows if not unfit((step.relation, row))]
                if not rows:
                    return None
                found.append(_shortest((row, self.evidence(step.relation, row)) for row in rows))
            elif isinstance(step, Some):
                ways = [(body, found) for body in step.bodies for found in self.solutions(body, known)]
                premises = self._fewest(ways, step.bodies, unfit)
                if premises is None:
                    return None
                found += premises
            elif isinstance(step, Absent):
                found.append(Missing(step.bodies, known))
            elif isinstance(step, Compare):
                found.append(self._compared(step, known))
            else:
                found.append(Counted(step.kind, step.result, *self._aggregate(step, known, explain=True)))
        return tuple(found)

    def _fewest(
        self, ways: Iterable[Way], bodies: Sequence[Body], unfit: Callable[[Key], bool] | None = None
    ) -> Premises | None:
        """The premises of the shortest of some ways; None where there is none."""
        made = [(way, self._premises(*way, unfit)) for way in ways]
        options = [
            ((bodies.index(body), found), derived("", (), premises))
            for (body, found), premises in made
            if premises is not None
        ]
        return _shortest(options).premises if options else None

    def _agreeing(self, step: Match, known: Environment) -> list[Row]:
        """The rows that a match may rest on once all its holes are known."""
        return [row for row in self._rows(step, known) if self._bound(step, row, known) is not None]

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
        body = (*step.body, *step.yes) if step.kind == "share" else step.body
        names = (*step.over, *step.variables)
        ways: dict[Row, list[Way]] = {}
        for found in self._solve(body, 0, known):
            row = tuple(found[n] for n in names)
            if step.kind == "pairs":
                if row[0] == row[1]:
                    continue
                row = min(row, row[::-1])
            ways.setdefault(row, []).append((body, found))
        members = {row: self._fewest(found, [body]) or () if explain else () for row, found in ways.items()}
        value: Any = len(members)
        if step.kind == "share":
            of = {tuple(f[n] for n in names) for f in self._solve(step.body, 0, known)}
            may = {tuple(f[n] for n in names) for f in self._solve((*step.body, *step.possible), 0, known)}
            value = share(len(of), len(members), len(may))
        elif step.kind == "sum":
            value = total([row[-1] for row in members])
        elif step.kind == "collect":
            rows = sorted(members, key=lambda r: str(r[0] if len(r) == 1 else r))
            value = tuple(r[0] if len(r) == 1 else r for r in rows)
        return value, tuple(sorted(members.items(), key=lambda m: repr(m[0])))

    def _hanging_together(self, predicate: Predicate, row: Row) -> Premises:
        """A tree that spans the part that a row's node is in: what makes its nodes nodes, and its edges."""
        parts = predicate.parts
        assert parts
        named = {t.name for s in parts.nodes if isinstance(s, Match) for t in s.terms if isinstance(t, Variable)}
        known = {c: v for c, v in zip(predicate.columns, row, strict=True) if c in named}
        premises = self._best(parts.nodes, known)
        others = {k: v for k, v in known.items() if k != parts.node}
        waiting = {found[parts.node] for found in self.solutions(parts.nodes, others)} - {known[parts.node]}
        reached = [known[parts.node]]
        for node in reached:
            for one, other in (parts.edge, parts.edge[::-1]):
                near = {found[other] for found in self.solutions(parts.edges, {one: node})} & waiting
                for neighbour in sorted(near, key=str):
                    premises += self._best(parts.edges, {one: node, other: neighbour})
                    premises += self._best(parts.nodes, others | {parts.node: neighbour})
                    reached.append(neighbour)
                waiting -= near
        return premises

    def _best(self, body: Body, known: Environment) -> Premises:
        """The premises of the shortest way to satisfy a body."""
        return self._fewest([(body, found) for found in self.solutions(body, known)], [body]) or ()


def _shortest(ways: Iterable[tuple[object, AnyEvidence]]) -> AnyEvidence:
    """The lowest, of those the smallest, of those the first by content: what stands before each."""
    options = list(ways)
    if len(options) > 1:
        least = min((height(evidence), size(evidence)) for _, evidence in options)
        options = [option for option in options if (height(option[1]), size(option[1])) == least]
    return (options[0] if len(options) == 1 else min(options, key=lambda option: repr(option[0])))[1]
