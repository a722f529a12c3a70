"""The network language: its tables, its words, and that anything at all can be read."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.diagnostics import render, render_unreadable
from netdsl.model.forms import dialects, forms
from netdsl.source import ReadError, Source, decode
from netdsl.syntax.lalr import Failure
from netdsl.syntax.names import Names
from netdsl.syntax.reading import Reader, line_parser, start_of, starts
from tests.strategies import broken, drawn, networks

LANGUAGES = sorted(dialects())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_state_takes_both_a_name_and_a_word_of_the_language(language: str) -> None:
    for state in line_parser(language).tables.states:
        if {"NAME", "NEW_NAME"} & set(state.actions):
            assert not state.keywords


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_welcome_in_one_state_are_the_same(language: str) -> None:
    for state in line_parser(language).tables.states:
        for same in state.keywords.values():
            assert len({keyword.words for keyword in same}) == len(same)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_used_and_begins_with_a_small_letter(language: str) -> None:
    welcome = {k for s in line_parser(language).tables.states for same in s.keywords.values() for k in same}
    entry = dialects()[language]
    used = {keyword.terminal for keyword in welcome}
    assert used == set(entry["words"]) | set(entry["values"])
    assert all(keyword.words[0][0].islower() for keyword in welcome)


def test_every_dialect_has_every_word_and_value() -> None:
    one, *others = (dialects()[language] for language in LANGUAGES)
    for other in others:
        assert set(other["words"]) == set(one["words"])
        assert {table: set(values) for table, values in other["values"].items()} == {
            table: set(values) for table, values in one["values"].items()
        }


@pytest.mark.parametrize("form", [form for form in forms().values() if not form.on_head], ids=lambda form: form.name)
def test_the_example_of_a_form_has_that_form(form) -> None:
    reading = Reader("en", Names()).read(form.example, start_of(form.example, form.parent), form.parent)
    assert not isinstance(reading, Failure)
    assert reading.form == form.name


@pytest.mark.parametrize("form", [form for form in forms().values() if form.on_head], ids=lambda form: form.name)
def test_the_example_of_what_is_said_on_a_heads_line_says_it(form) -> None:
    reading = Reader("en", Names()).read(form.example, "head")
    assert not isinstance(reading, Failure)
    assert reading.form == form.parent
    assert reading.node.node(form.own[0].name)


def test_the_roles_of_a_forms_rule_are_its_columns() -> None:
    for form in forms().values():
        for language in LANGUAGES:
            assert all(f"{{{c.name}}}" in getattr(form, language) for c in form.own), form.name
    assert {start.removesuffix("_line") for start in starts() if start.endswith("_line")} >= {
        form.parent for form in forms().values() if form.parent and not form.on_head
    } - {"disagree"}


def shown(text: str) -> None:
    """Read a text and print whatever is wrong with it: nothing but a network or diagnostics comes of it."""
    source = Source("any.net", text)
    network, diagnostics = read_network(source)
    assert (network is None) == bool(diagnostics)
    assert diagnostics == sorted(diagnostics, key=lambda d: d.order)
    for diagnostic in diagnostics:
        assert 1 <= diagnostic.span.line <= len(source.lines)
        assert 0 <= diagnostic.span.start <= diagnostic.span.end
        assert render(diagnostic, source)
        assert not diagnostic.message.endswith(".")
        assert diagnostic.message == diagnostic.message.strip()
    assert read_network(source)[1] == diagnostics


@given(st.text())
def test_any_text_gives_a_network_or_diagnostics(text: str) -> None:
    shown(text)


WORDS = sorted({w for e in dialects().values() for texts in e["words"].values() for t in texts for w in t.split("|")})


@given(
    st.lists(st.sampled_from([*WORDS, "Office", "'a", '"b"', "[N1]", ",", "\n", "\n  ", "2015", "#", ":", "–", "%"]))
)
def test_any_words_give_a_network_or_diagnostics(words: list[str]) -> None:
    shown(" ".join(words))


@settings(max_examples=60)
@given(networks(most=8), st.integers(0, 2**32))
def test_a_network_with_anything_broken_in_it_gives_a_network_or_diagnostics(text: str, seed: int) -> None:
    shown(broken(text, seed))


@given(
    st.binary() | st.text().map(lambda text: text.encode("utf-16")) | st.text().map(lambda text: text.encode("utf-8"))
)
def test_any_bytes_give_a_text_or_a_message(data: bytes) -> None:
    try:
        text = decode("any.net", data).text
    except ReadError as error:
        text = render_unreadable(error)
    shown(text)


@settings(max_examples=40)
@given(networks())
def test_a_network_is_read_without_errors(text: str) -> None:
    assert not read_network(Source("drawn.net", text))[1]


def test_every_form_is_drawn() -> None:
    found: set[str] = set()
    for seed in range(40):
        network, _ = read_network(Source("drawn.net", drawn("en", seed, 25)))
        assert network
        found |= {entry.form for s in network.statements for entry in (s.head, *s.lines)}
    assert found >= set(forms())


def test_a_long_list_takes_no_longer_for_each_of_its_members() -> None:
    text = "actor A\nactor B\n" + ", ".join(["A", "B"] * 10_000) + " never meet\n"
    begun = time.perf_counter()
    network, _ = read_network(Source("a.net", text))
    assert network
    assert time.perf_counter() - begun < 10
