"""A run speaks one language: of its help, of what is wrong with how it is called, of what it says beside reports."""

import re
import string
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from netdsl import resources
from netdsl.cli import language, norwegian
from netdsl.cli.main import netdsl
from netdsl.cli.texts import TEXTS
from netdsl.document.texts import own

BOKMAL = {"LC_ALL": "nb_NO.UTF-8"}

TABLES: dict[str, dict[str, Any]] = {
    "messages": tomllib.loads((resources.GRAMMAR / "messages.toml").read_text("utf-8")),
    "document": own(),
    **{
        name: import_module(f"netdsl.{name}").TEXTS
        for name in (
            "anonymise.texts",
            "cli.progress",
            "cli.texts",
            "data.texts",
            "draw.texts",
            "guide.texts",
            "report.texts",
        )
    },
}

ENGLISH = {
    "and", "are", "argument", "aborted", "choose", "default", "did", "does", "error", "extra", "file", "files", "found",
    "given", "goes", "got", "help", "installed", "invalid", "is", "mean", "missing", "name", "needs", "not", "number",
    "of", "one", "option", "options", "or", "range", "required", "requires", "such", "the", "there", "this",
    "try", "unexpected", "unknown", "usage", "valid", "value", "which", "with", "write", "written",
}  # fmt: skip
"""Words that are in nothing said in Norwegian."""

QUOTED = re.compile(r"`[^`]*`|'[^']*'|\"[^\"]*\"|\S*--\S+|\S*\.\w+|\[[a-z|_]+\]|(?<=\W)[a-z]+=\d+")
"""What is no word of a text: names, options, files, values to choose from."""


def english(text: str) -> set[str]:
    """The English words of a text."""
    return ENGLISH & set(re.findall(r"\w+", QUOTED.sub(" ", text).casefold()))


