import os
import subprocess
import sys
from typing import Any

import click
import pytest
from click.testing import CliRunner

from netdsl import __version__
from netdsl.cli import main as command_line


def run(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "netdsl", *arguments], capture_output=True, check=False, **more)


def test_version() -> None:
    assert run("--version").stdout.split() == [b"netdsl", __version__.encode()]


def test_help_lists_every_command_with_a_line() -> None:
    shown = CliRunner().invoke(command_line.netdsl, ["--help"]).output
    listed = shown.partition("Commands:")[2].strip().splitlines()
    context = click.Context(command_line.netdsl)
    assert [line.split()[0] for line in listed] == command_line.netdsl.list_commands(context)
    assert all(len(line.split()) > 1 for line in listed)


def test_nothing_asked_shows_the_help() -> None:
    result = run()
    assert result.returncode == 2
    assert b"netdsl evaluate FILE" in result.stderr


def test_a_mistyped_command_names_the_one_that_was_meant() -> None:
    result = run("compleet")
    assert result.returncode == 2
    assert b"compleet" in result.stderr
    assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str) -> None:
    result = run("completion", shell)
    assert result.returncode == 0
    assert b"_NETDSL_COMPLETE" in result.stdout


def test_completion_of_a_command() -> None:
    environment = {**os.environ, "_NETDSL_COMPLETE": "bash_complete", "COMP_WORDS": "netdsl comple", "COMP_CWORD": "1"}
    assert run(env=environment).stdout.split() == [b"plain,completion"]


def test_starting_imports_nothing_that_takes_long() -> None:
    code = "import sys, netdsl.cli.main; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert not {"lark", "tabulate", "tomllib", "json", "difflib"} & set(loaded)


def ended(monkeypatch: pytest.MonkeyPatch, how: BaseException) -> int | str | None:
    def command(**_: Any) -> None:
        raise how

    monkeypatch.setattr(command_line.netdsl, "main", command)
    monkeypatch.setattr("gc.disable", lambda: None)  # this process goes on
    with pytest.raises(SystemExit) as end:
        command_line.main()
    return end.value.code


def test_interrupted(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert ended(monkeypatch, KeyboardInterrupt()) == 130
    assert capfd.readouterr() == ("", "")


def test_bad_usage(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert ended(monkeypatch, click.UsageError("this way")) == 2
    assert "this way" in capfd.readouterr().err


PRINTING = r"""
import click, sys
from netdsl.cli import main
def command(**_):
    for _ in range(int(sys.argv[1])):
        click.echo("bl\u00e5b\u00e6r \u2013 \udcff")
main.netdsl.main = command
main.main()
"""


def test_prints_utf8_whatever_the_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    result = subprocess.run([sys.executable, "-c", PRINTING, "1"], capture_output=True, check=True, env=environment)
    assert result.stdout.decode() == "bl\u00e5b\u00e6r \u2013 ?\n"


def test_a_reader_that_stops_early_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PRINTING, "100000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


@pytest.mark.parametrize("value", ["1", ""])
def test_no_color(value: str) -> None:
    @click.command
    def coloured() -> None:
        click.secho("found", fg="red")

    group = click.Group("g", [coloured], callback=command_line.netdsl.callback)
    shown = CliRunner().invoke(group, ["coloured"], env={"NO_COLOR": value}, color=True).output
    assert (shown == "found\n") is bool(value)
