"""Plans, held against trying every set of the changes that a plan may have; and the command that shows them."""

import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import chain, combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.check.ruleset import DIMENSIONS, SEVERITIES
from netdsl.cli.main import netdsl
from netdsl.diagnostics import columns
from netdsl.evaluate import Evaluation
from netdsl.model.change import union
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.recommend.candidates import Candidate, candidates
from netdsl.recommend.changes import written as statements_of
from netdsl.recommend.plans import Goal, Plan, goal_of, plan
from netdsl.recommend.recommendations import prices
from netdsl.source import Source, read
from netdsl.syntax.edit import edited
from netdsl.syntax.network import parse
from tests.conftest import Expect
from tests.network_strategies import NAMES, OTHER_NAMES, Collaboration, evaluated, written
from tests.test_evaluation import drawn, reordered
from tests.test_recommendations import touched

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
FILES = sorted([*(ROOT / "examples").glob("*.net"), *(ROOT / "tests" / "collaborations").glob("*.net")])
CASE = "examples/ny_sjanse.net"
MOST = 6
IDENTIFIER = re.compile(r" +NET\d+:\S+")
"""A line of nothing but an id, which is not broken, so that it can be copied."""
"""So many candidates, and every set of them can be tried."""

Worth = tuple[int, ...]


def severe(evaluation: Evaluation, level: str) -> set[str]:
    least = SEVERITIES.index(level)
    return {f.id for f in evaluation.findings if f.accepted is None and SEVERITIES.index(f.severity) >= least}


def left(after: Evaluation, goal: Goal) -> set[str]:
    """The targets that are there, as severe as the goal says."""
    return {f.id for f in goal.targets} & severe(after, goal.least)


def worth(goal: Goal, remaining: set[str], cost: int) -> Worth:
    counts = Counter(f.severity for f in goal.targets if f.id in remaining)
    return (*(counts[severity] for severity in reversed(SEVERITIES)), cost)


def able(some: tuple[Candidate, ...]) -> bool:
    keys = {c.proposal.key for c in some}
    return all(not c.needs or c.needs & keys for c in some)


class Tried(NamedTuple):
    """A set of changes: what is severe after it, which targets are left, and its cost."""

    names: frozenset[str]
    severe: set[str]
    left: set[str]
    cost: int


def every_set(evaluation: Evaluation, goal: Goal, some: Sequence[Candidate]) -> list[Tried]:
    found = []
    for number in range(len(some) + 1):
        for chosen in filter(able, combinations(some, number)):
            after = evaluation.after(union(c.proposal.change for c in chosen))
            names = frozenset(c.proposal.id for c in chosen)
            found.append(Tried(names, severe(after, goal.level), left(after, goal), sum(c.cost for c in chosen)))
    return found


def best_of(evaluation: Evaluation, goal: Goal, sets: list[Tried]) -> tuple[Worth, list[frozenset[str]]]:
    """The best worth of all sets that meet the goal, and those that have it."""
    before = severe(evaluation, goal.level)
    meeting = [t for t in sets if t.severe <= before and (goal.budget is None or t.cost <= goal.budget)]
    best = min(worth(goal, t.left, t.cost) for t in meeting)
    return best, [t.names for t in meeting if worth(goal, t.left, t.cost) == best]


def chosen_from(evaluation: Evaluation, goal: Goal, most: int = 1000) -> tuple[Candidate, ...]:
    return candidates(evaluation, prices(evaluation), goal.targets, goal.level, most).changes


def planned(evaluation: Evaluation, goal: Goal, most: int = MOST) -> Plan:
    return plan(evaluation, goal, prices(evaluation), most=most)


