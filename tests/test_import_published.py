"""The published networks as they are imported: the figures others found, and what the rules say of them.

They are read from beside the project where they are there.
"""

import csv
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.evaluate import Evaluation
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.source import Source
from tests.test_import_graphs import DATA, HERE
from tests.test_metrics import measured, value

pytestmark = HERE

KNOKE = [
    ("knokbur.dat",),
    ("Knoke_Bureaucracies_Network.pajek",),
    ("knoke_multirelational_arcs.net",),
    ("knoke_nodes.csv", "knoke_ties.csv"),
]
TOXIC = ("chemnet_nodes.csv", "chemnet_ties.csv", "chemnet_committees.csv")
DYADS = ("ties", "mutual", "asymmetric", "null")
SHARES = ("density", "arc_reciprocity", "dyad_reciprocity", "out_centralisation", "in_centralisation")


def network(*files: str) -> str:
    result = CliRunner().invoke(netdsl, ["import", *(str(DATA / file) for file in files)])
    assert result.exit_code == 0
    return result.stdout


def through(folder: Path, text: str, suffix: str) -> str:
    """A network exported and imported again."""
    (folder / "a.net").write_text(text, "utf-8")
    run = CliRunner().invoke
    assert run(netdsl, ["export", str(folder / "a.net"), "-o", str(folder / f"b{suffix}")]).exit_code == 0
    result = run(netdsl, ["import", str(folder / f"b{suffix}")])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def evaluated(text: str) -> Evaluation:
    found, diagnostics = read_network(Source("a.net", text))
    assert found, diagnostics
    return evaluate_network(found, load_rules())


def check_knoke(text: str) -> None:
    found = measured(text)
    things = sorted((r for r in found.values() if r.relation.thing), key=lambda r: -int(str(r.measures["ties"])))
    information, money = things
    assert [information.measures[m] for m in DYADS] == [49, 17, 15, 13]
    assert [money.measures[m] for m in DYADS] == [22, 1, 20, 24]
    assert [round(value(information, m), 5) for m in SHARES] == [0.54444, 0.69388, 0.53125, 0.43056, 0.56944]
    assert [round(value(money, m), 5) for m in SHARES] == [0.24444, 0.09091, 0.04762, 0.38889, 0.52778]
    assert money.measures["isolates"] == ("WRO",)


@pytest.mark.parametrize("files", KNOKE, ids=lambda files: files[0])
def test_knoke_s_figures_come_out_of_every_form_of_his_data(files: tuple[str, ...]) -> None:
    check_knoke(network(*files))


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".net", ".paj", ".json", ".xlsx", ".csv"])
def test_knoke_s_figures_come_out_of_every_form_it_is_exported_to(tmp_path: Path, suffix: str) -> None:
    check_knoke(through(tmp_path, network(*KNOKE[3]), suffix))


def test_the_rules_say_nothing_of_what_knoke_did_not_ask() -> None:
    found = evaluated(network(*KNOKE[0]))
    assert {v.case.verdict for v in found.verdicts.values()} == {"unknown"}
    assert not found.findings
    assert len(found.partnerships) == 37
    assert {p.dependence for p in found.partnerships} == {"unknown"}
    assert found.questions


def rows(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((DATA / file).read_text("utf-8").splitlines()))


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".paj", ".json"])
def test_the_toxic_chemicals_network_goes_through_other_programs(tmp_path: Path, suffix: str) -> None:
    found = measured(through(tmp_path, network(*TOXIC), suffix))["exchanges: pol"]
    assert [found.measures[m] for m in DYADS] == [342, 105, 132, 198]
    assert [round(value(found, m), 3) for m in ("among_meeting", "among_apart")] == [0.531, 0.122]


def test_the_rules_find_who_never_meets_once_it_is_said_that_the_committees_are_all() -> None:
    text = network(*TOXIC)
    assert not evaluated(text).findings
    found = evaluated(f"{text}\nno other meetings\n")
    sits: dict[str, set[str]] = {}
    for row in rows(TOXIC[2]):
        sits.setdefault(row["actor"], set()).add(row["committee"])
    ties = {(row["from"], row["to"]) for row in rows(TOXIC[1])}
    apart = {
        frozenset((a, b))
        for a, b in combinations(sorted({end for tie in ties for end in tie}), 2)
        if ties & {(a, b), (b, a)} and not sits.get(a, set()) & sits.get(b, set())
    }
    codes = [finding.rule.code for finding in found.findings]
    assert codes.count("NET405") == len(apart) > 50
    assert codes.count("NET205") == 1
    assert set(codes) == {"NET205", "NET405"}
    unknown = {name for name, v in found.verdicts.items() if v.case.verdict == "unknown"}
    assert unknown == {"interdependence", "autonomy", "public_governance"}
