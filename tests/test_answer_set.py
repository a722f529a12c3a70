"""Worlds and plans, held against the engine run on each set of choices."""

from itertools import combinations, product
from typing import Any

import clingo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.ruleset import Absent, Aggregate, Anything, Compare, Constant, Match, Parts, Predicate, Variable
from netdsl.engine import answer_set, counting
from netdsl.engine.answer_set import PROOF, Answer, Goal, Target, cheapest, stated
from netdsl.engine.bounds import terms
from netdsl.engine.circuit import TRUE, Circuit, joined
from netdsl.engine.compare import share, total
from netdsl.engine.plan import plan_of
from netdsl.engine.program import compile_plan
from netdsl.engine.worlds import Base, Choice, Worlds, worlds
from tests.rule_strategies import SCALES, SCHEMA, THRESHOLDS, VALUES, RuleSets, rule_sets

Facts = dict[str, dict[Any, list[Any]]]


@st.composite
def problems(draw: Any, most: int = 4) -> tuple[RuleSets, Base, list[Choice]]:
    """A rule set, facts with origins, and choices that add rows and end origins; a line never stands without a head."""
    drawn: RuleSets = draw(rule_sets())
    facts: Facts = {
        relation: {row: draw(st.lists(st.integers(0, 3), min_size=1, max_size=2)) for row in rows}
        for relation, rows in drawn.facts.items()
        if relation != "link.size"
    }
    # A line is there when its head is: it has the origins of the head, or it would be left without one.
    facts["link.size"] = {row: facts["link"][row[:2]] for row in drawn.facts.get("link.size", ())}
    choices = []
    for number in range(draw(st.integers(1, most))):
        added: dict[str, list[Any]] = {}
        for relation in draw(st.lists(st.sampled_from(sorted(SCHEMA)), max_size=3)):
            row = tuple(draw(st.sampled_from(VALUES[kind])) for kind in SCHEMA[relation])
            added.setdefault(relation, []).append(row)
            if relation == "link.size":
                added.setdefault("link", []).append(row[:2])
        ended = {(r, draw(st.integers(0, 3))) for r in draw(st.lists(st.sampled_from(sorted(facts)), max_size=2))}
        ended |= {("link.size", origin) for relation, origin in ended if relation == "link"}
        choices.append(Choice(f"c{number}", draw(st.integers(1, 3)), added, ended))
    return drawn, Base(drawn.predicates, SCALES, THRESHOLDS, facts, {}), choices


def changed(facts: Any, chosen: Any) -> dict[str, set[Any]]:
    """The rows of facts after some choices."""
    ended = {pair for choice in chosen for pair in choice.ended}
    found = {
        relation: {
            row for row, origins in rows.items() if not origins or any((relation, o) not in ended for o in origins)
        }
        for relation, rows in facts.items()
    }
    for choice in chosen:
        for relation, rows in choice.added.items():
            found.setdefault(relation, set()).update(rows)
    return found


class Runs:
    """The engine on any facts."""

    def __init__(self, base: Base) -> None:
        self.base = base
        self.program = compile_plan(plan_of(dict(base.predicates), base.predicates), dict(base.scales))

    def derived(self, chosen: Any = ()) -> dict[str, set[Any]]:
        found, _ = self.program.run(changed(self.base.facts, chosen), self.base.thresholds)
        return {name: set(rows) for name, rows in found.items()}


def models(found: Worlds) -> Any:
    """Each set of choices that has an answer set, with its rows."""
    control = clingo.Control(["--warn=none", "0"])
    with control.backend() as backend:
        demands = terms(found.circuit, range(1, found.circuit.free + 1), found.circuit.joins).demands
        atoms = stated(found.circuit, range(1, found.circuit.size + 1), demands, backend)
    with control.solve(yield_=True) as handle:
        for model in handle:

            def holds(literal: int, model: Any = model) -> bool:
                return literal == TRUE or model.is_true(atoms[abs(literal)]) == (literal > 0)

            chosen = frozenset(c.id for n, c in enumerate(found.choices, 1) if holds(n))
            yield chosen, {r: {row for row, lit in rows.items() if holds(lit)} for r, rows in found.relations.items()}


@settings(max_examples=150)
@given(problems(), st.booleans())
def test_each_set_of_choices_has_one_answer_set_and_it_has_the_rows_that_the_engine_derives(
    problem: tuple[RuleSets, Base, list[Choice]], known: bool
) -> None:
    drawn, base, choices = problem
    runs = Runs(base)
    if known:
        base = Base(base.predicates, SCALES, THRESHOLDS, base.facts, runs.derived())
    found = list(models(worlds(base, choices, drawn.predicates)))
    ids = {choice.id: choice for choice in choices}
    assert sorted(map(sorted, (chosen for chosen, _ in found))) == sorted(
        list(some) for n in range(len(ids) + 1) for some in combinations(sorted(ids), n)
    )
    for chosen, rows in found:
        expected = runs.derived([ids[c] for c in chosen])
        assert {name: rows.get(name, set()) for name in expected} == expected


