"""What is said of rules that cannot mean anything."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from netdsl.check.problems import explained
from netdsl.cli.main import netdsl
from netdsl.diagnostics import codes, render
from netdsl.pipeline import load_rules
from tests.conftest import Expect

BAD = sorted((Path(__file__).parent / "cases" / "rules" / "bad").glob("*.rules"))


@pytest.fixture(autouse=True)
def in_their_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Diagnostics name files as they are named on the command line."""
    monkeypatch.chdir(BAD[0].parent)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_rules(path: Path, expect: Expect) -> None:
    """Read beside the built-in rules, as with `--rules`."""
    problems = load_rules((Path(path.name),)).problems
    assert {source.name for source, _ in problems} == {path.name}
    told = [render(explained(found, "en"), source) for source, found in problems]
    expect(path.with_suffix(".txt"), "\n\n".join(told) + "\n")


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_rules_are_told_in_norwegian(path: Path) -> None:
    told = CliRunner().invoke(netdsl, ["rules", "list", "--rules", path.name, "--language", "nb"]).stderr
    assert told.startswith("feil[R")
    assert "error" not in told


def test_every_code_of_rules_has_a_bad_case() -> None:
    found = {d.code for path in BAD for _, d in load_rules((Path(path.name),)).problems}
    assert found == {code for code in codes() if code.startswith("R")}
