"""Lines in brackets of what a rule adds: they fall away when a list in them is empty, with the lines under them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.model.network import Row, Statement
from netdsl.pipeline import Rules, evaluate_network, load_rules
from netdsl.recommend.changes import Drafts
from netdsl.source import Source
from netdsl.syntax.templates import holes, left, required

RULE = """\
rule unseen  MY101
  dimension  decisions
  severity   minor
  title      en "No meeting"  nb "Ingen møter"
  why        en "None."  nb "Ingen."
  about      the network

  when
    A takes part
    no M where
      meeting M
      silence means no "meetings are told"

  finding
    en "no meeting"
    nb "ingen møter"

  recommend meet
    for
      Everyone = all Partner where Partner takes part
      Above = all One where One oversees
      Others = all One where One stands outside
    add
      meeting {NAME}
        attended by {Everyone}
        [at times {Above}]
      [{Above} may propose to {Everyone}]
        note "they may"
    en "they meet[, with {Above}]"
    nb "de møtes[, med {Above}]"
"""
FIXED = "'Round'"
TRANSLATED = "{'Round' | 'Runde'}"


@cache
def rules(name: str) -> Rules:
    """The built-in rules, with one that recommends a meeting of a name."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "unseen.rules"
        path.write_text(RULE.replace("{NAME}", name), "utf-8")
        return load_rules((path,))


@given(st.sampled_from([FIXED, TRANSLATED]), st.integers(1, 3), st.integers(0, 2))
def test_a_line_falls_away_with_those_under_it_when_its_list_is_empty(name: str, partners: int, above: int) -> None:
    actors = [*(f"actor P{n}" for n in range(partners)), *(f"actor A{n}\n  role authority" for n in range(above))]
    network, _ = read_network(Source("n.net", "\n".join(["# language: en", *actors, ""])))
    assert network
    evaluation = evaluate_network(network, rules(name))
    (finding,) = (f for f in evaluation.findings if f.rule.code == "MY101")
    (proposal,) = Drafts(evaluation).proposals(finding)
    meeting, *others = proposal.statements("en")
    at_times = f"\n  at times {', '.join(f'A{n}' for n in range(above))}" if above else ""
    assert meeting == f"meeting Round\n  attended by {', '.join(f'P{n}' for n in range(partners))}{at_times}"
    assert [other.split("\n")[1] for other in others] == ['  note "they may"'] * bool(above)
    read = proposal.additions.read(proposal.text, "en")[0]
    assert [rows(statement) for statement in read] == [rows(statement) for statement in proposal.change.added]


def rows(statement: Statement) -> list[tuple[Row, ...]]:
    return [entry.rows for entry in (statement.head, *statement.lines)]


LINES = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["word", "word {Full}", "[word {Full}]", "[word {Empty}]"])), max_size=8
).map(lambda some: [f"  {text}" if under else text for under, text in some])


@given(LINES)
def test_what_is_left_needs_no_list_that_is_empty(lines: list[str]) -> None:
    kept = left(lines, {"Full": ("a",), "Empty": ()})
    assert all("Empty" not in holes(line) for line in kept)
    head = ""
    expected = []
    for line in lines:
        head = head if line.startswith(" ") else line
        if "Empty" not in head + line:
            expected.append(line)
    assert kept == expected


def test_holes_in_brackets_are_not_required() -> None:
    assert required("{A} meets {Bs of Cs}[ with {D}]") == {"A", "Bs", "Cs"}
    assert required("[at times {D}]") == set()
