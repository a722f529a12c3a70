"""Where a changed network is written to: files byte for byte, what is no file, and a standard output that is not there.

Nothing here writes to a device of the system: where the code is wrong it would be gone.
"""

import os
import subprocess
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from netdsl.cli.main import netdsl
from netdsl.source import decode, write
from netdsl.syntax.edit import edits, exactly
from netdsl.syntax.network import parse

ROOT = Path(__file__).parent.parent
FILE = "# språk: nb\n\naktør Ål, offentlig\n  rolle koordinator\n\naktør Kårestua\nmøte Råd\n  deltar Ål, Kårestua\n"
LINE = '  avgjør av én part "på råd av Å"'
FULL = Path("/dev/full")


def run(*arguments: str, text: bytes | None = None) -> Result:
    return CliRunner().invoke(netdsl, arguments, input=text)


def assert_told(result: Result, message: str) -> None:
    assert result.exit_code == 2, result.output
    assert message in result.output
    assert isinstance(result.exception, SystemExit)


def own_file(folder: Path, name: str = "own.net", text: str = FILE + LINE) -> Path:
    file = folder / name
    file.write_bytes(text.encode())
    return file


# --- byte for byte


@settings(max_examples=40)
@given(st.randoms(use_true_random=False), st.booleans(), st.booleans())
def test_every_character_of_a_file_stays(chance: object, mark: bool, last: bool) -> None:
    pick = chance.choice  # type: ignore[attr-defined]
    spelled = "".join(unicodedata.normalize(pick(["NFC", "NFD"]), c) for c in FILE + LINE)
    original = "\ufeff" * mark + "".join(pick(["\r\n", "\n", "\r"]) if c == "\n" else c for c in spelled) + "\n" * last
    document, _ = parse(decode("own.net", original.encode()))
    over = [s.line.span for p in document.paragraphs for s in p.lines if s.form == "meeting.decides"]
    after = exactly(document, edits(document, (), over))
    assert after.replace(" ikke lenger", "") == original
    assert after != original


@pytest.mark.parametrize("place", ["-", None, "/dev/stdout", "new.net"])
@pytest.mark.parametrize("name", ["own.net", "-"])
@pytest.mark.parametrize("change", [str, lambda text: unicodedata.normalize("NFD", text)])
def test_commands_keep_every_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: str | None, change: object
) -> None:
    monkeypatch.chdir(tmp_path)
    text = change(FILE + LINE).replace("\n", "\r\n")  # type: ignore[operator]
    data = f"\ufeff{text}".encode()
    Path("own.net").write_bytes(data)
    ends = ["--end", "møte Råd: avgjør av én part", *(["-o", place] if place else ["--in-place"])]
    result = run("whatif", name, *ends, text=data)
    if place is None and name == "-":
        assert_told(result, "--in-place needs a file")
        return
    assert result.exit_code == 0, result.output
    written = result.stdout_bytes if place in ("-", "/dev/stdout") else Path(place or name).read_bytes()
    assert written != data
    assert written.replace(b" ikke lenger", b"") == data


# --- what is no file


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path: Path) -> None:
    file, pipe = own_file(tmp_path), tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write(str(pipe), file.read_text("utf-8"))
    reader.join(10)
    assert got == [file.read_bytes()]
    assert pipe.is_fifo()
    assert_told(run("whatif", str(pipe), "--add", "aktør Zoo", "--in-place"), "no content of its own")


def test_a_network_comes_through_a_pipe(tmp_path: Path) -> None:
    file, pipe, new = own_file(tmp_path), tmp_path / "pipe", tmp_path / "new.net"
    os.mkfifo(pipe)
    threading.Thread(target=lambda: pipe.write_bytes(file.read_bytes()), daemon=True).start()
    assert run("whatif", str(pipe), "--add", "aktør Zoo", "-o", str(new)).exit_code == 0
    assert "aktør Zoo" in new.read_text("utf-8")


def test_a_stream_of_the_program_is_not_replaced(tmp_path: Path) -> None:
    file, log = own_file(tmp_path), tmp_path / "log"
    command = [sys.executable, "-m", "netdsl", "whatif", str(file), "--add", "aktør Zoo", "-o", "/dev/stderr"]
    with log.open("wb") as stream:
        stream.write(b"before\n")
        stream.flush()
        done = subprocess.run(command, cwd=ROOT, stderr=stream, stdout=subprocess.PIPE, check=False)
        number = log.stat().st_ino
    assert done.returncode == 0
    assert log.stat().st_ino == number
    assert log.read_bytes().startswith(b"before\n" + "# språk: nb\n".encode())