def holes(text: str) -> set[str]:
    return {name.partition(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Each command by how it is called after `netdsl`; the program itself is the first."""
    yield "", netdsl
    for name in netdsl.commands:
        command = netdsl.get_command(click.Context(netdsl), name)
        assert command
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", one) for inner, one in command.commands.items())


ALL = dict(commands())
OPTIONS = sorted({name for command in ALL.values() for p in command.params for name in p.opts if name[0] == "-"})


def run(*arguments: str, **environment: str) -> Result:
    result = CliRunner().invoke(netdsl, arguments, env=environment or BOKMAL)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


# --- texts


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_text_is_there_in_both_languages_with_the_same_holes(table: dict[str, Any]) -> None:
    for key, texts in table.items():
        assert set(texts) == set(language.LANGUAGES), key
        assert all(texts.values()), key
        if all(isinstance(text, str) for text in texts.values()):
            assert holes(texts["en"]) == holes(texts["nb"]), key


def test_every_text_of_the_command_line_is_said_somewhere() -> None:
    code = "".join(p.read_text("utf-8") for p in Path(language.__file__).parent.glob("*.py") if p.name != "texts.py")
    assert not [key for key in TEXTS if f'"{key}"' not in code and f"'{key}'" not in code]


def test_what_click_says_has_no_other_holes() -> None:
    for said, text in language.CLICK.items():
        assert holes(text) <= holes(said)


# --- help


@pytest.mark.parametrize("name", ALL)
def test_help_is_in_the_language_of_the_person(name: str) -> None:
    shown = run(*name.split(), "--help")
    assert shown.exit_code == 0
    assert not english(shown.output), shown.output
    assert not set(norwegian.PLACEHOLDERS) - {"ID", "N"} & set(re.findall(r"\b[A-Z]+\b", shown.output))
    assert run(*name.split(), "--help", LC_ALL="en_GB.UTF-8").output.startswith("Usage: ")


def test_no_help_is_kept_that_nothing_has() -> None:
    assert set(norwegian.COMMANDS) == set(ALL)
    told = {p.help for command in ALL.values() for p in command.params if isinstance(p, click.Option)}
    assert set(norwegian.OPTIONS) == told


# --- what is wrong


def wrong_ways() -> Iterator[list[str]]:
    """Each command without what it needs, with too much, and with each of its options wrong."""
    for name, command in ALL.items():
        words = name.split()
        yield [*words, "--nothing"]
        if not isinstance(command, click.Group):
            yield words
            yield [*words, *["x.net"] * 20]
        for option in command.params:
            if isinstance(option, click.Option) and not option.is_flag:
                yield [*words, option.opts[0]]
                yield [*words, "x.net", "y.net", option.opts[0], "?,?"]
    yield ["nothing"]


@pytest.mark.parametrize("arguments", list(wrong_ways()), ids=" ".join)
def test_what_is_wrong_is_said_in_the_language_of_the_person(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not english(run(*arguments).stderr)


@given(st.sampled_from(sorted(ALL)), st.lists(st.sampled_from([*OPTIONS, "x.net", "1", "-1", "?", ""]), max_size=5))
def test_whatever_is_typed_is_answered_in_the_language_of_the_person(name: str, arguments: list[str]) -> None:
    if name.split()[:1] in (["new"], ["completion"]) or "-o" in arguments or "--output" in arguments:
        return  # these ask, or write a file
    said = run(*name.split(), *arguments)
    assert not english(said.stderr), said.stderr


# --- which language


def said_of(*arguments: str, **environment: str) -> str:
    output = run(*arguments, **environment).output
    return "nb" if "Feil" in output or "feil" in output else "en"


FILES = {"en": "# language: en\nactor Office\n", "nb": "# språk: nb\naktør Kontoret\n"}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(f"{name}.net").write_text(text, "utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("wrong", [["--nothing"], ["--format", "x"], ["--at", "soon"], ["--set", "x=1"]], ids=" ".join)
@pytest.mark.parametrize("person", language.LANGUAGES)
@pytest.mark.parametrize("file", language.LANGUAGES)
@pytest.mark.parametrize("asked", [None, *language.LANGUAGES])
def test_the_option_goes_before_the_file_and_that_before_the_person(
    wrong: list[str], person: str, file: str, asked: str | None
) -> None:
    environment = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": f"{person}_XX.UTF-8"}
    for option in [[]] if asked is None else [["--language", asked], [f"--language={asked}"]]:
        assert said_of("evaluate", f"{file}.net", *wrong, *option, **environment) == (asked or file)
    assert said_of("evaluate", "nowhere.net", *wrong, **environment) == person
    assert said_of("evaluate", "nowhere.net", **environment) == person


@pytest.mark.usefixtures("files")
def test_what_is_read_tells_the_language_of_what_follows() -> None:
    for name, text in FILES.items():
        done = CliRunner().invoke(netdsl, ["explain", "-", "NET999"], input=text, env={"LC_ALL": "C"})
        assert done.stderr.startswith({"en": "Usage", "nb": "Bruk"}[name])
        assert done.stderr.splitlines()[-1].startswith({"en": "Error: no", "nb": "Feil: ikke"}[name])


@pytest.mark.usefixtures("files")
def test_files_that_are_yet_to_be_written_tell_nothing() -> None:
    for option in ("-o", "--output"):
        assert said_of("import", "x.csv", option, "nb.net", "--nothing", LC_ALL="C") == "en"
    Path("pajek.net").write_text("*Vertices 1\n1 A\n", "utf-8")
    assert said_of("import", "pajek.net", "--nothing") == "nb"


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nn_NO"}, "nb"),
        ({"LANG": "no"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "nb_NO"}, "nb"),
        ({}, "en"),
    ],
    ids=str,
)
def test_the_environment_tells_the_language(
    variables: dict[str, str], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, variables.get(name, ""))
    assert language.of_environment() == found


@pytest.mark.parametrize(("number", "found"), [(0x0414, "nb"), (0x0814, "nb"), (0x0409, "en"), (0x041D, "en")])
def test_windows_tells_it_where_the_environment_does_not(
    number: int, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(language, "_windows", lambda: number)
    assert language.of_environment() == found


def test_after_a_run_click_speaks_for_itself() -> None:
    assert run("--nothing").stderr.startswith("Bruk")
    assert language.spoken() == "en"
    assert CliRunner().invoke(click.Command("other"), ["--nothing"], env=BOKMAL).stderr.startswith("Usage")
