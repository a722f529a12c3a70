"""Two evaluations side by side, what differs between their networks, and networks as some sources see them."""

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network, resolve
from netdsl.check.perspective import as_seen_by
from netdsl.cli.main import netdsl
from netdsl.diagnostics import columns
from netdsl.model.facts import facts
from netdsl.model.network import Network
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.recommend.comparison import compare
from netdsl.recommend.difference import account, applied, differences
from netdsl.source import Source
from netdsl.syntax.format import formatted
from netdsl.syntax.network import parse
from tests.conftest import Expect
from tests.network_strategies import Collaboration, collaborations, evaluated

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = sorted(f"examples/{path.name}" for path in (ROOT / "examples").glob("*.net"))
CASE = "examples/ny_sjanse.net"


def network(text: str, at: tuple[int, ...] | None = None) -> Network:
    found, diagnostics = read_network(Source("drawn.net", text), at)
    assert found, diagnostics[0]
    return found


def reordered(drawn: Collaboration, seed: int) -> str:
    statements = list(drawn.statements)
    random.Random(seed).shuffle(statements)  # noqa: S311  nothing secret is drawn
    return Collaboration(tuple(statements), drawn.language).text


def translated(text: str, language: str) -> str:
    document, diagnostics = parse(Source("drawn.net", text))
    assert not diagnostics
    return formatted(document, language)


@settings(max_examples=40)
@given(collaborations(endings=True), st.integers(0, 99))
def test_what_is_only_written_differently_is_the_same(drawn: Collaboration, seed: int) -> None:
    before = evaluated(drawn.text)
    for text in (reordered(drawn, seed), translated(drawn.text, "en"), translated(drawn.text, "nb")):
        after = evaluated(text)
        assert not compare(before, after)
        assert not differences(before.network, after.network)


