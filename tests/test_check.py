"""What a file means, and what is said of one that cannot mean anything."""

import re
import time
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner

from netdsl.check.network import read_network
from netdsl.cli.check import command
from netdsl.diagnostics import codes, columns, render
from netdsl.model.facts import facts
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Value
from netdsl.model.quantities import Interval, exactly
from netdsl.source import Source, decode
from netdsl.syntax.network import parse
from tests.conftest import Expect

CASES = Path(__file__).parent / "cases"
GOOD = sorted((CASES / "good").glob("*.net"))
BAD = sorted((CASES / "bad").glob("*.net"))


def read(path: Path) -> tuple[Network | None, str]:
    source = decode(path.name, path.read_bytes())
    network, diagnostics = read_network(source)
    return network, "\n\n".join(render(d, source) for d in diagnostics) + "\n"


def shown(value: Value) -> str:
    if isinstance(value, Interval):
        ends = [("", "over ", "under ")[side] + str(number) for number, side in (value.low, value.high)]
        return f"{'–'.join(dict.fromkeys(ends))}{' ' * bool(value.unit)}{value.unit}"
    if isinstance(value, tuple):
        return "-".join(f"{part:02}" for part in value)
    return "·" if value is None else value


def described(network: Network) -> str:
    """Every fact of a network with its sources, in the order of the relations."""
    lines = []
    for relation, rows in facts(network).relations.items():
        for row, origins in rows.items():
            sources = "; ".join(said for origin in origins if (said := cited(origin.line)))
            lines.append(f"{relation}: {' | '.join(map(shown, row))}" + (f"  [{sources}]" if sources else ""))
    lines += [
        f"{e.form}: {shown(v)}" for s in network.statements for e in s.lines if e.form not in forms() for v in e.rows[0]
    ]
    return "\n".join(lines) + "\n"


def cited(entry: Entry) -> str:
    return ", ".join(f"{r.source} {r.locator}".strip() for r in entry.references)


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_case(path: Path, expect: Expect) -> None:
    network, said = read(path)
    assert network, said
    expect(path.with_suffix(".txt"), described(network))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_case(path: Path, expect: Expect) -> None:
    network, said = read(path)
    assert network is None
    expect(path.with_suffix(".txt"), said)


def test_every_form_has_a_good_case() -> None:
    found = set()
    for path in GOOD:
        network, _ = read(path)
        assert network
        found |= {entry.form for s in network.statements for entry in (s.head, *s.lines)}
    assert found >= set(forms())


def test_every_form_has_a_bad_case() -> None:
    """A line of a bad case that ends in a comment with a form's name is a bad line of that form."""
    found = set()
    for path in BAD:
        source = decode(path.name, path.read_bytes())
        wrong = {diagnostic.span.line for diagnostic in read_network(source)[1]}
        for number, line in enumerate(source.lines, 1):
            if form := re.search(r"# ([a-z_]+(?:\.[a-z_]+)?)$", line):
                assert form[1] in forms(), (path, number)
                assert number in wrong, (path, number, line)
                found.add(form[1])
    assert found == set(forms())


FILES = {"N001", "N002", "N003", "N004", "N005", "N006", "N007", "N008", "N039", "N041", "N042"}
"""Codes about whole files and endless lines, which no case among the files can show."""


def test_every_code_has_a_bad_case() -> None:
    found = {d.code for path in BAD for d in read_network(decode(path.name, path.read_bytes()))[1]}
    assert found == {code for code in codes() if code.startswith("N")} - FILES