@st.composite
def goals(draw: Any, base: Base, choices: list[Choice]) -> Goal:
    """A goal about rows that are there with some choices; what is there anyway may often stay."""
    runs = Runs(base)
    before, after = runs.derived(), runs.derived(choices)
    names = st.lists(st.sampled_from(sorted(before)), min_size=1, max_size=3, unique=True)
    targets = []
    for name in draw(names):
        rows = sorted(before[name] | after[name], key=repr)[:3]
        targets += [Target(name, row, draw(st.sampled_from([None, 1, 1, 2]))) for row in rows]
    closed = {name: before[name] for name in draw(names) if draw(st.booleans())}
    return Goal(tuple(targets), closed, draw(st.none() | st.integers(0, 6)))


def tried(base: Base, choices: list[Choice], goal: Goal) -> tuple[int | None, set[Any]]:
    """The best selections, found by trying all: their cost, and each with the targets that remain."""
    runs = Runs(base)
    best: tuple[Any, set[Any]] = (None, set())
    for number in range(len(choices) + 1):
        for some in combinations(choices, number):
            derived = runs.derived(some)
            remaining = [t for t in dict.fromkeys(goal.targets) if t.row in derived[t.relation]]
            cost = sum(choice.cost for choice in some)
            if (
                any(t.level is None for t in remaining)
                or any(derived[name] - set(rows) for name, rows in goal.closed.items())
                or (goal.budget is not None and cost > goal.budget)
            ):
                continue
            worth = (*(sum(t.level == level for t in remaining) for level in (2, 1)), cost)
            selection = (frozenset(c.id for c in some), frozenset(remaining))
            if best[0] is None or worth < best[0]:
                best = (worth, set())
            if worth == best[0]:
                best[1].add(selection)
    return (None if best[0] is None else best[0][-1]), best[1]


@settings(max_examples=150)
@given(st.data())
def test_the_answer_is_what_trying_all_selections_finds(data: st.DataObject) -> None:
    _, base, choices = data.draw(problems())
    goal = data.draw(goals(base, choices))
    cost, best = tried(base, choices, goal)
    answer = cheapest(base, choices, goal, limit=100)
    assert answer.proven and answer.complete
    assert {(frozenset(s.chosen), frozenset(s.remaining)) for s in answer.selections} == best
    assert len(answer.selections) == len(best)
    assert answer.cost == (cost or 0)


@settings(max_examples=40)
@given(st.data())
def test_the_answer_does_not_depend_on_the_order_of_anything(data: st.DataObject) -> None:
    _, base, choices = data.draw(problems())
    goal = data.draw(goals(base, choices))
    facts = {
        r: {row: base.facts[r][row] for row in data.draw(st.permutations(list(base.facts[r])))} for r in base.facts
    }
    other = Base(base.predicates, SCALES, THRESHOLDS, dict(data.draw(st.permutations(list(facts.items())))), {})
    shuffled = data.draw(st.permutations(choices))
    assert cheapest(other, shuffled, goal, limit=2) == cheapest(base, choices, goal, limit=2)


# --- counting

FREE = 4
LITERALS = st.sampled_from([TRUE, *range(1, FREE + 1), *range(-FREE, 0)])


def true(literal: int, world: frozenset[int]) -> bool:
    return literal == TRUE or (abs(literal) in world) == (literal > 0)


def held(circuit: Circuit, outcomes: Any) -> dict[frozenset[int], list[Any]]:
    """Set of choices -> the values that are there with it."""
    atoms = [circuit.any([way]) for _, way in outcomes]
    rows = {(n,): atom for n, atom in enumerate(atoms) if atom is not None}
    choices = tuple(Choice(str(n), 1) for n in range(1, FREE + 1))
    return {
        frozenset(map(int, chosen)): [outcomes[n][0] for (n,) in sorted(relations["values"])]
        for chosen, relations in models(Worlds(choices, circuit, {"values": rows}))
    }


@given(st.lists(st.tuples(st.sampled_from([*VALUES["number"], *VALUES["amount"]]), LITERALS), max_size=5))
def test_a_count_a_sum_and_a_collection_have_their_value_in_each_world(drawn: list[tuple[Any, int]]) -> None:
    members = {(n, value): lit for n, (value, lit) in enumerate(drawn)}
    for fold, worth in (
        (counting.number, len),
        (counting.summed, lambda rows: total([row[-1] for row in rows])),
        (counting.collected, lambda rows: tuple(sorted(rows, key=str))),
    ):
        circuit = Circuit([1] * FREE)
        for world, values in held(circuit, fold(circuit, members)).items():
            value = worth([row for row, lit in members.items() if true(lit, world)])
            assert values == ([] if value is None else [value])


