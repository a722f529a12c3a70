"""Long work shows on a terminal what it is at and leaves nothing behind; in a pipe it shows nothing."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdsl import steps
from netdsl.cli import progress
from netdsl.steps import Stage

EXAMPLES = Path(__file__).parent.parent / "examples"
AT_ONCE = "import netdsl.cli.progress as p; p.PATIENCE, p.EVERY = 0.0, 0.001; from netdsl.cli.main import main; main()"

STAGES = st.lists(
    st.builds(
        lambda name, done, more: Stage(name, done, None if more is None else done + more),
        st.sampled_from([*progress.TEXTS, "other"]),
        st.integers(0, 10**6),
        st.none() | st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=4,
)


@given(STAGES, st.floats(0, 1e6), st.sampled_from(("en", "nb")))
def test_a_line_tells_the_stages_and_its_bar_stays_in_its_columns(some: Any, seconds: float, language: str) -> None:
    text = progress.line(some, seconds, language)
    assert "\n" not in text
    if text.startswith("["):
        bar = text[1 : text.index("]")]
        assert len(bar) == progress.WIDTH
        assert set(bar) <= {"#", "-"}
        assert bar == "#" * bar.count("#") + "-" * bar.count("-")


@given(st.lists(st.integers(), max_size=5), st.booleans())
def test_stages_are_over_when_the_work_is(items: list[int], fails: bool) -> None:
    with suppress(ZeroDivisionError), steps.stage("reading"):
        for number, item in enumerate(steps.counted(items, "files")):
            assert (steps.stages[-1].done, steps.stages[-1].total) == (number, len(items))
            assert item == items[number]
            if fails:
                raise ZeroDivisionError
    assert steps.stages == []


def in_terminal(*arguments: str, interrupt: bytes = b"") -> tuple[int, str, bytes]:
    """Exit status, standard output from a pipe, and what standard error showed on a terminal."""
    master, slave = pty.openpty()
    written = TemporaryFile()  # noqa: SIM115 (a pipe that nobody reads would fill)
    process = subprocess.Popen(
        [sys.executable, "-c", AT_ONCE, *arguments], stdin=subprocess.DEVNULL, stdout=written, stderr=slave,
        env={**os.environ, "TERM": "xterm"},
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (ignored in the background)
    )  # fmt: skip
    os.close(slave)
    shown = b""
    end = time.monotonic() + 60
    with suppress(OSError):
        while time.monotonic() < end:
            if select.select([master], [], [], 0.2)[0]:
                if not (data := os.read(master, 4096)):
                    break
                shown += data
                if interrupt and interrupt in shown:
                    process.send_signal(signal.SIGINT)
                    interrupt = b""
    process.wait(60)
    os.close(master)
    with written:
        written.seek(0)
        output = written.read().decode()
    return process.returncode, output, shown


def last_seen(shown: bytes) -> str:
    """What is left of the last line of a terminal."""
    return shown.decode().replace("\r\n", "\n").split("\n")[-1].split("\x1b[K")[-1].strip("\r")


@pytest.mark.parametrize(
    ("arguments", "example", "number"),
    [(["check"], "ny_sjanse", 60), (["format", "--check"], "ny_sjanse", 60), (["evaluate"], "lantern", 20)],
    ids=str,
)
def test_many_files_show_a_bar_that_goes_away(arguments: list[str], example: str, number: int, tmp_path: Path) -> None:
    text = (EXAMPLES / f"{example}.net").read_text("utf-8")
    files = [tmp_path / f"{n}.net" for n in range(number)]
    for file in files:
        file.write_text(text, "utf-8")
    status, output, shown = in_terminal(*arguments, *map(str, files))
    assert status == 0
    assert f"/{number}".encode() in shown
    assert last_seen(shown) == ""
    piped = subprocess.run(
        [sys.executable, "-c", AT_ONCE, *arguments, *map(str, files)], capture_output=True, check=False
    )
    assert (piped.returncode, piped.stdout.decode(), piped.stderr) == (status, output, b"")


def test_messages_are_not_written_into_the_bar(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.net" for number in range(20)]
    for file in files:
        file.write_text("actor\n", "utf-8")
    status, _, shown = in_terminal("evaluate", *map(str, files))
    assert status == 2
    lines = shown.decode().replace("\r\n", "\n").split("\n")
    told = [line.split("\x1b[K")[-1] for line in lines if "error[" in line]
    assert len(told) == 20
    assert all(line.startswith("error[") for line in told)


@pytest.mark.parametrize("arguments", [["evaluate"], ["ask"], ["withdraw"]], ids=str)
def test_interrupted_work_ends_at_once_without_a_traceback(arguments: list[str]) -> None:
    status, _, shown = in_terminal(*arguments, str(EXAMPLES / "ny_sjanse.net"), interrupt=b"(")
    assert status == 130
    assert b"Traceback" not in shown
    assert last_seen(shown) == ""


@pytest.mark.parametrize("at", ["(", "endringer å velge mellom", "billigste"])
def test_an_interrupted_plan_writes_nothing(at: str, tmp_path: Path) -> None:
    pytest.importorskip("clingo")
    place = tmp_path / "out.net"
    status, output, shown = in_terminal(
        "plan", str(EXAMPLES / "ny_sjanse.net"), "-o", str(place), interrupt=at.encode()
    )
    assert (status, output) == (130, "")
    assert b"Traceback" not in shown
    assert list(tmp_path.iterdir()) == []
