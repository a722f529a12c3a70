"""What is wrong in a file, said to the person who wrote it.

The texts of all messages are in `grammar/messages.toml`, in every language, by code; a `Diagnostic` is one of them with
its holes filled and its places. Nothing here knows what kind of file it is about.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache as remember
from typing import NamedTuple

from netdsl import resources
from netdsl.source import ReadError, Source, Span

WIDTH = 96
"""Columns of a line that are shown: a longer one is cut around the caret."""

NO_WORDS = ("words", "place", "message")
"""Holes of messages for what is no word of a file: a list, what may stand at a place, another message."""

LONGEST_WORD = 60


class Label(NamedTuple):
    """A further place and what it has to do with the error; `source` when it is in another file."""

    span: Span
    text: str
    source: Source | None = None


class Diagnostic(NamedTuple):
    """One error or warning: what (`message`), where (`span`, `labels`), what to do about it (`help`); in a language."""

    code: str
    level: str
    message: str
    span: Span
    labels: tuple[Label, ...] = ()
    help: str | None = None
    language: str = "en"

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """By which the diagnostics of a file are sorted."""
        return self.span.line, self.span.start, self.span.end, self.code, self.message


@remember
def _texts() -> dict[str, dict[str, str]]:
    import tomllib

    return tomllib.loads((resources.GRAMMAR / "messages.toml").read_text("utf-8"))


def codes() -> list[str]:
    """The codes of all diagnostics."""
    return [key for key in _texts() if key[0].isupper() and "-" not in key]


def say(key: str, language: str, /, **values: object) -> str:
    """A text of the catalogue in a language, its holes filled; a long word is cut, what is no word is not."""
    template = _texts()[key]
    shown = {name: str(value) if name in NO_WORDS else _short(str(value)) for name, value in values.items()}
    return template.get(language, template["en"]).format(**shown)


def _short(word: str) -> str:
    cut = word if len(word) <= LONGEST_WORD else word[:LONGEST_WORD] + "…"
    return "".join(map(_visible, cut))


class Report:
    """Gathers what is wrong in a file, in its language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.diagnostics: list[Diagnostic] = []

    def add(
        self, code: str, span: Span, labels: Iterable[Label] = (), advice: str | None = None, /, **values: object
    ) -> None:
        """Note an error. Without advice it takes the help that stands with the code, if any."""
        self.diagnostics.append(diagnostic(code, self.language, span, labels, advice, **values))

    def say(self, key: str, /, **values: object) -> str:
        """A text of the catalogue."""
        return say(key, self.language, **values)

    def one_of(self, words: Iterable[str]) -> str:
        """A list that ends in `or`: a, b or c."""
        *rest, last = words
        return f"{', '.join(rest)} {self.say('or')} {last}" if rest else last


def diagnostic(
    code: str, language: str, span: Span, labels: Iterable[Label] = (), advice: str | None = None, /, **values: object
) -> Diagnostic:
    """An error of a code, in a language; for the advice see `Report.add`."""
    if advice is None and f"{code}-help" in _texts():
        advice = say(f"{code}-help", language, **values)
    return Diagnostic(code, "error", say(code, language, **values), span, tuple(labels), advice, language)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that was probably meant, or None."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for candidate in candidates:
        folded.setdefault(candidate.casefold(), candidate)
    found = get_close_matches(word[: 2 * LONGEST_WORD].casefold(), folded, 1)
    return folded[found[0]] if found else None


def likeness(word: str, candidates: Iterable[str]) -> float:
    """How like a word is to the nearest of some others, from 0 to 1."""
    from difflib import SequenceMatcher

    return max((SequenceMatcher(None, word.casefold(), c.casefold()).ratio() for c in candidates), default=0.0)


def render(found: Diagnostic, source: Source, language: str | None = None) -> str:
    """A diagnostic as the terminal shows it, in its own language: the message, the lines with carets, the help."""
    language = language or found.language
    places = [
        (found.span, "^", "", source),
        *((label.span, "-", label.text, label.source or source) for label in found.labels),
    ]
    gutter = " " * len(str(max(span.line for span, *_ in places)))
    lines = [
        f"{say(found.level, language)}[{found.code}]: {found.message}",
        f"{gutter}--> {source.name}:{found.span.line}:{found.span.start + 1}",
        f"{gutter} |",
    ]
    shown = source
    for span, mark, text, origin in places:
        if origin is not shown:
            lines += [f"{gutter}::: {origin.name}:{span.line}:{span.start + 1}", f"{gutter} |"]
            shown = origin
        stretch, blank, marks = _excerpt(origin, span)
        lines += [
            f"{span.line:>{len(gutter)}} | {stretch}".rstrip(),
            f"{gutter} | {' ' * blank}{mark * marks} {text}".rstrip(),
        ]
    if found.help:
        lines.append(f"{say('help', language)}: {found.help}")
    return "\n".join(lines)


def render_unreadable(error: ReadError, language: str = "en") -> str:
    """A ReadError as the terminal shows it."""
    found = diagnostic(error.code, language, Span(0, 0, 0), **error.arguments)
    lines = [f"{say('error', language)}[{found.code}]: {found.message}"]
    if found.help:
        lines.append(f"{say('help', language)}: {found.help}")
    return "\n".join(lines)


def _excerpt(source: Source, span: Span) -> tuple[str, int, int]:
    """The part of a line that is shown, the columns before the span in it, and the columns of the span."""
    line = source.lines[span.line - 1] if span.line <= len(source.lines) else ""
    start, end = min(span.start, len(line)), min(span.end, len(line))
    first = 0 if end <= WIDTH or len(line) <= WIDTH else max(0, start - WIDTH // 3)
    last = min(len(line), first + WIDTH)
    before, after = "…" if first else "", "…" if last < len(line) else ""
    stretch = before + "".join(map(_visible, line[first:last])) + after
    blank = len(before) + columns(line[first:start])
    return stretch, blank, max(1, columns(line[start : min(end, last)]))


def _visible(character: str) -> str:
    if character == "\t":
        return "    "
    # An invisible character is shown by its number, so that it can be seen and no terminal obeys it.
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return len(text) if text.isascii() and text.isprintable() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    shown = _visible(character)
    return len(shown) if shown != character else 1 + (unicodedata.east_asian_width(character) in "WF")
