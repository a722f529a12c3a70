"""What a recommendation promises: it clears what it says when its statements stand in the file."""

import random
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.evaluate import Evaluation
from netdsl.model.network import Entry, Network
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.recommend.additions import Additions
from netdsl.recommend.changes import Proposal
from netdsl.recommend.recommendations import Recommendation, recommend
from netdsl.source import Source, read
from netdsl.syntax.edit import edited
from netdsl.syntax.format import formatted
from netdsl.syntax.network import parse
from netdsl.syntax.templates import left, stated
from tests.network_strategies import NAMES, OTHER_NAMES, Collaboration, collaborations, evaluated, written
from tests.test_evaluation import drawn, reordered

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "examples").glob("*.net"), *(ROOT / "tests" / "collaborations").glob("*.net")])


def found(evaluation: Evaluation) -> Counter[tuple[str, str]]:
    return Counter((f.id, f.severity) for f in evaluation.findings)


def verdicts(evaluation: Evaluation) -> dict[str, str]:
    return {dimension: v.case.verdict for dimension, v in evaluation.verdicts.items()}


def applied(source: Source, recommendation: Recommendation) -> str:
    """The text of a file with a recommendation's statements in it."""
    document, _ = parse(source)
    proposal = recommendation.proposal
    return edited(document, proposal.statements(document.language), proposal.change.over)


def assert_kept(source: Source, recommendation: Recommendation) -> None:
    """The edited file evaluates to what was promised."""
    text = applied(source, recommendation)
    network, diagnostics = read_network(Source(source.name, text))
    assert network is not None, (recommendation.id, [d.message for d in diagnostics], text)
    after = evaluate_network(network, load_rules())
    promised = recommendation.comparison.after
    assert found(after) == found(promised), recommendation.id
    assert verdicts(after) == verdicts(promised), recommendation.id
    ids = {f.id for f in after.findings}
    assert not ids & {f.id for f in recommendation.clears}
    assert {f.id for f in recommendation.introduces} <= ids


def some(evaluation: Evaluation, chance: random.Random, number: int = 3) -> list[Recommendation]:
    shown = list(recommend(evaluation, most=25).recommendations)
    return chance.sample(shown, min(number, len(shown)))


@settings(max_examples=60)
@given(drawn(endings=True), st.randoms(use_true_random=False))
def test_the_edited_file_evaluates_to_what_was_promised(network: Collaboration, chance: random.Random) -> None:
    before = evaluated(network.text)
    for recommendation in some(before, chance):
        assert_kept(before.network.source, recommendation)


@settings(max_examples=30)
@given(drawn(endings=True), st.randoms(use_true_random=False))
def test_a_canonical_file_stays_canonical(network: Collaboration, chance: random.Random) -> None:
    text = formatted(parse(Source("drawn.net", network.text))[0])
    for recommendation in some(evaluated(text), chance):
        after = applied(Source("drawn.net", text), recommendation)
        assert formatted(parse(Source("drawn.net", after))[0]) == after


@cache
def of_file(file: Path) -> Evaluation:
    network, _ = read_network(read(str(file)))
    assert network
    return evaluate_network(network, load_rules())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_recommendation_for_the_examples_keeps_its_promise(file: Path) -> None:
    evaluation = of_file(file)
    for recommendation in recommend(evaluation).recommendations:
        assert recommendation.clears
        assert_kept(evaluation.network.source, recommendation)


