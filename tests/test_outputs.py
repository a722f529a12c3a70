"""What is written does not take the place of what it is made from, and fits into memory."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from netdsl.cli.main import netdsl
from netdsl.draw import render

LANTERN = Path(__file__).parent.parent / "examples" / "lantern.net"


@pytest.mark.parametrize(
    ("arguments", "ending"),
    [(["draw"], ".svg"), (["report"], ".md"), (["export"], ".csv"), (["export"], ".json"), (["import"], ".net")],
    ids=str,
)
def test_a_file_is_not_replaced_by_what_is_made_of_it(arguments: list[str], ending: str, tmp_path: Path) -> None:
    file, link = tmp_path / f"x{ending}", tmp_path / f"other{ending}"
    text = "*Vertices 2\n1 A\n2 B\n*Arcs\n1 2\n" if ending == ".net" else LANTERN.read_text("utf-8")
    file.write_text(text, "utf-8")
    link.symlink_to(file)
    for output in (file, link):
        result = CliRunner().invoke(netdsl, [*arguments, str(file), "-o", str(output)])
        assert result.exit_code == 2
        assert "made from" in result.output
        assert file.read_text("utf-8") == text


@pytest.mark.parametrize("command", ["plan", "report"])
def test_no_number_is_no_time(command: str, tmp_path: Path) -> None:
    arguments = [
        command,
        str(LANTERN),
        "--seconds",
        "nan",
        *(["-o", str(tmp_path / "x.md")] if command == "report" else []),
    ]
    result = CliRunner().invoke(netdsl, arguments)
    assert result.exit_code == 2
    assert "is no time" in result.output


def test_a_picture_too_large_for_a_png_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("typst")
    monkeypatch.setattr(render, "LARGEST", 10_000)
    result = CliRunner().invoke(netdsl, ["draw", str(LANTERN), "-o", str(tmp_path / "x.png")])
    assert result.exit_code == 1
    assert ".svg" in result.output
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(render, "LARGEST", 500_000)
    assert CliRunner().invoke(netdsl, ["draw", str(LANTERN), "-o", str(tmp_path / "x.png")]).exit_code == 0
