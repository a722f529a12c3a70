"""Edits of a network file's text that keep every other byte: statements added, statements and lines that are over.

What is touched is written as `format` would write it, so a canonical file stays canonical: where the sources of a
touched statement move, that is laid out again. In a statement that is not canonical the other lines stay as they are.
"""

import os
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from netdsl.diagnostics import say
from netdsl.model.change import THINGS
from netdsl.model.forms import dialects
from netdsl.source import BYTE_ORDER_MARK, Source, Span, write
from netdsl.syntax.dialect import dialect, header
from netdsl.syntax.format import Rows, Unit, laid_out, parted, units_of
from netdsl.syntax.names import NAME_TYPES
from netdsl.syntax.network import Document, Paragraph, Sentence, parse
from netdsl.syntax.over import can_end
from netdsl.syntax.pointing import ATTENDED, aside, gathered_by, named_by_text, thing
from netdsl.syntax.values import quoted

RELATED = (
    ("group", "need", "goal"),
    ("network", "source", "group", "need", "goal", "actor", "measure"),
    ("meeting", "attends_one_of", "never_meet", "never_together", "no_other"),
    ("gives", "gives_nothing", "pays", "unpaid", "ungiven"),
    ("informs", "uninformed", "aware", "unaware", "partners_aware", "partners_unaware"),
    ("share", "share_no", "all_share", "all_share_no", "disagree"),
    ("instructs", "nobody_instructs", "may_propose"),
)
"""Forms that stand together: where a file has no statement of a form, a new one comes after the last of its group."""

_WORD = re.compile(r"\S+")
_LINE_END = re.compile(r"(\r\n|\r|\n)")
_BEFORE_SOURCES = re.compile(r"(?<=\S)[^\S\n]+(?=\[[^][\n]*\]$)", re.MULTILINE)
_DECLARED_TWICE = ("N025", "N037")


class StaleError(Exception):
    """A file that is no longer the one that was read."""


class Edits(NamedTuple):
    """What becomes of the lines of a text.

    written: number of a line -> its new text. added: number of a line, 0 for none -> the lines that come after it.
    """

    written: dict[int, str]
    added: dict[int, list[str]]

    def applied(self, text: str) -> str:
        """The text after the edits, also of a file as it is: line ends, byte order mark and accents stay as they are.

        A line that is added ends as the line before it does.
        """
        mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
        parts = _LINE_END.split(text.removeprefix(mark))
        lines, ends = parts[::2], parts[1::2]
        found = [mark]
        for new in self.added.get(0, ()):
            found += [new, ends[0] if ends else "\n"]
        for number, line in enumerate(lines, 1):
            found.append(spelled(self.written[number], line) if number in self.written else line)
            for new in self.added.get(number, ()):
                found += [ends[min(number, len(ends)) - 1] if ends else "\n", new]
            found += ends[number - 1 : number]
        return "".join(found)


def spelled(text: str, line: str) -> str:
    """A line that is written anew, its words in the characters that they had: accents may stand apart from letters."""
    if unicodedata.is_normalized("NFC", line):
        return text
    words: dict[str, list[str]] = {}
    for word in reversed(line.split()):
        words.setdefault(unicodedata.normalize("NFC", word), []).append(word)
    return _WORD.sub(lambda word: words[word[0]].pop() if words.get(word[0]) else word[0], text)


def edited(document: Document, additions: Sequence[str], over: Collection[Span]) -> str:
    """The text of a file without errors after a change; see `edits`."""
    return edits(document, additions, over).applied(document.source.text)


def edits(document: Document, additions: Sequence[str], over: Collection[Span]) -> Edits:
    """The edits of a file without errors that add statements, and end what stands at some places.

    `additions` are statements in the file's language, each a head and the lines indented under it; one about a thing
    that is declared brings its lines only. `over` has places of heads, whose statements end, and of lines under them;
    what is over already stays as it is. Raises ValueError for an addition that cannot be read, a place where nothing
    stands, and a statement or line that cannot end.

    A meeting without a name is called after those who attend. Where others come to it, it is given the name that it
    had, so that it stays the same meeting.

    In a file, a line without sources has those of its head: so also a line that comes under a thing with sources, and
    the line that ends a statement with sources. What is found stays the same, but as one of these sources sees the
    file, it is there.
    """
    additions = [text.strip("\n") for text in additions]
    ends, marked = _over(document, set(over))
    if not (additions or ends or marked):
        return Edits({}, {})
    editor = _Editor(document, additions, ends, marked)
    if editor.renamed:
        editor = _Editor(document, additions, ends, {**marked, **editor.renamed})
    return editor.edits()