@st.composite
def goals(draw: Any, evaluation: Evaluation) -> Goal:
    """A goal of any kind, often within a budget."""
    budget = draw(st.none() | st.integers(0, 12))
    kind = draw(st.sampled_from(["named", "level", "dimension"]))
    if kind == "named" and evaluation.findings:
        named = draw(st.lists(st.sampled_from(evaluation.findings), min_size=1, max_size=4, unique_by=lambda f: f.id))
        return goal_of(evaluation, named, budget=budget)
    dimension = draw(st.sampled_from(DIMENSIONS)) if kind == "dimension" else None
    return goal_of(evaluation, None, draw(st.none() | st.sampled_from(SEVERITIES[1:])), dimension, budget)


@settings(max_examples=80)
@given(drawn(endings=True), st.data())
def test_no_set_of_the_changes_does_better(network: Collaboration, data: st.DataObject) -> None:
    evaluation = evaluated(network.text)
    goal = data.draw(goals(evaluation))
    some = chosen_from(evaluation, goal, MOST)
    made = planned(evaluation, goal)
    tried = every_set(evaluation, goal, some)
    best, sets = best_of(evaluation, goal, tried)
    remaining = {r.finding.id for r in made.remaining}
    assert made.proven
    assert worth(goal, remaining, made.cost) == best
    assert left(made.comparison.after, goal) == remaining
    chosen = frozenset(step.proposal.id for step in made.steps)
    assert chosen in sets
    alternatives = [frozenset(c.proposal.id for c in some) for some in made.alternatives]
    assert all(alternative in sets for alternative in alternatives)
    if made.every:
        assert {chosen, *alternatives} == set(sets)
        assert len(alternatives) + 1 == len(sets)
    for finding, reason in made.remaining:
        assert reason == why_left(evaluation, goal, tried, finding.id)


def why_left(evaluation: Evaluation, goal: Goal, sets: list[Tried], name: str) -> str:
    """What no set of changes does that clears a finding."""
    clearing = [t for t in sets if name not in t.left]
    peaceful = [t for t in clearing if t.severe <= severe(evaluation, goal.level)]
    cheap = [t for t in peaceful if goal.budget is None or t.cost <= goal.budget]
    if not clearing:
        return "impossible"
    return "conflict" if not peaceful else "budget" if not cheap else "rather"


@settings(max_examples=40)
@given(drawn(endings=True), st.data())
def test_a_plan_in_the_file_does_what_it_says_and_no_part_of_it_suffices(
    network: Collaboration, data: st.DataObject
) -> None:
    evaluation = evaluated(network.text)
    goal = data.draw(goals(evaluation))
    made = planned(evaluation, goal, most=40)
    after = evaluated(in_file(evaluation, made))
    assert left(after, goal) == {r.finding.id for r in made.remaining}
    assert severe(after, goal.level) <= severe(evaluation, goal.level)
    assert Counter((f.id, f.severity) for f in after.findings) == Counter(
        (f.id, f.severity) for f in made.comparison.after.findings
    )
    for step in made.steps:
        rest = evaluation.after(union(s.proposal.change for s in made.steps if s is not step))
        new = severe(rest, goal.level) - severe(evaluation, goal.level)
        assert new or not left(rest, goal) <= {r.finding.id for r in made.remaining}


def in_file(evaluation: Evaluation, made: Plan) -> str:
    """The text of a network's file with a plan in it."""
    network = evaluation.network
    document, _ = parse(network.source)
    return edited(document, statements_of([s.proposal for s in made.steps], network.language), made.change.over)


def summary(made: Plan, names: dict[str, str]) -> Any:
    """What does not hang on the order of a file, nor on names."""
    network = made.comparison.before.network

    def changes(some: Any) -> frozenset[Any]:
        return frozenset((c.proposal.rule.code, c.proposal.kind, touched(c.proposal, network, names)) for c in some)

    remaining = Counter((f.rule.code, reason) for f, reason in made.remaining)
    plans = frozenset([changes(made.steps), *map(changes, made.alternatives)]) if made.every else None
    return made.cost, remaining, plans, made.candidates, made.proven


