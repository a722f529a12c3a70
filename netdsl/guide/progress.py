"""How far the guide has come with a file: a small file beside it, as long as it is not done."""

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from attrs import define, field

from netdsl.guide.draft import Patch, beginning
from netdsl.source import write

SUFFIX = ".progress"


class Step(NamedTuple):
    """What was asked for one statement, and what takes it back.

    section: where it was asked; `answers` to it; `codes`: the sources named last before; `file`: digest of the text
    before; `patch`: what makes that text of the one after.
    """

    section: str
    answers: list[str]
    codes: str
    file: str
    patch: Patch


@define
class Progress:
    """The section that is next, the answers in it that are no statement yet, the sources named last, and all steps.

    language: of the file, as long as that is not written. `began`: whether the file was begun by the guide.
    """

    section: str
    language: str
    began: bool
    pending: list[str] = field(factory=list)
    codes: str = ""
    steps: list[Step] = field(factory=list)

    @property
    def started(self) -> bool:
        """Whether anything was answered."""
        return any(self.pending) or any(any(step.answers) for step in self.steps)

    def save(self, name: str, text: str) -> None:
        """Keep it beside the file of a name that has, or is to have, a text. Raises OSError."""
        kept = {
            "section": self.section,
            "language": self.language,
            "began": self.began,
            "pending": self.pending,
            "codes": self.codes,
            "file": digest(text),
            "steps": self.steps,
        }
        write(name + SUFFIX, json.dumps(kept, ensure_ascii=False, indent=1) + "\n")


def load(name: str, text: str | None) -> Progress | None:
    """What was kept beside a file that has a text, or None where nothing was that can be read.

    What is kept is written before the file. Where only the first of the two was done, the last step is taken back: its
    answers are pending. Where somebody else has changed the file, the steps to it cannot be taken back any more.
    """
    try:
        kept: Any = json.loads(Path(name + SUFFIX).read_text("utf-8"))
        found = Progress(
            _text(kept["section"]),
            _text(kept["language"]),
            bool(kept["began"]),
            [_text(answer) for answer in kept["pending"]],
            _text(kept["codes"]),
            [_step(*step) for step in kept["steps"]],
        )
        file = kept["file"]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    steps = found.steps
    here = digest(text if text and text.strip() else beginning(found.language))
    if here == file:
        return found
    if steps and here == steps[-1].file:
        last = steps.pop()
        found.section, found.pending, found.codes = last.section, last.answers, last.codes
    else:
        steps.clear()
    return found


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _step(section: object, answers: list[object], codes: object, file: object, undo: tuple[int, int, str]) -> Step:
    start, length, text = undo
    return Step(
        _text(section),
        [_text(a) for a in answers],
        _text(codes),
        _text(file),
        Patch(int(start), int(length), _text(text)),
    )


def forget(name: str) -> None:
    """Take away what was kept beside a file."""
    Path(name + SUFFIX).unlink(missing_ok=True)


def digest(text: str) -> str:
    """Tells texts apart."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
