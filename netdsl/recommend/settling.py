"""What could be told to settle an open line of a rule: the facts that would make a body true, found backwards.

This is abduction (Kakas, Kowalski & Toni 1992): a body is solved as usual, but where a statement of the network
language is lacking, it is supposed. It errs on the side of too much: what is counted or denied is not worked out again,
so each proposal has to be tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from typing import Any, NamedTuple

from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Body,
    Compare,
    Constant,
    Match,
    Operation,
    Parameter,
    Some,
    Step,
    Variable,
    names_in,
)
from netdsl.evaluate import Evaluation
from netdsl.model.facts import FORMERLY
from netdsl.model.forms import Column, Form, dialects, forms
from netdsl.model.network import Row, Value
from netdsl.model.quantities import exactly

Fact = tuple[str, Row]
"""A relation of the network language and one of its rows."""

Known = dict[str, Any]

Way = tuple[Known, tuple[Fact, ...]]
"""The values of holes, and what is supposed."""

FEW = 8
"""So many names are tried in a column; where there are more, those that have to do with what is asked about."""

DEEP = 4
"""So many definitions are followed, one inside another."""

MOST = 4
"""So many facts are supposed together, apart from what is supposed of all of some kind."""

TRIED = 60
"""So many ways are looked for to make one body true."""

NEW = {
    "meeting": {"en": "new meeting", "nb": "nytt møte"},
    "measure": {"en": "new measure", "nb": "nytt tiltak"},
    "goal": {"en": "new goal", "nb": "nytt mål"},
}
"""Things that an answer may bring up, and what they are called until they have a name."""

SOMETHING = {"en": '"something"', "nb": '"noe"'}

STANDING = ("actor", "group", "need", "outcome", "network", "source", "accept", "remark")
"""Forms that no answer adds a statement of: who and what there is stands in the file."""

FIXED = ("actor.role", "actor.part_of", "actor.owned_by")
"""Lines that no answer adds: they could undo what is told."""


class Ways(NamedTuple):
    """What could be told to make a body true; `complete` when the search came to its end."""

    found: list[tuple[Fact, ...]]
    complete: bool


class Settling:
    """Finds what could settle open lines of one evaluated network."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._told = evaluation.facts.relations
        self._limits: tuple[int, ...] = ()
        self._about: frozenset[Value] = frozenset()
        self._further = False

    def ways(self, body: Body, known: Mapping[str, Any], limits: tuple[int, ...] = (), further: bool = False) -> "Ways":
        """What could be told to make a body true, the least first.

        `limits` are numbers that how often is held against; `further` when it holds already, and is to hold once more.
        """
        self._limits = limits
        self._further = further
        self._about = frozenset(value for value in known.values() if isinstance(value, str))
        found = {}
        solved = self._solve(body, 0, dict(known), (), 0)
        for _, facts in islice(solved, TRIED * 4):
            if facts:
                found[frozenset(facts)] = facts
        least = [facts for key, facts in found.items() if not any(other < key for other in found)]
        complete = len(least) <= TRIED and next(solved, None) is None
        return Ways(sorted(least, key=lambda facts: (len(facts), repr(facts)))[:TRIED], complete)

    def otherwise(self, way: Sequence[Fact]) -> tuple[Fact, ...] | None:
        """What could be told instead: another aim than those of the file, where the way tells of an aim."""
        name = self._new("goal")
        aims = {
            relation
            for relation, _ in way
            if forms()[relation].parent and forms()[relation].columns[-1].types == ("goal",)
        }
        if not aims or any(relation == "goal" for relation, _ in way):
            return None
        told = [(relation, (*row[:-1], name) if relation in aims else row) for relation, row in way]
        return tuple(dict.fromkeys((("goal", (name,)), *told)))

    # --- steps

    def _solve(self, body: Body, place: int, known: Known, facts: tuple[Fact, ...], depth: int) -> Iterator[Way]:
        if place == len(body):
            yield known, facts
            return
        for more, supposed in self._step(body[place], known, facts, depth):
            yield from self._solve(body, place + 1, more, supposed, depth)

    def _step(self, step: Step, known: Known, facts: tuple[Fact, ...], depth: int) -> Iterator[Way]:
        if isinstance(step, Match):
            yield from self._match(step, known, facts, depth)
        elif isinstance(step, Some):
            for inner in step.bodies:
                yield from ((known, supposed) for _, supposed in self._solve(inner, 0, known, facts, depth))
        elif isinstance(step, Compare):
            if names_in((step,)) <= known.keys() and self._solutions((step,), known):
                yield known, facts
        elif isinstance(step, Aggregate):
            yield from ((found, facts) for found in self._solutions((step,), known))
        else:
            yield from ((known, supposed) for supposed in self._absent(step, known, facts, depth))

    def _match(self, step: Match, known: Known, facts: tuple[Fact, ...], depth: int) -> Iterator[Way]:
        there = self._solutions((step,), known)
        yield from ((found, facts) for found in there)
        if step.relation in self.evaluation.rules.predicates:
            if (self._further or not there) and depth < DEEP:
                yield from self._defined(step, known, facts, depth)
            return
        form = forms().get(step.relation)
        if form is None or step.relation.startswith(FORMERLY):
            return
        rows = [row for relation, row in facts if relation == step.relation]
        for row in rows:
            for read in _both_ways(form, row):
                if (more := _bound(step, read, known)) is not None:
                    yield more, facts
        if form.parent or not (there or rows) or (self._further and form.name in NEW and not rows):
            for row in self._supposed(form, step, known, facts):
                for read in _both_ways(form, row):
                    if (more := _bound(step, read, known)) is not None:
                        yield more, (*facts, (step.relation, row))

    def _defined(self, step: Match, known: Known, facts: tuple[Fact, ...], depth: int) -> Iterator[Way]:
        predicate = self.evaluation.rules.predicates[step.relation]
        given = {
            column: _value(term, known)
            for column, term in zip(predicate.columns, step.terms, strict=True)
            if isinstance(term, Constant) or (isinstance(term, Variable) and term.name in known)
        }
        for body in predicate.bodies:
            for found, supposed in self._solve(body, 0, given, facts, depth + 1):
                row = tuple(found.get(column) for column in predicate.columns)
                if (more := _bound(step, row, known)) is not None:
                    yield more, supposed

    def _absent(self, step: Absent, known: Known, facts: tuple[Fact, ...], depth: int) -> Iterator[tuple[Fact, ...]]:
        """Nothing takes back what is told; but that none lacks something can be had by telling it of all."""
        lacking: list[list[tuple[Fact, ...]]] = []
        for body in step.bodies:
            inner = tuple(s for s in body if isinstance(s, Absent))
            rest = tuple(s for s in body if not isinstance(s, Absent))
            found = [known for known in self._solutions(rest, known) if self._solutions(inner, known)]
            lacking += [self._made(inner, one, facts, depth) for one in found]
        if not lacking:
            yield facts
            return
        if not all(lacking):
            return
        for number in range(min(max(map(len, lacking)), FEW)):
            chosen = [ways[min(number, len(ways) - 1)] for ways in lacking]
            yield (*facts, *dict.fromkeys(fact for some in chosen for fact in some if fact not in facts))

    def _made(
        self, inner: Sequence[Absent], known: Known, facts: tuple[Fact, ...], depth: int
    ) -> list[tuple[Fact, ...]]:
        """What could be told to make true one of the bodies that steps deny, in one order for all that lack it."""
        bodies = [body for step in inner for body in step.bodies]
        found = [
            supposed[len(facts) :]
            for body in bodies
            for _, supposed in islice(self._solve(body, 0, known, facts, depth), FEW)
        ]
        return [facts for facts in found if facts]

    def _solutions(self, body: Body, known: Known) -> list[Known]:
        return sorted(self.evaluation.explainer.solutions(body, known), key=lambda found: repr(sorted(found.items())))

    # --- what may be supposed

    def _supposed(self, form: Form, step: Match, known: Known, facts: tuple[Fact, ...]) -> Iterator[Row]:
        """Rows of a form that could be told."""
        if form.name in STANDING or form.name in FIXED or form.on_head or len(facts) >= MOST:
            return
        given = [_value(term, known) for term in step.terms]
        if form.parent:
            head = tuple(given[: form.head])
            if None in head or not (head in self._told.get(form.parent, ()) or (form.parent, head) in facts):
                return
        elif form.name in NEW:
            if given[0] is None:
                yield (self._new(form.name),)
            return
        columns = [[v] if v is not None else self._values(c) for c, v in zip(form.columns, given, strict=True)]
        rows = (_in_order(form, row) for row in islice(product(*columns), TRIED))
        yield from (row for row in dict.fromkeys(rows) if self._fits(form, row))

    def _values(self, column: Column) -> list[Value]:
        """What could stand in a column."""
        language = self.evaluation.network.language
        tables = dialects()["en"]["values"]
        found: list[Value] = [value for kind in column.types for value in tables.get(kind, ())]
        if column.types == ("times",):
            numbers = {n for limit in self._limits for n in (limit - 1, limit, limit + 1) if n > 0} or {1}
            return [exactly(number) for number in sorted(numbers)]
        if found or "text" in column.types:
            return found or [SOMETHING[language]]
        if "cefr" in column.types:
            return list(self.evaluation.rules.scales.get("cefr", ()))  # type: ignore[arg-type]
        names = sorted(name for kind in column.types for name in self.evaluation.network.declared.get(kind, ()))
        if len(names) > FEW:
            names = [name for name in names if name in self._near] or names
        return list(names[:FEW])

    @property
    def _near(self) -> set[Value]:
        """The names that stand in a line together with what is asked about."""
        return set().union(*(row for row in self._rows if not self._about.isdisjoint(row)))

    @cached_property
    def _rows(self) -> list[frozenset[Value]]:
        return [frozenset(v for v in row if isinstance(v, str)) for rows in self._told.values() for row in rows]

    def _new(self, kind: str) -> str:
        name = NEW[kind][self.evaluation.network.language]
        number = 2
        known = self.evaluation.network.declared
        while any(name in names for names in known.values()):
            name = f"{NEW[kind][self.evaluation.network.language]} {number}"
            number += 1
        return name

    def _fits(self, form: Form, row: Row) -> bool:
        """Whether a fact contradicts nothing that is told, and says nothing of one actor and itself."""
        actors = [v for c, v in zip(form.columns, row, strict=True) if "actor" in c.types and v is not None]
        if len(set(actors)) < len(actors) or row in self._told.get(form.name, ()):
            return False
        if any(row in self._told.get(other.name, ()) for other in _same_columns(form)):
            return False
        if form.single and any(told[:-1] == row[:-1] for told in self._told.get(form.name, ())):
            return False
        if form.denies and any(denies(form, row, told) for told in self._told.get(form.denies, ())):
            return False
        return not any(
            denies(other, told, row)
            for other in forms().values()
            if other.denies == form.name
            for told in self._told.get(other.name, ())
        )