def test_the_examples_with_something_to_clear_have_recommendations() -> None:
    """Notes alone, which say how things are, give none."""
    worse = {file.stem for file in FILES if any(f.severity != "note" for f in of_file(file).findings)}
    assert {file.stem for file in FILES if recommend(of_file(file)).recommendations} == worse
    assert set() < worse < {file.stem for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_recommendation_removes_what_holds(file: Path) -> None:
    """No actor goes, and no line but those that a change ends; those stay in the file."""
    evaluation = of_file(file)
    before = evaluation.network.source.text.split("\n")
    for recommendation in recommend(evaluation).recommendations:
        after = applied(evaluation.network.source, recommendation).split("\n")
        over = {span.line for span in recommendation.proposal.change.over}
        left = [" ".join(line.split()) for line in after]
        for number, line in enumerate(before, 1):
            if number not in over:
                assert " ".join(line.split()) in left
        actors = recommendation.comparison.after.facts.relations["actor"]
        assert set(evaluation.facts.relations["actor"]) <= set(actors)


def ids(evaluation: Evaluation) -> list[str]:
    return [r.id for r in recommend(evaluation, most=1000).recommendations]


@settings(max_examples=25)
@given(drawn(endings=True), st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(network: Collaboration, chance: random.Random) -> None:
    assert ids(evaluated(reordered(network, chance).text)) == ids(evaluated(network.text))


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.integers(0, 24))
def test_renaming_changes_names_only(seed: int, number: int) -> None:
    new = dict(zip(chain(*NAMES.values()), chain(*OTHER_NAMES.values()), strict=True))
    same = {name: name for name in new.values()}

    def said(evaluation: Evaluation, names: dict[str, str]) -> Counter[object]:
        return Counter(
            (
                r.proposal.rule.code,
                r.proposal.kind,
                r.cost,
                len(r.clears),
                len(r.introduces),
                touched(r.proposal, evaluation.network, names),
            )
            for r in recommend(evaluation, most=1000).recommendations
        )

    before = evaluated(written(seed, number, endings=True).text)
    after = evaluated(written(seed, number, names=OTHER_NAMES, endings=True).text)
    assert said(after, same) == said(before, new)


def touched(proposal: Proposal, network: Network, names: dict[str, str]) -> frozenset[object]:
    """What a change adds and ends, with the names of things alone.

    Not the names in its message: where a change answers several findings, those of the first by the alphabet.
    """
    change = proposal.change
    over = [(s.head, e) for s in network.statements for e in (s.head, *s.lines) if e.span in change.over]
    added = [(s.head, e) for s in change.added for e in (s.head, *s.lines)]
    return frozenset(Counter((e.form, _names(head, names), _names(e, names)) for head, e in (*over, *added)).items())


def _names(entry: Entry, names: dict[str, str]) -> frozenset[str]:
    return frozenset(names[v] for row in entry.rows for v in row if isinstance(v, str) and v in names)


@settings(max_examples=40)
@given(drawn(endings=True))
def test_what_is_filled_in_is_what_would_be_read(network: Collaboration) -> None:
    evaluation = evaluated(network.text)
    additions = Additions(evaluation.network)

    def rows(statements: object) -> list[object]:
        return [[(e.form, set(e.rows)) for e in (s.head, *s.lines)] for s in statements]  # type: ignore[attr-defined]

    for recommendation in recommend(evaluation, most=25).recommendations:
        proposal = recommendation.proposal
        change = next(c for c in proposal.rule.changes if c.kind == proposal.kind)
        language = evaluation.network.language
        lines = left(change.add, proposal.values)
        text = "\n".join(stated(line, proposal.values, change.types, language) for line in lines)
        filled = additions.filled(change, proposal.values)
        if filled is not None:
            assert rows(filled) == rows(additions.read(text, "en")[0])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_accepted_asks_for_nothing(file: Path) -> None:
    evaluation = of_file(file)
    accept = "accept" if evaluation.network.language == "en" else "godta"
    source = evaluation.network.source
    answered = {r.proposal.rule.code: r.proposal.rule for r in recommend(evaluation).recommendations}
    for code, rule in list(answered.items())[:2]:
        network, _ = read_network(Source(source.name, f"{source.text}\n{accept} {code}\n"))
        assert network
        accepted = evaluate_network(network, load_rules())
        assert any(f.rule == rule for f in accepted.findings)
        assert all(f.accepted for f in accepted.findings if f.rule == rule)
        for recommendation in recommend(accepted).recommendations:
            assert recommendation.proposal.rule != rule
            assert not any(f.rule == rule for f in recommendation.clears)


@settings(max_examples=25)
@given(collaborations(endings=True), st.integers(1, 9))
def test_a_higher_cost_changes_the_order_and_nothing_else(network: Collaboration, cost: int) -> None:
    evaluation = evaluated(network.text)
    cheap, dear = recommend(evaluation), recommend(evaluation, {"pay": cost})
    assert {r.id: r.clears for r in cheap.recommendations} == {r.id: r.clears for r in dear.recommendations}
    assert {r.cost for r in dear.recommendations if r.proposal.kind == "pay"} <= {cost}


def test_an_example_of_each_kind() -> None:
    text = """\
# language: en
actor City, public
  role owner
actor Office, public
  role coordinator
actor Church, voluntary
measure cafe
  run by Church
measure choir
  run by Church
Church gives Office cafe
  essential
Office gives Church "visitors"
  marginal
nobody pays Church for cafe, choir "neither city nor office" [R §1]
source R "leader", interview, Church
"""
    evaluation = evaluated(text)
    best = next(r for r in recommend(evaluation).recommendations if r.id == "NET101:pay:City:Church:cafe")
    assert [f.id for f in best.clears] == ["NET101:Office:Church", "NET508"]  # the second gathers what the first says
    assert best.proposal.statements("en") == (
        "City pays Church for cafe\n  in full",
        'nobody pays Church for choir "neither city nor office"  [R §1]',
    )
    assert_kept(evaluation.network.source, best)
    # In Norwegian words, the same.
    assert best.proposal.statements("nb")[0] == "City betaler Church for cafe\n  fullt ut"