@pytest.mark.parametrize("file", EXAMPLES)
def test_an_example_does_not_differ_from_its_translation(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    before = evaluated(text)
    after = evaluated(translated(text, "en" if before.network.language == "nb" else "nb"))
    assert not compare(before, after)
    assert not differences(before.network, after.network)


@settings(max_examples=40)
@given(collaborations(endings=True), collaborations(endings=True))
def test_the_differences_make_one_of_the_other(one: Collaboration, other: Collaboration) -> None:
    before, after = network(one.text), network(other.text)
    differing = differences(before, after)
    said = [{r: set(rows) for r, rows in facts(n).relations.items() if r != "remark"} for n in (before, after)]

    def without_empty(relations: dict[str, set[object]]) -> dict[str, set[object]]:
        return {name: set(rows) for name, rows in relations.items() if rows}

    assert without_empty(applied(said[0], differing)) == said[1]
    assert without_empty(applied(said[1], differing, back=True)) == said[0]


@settings(max_examples=30)
@given(collaborations(), collaborations())
def test_a_comparison_tells_what_each_has_alone(one: Collaboration, other: Collaboration) -> None:
    before, after = evaluated(one.text), evaluated(other.text)
    found = compare(before, after)
    ids = [{f.id for f in e.findings} for e in (before, after)]
    assert [f.id for f in found.gone] == [f.id for f in before.findings if f.id not in ids[1]]
    assert [f.id for f in found.new] == [f.id for f in after.findings if f.id not in ids[0]]
    back = compare(after, before)
    assert (back.gone, back.new) == (found.new, found.gone)
    assert [(c.after.id, c.after.severity) for c in found.changed] == [
        (c.before.id, c.before.severity) for c in back.changed
    ]
    assert len(back.verdicts) == len(found.verdicts)
    assert [p.actors for p in back.partnerships] == [p.actors for p in found.partnerships]
    assert (back.answered, back.opened) == (found.opened, found.answered)


ARENA = """
møte Plenum
  deltar Ny sjanse, Røde Kors, Kirkens bymisjon, NAV Intro, Arbeidsgivere, Voksenopplæringen
  avgjør i enighet
"""


def test_each_change_is_accounted_for_by_what_makes_it() -> None:
    """One line makes the joint meeting; two others together make Kirkens bymisjon's return; one has no effect."""
    text = (ROOT / CASE).read_text("utf-8")
    weight = '  marginalt "populær nok til å fylle tiltakene med andre"\n  mange alternativer\n'
    assert weight in text
    after = evaluated(text.replace(weight, "  avgjørende\n") + ARENA + 'notat "noe"\n')
    before = evaluated(text)
    differing = differences(before.network, after.network)
    assert sorted((d.form, d.was, d.now) for d in differing) == [
        ("gives.alternatives", "in force", None),
        ("gives.weight", "in force", "in force"),
        ("meeting", None, "in force"),
    ]
    comparison = compare(before, after)
    accounts = account(comparison, differing)
    found = {
        f.id: tuple(sorted(d.form for d in part) for part in (a.alone, a.needed))
        for f, a in zip(comparison.gone, accounts.gone, strict=True)
    }
    assert found["NET205"] == (["meeting"], ["meeting"])
    assert found["NET102:Kirkens_bymisjon"] == ([], ["gives.alternatives", "gives.weight"])


def test_time_alone_makes_a_difference() -> None:
    text = 'network N\n  as of 2015\nactor A\nactor B\nA gives B "x"\n  until 2014\nB gives A "y"\n  since 2016\n'
    kinds = [(d.was, d.now) for d in differences(network(text, (2014,)), network(text, (2016,)))]
    assert kinds == [("in force", "over"), ("ahead", "in force")]


# --- as some sources see it


@settings(max_examples=40)
@given(collaborations(endings=True), st.sampled_from([("S",), ("N",), ("S", "N")]))
def test_a_view_is_the_file_with_the_other_lines_left_out(drawn: Collaboration, sources: tuple[str, ...]) -> None:
    whole = network(drawn.text)
    seen = as_seen_by(whole, sources)
    lines = drawn.text.split("\n")
    kept = {entry.span.line for s in seen.statements for entry in (s.head, *s.lines)}
    text = "\n".join(line for number, line in enumerate(lines, 1) if number in kept | {1})
    again, wrong = resolve(parse(Source("drawn.net", text))[0])
    # What these do not say to be over is held against what else they say.
    assert {d.code for d in wrong} <= {"N030"}
    assert {r: set(rows) for r, rows in facts(seen).relations.items()} == {
        r: set(rows) for r, rows in facts(again).relations.items()
    }
    for statement in seen.statements:
        for line in statement.lines:
            if line.references and line.form not in ("actor.role", "actor.part_of") and "." in line.form:
                head = statement.head.span.line == line.span.line
                assert head or {r.source for r in line.references} & set(sources)


def test_all_sources_see_what_has_sources() -> None:
    whole = evaluated((ROOT / CASE).read_text("utf-8"))
    seen = as_seen_by(whole.network, tuple(whole.network.declared["source"]))
    assert not compare(whole, evaluate_network(seen, load_rules()))


def test_what_nobody_else_says_is_not_seen() -> None:
    text = """
source K
source R
need food
actor A [K]
  role coordinator
  aims at help [R]
actor B [R]
actor C
goal help
A gives C "x" [K]
  essential [R]
C gives A "y"
B gives A "z" [R]
"""
    relations = facts(as_seen_by(network(text), ("K",))).relations
    assert {row[0] for row in relations["actor"]} == {"A", "C"}
    assert set(relations["gives"]) == {("A", "C", '"x"')}
    assert ("A", "coordinator") in relations["actor.role"]
    assert not {"gives.weight", "actor.aims"} & set(relations)
    assert set(facts(as_seen_by(network(text), ("R",))).relations["gives"]) == {("A", "C", '"x"'), ("B", "A", '"z"')}


# --- the command


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(netdsl, ["compare", *arguments])


@pytest.fixture
def later(tmp_path: Path) -> str:
    path = tmp_path / "later.net"
    path.write_text((ROOT / CASE).read_text("utf-8").replace("per 2015", "per 2016") + ARENA, "utf-8")
    return str(path)


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_report_of_a_comparison(form: str, later: str, expect: Expect, monkeypatch: pytest.MonkeyPatch) -> None:
    suffix = {"table": "txt", "json": "json", "markdown": "md"}[form]
    folder = Path(later).parent
    (folder / "earlier.net").write_text((ROOT / CASE).read_text("utf-8"), "utf-8")
    monkeypatch.chdir(folder)
    result = run("earlier.net", "later.net", "--format", form)
    assert result.exit_code == 0
    expect(GOLDEN / f"comparison.{suffix}", result.stdout)


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_table_fits(language: str, later: str) -> None:
    for arguments in ((CASE, later), (CASE, "--as-seen-by", "K", "--as-seen-by", "R,S")):
        for line in run(*arguments, "--language", language).stdout.splitlines():
            assert columns(line) <= 80 or later in line, line


def test_nothing_differs_from_itself() -> None:
    assert "Ingenting skiller dem" in run(CASE, CASE).stdout


def test_it_fails_on_new_findings_alone(later: str) -> None:
    assert run(CASE, later, "--fail-on", "minor").exit_code == 0
    assert run(later, CASE, "--fail-on", "major").exit_code == 1
    assert run(later, CASE, "--fail-on", "critical").exit_code == 0


def test_accounts_name_statements_by_number(later: str) -> None:
    found = json.loads(run(CASE, later, "--format", "json").stdout)
    texts = [s["text"] for s in found["statements"]]
    gone = {f["id"]: f["account"] for f in found["findings"]["gone"]}
    assert ["Plenum" in texts[n] for n in gone["NET205"]["alone"]] == [True]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((CASE,), "twice"),
        ((CASE, "--at", "2014"), "twice"),
        ((CASE, "--at", "soon", "--at", "2016"), "is no date"),
        ((CASE, CASE, "--at", "2014", "--at", "2015", "--at", "2016"), "twice"),
        ((CASE, "--as-seen-by", "N1", "--as-seen-by", "n1"), "did you mean `N1`"),
        ((CASE, "--as-seen-by", "N1", "--as-seen-by", ","), "name a source"),
        ((CASE, "nowhere.net"), "no file"),
    ],
)
def test_bad_input_is_told(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments, "--language", "en")
    assert result.exit_code == 2
    assert said in result.stderr


def test_evaluation_as_seen_by_a_source_says_so() -> None:
    shown = CliRunner().invoke(netdsl, ["evaluate", CASE, "--as-seen-by", "K", "--format", "json"])
    (found,) = json.loads(shown.stdout)["networks"]
    assert found["as_seen_by"] == ["K"]
    assert {s for f in found["findings"] for e in f["evidence"] for s in e["sources"]} <= {"K", "S"}
