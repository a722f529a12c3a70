"""What must not matter to an evaluation: random collaborations, the examples, and the networks in the rule files."""

import random
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.rules import check_rules
from netdsl.check.ruleset import RuleSet
from netdsl.engine.evidence import height
from netdsl.evaluate import Evaluation
from netdsl.pipeline import BUILT_IN, load_rules, rule_files, rule_syntax
from netdsl.recommend.doubts import contradictions
from netdsl.source import Source, read
from netdsl.syntax.rules import parse
from tests.naive import Naive
from tests.network_strategies import (
    NAMES,
    OTHER_NAMES,
    ROLES,
    Collaboration,
    collaborations,
    evaluated,
    taken_apart,
    written,
)

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "examples").glob("*.net"), *(ROOT / "tests" / "collaborations").glob("*.net")])

ABOUT_THE_NETWORK = {"falls_apart_without_hub", "excluded_actor"}
"""Rules about an actor that judge the network: the others without the hub; who decides in no meeting."""


@cache
def examples() -> list[Collaboration]:
    """The networks in the rule files."""
    sources = [Source(rule.name, example.network) for rule in rule_syntax().values() for example in rule.examples]
    return [taken_apart(source, "en") for source in sources]


def examples_and_files() -> list[Collaboration]:
    return [*examples(), *(taken_apart(read(str(file))) for file in FILES)]


def drawn(**options: Any) -> st.SearchStrategy[Collaboration]:
    return collaborations(**options) | st.deferred(lambda: st.sampled_from(examples()))


@cache
def pairs() -> set[str]:
    """The rules whose two names are in no order."""
    return {rule.name for rule in rule_syntax().values() if rule.pair}


def summary(found: Evaluation, names: Callable[[Any], Any] = lambda name: name) -> dict[str, Any]:
    """What an evaluation says, but for the words in which it does and the places in the file."""
    return {
        "findings": Counter(
            (f.rule.code, about(f, names), f.severity, tuple(e.texts["en"] for e in f.easings), height(f.evidence))
            for f in found.findings
        ),
        "verdicts": {d: (v.case.verdict, numbers(v.values)) for d, v in found.verdicts.items()},
        "questions": Counter((q.rule.name, about(q, names)) for q in found.questions),
        "partnerships": {
            (frozenset(map(names, p.actors)), p.dependence, names(p.dependent)) for p in found.partnerships
        },
        "accepted": Counter((f.rule.code, about(f, names)) for f in found.findings if f.accepted),
    }


def about(found: Any, names: Callable[[Any], Any]) -> tuple[Any, ...]:
    values = [str(names(v)) for v in found.about.values()]
    return tuple(sorted(values) if found.rule.name in pairs() else values)


def numbers(values: dict[str, Any]) -> dict[str, Any]:
    """How many, of what a verdict says; of a list how long it is."""
    return {n: len(v) if isinstance(v, tuple) else v for n, v in values.items() if not isinstance(v, str)}


# --- the engine, once more


@cache
def checked() -> RuleSet:
    """The built-in rules as the checker gives them: those that are loaded keep only what explanations need."""
    rules, problems = check_rules(parse(read(str(file))) for file in rule_files([BUILT_IN]))
    assert not problems
    return rules


def naively(found: Evaluation) -> Naive:
    rules = checked()
    predicates = rules.predicates | {r.found.name: r.found for r in rules.rules}
    predicates |= {q.predicate.name: q.predicate for r in rules.rules for q in r.questions}
    predicates |= {c.predicate.name: c.predicate for v in rules.verdicts for c in v.cases}
    predicates |= {e.predicate.name: e.predicate for r in rules.rules for e in r.eased}
    predicates |= {p.name: p for r in rules.rules for _, p in r.raised}
    return Naive(predicates, found.facts.relations, found.thresholds, rules.scales)


def assert_as_naively(found: Evaluation) -> None:
    naive = naively(found)
    for relation, rows in found.derived.items():
        assert set(rows) == naive.rows(relation), relation
    spread_out = {name for name, p in naive.predicates.items() if p.parts}
    for finding in found.findings:
        reads = {relation for relation, *_ in walked(finding.evidence)}
        if not reads & spread_out:
            row = tuple(finding.about.values())
            assert height(finding.evidence) == naive.relations[finding.rule.found.name][row]


