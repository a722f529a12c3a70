"""What to write into a file when a question has been answered: statements, further lines, lines struck or replaced."""

from typing import NamedTuple

from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Value
from netdsl.recommend.additions import Additions
from netdsl.recommend.answers import Edit, by_head
from netdsl.recommend.changes import statements
from netdsl.recommend.settling import Fact
from netdsl.syntax.templates import file_line

THINGS = ("actor", "group", "need", "goal", "measure", "meeting", "outcome")


class Writing(NamedTuple):
    """A head and lines to write under it; `line` is where the head stands in the file, None where it is new."""

    line: int | None
    head: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, as a file has it."""
        return "\n".join([self.head, *(f"  {line}" for line in self.lines)])


class Replacement(NamedTuple):
    """A line of the file, and what to write in its place; None where it is struck."""

    line: int
    text: str | None


def writings(network: Network, edit: Edit) -> tuple[Writing, ...]:
    """What to write anew, in the language of the file."""
    return tuple(_writing(network, head, details) for head, details in by_head(edit.facts).items())


def replacements(network: Network, edit: Edit) -> tuple[Replacement, ...]:
    """The lines to strike or to write otherwise, in the order of the file."""
    found = [Replacement(span.line, None) for span in edit.struck]
    for statement in network.statements:
        if statement.head.span in edit.struck:
            found += [
                Replacement(e.span.line, None) for e in statement.lines if e.span.line != statement.head.span.line
            ]
    found += [Replacement(span.line, _line(network, entry)) for span, entry in edit.replaced]
    return tuple(sorted(set(found)))


def written(network: Network, edit: Edit) -> str:
    """The text of the file with an answer in it."""
    lines: list[str | None] = list(network.source.lines)
    under: dict[int, list[str]] = {}
    last: list[str] = []
    for writing in writings(network, edit):
        if writing.line is None:
            last += ["", writing.text]
        else:
            under.setdefault(writing.line, []).extend(f"  {line}" for line in writing.lines)
    for place, text in replacements(network, edit):
        lines[place - 1] = None if text is None else f"  {text}"
    found = []
    for number, line in enumerate(lines, 1):
        found += [line] if line is not None else []
        found += under.get(number, [])
    return "\n".join([*found, *last, ""])


def _writing(network: Network, head: Fact, details: list[Fact]) -> Writing:
    line = _declared(network, head) if head[0] in THINGS else None
    block = [_stated(*head), *(f"  {_stated(*detail)}" for detail in details)]
    _, document, _ = Additions(network).read("\n".join(block), "en")
    first, *rest = "\n".join(statements(document, network.language)).split("\n")
    if line is not None:
        first = network.source.lines[line - 1].strip()
    return Writing(line, first, tuple(text.strip() for text in rest))


def _declared(network: Network, head: Fact) -> int | None:
    form, row = head
    places = (s.head.span.line for s in network.of(form) if row in s.head.rows)
    return next(places, None)


def _line(network: Network, entry: Entry) -> str:
    """A line of the file as it says something else, with its sources."""
    head = next(s.head for s in network.statements if any(e.span == entry.span for e in s.lines))
    block = "\n".join(
        [_stated(head.form, head.rows[0]), *(f"  {file_line(entry.form, row)}" for row in entry.rows[:1])]
    )
    _, document, _ = Additions(network).read(block, "en")
    text = "\n".join(statements(document, network.language)).split("\n")[1].strip()
    sources = ", ".join(f"{r.source} {r.locator}".strip() for r in entry.references)
    inherited = entry.references == head.references
    return text if inherited or not sources else f"{text}  [{sources}]"


def _stated(relation: str, row: tuple[Value, ...]) -> str:
    form = forms()[relation]
    own = row[form.head :]
    if form.paired and len(own) < len(form.own):  # the row of a head as it is written: one actor at a time
        own = (own[0], own[0], *own[1:])
    return file_line(relation, own)
