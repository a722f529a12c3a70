"""Evidence is enough, and none of it is idle: cut out it gives the finding, and without a line of it no more."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from netdsl.engine.evidence import Counted, Derived, Evidence, Missing, parts
from netdsl.evaluate import DECLARATIONS, Evaluation, Finding
from netdsl.pipeline import rule_syntax
from netdsl.source import Source, read
from netdsl.syntax.names import name_tokens, named
from netdsl.syntax.network import Document, parse
from tests.network_strategies import Collaboration, collaborations, evaluated, said_once, taken_apart, without

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "examples").glob("*.net"), *(ROOT / "tests" / "collaborations").glob("*.net")])

ABOUT_THE_NETWORK = {"falls_apart_without_hub"}
"""A rule about an actor that judges the network."""

COUNTS_DOWN = {"little_interaction"}
"""Rules that find too little of something: their evidence shows what little there is, and less would be found, too."""

DECLARED = (*DECLARATIONS, "network.as_of", "actor.part_of", "source", "meeting")
"""Lines that say that something is there, and what part it has: by themselves they show nothing."""


def declares(form: str) -> bool:
    """Whether a line only says that something is there, or when."""
    return form in DECLARED or form.rpartition(".")[2] in ("since", "until", "ended")


def declarations(network: Collaboration) -> tuple[Document, set[int]]:
    """The syntax tree of a network, and the lines that are mere declarations."""
    document = parse(Source("cut.net", network.text), network.language)[0]
    lines = {
        sentence.line.number
        for paragraph in document.paragraphs
        for sentence in (paragraph.head, *paragraph.lines)
        if declares(sentence.form)
    }
    return document, lines


def with_what_it_needs(document: Document, lines: Iterable[int]) -> set[int]:
    """Lines with their heads, the declarations of the names in them, what roles those have, and the time."""
    heads, sentences = {}, {}
    for paragraph in document.paragraphs:
        for sentence in (paragraph.head, *paragraph.lines):
            heads[sentence.line.number] = paragraph.head.line.number
            sentences[sentence.line.number] = sentence
    declared = document.names.declared
    wanted: set[int] = set()
    todo = [*lines, *(n for n, s in sentences.items() if s.form == "network.as_of")]
    while todo:
        number = todo.pop()
        if number in wanted:
            continue
        wanted.add(number)
        todo.append(heads[number])
        names = {named(token) for token in name_tokens(sentences[number].node)}
        todo += [places[name].line for places in declared.values() for name in names if name in places]
        todo += [n for n, s in sentences.items() if heads[n] == number and declares(s.form)]
        references = {r for paragraph in (sentences[number],) for r in sources(paragraph, declared)}
        todo += [declared["source"][name].line for name in references]
    return wanted


def sources(sentence, declared) -> Iterator[str]:
    text = sentence.line.text
    if "[" in text:
        cited = text[text.rindex("[") :]
        yield from (name for name in declared.get("source", ()) if name in cited)


def cut(network: Collaboration, document: Document, lines: Iterable[int]) -> tuple[Collaboration, dict[int, int]]:
    """The network of some lines only, and where each of them stands in it."""
    wanted = with_what_it_needs(document, lines)
    number, kept, places = 1, [], {}
    for statement in network.statements:
        for _ in (statement.head, *statement.lines):
            number += 1
            if number in wanted:
                kept.append(number)
    places = {number: place for place, number in enumerate(sorted(kept), 2)}
    return without(network, set(range(2, number + 1)) - wanted), places


def same(finding: Finding, found: Evaluation) -> Finding | None:
    """The same finding in another evaluation."""
    return next((f for f in found.findings if f.rule.name == finding.rule.name and f.about == finding.about), None)


def wrong_with(network: Collaboration, finding: Finding) -> list[str]:
    """What is wrong with the evidence of a finding: nothing."""
    document, declared = declarations(network)
    evidence = {origin.line.span.line for origin in finding.origins()}
    small, places = cut(network, document, evidence)
    if not same(finding, evaluated(small.text)):
        return [f"{finding.id} does not follow from its evidence:\n{small.text}"]
    shown = {origin.line.span.line for origin in finding.evaluation.origins((needed(finding.evidence),))}
    wrong = []
    for number in sorted(shown & evidence - declared):
        less = without(small, {places[number]})
        still = same(finding, evaluated(less.text))
        if still and holds_in(finding.evaluation, still.evidence):
            line = small.text.split("\n")[places[number] - 1]
            wrong.append(f"{finding.id} follows without `{line}`:\n{less.text}")
    return wrong


def needed(evidence: Evidence) -> Evidence:
    """Evidence without what keeps absent things absent: that is only needed beside what it stands against."""
    if isinstance(evidence, Missing):
        return evidence._replace(because=())
    if isinstance(evidence, Derived):
        return evidence._replace(premises=tuple(map(needed, evidence.premises)))
    if isinstance(evidence, Counted):
        return evidence._replace(members=tuple((row, tuple(map(needed, p))) for row, p in evidence.members))
    return evidence


def holds_in(found: Evaluation, evidence: Evidence) -> bool:
    """Whether evidence from a part of a network is evidence in the whole of it: what it says is absent may be there."""
    if isinstance(evidence, Derived) and evidence.row not in found.explainer.relations[evidence.relation]:
        return False
    if isinstance(evidence, Missing):
        return not any(list(found.explainer.solutions(body, evidence.known)) for body in evidence.bodies)
    return all(holds_in(found, part) for part in parts(evidence))


def assert_evidence(network: Collaboration) -> None:
    for finding in evaluated(network.text).findings:
        if finding.about and finding.rule.name not in ABOUT_THE_NETWORK:
            idle_too = finding.rule.name in COUNTS_DOWN
            found = [w for w in wrong_with(network, finding) if not (idle_too and " follows without " in w)]
            assert not found, "\n".join(found)


@settings(max_examples=40, derandomize=True)
@given(collaborations(endings=True).map(said_once))
def test_evidence_is_enough_and_none_of_it_idle(network: Collaboration) -> None:
    assert_evidence(network)


@pytest.mark.parametrize("rule", rule_syntax().values(), ids=lambda rule: rule.name)
def test_the_evidence_in_the_examples_of_a_rule_is_enough_and_none_of_it_idle(rule) -> None:
    for example in rule.examples:
        assert_evidence(taken_apart(Source(rule.name, example.network), "en"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_evidence_in_an_example_is_enough_and_none_of_it_idle(file: Path) -> None:
    assert_evidence(taken_apart(read(str(file))))
