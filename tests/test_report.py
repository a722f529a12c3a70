"""What each layout of a report promises to those who read it, people and programs."""

import json
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from netdsl.check.ruleset import DIMENSIONS
from netdsl.cli.main import netdsl
from netdsl.diagnostics import columns
from tests.conftest import Expect

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = sorted(f"examples/{path.name}" for path in (ROOT / "examples").glob("*.net"))
FILES = [*EXAMPLES, *sorted(f"tests/collaborations/{p.name}" for p in (ROOT / "tests/collaborations").glob("*.net"))]
SUFFIXES = {"table": "txt", "json": "json", "markdown": "md", "sarif": "sarif"}
WIDTH = 80


COLOURS = ((True, ""), (True, "1"), (False, ""))
"""Whether there is a terminal, and NO_COLOR."""


@cache
def report(*arguments: str) -> str:
    result = CliRunner().invoke(netdsl, ["evaluate", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports name files as the command line does."""
    monkeypatch.chdir(ROOT)


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads((ROOT / "docs" / "report.schema.json").read_text("utf-8"))


def read(file: str) -> Any:
    (network,) = json.loads(report(file, "--format", "json"))["networks"]
    return network


def test_the_schema_is_one(schema: Any) -> None:
    Draft202012Validator.check_schema(schema)


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    yield schema
    yield from (s for s in schema["$defs"].values() if s.get("type") == "object")


def test_the_schema_says_what_each_key_is(schema: Any) -> None:
    for found in objects(schema):
        assert found["description"]
        for name, key in found["properties"].items():
            assert key.get("description") or key.get("$ref"), name


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("file", FILES)
def test_json_is_as_the_schema_says(file: str, language: str, schema: Any) -> None:
    found = json.loads(report(file, "--format", "json", "--language", language))
    Draft202012Validator(schema).validate(found)


def test_the_schema_is_no_looser_than_the_report(schema: Any) -> None:
    """A report that lacks a key, has one more, or has its dimensions in another order, does not fit."""
    validator = Draft202012Validator(schema)
    found = json.loads(report("examples/ny_sjanse.net", "--format", "json"))
    network = found["networks"][0]
    for wrong in (
        {**network, "dimensions": network["dimensions"][::-1]},
        {**network, "dimensions": network["dimensions"][:4]},
        {**network, "more": 1},
        {k: v for k, v in network.items() if k != "unknown"},
        {**network, "findings": [{**network["findings"][0], "severity": "grave"}]},
        {**network, "partnerships": [{**network["partnerships"][0], "dependence": "asymmetric", "dependent": None}]},
    ):
        assert not validator.is_valid({**found, "networks": [wrong]})


@pytest.mark.parametrize("file", FILES)
def test_dimensions_come_in_their_order(file: str) -> None:
    assert tuple(d["id"] for d in read(file)["dimensions"]) == DIMENSIONS


@pytest.mark.parametrize("file", FILES)
def test_every_finding_has_evidence_that_stands_in_the_file(file: str) -> None:
    lines = Path(file).read_text("utf-8").splitlines()
    for finding in read(file)["findings"]:
        assert finding["evidence"], finding["id"]
        for shown in finding["evidence"]:
            line = lines[shown["line"] - 1]
            assert shown["text"] == " ".join(line.split())
            assert not line[: shown["column"] - 1].strip()
            assert shown["file"] == file


@pytest.mark.parametrize("file", FILES)
def test_sarif_names_rules_and_places(file: str) -> None:
    log = json.loads(report(file, "--format", "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    findings = read(file)["findings"]
    assert [r["partialFingerprints"]["finding"] for r in run["results"]] == [f["id"] for f in findings]
    for result, finding in zip(run["results"], findings, strict=True):
        assert result["ruleId"] in rules
        assert result["message"]["text"] == finding["message"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == file
        lines = {p["physicalLocation"]["region"]["startLine"] for p in (place, *result["relatedLocations"])}
        assert place["physicalLocation"]["region"]["startLine"] in {e["line"] for e in finding["evidence"]}
        assert lines <= {e["line"] for e in (*finding["evidence"], *finding["quoted"])}
        assert lines >= {e["line"] for e in finding["quoted"]}


@pytest.mark.parametrize("file", FILES)
def test_a_fix_puts_into_the_file_what_the_recommendation_says(file: str) -> None:
    (run,) = json.loads(report(file, "--format", "sarif"))["runs"]
    advice = read(file)["recommendations"]
    for result in run["results"]:
        finding = result["partialFingerprints"]["finding"]
        answers = [r["id"] for r in advice if finding in r["clears"]]
        assert len(result.get("fixes", [])) == len(answers)
        for name, fix in zip(answers[:2], result.get("fixes", []), strict=False):
            (change,) = fix["artifactChanges"]
            assert change["artifactLocation"]["uri"] == file
            shown = CliRunner().invoke(netdsl, ["apply", file, name]).stdout
            assert with_replacements(Path(file).read_text("utf-8"), change["replacements"]) == shown


def with_replacements(text: str, replacements: list[Any]) -> str:
    """A text with the replacements of a SARIF fix made in it, the last first."""
    lines = text.split("\n")
    for replacement in reversed(replacements):
        region = replacement["deletedRegion"]
        assert region["startLine"] == region["endLine"]
        units = lines[region["startLine"] - 1].encode("utf-16-le")
        before, after = units[: 2 * (region["startColumn"] - 1)], units[2 * (region["endColumn"] - 1) :]
        new = before.decode("utf-16-le") + replacement["insertedContent"]["text"] + after.decode("utf-16-le")
        lines[region["startLine"] - 1] = new
    return "\n".join(lines)


@pytest.mark.parametrize("verbose", [(), ("-v",)], ids=["short", "verbose"])
@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("file", FILES)
def test_the_table_fits_and_pipes(file: str, language: str, verbose: tuple[str, ...]) -> None:
    shown = report(file, "--language", language, *verbose)
    assert "\x1b" not in shown
    for line in shown.splitlines():
        assert columns(line) <= WIDTH or len(line.split()) == 1 or "netdsl explain" in line, line


@pytest.mark.parametrize("command", ["evaluate", "explain"])
def test_colour_is_for_terminals_that_want_it(command: str) -> None:
    file = "examples/lantern.net"
    arguments = [command, file, *([read(file)["findings"][0]["id"]] if command == "explain" else [])]
    shown = [CliRunner().invoke(netdsl, arguments, color=c, env={"NO_COLOR": n}).output for c, n in COLOURS]
    assert [("\x1b" in text) for text in shown] == [True, False, False]
    assert re.sub(r"\x1b\[\d+m", "", shown[0]) == shown[1] == shown[2]


@pytest.mark.parametrize("code", ["NET501", "NET101", "NET106"])
def test_an_explanation_tells_all_that_the_report_does_and_nothing_twice(code: str) -> None:
    file = "examples/ny_sjanse.net"
    shown = CliRunner().invoke(netdsl, ["explain", file, code, "--language", "en"]).output
    found = [f for f in read(file)["findings"] if f["code"] == code]
    assert shown.count("also told in: ") == sum(bool(f["quoted"]) for f in found)
    assert shown.count("rests on one source") + shown.count("parts of it rest") == sum(bool(f["alone"]) for f in found)
    for explained in shown.split("\n\n"):
        said = [line for line in explained.splitlines() if "├─ " in line or "└─ " in line]
        heads = [
            text.split("─ ")[1]
            for text, following in pairwise([*said, ""])
            if re.search("─ ", following) and following.index("─ ") > text.index("─ ")
        ]
        assert len(heads) == len(set(heads))


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
@pytest.mark.parametrize("file", EXAMPLES)
def test_report_of_an_example(file: str, form: str, expect: Expect) -> None:
    expect(GOLDEN / f"{Path(file).stem}.{SUFFIXES[form]}", report(file, "--format", form))


def test_sarif_of_an_example(expect: Expect) -> None:
    expect(GOLDEN / "flood_watch.sarif", report("examples/flood_watch.net", "--format", "sarif"))


def test_a_short_table_counts_what_a_long_one_lists(tmp_path: Path) -> None:
    actors = [f"A{n}" for n in range(8)]
    text = [f"actor {a}, public" for a in actors]
    text += [f'{a} gives {b} "help"\n  essential' for a in actors[:4] for b in actors[4:]]
    text += [f"{b} gives nothing to {a}" for a in actors[:4] for b in actors[4:]]
    text += [f'{a} gives {b} "rooms"' for a in actors[:3] for b in actors[:3] if a != b]
    file = tmp_path / "many.net"
    file.write_text("\n".join(["# language: en", *text, ""]), "utf-8")
    data = json.loads(report(str(file), "--format", "json", "--no-recommendations"))["networks"][0]
    for verbose in ((), ("--verbose",)):
        shown = report(str(file), "--no-recommendations", *verbose)
        more = [int(n) for n in re.findall(r"… (\d+) more like these: --verbose", shown)]
        listed = len(re.findall(r"^  - ", shown, re.MULTILINE))
        asked = {(q["question"], q["ask"]) for q in data["unknown"]}
        assert bool(more) is not bool(verbose)
        assert listed + sum(more) == len(data["findings"]) + len(asked)
