"""The rules: each is complete and does what its examples say; every way to write a condition means what it says."""

from pathlib import Path

import pytest

from netdsl.check.ruleset import SEVERITIES
from netdsl.examples import missing_examples, run_examples
from netdsl.pipeline import BUILT_IN, load_rules, rule_files, rule_syntax
from netdsl.source import read
from netdsl.syntax.rule_tree import Rule
from netdsl.syntax.rules import parse

GOOD = sorted((Path(__file__).parent / "cases" / "rules" / "good").glob("*.rules"))
LANGUAGES = {"en", "nb"}


def test_the_built_in_rules_have_no_problems() -> None:
    assert load_rules().problems == ()


@pytest.mark.parametrize("rule", rule_syntax().values(), ids=lambda rule: rule.name)
def test_a_rule_does_what_its_examples_say(rule: Rule) -> None:
    wrong = [
        f"line {o.example.span.line}, {o.example.kind}: {o.wrong}"
        for o in run_examples(load_rules(), [rule])
        if o.wrong
    ]
    assert wrong == []


@pytest.mark.parametrize("rule", rule_syntax().values(), ids=lambda rule: rule.name)
def test_a_rule_lacks_no_part_and_no_kind_of_example(rule: Rule) -> None:
    assert missing_examples(load_rules(), rule) == []
    assert rule.dimension
    assert rule.severity in SEVERITIES
    for texts in (
        rule.title,
        rule.why,
        rule.finding,
        *(t.texts for t in rule.thresholds),
        *(e.texts for e in rule.eased),
    ):
        assert set(texts) == LANGUAGES
        assert all(texts.values())


def test_a_file_has_one_rule_and_is_called_after_it() -> None:
    for file in rule_files([BUILT_IN]):
        found = parse(read(str(file)))
        if found.rules:
            assert [rule.name for rule in found.rules] == [file.stem]
            assert found.rules[0].dimension == file.parent.name


def test_every_dimension_has_a_verdict_and_rules() -> None:
    rules = load_rules().rules
    assert {v.dimension for v in rules.verdicts} == {r.dimension for r in rules.rules}
    assert len(rules.verdicts) == 5


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_rules(path: Path) -> None:
    loaded = load_rules((path,))
    assert loaded.problems == ()
    rules = [rule for rule in rule_syntax((path,)).values() if rule.code.startswith("TST")]
    assert rules
    wrong = [f"{o.rule.name} {o.example.kind}: {o.wrong}" for o in run_examples(loaded, rules) if o.wrong]
    assert wrong == []
    assert [missing_examples(loaded, rule) for rule in rules] == [[] for _ in rules]
