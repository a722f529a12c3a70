"""The canonical form of a network file: the same statements in the same order, evenly written, in either language.

Only a file without errors has one. Comments stay where they are; what is in quotes is never touched.
"""

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from netdsl.diagnostics import columns
from netdsl.syntax.dialect import header
from netdsl.syntax.lalr import Token
from netdsl.syntax.names import named
from netdsl.syntax.network import Document, Sentence
from netdsl.syntax.reading import Reader, Reading, start_of
from netdsl.syntax.spelling import spell, spell_references

ALIGNED = 100
"""The sources of a statement stand in one column; a line longer than this is left out of the reckoning."""


@frozen
class _Row:
    """A line to be written: a statement's, or a comment that has the line for itself."""

    text: str
    references: str = ""
    comment: str = ""

    def written(self, column: int) -> str:
        """The line, with its sources in a column."""
        sources = " " * max(2, column - columns(self.text)) + self.references if self.references else ""
        return f"{self.text}{sources}{'  ' * bool(self.text and self.comment)}{self.comment}"


@frozen
class _Unit:
    """What stands together: a statement with its lines, or a comment at the margin. `apart`: after a blank line."""

    rows: list[_Row] = field(factory=list)
    apart: bool = False
    comment: bool = False

    @property
    def large(self) -> bool:
        """Whether blank lines set it off: a statement with lines under it."""
        return len(self.rows) > 1


def formatted(document: Document, language: str | None = None) -> str:
    """The canonical text of a file, in its own language or in another."""
    language = language or document.language
    units = _Units(document, language).units()
    lines = [header(language)]
    for place, unit in enumerate(units):
        if place == 0 or _parted(units, place):
            lines += [""] * (place > 0 or not unit.comment or unit.apart)
        width = max((columns(r.text) for r in unit.rows if r.references and columns(r.text) <= ALIGNED), default=0)
        lines += [row.written(width + 2) for row in unit.rows]
    return "\n".join(lines) + "\n"


def _parted(units: Sequence[_Unit], place: int) -> bool:
    """Whether a blank line stands before a unit: where one stood, and around what has lines."""
    before, unit = units[place - 1], units[place]
    if unit.apart or before.large:
        return True
    if before.comment:
        return False
    # A comment belongs to the statement that it stands right above.
    while unit.comment and place + 1 < len(units) and not units[place + 1].apart:
        place += 1
        unit = units[place]
    return unit.large


class _Units:
    """Takes a document's lines, comments and blank lines in their order."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.language = language
        self.reader = Reader(language, document.names)
        self.heads = {p.head.line.number: p.head for p in document.paragraphs if p.head}
        self.lines = {line.line.number: line for p in document.paragraphs for line in p.lines}
        self.ends = {p.head.line.number: [p.head, *p.lines][-1].line.number for p in document.paragraphs if p.head}

    def units(self) -> list[_Unit]:
        """The units of the file; its language is written anew."""
        found: list[_Unit] = []
        apart = False
        head: Sentence | None = None
        for number, raw in enumerate(self.document.source.lines, 1):
            comment = self.document.comments.get(number)
            if number == self.document.header:
                apart = False
            elif number in self.heads:
                head = self.heads[number]
                found.append(_Unit([self._row(head, None)], apart))
                apart = False
            elif number in self.lines:
                found[-1].rows.append(self._row(self.lines[number], head))
            elif comment is None:
                apart = apart or not raw.strip()
            elif head and (comment[0] != "#" or number < self.ends[head.line.number]):
                found[-1].rows.append(_Row("", comment=f"  {comment.lstrip()}"))
            else:
                head = None
                found.append(_Unit([_Row("", comment=comment.lstrip())], apart, comment=True))
                apart = False
        return found

    def _row(self, sentence: Sentence, under: Sentence | None) -> _Row:
        tokens = [token for token in sentence.reading.tokens if token.type != "REFS"]
        references = [spell_references(t.text) for t in sentence.reading.tokens if t.type == "REFS"]
        text = spell(tokens, self.language)
        if not self._reads(text, tokens, sentence, under):
            text = spell([_quoted(token) for token in tokens], self.language)
        indent = "  " if under else ""
        return _Row(f"{indent}{text}", "".join(references), sentence.line.comment)

    def _reads(self, text: str, tokens: Sequence[Token], sentence: Sentence, under: Sentence | None) -> bool:
        """Whether a line reads as it did: words of a name may be words of the language in another."""
        form = under.form if under else None
        result = self.reader.read(text, start_of(text, form), form)
        return (
            isinstance(result, Reading)
            and result.form == sentence.form
            and result.other is None
            and list(_said(result.tokens)) == list(_said(tokens))
        )


def _said(tokens: Sequence[Token]) -> Iterator[str]:
    return (named(t) if t.type in ("NAME", "NEW_NAME") else t.value or t.type for t in tokens if t.type != "ORDINAL")


def _quoted(token: Token) -> Token:
    if token.type not in ("NAME", "NEW_NAME") or token.text[0] == "'":
        return token
    return token._replace(text=f"'{named(token)}'")
