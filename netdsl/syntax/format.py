"""The canonical form of a network file: the same statements in the same order, evenly written, in either language.

Only a file without errors has one. Comments stay where they are; what is in quotes is never touched.
"""

from collections.abc import Iterator, Sequence

from attrs import frozen

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
class Row:
    """A line to be written: a statement's, or a comment that has the line for itself."""

    text: str
    references: str = ""
    comment: str = ""

    def written(self, column: int) -> str:
        """The line, with its sources in a column."""
        sources = " " * max(2, column - columns(self.text)) + self.references if self.references else ""
        return f"{self.text}{sources}{'  ' * bool(self.text and self.comment)}{self.comment}"


@frozen
class Unit:
    """What stands together: a statement with its lines, or a comment at the margin.

    numbers: the lines of the file that it has, comments among them. `apart`: after a blank line.
    """

    numbers: list[int]
    apart: bool = False
    head: Sentence | None = None

    @property
    def large(self) -> bool:
        """Whether blank lines set it off: a statement with lines under it."""
        return len(self.numbers) > 1


def formatted(document: Document, language: str | None = None, rows_of: "type[Rows] | None" = None) -> str:
    """The canonical text of a file, in its own language or in another; `rows_of` writes its lines."""
    language = language or document.language
    units = units_of(document)
    rows = (rows_of or Rows)(document, units, language)
    lines = [header(language)]
    for place, unit in enumerate(units):
        lines += [""] * parted(units, place)
        lines += laid_out([rows.row(number) for number in unit.numbers])
    return "\n".join(lines) + "\n"


def laid_out(rows: Sequence[Row]) -> list[str]:
    """The lines of one unit, their sources in a column."""
    width = max((columns(r.text) for r in rows if r.references and columns(r.text) <= ALIGNED), default=0)
    return [row.written(width + 2) for row in rows]


def parted(units: Sequence[Unit], place: int) -> bool:
    """Whether a blank line stands before a unit: where one stood, around what has lines, and after the header."""
    unit = units[place]
    if unit.apart:
        return True
    if place == 0:
        return unit.head is not None
    before = units[place - 1]
    if before.large:
        return True
    if not before.head:
        return False
    # A comment belongs to the statement that it stands right above.
    while not unit.head and place + 1 < len(units) and not units[place + 1].apart:
        place += 1
        unit = units[place]
    return unit.large


def units_of(document: Document) -> list[Unit]:
    """The units of a file in order; the line that says its language is in none."""
    heads = {p.head.line.number: p.head for p in document.paragraphs if p.head}
    lines = {line.line.number for p in document.paragraphs for line in p.lines}
    ends = {p.head.line.number: [p.head, *p.lines][-1].line.number for p in document.paragraphs if p.head}
    found: list[Unit] = []
    apart = False
    head: Sentence | None = None
    for number, raw in enumerate(document.source.lines, 1):
        comment = document.comments.get(number)
        if number == document.header:
            apart = False
        elif number in heads:
            head = heads[number]
            found.append(Unit([number], apart, head))
            apart = False
        elif number in lines:
            found[-1].numbers.append(number)
        elif comment is None:
            apart = apart or not raw.strip()
        elif head and (comment[0] != "#" or number < ends[head.line.number]):
            found[-1].numbers.append(number)
        else:
            head = None
            found.append(Unit([number], apart))
            apart = False
    return found


class Rows:
    """Writes single lines of a document anew."""

    def __init__(self, document: Document, units: Sequence[Unit], language: str) -> None:
        self.document = document
        self.language = language
        self.reader = Reader(language, document.names)
        self.heads = {number: unit.head for unit in units for number in unit.numbers}
        self.sentences = {s.line.number: s for p in document.paragraphs for s in (p.head, *p.lines) if s}

    def row(self, number: int) -> Row:
        """A line of a unit."""
        head, sentence = self.heads[number], self.sentences.get(number)
        if not sentence:
            return Row("", comment=f"{'  ' if head else ''}{self.document.comments[number].lstrip()}")
        return self._row(sentence, None if sentence is head else head)

    def _row(self, sentence: Sentence, under: Sentence | None) -> Row:
        tokens = [token for token in sentence.reading.tokens if token.type != "REFS"]
        references = [spell_references(t.text) for t in sentence.reading.tokens if t.type == "REFS"]
        text = spell(tokens, self.language)
        if not self._reads(text, tokens, sentence, under):
            text = spell([_quoted(token) for token in tokens], self.language)
        indent = "  " if under else ""
        return Row(f"{indent}{text}", "".join(references), sentence.line.comment)

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