def endings(document: Document, over: Collection[Span]) -> tuple[str, ...]:
    """What `edits` ends of a file, as text: a head and the line that says so, or the head of a line and the line."""
    ends, marked = _over(document, set(over))
    found = []
    for paragraph in document.paragraphs:
        if not (head := paragraph.head):
            continue
        if head.line.number in ends:
            found.append(_by_itself(ends[head.line.number]))
        for sentence in paragraph.lines:
            line = sentence.line
            if line.number in marked:
                text = marked[line.number].rstrip().removesuffix(line.comment).strip()
                found.append(_by_itself(f"{head.line.text[: head.line.end]}\n  {text}"))
    return tuple(found)


def _by_itself(text: str) -> str:
    """Lines with their sources close by, not in the column that they have in the file."""
    return _BEFORE_SOURCES.sub("  ", text)


def _over(document: Document, places: set[Span]) -> tuple[dict[int, str], dict[int, str]]:
    """What is over at some places, and was not before.

    First number of a head -> the head and the line that ends it, then number of a line -> the line as it then stands.
    Raises ValueError for a place where nothing stands, and for what cannot end.
    """
    heads = [(p, p.head) for p in document.paragraphs if p.head and p.head.line.span in places]
    lines = [line for p in document.paragraphs for line in p.lines if line.line.span in places]
    if unknown := places - {s.line.span for s in (*(head for _, head in heads), *lines)}:
        raise ValueError(f"nothing stands at {min(unknown)}")
    _check_ends([*(head for _, head in heads), *lines], document.language)
    words = dialects()[document.language]["words"]
    ends = {
        head.line.number: f"{head.line.text[: head.line.end]}\n  {words['ENDED'][0]}"
        for paragraph, head in heads
        if not any(line.form == f"{head.form}.ended" for line in paragraph.lines)
    }
    marked = {
        line.line.number: _marked(line, words["NO_LONGER"][0])
        for line in lines
        if not any(token.type == "NO_LONGER" for token in line.reading.tokens)
    }
    return ends, marked


def _check_ends(sentences: Sequence[Sentence], language: str) -> None:
    for sentence in sentences:
        if sentence.form not in can_end():
            text = " ".join(sentence.line.text[: sentence.line.end].split())
            raise ValueError(say("never-over", language, text=text, line=sentence.line.number))


def write_back(document: Document, edits: Edits) -> None:
    """Put edits into the file that a document was read from, all at once.

    Raises StaleError when the file has changed since, OSError when it cannot be read or written.
    """
    source = document.source
    if Path(source.name).read_bytes() != (source.original or source.text).encode("utf-8"):
        raise StaleError(source.name)
    write(source.name, exactly(document, edits))


def write_as(document: Document, edits: Edits, name: str) -> None:
    """Put a document with edits into a file of any name, all at once.

    Raises StaleError when this is its own file and that has changed since, OSError when it cannot be written,
    ValueError when it cannot be the name of a file.
    """
    own = Path(document.source.name)
    if not name.endswith(os.sep) and Path(name).is_file() and own.is_file() and own.samefile(name):
        write_back(document, edits)
    else:
        write(name, exactly(document, edits))


def exactly(document: Document, edits: Edits) -> str:
    """The text of a document's own file after edits, with its line ends, its byte order mark and its accents."""
    return edits.applied(document.source.original or document.source.text)


def _marked(sentence: Sentence, word: str) -> str:
    """A line with the word that it holds no longer, after what it says and before its aside and its sources."""
    tokens = sentence.reading.tokens
    added = aside(sentence.reading) or next((t for t in tokens if t.type == "REFS"), None)
    end = max(t.end for t in tokens if not added or t.start < added.start)
    text = sentence.line.text
    return f"{text[:end]} {word}{text[end:]}"


