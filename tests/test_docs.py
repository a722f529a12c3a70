"""The documentation shows what the program does: what a page shows is run, file by file and command by command.

A page tells its files in fenced blocks with a comment before them: `<!-- file: a.net -->` is the whole file,
`<!-- more: a.net -->` is added at its end, `<!-- change: a.net -->` is a difference (`-`, `+`, or a blank before each
line). Blocks of `net` without a comment make up one file together. Blocks of `console` are commands and their output.
`<!-- without: Questions; note -->` before one leaves out the paragraphs that begin so; `…` stands for them. `pytest
--accept` writes the output anew.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from netdsl.check.network import read_network
from netdsl.cli.main import netdsl
from netdsl.diagnostics import render
from netdsl.pipeline import load_rules
from netdsl.report import docs
from netdsl.source import Source

ROOT = docs.DOCS.parent
PAGES = [*sorted(docs.DOCS.rglob("*.md")), ROOT / "README.md"]
LINKING = sorted({*PAGES, *ROOT.glob("*.md")})
BLOCK = re.compile(
    r"(?:<!-- (?P<how>file|more|change|without): (?P<what>[^>]+) -->\n)?"
    r"^```(?P<kind>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]*))?\)")


def changed(text: str, difference: str) -> str:
    """A text after a difference; what it takes away must be there once."""
    lines = difference.splitlines(keepends=True)
    old = "".join(line[1:] or "\n" for line in lines if line[0] != "+")
    new = "".join(line[1:] or "\n" for line in lines if line[0] != "-")
    assert text.count(old) == 1, f"this is to be changed, and is there {text.count(old)} times:\n{old}"
    return text.replace(old, new)


def ran(commands: str) -> str:
    """The commands of a block, each with the output it really has."""
    found = []
    status = 0
    for line in commands.splitlines():
        if line.startswith("$ "):
            program, *arguments = shlex.split(line[2:])
            if program == "echo":
                output = f"{status}\n"
            else:
                assert program == "netdsl", line
                load_rules.cache_clear()
                result = CliRunner().invoke(netdsl, arguments, prog_name="netdsl")
                assert result.exception is None or isinstance(result.exception, SystemExit), line
                output, status = result.output, result.exit_code
            found.append(f"{line}\n{output}")
    return "".join(found)


def shown(output: str, without: str) -> str:
    """An output without the paragraphs that begin with one of some words."""
    words = tuple(word.strip() for word in without.split(";"))
    kept = ["…" if without and paragraph.startswith(words) else paragraph for paragraph in output.split("\n\n")]
    return re.sub(r"(…\n\n)+(?=…)", "", "\n\n".join(kept) + "\n" * (kept[-1] == "…"))


def parts(page: str) -> Iterator[re.Match[str]]:
    return BLOCK.finditer(page)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_is_what_happens(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    text = page.read_text("utf-8")
    place, written = 0, ""
    for block in parts(text):
        if block["how"] and block["how"] != "without":
            file = Path(block["what"])
            before = file.read_text("utf-8") if file.exists() else ""
            if block["how"] == "file":
                file.write_text(block["text"], "utf-8")
            elif block["how"] == "more":
                file.write_text(f"{before}\n{block['text']}", "utf-8")
            else:
                file.write_text(changed(before, block["text"]), "utf-8")
        if block["kind"] == "console":
            real = shown(ran(block["text"]), block["what"] or "")
            if not request.config.getoption("--accept"):
                assert real == block["text"], f"run `pytest --accept` and read what becomes of {page.name}"
            written += text[place : block.start("text")] + real
            place = block.end("text")
    if request.config.getoption("--accept"):
        page.write_text(written + text[place:], "utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pieces_of_networks_read_without_error(page: Path) -> None:
    pieces = [b["text"] for b in parts(page.read_text("utf-8")) if b["kind"] == "net" and not b["how"]]
    source = Source(page.name, "\n".join(pieces))
    assert not "\n".join(render(d, source) for d in read_network(source)[1])


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    for link in LINK.finditer(BLOCK.sub("", text)):
        if link["path"].startswith("http"):
            continue
        target = page.parent / link["path"] if link["path"] else page
        assert target.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in anchors(target.read_text("utf-8")), link[0]


def anchors(text: str) -> set[str]:
    titles = re.findall(r"^#+ (.*)$", BLOCK.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_generated_pages_are_fresh() -> None:
    stale = [path.name for path, text in docs.pages().items() if path.read_text("utf-8") != text]
    assert not stale, "run `python -m netdsl.report.docs`"


def test_the_readme_names_every_command_and_has_the_two_that_a_newcomer_needs() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    table = page[page.index("## Commands") : page.index("## Read on")]
    assert set(netdsl.commands) <= set(re.findall(r"`netdsl (\w+)", table))
    assert len([block for block in parts(page) if block["kind"] == "sh"]) == 2


def test_the_table_of_costs_is_that_of_the_rules() -> None:
    page = (docs.DOCS / "recommendations.md").read_text("utf-8")
    told = [re.split(r" *\| *", row.strip("| ")) for row in page.splitlines() if re.match(r"\| `\w+` \| \d", row)]
    costs = load_rules().rules.costs
    assert told == [[f"`{kind}`", str(cost.default), cost.texts["en"]] for kind, cost in costs.items()]


def test_a_page_that_shows_something_else_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.net").write_text("actor Office\n", "utf-8")
    block = "$ netdsl check a.net\nall is well\n$ echo $?\n0\n"
    assert ran(block) == "$ netdsl check a.net\na.net: all in order\n$ echo $?\n0\n"


def test_paragraphs_can_be_left_out() -> None:
    assert shown("a\n\nb b\n\nc\n\nd\n", "b; c") == "a\n\n…\n\nd\n"
    assert shown("a\n\nb\nb\n", "b") == "a\n\n…\n"
    assert shown("a\n\nb\n", "") == "a\n\nb\n"


def test_a_difference_must_fit() -> None:
    assert changed("a\nb\nc\n", " a\n-b\n+B\n+BB\n") == "a\nB\nBB\nc\n"
    with pytest.raises(AssertionError):
        changed("a\n", "-b\n+c\n")
