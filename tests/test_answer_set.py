"""Worlds and plans, held against the engine run on each set of choices."""

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.engine.answer_set import Answer, Goal, Target, cheapest, stated
from netdsl.engine.circuit import TRUE
from netdsl.engine.plan import plan_of
from netdsl.engine.program import compile_plan
from netdsl.engine.worlds import Base, Choice, Worlds, worlds
from tests.rule_strategies import SCALES, SCHEMA, THRESHOLDS, VALUES, RuleSets, rule_sets

clingo = pytest.importorskip("clingo")

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
        relation: {row for row, origins in rows.items() if not origins or any((relation, o) not in ended for o in origins)}
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
        atoms = stated(found.circuit, range(1, found.circuit.size + 1), found.circuit.demands, backend)
    with control.solve(yield_=True) as handle:
        for model in handle:

            def holds(literal: int, model: Any = model) -> bool:
                return literal == TRUE or model.is_true(atoms[abs(literal)]) == (literal > 0)

            chosen = frozenset(c.id for n, c in enumerate(found.choices, 1) if holds(n))
            yield chosen, {r: {row for row, lit in rows.items() if holds(lit)} for r, rows in found.relations.items()}


@settings(max_examples=200, deadline=None)
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
