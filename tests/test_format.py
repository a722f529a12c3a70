"""The canonical form: stable, the same in meaning, and the way from one language to the other and back."""

from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given, settings

from netdsl.check.network import read_network
from netdsl.cli.format import command
from netdsl.model.forms import dialects
from netdsl.model.network import Statement
from netdsl.source import Source, Span
from netdsl.syntax.format import formatted
from netdsl.syntax.network import parse
from tests.strategies import networks

HERE = Path(__file__).parent
NOWHERE = Span(0, 0, 0)


def canonical(text: str, language: str | None = None) -> str:
    document, diagnostics = parse(Source("drawn.net", text))
    assert not diagnostics
    return formatted(document, language)


def meaning(text: str) -> list[Statement]:
    """The statements of a text, without their places."""
    network, diagnostics = read_network(Source("drawn.net", text))
    assert network, diagnostics
    return [_placeless(statement) for statement in network.statements]


def _placeless(statement: Statement) -> Statement:
    lines = tuple(evolve(line, span=NOWHERE) for line in statement.lines)
    return evolve(statement, head=evolve(statement.head, span=NOWHERE), lines=lines)


def comments(text: str) -> list[str]:
    """What follows the first `#` of each line, headers left out."""
    document, _ = parse(Source("drawn.net", text))
    found = {number: comment.strip() for number, comment in document.comments.items() if number != document.header}
    for paragraph in document.paragraphs:
        found |= {s.line.number: s.line.comment for s in (paragraph.head, *paragraph.lines) if s.line.comment}
    return [found[number] for number in sorted(found)]


@settings(max_examples=50)
@given(networks())
def test_meaning_and_comments_stay_and_once_is_enough(text: str) -> None:
    written = canonical(text)
    assert meaning(written) == meaning(text)
    assert comments(written) == comments(text)
    assert canonical(written) == written


@settings(max_examples=50)
@given(networks())
def test_into_the_other_language_and_back_is_the_same_file(text: str) -> None:
    written = canonical(text)
    own = parse(Source("drawn.net", text))[0].language
    for language in dialects():
        translated = canonical(written, language)
        assert meaning(translated) == meaning(written)
        assert canonical(translated) == translated
        assert canonical(translated, own) == written


@pytest.mark.parametrize("path", sorted((HERE / "cases" / "format").glob("*.net")), ids=lambda path: path.stem)
@pytest.mark.parametrize("language", sorted(dialects()))
def test_format_case(path: Path, language: str, expect) -> None:
    expect(path.with_suffix(f".{language}.txt"), canonical(path.read_text("utf-8"), language))


def test_names_that_become_words_of_the_other_language_are_quoted() -> None:
    text = "# språk: nb\ngruppe A\ngruppe B\ngruppe A and B\ntiltak kurs\n  for A and B\n"
    assert "  for 'A and B'\n" in canonical(text, "en")
    assert meaning(canonical(text, "en")) == meaning(text)


UNTIDY = "aktør   Ny  sjanse,offentlig\n\n\n\n    rolle koordinator   [ X ]\nkilde X"
TIDY = "# språk: nb\n\naktør Ny sjanse, offentlig\n  rolle koordinator  [X]\n\nkilde X\n"


def run(*arguments: str, text: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, arguments, input=text)
    return result.exit_code, result.stdout, result.stderr


def test_files_are_rewritten_in_place(tmp_path: Path) -> None:
    file = tmp_path / "a.net"
    file.write_text(UNTIDY, "utf-8")
    file.chmod(0o640)
    assert run("--check", str(file)) == (1, f"{file}\n", "")
    assert file.read_text("utf-8") == UNTIDY
    assert run("--stdout", str(file)) == (0, TIDY, "")
    assert file.read_text("utf-8") == UNTIDY
    assert run(str(file)) == (0, "", "")
    assert file.read_bytes() == TIDY.encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert run("--check", str(file)) == (0, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.net"]


def test_standard_input_goes_to_standard_output() -> None:
    assert run("-", text=UNTIDY) == (0, TIDY, "")


def test_a_file_with_errors_is_left_as_it_is(tmp_path: Path) -> None:
    wrong, right = tmp_path / "wrong.net", tmp_path / "right.net"
    wrong.write_text("aktør  X\n  sikter imot fred\n", "utf-8")
    right.write_text(UNTIDY, "utf-8")
    status, out, err = run(str(wrong), str(right))
    assert (status, out) == (2, "")
    assert "sikter mot" in err
    assert wrong.read_text("utf-8") == "aktør  X\n  sikter imot fred\n"
    assert right.read_text("utf-8") == TIDY


def test_line_ends_and_byte_order_mark_are_put_right(tmp_path: Path) -> None:
    file = tmp_path / "a.net"
    file.write_bytes(b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode())
    assert run("--check", str(file))[0] == 1
    assert run(str(file))[0] == 0
    assert file.read_bytes() == TIDY.encode()


def test_a_link_is_followed(tmp_path: Path) -> None:
    file, link = tmp_path / "a.net", tmp_path / "b.net"
    file.write_text(UNTIDY, "utf-8")
    link.symlink_to(file)
    assert run(str(link))[0] == 0
    assert link.is_symlink()
    assert file.read_text("utf-8") == TIDY
