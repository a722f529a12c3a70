"""Columns of the file itself, where accents stand apart from their letters; and settings kept in a file."""

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from netdsl.cli.main import netdsl
from netdsl.source import decode

FILE = """\
# språk: nb
aktør Kårestua, offentlig
  rolle koordinator
aktør Ål
aktør 'Blå 🌊 ås'
møte Råd
  deltar Kårestua, Ål
  avgjør av én part "rådåååå"
møte 'Blå 🌊 ås møtes'
  deltar Kårestua, 'Blå 🌊 ås'
  avgjør av én part
"""


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def logged(folder: Path, text: str) -> dict[str, object]:
    file = folder / "own.net"
    file.write_bytes(text.encode())
    result = CliRunner().invoke(netdsl, ["evaluate", str(file), "--format", "sarif"])
    assert result.exit_code == 0, result.output
    run: dict[str, object] = json.loads(result.stdout)["runs"][0]
    return run


def patched(text: str, replacements: list[dict[str, dict[str, object]]]) -> str:
    """A text after what SARIF says is to be replaced, from the last to the first."""
    lines = text.encode("utf-16-le")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + units(line))
    for replacement in reversed(replacements):
        region = replacement["deletedRegion"]
        first, last = (
            2 * (starts[int(str(region[f"{side}Line"])) - 1] + int(str(region[f"{side}Column"])) - 1)
            for side in ("start", "end")
        )
        lines = lines[:first] + str(replacement["insertedContent"]["text"]).encode("utf-16-le") + lines[last:]
    return lines.decode("utf-16-le")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_fixes_fit_the_file_as_it_is(tmp_path: Path, form: str, end: str) -> None:
    text = unicodedata.normalize(form, FILE).replace("\n", end)
    run = logged(tmp_path, text)
    assert run["columnKind"] == "utf16CodeUnits"
    fixes = {
        fix["description"]["text"]: fix["artifactChanges"][0]["replacements"]
        for result in run["results"]  # type: ignore[attr-defined]
        for fix in result.get("fixes", ())
    }
    assert fixes
    for replacements in fixes.values():
        after = patched(text, replacements)
        assert end == "\n" or after.count("\r\n") == after.count("\n")
        rest = iter(after.split(end))
        assert all(
            any(line in (other, other.replace(" ikke lenger", "")) for other in rest) for line in text.split(end)
        )


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_are_columns_of_the_file_as_it_is(tmp_path: Path, form: str) -> None:
    text = unicodedata.normalize(form, FILE)
    for result in logged(tmp_path, text)["results"]:  # type: ignore[attr-defined]
        for place in (*result["locations"], *result["relatedLocations"]):
            region = place["physicalLocation"]["region"]
            line = text.split("\n")[region["startLine"] - 1].encode("utf-16-le")
            before = line[: 2 * (region["startColumn"] - 1)].decode("utf-16-le")
            after = line[2 * (region["startColumn"] - 1) :].decode("utf-16-le")
            assert not before.strip()
            assert after == after.strip() != ""


LETTERS = st.text(st.sampled_from("aåÅé e\u030a\u0301🌊\t\u1100\u1161"), max_size=12)


@given(st.lists(LETTERS, min_size=1), st.sampled_from(["NFC", "NFD"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_a_file_keeps_its_own_lines(lines: list[str], form: str, end: str, mark: bool) -> None:
    text = end.join(unicodedata.normalize(form, line) for line in lines)
    source = decode("own.net", ("\ufeff" * mark + text).encode())
    assert source.own_lines == text.split(end)
    assert [unicodedata.normalize("NFC", line) for line in source.own_lines] == source.lines
    assert source.own_line_end == (end if len(lines) > 1 and source.original else "\n")


# --- netdsl.toml


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[threshold]\nmeetings_a_year = 4\n", "unknown table or key `threshold`; did you mean `thresholds`?"),
        ("meetings_a_year = 4\n", "unknown table or key `meetings_a_year`"),
        ("[costs]\npay = 2\n[x]\n", "there are [thresholds] and [costs]"),
        ("[costs]\npai = 2\n", "did you mean `pay`?"),
        ("[thresholds]\nmeetings = 2\n", "unknown threshold `meetings`"),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_settings_that_mean_nothing_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str, mark: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.net").write_text(FILE, "utf-8")
    Path("netdsl.toml").write_text(mark + text, "utf-8")
    for command in (["evaluate", "own.net"], ["plan", "own.net"]):
        result = CliRunner().invoke(netdsl, [*command, "--language", "en"])
        assert result.exit_code == 2
        assert message in result.output


def test_settings_may_have_a_byte_order_mark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.net").write_text(FILE, "utf-8")
    for mark in ("", "\ufeff"):
        Path("netdsl.toml").write_text(f"{mark}[costs]\npay = 2\n[thresholds]\nmeetings_a_year = 4\n", "utf-8")
        assert CliRunner().invoke(netdsl, ["evaluate", "own.net"]).exit_code == 0