def walked(evidence: Any) -> Any:
    """The relations and rows of all that is derived or stated in a tree."""
    if hasattr(evidence, "relation"):
        yield evidence.relation, evidence.row
    for premise in getattr(evidence, "premises", ()):
        yield from walked(premise)
    for _, premises in getattr(evidence, "members", ()):
        for premise in premises:
            yield from walked(premise)


@settings(max_examples=25)
@given(collaborations(endings=True))
def test_the_built_in_rules_find_what_the_naive_evaluator_finds(network: Collaboration) -> None:
    assert_as_naively(evaluated(network.text))


def test_the_built_in_rules_find_in_the_examples_what_the_naive_evaluator_finds() -> None:
    for network in examples_and_files():
        assert_as_naively(evaluated(network.text))


# --- order and names


def reordered(network: Collaboration, chance: random.Random) -> Collaboration:
    statements = [evolve(s, lines=tuple(chance.sample(s.lines, len(s.lines)))) for s in network.statements]
    return evolve(network, statements=tuple(chance.sample(statements, len(statements))))


@settings(max_examples=60)
@given(drawn(endings=True), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(network: Collaboration, chance: random.Random) -> None:
    assert summary(evaluated(reordered(network, chance).text)) == summary(evaluated(network.text))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_order_of_statements_does_not_matter_in_the_examples(file: Path) -> None:
    network = taken_apart(read(str(file)))
    before = evaluated(network.text)
    after = evaluated(reordered(network, random.Random(1)).text)  # noqa: S311  nothing secret is drawn
    assert summary(after) == summary(before)
    assert [f.id for f in after.findings] == [f.id for f in before.findings]


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(0, 24))
def test_renaming_changes_names_only(seed: int, number: int) -> None:
    new = dict(zip(chain(*NAMES.values()), chain(*OTHER_NAMES.values()), strict=True))
    before = evaluated(written(seed, number, endings=True).text)
    after = evaluated(written(seed, number, names=OTHER_NAMES, endings=True).text)
    assert summary(after) == summary(before, lambda name: new.get(name, name))


@settings(max_examples=30)
@given(drawn(endings=True))
def test_what_is_about_a_pair_is_found_once(network: Collaboration) -> None:
    found = Counter((f.rule.name, about(f, str)) for f in evaluated(network.text).findings)
    assert set(found.values()) <= {1}


# --- what is added


@settings(max_examples=60)
@given(
    collaborations(endings=True),
    collaborations(names=OTHER_NAMES, mark=" of others", endings=True, wide=False),
)
def test_actors_unrelated_to_the_rest_leave_the_findings_about_the_others_alone(
    network: Collaboration, others: Collaboration
) -> None:
    added = [s for s in others.statements if s.form not in ("network", "source")]
    both = evaluated(evolve(network, statements=(*network.statements, *added)).text)
    assert single(both) == single(evaluated(network.text))


def single(found: Evaluation) -> dict[str, Any]:
    """The findings and questions about the actors and things of `NAMES`, those about the whole network aside."""
    strange = set(chain(*OTHER_NAMES.values()))
    said = summary(found)
    return {
        kind: {
            key: entry
            for key, entry in said[kind].items()
            if key[1] and not strange & set(key[1]) and key[0] not in whole(kind)
        }
        for kind in ("findings", "questions")
    }


def whole(kind: str) -> set[str]:
    rules = [r for r in load_rules().rules.rules if r.name in ABOUT_THE_NETWORK or not r.about]
    return {r.code if kind == "findings" else r.name for r in rules}


@settings(max_examples=80)
@given(drawn(), st.randoms(use_true_random=False))
def test_more_statements_never_turn_a_verdict_back_to_unknown(network: Collaboration, chance: random.Random) -> None:
    """Unless they contradict what was told: then it is not known any more."""
    before, after = evaluated(thinned(network, chance).text), evaluated(network.text)
    if set(contradictions(after)) <= set(contradictions(before)):
        for dimension, verdict in after.verdicts.items():
            assert verdict.case.verdict != "unknown" or before.verdicts[dimension].case.verdict == "unknown", dimension


def thinned(network: Collaboration, chance: random.Random) -> Collaboration:
    """A network without some statements and lines; what declares a name or gives a role stays, as it must."""
    often = chance.random()
    kept = []
    for statement in network.statements:
        lines = [line for line in statement.lines if line[0] in (*ROLES, "meeting.attended") or chance.random() < often]
        if statement.form in (*NAMES, "network", "source") or chance.random() < often:
            kept.append(evolve(statement, lines=tuple(lines)))
    return evolve(network, statements=tuple(kept))
