"""What can be over: by hand, by rules, and how it is named on the command line."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.pipeline import load_rules
from netdsl.source import Source
from netdsl.syntax.edit import edits
from netdsl.syntax.network import parse
from netdsl.syntax.over import can_end
from netdsl.syntax.pointing import _halves
from tests.network_strategies import Collaboration, collaborations

FILE = """\
# language: en
network Case
  as of 2023
source K, interview
goal peace
need food
group People
  needs food
actor 'Smith, Jones: Co', private
  role coordinator
actor School
meeting Round
  attended by School, 'Smith, Jones: Co'
  decides by agreement
School gives 'Smith, Jones: Co' "time: all of it"
  essential "it's ours"
School gives 'Smith, Jones: Co' "old"
  over by now
nobody pays School for "time"
nobody pays School for "time"
"""


def whatif(folder: Path, *arguments: str, text: str = FILE) -> Result:
    file = folder / "own.net"
    file.write_text(text, "utf-8")
    return CliRunner().invoke(netdsl, ["whatif", str(file), *arguments, "-o", "-"])


# --- what can be over


@settings(max_examples=25)
@given(collaborations())
def test_what_can_end_ends_and_nothing_else(drawn: Collaboration) -> None:
    document, _ = parse(Source("drawn.net", drawn.text))
    for sentence in (s for p in document.paragraphs for s in (p.head, *p.lines) if s):
        said = any(t.type == "NO_LONGER" for t in sentence.reading.tokens)
        if sentence.form in can_end():
            text = edits(document, (), [sentence.line.span]).applied(drawn.text)
            assert said or text != drawn.text or "over by now" in text
            assert not parse(Source("drawn.net", text))[1]
        else:
            with pytest.raises(ValueError, match=f"nothing that can be over: change line {sentence.line.number} "):
                edits(document, (), [sentence.line.span])


@pytest.mark.parametrize(
    ("end", "line"),
    [
        ("goal peace", 5),
        ("need food", 6),
        ("source K", 4),
        ("group People", 7),
        ("group People: needs food", 8),
        ("network Case: as of 2023", 3),
        ("actor 'Smith, Jones: Co': role coordinator", 10),
        ("School gives 'Smith, Jones: Co' \"time: all of it\": essential", 16),
        ("School gives 'Smith, Jones: Co' \"old\": over by now", 18),
    ],
)
def test_what_cannot_end_is_told_with_its_line(tmp_path: Path, end: str, line: int) -> None:
    result = whatif(tmp_path, "--end", end)
    assert result.exit_code == 2, result.output
    assert f"nothing that can be over: change line {line} of the file" in result.output


RULE = """\
rule ending  TST901
  dimension   decisions
  severity    major
  title       en "Ending"
              nb "Slutt"
  why         en "Because."
              nb "Fordi."
  about       A

  when
    actor A
      role coordinator

  finding
    en "{A} coordinates"
    nb "{A} koordinerer"

  recommend agree
    end
      ENDED
    en "end it"
    nb "avslutt det"
"""


@pytest.mark.parametrize(
    ("ended", "right"),
    [
        ("actor A", True),
        ("meeting _\n        decides by one party", True),
        ("A gives _ _", True),
        ("nobody pays anyone for _", True),
        ("no other meetings", True),
        ("actor A\n        role coordinator", False),
        ("A gives _ _\n        weight essential", False),
        ("need _", False),
        ("group _\n        needs _", False),
        ("source _", False),
        ("formerly A gives _ _", False),
        ("not A gives _ _", False),
    ],
)
def test_a_rule_ends_only_what_can_end(tmp_path: Path, ended: str, right: bool) -> None:
    (tmp_path / "own.rules").write_text(RULE.replace("ENDED", ended), "utf-8")
    found = [problem.code for _, problem in load_rules((tmp_path,)).problems]
    assert ("R037" in found) is not right
    assert not (right and found)


# --- how it is named


@pytest.mark.parametrize(
    "end",
    [
        "actor 'Smith, Jones: Co'",
        "actor 'Smith, Jones: Co', private",
        "School gives 'Smith, Jones: Co' \"time: all of it\"",
        "meeting Round: decides by agreement",
    ],
)
def test_colons_and_commas_in_quotes(tmp_path: Path, end: str) -> None:
    result = whatif(tmp_path, "--end", end)
    assert result.exit_code == 0, result.output
    lines = [line for line in result.stdout.split("\n") if line not in FILE.split("\n")]
    over = [line for line in result.stdout.split("\n") if "over by now" in line or "no longer" in line]
    assert len(over) == 2
    assert len(lines) <= 1


def test_the_same_said_twice_ends_twice(tmp_path: Path) -> None:
    result = whatif(tmp_path, "--end", 'nobody pays School for "time"')
    assert result.exit_code == 0, result.output
    assert result.stdout.count("over by now") == 3


def test_the_same_added_twice_is_added_once(tmp_path: Path) -> None:
    for add in ("School gives 'Smith, Jones: Co' \"new\"", "actor Zoo / aims at peace", "no other meetings"):
        once, twice = (whatif(tmp_path, *["--add", add] * n) for n in (1, 2))
        assert once.exit_code == twice.exit_code == 0
        assert once.stdout == twice.stdout != FILE


@given(st.lists(st.sampled_from(["a", " ", '"', "'", ":", "\\", ","])).map("".join))
def test_a_text_is_parted_at_a_colon_outside_of_quotes(text: str) -> None:
    head, line = _halves(text)
    if line is not None:
        cut = next(
            n for n, c in enumerate(text) if c == ":" and text[:n].strip() == head and text[n + 1 :].strip() == line
        )
        bare = re.sub(r"(?<!\w)'[^']*'", "", head)
        assert bare.count('"') % 2 == 0 or '"' not in text[cut:] or "\\" in text
    elif '"' not in text and "'" not in text:
        assert ":" not in text


@pytest.mark.parametrize("part", ['"', "'", "a'", " '", '\\"', "\"'", "::"])
def test_long_texts_are_parted_at_once(part: str) -> None:
    """By trying all ways to part it this would not come to an end."""
    head, line = _halves(part * 500 + "end")
    assert head or line


def test_what_ends_is_right_in_the_file(tmp_path: Path) -> None:
    result = whatif(tmp_path, "--end", "actor 'Smith, Jones: Co', private")
    assert read_network(Source("own.net", result.stdout))[0]