class _Editor:
    """Makes the edits of one document.

    What is new is read as if it stood after the file: so each line has a number, and the names in it are known. A
    statement that ends is read there once more with the line that says so, and only that line is taken.
    """

    def __init__(
        self, document: Document, additions: Sequence[str], ends: Mapping[int, str], marked: Mapping[int, str]
    ) -> None:
        self.document = document
        self.size = len(document.source.lines)
        self.marked = marked
        self.renamed: dict[int, str] = {}  # number of the head of a meeting -> the head with the name that it has
        self.starts: list[int] = []
        read = self._read(additions, list(ends.values()))
        self.old = units_of(document)
        units = units_of(read)
        self.rows = Rows(read, units, document.language)
        self.old_rows = Rows(document, self.old, document.language)
        self.units, new = units[: len(self.old)], units[len(self.old) :]
        if [unit.head and unit.numbers[0] for unit in new] != self.starts:
            raise ValueError(say("one-addition", document.language))
        self.paragraphs = {p.head.line.number: p for p in read.paragraphs if p.head}
        self.things: dict[tuple[str, str], Unit] = {}
        for unit in self.units:
            self._declare(unit)
        heads = {unit.numbers[0]: unit for unit in self.units}
        for unit in new[: len(additions)]:
            self._add(unit)
        for unit, head in zip(new[len(additions) :], ends, strict=True):
            self._put_under(heads[head], unit.numbers[1:])
        self.written: dict[int, str] = {}
        self.added: dict[int, list[str]] = {}

    def _read(self, additions: Sequence[str], ends: Sequence[str]) -> Document:
        """The file with its marked lines, and the new texts after it. Raises ValueError."""
        lines = [self.marked.get(number, line) for number, line in enumerate(self.document.source.lines, 1)]
        for text in (*additions, *ends):
            self.starts.append(len(lines) + 1)
            lines += text.split("\n")
        read, found = parse(Source(self.document.source.name, "\n".join(lines)), self.document.language)
        new = [p.head for p in read.paragraphs if p.head and p.head.line.number > self.size]
        known = {s.line.number for n, s in enumerate(new) if s.form in THINGS or n >= len(additions)}
        for wrong in found:
            number = wrong.span.line
            expected = wrong.code in _DECLARED_TWICE and number in known
            if not expected and (number > self.size or number in self.marked):
                raise ValueError(f"{wrong.message}: {lines[number - 1].strip()}")
        return read

    def _declare(self, unit: Unit) -> None:
        if unit.head and unit.head.form in THINGS:
            self.things[thing(self.paragraphs[unit.numbers[0]])] = unit

    def _add(self, unit: Unit) -> None:
        """Take in an addition: its lines under what is declared, else all of it after what it belongs with."""
        assert unit.head
        paragraph = self.paragraphs[unit.numbers[0]]
        known = self.things.get(thing(paragraph)) if unit.head.form in THINGS else None
        if known:
            self._check_head(paragraph, self.paragraphs[known.numbers[0]])
            naming = {line.line.number for line in gathered_by(paragraph)}
            numbers = [n for n in unit.numbers[1:] if n not in naming]
            self._keep_name(known, numbers)
            self._put_under(known, numbers)
            return
        place = self._place(unit.head.form)
        unit = evolve(unit, apart=place is None)
        self.units.insert(len(self.units) if place is None else place, unit)
        self._declare(unit)

    def _keep_name(self, unit: Unit, numbers: Sequence[int]) -> None:
        """Note the name of a meeting without one where lines come under it by which it would be called otherwise."""
        paragraph = self.paragraphs[unit.numbers[0]]
        known = {line.line.number for line in gathered_by(paragraph)}
        if known and unit.numbers[0] <= self.size and any(self._attended(n) for n in numbers):
            assert paragraph.head
            line, noun = paragraph.head.line, paragraph.head.reading.tokens[0]
            name = quoted(thing(paragraph)[1])
            self.renamed[line.number] = f"{line.text[: noun.end]} {name}{line.text[noun.end :]}"

    def _attended(self, number: int) -> bool:
        sentence = self.rows.sentences.get(number)
        return sentence is not None and sentence.form == ATTENDED

    def _check_head(self, new: Paragraph, known: Paragraph) -> None:
        """Raise ValueError where a head says of something declared what its own head does not say."""
        assert new.head and known.head
        said = {(t.type, t.value or t.text) for t in known.head.reading.tokens}
        more = [t for t in new.head.reading.tokens if t.type != "REFS" and (t.type, t.value or t.text) not in said]
        naming = named_by_text(new.head.reading)
        if any(t.type not in NAME_TYPES and t != naming for t in more):
            number, text = known.head.line.number, " ".join(known.head.line.text.split())
            raise ValueError(say("declared-as", self.document.language, line=number, text=text))

    def _put_under(self, unit: Unit, numbers: Sequence[int]) -> None:
        """Put lines after the last line of a statement, before the comments that follow it."""
        end = max(place for place, number in enumerate(unit.numbers, 1) if number in self.rows.sentences)
        unit.numbers[end:end] = numbers

    def _place(self, form: str) -> int | None:
        """Where among the units a new statement of a form belongs; None when it goes with none of them."""
        forms = [unit.head.form if unit.head else "" for unit in self.units]
        for alike in ((form,), *(family for family in RELATED if form in family)):
            if places := [n for n, other in enumerate(forms, 1) if other in alike]:
                return places[-1]
        return None

    def edits(self) -> Edits:
        """The edits that make the units of the file what they are to be."""
        apart = {unit.numbers[0]: parted(self.old, place) for place, unit in enumerate(self.old)}
        after_large = False
        last = self.document.header or 0  # the line after which something new comes
        for place, unit in enumerate(self.units):
            first, blank = unit.numbers[0], parted(self.units, place)
            new = first > self.size
            if new and blank and last:
                self._insert(last, "")
            # A blank line that `format` would have put there before the edit too is left to it.
            if not new and blank and not unit.apart and (after_large or not apart[first]):
                self._insert(first - 1, "")
            if any(number > self.size or number in self.marked for number in unit.numbers):
                self._write(unit, last)
            last = max([last, *(number for number in unit.numbers if number <= self.size)])
            after_large = new and unit.large
        self._keep_language()
        return Edits(self.written, self.added)

    def _insert(self, number: int, line: str) -> None:
        self.added.setdefault(number, []).append(line)

    def _write(self, unit: Unit, last: int) -> None:
        """Write what is new or marked in a unit, and lay out the rest of it again if it was canonical."""
        lines = self.document.source.lines
        old = next((old for old in self.old if old.numbers[0] == unit.numbers[0]), None)
        tidy = old is None or self._tidy(old)
        indent = "  "
        if old and not tidy and len(unit.numbers) > 1:
            under = next((s.line for n in old.numbers[1:] if (s := self.rows.sentences.get(n))), None)
            indent = under.text[: under.start] if under else indent
        for number, text in zip(unit.numbers, laid_out([self.rows.row(n) for n in unit.numbers]), strict=True):
            if number > self.size:
                self._insert(last, text if old is None or tidy else indent + text[2:])
                continue
            last = number
            if tidy and text != lines[number - 1]:
                self.written[number] = text
            elif number in self.marked:
                self.written[number] = self.marked[number]

    def _tidy(self, unit: Unit) -> bool:
        """Whether a statement is canonical as it stands."""
        first, last = unit.numbers[0], unit.numbers[-1]
        lines = self.document.source.lines[first - 1 : last]
        return laid_out([self.old_rows.row(n) for n in unit.numbers]) == lines

    def _keep_language(self) -> None:
        """Say the language of a file that did not say it, where what is new would change the guess."""
        source, language = self.document.source, self.document.language
        after = Source(source.name, Edits(self.written, self.added).applied(source.text))
        if self.document.header is None and dialect(source).language == language != dialect(after).language:
            self.added.setdefault(0, []).insert(0, header(language))
