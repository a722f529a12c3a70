"""From the syntax tree of a file to its network: names resolved, quantities exact, every line with its sources."""

from collections.abc import Iterator, Sequence
from functools import cache as remember
from itertools import product
from pathlib import PurePath

from attrs import evolve

from netdsl.check.consistency import report_clashes
from netdsl.check.names import NAMED, Lookup
from netdsl.check.quantities import Unmeant, amount, day, share, times
from netdsl.check.references import references
from netdsl.check.validity import Validity
from netdsl.diagnostics import Diagnostic, Label, Report
from netdsl.model.dates import Date
from netdsl.model.forms import Column, Form, forms
from netdsl.model.network import Entry, Network, Reference, Statement, Value
from netdsl.source import Source, Span
from netdsl.syntax.garbage import uncollected
from netdsl.syntax.lalr import Node, Token
from netdsl.syntax.names import NAME_TYPES, named, spoken
from netdsl.syntax.network import Document, Paragraph, Sentence, parse
from netdsl.syntax.spelling import spell


@uncollected
def read_network(
    source: Source, at: Date | None = None, language: str | None = None
) -> tuple[Network | None, list[Diagnostic]]:
    """The network of a file, or None, and what is wrong with it, in order.

    `at` is the time that it is looked at, by default what the file says; `language` when it is known from elsewhere.
    """
    document, found = parse(source, language)
    network, more = resolve(document, at)
    ordered = sorted({*found, *more}, key=lambda d: d.order)
    return (None if any(d.level == "error" for d in ordered) else network), ordered


def resolve(document: Document, at: Date | None = None) -> tuple[Network, list[Diagnostic]]:
    """The network of a syntax tree, without the lines that mean nothing, and what is wrong with those."""
    report = Report(document.language)
    resolver = _Resolver(document, report)
    statements = [s for paragraph in document.paragraphs if (s := resolver.statement(paragraph))]
    validity = Validity(report, statements, at)
    network = Network(
        document.source,
        document.language,
        resolver.name(statements),
        validity.as_of,
        tuple(validity.judged(statement) for statement in statements),
        document.names.declared,
    )
    report_clashes(network, report)
    return network, report.diagnostics


