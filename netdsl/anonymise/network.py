"""An anonymous copy of a network file: the same statements about pseudonyms, without quotations, notes and comments.

What a rule can read stays: who does what with whom, the kinds of sources, dates, quantities. So the copy is evaluated
to the same findings, about others.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from attrs import evolve

from netdsl.anonymise.texts import NOUNS
from netdsl.anonymise.traces import Secret, Trace, Traces, people, secret
from netdsl.check.references import references
from netdsl.source import Source
from netdsl.syntax.format import formatted
from netdsl.syntax.lalr import Node, Token
from netdsl.syntax.names import Names, named, spoken
from netdsl.syntax.network import Document, Paragraph, Sentence, parse
from netdsl.syntax.reading import name_kinds

Key = dict[str, dict[str, str]]
"""Kind of thing, or `text` for quoted words that are a thing themselves -> pseudonym -> name."""

HIDDEN = ("network", "source", "actor", "group")
"""Kinds whose names are all replaced. Other things are renamed where their name tells one of these."""

RENAMED = ("need", "goal", "measure", "meeting", "outcome")

DROPPED = ("remark", "accept.because", "accept.accepted_by")
"""Lines that are somebody's words and nothing else; so are all notes."""


class Anonymised(NamedTuple):
    """The text of an anonymous network, and the key to it."""

    text: str
    key: Key


class SlippedError(Exception):
    """Names that are left in a text that was to have none."""

    def __init__(self, traces: list[Trace]) -> None:
        super().__init__(traces)
        self.traces = traces


def anonymised(document: Document, keep: Collection[str] = ()) -> Anonymised:
    """The anonymous copy of a file without errors; `keep` are words of names that give nobody away.

    The same file always gives the same copy. Raises SlippedError where a name is left in it.
    """
    looked_for = traces(document, keep)
    pseudonyms = _Pseudonyms(document, looked_for)
    paragraphs = tuple(p for paragraph in document.paragraphs if (p := _paragraph(paragraph, pseudonyms)))
    copy = evolve(document, paragraphs=paragraphs, names=pseudonyms.names(), comments={})
    text = formatted(copy)
    if left := looked_for.in_text(text):
        raise SlippedError(left)
    # Without the lines that are dropped a blank line may be too many or too few.
    again, found = parse(Source(document.source.name, text), document.language)
    assert not found
    return Anonymised(formatted(again), pseudonyms.key())


def traces(document: Document, keep: Collection[str] = ()) -> Traces:
    """What looks for the names of a file that are not to be told."""
    declared = document.names.declared
    found = [secret(kind, name) for kind in HIDDEN for name in declared.get(kind, ())]
    for paragraph in document.paragraphs:
        for sentence in (paragraph.head, *paragraph.lines):
            if sentence and sentence.form in ("source", "accept.accepted_by"):
                for token in sentence.reading.tokens:
                    if token.type == "TEXT":
                        found += people(spoken(token))
    return Traces(tuple(dict.fromkeys(found)), document.language, tuple(keep))


class _Pseudonyms:
    """The names of one file and what stands for them, in the order in which they are declared or said."""

    def __init__(self, document: Document, looked_for: Traces) -> None:
        self.language = document.language
        self.declared = document.names.declared
        self.spans = {name: span for known in self.declared.values() for name, span in known.items()}
        self._taken = {name.casefold() for known in self.declared.values() for name in known}
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}
        sectors = _sectors(document)
        quoted = _quoted_meetings(document)
        for kind in HIDDEN:
            for name in self.declared.get(kind, ()):
                self._names[kind, name] = self._next(sectors.get(name, kind) if kind == "actor" else kind)
        for kind in RENAMED:
            for name in self.declared.get(kind, ()):
                if (kind == "meeting" and name in quoted) or looked_for.in_name(name):
                    self._names[kind, name] = self._next(kind)

    def _next(self, kind: str) -> str:
        noun = NOUNS[kind][self.language]
        while True:
            self._numbers[noun] = self._numbers.get(noun, 0) + 1
            found = f"{noun}{'' if kind == 'source' else ' '}{self._numbers[noun]}"
            if found.casefold() not in self._taken:
                return found

    def of(self, kind: str, name: str) -> str:
        """What stands for a name."""
        return self._names.get((kind, name), name)

    def of_text(self, role: str, words: str) -> str:
        """What stands for quoted words, by the role that they have where they are first said."""
        if words not in self._texts:
            self._texts[words] = self._next(role)
        return self._texts[words]

    def names(self) -> Names:
        """The names of the copy, where those of the file stand."""
        found = Names()
        for kind, known in self.declared.items():
            for name, span in known.items():
                found.declare(kind, self.of(kind, name), span)
        return found

    def key(self) -> Key:
        """The key."""
        found: Key = {}
        for (kind, name), pseudonym in self._names.items():
            found.setdefault(kind, {})[pseudonym] = name
        if self._texts:
            found["text"] = {pseudonym: words for words, pseudonym in self._texts.items()}
        return found

    def references(self, token: Token) -> str:
        """Sources in brackets, each once and without the place in it."""
        found = references(token, self.declared.get("source", ()), lambda *_: None)
        return f"[{', '.join(dict.fromkeys(self.of('source', r.source) for r in found))}]"


