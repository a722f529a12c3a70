"""Evidence as it is shown: with no line that it could do without, and with what keeps absent things absent."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from attrs import define, field

from netdsl.check.ruleset import Absent, Anything, Body, Match, Some, Variable, names_in
from netdsl.check.strata import reads
from netdsl.engine.evidence import Counted, Derived, Environment, Evidence, Missing, Premises, Row, height, parts
from netdsl.engine.explain import AnyEvidence, Explainer

TRIED = 4
"""Of so many equally high derivations it is tried out how few places each can do with."""


@define
class Explanations(Explainer):
    """Chooses among equally high derivations, and says what stands in the way of what is absent."""

    _plainly: dict[int, tuple[Derived, bool]] = field(factory=dict, init=False)
    _wavers: dict[str, bool] = field(factory=dict, init=False)
    _holes: dict[int, tuple[Sequence[Body], tuple[Body, ...], list[str]]] = field(factory=dict, init=False)
    _kept: dict[tuple[Any, ...], Premises] = field(factory=dict, init=False)

    def explanation(self, relation: str, row: Row) -> Evidence:
        """The evidence to show: short, but with no place that it could do without; what keeps absent things absent."""
        found = self.evidence(relation, row)
        options = self._options.get((relation, row), [])
        lowest = [option for option in options if height(option) == height(found)][:TRIED]
        if len(lowest) < 2:
            return self._shown(found, ())
        return min((self._with_premises_shown(option, ()) for option in lowest), key=lambda o: len(self._places(o)))

    def _shown(self, evidence: Evidence, beside: Premises) -> Evidence:
        """Evidence as it is shown; `beside` it stands what is needed anyhow."""
        if self._plain(evidence):
            return evidence
        if isinstance(evidence, Missing):
            return evidence._replace(because=self._obstacles(evidence.bodies, evidence.known))
        if isinstance(evidence, Counted):
            members = [(row, tuple(self._shown(p, ()) for p in premises)) for row, premises in evidence.members]
            return evidence._replace(members=tuple(members))
        assert isinstance(evidence, Derived)
        if options := self._options.get((evidence.relation, evidence.row)):
            evidence = self._from_few_places(options, self._needed(beside))
        return self._with_premises_shown(evidence, beside)

    def _plain(self, evidence: Evidence) -> bool:
        """Whether evidence is shown as it is: there is no choice in it, and nothing denied that could waver."""
        if isinstance(evidence, Missing):
            return not self._holes_of(evidence.bodies)[0]
        if not isinstance(evidence, Derived):
            return all(map(self._plain, parts(evidence)))
        key = id(evidence)
        if key not in self._plainly:
            settled = (evidence.relation, evidence.row) not in self._options and not self._choices_in(evidence.premises)
            self._plainly[key] = evidence, settled and all(map(self._plain, evidence.premises))
        return self._plainly[key][1]

    def _with_premises_shown(self, evidence: Derived, beside: Premises) -> Derived:
        premises = list(evidence.premises)
        choices = self._choices_in(evidence.premises)
        for number in range(len(premises)):
            others = (*beside, *premises[:number], *premises[number + 1 :])
            if number in choices:
                premises[number] = self._from_few_places(choices[number], self._needed(others))
            premises[number] = self._shown(premises[number], others)
        return evidence._replace(premises=tuple(premises))

    def _needed(self, premises: Premises) -> frozenset[Hashable]:
        return frozenset[Hashable]().union(*map(self._places, premises))

    def _from_few_places(self, options: Sequence[AnyEvidence], needed: frozenset[Hashable]) -> AnyEvidence:
        """Of the lowest derivations that with the fewest further places; a higher one if it has but some of those."""
        ways = [(option, self._places(option) - needed) for option in options]
        lowest = [way for way in ways if height(way[0]) == height(options[0])]
        best, places = min(lowest, key=lambda way: len(way[1]))
        for option, others in ways:
            if others < places:
                best, places = option, others
        return best

    # --- what is absent only because something else is there

    def _obstacles(self, bodies: Sequence[Body], known: Environment) -> Premises:
        """What keeps bodies from holding that hold but for it, as `A depends on B` but for many alternatives."""
        wavering, holes = self._holes_of(bodies)
        key = (id(bodies), *(known.get(hole) for hole in holes))
        if key not in self._kept:
            found = {
                repr(obstacle): obstacle
                for body in wavering
                for _, obstacles in self._but_for(body, 0, known, ())
                for obstacle in obstacles
            }
            self._kept[key] = tuple(found[text] for text in sorted(found))
        return self._kept[key]

    def _holes_of(self, bodies: Sequence[Body]) -> tuple[tuple[Body, ...], list[str]]:
        """Those of some bodies that more statements can undo, and their holes."""
        if id(bodies) not in self._holes:
            wavering = tuple(body for body in bodies if self._wavering(body))
            self._holes[id(bodies)] = bodies, wavering, sorted(set().union(*map(names_in, wavering)))
        return self._holes[id(bodies)][1:]

    def _but_for(
        self, body: Body, place: int, known: Environment, obstacles: Premises, above: frozenset[str] = frozenset()
    ) -> Iterator[tuple[Environment, Premises]]:
        """The ways in which a body holds or would hold, each with the first thing that keeps it from holding."""
        if place == len(body):
            yield known, obstacles
            return
        step = body[place]
        if isinstance(step, Match):
            rows = (self._bound(step, row, known) for row in self._rows(step, known))
            options = [(found, obstacles) for found in rows if found is not None]
            options += self._almost(step, known, obstacles, above)
        elif isinstance(step, Some) and not self._holds(step, known):
            options = [
                (known, kept or obstacles)
                for inner in step.bodies
                for _, kept in self._but_for(inner, 0, known, obstacles, above)
            ]
        elif isinstance(step, Absent) and not self._holds(step, known):
            ways = [(inner, found) for inner in step.bodies for found in self.solutions(inner, known)]
            options = [(known, obstacles or self._fewest(ways, step.bodies) or ())]
        else:
            options = [(found, obstacles) for found in self._solve((step,), 0, known)]
        for found, kept in options:
            yield from self._but_for(body, place + 1, found, kept, above)

    def _almost(
        self, step: Match, known: Environment, obstacles: Premises, above: frozenset[str]
    ) -> list[tuple[Environment, Premises]]:
        """The rows that a relation would have but for something, in the terms of a match."""
        predicate = self.predicates.get(step.relation)
        if predicate is None or step.relation in above or not self._wavers_in(step.relation):
            return []
        given = {
            column: self._value(term, known)
            for column, term in zip(predicate.columns, step.terms, strict=True)
            if not isinstance(term, Anything) and (not isinstance(term, Variable) or term.name in known)
        }
        found = []
        for body in predicate.bodies:
            for holes, kept in self._but_for(body, 0, given, (), above | {step.relation}):
                if kept and (more := self._bound(step, tuple(holes[c] for c in predicate.columns), known)) is not None:
                    found.append((more, obstacles or kept))
        return found

    def _wavers_in(self, relation: str) -> bool:
        """Whether more statements can undo rows of a relation: something that it rests on is denied."""
        if relation not in self._wavers:
            seen, todo, denies = {relation}, [relation], False
            while todo and not denies:
                predicate = self.predicates.get(todo.pop())
                for body in predicate.bodies if predicate else ():
                    denies = denies or _denies(body)
                    found = {other for other, _ in reads(body)} - seen
                    seen |= found
                    todo += found
            self._wavers[relation] = denies
        return self._wavers[relation]

    def _wavering(self, body: Body) -> bool:
        return _denies(body) or any(self._wavers_in(relation) for relation, _ in reads(body))


def _denies(body: Body) -> bool:
    return any(isinstance(step, Absent) or (isinstance(step, Some) and any(map(_denies, step.bodies))) for step in body)