@given(st.lists(LITERALS, max_size=6), st.sets(st.integers(0, 6)))
def test_a_count_passes_a_test_in_the_worlds_in_which_it_does(drawn: list[int], wanted: set[int]) -> None:
    circuit = Circuit([1] * FREE)
    members = {(n,): lit for n, lit in enumerate(drawn)}
    for world, values in held(circuit, counting.number_where(circuit, members, wanted.__contains__)).items():
        assert len(values) == (sum(true(lit, world) for lit in drawn) in wanted)


@given(st.lists(st.tuples(LITERALS, LITERALS, LITERALS), max_size=4))
def test_a_share_has_its_value_in_each_world(drawn: list[tuple[int, int, int]]) -> None:
    """A member that has it may have it, and is there."""
    circuit = Circuit([1] * FREE)

    def both(one: int | None, other: int | None) -> int | None:
        way = None if one is None or other is None else joined((one,), (other,))
        return None if way is None else circuit.any([way])

    of = {(n,): there for n, (there, _, _) in enumerate(drawn)}
    may = {(n,): lit for n, (there, maybe, _) in enumerate(drawn) if (lit := both(there, maybe)) is not None}
    yes = {row: lit for row in may if (lit := both(may[row], drawn[row[0]][2])) is not None}
    for world, values in held(circuit, counting.shared(circuit, of, yes, may)).items():
        there = [t for t in drawn if true(t[0], world)]
        possible = [t for t in there if true(t[1], world)]
        value = share(len(there), sum(true(t[2], world) for t in possible), len(possible))
        assert values == ([] if value is None else [value])


# --- parts


ACTORS = "abcdef"
PARTS = {
    "meet": Predicate(
        "meet",
        ("A", "B"),
        ("name", "name"),
        (
            (
                Match("attended", (Variable("M"), Variable("A"))),
                Match("attended", (Variable("M"), Variable("B"))),
                Compare(Variable("A"), "!=", Variable("B")),
            ),
        ),
    ),
    "part": Predicate(
        "part",
        ("A", "P"),
        ("name", "name"),
        (),
        {},
        Parts(
            "A",
            ((Match("actor", (Variable("A"),))),),
            ("X", "Y"),
            ((Match("meet", (Variable("X"), Variable("Y")))),),
        ),
    ),
    "parts": Predicate(
        "parts",
        ("N",),
        ("number",),
        (
            (
                Aggregate("number", "N", ("P",), (Match("part", (Anything(), Variable("P"))),), frozenset()),
                Compare(Variable("N"), ">", Constant(1)),
            ),
        ),
    ),
}


def meetings(some: list[tuple[int, str]], actors: str, apart: int = 10_000) -> tuple[Base, list[Choice]]:
    """Nobody meets yet; each choice has its members attend one of so many meetings, at a cost."""
    facts: Facts = {"actor": {(actor,): [] for actor in actors}}
    choices = [
        Choice(f"m{n}", cost, {"attended": [(f"m{n % apart}", a) for a in sorted(set(members))]})
        for n, (cost, members) in enumerate(some)
    ]
    return Base(PARTS, {}, {}, facts, {}), choices


def counted(base: Base, choices: list[Choice], goal: Goal, limit: int = 1) -> Answer:
    """The cheapest, found only by ways of solving that count what is joined."""

    def ways(search: Any) -> Any:
        return (way for way in every(search) if way.strategy != PROOF or not search.joins)

    every = answer_set._Search._ways
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer_set._Search, "_ways", ways)
        return cheapest(base, choices, goal, limit)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.text(ACTORS, min_size=1, max_size=4)), min_size=1, max_size=8),
    st.integers(3, 8),
)
def test_meetings_that_make_one_of_all_parts_are_the_cheapest_that_do(some: list[tuple[int, str]], apart: int) -> None:
    """Where there are fewer meetings than choices, two choices together make pairs meet that neither does alone."""
    base, choices = meetings(some, ACTORS, apart)
    goal = Goal(closed={"parts": ()})
    cost, best = tried(base, choices, goal)
    for answer in (cheapest(base, choices, goal, limit=300), counted(base, choices, goal, limit=300)):
        assert answer.proven and answer.complete
        assert {(frozenset(s.chosen), frozenset(s.remaining)) for s in answer.selections} == best
        assert answer.cost == (cost or 0)


