"""Who is asked to pay and to a forum, and when a network counts as regulating itself: in any collaboration."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings

from netdsl.check.network import read_network
from netdsl.evaluate import Evaluation
from netdsl.model.network import Row
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.recommend.changes import Drafts, Proposal
from netdsl.source import Source, read
from tests.network_strategies import Collaboration, evaluated
from tests.test_evaluation import drawn

LEVELS = ("municipal", "regional", "state")
FULL = "full"
FILES = [
    *(Path(__file__).parent.parent / "examples").glob("*.net"),
    *(Path(__file__).parent / "collaborations").glob("*.net"),
]


def proposals(evaluation: Evaluation) -> list[Proposal]:
    drafts = Drafts(evaluation)
    return [proposal for finding in evaluation.findings for proposal in drafts.proposals(finding)]


def paid(proposal: Proposal) -> Iterator[Row]:
    """Who is to pay whom for what."""
    for statement in proposal.additions.read(proposal.text, "en")[0]:
        if statement.head.form == "pays":
            yield from statement.head.rows


def told(evaluation: Evaluation, relation: str) -> set[Row]:
    return set(evaluation.facts.relations.get(relation, {}))


def high(evaluation: Evaluation, actor: str) -> int | None:
    return next((LEVELS.index(level) for name, level in told(evaluation, "actor.level") if name == actor), None)


def nobody_is_asked_in_vain(evaluation: Evaluation) -> None:
    roles, owned, pays = (told(evaluation, relation) for relation in ("actor.role", "actor.owned_by", "pays"))
    for proposal in proposals(evaluation):
        for payer, payee, thing in paid(proposal):
            assert payer != payee
            if any((payer, payee) == row[:2] for row in pays):
                assert (payer, payee, thing, FULL) not in told(evaluation, "pays.extent") or proposal.rule.code not in (
                    *("NET101", "NET103"),
                )
                continue
            assert not {(payee, "owner"), (payee, "authority")} & roles
            assert (payer, payee) not in owned
            below, above = high(evaluation, payer), high(evaluation, payee)
            assert below is None or above is None or above <= below
            if (payer, "coordinator") in roles and not {(payer, "owner"), (payer, "authority")} & roles:
                assert not any(name == payer for name, _ in owned) or any(owner == payer for _, owner in owned)


@settings(max_examples=40)
@given(drawn())
def test_who_is_asked_to_pay_could(network: Collaboration) -> None:
    nobody_is_asked_in_vain(evaluated(network.text))


@cache
def of_file(file: Path) -> Evaluation:
    network, found = read_network(read(str(file)))
    assert network, found
    return evaluate_network(network, load_rules())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_who_is_asked_to_pay_could_in_the_examples(file: Path) -> None:
    nobody_is_asked_in_vain(of_file(file))


def one_forum(evaluation: Evaluation) -> None:
    forums = {proposal.key: proposal for proposal in proposals(evaluation) if proposal.kind == "forum"}
    assert len(forums) <= 1
    above = {name for name, role in told(evaluation, "actor.role") if role in ("owner", "authority")}
    for proposal in forums.values():
        (meeting,) = (s for s in proposal.change.added if s.head.form == "meeting")
        assert {name for line in meeting.lines if line.form == "meeting.at_times" for (name,) in line.rows} == above


@settings(max_examples=40)
@given(drawn())
def test_all_rules_recommend_the_same_forum(network: Collaboration) -> None:
    one_forum(evaluated(network.text))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_all_rules_recommend_the_same_forum_in_the_examples(file: Path) -> None:
    one_forum(of_file(file))


@settings(max_examples=60)
@given(drawn())
def test_most_decide_for_themselves_where_a_network_regulates_itself(network: Collaboration) -> None:
    evaluation = evaluated(network.text)
    verdict = evaluation.verdicts["autonomy"]
    if verdict.case.verdict == "ideal":
        assert 2 * verdict.values["Autonomous"] > verdict.values["Partners"]
        assert verdict.values["Forced"] == 0


TEAM = """# language: en
actor City, public
  role owner
actor Office, public
  role coordinator
actor Church, voluntary
no other meetings
meeting Round
  attended by Office, Church
"""


@pytest.mark.parametrize(
    ("more", "severity"),
    [
        ("", "major"),
        ("Office informs City about status\n", "major"),
        ("Office informs City about status, results\n", "minor"),
        ("  at times City\n", None),
    ],
)
def test_insight_alone_does_not_bring_an_authority_closer(more: str, severity: str | None) -> None:
    network, _ = read_network(Source("team.net", TEAM + more))
    assert network
    found = [f.severity for f in evaluate_network(network, load_rules()).findings if f.rule.code == "NET403"]
    assert found == ([severity] if severity else [])
