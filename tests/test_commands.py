"""What `evaluate`, `explain` and `rules` do with their options, and what they say of bad input."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netdsl.cli.main import netdsl

ROOT = Path(__file__).parent.parent

MEETINGS = """\
# language: en
actor Office, public
  role coordinator
actor Church, voluntary
meeting Evenings
  attended by Office, Church
  3 times a year
no other meetings
Church gives Office "rooms"
"""

FRIENDS = """\
network Friends
  as of 2020-06
actor Office, public
actor Church, voluntary
Office gives Church "money"
  essential
Church gives Office "rooms"
  essential
"""
FOUND = "NET106:Church:Office"

OWN = """\
rule any_gift  MY101
  dimension   interdependence
  severity    minor
  title       en "A gift"  nb "En gave"
  why         en "Gifts bind."  nb "Gaver binder."
  about       A

  when
    A gives _ Thing

  with
    Things = all Thing where A gives _ Thing

  finding
    en "{A} gives {Things}"
    nb "{A} gir {Things}"

  fires  A = Office
    actor Office
    actor Church
    Office gives Church "money"

  silent
    actor Office
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with two networks and a rule file."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("meetings.net", MEETINGS), ("friends.net", FRIENDS), ("own.rules", OWN)):
        Path(name).write_text(text, "utf-8")
    return tmp_path


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(netdsl, arguments, input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def codes(*arguments: str) -> set[str]:
    """The codes of the findings that `evaluate` shows."""
    result = run("evaluate", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    return {f["code"] for network in json.loads(result.stdout)["networks"] for f in network["findings"]}


def refused(*arguments: str, text: str | bytes | None = None) -> str:
    """What is said of input or usage that is bad."""
    result = run(*arguments, text=text)
    assert result.exit_code == 2, result.output
    return result.stderr


# --- thresholds


def test_a_threshold_set_changes_a_finding() -> None:
    assert "NET405" not in codes("meetings.net")
    assert "NET405" in codes("meetings.net", "--set", "meetings_a_year=4")


def test_a_threshold_set_is_said() -> None:
    shown = run("evaluate", "meetings.net", "--set", "meetings_a_year=4").output
    assert "meetings_a_year = 4 (set for this evaluation); here 3" in " ".join(shown.split())


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("meetings_a_year", "NAME=VALUE"),
        ("meetings_a_yaer=4", "did you mean `meetings_a_year`"),
        ("qqqqq=4", "one of"),
        ("meetings_a_year=often", "`often` is no number"),
        ("matters_from=huge", "one of marginal, important, essential"),
    ],
)
def test_a_bad_setting_is_told(setting: str, said: str) -> None:
    assert said in refused("evaluate", "meetings.net", "--set", setting)


def test_thresholds_are_read_from_the_folder() -> None:
    Path("netdsl.toml").write_text("[thresholds]\nmeetings_a_year = 4\n", "utf-8")
    assert "NET405" in codes("meetings.net")
    assert "NET405" not in codes("meetings.net", "--set", "meetings_a_year=2")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"[thresholds\n", "netdsl.toml"),
        (b"thresholds = 4\n", "[thresholds]"),
        (b"[thresholds]\nmeetings = 4\n", "unknown threshold `meetings`"),
        (b"\xff\xfe", "netdsl.toml"),
    ],
)
def test_a_bad_configuration_is_told(text: bytes, said: str) -> None:
    Path("netdsl.toml").write_bytes(text)
    assert said in refused("evaluate", "meetings.net")


# --- which rules are shown


@pytest.mark.parametrize("name", ["NET106", "mutual_dependence"])
def test_rules_are_chosen_by_name_or_code(name: str) -> None:
    every = codes("friends.net")
    assert codes("friends.net", "--select", name) == {"NET106"}
    assert codes("friends.net", "--ignore", name) == every - {"NET106"} != every
    assert codes("friends.net", "--select", name, "--ignore", name) == set()


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_an_unknown_rule_is_told(option: str) -> None:
    assert "did you mean `mutual_dependence`" in refused("evaluate", "friends.net", option, "mutual_dependance")
    assert "netdsl rules list" in refused("evaluate", "friends.net", option, "qqqqqqqq")


def test_the_verdicts_do_not_hang_on_which_rules_are_shown() -> None:
    assert "mutual" in run("evaluate", "friends.net", "--ignore", "NET106").output


# --- time


def test_what_holds_depends_on_the_time() -> None:
    Path("ended.net").write_text(FRIENDS + "  until 2021\n", "utf-8")
    assert "NET106" in codes("ended.net")
    assert "NET106" in codes("ended.net", "--at", "2021")
    assert "NET106" not in codes("ended.net", "--at", "2022-03-01")


@pytest.mark.parametrize("date", ["soon", "2015-13", "2015-02-30", "15"])
def test_a_bad_date_is_told(date: str) -> None:
    assert "is no date" in refused("evaluate", "friends.net", "--at", date)


# --- exit status, acceptance

ACCEPTED = MEETINGS + 'accept NET405 for Office, Church\n  because "it is enough"\n  by "the board"\n'
FAILING = ("--set", "meetings_a_year=4", "--select", "NET405")


def severity(file: str, *options: str) -> str:
    (network,) = json.loads(run("evaluate", "--format", "json", file, *options).stdout)["networks"]
    return str(network["findings"][0]["severity"])


def test_failing_on_a_severity() -> None:
    found = severity("meetings.net", *FAILING)
    assert found in ("minor", "major")
    assert run("evaluate", "meetings.net", *FAILING).exit_code == 0
    assert run("evaluate", "meetings.net", *FAILING, "--fail-on", found).exit_code == 1
    assert run("evaluate", "meetings.net", *FAILING, "--fail-on", "critical").exit_code == 0
    assert run("evaluate", "meetings.net", "--select", "NET106", "--fail-on", "minor").exit_code == 0
    assert "note" in refused("evaluate", "meetings.net", "--fail-on", "note")


