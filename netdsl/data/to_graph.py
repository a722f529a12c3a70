"""Tables as a graph: actors, meetings and groups as nodes, exchanges and attendance as ties; and what that leaves out."""

from collections import Counter
from collections.abc import Collection, Iterator

from netdsl.data.cells import ASIDE, LINES, REFERENCES, members, pieces_of, spaced
from netdsl.data.graphs import ACTOR, GROUP, MEASURE, MEETING, Graph, Tie, deeds_title
from netdsl.data.tables import (
    ACTORS,
    COLUMNS,
    EXCHANGES,
    MEETINGS,
    NETWORK,
    SOURCES,
    Cell,
    Column,
    Record,
    Tables,
    column,
    deed_word,
)
from netdsl.data.texts import say
from netdsl.model.forms import dialects

Left = dict[str, int]
"""Key of `texts` -> how many of a network a format has no place for."""


def graph_of(tables: Tables, name: str, actors: Collection[str], measures: Collection[str]) -> tuple[Graph, Left]:
    """The graph of a network's tables, and what of them is not in it."""
    maker = _Making(tables, name, actors, measures)
    return maker.graph, dict(maker.left)


class _Making:
    def __init__(self, tables: Tables, name: str, actors: Collection[str], measures: Collection[str]) -> None:
        self.language = tables.language
        self.measures = measures
        self.left: Counter[str] = Counter()
        self.graph = Graph(name)
        told = next((r.text("name") for r in tables.of(NETWORK)), "")
        self.graph.name = told
        for record in tables.of(NETWORK):
            self.left["drop-references"] += "references" in record.cells
            self.left["drop-details"] += sum(c not in ("name", "references") for c in record.cells)
        self.left["drop-sources"] = sum(1 for _ in tables.of(SOURCES))
        for record in tables.of(ACTORS):
            self.graph.node(record.text("name"), record.place, ACTOR, self._attributes(record))
        for record in tables.of(MEETINGS):
            self._meeting(record, actors)
        for record in tables.of(EXCHANGES):
            self.graph.ties += self._exchange(record)

    def _attributes(self, record: Record, skip: Collection[str] = ("name",)) -> dict[str, str]:
        """What stands in the columns of a record, by their headings, without sources and words in quotes."""
        found = {}
        for each in COLUMNS[record.kind]:
            cell = record.cells.get(each.name)
            if cell is None or each.name in skip:
                continue
            if each.name == "references":
                self.left["drop-references"] += 1
            elif text := self._plain(each, cell):
                found[each.header(self.language)] = text
        return found

    def _plain(self, of: Column, cell: Cell) -> str:
        lines = []
        for line in LINES.split(cell.text.strip()):
            body = REFERENCES.sub("", line) if of.forms else line
            self.left["drop-references"] += body != line
            if of.takes in ("words", "flag") and (aside := ASIDE.search(body)):
                self.left["drop-asides"] += 1
                body = body[: aside.start()]
            elif of.takes == "names":
                pieces = [ASIDE.sub("", piece) for piece in pieces_of(body)]
                self.left["drop-asides"] += pieces != pieces_of(body)
                body = "; ".join(pieces)
            elif of.name == "topics":
                body = "; ".join(self._topic(piece) for piece in pieces_of(body))
            lines.append(body.strip())
        return "\n".join(lines)

    def _topic(self, piece: str) -> str:
        """A topic: a measure by its name, words in quotes."""
        aside = ASIDE.search(piece)
        name = piece[: aside.start()].strip() if aside else piece
        if aside and name:
            self.left["drop-asides"] += 1
        bare = name.strip("'")
        if bare in self.measures:
            return name
        return piece if aside and not name else f'"{name}"'

    def _meeting(self, record: Record, actors: Collection[str]) -> None:
        attending = {how: self._attending(record, how) for how in ("attended", "at_times")}
        name = spaced(record.text("name")) or spaced(record.text("words")).strip('"')
        name = name or ", ".join(sorted(dict.fromkeys(attending["attended"])))
        skip = ("name", "attended", "at_times") if record.text("name") else ("name", "words", "attended", "at_times")
        self.graph.node(name, record.place, MEETING, self._attributes(record, skip))
        for how, some in attending.items():
            for who in dict.fromkeys(some):
                self.graph.node(who, record.place, ACTOR if who in actors else GROUP)
                relation = column(MEETINGS, how).header(self.language)
                self.graph.ties.append(Tie(who, name, relation, record.place))

    def _attending(self, record: Record, how: str) -> list[str]:
        cell = record.cells.get(how)
        if cell is None:
            return []
        self._plain(column(MEETINGS, how), cell)
        return members(cell.text)

    def _exchange(self, record: Record) -> Iterator[Tie]:
        deed = deeds_of(record, self.language)
        known = {t for texts in dialects()[self.language]["values"]["KNOWLEDGE"].values() for t in texts}
        attributes = self._attributes(record, ("from", "to", "what", "deed", "words"))
        self.left["drop-asides"] += "words" in record.cells
        for giver in members(record.text("from")):
            for receiver in members(record.text("to")):
                for piece in pieces_of(record.text("what")):
                    thing, measure = self._thing(piece, known if deed == "informs" else ())
                    more = {
                        column(EXCHANGES, "deed").header(self.language): deed_word(deed, self.language),
                        column(EXCHANGES, "what").header(self.language): thing,
                    }
                    if measure:
                        more[MEASURE[self.language]] = say("yes", self.language)
                    label = deeds_title(deed, thing.strip('"') if thing.startswith('"') else thing, self.language)
                    yield Tie(giver, receiver, "", record.place, attributes=more | attributes, label=label)

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
            self.left["drop-asides"] += 1
        bare = name[1:-1] if len(name) > 2 and name[0] == name[-1] == "'" else name
        return bare, bare in self.measures


def deeds_of(record: Record, language: str) -> str:
    """Which deed a record of exchanges is."""
    said = record.text("deed")
    return next((deed for deed in ("pays", "informs") if said == deed_word(deed, language)), "gives")
