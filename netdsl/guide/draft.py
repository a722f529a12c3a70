"""A network file in the making: it reads without error after every answer, and stays in canonical form if it was."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from netdsl.check.network import read_network
from netdsl.diagnostics import Diagnostic
from netdsl.guide.answers import quoted, spelled
from netdsl.model.forms import dialects, word
from netdsl.source import ReadError, Source, read, write
from netdsl.syntax.dialect import header
from netdsl.syntax.edit import edited
from netdsl.syntax.format import formatted
from netdsl.syntax.lalr import Node
from netdsl.syntax.names import named
from netdsl.syntax.network import Document, Sentence, parse

Spell = Callable[[str], str]
"""How a name is written: plain, or in single quotes."""

Additions = Callable[[Spell], list[str]]
"""Statements to add, each a head and the lines indented under it, with names written in a way."""

_NO_PARTNERS = {"owner", "authority", "outside"}
_AGAIN = ("N025", "N037")


class StaleError(Exception):
    """A file that was changed meanwhile, and has errors now."""


class Patch(NamedTuple):
    """What takes a text back to an earlier one: at a place so many characters become others."""

    start: int
    length: int
    text: str

    def applied(self, text: str) -> str:
        """The earlier text."""
        return text[: self.start] + self.text + text[self.start + self.length :]


def patch(after: str, before: str) -> Patch:
    """What takes a text back to the one before."""
    shorter = min(len(after), len(before))
    start = next((n for n in range(shorter) if after[n] != before[n]), shorter)
    most = shorter - start
    end = next((n for n in range(most) if after[-1 - n] != before[-1 - n]), most)
    return Patch(start, len(after) - start - end, before[start : len(before) - end])


def beginning(language: str) -> str:
    """The text of a file that says nothing yet."""
    return f"{header(language)}\n"


def _named(head: Sentence) -> str:
    """The name that a head gives, if it gives one."""
    part = head.node.node("name")
    return named(part.tokens()[0]) if isinstance(part, Node) else ""


class Draft:
    """A file and what it says."""

    def __init__(self, source: Source, language: str = "en") -> None:
        if not source.text.strip():
            source = Source(source.name, beginning(language))
        self.source = source
        self.document: Document = parse(source)[0]

    @property
    def name(self) -> str:
        """The file's path."""
        return self.source.name

    @property
    def text(self) -> str:
        """The file's text."""
        return self.source.text

    @property
    def language(self) -> str:
        """The language of the file."""
        return self.document.language

    @property
    def empty(self) -> bool:
        """Whether it says nothing yet."""
        return not self.document.paragraphs

    def known(self, kind: str) -> list[str]:
        """The names of a kind that the file declares."""
        return list(self.document.names.declared.get(kind, ()))

    def partners(self) -> list[str]:
        """The actors that are partners: those that no line gives another role, the coordinator among them."""
        others = set()
        for paragraph in self.document.paragraphs:
            roles = {t.value for line in paragraph.lines if line.form == "actor.role" for t in line.reading.tokens}
            name = paragraph.head.node.node("name") if paragraph.head and roles & _NO_PARTNERS else None
            if isinstance(name, Node):
                others.add(named(name.tokens()[0]))
        return [name for name in self.known("actor") if name not in others]

    def told(self, form: str, value: str | None = None) -> bool:
        """Whether the file has a statement, or a line under one, of a form, and with some value in it."""
        sentences = (s for p in self.document.paragraphs for s in (p.head, *p.lines) if s and s.form == form)
        return any(value is None or any(t.value == value for t in s.reading.tokens) for s in sentences)

    def say(self, terminal: str) -> str:
        """A word of the language, as it is said of one."""
        text: str = dialects()[self.language]["words"][terminal][0]
        many, _, one = text.partition("|")
        return one or many

    def word(self, table: str, value: str) -> str:
        """The word for a value of a table."""
        return word(table, value, self.language)

    def unread(self, statements: Sequence[str]) -> Diagnostic | None:
        """The first error of statements that cannot be read where the file ends."""
        before = self.text.rstrip("\n")
        found = parse(Source(self.name, "\n".join([before, *statements])), self.language)[1]
        size = before.count("\n") + 1
        return next((d for d in found if d.span.line > size and d.code not in _AGAIN), None)

    def forms(self, statements: Sequence[str]) -> list[str]:
        """The forms of the lines of statements that can be read where the file ends."""
        before = self.text.rstrip("\n")
        document = parse(Source(self.name, "\n".join([before, *statements])), self.language)[0]
        size = before.count("\n") + 1
        lines = (s for p in document.paragraphs for s in (p.head, *p.lines))
        return [s.form for s in lines if s and s.line.number > size]

    def tried(self, additions: Additions) -> str | Diagnostic:
        """The text with additions, all or none; else the first error, with plain names and with all in quotes."""
        first: Diagnostic | None = None
        for spell in (spelled, quoted):
            statements = additions(spell)
            wrong = self.unread(statements)
            if wrong is None:
                text = self._edited(statements)
                if isinstance(text, str):
                    return text
                wrong = text
            first = first or wrong
        assert first
        return first

    def _edited(self, statements: Sequence[str]) -> str | Diagnostic:
        sourced, others = self._sourced(statements)
        text = edited(parse(Source(self.name, sourced))[0], others, ())
        found = [d for d in read_network(Source(self.name, text))[1] if d.level == "error"]
        if found:
            return found[0]
        if formatted(self.document) == self.text:
            text = formatted(parse(Source(self.name, text))[0])
        return text

    def _sourced(self, statements: Sequence[str]) -> tuple[str, list[str]]:
        """The text with the sources that statements bring to heads without any, and the statements that say more."""
        lines = self.text.split("\n")
        said = parse(Source(self.name, "\n".join([*lines, *statements])), self.language)[0]
        heads = [p.head for p in said.paragraphs if p.head and p.head.line.number > len(lines)]
        known = {(head.form, name): head.line for head, name in self.unsourced(*(head.form for head in heads))}
        others = []
        for head, statement in zip(heads, statements, strict=True):
            line = known.get((head.form, _named(head)))
            references = next((token.text for token in head.reading.tokens if token.type == "REFS"), "")
            if line and references:
                lines[line.number - 1] = f"{line.text[: line.end]}  {references}{line.text[line.end :]}"
            if not (line and references) or "\n" in statement:
                others.append(statement)
        return "\n".join(lines), others

    def unsourced(self, *forms: str) -> list[tuple[Sentence, str]]:
        """The heads of some forms that name something, but no source, each with the name."""
        heads = [(p.head, _named(p.head)) for p in self.document.paragraphs if p.head and p.head.form in forms]
        return [(h, name) for h, name in heads if name and all(token.type != "REFS" for token in h.reading.tokens)]

    def become(self, text: str) -> None:
        """Have another text."""
        self.source = Source(self.name, text)
        self.document = parse(self.source)[0]

    def save(self) -> None:
        """Write the file. Raises OSError."""
        write(self.name, self.text)

    def remove(self) -> None:
        """Remove the file if it says nothing, and holds nothing that somebody else wrote into it."""
        with suppress(ReadError):
            if read(self.name).text == beginning(self.language):
                Path(self.name).unlink(missing_ok=True)

    def refresh(self) -> bool:
        """Take over what somebody else wrote into the file, and tell whether there was anything.

        Raises StaleError where it has errors now, or cannot be read any more.
        """
        if not Path(self.name).exists():
            return False
        try:
            source = read(self.name)
        except ReadError as error:
            raise StaleError(self.name) from error
        if source.text == self.text:
            return False
        if read_network(source)[0] is None:
            raise StaleError(self.name)
        self.source = source
        self.document = parse(source)[0]
        return True
