"""What a document is made of; each kind of file only lays it out.

Links name an anchor of the same document: there are no others. What only a page on a screen can do
(`Hint`, `Switch`, `Point`) is left out elsewhere.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from attrs import field, frozen

FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Characters that XML does not allow, and those that control a terminal or turn the order of what follows them."""


class Text(NamedTuple):
    """Words. `kind`: empty, `strong`, `code`, `aside`, or a word before what it tells, as `verdict mixed`.

    `mark` names words that differ with the changes that are switched on.
    """

    text: str
    kind: str = ""
    mark: str = ""


class Link(NamedTuple):
    """Words that lead to an anchor."""

    target: str
    text: str


Inline = Text | Link
Inlines = tuple[Inline, ...]


class Paragraph(NamedTuple):
    """A paragraph; `kind` is empty, `lead` or `note`."""

    words: Inlines
    kind: str = ""


class Listed(NamedTuple):
    """A list."""

    items: tuple[Inlines, ...]
    ordered: bool = False


class Table(NamedTuple):
    """A table; its first column names the rows. A row may have an anchor."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    anchors: tuple[str, ...] = ()
    kind: str = ""


class Line(NamedTuple):
    """A line of a listing: its number and its anchor, where it has them."""

    text: str
    number: int | None = None
    anchor: str = ""


class Listing(NamedTuple):
    """Lines of a file, in the language that the file is written in."""

    caption: str
    lines: tuple[Line, ...]
    language: str


class Picture(NamedTuple):
    """A figure: its SVG, and what it shows in words."""

    name: str
    caption: str
    alt: str
    svg: str
    png: bytes | None = None


class Hint(NamedTuple):
    """How to use what can be switched on."""

    text: str


class Switch(NamedTuple):
    """A change that can be switched on: its id, and what it is."""

    change: str
    label: str


class Point(NamedTuple):
    """What a page can point at in its figures: actors, and the ties that some lines say."""

    actors: tuple[str, ...]
    lines: tuple[int, ...]
    label: str


@frozen
class Section:
    """A section with its heading. `badge` stands before the heading; `mark` names it for what can be switched."""

    anchor: str
    title: str
    blocks: tuple["Block", ...]
    badge: Inlines = ()
    mark: str = ""


Block = Paragraph | Listed | Table | Listing | Picture | Hint | Switch | Point | Section


@frozen
class Document:
    """A document. `states` is what a page needs to show what changes do, as JSON has it; see `states.py`."""

    title: str
    subtitle: str
    language: str
    lead: tuple[Block, ...]
    sections: tuple[Section, ...]
    states: Mapping[str, Any] = field(factory=dict)


class Anchors:
    """Anchors that are all different, made of names."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], str] = {}

    def of(self, kind: str, name: object) -> str:
        """The anchor of a thing of a kind, the same each time."""
        key = (kind, str(name))
        if key not in self._known:
            base = re.sub(r"[^\w]+", "-", f"{kind}-{name}").strip("-")
            taken = set(self._known.values())
            numbered = (f"{base}-{n}" for n in range(2, len(taken) + 3))
            self._known[key] = base if base not in taken else next(a for a in numbered if a not in taken)
        return self._known[key]


def clean(text: str) -> str:
    """A text without what no document may hold; a sign stands for each such character."""
    return FORBIDDEN.sub("\ufffd", text)


def plain(text: str) -> Inlines:
    """Words as they are."""
    return (Text(text),) if text else ()


def spaced(*parts: Inline | str | None) -> Inlines:
    """Parts with a space between each two."""
    found: list[Inline] = []
    for part in parts:
        if not part:
            continue
        if found:
            found.append(Text(" "))
        found.append(Text(part) if isinstance(part, str) else part)
    return tuple(found)


def joined(parts: Iterable[Inlines], between: str = ", ") -> Inlines:
    """Some words with others between them."""
    found: list[Inline] = []
    for part in parts:
        if found:
            found.append(Text(between))
        found += part
    return tuple(found)


def paragraph(*parts: Inline | str | None, kind: str = "") -> Paragraph:
    """A paragraph of parts with spaces between them."""
    return Paragraph(spaced(*parts), kind)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks at any depth, each before those in it."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from walk(block.blocks)


def pictures(document: Document) -> list[Picture]:
    """The figures of a document."""
    return [b for b in walk((*document.lead, *document.sections)) if isinstance(b, Picture)]
