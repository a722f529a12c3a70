"""The syntax tree of a network file: which lines there are, what form each has, and the names that they declare.

A line that cannot be read costs that line: its diagnostic says what was expected, and the lines under it are still read
under the form it was meant to have.
"""

from typing import NamedTuple

from attrs import field, frozen

from netdsl.diagnostics import Diagnostic, Label, Report, diagnostic
from netdsl.model.forms import dialects
from netdsl.source import Source, Span
from netdsl.syntax.dialect import dialect
from netdsl.syntax.failures import Failures
from netdsl.syntax.foreign import foreign
from netdsl.syntax.garbage import uncollected
from netdsl.syntax.lalr import Failure, Node, Token
from netdsl.syntax.layout import Block, Line, lay_out
from netdsl.syntax.names import Names, named
from netdsl.syntax.reading import Reader, Reading, start_of


class Sentence(NamedTuple):
    """A line that was read."""

    line: Line
    reading: Reading

    @property
    def form(self) -> str:
        """Its form, `gives` or for a line under it `gives.weight`."""
        return self.reading.form

    @property
    def node(self) -> Node:
        """What the rule of its form read."""
        return self.reading.node

    def span(self, token: Token) -> Span:
        """Where a token stands."""
        return Span(self.line.number, token.start, token.end)


class Paragraph(NamedTuple):
    """A statement as it is written: a line at the margin, None when it could not be read, and those under it."""

    head: Sentence | None
    lines: tuple[Sentence, ...]


@frozen
class Document:
    """A file's syntax tree. `header` is the number of the line that says its language; `comments` see `Layout`."""

    source: Source
    language: str
    header: int | None
    paragraphs: tuple[Paragraph, ...]
    names: Names = field(repr=False)
    comments: dict[int, str] = field(repr=False)


@uncollected
def parse(source: Source, language: str | None = None, known: Names | None = None) -> tuple[Document, list[Diagnostic]]:
    """The syntax tree of a file, and what is wrong with its lines; `language` when it is known from elsewhere.

    `known` are names that are declared elsewhere, for statements that are to stand beside others.
    """
    said = dialect(source)
    language = language or said.language
    if program := foreign(source):
        found = diagnostic("N014", language, Span(1, 0, len(source.lines[0])), program=program)
        return Document(source, language, said.header, (), Names(), {}), [found]
    report = Report(language)
    layout = lay_out(source, report)
    reader = _Paragraphs(report, known)
    for block in layout.blocks:
        reader.declare(block.head)
    paragraphs = reader.paragraphs(layout.blocks)
    document = Document(source, language, said.header, paragraphs, reader.names, layout.comments)
    return document, [*said.diagnostics, *report.diagnostics]


class _Paragraphs:
    """Reads the blocks of one file: first what they declare, then all of them."""

    def __init__(self, report: Report, known: Names | None) -> None:
        self.names = known or Names()
        self._known = known
        self._report = report
        self._failures = Failures(report)
        self._reader = Reader(report.language, self.names)
        self._heads: dict[int, Reading] = {}
        self._meant: dict[int, str] = {}

    def declare(self, line: Line) -> None:
        """Note the name that a head declares, also where the rest of the head cannot be read."""
        text = line.text[: line.end]
        if start_of(text, None) == "deed":
            return
        result = self._reader.read(text, "head")
        tokens = result.tokens
        if isinstance(result, Reading) and not any(token.type == "NAME" for token in tokens):
            self._heads[line.number] = result
        if not tokens and (noun := self._failures.noun(text)):
            # Read as if the word had been written right, and put the columns back.
            word, length = noun
            meant = self._reader.read(word + text[length:], "head").tokens
            tokens = tuple(
                t._replace(start=t.start + length - len(word), end=t.end + length - len(word)) for t in meant
            )
        if not (kind := self._failures.form_meant(text, None, tokens)):
            return
        self._meant[line.number] = kind
        # A meeting may have a text in the place of a name.
        types = ("NEW_NAME", "TEXT") if kind == "meeting" else ("NEW_NAME",)
        if token := next((t for t in tokens if t.type in types), None):
            self._note(kind, token, Span(line.number, token.start, token.end))

    def _note(self, kind: str, token: Token, span: Span) -> None:
        name, quoted = named(token), token.text[0] in "'\""
        if not name and token.type == "TEXT":
            return
        noun = dialects()[self._report.language]["words"][kind.upper()][0]
        if not name:
            self._report.add("N023", span)
            return
        if kind in ("actor", "group") and name[0].islower() and not quoted:
            self._report.add("N022", span, noun=noun, name=name)
        if self._known and name in self._known.declared.get(kind, ()):
            return
        if self.names is self._known:
            self.names = self._known.copy()
        others = self.names.declared.get(kind)
        if kind == "network" and others:
            self._report.add("N037", span, [Label(next(iter(others.values())), self._report.say("label-first"))])
        elif before := self.names.declare(kind, name, span):
            self._report.add("N025", span, [Label(before, self._report.say("label-declared"))], noun=noun, name=name)

    def paragraphs(self, blocks: list[Block]) -> tuple[Paragraph, ...]:
        """The blocks that can be read, in order."""
        self._reader = Reader(self._report.language, self.names)
        return tuple(paragraph for block in blocks if (paragraph := self._paragraph(block)))

    def _paragraph(self, block: Block) -> Paragraph | None:
        line = block.head
        head = self._heads.get(line.number) or self._read(line, start_of(line.text, None), None)
        if isinstance(head, Reading):
            form: str | None = head.form
        else:
            form = self._meant.get(line.number) or self._failures.form_meant(line.text[: line.end], head, head.tokens)
        if form is None:
            return None
        lines = [Sentence(under, reading) for under in block.lines if (reading := self._line(under, form))]
        return Paragraph(Sentence(line, head) if isinstance(head, Reading) else None, tuple(lines))

    def _line(self, line: Line, form: str) -> Reading | None:
        reading = self._read(line, start_of(line.text[line.start :], form), form)
        return reading if isinstance(reading, Reading) else None

    def _read(self, line: Line, start: str, head: str | None) -> Reading | Failure:
        result = self._reader.read(line.text[: line.end], start, head, line.start)
        if isinstance(result, Failure):
            self._failures.explain(line, result, start, head)
        return result
