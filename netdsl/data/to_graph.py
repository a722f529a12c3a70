"""Tables as a graph: actors, meetings and groups are nodes, exchanges and attendance ties; and what that leaves out."""

import re
from collections.abc import Collection, Iterator

from netdsl.data.cells import ASIDE, LINES, REFERENCES, members, pieces_of, spaced
from netdsl.data.graph import ACTOR, GROUP, KINDS, MEASURE, MEETING, Graph, Tie
from netdsl.data.graphs import deeds_title
from netdsl.data.tables import (
    ACTORS,
    COLUMNS,
    EXCHANGES,
    MEETINGS,
    NETWORK,
    SOURCES,
    STATEMENTS,
    WORDED,
    Cell,
    Column,
    Record,
    Tables,
    column,
    deed_word,
)
from netdsl.data.texts import say
from netdsl.model.forms import dialects, forms

_SINGLE = [form for form in forms().values() if form.single]
"""The details that take one answer."""

Left = dict[str, list[str]]
"""Key of `texts` -> what of a network a format has no place for, by name where it has one."""


def graph_of(tables: Tables, name: str) -> tuple[Graph, Left]:
    """The graph of a network's tables, and what of them is not in it. `name` is that of its file."""
    maker = _Making(tables, name)
    return maker.graph, maker.left


def leave(left: Left, key: str, *some: str) -> None:
    """Note what has no place."""
    if some:
        left.setdefault(key, []).extend(some)


