"""When two answers are about one time, and so clash."""

from itertools import product

import pytest

from netdsl.check.network import read_network
from netdsl.source import Source

DEEDS = {
    "A gives B m": [("essential", "marginal"), ("no alternatives", "many alternatives")],
    "A pays B for m": [("in full", "in part"), ("essential", "important"), ("few alternatives", "no alternatives")],
}
ENDABLE = {
    "measure n": [("effect: good", "effect: none"), ("effect on w: some", "effect on w: good")],
    "meeting n": [("every week", "2 times per year"), ("decides by vote", "decides by agreement")],
}
TIMES = ("", "over by now", "until 2014", "since 2016")
"""When a statement holds: in 2015, only the first does."""


def clashes(*blocks: str) -> bool:
    before = ["# language: en", "network N\n  as of 2015", "actor A", "actor B", "measure m", "need w", *blocks]
    _, found = read_network(Source("a.net", "\n".join(before) + "\n"))
    assert {d.code for d in found} <= {"N030"}, found[0]
    return bool(found)


def statement(head: str, *lines: str) -> str:
    return "\n".join([head, *(f"  {line}" for line in lines if line)])


def cases(texts: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str, str]]:
    return [(head, one, other) for head, pairs in texts.items() for one, other in pairs]


@pytest.mark.parametrize(("head", "one", "other"), cases(DEEDS))
def test_two_statements_clash_when_both_hold_now(head: str, one: str, other: str) -> None:
    for first, second in product(TIMES, TIMES):
        found = clashes(statement(head, first, one), statement(head, second, other))
        assert found is (first == second == ""), (first, second)


@pytest.mark.parametrize(("head", "one", "other"), cases(DEEDS))
def test_one_statement_clashes_with_itself_whenever_it_holds(head: str, one: str, other: str) -> None:
    for time in TIMES:
        assert clashes(statement(head, time, one, other)), time


@pytest.mark.parametrize(("head", "one", "other"), cases(ENDABLE))
def test_a_line_that_holds_no_longer_clashes_with_nothing(head: str, one: str, other: str) -> None:
    attended = "attended by A" * head.startswith("meeting")
    for first, second in product(("", " no longer"), ("", " no longer")):
        found = clashes(statement(head, attended, one + first, other + second))
        assert found is (first == second == ""), (first, second)
