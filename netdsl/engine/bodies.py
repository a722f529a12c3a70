"""Bodies as functions that go through their solutions over rows that may or may not be there.

A solution comes with the literals it rests on. What is denied or counted is asked for the holes it shares with its
surroundings, once for the same values. Values stay what they are in Python, so comparisons and arithmetic mean what
they mean to the engine.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, Protocol, TypeVar

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
    Some,
    Variable,
    binds,
    names_in,
)  # fmt: skip
from netdsl.engine.circuit import TRUE, Circuit, Literal, Way, joined
from netdsl.engine.compare import calculate, compare, on_scale
from netdsl.engine.counting import Outcomes, collected, number, number_where, shared, summed

Row = tuple[Any, ...]
Rows = dict[Row, Literal]
"""The rows that are possible, each with when it is there."""

Env = list[Any]
Lits = tuple[Literal, ...]
Leaf = Callable[[Env, Lits], bool | None]
"""What is done with a solution: the values of holes by place, the literals it rests on. True: look no further."""


T = TypeVar("T")


class Index(NamedTuple):
    """A way to read a relation: by key columns, some columns, where the columns of each pair in `same` agree."""

    relation: str
    keys: tuple[int, ...]
    outs: tuple[int, ...]
    same: tuple[tuple[int, int], ...]


class World(Protocol):
    """What bodies are asked of: indexes over possible rows, scales, thresholds; conditions are stated in `circuit`."""

    scales: Mapping[str, Mapping[Any, int]]
    thresholds: Mapping[str, object]
    circuit: Circuit

    def index(self, index: Index) -> dict[Any, list[tuple[Any, Literal]]]:
        """Key -> the distinct rows of the columns read, each with when some row has them."""


class Bodies:
    """The holes of one body and of those inside it, each with its place; and the functions made of its steps.

    The relations that it reads stay as they are while the functions are in use.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.circuit = world.circuit
        self.places: dict[str, int] = {}
        self.constants: dict[int, Any] = {}

    def start(self) -> Env:
        """Places for all holes; those of constants have their value."""
        env: Env = [None] * (len(self.places) + len(self.constants))
        for place, value in self.constants.items():
            env[place] = value
        return env

    def place(self, hole: str) -> int:
        """The place of a hole."""
        if hole not in self.places:
            self.places[hole] = len(self.places) + len(self.constants)
        return self.places[hole]

    def constant(self, term: Constant | Parameter) -> int:
        """The place of a value that is always the same."""
        place = len(self.places) + len(self.constants)
        self.constants[place] = term.value if isinstance(term, Constant) else self.world.thresholds[term.name]
        return place

    def values(self, holes: Iterable[str]) -> Callable[[Env], Row]:
        """The values of some holes."""
        return _getter([self.place(hole) for hole in holes])

    def gather(self, columns: Sequence[str], ways: dict[Row, dict[Way, None]]) -> Leaf:
        """Keep the ways for each row of some holes."""
        get = self.values(columns)

        def leaf(env: Env, lits: Lits) -> None:
            row = get(env)
            if row not in ways:
                ways[row] = {}
            if (way := joined((), lits)) is not None:
                ways[row][way] = None

        return leaf

    # --- steps

    def body(self, body: Body, bound: frozenset[str], live: frozenset[str], leaf: Leaf) -> Leaf:
        """A planned body. `live`: the holes that are read after it."""
        if not body:
            return leaf
        step, rest = body[0], body[1:]
        if isinstance(step, Aggregate):
            tests: list[Compare] = []
            while step.result not in bound and rest and isinstance(test := rest[0], Compare):
                if step.result not in names_in((test,)) or not names_in((test,)) <= bound | {step.result}:
                    break
                tests.append(test)
                rest = rest[1:]
            after = self.body(rest, bound | binds(step), live, leaf)
            lost = step.result not in live | names_in(rest) | bound
            return self.aggregate(step, tests, bound, lost, after)
        after = self.body(rest, bound | binds(step), live, leaf)
        if isinstance(step, Match):
            return self.match(step, bound, after)
        if isinstance(step, Compare):
            return _tested(self.comparison(step), after)
        return self.existence(step, bound, after)

    def match(self, step: Match, bound: frozenset[str], after: Leaf) -> Leaf:
        """Go through the rows that agree."""
        keys: list[int] = []
        given: list[int] = []
        outs: list[int] = []
        taken: list[int] = []
        same: list[tuple[int, int]] = []
        first: dict[str, int] = {}
        for column, term in enumerate(step.terms):
            if isinstance(term, Anything):
                continue
            if isinstance(term, Variable) and term.name not in bound:
                if term.name in first:
                    same.append((first[term.name], column))
                else:
                    first[term.name] = column
                    outs.append(column)
                    taken.append(self.place(term.name))
            else:
                keys.append(column)
                given.append(self.place(term.name) if isinstance(term, Variable) else self.constant(term))
        get = _getter(given)
        index = self.world.index(Index(step.relation, tuple(keys), tuple(outs), tuple(same)))
        nothing: list[tuple[Any, Literal]] = []

        def run(env: Env, lits: Lits) -> bool:
            for row, lit in index.get(get(env), nothing):
                for place, value in zip(taken, row, strict=True):
                    env[place] = value
                if after(env, (*lits, lit) if lit else lits):
                    return True
            return False

        return run

    def existence(self, step: Some | Absent, bound: frozenset[str], after: Leaf) -> Leaf:
        """Go on where there is a solution, or none."""
        found = self.some(step.bodies, bound)
        absent = isinstance(step, Absent)

        def run(env: Env, lits: Lits) -> bool | None:
            lit = found(env)
            if lit is None or lit == TRUE:
                return after(env, lits) if (lit is None) == absent else False
            return after(env, (*lits, -lit if absent else lit))

        return run

    def some(self, bodies: tuple[Body, ...], bound: frozenset[str]) -> Callable[[Env], Literal | None]:
        """When one of the bodies has a solution."""
        ways: dict[Way, None] = {}

        def leaf(env: Env, lits: Lits) -> bool:
            del env
            if (way := joined((), lits)) is not None:
                ways[way] = None
            return not lits

        runs = [self.body(body, bound, frozenset(), leaf) for body in bodies]
        any_of = self.circuit.any

        def ask(env: Env) -> Literal | None:
            ways.clear()
            for run in runs:
                if run(env, ()):
                    return TRUE
            return any_of(ways)

        return self.once(ask, bound, bodies)

    def once(self, ask: Callable[[Env], T], bound: frozenset[str], bodies: Iterable[Body]) -> Callable[[Env], T]:
        """Ask once for the same values of the holes that bodies share with their surroundings."""
        steps = [step for body in bodies for step in body]
        get = self.values(sorted(names_in(steps) & bound))
        known: dict[Row, T] = {}

        def run(env: Env) -> T:
            key = get(env)
            if key not in known:
                known[key] = ask(env)
            return known[key]

        return run

    def aggregate(
        self, step: Aggregate, tests: Sequence[Compare], bound: frozenset[str], lost: bool, after: Leaf
    ) -> Leaf:
        """Go through the values of an aggregate that pass the tests on it; as one, when nothing else reads it."""
        place = self.place(step.result)
        checks = [self.comparison(test) for test in tests]
        outcomes = self.outcomes(step, bound)
        known = step.result in bound

        def ask(env: Env) -> Outcomes:
            def passes(value: object) -> bool:
                env[place] = value
                return all(check(env) for check in checks)

            found = outcomes(env, passes if lost else None)
            if known:
                return found
            found = [(value, way) for value, way in found if passes(value)]
            if not lost:
                return found
            lit = self.circuit.any(dict.fromkeys(way for _, way in found))
            return [] if lit is None else [(None, frozenset((lit,)) - {TRUE})]

        asked = self.once(ask, bound, [(step, *tests)])

        def run(env: Env, lits: Lits) -> bool:
            value = env[place]
            for found, way in asked(env):
                if not known:
                    env[place] = found
                elif found != value:
                    continue
                if after(env, (*lits, *way)):
                    return True
            return False

        return run

    def outcomes(
        self, step: Aggregate, bound: frozenset[str]
    ) -> Callable[[Env, Callable[[object], bool] | None], Outcomes]:
        """The values that an aggregate may have. Where only those that pass a test count, they may come as one."""
        circuit = self.circuit
        counted = (*step.over, *step.variables)
        members = self.members(step.body, bound, counted, step.kind == "pairs")
        if step.kind == "share":
            yes = self.members((*step.body, *step.yes), bound, counted)
            possible = self.members((*step.body, *step.possible), bound, counted)
            return lambda env, _: shared(circuit, members(env), yes(env), possible(env))
        if step.kind == "sum":
            return lambda env, _: summed(circuit, members(env))
        if step.kind == "collect":
            return lambda env, _: collected(circuit, members(env))
        return lambda env, passes: (
            number_where(circuit, members(env), passes) if passes else number(circuit, members(env))
        )

    def members(
        self, body: Body, bound: frozenset[str], counted: Sequence[str], pairs: bool = False
    ) -> Callable[[Env], Rows]:
        """What an aggregate counts, each with when it is there."""
        ways: dict[Row, dict[Way, None]] = {}
        gather = self.gather(counted, ways)
        get = self.values(counted)
        one, other = [self.place(hole) for hole in counted] if pairs else (0, 0)

        def ordered_pair(env: Env, lits: Lits) -> None:
            first, second = get(env)
            if compare(first, "!=", second):
                if second < first:
                    env[one], env[other] = second, first
                gather(env, lits)
                env[one], env[other] = first, second

        run = self.body(body, bound, frozenset(counted), ordered_pair if pairs else gather)

        def ask(env: Env) -> Rows:
            ways.clear()
            run(env, ())
            return {row: lit for row, found in ways.items() if (lit := self.circuit.any(found)) is not None}

        return ask

    # --- values

    def value(self, expression: Expression) -> Callable[[Env], Any]:
        """The value of an expression."""
        if isinstance(expression, Operation):
            operator, left, right = expression.operator, self.value(expression.left), self.value(expression.right)
            return lambda env: calculate(operator, left(env), right(env))
        assert isinstance(expression, Variable | Constant | Parameter)
        if isinstance(expression, Variable):
            return itemgetter(self.place(expression.name))
        return itemgetter(self.constant(expression))

    def comparison(self, step: Compare) -> Callable[[Env], bool]:
        """Whether a comparison holds."""
        left, right = self.value(step.left), self.value(step.right)
        operator, how = step.operator, step.how
        if step.scale:
            scale = self.world.scales[step.scale]
            return lambda env: on_scale(scale, left(env), operator, right(env), how)
        return lambda env: compare(left(env), operator, right(env), how)


def _tested(test: Callable[[Env], bool], after: Leaf) -> Leaf:
    return lambda env, lits: after(env, lits) if test(env) else False


def _getter(places: Sequence[int]) -> Callable[[Env], Row]:
    """The values at some places, always as a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    if places:
        (place,) = places
        return lambda env: (env[place],)
    return lambda _: ()
