"""What happens if an actor leaves: held against the file without it, which is made from its text."""

import json
import re
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.diagnostics import columns
from netdsl.evaluate import Evaluation
from netdsl.model.facts import facts
from netdsl.model.network import Network
from netdsl.recommend.withdrawal import contributors, participants, withdrawals, without
from netdsl.source import Source
from tests.conftest import Expect
from tests.network_strategies import NAMES, Collaboration, Statement, collaborations, evaluated

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
CASE = "examples/ny_sjanse.net"

QUOTED = re.compile(r'("(?:[^"\\]|\\.)*")')
NAME = "|".join(sorted((re.escape(n) for n in (*NAMES["actor"], *NAMES["group"])), key=len, reverse=True))
LIST = re.compile(rf"(?<![\w'])(?:{NAME})(?:\s*§\d+§)?(?:(?:\s*,\s*|\s+and\s+)(?:{NAME})(?:\s*§\d+§)?)*(?![\w'])")
MEMBER = re.compile(rf"({NAME})((?:\s*§\d+§)?)")
PAIRED = re.compile(r"\b(shares?|disagrees?|never\s+meets?)\b")
OVER = re.compile(r"\bno longer\b")


def struck(line: str, gone: set[str]) -> str | None:
    """A line without the names of some actors; None where a list has nobody left."""
    quotes: list[str] = []

    def hidden(match: re.Match[str]) -> str:
        quotes.append(match[0])
        return f"§{len(quotes) - 1}§"

    empty = False

    def shortened(match: re.Match[str]) -> str:
        nonlocal empty
        members = MEMBER.findall(match[0])
        kept = [name + added for name, added in members if name not in gone]
        least = 2 if PAIRED.search(line) and match.start() == 0 else 1
        if len(kept) < len(members) and len({name for name, _ in members if name not in gone}) < least:
            empty = True
        return match[0] if len(kept) == len(members) else ", ".join(kept)

    plain = QUOTED.sub(hidden, re.sub(rf"'({NAME})'", r"\1", line))
    left = LIST.sub(shortened, plain)
    return None if empty else re.sub(r"§(\d+)§", lambda m: quotes[int(m[1])], left)


def attending(lines: list[str]) -> set[str]:
    found: set[str] = set()
    for line in lines:
        if re.match(r"(attended\s+by|at\s+times)\s", line) and not OVER.search(line):
            found |= {name for name, _ in MEMBER.findall(QUOTED.sub("", line))}
    return found


def text_without(drawn: Collaboration, actor: str) -> str:
    """The text of a collaboration without an actor: names struck out line by line, then what has nobody left ended."""
    gone = {actor}
    while (
        more := {
            next(iter(MEMBER.findall(s.head)))[0]
            for s in drawn.statements
            if s.form == "actor"
            for form, line in s.lines
            if form == "actor.part_of"
            and not OVER.search(line)
            and {n for n, _ in MEMBER.findall(QUOTED.sub("", line))} & gone
        }
        - gone
    ):
        gone |= more
    kept = []
    for statement in drawn.statements:
        head = struck(statement.head, gone)
        if head is None:
            continue
        lines = [(form, left) for form, line in statement.lines if (left := struck(line, gone)) is not None]
        if statement.form == "accept" and len(lines) < len(statement.lines):
            continue
        before, after = ([line for _, line in some] for some in (statement.lines, lines))
        runs = [any(re.match(r"run\s+by\s", t) and not OVER.search(t) for t in some) for some in (before, after)]
        there = [len(attending(some)) for some in (before, after)]
        alone = statement.form == "meeting" and there[1] < 2 and there[1] < there[0]
        if (statement.form == "measure" and runs == [True, False]) or alone:
            lines.append(("ended", "over by now"))
        kept.append(Statement(statement.form, head, tuple(lines)))
    text = evolve(drawn, statements=tuple(kept)).text
    # What a statement that ends said formerly and what it said last are then both former: two answers from one source.
    assume(not any(d.code == "N030" for d in read_network(Source("drawn.net", text))[1]))
    return text


def network(text: str) -> Network:
    found, diagnostics = read_network(Source("drawn.net", text))
    assert found, (diagnostics[0], text)
    return found


@settings(max_examples=100)
@given(collaborations(endings=True), st.sampled_from(NAMES["actor"][:3]))
def test_without_an_actor_is_the_file_without_it(drawn: Collaboration, actor: str) -> None:
    left = facts(without(network(drawn.text), actor)).relations
    again = facts(network(text_without(drawn, actor))).relations
    assert {r: set(rows) for r, rows in left.items()} == {r: set(rows) for r, rows in again.items()}


@settings(max_examples=25)
@given(collaborations())
def test_a_withdrawal_tells_what_the_file_without_the_actor_does(drawn: Collaboration) -> None:
    before = evaluated(drawn.text)
    found = withdrawals(before, participants(before))
    assert sorted(w.actor for w in found) == participants(before)
    for withdrawal in found:
        after = evaluated(text_without(drawn, withdrawal.actor))
        ids = [{f.id for f in e.findings} for e in (before, after)]
        assert {f.id for f in withdrawal.comparison.new} == ids[1] - ids[0]
        assert {f.id for f in withdrawal.comparison.gone} == ids[0] - ids[1]
        needed = {row[1] for row in before.facts.relations.get("group.needs", ())}
        assert set(withdrawal.needs) == needed & covered(before) - covered(after)
        for need, measure in withdrawal.narrowed:
            assert need in needed & covered(before) and {m for m, n in covers(after) if n == need} == {measure}
        runs = [set(e.facts.relations.get("measure", ())) for e in (before, after)]
        assert {(m,) for m in withdrawal.measures} == runs[0] - runs[1]
        assert withdrawal.parts == (parts(before), parts(after))