@settings(max_examples=25)
@given(drawn(endings=True), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(network: Collaboration, chance: random.Random) -> None:
    one, other = evaluated(network.text), evaluated(reordered(network, chance).text)
    made, again = (planned(e, goal_of(e, least="minor"), most=1000) for e in (one, other))
    assert [s.id for s in made.steps] == [s.id for s in again.steps]
    assert summary(made, {}) == summary(again, {})


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.integers(0, 24))
def test_renaming_changes_names_only(seed: int, number: int) -> None:
    new = dict(zip(chain(*NAMES.values()), chain(*OTHER_NAMES.values()), strict=True))
    one = evaluated(written(seed, number, endings=True).text)
    other = evaluated(written(seed, number, names=OTHER_NAMES, endings=True).text)
    made, again = (planned(e, goal_of(e, least="minor"), most=1000) for e in (one, other))
    assert summary(made, new) == summary(again, {name: name for name in new.values()})


@cache
def of_file(file: Path) -> Evaluation:
    network, _ = read_network(read(str(file)))
    assert network
    return evaluate_network(network, load_rules())


@pytest.mark.parametrize("least", SEVERITIES[1:])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_plans_of_the_examples(file: Path, least: str) -> None:
    evaluation = of_file(file)
    goal = goal_of(evaluation, least=least)
    made = planned(evaluation, goal, most=1000)
    assert made.proven
    assert made.complete
    network, _ = read_network(Source(evaluation.network.source.name, in_file(evaluation, made)))
    assert network
    after = evaluate_network(network, load_rules())
    assert left(after, goal) == {r.finding.id for r in made.remaining}
    assert severe(after, least) <= severe(evaluation, least)
    for alternative in made.alternatives:
        changed = evaluation.after(union(c.proposal.change for c in alternative))
        assert sum(c.cost for c in alternative) == made.cost
        assert worth(goal, left(changed, goal), 0) == worth(goal, {r.finding.id for r in made.remaining}, 0)


def test_each_step_tells_what_it_does_after_those_before_it() -> None:
    evaluation = of_file(ROOT / CASE)
    made = planned(evaluation, goal_of(evaluation), most=1000)
    before = evaluation
    assert len(made.steps) > 3
    for step in made.steps:
        assert step.comparison.before.derived == before.derived
        before = step.comparison.after
        assert step.clears
    assert before.derived == made.comparison.after.derived


COURSES = ROOT / "tests" / "cases" / "plans" / "courses.net"
OWN = ["--rules", str(COURSES.with_suffix(".rules"))]


def test_what_a_change_brings_is_answered_by_another_that_comes_after_it() -> None:
    """A measure that is set up is for nobody at first; for whom it is, can only be said where it is there."""
    rules = load_rules((COURSES.with_suffix(".rules"),))
    network, _ = read_network(read(str(COURSES)))
    assert network
    evaluation = evaluate_network(network, rules)
    goal = goal_of(evaluation, [f for f in evaluation.findings if f.rule.code == "TST901"])
    made = planned(evaluation, goal)
    assert [step.id.split(":")[0] for step in made.steps] == ["TST901", "TST902"] * 2
    assert made.proven
    assert made.remaining == ()
    some = chosen_from(evaluation, goal)
    best = worth(goal, set(), made.cost), [frozenset(s.id for s in made.steps)]
    assert best_of(evaluation, goal, every_set(evaluation, goal, some)) == best
    short = planned(evaluation, evolve(goal, budget=made.cost - 1))
    assert [step.id.split(":")[0] for step in short.steps] == ["TST901", "TST902"]
    assert len(short.remaining) == 1
    alone = planned(evaluation, goal, most=1)  # a measure alone brings something as severe as it clears
    assert alone.steps == ()
    assert not alone.complete