def test_what_is_accepted_is_shown_and_fails_nothing() -> None:
    Path("accepted.net").write_text(ACCEPTED, "utf-8")
    result = run("evaluate", "accepted.net", *FAILING, "--fail-on", "minor")
    assert result.exit_code == 0
    shown = " ".join(result.output.split())
    assert "accepted: it is enough" in shown
    assert "the board" in shown


def test_an_acceptance_ends() -> None:
    Path("accepted.net").write_text("network N\n  as of 2020\n" + ACCEPTED + "  until 2019\n", "utf-8")
    assert run("evaluate", "accepted.net", *FAILING, "--fail-on", "minor").exit_code == 1
    assert run("evaluate", "accepted.net", *FAILING, "--fail-on", "minor", "--at", "2019").exit_code == 0


def test_an_acceptance_of_nothing_is_told() -> None:
    Path("accepted.net").write_text(MEETINGS + "accept NET101 for Office\n", "utf-8")
    result = run("evaluate", "accepted.net")
    assert result.exit_code == 0
    assert "NET101" in result.output
    assert codes("accepted.net") == codes("meetings.net")


# --- files


def test_standard_input_is_read() -> None:
    result = run("evaluate", "-", text=FRIENDS)
    assert result.exit_code == 0
    assert "-: 2 actors" in result.output


def test_a_bad_file_costs_only_itself() -> None:
    Path("bad.net").write_text("actor Office\nOffice goves Church\n", "utf-8")
    result = run("evaluate", "bad.net", "friends.net")
    assert result.exit_code == 2
    assert "bad.net:2" in result.stderr
    assert FOUND.partition(":")[0] in result.stdout


def test_what_cannot_be_read_is_told(folder: Path) -> None:
    Path("binary.net").write_bytes(b"actor A\n\x00")
    for name, said in (("nowhere.net", "no file"), (str(folder), "is a folder"), ("binary.net", "no text")):
        for more in ([], ["friends.net"]):
            result = run("evaluate", name, *more)
            assert result.exit_code == 2
            assert said in result.stderr
            assert ("NET106" in result.stdout) is bool(more)


# --- rules of one's own


def test_rules_of_ones_own_are_read() -> None:
    assert codes("friends.net", "--rules", "own.rules") >= {"MY101", "NET106"}
    assert codes("friends.net", "--rules", "own.rules", "--only-rules") == {"MY101"}


def test_a_folder_of_rules_is_read(folder: Path) -> None:
    assert "MY101" in codes("friends.net", "--rules", str(folder))


def test_a_broken_rule_file_is_told() -> None:
    Path("broken.rules").write_text(OWN.replace("    A gives _ Thing\n", "    A goves _ Thing\n", 1), "utf-8")
    for command in (["evaluate", "friends.net"], ["explain", "friends.net", "NET106"], ["rules", "list"]):
        said = refused(*command, "--rules", "broken.rules")
        assert "R010" in said
        assert "broken.rules:9:" in said
        assert "did you mean" in said


def test_rule_files_that_cannot_be_read_are_told() -> None:
    assert "no file" in refused("evaluate", "friends.net", "--rules", "nowhere.rules")
    assert "--rules" in refused("evaluate", "friends.net", "--only-rules")


# --- explain


@pytest.mark.parametrize("name", [FOUND, "NET106", "mutual_dependence"])
def test_a_finding_is_explained(name: str) -> None:
    result = run("explain", "friends.net", name)
    assert result.exit_code == 0
    assert FOUND in result.output
    for line in (3, 4, 6, 7, 8):
        assert f"friends.net:{line}: " in result.output


def test_an_unknown_finding_is_told() -> None:
    assert f"did you mean `{FOUND}`" in refused("explain", "friends.net", "NET106:Church:Ofice")
    assert "netdsl evaluate" in refused("explain", "friends.net", "qqqqqqqqqq")
    assert "finds nothing" in refused("explain", "friends.net", "NET405")
    assert "no file" in refused("explain", "nowhere.net", "NET405")


# --- rules


def test_rules_are_listed_and_shown_in_both_languages() -> None:
    for language, title in (("en", "Mutual dependence"), ("nb", "Gjensidig avhengighet")):
        assert title in run("rules", "list", "--language", language).output
        by_name, by_code = (
            run("rules", "show", name, "--language", language).output for name in ("mutual_dependence", "NET106")
        )
        assert by_name == by_code
        assert title in by_name
    assert "did you mean" in refused("rules", "show", "mutual_dependance")


def test_the_examples_of_the_built_in_rules_do_what_they_say() -> None:
    result = run("rules", "test")
    assert result.exit_code == 0, result.output
    assert result.output.endswith(", 0 wrong\n")


def test_an_example_that_does_not_do_what_it_says_is_told() -> None:
    assert run("rules", "test", "own.rules").output == "2 examples of 1 rules, 0 wrong\n"
    Path("wrong.rules").write_text(OWN.replace("fires  A = Office", "fires  A = Church"), "utf-8")
    result = run("rules", "test", "wrong.rules")
    assert result.exit_code == 1
    assert "wrong.rules:18: any_gift fires: it gives MY101:Office" in result.output
    Path("lacking.rules").write_text(OWN.partition("  silent")[0], "utf-8")
    result = run("rules", "test", "lacking.rules")
    assert result.exit_code == 1
    assert "no example for: silent" in result.output