def test_fifty_actors_who_never_meet_are_made_one_by_the_cheapest_tree() -> None:
    actors = "".join(chr(ord("A") + n) for n in range(50))
    pairs = [(1 + (7 * n) % 5 + (n % 3), a + b) for n, (a, b) in enumerate(combinations(actors, 2))]
    base, choices = meetings(pairs, actors)
    answer = cheapest(base, choices, Goal(closed={"parts": ()}))
    # Kruskal 1956: the cheapest pair that joins two trees, until there is one.
    tree, cheapest_tree = {actor: actor for actor in actors}, 0
    for cost, (one, other) in sorted(pairs):
        if tree[one] != tree[other]:
            cheapest_tree += cost
            tree = {actor: tree[one] if root == tree[other] else root for actor, root in tree.items()}
    assert answer.proven
    assert answer.cost == cheapest_tree


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(ACTORS), st.integers(1, 3)), min_size=2, max_size=9),
    st.lists(st.tuples(st.integers(1, 4), st.text(ACTORS, min_size=2, max_size=3)), max_size=2),
)
def test_meetings_put_together_one_by_one_are_the_cheapest(
    some: list[tuple[int, str, int]], whole: list[tuple[int, str]]
) -> None:
    """Who attends is chosen one by one, so no choice joins anything alone; some meetings are chosen as a whole."""
    base, choices = meetings(whole, ACTORS)
    choices += [
        Choice(f"c{n}", cost, {"attended": [(f"open {meeting}", actor)]})
        for n, (meeting, actor, cost) in enumerate(some)
    ]
    goal = Goal(closed={"parts": ()})
    cost, best = tried(base, choices, goal)
    for answer in (cheapest(base, choices, goal, limit=600), counted(base, choices, goal, limit=3000)):
        assert answer.proven and answer.complete
        assert {(frozenset(s.chosen), frozenset(s.remaining)) for s in answer.selections} == best
        assert answer.cost == (cost or 0)


def test_fifty_actors_who_never_meet_are_made_one_by_one_meeting_of_all() -> None:
    """A counting bound: who is in a meeting joins one part less than there are members, and each meeting costs more."""
    actors = "".join(chr(ord("A") + n) for n in range(50))
    base, choices = meetings([], actors)
    opened = [Choice(f"open {m}", 2, {"attended": []}) for m in range(3)]
    choices = [
        Choice(f"{meeting} {actor}", 1, {"attended": [(f"open {meeting}", actor)]})
        for meeting, actor in product(range(3), map(chr, range(ord("A"), ord("A") + 50)))
    ]
    requires = {choice.id: [f"open {choice.id[0]}"] for choice in choices}
    answer = cheapest(base, [*opened, *choices], Goal(closed={"parts": ()}, requires=requires))
    assert (answer.proven, answer.cost) == (True, 52)


# --- examples


def test_where_one_choice_brings_what_another_has_to_clear_both_are_made() -> None:
    """Whoever gives has to get something back, who is given something by a choice too."""
    gives = (
        Match("gives", (Variable("A"), Variable("B"))),
        Absent(((Match("gives", (Variable("B"), Variable("A"))),),)),
    )
    base = Base(
        {"unreturned": Predicate("unreturned", ("A", "B"), ("name", "name"), (gives,))},
        {},
        {},
        {"gives": {("a", "b"): ["l"]}},
    )
    choices = [
        Choice("back", 3, {"gives": [("b", "a")]}),
        Choice("stop", 2, {"formerly gives": [("a", "b")]}, {("gives", "l")}),
        Choice("c to a", 1, {"gives": [("c", "a")]}),
    ]
    target = Target("unreturned", ("a", "b"))
    answer = cheapest(base, choices, Goal((target,), {"unreturned": ()}))
    assert (answer.selections[0].chosen, answer.cost, answer.proven, answer.complete) == (("stop",), 2, True, True)
    assert cheapest(base, choices[::2], Goal((target,), {"unreturned": ()})).selections[0].chosen == ("back",)
    none = cheapest(base, choices, Goal((target,), {}, budget=1))
    assert (none.selections, none.proven) == ((), True)


def test_a_row_that_two_origins_state_is_gone_when_both_are_ended() -> None:
    base = Base(
        {"p": Predicate("p", (), (), ((Match("flag", (Constant("x"),)),),))}, {}, {}, {"flag": {("x",): [1, 2]}}
    )
    choices = [Choice(f"end {n}", 1, {}, {("flag", n)}) for n in (1, 2)]
    answer = cheapest(base, choices, Goal(closed={"p": ()}))
    assert (answer.cost, answer.proven) == (2, True)
    assert answer.selections[0].chosen == ("end 1", "end 2")