# --- the command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(netdsl, ["plan", *arguments])


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_report(form: str, expect: Expect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    suffix = {"table": "txt", "json": "json", "markdown": "md"}[form]
    result = run(CASE, "--format", form)
    assert result.exit_code == 0
    expect(GOLDEN / f"plan.{suffix}", result.stdout)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_table_fits(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for file in FILES:
        for goal in (["--at-least", "minor"], ["--dimension", "frame"], ["--budget", "3"]):
            shown = run(str(file), *goal, "--language", language, "-v").stdout
            lines = [line for line in shown.split("\n") if not IDENTIFIER.fullmatch(line)]
            assert max(map(columns, lines)) <= 80


def test_json_and_markdown_say_what_the_table_says() -> None:
    data = json.loads(run(str(ROOT / CASE), "--format", "json").stdout)
    page = run(str(ROOT / CASE), "--format", "markdown").stdout
    assert data["cost"] == sum(step["cost"] for step in data["steps"])
    assert data["proven"] is True
    cleared = set(data["goal"]["targets"]) - {found["id"] for found in data["remaining"]}
    assert {name for step in data["steps"] for name in step["clears"]} >= cleared - {
        a["id"] for step in data["steps"] for a in step["alters"]
    }
    assert page.count("\n## ") >= len(data["steps"])


def test_a_budget_holds_and_costs_count() -> None:
    def cost(*arguments: str) -> Any:
        return json.loads(run(str(ROOT / CASE), "--format", "json", *arguments).stdout)

    assert cost("--budget", "7")["cost"] <= 7
    whole = cost()
    assert cost("--cost", "pay=1")["cost"] < whole["cost"]
    assert cost("--budget", str(whole["cost"]))["steps"] == whole["steps"]
    reasons = {found["reason"] for found in cost("--budget", "3")["remaining"]}
    assert reasons == {"impossible", "budget", "rather"}


def test_the_plan_is_written(tmp_path: Path) -> None:
    file = tmp_path / "case.net"
    text = (ROOT / CASE).read_bytes()
    file.write_bytes(text)
    new = tmp_path / "new.net"
    result = run(str(file), "--dimension", "frame", "-o", str(new))
    assert result.exit_code == 0
    assert file.read_bytes() == text
    printed = run(str(file), "--dimension", "frame", "-o", "-").stdout
    assert printed == new.read_text("utf-8") != text.decode("utf-8")
    assert run(str(file), "--dimension", "frame", "--in-place").exit_code == 0
    assert file.read_bytes() == new.read_bytes()
    again = json.loads(run(str(file), "--dimension", "frame", "--format", "json").stdout)
    assert again["steps"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([CASE, "--clear", "NET102:Kirkens_bymisjo"], "did you mean `NET102:Kirkens_bymisjon`?"),
        ([CASE, "--clear", "x"], "netdsl evaluate -v"),
        ([CASE, "--clear", ""], "no finding"),
        ([CASE, "--clear", "NET102", "--dimension", "frame"], "--clear names the findings"),
        ([CASE, "--budget", "-1"], "-1 is not in the range"),
        ([CASE, "--cost", "pay=0"], "costs are whole numbers"),
        ([CASE, "--in-place", "-o", "x"], "exclude each other"),
        (["-", "--in-place"], "--in-place needs a file"),
        (["nowhere.net"], "nowhere.net"),
        ([CASE, "-o", "/nowhere/x.net"], "/nowhere/x.net"),
    ],
)
def test_bad_input_is_told(arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run(*arguments, "--language", "en")
    assert result.exit_code == 2
    assert message in result.output
    assert not isinstance(result.exception, Exception) or isinstance(result.exception, SystemExit)


def test_without_the_solver_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "clingo", None)
    result = run(str(ROOT / CASE))
    assert result.exit_code == 1
    assert ".[plan]" in result.output


def test_what_the_file_accepts_is_no_target(tmp_path: Path) -> None:
    file = tmp_path / "case.net"
    text = (ROOT / CASE).read_text("utf-8")
    file.write_text(text + '\ngodta NET102\n  fordi "de vil det"\n', "utf-8")
    result = run(str(file), "--clear", "NET102", "--language", "en")
    assert result.exit_code == 2
    assert "accepts" in result.output
    assert "NET102:Kirkens_bymisjon" not in json.loads(run(str(file), "--format", "json").stdout)["goal"]["targets"]
