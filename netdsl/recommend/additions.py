"""Statements that are to stand beside those of a network: read with its names, or filled in from those of a rule."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, product
from typing import Any

from attrs import evolve

from netdsl.check.names import NAMED
from netdsl.check.network import resolve
from netdsl.check.ruleset import CheckedChange
from netdsl.diagnostics import Diagnostic
from netdsl.model.network import Entry, Network, Row, Statement
from netdsl.source import Source, Span
from netdsl.syntax.names import names_of
from netdsl.syntax.network import Document, parse
from netdsl.syntax.templates import holes, literals, stated


class Additions:
    """Reads statements for one network; each gets a place of its own after the last line of the file."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._names = names_of(network.declared)
        self._lines = count(len(network.source.lines) + 1)
        self._templates: dict[int, tuple[CheckedChange, tuple[Statement, ...] | None]] = {}

    def read(self, text: str, language: str) -> tuple[tuple[Statement, ...], Document, list[Diagnostic]]:
        """The statements of a text, and what is wrong with them."""
        document, found = parse(Source(self.network.source.name, text), language, self._names)
        network, more = resolve(document, self.network.as_of)
        return self._placed(network.statements), document, sorted({*found, *more}, key=lambda d: d.order)

    def filled(self, change: CheckedChange, values: Mapping[str, Any]) -> tuple[Statement, ...] | None:
        """The statements that a change adds; None where they have to be read as text.

        The same as reading its lines with the values in them, for a change all of whose holes take names: these are
        read once, and rows are filled in.
        """
        if id(change) not in self._templates:
            self._templates[id(change)] = change, self._template(change)
        template = self._templates[id(change)][1]
        if template is None:
            return None
        return self._placed([filled for s in template if (filled := _filled(s, values)).head.rows])

    def _template(self, change: CheckedChange) -> tuple[Statement, ...] | None:
        used = {hole for line in change.add for hole in holes(line)}
        kinds = {h: next((k for k in _kinds(change, h) if k in NAMED), None) for h in used}
        if not all(kinds.values()) or any(holes(name) for line in change.add for name in literals(line)):
            return None
        names = names_of(self.network.declared)
        for hole, kind in kinds.items():
            names.declare(str(kind), _MARK + hole, Span(0, 0, 0))
        marked = {hole: _MARK + hole for hole in used}
        text = "\n".join(stated(line, marked, {}, self.network.language) for line in change.add)
        document, wrong = parse(Source("", text), "en", names)
        network, more = resolve(document)
        return None if any(d.level == "error" for d in (*wrong, *more)) else network.statements

    def _placed(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        return tuple(self._moved(s) for s in statements)

    def _moved(self, statement: Statement) -> Statement:
        moved = {entry.span.line: next(self._lines) for entry in (statement.head, *statement.lines)}

        def placed(entry: Entry) -> Entry:
            return evolve(entry, span=entry.span._replace(line=moved[entry.span.line]))

        return evolve(statement, head=placed(statement.head), lines=tuple(map(placed, statement.lines)))


_MARK = "⟨"


def _kinds(change: CheckedChange, hole: str) -> list[str]:
    return change.types.get(hole, "").removeprefix("list ").split("|")


def _filled(statement: Statement, values: Mapping[str, Any]) -> Statement:
    """A statement with its holes filled; a head or line whose list is empty has no rows, and such a line falls away."""

    def filled(entry: Entry) -> Entry:
        return evolve(entry, rows=tuple(dict.fromkeys(row for r in entry.rows for row in _rows(r, values))))

    lines = (filled(line) for line in statement.lines)
    return evolve(statement, head=filled(statement.head), lines=tuple(line for line in lines if line.rows))


def _rows(row: Row, values: Mapping[str, Any]) -> Iterator[Row]:
    if not any(isinstance(value, str) and value.startswith(_MARK) for value in row):
        yield row
        return
    options = []
    for value in row:
        known = values.get(value.removeprefix(_MARK)) if isinstance(value, str) and value.startswith(_MARK) else value
        options.append(known if isinstance(known, tuple) and known is not value else (known,))
    yield from product(*options)
