"""The cheapest choices after which no unwanted row is derived, proven by clingo.

What holds after any choices (`worlds.py`) is an answer set program with one answer set for each set of choices, so
clingo decides by what the rules mean, whatever the choices do together. Needs the extra `plan`.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen

from netdsl.engine.bodies import Row
from netdsl.engine.bounds import Terms, gains, terms
from netdsl.engine.circuit import TRUE, AtLeast, Circuit, Joins, Literal
from netdsl.engine.worlds import Base, Choice, Worlds, worlds

if TYPE_CHECKING:
    from clingo import Backend, Model

OPTIONS = ("--warn=none", "--heuristic=Domain", "--opt-mode=optN", "0")
"""The best model, then all that are as good."""

PROOF = ("--opt-strategy=usc,stratify",)
"""Proofs from below, by what cannot be had together."""

COUNTED = (*PROOF, "--configuration=trendy")
"""The same for numbers, with the settings that did best there."""

DESCENT = ("--opt-strategy=bb,lin",)
"""One model after the other, each better than the last."""

CONFLICTS, MORE = 300, 4
"""How many conflicts a way of solving has before the next one is tried; and how many times as many in each round."""


class Target(NamedTuple):
    """A row that is unwanted; of those on a higher level as few as possible remain before lower ones count.

    level: 1 or more; None: it must not remain.
    """

    relation: str
    row: Row
    level: int | None = None


@frozen
class Goal:
    """What to reach at the least cost: as few targets left as possible, and nothing new.

    closed: relation -> the only rows that it may have; budget: what the choices may cost together; excluded: sets of
    choices, by id, that are not to be made as they are; requires: choice -> others, one of which it needs;
    near: choices of which at most one is not made.
    """

    targets: tuple[Target, ...] = ()
    closed: Mapping[str, Container[Row]] = field(factory=dict)
    budget: int | None = None
    excluded: Collection[frozenset[str]] = ()
    requires: Mapping[str, Collection[str]] = field(factory=dict)
    near: Collection[str] = ()

    @property
    def relations(self) -> set[str]:
        """The relations that it speaks of."""
        return {*(target.relation for target in self.targets), *self.closed}


class Selection(NamedTuple):
    """A set of choices by id, in the order of their content, and the targets that remain."""

    chosen: tuple[str, ...]
    remaining: tuple[Target, ...]


@frozen
class Answer:
    """The best selections, all of the same worth, in an order that depends on the content of choices only.

    proven: no other selection is better (without selections: there is none that meets the goal). complete: no other is
    as good.
    """

    selections: tuple[Selection, ...]
    cost: int
    proven: bool
    complete: bool


def cheapest(base: Base, choices: Iterable[Choice], goal: Goal, limit: int = 1, seconds: float | None = None) -> Answer:
    """The best sets of choices, at most `limit` of them. What a choice costs counts after what targets are left.

    After so many seconds of solving, the best found so far. A choice that nothing in the goal rests on is not made.
    Raises ModuleNotFoundError without clingo.
    """
    return best(worlds(base, choices, goal.relations), goal, limit, seconds)


def best(found: Worlds, goal: Goal, limit: int = 1, seconds: float | None = None) -> Answer:
    """The same in worlds that have all relations of the goal."""
    return _Search(found, goal).best(limit, seconds)


class _Way(NamedTuple):
    """How to solve: what is paid, the strategy, and how many conflicts there may be."""

    terms: Terms
    strategy: tuple[str, ...]
    conflicts: int


class _Search:
    """One goal in all worlds."""

    def __init__(self, found: Worlds, goal: Goal) -> None:
        self.worlds = found
        self.circuit = found.circuit
        self.goal = goal
        self.numbers = {choice.id: n for n, choice in enumerate(found.choices, 1)}
        self.forbidden: list[Literal] = []
        self.wished: list[tuple[Target, Literal]] = []
        for target in dict.fromkeys(goal.targets):
            lit = found.relations[target.relation].get(target.row)
            if lit is not None and target.level is None:
                self.forbidden.append(lit)
            elif lit is not None:
                self.wished.append((target, lit))
        for relation, rows in goal.closed.items():
            self.forbidden += [lit for row, lit in found.relations[relation].items() if row not in rows]
        asked = [lit for lit in (*self.forbidden, *(lit for _, lit in self.wished)) if lit != TRUE]
        self.beneath = self.circuit.beneath(asked)
        self.beneath |= self._required(n for n in self.beneath if n <= self.circuit.free)

    @cached_property
    def joins(self) -> list[Joins]:
        """What joins the parts that the goal speaks of."""
        every = self.circuit.joins
        return [j for j in every if self.beneath.issuperset(abs(lit) for lit in j.left[: j.size] if lit)]

    def _ways(self) -> Iterator["_Way"]:
        """How to solve: a few ways in turns, again and again with more conflicts, until one comes to an end.

        Where each choice has its whole price, a solver sees at once what takes it; where prices are counted,
        what it takes to join parts. A proof from below may have no good plan to show when time is up: the last way has.
        """
        conflicts = CONFLICTS
        payable = [n for n in sorted(self.beneath) if n <= self.circuit.free]
        whole = Terms([(n, cost) for n in payable if (cost := self.circuit.costs[n - 1])], 1, [], ())
        counted = whole
        while True:
            yield _Way(whole, PROOF, conflicts)
            if self.joins:
                counted = terms(self.circuit, payable, self.joins) if counted is whole else counted
                yield _Way(counted, COUNTED, conflicts)
            yield _Way(counted, DESCENT, conflicts)
            conflicts *= MORE

    def _required(self, choices: Iterable[int]) -> set[int]:
        """What some choices need, and what that needs."""
        todo, found = list(choices), set[int]()
        while todo:
            name = self.worlds.choices[todo.pop() - 1].id
            more = {self.numbers[other] for other in self.goal.requires.get(name, ())} - found
            found |= more
            todo += more
        return found

    def best(self, limit: int, seconds: float | None) -> Answer:
        """The best selections."""
        if TRUE in self.forbidden:
            return Answer((), 0, proven=True, complete=True)
        end = None if seconds is None else monotonic() + seconds
        best: list[tuple[list[int], Selection]] = []
        worth: list[Fraction] = []
        proven = complete = False
        for way in self._ways():
            sure = False
            for model in self._models(way, end):
                if model is None:
                    proven = complete = True
                    break
                found = [*map(Fraction, model.cost[:-1]), Fraction(model.cost[-1], way.terms.unit)]
                if model.optimality_proven and not sure:
                    proven = sure = True
                    best = []
                elif not sure:
                    if proven or (best and found >= worth):
                        continue
                    best = []
                elif len(best) == limit:
                    break
                worth = found
                best.append(self._selection(model))
            if complete or (proven and len(best) >= limit) or (end is not None and monotonic() > end):
                break
        selections = tuple(selection for _, selection in sorted(best, key=lambda found: (len(found[0]), found[0])))
        cost = sum(self.circuit.costs[number - 1] for number in best[0][0]) if best else 0
        return Answer(selections, cost, proven, complete)

    def _selection(self, model: "Model") -> tuple[list[int], Selection]:
        numbers = [n for n in self._atoms if n <= self.circuit.free and model.is_true(self._literal(n))]
        chosen = tuple(self.worlds.choices[n - 1].id for n in numbers)
        remaining = tuple(
            target for target, lit in self.wished if lit == TRUE or model.is_true(self._literal(abs(lit))) == (lit > 0)
        )
        return numbers, Selection(chosen, remaining)

    def _models(self, way: "_Way", end: float | None) -> Iterator["Model | None"]:
        """Better and better models, then all that are as good as the best; None when that was all.

        It stops earlier after the conflicts that there may be, or at the end of time.
        """
        from clingo import Control

        control = Control([*OPTIONS, *way.strategy, f"--solve-limit={way.conflicts}"])
        with control.backend() as backend:
            self._state(way.terms, backend)
        with control.solve(yield_=True, async_=True) as handle:
            while True:
                handle.resume()
                if not handle.wait(None if end is None else max(0.0, end - monotonic())):
                    handle.cancel()
                    return
                model = handle.model()
                if model is None and not handle.get().exhausted:
                    return
                yield model
                if model is None:
                    return

    def _state(self, price: Terms, backend: "Backend") -> None:
        """Hand over what the goal rests on, and the goal."""
        used = [lit for lit, _ in (*price.price, *(weight for d in price.demands for weight in d.weights))]
        needed = sorted(self.beneath | self.circuit.beneath(used))
        self._atoms = stated(self.circuit, needed, price.demands, backend)
        from clingo.backend import HeuristicType

        literal = self._literal
        for lit in self.forbidden:
            backend.add_rule([], [literal(lit)])
        free = {self.worlds.choices[n - 1].id: self._atoms[n] for n in self._atoms if n <= self.circuit.free}
        for name, others in self.goal.requires.items():
            if name in free:
                backend.add_rule([], [free[name], *(-free[other] for other in others)])
        backend.add_weight_rule([], 2, [(-free[name], 1) for name in self.goal.near])
        for some in self.goal.excluded:
            if some <= free.keys():
                backend.add_rule([], [atom if name in some else -atom for name, atom in free.items()])
        if self.goal.budget is not None:
            paid = [(literal(n), cost) for n, cost in enumerate(self.circuit.costs, 1) if cost and n in self._atoms]
            backend.add_weight_rule([], self.goal.budget + 1, paid)
        joining = [gains(join) for join in price.joins]
        pairs = all(gain == 1 for found in joining for gain in found.values())
        for choice in sorted({choice for found in joining for choice in found}) if pairs else ():
            # With these false first, only what hangs on a single choice is joined, and no circle is.
            backend.add_heuristic(literal(choice), HeuristicType.False_, 1, 1, [])
        never = backend.add_atom()  # there is always something to minimise: without, no model would be called best
        backend.add_minimize(0, [(never, 1), *((literal(lit), cost) for lit, cost in price.price)])
        for level in {target.level for target, _ in self.wished}:
            assert level is not None
            left = [literal(lit) for target, lit in self.wished if target.level == level and lit != TRUE]
            backend.add_minimize(level, [(lit, 1) for lit in left])

    def _literal(self, lit: Literal) -> int:
        return self._atoms[lit] if lit > 0 else -self._atoms[-lit]


def stated(circuit: Circuit, needed: Sequence[int], demands: Iterable[AtLeast], backend: "Backend") -> dict[int, int]:
    """Hand over some atoms, with all that they rest on among them, and demands: our atom -> clingo's."""
    atoms = {atom: backend.add_atom() for atom in needed}

    def literal(lit: Literal) -> int:
        return atoms[lit] if lit > 0 else -atoms[-lit]

    for atom in needed:
        head = [atoms[atom]]
        if atom <= circuit.free:
            backend.add_rule(head, choice=True)
        for way in circuit.ways.get(atom, ()):
            backend.add_rule(head, [literal(lit) for lit in sorted(way)])
        if atom in circuit.sums:
            bound, weights = circuit.sums[atom]
            backend.add_weight_rule(head, bound, [(literal(lit), weight) for lit, weight in weights])
    for bound, weights in demands:
        # So much is true: not too much of it is false.
        most = sum(weight for _, weight in weights) - bound
        backend.add_weight_rule([], most + 1, [(-literal(lit), weight) for lit, weight in weights])
    return atoms
