"""The layout of a network file: what stands at the margin, what is indented under it, blank lines and comments."""

import re
import unicodedata
from typing import NamedTuple

from netdsl.diagnostics import Label, Report
from netdsl.source import Source, Span

LONGEST_LINE = 100_000
"""Characters of a line that are read. Nobody writes longer ones, and a file of one endless line answers at once."""

# A `'` opens a quoted name only where a word may begin: elsewhere it is an apostrophe.
_BEFORE_COMMENT = re.compile(r"""(?:[^"'\[\#]+|"(?:[^"\\]|\\.)*(?:"|\\?$)|(?<!\w)'[^']*(?:'|$)|'|\[[^\]]*(?:\]|$))*""")
_INDENT = re.compile(r"[ \t\u00a0]*")
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Line(NamedTuple):
    """A line that says something: its text up to the comment, where in it that begins and ends, and the comment."""

    number: int
    text: str
    start: int
    end: int
    comment: str

    @property
    def span(self) -> Span:
        """The stretch that says something."""
        return Span(self.number, self.start, self.end)


class Block(NamedTuple):
    """A line at the margin and the lines indented under it."""

    head: Line
    lines: list[Line]


class Layout(NamedTuple):
    """A file taken apart: its blocks, and what else it has, for the formatter.

    comments: line number -> a comment that has the line for itself, with its indentation.
    """

    blocks: list[Block]
    comments: dict[int, str]


def lay_out(source: Source, report: Report) -> Layout:
    """The blocks of a text. A line that cannot be read is left out, with a diagnostic."""
    blocks: list[Block] = []
    comments: dict[int, str] = {}
    lost = False  # whether the head of the lines that come is missing or could not be read
    for number, raw in enumerate(source.lines, 1):
        if not raw or (raw.isspace() and not CONTROL.search(raw)):
            continue
        if _unreadable(number, raw, report):
            lost = lost or not raw[0].isspace()
            continue
        text = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
        start = _INDENT.match(text).end()  # type: ignore[union-attr]
        end, comment = _comment(text)
        if end <= start:
            if comment:
                comments[number] = text[:start] + comment
            continue
        line = Line(number, text, start, end, comment)
        if not start:
            lost = False
            blocks.append(Block(line, []))
        elif not blocks and not lost:
            lost = True
            report.add("N010", line.span)
        elif not lost:
            block = blocks[-1]
            if block.lines and text[:start] != block.lines[0].text[: block.lines[0].start]:
                _uneven(block.lines[0], line, report)
            block.lines.append(line)
    return Layout(blocks, comments)


def _comment(text: str) -> tuple[int, str]:
    """The column where a line ends without its comment and the blanks before that, and the comment."""
    if "#" not in text:
        return len(text.rstrip()), ""
    end = _BEFORE_COMMENT.match(text).end()  # type: ignore[union-attr]
    return len(text[:end].rstrip()), text[end:].rstrip()


def _unreadable(number: int, text: str, report: Report) -> bool:
    if len(text) > LONGEST_LINE:
        report.add("N008", Span(number, 0, 1), length=len(text), most=LONGEST_LINE)
        return True
    if text.isprintable() or not (control := CONTROL.search(text)):
        return False
    report.add("N009", Span(number, control.start(), control.end()), character=control.group())
    return True


def _uneven(first: Line, line: Line, report: Report) -> None:
    label = Label(Span(first.number, 0, first.start), report.say("label-indent"))
    deeper = line.start > first.start and line.text.startswith(first.text[: first.start])
    advice = report.say("help-deeper" if deeper else "help-indent", line=first.number)
    report.add("N011", Span(line.number, 0, line.start), [label], advice)
