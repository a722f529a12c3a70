"""Measures of structure: what holds of all of them, published figures, and the same worked out by hand."""

import csv
import json
import math
import re
from fractions import Fraction
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.cli.main import netdsl
from netdsl.graph.metrics import MEASURES, Metrics, Ratio, metrics
from netdsl.graph.relations import RELATIONS, Relation, actors, meetings, relations, sectors
from netdsl.report.metric_texts import NAMES
from netdsl.report.metrics import titled
from tests.network_strategies import NAMES as DRAWN
from tests.network_strategies import OTHER_NAMES, collaborations, evaluated, written

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data"
KNOKE = {"GOV": "public", "VOL": "voluntary", "PVT": "private"}

given_networks = settings(max_examples=30)


def measured(text: str, everyone: bool = False) -> dict[str, Metrics]:
    evaluation = evaluated(text)
    who = actors(evaluation.facts, everyone=everyone)
    meeting = meetings(evaluation.facts, who).pairs
    found = relations(evaluation, everyone=everyone)
    return {titled(r, "en"): metrics(r, sectors(evaluation.facts), meeting) for r in found}


def value(found: Metrics, name: str) -> float:
    measure = found.measures[name]
    assert isinstance(measure, Ratio)
    assert measure.value is not None
    return float(measure.value)


def drawn_relations() -> st.SearchStrategy[Relation]:
    who = tuple("ABCDEFG")

    def built(number: int, directed: bool, chosen: set[tuple[str, str]]) -> Relation:
        some = who[:number]
        ties = {p: ("x",) for p in sorted(chosen) if set(p) <= set(some) and p[0] != p[1]}
        if not directed:
            ties = {p: w for p, w in ties.items() if p[0] < p[1]}
        return Relation("exchanges" if directed else "meetings", some, ties, directed=directed)

    pairs = st.tuples(st.sampled_from(who), st.sampled_from(who))
    return st.builds(built, st.integers(0, 7), st.booleans(), st.sets(pairs))


def reached(who: tuple[str, ...], ties: set[tuple[str, str]], start: str) -> frozenset[str]:
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        more = {b for a, b in ties if a == one and b in who} - seen
        seen |= more
        waiting += more
    return frozenset(seen)


def by_hand(relation: Relation) -> dict[str, Any]:
    """The measures once more, from their definitions alone."""
    who, ties = relation.actors, set(relation.ties)
    both = ties | {(b, a) for a, b in ties}
    n = len(who)

    def parts(some: tuple[str, ...]) -> set[frozenset[str]]:
        return {reached(some, both, one) for one in some}

    def spread(degrees: list[int]) -> int:
        return sum(max(degrees) - degree for degree in degrees) if degrees else 0

    def share(part: int, of: int) -> Fraction | None:
        return Fraction(part, of) if of else None

    found: dict[str, Any] = {
        "actors": n,
        "ties": len(ties),
        "isolates": {a for a in who if not any(a in tie for tie in ties)},
        "cut_points": {
            a
            for a in who
            if len(parts(tuple(b for b in who if b != a))) > len(parts(who)) - (reached(who, both, a) == {a})
        },
    }
    if relation.directed:
        out, into = ([sum(tie[side] == a for tie in ties) for a in who] for side in (0, 1))
        kinds = [len({(a, b), (b, a)} & ties) for a, b in combinations(who, 2)]
        strong = {a: frozenset(b for b in reached(who, ties, a) if a in reached(who, ties, b)) for a in who}
        found |= {
            "density": share(len(ties), len(list(permutations(who, 2)))),
            "mutual": kinds.count(2),
            "asymmetric": kinds.count(1),
            "null": kinds.count(0),
            "arc_reciprocity": share(sum((b, a) in ties for a, b in ties), len(ties)),
            "dyad_reciprocity": share(kinds.count(2), kinds.count(2) + kinds.count(1)),
            "out_centralisation": share(spread(out), (n - 1) * (n - 2) if n > 1 else 0),
            "in_centralisation": share(spread(into), (n - 1) * (n - 2) if n > 1 else 0),
            "out_centralisation_exact": share(spread(out), (n - 1) ** 2 if n else 0),
            "in_centralisation_exact": share(spread(into), (n - 1) ** 2 if n else 0),
            "weak_components": parts(who),
            "strong_components": set(strong.values()),
        }
    else:
        degrees = [sum(a in tie for tie in ties) for a in who]
        found |= {
            "density": share(len(ties), len(list(combinations(who, 2)))),
            "centralisation": share(spread(degrees), (n - 1) * (n - 2) if n > 1 else 0),
            "components": parts(who),
        }
    return found


def plain(measure: Any) -> Any:
    if isinstance(measure, Ratio):
        return measure.value
    if isinstance(measure, tuple):
        return {frozenset(m) if isinstance(m, tuple) else m for m in measure}
    return measure