def _sectors(document: Document) -> dict[str, str]:
    """Actor -> its sector, where that is told."""
    found = {}
    for paragraph in document.paragraphs:
        head = paragraph.head
        if head and head.form == "actor" and (part := head.node.node("sector")) and (name := head.node.node("name")):
            found[named(name.tokens()[0])] = part.tokens()[0].value or "actor"
    return found


def _quoted_meetings(document: Document) -> set[str]:
    """The meetings that have quoted words in the place of a name."""
    heads = [p.head for p in document.paragraphs if p.head and p.head.form == "meeting"]
    return {
        " ".join(spoken(part.tokens()[0]).split())
        for head in heads
        if not head.node.node("name") and (part := head.node.node("aside"))
    }


def _paragraph(paragraph: Paragraph, pseudonyms: _Pseudonyms) -> Paragraph | None:
    assert paragraph.head
    if paragraph.head.form in DROPPED:
        return None
    lines = (line for line in paragraph.lines if line.form not in DROPPED and not line.form.endswith(".note"))
    return Paragraph(_sentence(paragraph.head, pseudonyms), tuple(_sentence(line, pseudonyms) for line in lines))


def _sentence(sentence: Sentence, pseudonyms: _Pseudonyms) -> Sentence:
    new = {token.start: _token(token, role, sentence, pseudonyms) for token, role in _roles(sentence.node)}
    tokens = [new.get(token.start, token) for token in sentence.reading.tokens]
    reading = evolve(sentence.reading, tokens=tuple(t for t in tokens if t is not None))
    return Sentence(sentence.line._replace(comment=""), reading)


def _roles(node: Node) -> Iterator[tuple[Token, str]]:
    """The tokens of a statement with the role of the part that each is in."""
    for child in node.children:
        if isinstance(child, Token):
            yield child, node.rule
        else:
            yield from _roles(child)


def _token(token: Token, role: str, sentence: Sentence, pseudonyms: _Pseudonyms) -> Token | None:
    """What becomes of a token; None when it goes."""
    if token.type == "NEW_NAME":
        return _named(token, sentence.form, pseudonyms)
    if token.type == "NAME":
        kinds = name_kinds(sentence.form)[role]
        kind = next(k for k in kinds if named(token) in pseudonyms.declared.get(k, ()))
        return _named(token, kind, pseudonyms)
    if token.type == "REFS":
        found = pseudonyms.references(token)
        return token._replace(text=found) if found != "[]" else None
    if token.type != "TEXT":
        return token
    if role == "aside":
        name = named(token)
        if sentence.form == "meeting" and name and not sentence.node.node("name"):
            return token._replace(type="NEW_NAME", text=pseudonyms.of("meeting", name))
        return None
    if role == "text":
        role = "purpose" if sentence.form == "network.purpose" else "wants"
    return token._replace(text=f'"{pseudonyms.of_text(role, spoken(token))}"')


def _named(token: Token, kind: str, pseudonyms: _Pseudonyms) -> Token:
    name = named(token)
    new = pseudonyms.of(kind, name)
    return token if new == name else token._replace(text=new)


__all__ = ["Anonymised", "Key", "Secret", "SlippedError", "anonymised", "traces"]
