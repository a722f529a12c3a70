"""Rows of forms written as a file has them: they read back as what they were, also when the rest of a line is over."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.model.change import Change, changed
from netdsl.model.facts import FORMERLY, Facts, facts
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Reference, Row, Statement
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.recommend.additions import Additions
from netdsl.recommend.changes import Drafts
from netdsl.source import Source, Span, read
from netdsl.syntax.templates import file_line
from tests.strategies import networks

GOOD = sorted((Path(__file__).parent / "cases" / "good").glob("*.net"))
ON_HEADS = {form.name for form in forms().values() if form.on_head}


def network_of(text: str) -> Network:
    network, wrong = read_network(Source("drawn.net", text))
    assert network, wrong[0]
    return network


def lines(statement: Statement) -> Iterator[Entry]:
    yield from (e for e in (statement.head, *statement.lines) if e.form not in ON_HEADS)


def writable(statement: Statement) -> bool:
    """Whether a name could stand in a file as one: a meeting that is called by somebody's words may have any marks."""
    return statement.head.form != "meeting" or not {"'", "#"} <= set(str(statement.head.rows[0][0]))


def block(head: Entry, entry: Entry, row: Row) -> str:
    """A row of a line as text, under its head."""
    texts = [(head.form, head.rows[0])] if entry is not head else []
    whole = []
    for form, one in [*texts, (entry.form, row)]:
        paired = form in forms() and forms()[form].paired
        whole.append(file_line(form, (one[0], *one) if paired else one))  # one actor stands for both of a pair
    return "\n  ".join(whole)


def assert_each_row_reads_back(network: Network) -> set[str]:
    additions = Additions(network)
    seen = set()
    for statement in network.statements:
        if not writable(statement):
            continue
        for entry in lines(statement):
            for row in entry.rows or ((),):
                text = block(statement.head, entry, row)
                (again,), _, wrong = additions.read(text, "en")
                assert {d.code for d in wrong} <= {"N031", "N038"}, (text, wrong[0])
                found = again.head if entry is statement.head else again.lines[-1]
                assert (found.form, found.rows) == (entry.form, (row,)), text
                seen.add(entry.form)
    return seen


@given(networks())
def test_each_row_of_a_file_reads_back(text: str) -> None:
    assert_each_row_reads_back(network_of(text))


def test_a_row_of_each_form_reads_back() -> None:
    seen = set()
    for path in GOOD:
        network, _ = read_network(read(str(path)))
        assert network
        seen |= assert_each_row_reads_back(network)
    assert seen >= set(forms()) - ON_HEADS


@pytest.mark.parametrize(
    "text",
    ["every 6 weeks", "2–3 times per month", "every half-year", "10 times per year", "3 times per week", "every day"],
)
def test_how_often_is_written_as_one_would_say_it(text: str) -> None:
    network = network_of(f"# language: en\nmeeting M\n  attended by A\n  {text}\nactor A\n")
    ((_, often),) = (statement.lines for statement in network.of("meeting"))
    assert file_line("meeting.frequency", often.rows[0]) == text


# --- what still holds of a line, said again


def sources(stated: Facts) -> dict[tuple[str, Row], set[tuple[Reference, ...]]]:
    """What holds, each with the sources of every line that says so."""
    return {
        (relation, row): {origin.line.references for origin in origins}
        for relation, rows in stated.relations.items()
        if not relation.startswith(FORMERLY)
        for row, origins in rows.items()
    }


def gone(relation: str, row: Row, name: str, other: Row) -> bool:
    """Whether a fact goes with another: the same, the other order of a pair, or what is said under it."""
    head = forms()[relation].parent or relation
    both = [row, (row[1], row[0], *row[2:])] if forms()[head].paired else [row]
    return (name == relation or forms()[name].parent == relation) and other[: len(row)] in both


@given(networks("en"), st.randoms(use_true_random=False))
def test_what_still_holds_of_a_line_is_said_again(text: str, chance: random.Random) -> None:
    network = network_of(text)
    before = facts(network)
    drafts = Drafts(evaluate_network(network, load_rules()))
    writable_heads = {s.head.span for s in network.statements if writable(s)}
    held = [
        (relation, row)
        for relation, row in sources(before)
        if relation not in ON_HEADS
        and all(o.line.form == relation and o.head.span in writable_heads for o in before.origins(relation, row))
        and any(len(o.line.rows) > 1 or len(o.head.rows) > 1 for o in before.origins(relation, row))
    ]
    for relation, row in chance.sample(held, min(20, len(held))):
        over: set[Span] = set()
        again = drafts.end(relation, {row}, over)
        assert over == {origin.line.span for origin in before.origins(relation, row)}
        added = [s for _, said_again in again for s in drafts.additions.read(said_again, "en")[0]]
        after = changed(network, Change(tuple(added), frozenset(over)))
        left = {fact: cited for fact, cited in sources(before).items() if not gone(relation, row, *fact)}
        assert sources(facts(after)) == left, (relation, row, again)


def test_what_else_is_said_of_a_line_is_said_again() -> None:
    text = """\
# language: en
network N
  as of 2015
source S
source R
actor A
actor B
actor C
measure m
measure n
A, B gives C m  [S]
  essential "much"
  since 2013
  until 2020
  kind staff  [R]
  note "so it is"
A, B, C disagree about m "how", n "when"
  B wants "two"
nobody pays for m, n "not even now"
"""
    network = network_of(text)
    drafts = Drafts(evaluate_network(network, load_rules()))
    ended: list[tuple[str, Row]] = [("gives", ("A", "C", "m")), ("disagree", ("A", "B", "m")), ("unpaid", (None, "m"))]
    again = [[text for _, text in drafts.end(relation, {row}, set())] for relation, row in ended]
    given, disagreed, unpaid = [[line.replace("'", "") for line in texts] for texts in again]
    assert given == [
        'B gives C m [S]\n  essential "much"\n  since 2013\n  until 2020\n  kind staff [R]\n  note "so it is"'
    ]
    assert sorted(line.partition("\n")[0] for line in disagreed) == [
        'A and B disagree about n "when"',
        'A and C disagree about m "how"',
        'A and C disagree about n "when"',
        'B and C disagree about m "how"',
        'B and C disagree about n "when"',
    ]
    assert all(line.endswith('\n  B wants "two"') for line in disagreed)
    assert unpaid == ['nobody pays for n "not even now"']
