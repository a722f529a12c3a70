"""What the program is at, for whoever shows it: stages, some of them counted. Nothing is shown from here.

A stage that is entered costs next to nothing as long as nobody watches.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from attrs import define

T = TypeVar("T")


@define
class Stage:
    """A piece of work: its name, how many of its steps are done and how many there are, if that is known."""

    name: str
    done: int = 0
    total: int | None = None


class Watcher(Protocol):
    """Is told when the first stage begins, and when there is to be quiet: nothing shown till the next step."""

    def begin(self) -> None:
        """A stage begins."""

    def quiet(self) -> None:
        """Something else is written, or the last stage is done."""


stages: list[Stage] = []
"""The stages at work, the outermost first."""

_watchers: list[Watcher] = []


@contextmanager
def stage(name: str, total: int | None = None) -> Iterator[Stage]:
    """Be at a stage."""
    one = Stage(name, 0, total)
    stages.append(one)
    try:
        for watcher in _watchers:
            watcher.begin()
        yield one
    finally:
        stages.pop()
        if not stages:
            quiet()


def counted(items: Collection[T], name: str) -> Iterator[T]:
    """Things, each a step of a stage."""
    with stage(name, len(items)) as one:
        for item in items:
            yield item
            one.done += 1


def quiet() -> None:
    """Let nothing be shown: something else is written."""
    for watcher in _watchers:
        watcher.quiet()


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Tell a watcher of all stages."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)
