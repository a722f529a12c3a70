"""Every finding, verdict and question of the two collaborations is judged in docs/two-collaborations.md."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netdsl.cli.main import netdsl
from netdsl.report import docs

FOLDER = Path(__file__).parent / "collaborations"
FILES = {"Alder river council": "river_council", "Marsh Street team": "street_team"}
JUDGEMENTS = ("right", "wrong", "not said")

Table = list[list[str]]


def tables(text: str) -> dict[str, Table]:
    """The tables of a text, by the first word of their heads, without head and rule."""
    found: dict[str, Table] = {}
    rows: Table = []
    for line in text.splitlines():
        if not line.startswith("|"):
            rows = []
            continue
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
        if len(rows) > 2:
            found.setdefault(rows[0][0], []).append(rows[-1])
    return found


def judged() -> dict[str, dict[str, Table]]:
    page = (docs.DOCS / "two-collaborations.md").read_text("utf-8")
    sections = (section.partition("\n") for section in page.split("\n## "))
    return {title: tables(text) for title, _, text in sections}


@cache
def evaluated(name: str) -> dict[str, Any]:
    output = CliRunner().invoke(netdsl, ["evaluate", str(FOLDER / f"{FILES[name]}.net"), "--format", "json"]).output
    network: dict[str, Any] = json.loads(output)["networks"][0]
    assert network["name"] == name
    return network


@pytest.mark.parametrize("name", FILES)
def test_each_finding_is_judged(name: str) -> None:
    rows = judged()[name]["finding"]
    assert sorted(row[0] for row in rows) == sorted(f["id"] for f in evaluated(name)["findings"])


@pytest.mark.parametrize("name", FILES)
def test_each_question_is_judged(name: str) -> None:
    rows = judged()[name]["question"]
    assert sorted(row[0] for row in rows) == sorted({q["question"] for q in evaluated(name)["unknown"]})


@pytest.mark.parametrize("name", FILES)
def test_each_verdict_is_held_against_the_expected_one(name: str) -> None:
    expected = tables((FOLDER / f"{FILES[name]}.expected.md").read_text("utf-8"))["dimension"]
    found = [d["verdict"] for d in evaluated(name)["dimensions"]]
    rows = judged()[name]["dimension"]
    assert [row[:3] for row in rows] == [[e[0], e[1], verdict] for e, verdict in zip(expected, found, strict=True)]
    assert all((row[3] == "right") == (row[1] == row[2]) for row in rows)


@pytest.mark.parametrize("name", FILES)
def test_a_judgement_is_one_of_three_and_says_why(name: str) -> None:
    for kind in ("dimension", "finding", "question"):
        assert all(judgement in JUDGEMENTS and why for *_, judgement, why in judged()[name][kind])


@pytest.mark.parametrize("name", FILES)
def test_the_page_counts_rightly(name: str) -> None:
    counts = Counter(row[1] for row in judged()[name]["finding"])
    (row,) = (row for row in judged()["The two rounds"][""] if row[0] == f"{name}, now")
    assert row[1:5] == [str(n) for n in (counts.total(), *(counts[j] for j in JUDGEMENTS))]