def _same_columns(form: Form) -> Iterator[Form]:
    """The other lines under the same head that say something else of the same, as `at times` beside `attended by`."""
    if form.parent and form.own:
        yield from (o for o in forms().values() if o.columns == form.columns and o.name != form.name)


def _in_order(form: Form, row: Row) -> Row:
    """A row of a pair with its names in the order of the alphabet: in the other it says the same."""
    return (*sorted(row[:2], key=str), *row[2:]) if form.paired and not form.parent else row


def _both_ways(form: Form, row: Row) -> tuple[Row, ...]:
    return (row, (row[1], row[0], *row[2:])) if form.paired and not form.parent else (row,)


def denies(denial: Form, row: Row, denied: Row) -> bool:
    """Whether a row of a form that denies another speaks of a row of that; None in it stands for anything."""
    said = dict(zip([c.name for c in forms()[str(denial.denies)].columns], denied, strict=True))
    return all(v is None or said.get(c.name) == v for c, v in zip(denial.columns, row, strict=True))


def settlers(body: Body, place: tuple[int, int]) -> Iterator[tuple[Body, Aggregate | None]]:
    """The bodies any of which would settle the open line of a question's body.

    With each the share whose members are all to be settled so, or the count that it would raise.
    """
    aggregates = {s.result: s for s in body[: place[0]] if isinstance(s, Aggregate)}
    for step in body[slice(*place)]:
        if isinstance(step, Absent):
            yield from ((inner, None) for inner in step.bodies)
        elif isinstance(step, Compare):
            for name in sorted(names_in((step,)) & aggregates.keys()):
                aggregate = aggregates[name]
                if aggregate.kind == "share":
                    yield aggregate.yes, aggregate
                    yield from ((inner, aggregate) for inner in _denied(aggregate.possible))
                elif aggregate.kind in ("number", "sum", "pairs"):
                    yield aggregate.body, aggregate