@given(drawn_relations())
def test_measures_are_those_worked_out_by_hand(relation: Relation) -> None:
    found = metrics(relation, {}, relation.pairs)
    expected = by_hand(relation)
    assert {name: plain(found.measures[name]) for name in expected} == expected


@given(drawn_relations())
def test_shares_are_shares_and_the_census_is_of_all_pairs(relation: Relation) -> None:
    found = metrics(relation, dict.fromkeys("ABC", "public"), {("A", "B"), ("B", "C")})
    pairs = math.comb(len(relation.actors), 2)
    for name, measure in found.measures.items():
        if isinstance(measure, Ratio) and measure.value is not None:
            assert measure.value >= 0
            assert measure.value <= 1 or name in ("out_centralisation", "in_centralisation")
    if relation.directed:
        assert sum(int(found.measures[kind]) for kind in ("mutual", "asymmetric", "null")) == pairs  # type: ignore[arg-type]
        among, apart = found.measures["among_meeting"], found.measures["among_apart"]
        assert isinstance(among, Ratio)
        assert isinstance(apart, Ratio)
        assert among.part + apart.part == len(relation.ties)
        assert among.of + apart.of == 2 * pairs
    assert sum(found.sectors.values()) == len(relation.ties)
    assert all(sum(map(len, plain(found.measures[c]))) == len(relation.actors) for c in found.measures if "comp" in c)


@given_networks
@given(st.integers(0, 2**32), st.integers(0, 24))
def test_other_names_give_the_same_measures(seed: int, number: int) -> None:
    renamed = {old: new for kind, names in DRAWN.items() for old, new in zip(names, OTHER_NAMES[kind], strict=True)}

    def sizes(found: Metrics, names: dict[str, str]) -> dict[str, Any]:
        def as_named(measure: Any) -> Any:
            if isinstance(measure, set | frozenset):
                return frozenset(as_named(m) for m in measure)
            return names.get(measure, measure) if isinstance(measure, str) else measure

        return {name: as_named(plain(measure)) for name, measure in found.measures.items()}

    one = measured(written(seed, number).text)
    other = measured(written(seed, number, names=OTHER_NAMES).text)
    for name in RELATIONS:
        assert (name in one) == (name in other)
        if name in one:
            assert sizes(one[name], renamed) == sizes(other[name], {})


@given_networks
@given(collaborations())
def test_the_order_of_statements_changes_nothing(drawn: Any) -> None:
    from attrs import evolve

    turned = evolve(drawn, statements=drawn.statements[::-1])
    one, other = measured(drawn.text), measured(turned.text)
    assert {n: (m.measures, m.sectors) for n, m in one.items()} == {
        n: (m.measures, m.sectors) for n, m in other.items()
    }


@given_networks
@given(collaborations(endings=True))
def test_who_meets_is_who_meets_by_the_rules(drawn: Any) -> None:
    evaluation = evaluated(drawn.text)
    who = actors(evaluation.facts)
    assert who == tuple(sorted(row[0] for row in evaluation.derived["_ takes part"]))
    met = {(a, b) for a, b in evaluation.derived["_ meets _"] if a < b and {a, b} <= set(who)}
    assert meetings(evaluation.facts, who).pairs == met


@pytest.mark.skipif(not DATA.is_dir(), reason="the published networks are not here")
def test_the_figures_of_knoke_s_bureaucracies() -> None:
    found = measured(knoke())
    information, money = found["exchanges: information"], found["exchanges: money"]
    assert [information.measures[m] for m in ("actors", "ties", "mutual", "asymmetric", "null")] == [10, 49, 17, 15, 13]
    assert [money.measures[m] for m in ("actors", "ties", "mutual", "asymmetric", "null")] == [10, 22, 1, 20, 24]
    names = ("density", "arc_reciprocity", "dyad_reciprocity", "out_centralisation", "in_centralisation")
    assert [round(value(information, m), 5) for m in names] == [0.54444, 0.69388, 0.53125, 0.43056, 0.56944]
    assert [round(value(money, m), 5) for m in names] == [0.24444, 0.09091, 0.04762, 0.38889, 0.52778]
    assert [len(part) for part in money.measures["weak_components"]] == [9, 1]  # type: ignore[union-attr, arg-type]
    assert money.measures["isolates"] == ("WRO",)


@pytest.mark.skipif(not DATA.is_dir(), reason="the published networks are not here")
def test_the_figures_of_the_toxic_chemicals_network() -> None:
    found = measured(chemnet())["exchanges: pol"]
    assert [found.measures[m] for m in ("actors", "ties", "mutual", "asymmetric", "null")] == [30, 342, 105, 132, 198]
    assert [round(value(found, m), 4) for m in ("density",)] == [0.3931]
    assert [round(value(found, m), 3) for m in ("among_meeting", "among_apart")] == [0.531, 0.122]


def rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / file).read_text("utf-8").splitlines()))


def knoke() -> str:
    lines = [f"actor {row['id']}, {KNOKE[row['sector']]}" for row in rows("knoke_nodes.csv")]
    lines += [f'{row["from"]} gives {row["to"]} "{row["relation"]}"' for row in rows("knoke_ties.csv")]
    return "\n".join(["# language: en", *lines, ""])


def chemnet() -> str:
    lines = [f"actor {row['id']}" for row in rows("chemnet_nodes.csv")]
    lines += [f'{row["from"]} gives {row["to"]} "{row["relation"]}"' for row in rows("chemnet_ties.csv")]
    attending: dict[str, list[str]] = {}
    for row in rows("chemnet_committees.csv"):
        attending.setdefault(row["committee"], []).append(row["actor"])
    lines += [f"meeting {name}\n  attended by {', '.join(some)}" for name, some in attending.items()]
    return "\n".join(["# language: en", *lines, ""])


SMALL = """\
# language: en
actor Office, public
actor Club, voluntary
actor Firm, private
actor Ministry, public
  role authority
Office gives Club "rooms"
Club gives Office "courses"
Firm gives Club "money"
Ministry gives Club "money"
Ministry pays Club for "courses"
meeting Monday
  attended by Office, Club
  at times Firm
no other exchanges
"""


def run(*arguments: str, text: str = SMALL) -> tuple[int, str, str]:
    result = CliRunner().invoke(netdsl, ["metrics", *arguments], input=text)
    return result.exit_code, result.stdout, result.stderr


def test_the_table_shows_measures_and_definitions_in_both_languages() -> None:
    for language, density in (("en", "density"), ("nb", "tetthet")):
        status, out, _ = run("-", "--language", language)
        assert status == 0
        assert f"  {density}" in out
        shown = [name for name in MEASURES if f"\n  {NAMES[name][language][0]} " in out]
        assert {"density", "arc_reciprocity", "cut_points", "among_meeting", "across_sectors"} <= set(shown)
        assert all(out.count(f"\n  {NAMES[name][language][0]} ") >= 2 for name in shown)


def test_json_holds_the_numbers_that_ratios_are_made_of() -> None:
    data = json.loads(run("-", "--format", "json")[1])
    exchanges = data["relations"][0]
    assert exchanges["relation"] == "exchanges"
    assert exchanges["complete"] is True
    assert exchanges["measures"]["density"] == {"value": 0.5, "part": 3, "of": 6}
    assert exchanges["sectors"] == [
        {"from": "private", "to": "voluntary", "ties": 1},
        {"from": "public", "to": "voluntary", "ties": 1},
        {"from": "voluntary", "to": "public", "ties": 1},
    ]
    assert [r["complete"] for r in data["relations"] if r["relation"] == "meetings"] == [False]
    assert set(data["definitions"]) == {name for r in data["relations"] for name in r["measures"]}


def test_everyone_counts_those_above_and_a_thing_of_several_givers_is_a_relation() -> None:
    data = json.loads(run("-", "--format", "json", "--everyone")[1])
    titles = [(r["relation"], r["thing"], r["measures"]["actors"]) for r in data["relations"]]
    assert ("exchanges", "money", 4) in titles
    assert ("payments", None, 4) in titles


def test_a_relation_that_is_not_there_is_refused_with_advice() -> None:
    assert run("-", "--relation", "exchange")[2].count("did you mean `exchanges`") == 1
    shown = [run("-", "--relation", name) for name in ("exchanges", "ytelser")]
    assert shown[0] == shown[1]
    assert shown[0][0] == 0


def test_a_relation_is_called_as_the_report_calls_it() -> None:
    told = run("-", "--relation", "nothing at all", "--language", "nb")[2]
    named = re.findall("`([^`]*)`", told.rpartition(" har ")[2])
    assert "ytelser" in named
    for name in named:
        output = run("-", "--relation", name, "--language", "nb")[1]
        assert f"\n{name} (" in output


def test_an_empty_network_has_no_measures() -> None:
    assert run("-", text="# language: en\nactor Office\n") == (0, "-\n-\n\nNo ties are told.\n", "")


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netdsl.cli.extras.find_spec", lambda _: None)
    status, _, err = run("-")
    assert status == 1
    assert 'pip install ".[graph]"' in err


def test_every_measure_is_defined_on_the_page() -> None:
    page = (ROOT / "docs" / "metrics.md").read_text("utf-8")
    assert all(f"| {name} | {definition} |" in page for name, definition in (NAMES[m]["en"] for m in MEASURES))
    assert set(NAMES) == set(MEASURES)