def covers(evaluation: Evaluation) -> set[tuple[str, str]]:
    return {(str(row[0]), str(row[1])) for row in evaluation.facts.relations.get("measure.covers", ())}


def covered(evaluation: Evaluation) -> set[str]:
    return {need for _, need in covers(evaluation)}


def parts(evaluation: Evaluation) -> int:
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(participants(evaluation))
    rows = [
        row
        for form in ("meeting.attended", "meeting.at_times")
        for row in evaluation.facts.relations.get(form, ())
        if row[1] in graph
    ]
    graph.add_edges_from((a, b) for m, a in rows for other, b in rows if m == other)
    return int(networkx.number_connected_components(graph))


@settings(max_examples=25)
@given(collaborations())
def test_whom_nothing_holds_comes_first(drawn: Collaboration) -> None:
    evaluation = evaluated(drawn.text)
    found = withdrawals(evaluation, participants(evaluation))
    assert [w.loose for w in found] == sorted((w.loose for w in found), reverse=True)
    for loose in (True, False):
        for told in (True, False):
            group = [w for w in found if w.loose is loose and (bool(w.leave) is told or not loose)]
            graver = [(w.parts[1] - w.parts[0], len(w.needs), len(w.measures), len(w.narrowed)) for w in group]
            assert graver == sorted(graver, reverse=True)
    for withdrawal in found:
        for reason in (*withdrawal.stay, *withdrawal.leave, *withdrawal.free):
            assert withdrawal.actor in reason.row
            assert withdrawal.origins(reason)


@settings(max_examples=25)
@given(collaborations())
def test_who_only_gives_or_pays_comes_after_those_who_take_part(drawn: Collaboration) -> None:
    evaluation = evaluated(drawn.text)
    found = withdrawals(evaluation, contributors(evaluation))
    partners = participants(evaluation)
    assert sorted(w.actor for w in found[: len(partners)]) == partners
    for withdrawal in found[len(partners) :]:
        assert not withdrawal.partner
        assert withdrawal.losses


def test_an_acceptance_covers_no_more_than_before() -> None:
    text = "actor A\nactor B\nactor C\naccept NET101 for A, B\naccept NET102\naccept NET103 for C\n"
    left = without(network(text), "A")
    assert [s.head.rows[0][0] for s in left.of("accept")] == ["NET102", "NET103"]


def test_what_is_part_of_an_actor_goes_with_it_and_what_it_told_stays() -> None:
    text = (
        "source K, interview, A, 2015\nactor A\nactor B\n  part of A\nactor C\n  part of B\nactor D\n"
        'D gives C "x"\nD gives D "y" [K]\n'
    )
    left = facts(without(network(text), "A")).relations
    assert {row[0] for row in left["actor"]} == {"D"}
    assert set(left["gives"]) == {("D", "D", '"y"')}
    assert ("K",) in left["source"] and "source.member" not in left


def test_the_weak_point_of_the_case_and_why() -> None:
    evaluation = evaluated((ROOT / CASE).read_text("utf-8"))
    first, *rest = withdrawals(evaluation, participants(evaluation))
    assert first.actor == "Kirkens bymisjon"
    assert first.loose and not any(w.loose for w in rest)
    assert {r.relation for r in first.leave} == {
        "_ depends on _ one-sidedly", "_ is unpaid for _", "_ will not be directed",
    }  # fmt: skip
    assert first.needs == ("selvtillit",)
    assert first.measures == ("kvinnetreff", "språk, arbeid og samfunn")
    assert first.narrowed == (("sosialt nettverk", "flyktningguide"),)
    hub, *rest = rest
    assert hub.actor == "Ny sjanse" and hub.parts == (1, 4)
    school, labour = rest[-2:]
    assert (school.actor, labour.actor) == ("Voksenopplæringen", "NAV Intro")
    assert (school.narrowed, labour.narrowed) == ((("norsk", "praksis"),), ())


# --- the command


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(netdsl, ["withdraw", *arguments])


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
@pytest.mark.parametrize("name", ["ny_sjanse", "flood_watch"])
def test_report_of_withdrawals(name: str, form: str, expect: Expect) -> None:
    suffix = {"table": "txt", "json": "json", "markdown": "md"}[form]
    result = run(f"examples/{name}.net", "--verbose", "--format", form)
    assert result.exit_code == 0
    expect(GOLDEN / f"withdrawal_{name}.{suffix}", result.stdout)


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("options", [(), ("-v",), ("Ny sjanse",)])
def test_the_table_fits(language: str, options: tuple[str, ...]) -> None:
    for line in run(CASE, *options, "--language", language).stdout.splitlines():
        assert columns(line) <= 80 or "netdsl withdraw" in line or len(line.split()) == 1, line


def test_pages_are_for_those_named() -> None:
    (found,) = json.loads(run(CASE, "Røde Kors", "--format", "json").stdout)["withdrawals"]
    assert found["actor"] == "Røde Kors"
    page = run(CASE, "Røde Kors").stdout
    assert "Hvis Røde Kors trekker seg" in page
    assert "Kirkens bymisjon trekker seg" not in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((CASE, "Rode Kors"), "did you mean `Røde Kors`"), (("nowhere.net",), "no file"), ((CASE, "norsk"), "no actor")],
)
def test_bad_input_is_told(arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments, "--language", "en")
    assert result.exit_code == 2
    assert said in result.stderr