def _denied(body: Body) -> Iterator[Body]:
    for step in body:
        if isinstance(step, Absent):
            yield from step.bodies
        elif isinstance(step, Some):
            for inner in step.bodies:
                yield from _denied(inner)


def limits(body: Body, thresholds: Mapping[str, object]) -> tuple[int, ...]:
    """The whole numbers that a body holds something against."""
    found: set[int] = set()

    def visit(expression: Any) -> None:
        if isinstance(expression, Operation):
            visit(expression.left)
            visit(expression.right)
        value = expression.value if isinstance(expression, Constant) else None
        if isinstance(expression, Parameter):
            value = thresholds[expression.name]
        if isinstance(value, int):
            found.add(value)

    for step in body:
        if isinstance(step, Compare):
            visit(step.left)
            visit(step.right)
    return tuple(sorted(found))


def _value(term: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(term, Variable):
        return known.get(term.name)
    return term.value if isinstance(term, Constant) else None


def _bound(step: Match, row: Row, known: Known) -> Known | None:
    """What is known once a match has read a row; None where they do not agree."""
    more = dict(known)
    for term, value in zip(step.terms, row, strict=True):
        if isinstance(term, Constant) and term.value != value:
            return None
        if isinstance(term, Variable):
            if value is None and term.name not in more:
                continue
            if more.setdefault(term.name, value) != value:
                return None
    return more