def run(*files: str, text: str | bytes | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(command, files, input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.exit_code, result.output


UNREADABLE = {
    "nul": (b"actor A\n\x00", "no text"),
    "program": (b"\x7fELF\x02\x01\x01" + b"\x00" * 40, "no text"),
    "utf-16": ("actor A, public\n".encode("utf-16"), "UTF-16"),
    "utf-16-without-mark": ("actor A, public\n".encode("utf-16-le"), "UTF-16"),
    "latin-1": ("aktør A\n".encode("latin-1"), "byte 0xF8 in line 1"),
    "cut-off": ("actor A\naktør".encode()[:-2], "byte 0xC3 in line 2"),
    "one-endless-line": (b"a" * 50_000_000, "50000000 characters"),
    "endless-names": (b"A" + b", A" * 16_000_000, "48000001 characters"),
    "endless-indentation": (b"actor A\n" + b" " * 1_000_000 + b"role partner", "characters"),
    "deep": (b"actor A\n" + b"".join(b" " * n + b"role partner\n" for n in range(2, 60)), "indented otherwise"),
    "pajek": (b'*Vertices 1\n1 "a"\n', "Pajek"),
    "hugin": (b"net {\n}\n", "Hugin"),
    "tina": (b"net n\ntr t1 p1 -> p2\n", "Petri"),
    "fann": (b"FANN_FLO_2.1\nnum_layers=3\n", "FANN"),
    "spice": (b"* a filter\nR1 1 0 1k\n.end\n", "SPICE"),
    "kicad": (b"(export (version D))\n", "KiCad"),
    "gml": (b"Creator me\ngraph [\n]\n", "GML"),
    "json": (b'{"a": 1}', "JSON"),
    "xml": (b'<?xml version="1.0"?>\n<pnml/>\n', "XML"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_network_is_told_in_plain_words(name: str, tmp_path: Path) -> None:
    data, said = UNREADABLE[name]
    file = tmp_path / f"{name}.net"
    file.write_bytes(data)
    status, output = run(str(file))
    assert status == 2
    assert said in output
    assert len(output) < 30_000


def test_folders_and_missing_files_are_told(tmp_path: Path) -> None:
    status, output = run(str(tmp_path))
    assert status == 2
    assert "is a folder" in output
    assert run("nowhere.net")[0] == 2
    assert "no file `nowhere.net`" in run("nowhere.net")[1]
    assert run("a\0b")[0] == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_any_line_ends_and_a_byte_order_mark_are_read(end: str, mark: bytes) -> None:
    text = f"# språk: nb{end}aktør Å{end}\trolle eier{end}"
    assert run("-", text=mark + text.encode()) == (0, "-: alt i orden\n")


def test_accents_apart_from_their_letters_are_read() -> None:
    text = unicodedata.normalize("NFD", "# språk: nb\naktør Å\naktør É\nÅ og É møtes aldri\n")
    assert run("-", text=text.encode()) == (0, "-: alt i orden\n")


def test_all_files_are_checked_whatever_the_first_has() -> None:
    status, output = run(str(CASES / "bad" / "time.net"), str(CASES / "good" / "norsk.net"))
    assert status == 2
    assert "alt i orden" in output


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "en"),
        ("aktør A", "nb"),
        ("actor A", "en"),
        ("# language: NO", "nb"),
        ("#språk:bokmål", "nb"),
        ("tiltak x\ngoal y\nmøte z", "nb"),
    ],
)
def test_the_language_is_said_or_told_from_the_words(text: str, language: str) -> None:
    assert parse(Source("a.net", text))[0].language == language


def test_time_can_be_given_from_outside() -> None:
    source = Source("a.net", 'network N\n  as of 2010\nactor A\nactor B\nA gives B "x"\n  until 2012\n')
    for at, holds in ((None, True), ((2012,), True), ((2013, 1), False)):
        network, _ = read_network(source, at=at)
        assert network
        assert network.of("gives")[0].in_force is holds


def test_frequencies_are_exact() -> None:
    lines = "meeting M\n  attended by A\n  {}\nactor A\n"
    for said, times in (
        ("every 6 weeks", Fraction(26, 3)),
        ("twice", None),
        ("2 times per semester", 4),
        ("every 3 years", Fraction(1, 3)),
    ):
        network, _ = read_network(Source("a.net", lines.format(said)))
        if times is None:
            assert network is None
        else:
            assert network
            assert network.of("meeting")[0].lines[1].rows == ((exactly(times),),)


def test_unlike_names_cost_no_more_than_like_ones() -> None:
    """Many unknown names in a large file: the search for what was meant ends."""
    declared = "".join(f"actor Actor number {n}\n" for n in range(3000))
    used = "".join(f'Aktor numbre {n} gives Actor {n} "x"\n' for n in range(3000))
    begun = time.perf_counter()
    _, found = read_network(Source("a.net", declared + used))
    assert len(found) >= 6000
    assert time.perf_counter() - begun < 30


def test_a_caret_stands_under_what_it_shows() -> None:
    source = Source("a.net", 'actor A\n\tnote "東京" "\U0001f600"   sdf')
    _, (found,) = read_network(source)
    *_, line, carets = render(found, source).split("\n")
    shown = line.index('"\U0001f600"')
    assert columns(line[:shown]) == columns(carets[: carets.index("^")])


def test_a_long_line_is_cut_around_the_caret() -> None:
    source = Source("a.net", 'actor A "' + "x" * 500 + '" oops ' + "y" * 500)
    _, (found,) = read_network(source)
    _, _, _, line, carets = render(found, source).split("\n")[:5]
    assert len(line) < 110
    assert line[carets.index("^") :].startswith("oops")