class _Resolver:
    """Resolves the statements of one file."""

    def __init__(self, document: Document, report: Report) -> None:
        self.names = document.names
        self.report = report
        self.lookup = Lookup(document.names, report)
        self._file = document.source.name
        self._gathered: dict[str, Span] = {}

    def name(self, statements: Sequence[Statement]) -> str:
        """The name of the network; without one, that of the file."""
        return next((str(s.head.rows[0][0]) for s in statements if s.head.form == "network"), PurePath(self._file).stem)

    def statement(self, paragraph: Paragraph) -> Statement | None:
        """A head and its lines; None when the head means nothing."""
        head = self._entry(paragraph.head, ()) if paragraph.head else None
        inherited = head.references if head else ()
        lines = [entry for line in paragraph.lines if (entry := self._entry(line, inherited))]
        if head is None or paragraph.head is None:
            return None
        if head.rows == ((None,),):
            head = self._gathering(head, lines)
        return Statement(head, (*self._attributes(paragraph.head, head), *lines))

    def _gathering(self, head: Entry, lines: Sequence[Entry]) -> Entry:
        """A meeting without a name, called after those who attend."""
        attending = sorted({str(row[0]) for line in lines if line.form == "meeting.attended" for row in line.rows})
        name = ", ".join(attending)
        if not attending:
            self.report.add("N038", head.span)
        elif name in self._gathered:
            label = Label(self._gathered[name], self.report.say("label-first"))
            self.report.add("N028", head.span, [label], words=name, noun=self.lookup.noun("meeting"))
        self._gathered.setdefault(name, head.span)
        return evolve(head, rows=((name,),))

    def _attributes(self, sentence: Sentence, head: Entry) -> Iterator[Entry]:
        """What a head says on its own line beside its name, as lines of their own."""
        for form in _attributes(head.form):
            if part := sentence.node.node(form.own[0].name):
                tokens = part.tokens()
                rows = tuple((value,) for value in self._values(sentence, form.own[0]))
                span = Span(head.span.line, tokens[0].start, tokens[-1].end)
                yield Entry(form.name, rows, span, head.references)

    def _entry(self, sentence: Sentence, inherited: tuple[Reference, ...]) -> Entry | None:
        """A line; None where what it says means nothing."""
        if sentence.reading.other:
            self._ambiguous(sentence)
            return None
        form = forms().get(sentence.form)
        found = [self._values(sentence, column) for column in _columns(sentence.form)]
        if not all(found):
            return None
        if form and form.paired and len(set(found[0])) < 2:
            verb = next(t for t in sentence.reading.tokens if t.type not in (*NAME_TYPES, "COMMA", "AND"))
            self.report.add("N031", sentence.line.span, word=verb.text)
        rows = tuple(dict.fromkeys(product(*found)))
        refs = self._references(sentence)
        over = sentence.node.node("no_longer") is not None
        return Entry(sentence.form, rows, sentence.line.span, refs or inherited, _aside(sentence.node), over)

    def _values(self, sentence: Sentence, column: Column) -> list[Value]:
        """What stands in a column: the members of its list, None where it was left out, nothing where it is wrong."""
        try:
            return self._said(sentence, column)
        except Unmeant as unmeant:
            span = Span(sentence.line.number, unmeant.tokens[0].start, unmeant.tokens[-1].end)
            self.report.add(unmeant.code, span, word=sentence.line.text[span.start : span.end])
            return []

    def _said(self, sentence: Sentence, column: Column) -> list[Value]:
        node = sentence.node
        if column.types == ("times",):
            return [times(node)]
        parts = [c for c in node.children if isinstance(c, Node) and c.rule == column.name]
        if column.name == "cefr" and not parts:
            parts = [c for c in node.children if isinstance(c, Node) and c.rule == "years"]
        found = [value for part in parts for value in self._part(sentence, part, column)]
        if not parts and column.name in NAMED and isinstance(name := node.node("name"), Node):
            return [named(name.tokens()[0])]
        if column.types == ("meeting",) and not parts and (words := (_aside(node) or "").split()):
            return [" ".join(words)]
        return found or [None]

    def _part(self, sentence: Sentence, part: Node, column: Column) -> list[Value]:
        tokens = part.tokens()
        if part.rule == "dose_amount":
            said = [t for t in sentence.reading.tokens if tokens[0].start <= t.start <= tokens[-1].start]
            return [spell(said, "en")]
        if column.types == ("share",):
            return [share(tokens)]
        if "amount" in column.types and part.rule != "cefr":
            outside = [t for t in sentence.node.children if isinstance(t, Token) and t.type == "PERCENT"]
            return [amount([*tokens, *outside])]
        return [self._value(sentence, token, column) for token in _members(part)]

    def _value(self, sentence: Sentence, token: Token, column: Column) -> Value:
        if token.type == "NAME":
            name = named(token)
            self.lookup.find(name, column.types, sentence.span(token))
            return name
        if token.type == "TEXT":
            return f'"{spoken(token)}"'
        if token.type == "DATE":
            return day(token)
        return token.value or token.text

    def _references(self, sentence: Sentence) -> tuple[Reference, ...]:
        token = next((t for t in sentence.reading.tokens if t.type == "REFS"), None)
        if token is None:
            return ()

        def unknown(name: str, start: int, end: int) -> None:
            self.lookup.unknown_source(name, Span(sentence.line.number, start, end))

        return references(token, self.names.declared.get("source", ()), unknown)

    def _ambiguous(self, sentence: Sentence) -> None:
        one, other = sentence.reading.tokens, sentence.reading.other or ()
        read = [[named(t) for t in tokens if t.type == "NAME"] for tokens in (one, other)]
        differing = [name for names, rest in (read, read[::-1]) for name in names if name not in rest]
        labels = [
            Label(self.names.declared[kind][name], self.report.say("label-declared"))
            for name in dict.fromkeys(differing)
            for kind in self.names.kinds(name)[:1]
        ]
        words = f" {self.report.say('or')} ".join(" + ".join(f"`{name}`" for name in names) for names in read)
        self.report.add("N026", sentence.line.span, labels, words=words)


_PLAIN = {"since": Column("date", ("date",)), "until": Column("date", ("date",)), "note": Column("text", ("text",))}
"""The column of lines that say when, or anything else: any statement may have them, and they give no relation."""


@remember
def _columns(form: str) -> tuple[Column, ...]:
    """The columns that a line of a form fills itself."""
    if known := forms().get(form):
        return tuple(c for c in known.own if not (known.paired and c.name == "other"))
    return tuple(column for kind, column in _PLAIN.items() if form.endswith(f".{kind}"))


@remember
def _attributes(head: str) -> tuple[Form, ...]:
    """The forms that are said on the line of a head itself."""
    return tuple(form for form in forms().values() if form.on_head and form.parent == head)


def _members(part: Node) -> Iterator[Token]:
    """The members of a list, without what is added to them in quotes."""
    for child in part.children:
        if isinstance(child, Token):
            yield child
        elif child.rule != "aside":
            yield from child.tokens()


def _aside(node: Node) -> str | None:
    """The words added to a line in quotes; those added to a name in a list say to which."""
    found = []
    for child in node.children:
        if isinstance(child, Node) and child.rule == "aside":
            found.append(spoken(child.tokens()[0]))
        elif isinstance(child, Node):
            found += _added(child)
    return "; ".join(found) or None


def _added(part: Node) -> Iterator[str]:
    before: Token | None = None
    for child in part.children:
        if isinstance(child, Token):
            before = child
        elif child.rule == "aside" and before:
            words = spoken(child.tokens()[0])
            yield f"{named(before)}: {words}" if before.type == "NAME" else words
