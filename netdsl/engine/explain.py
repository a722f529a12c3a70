"""Why something holds: evidence made on demand from the relations of an evaluation.

A derivation is one of least height; among equally high ones that from the fewest places, then the smallest, then the
first by content, so that it depends neither on the order of the file nor on that of a set. Nothing rests on itself, in
recursive relations either.
"""

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import define, field

from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Body,
    Compare,
    Match,
    Operation,
    Parameter,
    Predicate,
    Some,
    Variable,
)
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
    parts,
    size,
)
from netdsl.engine.solve import Solver, Way

AnyEvidence = TypeVar("AnyEvidence", bound=Evidence)

Key = tuple[str, Row]
"""A derived row: its relation and what it says."""


@define
class Explainer(Solver):
    """Answers why.

    recursive: the relations that rest on themselves; places: where a fact is stated, so that evidence may be had from
    few places.
    """

    recursive: Container[str] = field(kw_only=True)
    places: Callable[[Stated], Iterable[Hashable]] = field(default=lambda fact: (fact,), kw_only=True)
    _derived: dict[Key, Derived] = field(factory=dict, init=False)
    _options: dict[Key, list[Derived]] = field(factory=dict, init=False)
    _choices: dict[int, tuple[Premises, dict[int, list[Evidence]]]] = field(factory=dict, init=False)
    _placed: dict[int, tuple[Evidence, frozenset[Hashable]]] = field(factory=dict, init=False)

    def evidence(self, relation: str, row: Row) -> Evidence:
        """The evidence of a row that holds: stated, or one shortest derivation."""
        if relation not in self.predicates:
            return Stated(relation, row)
        key = relation, row
        if key not in self._derived:
            if relation in self.recursive:
                self._settle(key)
            else:
                options = list(self._derivations(key, self._ways(key)))
                if len(options) > 1:
                    options.sort(key=lambda option: (*self._rank(option[1]), repr(option[0])))
                    self._options[key] = [option for _, option in options]
                self._derived[key] = options[0][1]
        return self._derived[key]

    def _places(self, evidence: Evidence) -> frozenset[Hashable]:
        if isinstance(evidence, Stated):
            return frozenset(self.places(evidence))
        key = id(evidence)
        if key not in self._placed:
            self._placed[key] = evidence, frozenset[Hashable]().union(*map(self._places, parts(evidence)))
        return self._placed[key][1]

    def derivations(self, relation: str, row: Row) -> Iterator[Derived]:
        """All derivations of a row, the shortest first, each of premises that do not rest on the row."""
        key = relation, row
        circular = self._resting_on(key) if relation in self.recursive else None
        found = list(self._derivations(key, self._ways(key), circular))
        found.sort(key=lambda option: (*self._rank(option[1]), repr(option[0])))
        yield from (option for _, option in found)

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
                one: self._shortest(options)
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
            if not isinstance(evidence, Derived):
                return any(map(rests, parts(evidence)))
            one = evidence.relation, evidence.row
            if one not in seen:
                seen[one] = one == key or any(rests(p) for p in evidence.premises)
            return seen[one]

        return lambda one: rests(self.evidence(*one))

    # --- steps

    def _premises(self, body: Body, known: Environment, unfit: Callable[[Key], bool] | None = None) -> Premises | None:
        """The evidence of each step of a body, in its own order, for one solution; None where all there is is unfit."""
        found: list[Evidence] = []
        choices: dict[int, list[Evidence]] = {}
        for step in body:
            if isinstance(step, Match):
                rows = self._agreeing(step, known)
                if unfit and step.relation in self.recursive:
                    rows = [row for row in rows if not unfit((step.relation, row))]
                if not rows:
                    return None
                options = [(row, self.evidence(step.relation, row)) for row in rows]
                best = self._shortest(options)
                if len(rows) > 1:
                    options.sort(key=lambda option: (*self._rank(option[1]), repr(option[0])))
                    choices[len(found)] = [option for _, option in options]
                found.append(best)
            elif isinstance(step, Some):
                ways = [(body, found) for body in step.bodies for found in self.solutions(body, known)]
                premises = self._fewest(ways, step.bodies, unfit)
                if premises is None:
                    return None
                choices |= {len(found) + n: other for n, other in self._choices_in(premises).items()}
                found += premises
            elif isinstance(step, Absent):
                found.append(Missing(step.bodies, known))
            elif isinstance(step, Compare):
                found.append(self._compared(step, known))
            else:
                found.append(self._counted_members(step, known))
        premises = tuple(found)
        if choices:
            self._choices[id(premises)] = premises, choices
        return premises

    def _choices_in(self, premises: Premises) -> dict[int, list[Evidence]]:
        """Number of a premise -> all that could stand in its place."""
        return self._choices[id(premises)][1] if id(premises) in self._choices else {}

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
        return self._shortest(options).premises if options else None

    def _shortest(self, ways: Iterable[tuple[object, AnyEvidence]]) -> AnyEvidence:
        """The lowest, of those that from the fewest places, the smallest, the first by content (before each)."""
        options = list(ways)
        if len(options) > 1:
            lowest = min(height(evidence) for _, evidence in options)
            options = [option for option in options if height(option[1]) == lowest]
        if len(options) == 1:
            return options[0][1]
        return min(options, key=lambda option: (*self._rank(option[1]), repr(option[0])))[1]

    def _rank(self, evidence: Evidence) -> tuple[int, int, int]:
        return height(evidence), len(self._places(evidence)), size(evidence)

    def _compared(self, step: Compare, known: Environment) -> Compared:
        ratio = None
        if isinstance(step.left, Operation) and step.left.operator == "/":
            ratio = (self._value(step.left.left, known), self._value(step.left.right, known))
        names = tuple(e.name for e in (step.left, step.right) if isinstance(e, Parameter))
        return Compared(step, self._value(step.left, known), self._value(step.right, known), names, ratio)

    def _counted_members(self, step: Aggregate, known: Environment) -> Counted:
        ways = self._members(step, known)
        members = [(row, self._fewest(found, [found[0][0]]) or ()) for row, found in ways.items()]
        members.sort(key=lambda member: repr(member[0]))
        return Counted(step.kind, step.result, self._worth(step, ways, known), tuple(members))

    def of_members(self, step: Aggregate, known: Environment) -> Premises:
        """The shortest evidence of each member of an aggregate, for the holes that have a value outside it."""
        inner = {k: v for k, v in known.items() if k in step.outer}
        return tuple(p for _, premises in self._counted_members(step, inner).members for p in premises)

    def of_values(self, bodies: Sequence[Body], known: Environment, names: Sequence[str]) -> Premises:
        """The shortest evidence of each of the values that some holes have where one of some bodies holds."""
        ways: dict[Row, list[Way]] = {}
        for body in bodies:
            for found in self.solutions(body, known):
                ways.setdefault(tuple(found.get(name) for name in names), []).append((body, found))
        return tuple(p for row in sorted(ways, key=repr) for p in self._fewest(ways[row], bodies) or ())

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
