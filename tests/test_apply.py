"""Recommendations and changes of one's own, made in a file: `netdsl apply` and `netdsl whatif`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.cli.whatif import _lines
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.recommend.recommendations import recommend
from netdsl.source import read
from tests.conftest import Expect
from tests.test_plan import COURSES, OWN

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "golden"
CASE = "examples/ny_sjanse.net"
PAYS = "Kommunen betaler Kirkens bymisjon for kvinnetreff, 'språk, arbeid og samfunn' / fullt ut"
UNPAID = "ingen betaler Kirkens bymisjon for kvinnetreff, 'språk, arbeid og samfunn'"


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(*arguments: str, text: str | None = None) -> Result:
    return CliRunner().invoke(netdsl, arguments, input=text)


def assert_told(result: Result, message: str) -> None:
    assert result.exit_code == 2, result.output
    assert message in result.output
    assert isinstance(result.exception, SystemExit)


# --- apply


def test_a_recommendation_is_applied_as_it_was_promised(tmp_path: Path) -> None:
    network, _ = read_network(read(CASE))
    assert network
    best = recommend(evaluate_network(network, load_rules())).recommendations[:5]
    for recommendation in best:
        new = tmp_path / "new.net"
        assert run("apply", CASE, recommendation.id, "-o", str(new)).exit_code == 0
        data = json.loads(run("compare", CASE, str(new), "--format", "json").stdout)
        assert {f["id"] for f in data["findings"]["gone"]} >= {f.id for f in recommendation.clears}
        assert {f["id"] for f in data["findings"]["new"]} == {f.id for f in recommendation.introduces}


def test_several_are_applied_together_and_the_rest_of_the_file_stays() -> None:
    before = (ROOT / CASE).read_text("utf-8").split("\n")
    after = run("apply", CASE, "NET201:forum", "NET206:inform:Ny_sjanse").stdout.split("\n")
    rest = iter(after)
    assert all(line in rest for line in before)  # all lines, in their order
    assert "møte Felles forum" in after
    assert after.count("  over nå") - before.count("  over nå") == 3


def test_the_beginning_of_an_id_is_enough_where_it_means_one() -> None:
    (whole,) = (r["id"] for r in recommended() if r["id"].startswith("NET102:pay:"))
    assert run("apply", CASE, "NET102:pay").stdout == run("apply", CASE, whole).stdout != ""
    guides = [r["id"] for r in recommended() if r["id"].startswith("NET503:agree:")]
    assert len(guides) > 1
    result = run("apply", CASE, "NET503:agree")
    assert_told(result, "kan være flere anbefalinger")
    assert all(f"`{name}`" in result.output for name in guides)
    assert_told(run("apply", CASE, "NET503:agr"), "ingen anbefaling")


def recommended() -> Any:
    return json.loads(run("evaluate", CASE, "--format", "json").stdout)["networks"][0]["recommendations"]


def test_a_file_keeps_its_line_ends_and_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "case.net"
    file.write_bytes((ROOT / CASE).read_bytes().replace(b"\n", b"\r\n"))
    file.chmod(0o640)
    assert run("apply", str(file), "NET201:forum", "--in-place").exit_code == 0
    data = file.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > (ROOT / CASE).read_bytes().count(b"\n")
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["case.net"]


def test_standard_input_goes_to_standard_output() -> None:
    text = (ROOT / CASE).read_text("utf-8")
    assert run("apply", "-", "NET201:forum", text=text).stdout == run("apply", CASE, "NET201:forum").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([CASE, "NET201:foum"], "mente du `NET201:forum:Kommunen`?"),
        ([CASE, "xyz"], "netdsl evaluate -v"),
        ([CASE], "Mangler argumentet"),
        (["-", "NET201:forum", "--in-place"], "--in-place needs a file"),
        ([CASE, "NET201:forum", "--in-place", "-o", "x.net"], "utelukker hverandre"),
        ([CASE, "NET201:forum", "-o", "/nowhere/x.net"], "/nowhere/x.net"),
        ([str(COURSES), *OWN, "TST902:agree:course_in_maths:Youth"], "rests on what `TST901:measure:"),
    ],
)
def test_apply_tells_what_is_wrong(arguments: list[str], message: str) -> None:
    assert_told(run("apply", *arguments), message)


def test_what_rests_on_another_is_applied_with_it() -> None:
    ids = ["TST902:agree:course_in_maths:Youth", "TST901:measure:Town:maths"]
    shown = run("apply", str(COURSES), *OWN, *ids)
    assert shown.exit_code == 0, shown.output
    assert "measure course in maths\n  for Youth\n  run by Town\n  covers maths\n" in shown.stdout


# --- whatif


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_report_of_a_change(form: str, expect: Expect) -> None:
    suffix = {"table": "txt", "json": "json", "markdown": "md"}[form]
    result = run("whatif", CASE, "--add", PAYS, "--end", UNPAID, "--format", form)
    assert result.exit_code == 0
    expect(GOLDEN / f"whatif.{suffix}", result.stdout)


def test_a_change_is_what_the_changed_file_says(tmp_path: Path) -> None:
    new = tmp_path / "new.net"
    tried = run("whatif", CASE, "--add", PAYS, "--end", UNPAID, "-o", str(new), "--format", "json")
    compared = run("compare", CASE, str(new), "--format", "json")
    one, other = json.loads(tried.stdout), json.loads(compared.stdout)
    for part in ("dimensions", "findings", "partnerships", "questions"):
        assert one[part] == other[part]
    assert one["findings"]["gone"]


def test_a_line_ends_alone() -> None:
    shown = run("whatif", CASE, "--end", "tiltak arbeidsmarkedskurs: krever norsk minst A2", "-o", "-").stdout
    assert "  krever norsk minst A2 ikke lenger" in shown
    assert shown.count("ikke lenger") == 1


def test_additions_may_speak_of_each_other() -> None:
    result = run(
        "whatif",
        CASE,
        "--add",
        "tiltak svømming / drives av Røde Kors",
        "--add",
        "Ny sjanse betaler Røde Kors for svømming",
    )
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a / b / c", "a\n  b\n  c"),
        ('a "x / y" / b', 'a "x / y"\n  b'),
        ("a 'x / y' / b", "a 'x / y'\n  b"),
        ("a\n  b / c", "a\n  b\n  c"),
        ("a/b", "a/b"),
        ("  a /  b ", "a\n  b"),
        ('a "open / b', 'a "open\n  b'),
    ],
)
def test_lines_are_parted_outside_of_quotes(text: str, lines: str) -> None:
    assert _lines(text) == lines


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "si hva som endres"),
        (["--add", ""], "en setning sier noe"),
        (["--add", " / "], "en setning sier noe"),
        (["--add", "Komunen betaler Røde Kors for leksehjelp"], "mente du `Kommunen`?"),
        (["--add", "bla bla", "--add", "bla"], "--add:2:1"),
        (["--end", "ingen betaler Kirkens bymisjon"], f"mente du `{UNPAID}`"),
        (["--end", ""], "ingen setning"),
        (["--end", "møte: x"], "ingen setning"),
        (["--add", PAYS, "-o", "x", "--in-place"], "utelukker hverandre"),
        (["--add", PAYS, "-o", "/nowhere/x.net"], "/nowhere/x.net"),
    ],
)
def test_whatif_tells_what_is_wrong(arguments: list[str], message: str) -> None:
    assert_told(run("whatif", CASE, *arguments), message)


def test_a_change_that_contradicts_the_file_is_not_written(tmp_path: Path) -> None:
    file, new = tmp_path / "one.net", tmp_path / "new.net"
    file.write_text("network One\n\nactor Library, public\n  joined freely\n", "utf-8")
    result = run("whatif", str(file), "--add", "actor Library / joined by duty", "-o", str(new))
    assert_told(result, "with this change the file would not be right")
    assert "error[N030]" in result.output
    assert not new.exists()


def test_what_is_declared_is_not_declared_otherwise() -> None:
    assert_told(run("whatif", CASE, "--add", "aktør Kommunen, frivillig"), "linje 120 oppgir det som")


def test_a_new_finding_can_fail_the_command() -> None:
    ends = ["--end", "Ny sjanse gir Arbeidsgivere arbeidskraft"]
    shown = run("whatif", CASE, *ends, "--fail-on", "note")
    assert shown.exit_code in (1, 2)
