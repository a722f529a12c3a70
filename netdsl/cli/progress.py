"""Long work shows on a terminal what it is at, in one line that goes away again; in a pipe it shows nothing."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic

from netdsl.cli.language import spoken
from netdsl.steps import Stage, stages, watched

PATIENCE = 1.0
"""Seconds of work before anything is shown."""

EVERY = 0.1
"""Seconds between two pictures."""

WIDTH = 24
"""Columns of a bar."""

TEXTS = {
    "files": {"en": "files", "nb": "filer"},
    "rules": {"en": "getting the rules ready", "nb": "gjør reglene klare"},
    "reading": {"en": "reading", "nb": "leser"},
    "evaluating": {"en": "evaluating", "nb": "evaluerer"},
    "anonymising": {"en": "taking the names out", "nb": "tar ut navnene"},
    "recommending": {"en": "trying recommendations", "nb": "prøver anbefalinger"},
    "proposing": {"en": "looking for recommendations", "nb": "leter etter anbefalinger"},
    "choices": {"en": "looking for changes to choose from", "nb": "leter etter endringer å velge mellom"},
    "solving": {"en": "looking for the cheapest changes", "nb": "leter etter de billigste endringene"},
    "asking": {"en": "trying answers", "nb": "prøver svar"},
    "importing": {"en": "importing", "nb": "importerer"},
    "exporting": {"en": "exporting", "nb": "eksporterer"},
    "drawing": {"en": "drawing", "nb": "tegner"},
    "reporting": {"en": "writing the report", "nb": "skriver rapporten"},
    "withdrawing": {"en": "letting each actor leave", "nb": "lar hver aktør gå"},
}
"""Stage -> what it is called, in each language."""


class Display:
    """Draws the stages at work on standard error, from a thread of its own, so that work in one piece shows too."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._since: float | None = None
        self._drawn = False
        self._quiet_at: list[tuple[str, int]] = []
        self._over = threading.Event()

    def begin(self) -> None:
        """A stage begins."""
        with self._lock:
            if self._since is None:
                self._since = monotonic()
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, daemon=True)
            self._thread.start()

    def quiet(self) -> None:
        """Take away what is drawn."""
        with self._lock:
            if not stages:
                self._since = None
            self._quiet_at = _state()
            self._clear()

    def end(self) -> None:
        """Stop."""
        self._over.set()
        if self._thread:
            self._thread.join()
        with self._lock:
            self._clear()

    def _run(self) -> None:
        while not self._over.wait(EVERY):
            with self._lock, suppress(OSError, ValueError):
                if self._since is not None and monotonic() - self._since > PATIENCE and _state() != self._quiet_at:
                    self._draw(monotonic() - self._since)

    def _draw(self, seconds: float) -> None:
        width = max(20, _columns() - 1)
        sys.stderr.write(f"\r\x1b[K{line(list(stages), seconds, spoken())[:width]}")
        sys.stderr.flush()
        self._drawn = True

    def _clear(self) -> None:
        if self._drawn:
            with suppress(OSError, ValueError):
                sys.stderr.write("\r\x1b[K")
                sys.stderr.flush()
            self._drawn = False


def _state() -> list[tuple[str, int]]:
    return [(stage.name, stage.done) for stage in stages]


def line(some: list[Stage], seconds: float, language: str) -> str:
    """What is shown of the stages at work: a bar of the innermost that is counted, and for how long it has gone on."""
    names = [TEXTS[stage.name][language] if stage.name in TEXTS else stage.name for stage in some]
    counts = [f" {s.done}/{s.total}" if (s.total or 0) > 1 else "" for s in some]
    text = ", ".join(dict.fromkeys(f"{name}{count}" for name, count in zip(names, counts, strict=True)))
    bar = ""
    if measured := [s for s in some if (s.total or 0) > 1]:
        inner = measured[-1]
        full = min(WIDTH, WIDTH * inner.done // (inner.total or 1))
        bar = f"[{'#' * full}{'-' * (WIDTH - full)}] "
    return f"{bar}{text} ({seconds:.0f} s)"


@contextmanager
def shown() -> Iterator[None]:
    """Show long work, if standard error is a terminal that can take a line back."""
    if sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        yield
        return
    display = Display()
    try:
        with watched(display):
            yield
    finally:
        display.end()


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
