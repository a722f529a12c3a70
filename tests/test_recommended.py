"""What the built-in rules recommend: it clears what it is for, and is no more than what people can do."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from netdsl.check.network import read_network
from netdsl.check.ruleset import CheckedChange, CheckedRule
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.change import union
from netdsl.model.facts import FORMERLY
from netdsl.model.forms import forms
from netdsl.pipeline import evaluate_network, load_rules, rule_syntax
from netdsl.recommend.changes import Drafts, Proposal
from netdsl.recommend.recommendations import Recommendation, recommend
from netdsl.source import Source, read

RULES = load_rules().rules.rules
SECTIONS = [(rule, change) for rule in RULES for change in rule.changes]
NY_SJANSE = Path(__file__).parent.parent / "examples" / "ny_sjanse.net"

RESULTS = ("measure.effect", "measure.effect_on", "outcome", "gives.weight", "pays.weight", "aware", "partners_aware")
"""Forms that say what comes of something: nobody can promise them."""

ENDED = (
    "instructs", "pays", "unpaid", "unaware", "partners_unaware", "disagree.open", "meeting.decides", "meeting.less",
    "meeting.occasion", "gives.less", "measure.lacks", "measure.requires", "measure.requires_level",
)  # fmt: skip
"""Forms that say what people can end: nobody is sent away, and what was seen is not unsaid."""

Case = tuple[Finding, Proposal, Evaluation]


def section(value: object) -> str | None:
    return value.name if isinstance(value, CheckedRule) else value.kind if isinstance(value, CheckedChange) else None


@cache
def fired(name: str) -> list[Evaluation]:
    """The networks in which a rule is said to find something."""
    networks = [
        read_network(Source(name, f"# language: en\n{example.network}"))[0]
        for example in rule_syntax()[name].examples
        if example.kind == "fires"
    ]
    return [evaluate_network(network, load_rules()) for network in networks if network]


@cache
def cases(rule: str, kind: str) -> list[Case]:
    """What a rule recommends in its own networks, each with the finding that it is for and the evaluation after it."""
    return [
        (finding, proposal, evaluation.after(proposal.change))
        for evaluation in fired(rule)
        for finding in evaluation.findings
        if finding.rule.name == rule
        for proposal in Drafts(evaluation).proposals(finding)
        if proposal.kind == kind
    ]


@pytest.mark.parametrize("rule", RULES, ids=section)
def test_a_rule_says_what_helps_or_why_nothing_does(rule: CheckedRule) -> None:
    unchanged = rule_syntax()[rule.name].unchanged
    assert bool(rule.changes) != bool(unchanged)
    for texts in (unchanged, *(change.texts for change in rule.changes)):
        assert all(texts.get(language, "").strip() for language in ("en", "nb")) or not texts


@pytest.mark.parametrize(("rule", "change"), SECTIONS, ids=section)
def test_a_change_clears_the_finding_that_it_is_for(rule: CheckedRule, change: CheckedChange) -> None:
    assert any(finding.id not in {f.id for f in after.findings} for finding, _, after in cases(rule.name, change.kind))


@pytest.mark.parametrize(("rule", "change"), SECTIONS, ids=section)
def test_a_change_keeps_all_but_what_it_names_and_what_it_contradicts(rule: CheckedRule, change: CheckedChange) -> None:
    for finding, proposal, after in cases(rule.name, change.kind):
        ended = {ending.relation for ending in change.ends} | set(denied(proposal))
        before = finding.evaluation.facts.relations
        assert set(after.network.declared["actor"]) >= set(finding.evaluation.network.declared["actor"])
        for relation, rows in before.items():
            lost = {row for row in rows if row not in after.facts.relations.get(relation, {})}
            named = relation in ended or (forms()[relation].parent in ended if relation in forms() else False)
            assert not lost or named, (proposal.id, relation, lost)
            if not relation.startswith(FORMERLY):
                formerly = after.facts.relations.get(FORMERLY + relation, {})
                assert lost <= set(formerly), (proposal.id, "ended without a trace", relation)


@pytest.mark.parametrize("rule", RULES, ids=section)
def test_a_change_ends_what_people_can_end(rule: CheckedRule) -> None:
    assert {ending.relation for change in rule.changes for ending in change.ends} <= set(ENDED)


@pytest.mark.parametrize(("rule", "change"), SECTIONS, ids=section)
def test_a_change_promises_no_result(rule: CheckedRule, change: CheckedChange) -> None:
    for _, proposal, _ in cases(rule.name, change.kind):
        for statement in proposal.change.added:
            said = {statement.head.form, *(line.form for line in statement.lines)}
            assert not said & set(RESULTS), proposal.id
            assert not any(form.startswith("outcome.") for form in said), proposal.id


def denied(proposal: Proposal) -> Iterator[str]:
    """The forms that deny what a proposal adds."""
    added = {e.form for s in proposal.change.added for e in (s.head, *s.lines)}
    return (form.name for form in forms().values() if form.denies in added)


# --- the case


@cache
def case() -> Evaluation:
    network, found = read_network(read(str(NY_SJANSE)))
    assert network, found
    return evaluate_network(network, load_rules())


@cache
def recommended() -> dict[str, Recommendation]:
    return {r.id: r for r in recommend(case()).recommendations}


def named(beginning: str) -> Recommendation:
    """The recommendation whose id begins so."""
    (found,) = (r for name, r in recommended().items() if f"{name}:".startswith(f"{beginning}:"))
    return found


def combined(*ids: str) -> Evaluation:
    return case().after(union(named(name).proposal.change for name in ids))


HUB, CHURCH, SCHOOL, LABOUR, CITY = "Ny_sjanse", "Kirkens_bymisjon", "Voksenopplæringen", "NAV_Intro", "Kommunen"
SCHOOLING, TRAINING = "skolegang", "fagbrev"
COURSE, TEACHING, PRACTICE = "arbeidsmarkedskurs", "norskundervisning", "praksis"
EMPLOYERS = "Arbeidsgivere"
WISH = "to_kursnivåer,_og_undervisning_levert_på_egne_vilkår"
FORUM = {
    *("NET201", "NET205", "NET301", f"NET302:{HUB}", "NET303", "NET304", "NET305", "NET402", f"NET403:{CITY}")
}  # fmt: skip


@pytest.mark.parametrize(
    ("recommendation", "clears"),
    [
        (f"NET102:pay:{CITY}:{CHURCH}", {f"NET101:{HUB}:{CHURCH}", f"NET102:{CHURCH}"}),
        ("NET201:forum", FORUM),
        (f"NET206:inform:{HUB}", {"NET206"}),
        (f"NET208:agree:{HUB}:{SCHOOL}:{TEACHING}", {f"NET208:{HUB}:{SCHOOL}"}),
        (f"NET208:pay:{SCHOOL}:{HUB}:{WISH}:{CITY}", {f"NET208:{HUB}:{SCHOOL}"}),
        ("NET502:agree:kvinnetreff", {"NET502:kvinnetreff"}),
        (f"NET503:agree:{COURSE}", {f"NET503:{COURSE}:Deltakerne"}),
        (f"NET104:agree:{LABOUR}:{HUB}:{COURSE}", {f"NET104:{LABOUR}:{HUB}", f"NET207:{COURSE}"}),
        (f"NET207:agree:{TEACHING}", {f"NET207:{TEACHING}"}),
        (f"NET506:measure:{HUB}:{SCHOOLING}:Deltakerne:{CITY}", {f"NET506:Deltakerne:{SCHOOLING}"}),
        (f"NET510:pay:{CITY}:{SCHOOL}:{TEACHING}", {f"NET510:{TEACHING}", f"NET101:{HUB}:{SCHOOL}"}),
        (f"NET510:pay:NAV:{EMPLOYERS}:{PRACTICE}", {f"NET510:{PRACTICE}"}),
        (f"NET511:agree:{COURSE}", {f"NET511:{COURSE}"}),
        (f"NET514:agree:{TEACHING}", {f"NET514:{TEACHING}"}),
        (f"NET512:measure:{HUB}:{COURSE}:{TRAINING}:{CITY}", {f"NET512:{COURSE}"}),
        (f"NET513:measure:{SCHOOL}:{EMPLOYERS}:norsk:{PRACTICE}", {f"NET513:{TEACHING}:norsk"}),
    ],
)
def test_what_the_case_asks_for(recommendation: str, clears: set[str]) -> None:
    assert clears <= {f.id for f in named(recommendation).clears}


def test_no_recommendation_for_the_case_brings_anything_worth_clearing() -> None:
    assert recommended()
    assert {f.severity for r in recommended().values() for f in r.introduces} == {"note"}


def test_a_joint_forum_that_everybody_is_told_of_makes_a_network_that_regulates_itself() -> None:
    after = combined("NET201:forum", f"NET206:inform:{HUB}")
    assert {dimension: v.case.verdict for dimension, v in after.verdicts.items()} == {
        "interdependence": "mixed",
        "decisions": "ideal",
        "frame": "mixed",
        "autonomy": "ideal",
        "public_governance": "mixed",
    }
    assert [s.head.rows for s in after.network.of("meeting")].count((("Felles forum",),)) == 1


def test_what_no_change_helps_is_left() -> None:
    left = combined(*(r for r in recommended()))
    codes = {f.rule.code for f in left.findings if f.severity != "note"}
    assert codes == {"NET101", "NET501", "NET504", "NET505", "NET508", "NET510"}
    assert {f.id for f in left.findings if f.rule.code in ("NET101", "NET510")} == {
        f"NET101:{HUB}:{LABOUR}",
        f"NET510:{COURSE}",
    }
