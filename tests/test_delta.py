"""Re-evaluation of a change, held against an evaluation of all."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.engine.delta import Moved, Moves, Standing, together
from netdsl.engine.plan import plan_of
from netdsl.engine.program import compile_plan
from netdsl.evaluate import Evaluation, evaluate
from netdsl.model.change import Change, changed
from netdsl.model.network import Network
from netdsl.recommend.comparison import Comparison, compare
from tests.network_strategies import evaluated, written
from tests.rule_strategies import SCALES, SCHEMA, THRESHOLDS, VALUES, RuleSets, rule_sets

Relations = dict[str, set[tuple[Any, ...]]]


@st.composite
def changes(draw: Any, facts: Relations) -> Relations:
    """Other facts: some rows taken away, some added. Every line keeps its head."""
    found = {relation: set(facts.get(relation, ())) for relation in SCHEMA}
    for relation in draw(st.lists(st.sampled_from(list(SCHEMA)), min_size=1, max_size=3)):
        if found[relation] and draw(st.booleans()):
            gone = draw(st.lists(st.sampled_from(sorted(found[relation], key=repr)), max_size=3))
            found[relation] -= set(gone)
        else:
            row = st.tuples(*(st.sampled_from(VALUES[t]) for t in SCHEMA[relation]))
            found[relation] |= set(draw(st.lists(row, min_size=1, max_size=3)))
    found["link"] |= {row[:2] for row in found["link.size"]}
    return found


def moves(before: Relations, after: Relations) -> Moves:
    """What differs."""
    names = {*before, *after}
    found = {
        n: Moved(after.get(n, set()) - before.get(n, set()), before.get(n, set()) - after.get(n, set())) for n in names
    }
    return {n: m for n, m in found.items() if m.came or m.went}


@st.composite
def cases(draw: Any) -> tuple[RuleSets, list[Relations]]:
    """A rule set, and facts that change a few times."""
    drawn = draw(rule_sets())
    steps: list[Relations] = [{name: set(rows) for name, rows in drawn.facts.items()}]
    for _ in range(draw(st.integers(1, 3))):
        steps.append(draw(changes(steps[-1])))
    return drawn, steps


@pytest.mark.parametrize("ahead", [False, True], ids=["compiled when needed", "kept on disk"])
@settings(max_examples=150)
@given(cases())
def test_what_moves_is_what_differs_between_two_evaluations(
    ahead: bool, case: tuple[RuleSets, list[Relations]]
) -> None:
    drawn, steps = case
    program = compile_plan(plan_of(drawn.predicates, drawn.predicates), SCALES)
    derived = [{n: set(rows) for n, rows in program.run(facts, THRESHOLDS)[0].items()} for facts in steps]
    tracing = program.asking().traced() if ahead else program.tracing
    standing = Standing(tracing, {**steps[0], **derived[0]}, THRESHOLDS, SCALES)
    every = [{**facts, **found} for facts, found in zip(steps, derived, strict=True)]
    for one in range(len(steps)):
        before = moves(every[0], every[one])
        for other in range(len(steps)):
            found = standing.moves(moves(steps[one], steps[other]), before)
            assert found == moves(every[one], every[other])
            assert together(before, found) == moves(every[0], every[other])


# --- networks and the built-in rules


def drawn_change(network: Network, other: Network, chance: random.Random) -> Change:
    """Some statements and lines of a network end, some of another one are added."""
    often = chance.choice([0.02, 0.1])
    said = [s for s in network.statements if s.head.form not in UNCHANGED]
    over = {entry.span for s in said for entry in (s.head, *s.lines) if chance.random() < often}
    added = tuple(s for s in other.statements if s.head.form not in UNCHANGED and chance.random() < often)
    return Change(added, frozenset(over))


UNCHANGED = ("network", "source", "remark")


def told(found: Evaluation) -> dict[str, Any]:
    """All that an evaluation says, in its order."""
    return {
        "findings": [(f.id, f.severity, [e.texts for e in f.easings], f.accepted) for f in found.findings],
        "values": [f.values for f in found.findings],
        "evidence": [f.evidence for f in found.findings],
        "verdicts": {d: (v.case.verdict, v.values) for d, v in found.verdicts.items()},
        "questions": [(q.rule.name, q.question.line, q.about, q.values) for q in found.questions],
        "partnerships": found.partnerships,
    }


@pytest.mark.parametrize("limit", [0.001, 2], ids=["always in part", "all where much moves"])
@settings(max_examples=40)
@given(st.integers(0, 2**32), st.integers(4, 40), st.randoms(use_true_random=False))
def test_an_evaluation_after_changes_is_that_of_the_changed_network(
    limit: float, seed: int, number: int, chance: random.Random
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("netdsl.evaluate.FEW", limit)
        before = evaluated(written(seed, number, endings=True).text)
        other = evaluated(written(seed + 1, 30, endings=True).text).network
        for _ in range(2):
            change = drawn_change(before.network, other, chance)
            after = before.after(change)
            anew = evaluate(changed(before.network, change), before.rules, before.program, before.thresholds)
            assert after.network == anew.network
            assert after.facts == anew.facts
            assert rows(after) == rows(anew)
            assert after.moves == moves(rows(before), rows(anew))
            assert told(after) == told(anew)
            assert after.moves_since(before) is after.moves
            assert anew.moves_since(before) is None
            assert differing(compare(before, after)) == differing(compare(before, anew))
            before = after


def differing(found: Comparison) -> tuple[list[str], list[str]]:
    """The findings that one side lacks."""
    return [f.id for f in found.gone], [f.id for f in found.new]


def rows(found: Evaluation) -> Relations:
    """All facts and all that is derived."""
    return {name: set(rows) for name, rows in {**found.facts.relations, **found.derived}.items()}


def test_changes_leave_the_evaluation_before_as_it_was() -> None:
    network = written(7, 30, endings=True)
    before = evaluated(network.text)
    other = evaluated(written(8, 30).text).network
    chance = random.Random(1)  # noqa: S311  nothing secret is drawn
    ways = [drawn_change(before.network, other, chance) for _ in range(5)]
    first = [before.after(change) for change in ways]
    again = [before.after(change) for change in reversed(ways)]
    assert rows(before) == rows(evaluated(network.text))
    assert [rows(e) for e in first] == [rows(e) for e in reversed(again)]