class _Making:
    def __init__(self, tables: Tables, name: str) -> None:
        self.language = tables.language
        self.left: Left = {}
        self.graph = Graph(name, language=tables.language)
        self.actors = {spaced(record.text("name")) for record in tables.of(ACTORS)}
        self.measures = set(self._declared(tables, "MEASURE"))
        self.answers = self._answers(tables)
        attending = {who for r in tables.of(MEETINGS) for how in ("attended", "at_times") for who in self._who(r, how)}
        self.taken = self.actors | attending
        for record in tables.of(NETWORK):
            self.graph.name = record.text("name")
            self.graph.attributes |= self._attributes(record)
        leave(self.left, "drop-sources", *(record.text("name") for record in tables.of(SOURCES)))
        for record in tables.of(ACTORS):
            self.graph.node(record.text("name"), record.place, ACTOR, self._attributes(record))
        for record in tables.of(MEETINGS):
            self._meeting(record)
        for record in tables.of(EXCHANGES):
            self.graph.ties += self._exchange(record)
        self._statements(tables)

    def _attributes(self, record: Record, skip: Collection[str] = ("name",)) -> dict[str, str]:
        """What stands in the columns of a record, by their headings, without sources and words in quotes.

        Where sources give different answers, each answer keeps its sources: without them they would contradict.
        """
        found = {}
        disputed = {name for key in self._keys(record) for name, said in self.answers[key].items() if len(said) > 1}
        for each in COLUMNS[record.kind]:
            cell = record.cells.get(each.name)
            if cell is None or each.name in skip:
                continue
            if each.name == "references":
                leave(self.left, "drop-references", cell.text)
            elif text := self._plain(each, cell, record.text("references") if each.name in disputed else None):
                found[each.header(self.language)] = text
        return found

    def _plain(self, of: Column, cell: Cell, sources: str | None = None) -> str:
        """What a cell says; each line with its sources where those of its record are given."""
        lines = []
        for line in LINES.split(cell.text.strip()):
            body, own = line, ""
            if of.forms and (references := REFERENCES.search(line)):
                body, own = line[: references.start()], references[1]
                leave(self.left, "drop-references", *([own] if sources is None else []))
            if of.takes in WORDED and (aside := ASIDE.search(body)):
                leave(self.left, "drop-asides", aside[1])
                body = body[: aside.start()]
            elif of.takes == "names":
                pieces = pieces_of(body)
                leave(self.left, "drop-asides", *(found[1] for piece in pieces if (found := ASIDE.search(piece))))
                body = "; ".join(ASIDE.sub("", piece) for piece in pieces)
            elif of.name == "topics":
                body = "; ".join(self._topic(piece) for piece in pieces_of(body))
            kept = own or f"[{sources}]" if sources is not None and (own or sources) else ""
            lines.append(f"{body.strip()} {kept}".strip())
        return "\n".join(dict.fromkeys(lines))

    def _answers(self, tables: Tables) -> dict[tuple[str, ...], dict[str, set[str]]]:
        """What is said -> the column of each detail that takes one answer -> the answers there are."""
        found: dict[tuple[str, ...], dict[str, set[str]]] = {}
        for record in tables.records:
            for key in self._keys(record):
                answers = found.setdefault(key, {})
                for each in COLUMNS[record.kind]:
                    if each.name in record.cells and any(f.name.partition(".")[2] in each.forms for f in _SINGLE):
                        lines = LINES.split(record.text(each.name).strip())
                        said = {ASIDE.sub("", REFERENCES.sub("", line)).strip() for line in lines}
                        answers.setdefault(each.name, set()).update(said)
        return found

    def _keys(self, record: Record) -> list[tuple[str, ...]]:
        """What a record speaks of: of an exchange, each giver, receiver and thing."""
        if record.kind != EXCHANGES:
            name = spaced(record.text("name")) or spaced(record.text("words")).strip('"')
            # A meeting without a name of its own is known by those who attend it.
            return [(record.kind, name or ", ".join(sorted(dict.fromkeys(self._who(record, "attended")))))]
        things = [ASIDE.sub("", piece) or piece for piece in pieces_of(record.text("what"))]
        return [
            (deed_of(record, self.language), giver, receiver, thing)
            for giver in members(record.text("from"), asides=False)
            for receiver in members(record.text("to"), asides=False)
            for thing in things
        ]

    def _topic(self, piece: str) -> str:
        """A topic: a measure by its name, words in quotes."""
        aside = ASIDE.search(piece)
        name = piece[: aside.start()].strip() if aside else piece
        if aside and not name:
            return piece
        if aside:
            leave(self.left, "drop-asides", aside[1])
        return name if name.strip("'") in self.measures else f'"{name}"'

    def _meeting(self, record: Record) -> None:
        attending = {how: self._who(record, how) for how in ("attended", "at_times")}
        for how in attending:
            if cell := record.cells.get(how):
                self._plain(column(MEETINGS, how), cell)
        ((_, name),) = self._keys(record)
        own = {}
        shown, number = name, 1
        while shown in self.taken:
            own = {column(MEETINGS, "name").header(self.language): name}
            shown = f"{name} ({KINDS[MEETING][self.language]}{f' {number}' if number > 1 else ''})"
            number += 1
        self.taken.add(shown)
        skip = ("name", "attended", "at_times") if record.text("name") else ("name", "words", "attended", "at_times")
        self.graph.node(shown, record.place, MEETING, self._attributes(record, skip) | own)
        for how, some in attending.items():
            for who in dict.fromkeys(some):
                self.graph.node(who, record.place, ACTOR if who in self.actors else GROUP)
                relation = column(MEETINGS, how).header(self.language)
                self.graph.ties.append(Tie(who, shown, relation, record.place))

    def _who(self, record: Record, how: str) -> list[str]:
        return members(record.text(how))

    def _exchange(self, record: Record) -> Iterator[Tie]:
        deed = deed_of(record, self.language)
        known = {t for texts in dialects()[self.language]["values"]["KNOWLEDGE"].values() for t in texts}
        attributes = self._attributes(record, ("from", "to", "what", "deed", "words"))
        value = self._value(attributes)
        if words := record.text("words"):
            leave(self.left, "drop-asides", words)
        for giver in members(record.text("from"), asides=False):
            for receiver in members(record.text("to"), asides=False):
                for piece in pieces_of(record.text("what")):
                    thing, measure = self._thing(piece, known if deed == "informs" else ())
                    more = {
                        column(EXCHANGES, "deed").header(self.language): deed_word(deed, self.language),
                        column(EXCHANGES, "what").header(self.language): thing,
                    }
                    if measure:
                        more[MEASURE[self.language]] = say("yes", self.language)
                    label = deeds_title(deed, thing.strip('"') if thing.startswith('"') else thing, self.language)
                    yield Tie(giver, receiver, "", record.place, value, True, more | attributes, label)

    def _value(self, attributes: dict[str, str]) -> str:
        """The value of a tie, taken out of the note in which an import keeps it."""
        header = column(EXCHANGES, "note").header(self.language)
        lines = attributes.get(header, "").split("\n")
        match = re.fullmatch(say("value-note", self.language, value=r"([1-9]\d*|\d*\.\d*[1-9])"), lines[0])
        if match is None or match[1] == "1":
            return ""
        del attributes[header]
        if lines[1:]:
            attributes[header] = "\n".join(lines[1:])
        return match[1]

    def _thing(self, piece: str, known: Collection[str]) -> tuple[str, bool]:
        """What is given, and whether it is a measure of the file."""
        aside = ASIDE.search(piece)
        name = piece[: aside.start()].strip() if aside else piece
        if aside and not name:
            words = aside[1]
            bare = words[1:-1]
            clear = bare not in self.measures and bare not in known and not set(bare) & set('";\\')
            return (bare if clear and bare.strip() else words), False
        if aside:
            leave(self.left, "drop-asides", aside[1])
        bare = name[1:-1] if len(name) > 2 and name[0] == name[-1] == "'" else name
        return bare, bare in self.measures

    def _declared(self, tables: Tables, noun: str) -> Iterator[str]:
        """The names that statements declare with a noun."""
        opening = dialects()[self.language]["words"][noun][0]
        for record in tables.of(STATEMENTS):
            if match := re.match(rf"{opening}\s+('[^']*'|[^\"\[\n,]+)", record.text("statement")):
                yield spaced(match[1].strip("'"))

    def _statements(self, tables: Tables) -> None:
        """Note the statements that are not in the graph: of those that only declare a name, where nothing uses it."""
        header = column(EXCHANGES, "what").header(self.language)
        lists = {
            "MEASURE": [
                *(tie.attributes[header] for tie in self.graph.ties if MEASURE[self.language] in tie.attributes),
                *self._named(MEETINGS, "topics"),
            ],
            "GROUP": [n.name for n in self.graph.nodes.values() if n.kind == GROUP]
            + self._named(EXCHANGES, "meant_for"),
            "GOAL": self._named(ACTORS, "aims"),
        }
        words = dialects()[self.language]["words"]
        said = {f"{words[noun][0]} {name}" for noun, names in lists.items() for name in names}
        for record in tables.of(STATEMENTS):
            text = record.text("statement")
            bare = REFERENCES.sub("", text)
            if bare.replace("'", "") not in said:
                leave(self.left, "drop-statements", spaced(text))
            elif bare != text:
                leave(self.left, "drop-references", text[len(bare) :])

    def _named(self, kind: str, name: str) -> list[str]:
        header = column(kind, name).header(self.language)
        some = [node.attributes for node in self.graph.nodes.values()] if kind != EXCHANGES else []
        some += [dict(tie.attributes) for tie in self.graph.ties] if kind == EXCHANGES else []
        lines = [line for said in some for line in said.get(header, "").split("\n")]
        return [piece.strip("'") for line in lines for piece in pieces_of(line) if piece]


def deed_of(record: Record, language: str) -> str:
    """Which deed a record of exchanges is."""
    said = record.text("deed")
    return next((deed for deed in ("pays", "informs") if said == deed_word(deed, language)), "gives")