@pytest.mark.parametrize(
    "place", ["folder", "folder/", "new/", "own.net/", "loop", "loop/x", "nowhere/x", "x" * 300, "a\0b", "own.net/x"]
)
def test_where_nothing_can_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.chdir(tmp_path)
    file = own_file(tmp_path)
    Path("folder").mkdir()
    Path("loop").symlink_to("pool")
    Path("pool").symlink_to("loop")
    before = sorted(tmp_path.rglob("*"))
    code = "N042" if place == "nowhere/x" else "N039"  # only there, the folder is missing
    assert_told(run("whatif", file.name, "--add", "aktør Zoo", "-o", place), f"feil[{code}]")
    assert sorted(tmp_path.rglob("*")) == before
    assert file.read_text("utf-8") == FILE + LINE


@pytest.mark.parametrize("name", ["loop", "x" * 300, "", "folder"])
def test_what_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("loop").symlink_to("loop")
    for command in (["whatif", name, "--add", "actor Zoo"], ["apply", name, "X"], ["evaluate", name], ["plan", name]):
        assert_told(run(*command), "error[N00")


def test_a_file_that_may_not_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = own_file(tmp_path)
    file.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda *_: False)  # as for everybody but root
    for place in (["--in-place"], ["-o", str(file)]):
        assert_told(run("whatif", str(file), "--add", "aktør Zoo", *place), "feil[N039]")
    assert file.read_text("utf-8") == FILE + LINE


def test_the_longest_name_and_a_link_to_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own_file(tmp_path)
    Path("link").symlink_to("there.net")
    for place in ("x" * 255, "link"):
        assert run("whatif", "own.net", "--add", "aktør Zoo", "-o", place).exit_code == 0
        assert "aktør Zoo" in Path(place).read_text("utf-8")
    assert Path("link").is_symlink()
    assert len(list(tmp_path.iterdir())) == 4


def test_a_file_that_has_changed_meanwhile_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = own_file(tmp_path)
    known = edits

    def meanwhile(*arguments: object) -> object:
        file.write_text("other", "utf-8")
        return known(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("netdsl.cli.writing.edits", meanwhile)
    for place in (["--in-place"], ["-o", str(file)]):
        file.write_text(FILE, "utf-8")
        result = run("whatif", str(file), "--add", "aktør Zoo", *place)
        assert result.exit_code == 1
        assert "er endret i mellomtiden" in result.output
        assert file.read_text("utf-8") == "other"


@pytest.mark.parametrize("command", [["whatif", "own.net", "--add", "aktør Zoo"], ["plan", "own.net"]])
def test_standard_output_is_for_one_thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    own_file(tmp_path)
    for form in ("table", "json", "markdown"):
        for place in ("-", "/dev/stdout"):
            assert_told(run(*command, "-o", place, "--format", form), "--format har ingen mening")
    assert_told(run(*command, "-o", ""), "oppgi en fil")


# --- a standard output that is not there

SHOWS = [
    ["whatif", "own.net", "--add", "aktør Zoo"],
    ["whatif", "own.net", "--add", "aktør Zoo", "-o", "-"],
    ["evaluate", "own.net"],
    ["format", "--stdout", "own.net"],
    ["rules", "list"],
    ["--help"],
    ["plan", "--help"],
]


def printed(folder: Path, arguments: list[str], shell: str) -> subprocess.CompletedProcess[bytes]:
    own_file(folder)
    command = ["bash", "-c", f'exec "$@" {shell}', "bash", sys.executable, "-m", "netdsl", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=folder, env=environment, stderr=subprocess.PIPE, check=False)


@pytest.mark.parametrize("arguments", SHOWS, ids=" ".join)
def test_standard_output_may_be_closed(tmp_path: Path, arguments: list[str]) -> None:
    done = printed(tmp_path, arguments, ">&-")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", SHOWS, ids=" ".join)
def test_nobody_may_read(tmp_path: Path, arguments: list[str]) -> None:
    done = printed(tmp_path, arguments, "> >(exec 0<&-)")
    assert done.returncode in (0, 1, 141)  # the reader may be gone only after all is printed
    assert done.stderr == b""


@pytest.mark.skipif(not FULL.is_char_device(), reason="a system without /dev/full")
@pytest.mark.parametrize("arguments", SHOWS, ids=" ".join)
def test_a_full_disk_is_told(tmp_path: Path, arguments: list[str]) -> None:
    done = printed(tmp_path, arguments, f"> {FULL}")
    assert done.returncode == 2
    told = "Feil: det går ikke å skrive" if "own.net" in arguments else "Error: standard output cannot be written"
    assert done.stderr.startswith(told.encode())
    assert done.stderr.count(b"\n") == 1
