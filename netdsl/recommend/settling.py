"""What could be told to settle an open line of a rule: the facts that would make a body true, found backwards.

This is abduction (Kakas, Kowalski & Toni 1992): a body is solved as usual, but where a statement of the network
language is lacking, it is supposed. It errs on the side of too much: what is counted or denied is not worked out again,
so each proposal has to be tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product
from typing import Any, NamedTuple

from netdsl.check.ruleset import Absent, Aggregate, Body, Compare, Constant, Match, Some, Step, Variable, names_in
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


MISSING = object()
"""Stands for the value of a hole that has none."""


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
        self._names: dict[tuple[int, ...], tuple[Body, tuple[str, ...]]] = {}
        self._solved: dict[tuple[Any, ...], list[Known]] = {}
        self._holding: dict[tuple[Any, ...], list[tuple[tuple[Absent, ...], list[Known]]]] = {}
        self._lacking: dict[tuple[Any, ...], list[list[tuple[Fact, ...]]]] = {}
        self._makings: dict[tuple[Any, ...], list[tuple[Fact, ...]]] = {}
        self._close: frozenset[Value] | None = None

    def ways(self, body: Body, known: Mapping[str, Any], limits: tuple[int, ...] = (), further: bool = False) -> "Ways":
        """What could be told to make a body true, the least first.

        `limits` are numbers that how often is held against; `further` when it holds already, and is to hold once more.
        """
        self._limits = limits
        self._further = further
        self._about = frozenset(value for value in known.values() if isinstance(value, str))
        self._lacking.clear()
        self._makings.clear()
        self._close = None
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
        key = self._key((step,), known), facts, depth
        if key not in self._lacking:
            self._lacking[key] = [
                self._made(inner, one, facts, depth) for inner, found in self._denied(step, known) for one in found
            ]
        lacking = self._lacking[key]
        if not lacking:
            yield facts
            return
        if not all(lacking):
            return
        for number in range(min(max(map(len, lacking)), FEW)):
            chosen = [ways[min(number, len(ways) - 1)] for ways in lacking]
            yield (*facts, *dict.fromkeys(fact for some in chosen for fact in some if fact not in facts))

    def _denied(self, step: Absent, known: Known) -> list[tuple[tuple[Absent, ...], list[Known]]]:
        """What keeps the bodies of a step from being absent: of each what it denies in turn, and where it holds."""
        key = self._key((step,), known)
        if key not in self._holding:
            self._holding[key] = []
            for body in step.bodies:
                inner = tuple(s for s in body if isinstance(s, Absent))
                rest = tuple(s for s in body if not isinstance(s, Absent))
                found = [one for one in self._solutions(rest, known) if self._solutions(inner, one)]
                self._holding[key].append((inner, found))
        return self._holding[key]

    def _made(
        self, inner: Sequence[Absent], known: Known, facts: tuple[Fact, ...], depth: int
    ) -> list[tuple[Fact, ...]]:
        """What could be told to make true one of the bodies that steps deny, in one order for all that lack it."""
        key = self._key(tuple(inner), known), facts, depth
        if key not in self._makings:
            found = [
                supposed[len(facts) :]
                for step in inner
                for body in step.bodies
                for _, supposed in islice(self._solve(body, 0, known, facts, depth), FEW)
            ]
            self._makings[key] = [facts for facts in found if facts]
        return self._makings[key]

    def _solutions(self, body: Body, known: Known) -> list[Known]:
        key = self._key(body, known)
        if key not in self._solved:
            given = {name: known[name] for name in self._names[key[0]][1] if name in known}
            found = self.evaluation.explainer.solutions(body, given)
            self._solved[key] = sorted(found, key=lambda found: repr(sorted(found.items())))
        return [known | found for found in self._solved[key]]

    def _key(self, body: Body, known: Known) -> tuple[Any, ...]:
        """What the solutions of a body depend on: the body, and the values of its own holes.

        A search comes upon the same body with the same values many times. Bodies are told apart by their steps' places
        in memory, and kept, so that these stay theirs.
        """
        steps = tuple(map(id, body))
        if steps not in self._names:
            self._names[steps] = body, tuple(sorted(names_in(body)))
        return steps, tuple(known.get(name, MISSING) for name in self._names[steps][1])

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
            names = [name for name in names if name in self._near()] or names
        return list(names[:FEW])

    def _near(self) -> frozenset[Value]:
        """The names that stand in a line together with what is asked about."""
        if self._close is None:
            self._close = frozenset[Value]().union(*(row for row in self._rows if not self._about.isdisjoint(row)))
        return self._close

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
