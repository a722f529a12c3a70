"""What becomes of a graph in a network.

A tie of a relation is an exchange, `A gives B "relation"`; a relation called `pays for …` or `informs about …` is that
deed. What belongs to an actor of the other mode is attendance: `meeting … attended by`. An edge without direction is
given both ways, as Pajek and UCINET hold it to be. Values other than 1 stay as notes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from netdsl.data.cells import LINES, in_list, pieces_of
from netdsl.data.graph import ACTOR, AT_TIMES, ATTENDS, GROUP, MEASURE, MEETING, NODE_KIND, Graph, Node, Tie
from netdsl.data.sectors import SectorsRead, sector_of
from netdsl.data.tables import (
    ACTORS,
    COLUMNS,
    EXCHANGES,
    MEETINGS,
    NETWORK,
    STATEMENTS,
    Cell,
    Column,
    Place,
    Problem,
    Record,
    Tables,
    column,
    deed_word,
)
from netdsl.data.texts import TEXTS, say
from netdsl.model.forms import dialects

_SECTOR_NAMES = ("sector", "sektor")
_LEGEND = re.compile(r"(?P<name>[^:]+):\s*(?P<values>\d+\s+[^,;]+(?:[,;]\s*\d+\s+[^,;]+)*)$")
_MISSING = (".", "na", "nan", "")
_EXAMPLES = 3


def tables_of(graph: Graph, language: str, sector: str | None = None) -> Tables:
    """The tables of a graph. `sector` names the attribute that holds the sectors, where it is not called so."""
    return _Tabling(graph, language, sector).tables()


def spoken(graph: Graph) -> str | None:
    """The language of a graph's attributes, where they tell."""
    said = {name.casefold() for node in graph.nodes.values() for name in node.attributes}
    said |= {name.casefold() for tie in graph.ties for name in tie.attributes}
    said |= {name.casefold() for name in graph.attributes}
    own = {lang: {NODE_KIND[lang], *(c.header(lang) for cs in COLUMNS.values() for c in cs)} for lang in dialects()}
    counts = {lang: len(said & words) for lang, words in own.items()}
    best = max(counts, key=lambda lang: (counts[lang], lang == "en"))
    return graph.language or (best if counts[best] else None)


class _Tabling:
    def __init__(self, graph: Graph, language: str, sector: str | None) -> None:
        self.graph = graph
        self.language = language
        self.sector = sector
        self.place = Place(graph.file)
        self.declared: dict[str, list[str]] = {"MEASURE": [], "GROUP": [], "GOAL": []}

    def tables(self) -> Tables:
        records = [*self._network(), *self._actors(), *self._meetings(), *self._exchanges()]
        words = dialects()[self.language]["words"]
        kinds = {node.name for node in self.graph.nodes.values() if node.kind == GROUP}
        declared = {**self.declared, "GROUP": [*self.declared["GROUP"], *sorted(kinds)]}
        for noun, names in declared.items():
            for name in dict.fromkeys(names):
                text = f"{words[noun][0]} '{name.replace(chr(39), '’')}'"
                records.append(Record(STATEMENTS, {"statement": Cell(text, self.place)}, self.place))
        return Tables(self.language, tuple(records), tuple(self.graph.remarks))

    def _network(self) -> Iterator[Record]:
        if self.graph.name:
            known = self._known(NETWORK, self.graph.attributes, self.place)
            yield Record(NETWORK, {"name": Cell(self.graph.name, self.place)} | known, self.place)
        for name, value in self.graph.attributes.items():
            if not self.graph.name or self._column(NETWORK, name) is None:
                self.graph.remark(self.place, "attribute", name=name, number=1, example=_words([value]))

    def _actors(self) -> Iterator[Record]:
        nodes = [node for node in self.graph.nodes.values() if node.kind == ACTOR]
        sector = self._sector_attribute(nodes)
        for node in nodes:
            cells = {"name": Cell(node.name, node.place)}
            if sector and (found := sector_of(node.attributes.get(sector, ""))):
                cells["sector"] = Cell(dialects()[self.language]["values"]["SECTOR"][found][0], node.place)
            cells |= self._known(ACTORS, node.attributes, node.place, (sector or "",), node.places)
            yield Record(ACTORS, cells, node.place)
            self.declared["GOAL"] += _listed(cells.get("aims"))
        self._left_attributes(nodes, ACTORS, sector)

    def _sector_attribute(self, nodes: list[Node]) -> str | None:
        """The attribute with the sectors: the one called so, or the only one whose values all say one."""
        names = list(dict.fromkeys(name for node in nodes for name in node.attributes))
        if self.sector:
            found = next((n for n in names if n.casefold() == self.sector.casefold()), None)
            if found is None:
                from netdsl.diagnostics import nearest

                raise Problem(self.place, "missing-column", nearest(self.sector, names), column=self.sector,
                              table=("of-actors", {}), words=_words(names))  # fmt: skip
        else:
            found = next((n for n in names if n.casefold() in _SECTOR_NAMES), None)
        if found is None:
            telling = [
                n for n in names if all(sector_of(v) for v in _values(nodes, n)) and self._column(ACTORS, n) is None
            ]
            found = telling[0] if len(telling) == 1 else None
        if found is None:
            return None
        said = Counter(_values(nodes, found))
        for value, number in said.items():
            if not sector_of(value):
                some = [node.name for node in nodes if node.attributes.get(found) == value]
                self.graph.remark(
                    self.place, "sector-value", value=value, name=found, number=number, example=_words(some)
                )
        words = dialects()[self.language]["values"]["SECTOR"]
        read = {value: sector for value in sorted(said) if (sector := sector_of(value))}
        if renamed := {value: sector for value, sector in read.items() if words[sector][0] != value.casefold()}:
            self.graph.remark(self.place, "sector-read", name=found, words=SectorsRead(renamed))
        return found

    def _column(self, kind: str, name: str) -> Column | None:
        said = name.casefold()
        return next((c for c in COLUMNS[kind] if said == c.header(self.language)), None)

    def _known(
        self,
        kind: str,
        attributes: Mapping[str, str],
        place: Place,
        skip: Iterable[str] = (),
        places: Mapping[str, Place] | None = None,
    ) -> dict[str, Cell]:
        found = {}
        for name, value in attributes.items():
            column = self._column(kind, name)
            if column and column.name != "name" and name not in skip and value.strip():
                found[column.name] = Cell(value, (places or {}).get(name, place))
        return found

    def _left_attributes(self, nodes: list[Node], kind: str, sector: str | None) -> None:
        own = {n.casefold() for lang in dialects() for n in (NODE_KIND[lang],)} | {"label"}
        for name in dict.fromkeys(n for node in nodes for n in node.attributes):
            if name != sector and name.casefold() not in own and self._column(kind, name) is None:
                some = [f"{node.name} {node.attributes[name]}" for node in nodes if name in node.attributes]
                self.graph.remark(self.place, "attribute", name=name, number=len(some), example=_words(some))

    def _meetings(self) -> Iterator[Record]:
        nodes = {node.name: node for node in self.graph.nodes.values() if node.kind == MEETING}
        attending: dict[str, dict[str, dict[str, Place]]] = {name: {ATTENDS: {}, AT_TIMES: {}} for name in nodes}
        notes: dict[str, list[str]] = {}
        for tie, meeting, who in self._attendance(nodes):
            how = AT_TIMES if tie.relation in self._attending(AT_TIMES) else ATTENDS
            attending[meeting][how].setdefault(who, tie.place)
            if tie.value and _number(tie.value) != 1:
                notes.setdefault(meeting, []).append(say("attendance-note", self.language, name=who, value=tie.value))
        for name, node in nodes.items():
            own = node.attributes.get(column(MEETINGS, "name").header(self.language), name)
            cells = {"name": Cell(own, node.place)} | self._known(MEETINGS, node.attributes, node.place)
            for how, some in attending[name].items():
                if some:
                    cells[how] = Cell("; ".join(map(in_list, some)), node.place, tuple(some.values()))
            if name in notes:
                before = [cells["note"].text] if "note" in cells else []
                cells["note"] = Cell("\n".join((*dict.fromkeys(notes[name]), *before)), node.place)
            self.declared["MEASURE"] += [t for t in _listed(cells.get("topics")) if not t.startswith('"')]
            yield Record(MEETINGS, cells, node.place)
        self._left_attributes(list(nodes.values()), MEETINGS, None)

    def _attendance(self, meetings: Mapping[str, Node]) -> list[tuple[Tie, str, str]]:
        """The ties that are attendance, each with its meeting and who attends; those that are not are told."""
        ends = [
            (tie, *((tie.source, tie.target) if tie.source in meetings else (tie.target, tie.source)))
            for tie in self.graph.ties
            if tie.source in meetings or tie.target in meetings
        ]
        among = [end for end in ends if end[2] in meetings]
        ends = [end for end in ends if end[2] not in meetings]
        missing = [end for end in ends if end[0].value.strip().casefold() in _MISSING[:-1]]
        rest = [end for end in ends if end[0].value.strip().casefold() not in _MISSING[:-1]]
        values = [(end, _number(end[0].value or "1")) for end in rest]
        negative = [end for end, value in values if value is not None and value < 0]
        held = [end for end, value in values if value is None or value > 0]
        valued = [end for end in held if end[0].value and _number(end[0].value) != 1]
        shown = column(MEETINGS, ATTENDS).header(self.language)
        for key, some in (("among-meetings", among), ("negative", negative), ("no-value", missing), ("values", valued)):
            if some:
                example = _words([f"{who} → {meeting}" for _, meeting, who in some])
                self.graph.remark(some[0][0].place, key, number=len(some), relation=shown, example=example)
        return held

    def _attending(self, how: str) -> set[str]:
        return {column(MEETINGS, how).header(lang) for lang in dialects()}

    def _exchanges(self) -> Iterator[Record]:
        relations: dict[str, list[Tie]] = {}
        for tie in self.graph.ties:
            if self.graph.nodes[tie.source].kind == ACTOR == self.graph.nodes[tie.target].kind:
                relations.setdefault(tie.relation, []).append(tie)
        for relation, ties in relations.items():
            yield from self._relation(relation, ties)
        self._left_tie_attributes([tie for ties in relations.values() for tie in ties])

    def _relation(self, relation: str, ties: list[Tie]) -> Iterator[Record]:
        deed, thing = self._deed(relation)
        shown = relation or thing
        place = ties[0].place
        own = {column(EXCHANGES, "what").header(self.language)}
        loops = [
            t for t in ties if t.source == t.target and _number(t.value or "1") != 0 and not own & set(t.attributes)
        ]
        rest = [tie for tie in ties if tie.source != tie.target or own & set(tie.attributes)]
        missing = [tie for tie in rest if tie.value.strip().casefold() in _MISSING[:-1]]
        negative = [tie for tie in rest if (_number(tie.value or "1") or 0) < 0]
        held = [t for t in rest if t not in missing and t not in negative and _number(t.value or "1") != 0]
        for key, some in (("loops", loops), ("negative", negative)):
            if some:
                ends = [f"{tie.source} → {tie.target}" if key == "negative" else tie.source for tie in some]
                self.graph.remark(place, key, number=len(some), relation=shown, example=_words(ends))
        if missing:
            self.graph.remark(place, "no-value", number=len(missing), relation=shown)
        if both := [tie for tie in held if not tie.directed]:
            self.graph.remark(place, "undirected", number=len(both), relation=shown)
        if valued := [tie for tie in held if tie.value and _number(tie.value) != 1]:
            self.graph.remark(place, "values", number=len(valued), relation=shown)
        if held and not relation and not any(self._known(EXCHANGES, t.attributes, t.place).get("what") for t in held):
            self.graph.remark(place, "unnamed", thing=thing)
        seen = set()
        for tie in held:
            for source, target in ((tie.source, tie.target), (tie.target, tie.source))[: 1 + (not tie.directed)]:
                what = source, target, tuple(sorted(tie.attributes.items())), tie.value
                if what not in seen:
                    seen.add(what)
                    yield self._exchange(source, target, deed, thing, tie)

    def _exchange(self, source: str, target: str, deed: str, thing: str, tie: Tie) -> Record:
        known = self._known(EXCHANGES, tie.attributes, tie.place, places=tie.places)
        ends = ("from", "to") if source == tie.source else ("to", "from")
        words = dict(tie.attributes)
        measure = next((words[MEASURE[lang]] for lang in dialects() if MEASURE[lang] in words), "")
        what = known["what"].text if "what" in known else thing
        if measure:
            self.declared["MEASURE"].append(what)
        self.declared["GROUP"] += _listed(known.get("meant_for"))
        cells = {
            "from": Cell(in_list(source), tie.at(ends[0])),
            "deed": Cell(deed_word(deed, self.language), tie.at("what")),
            "to": Cell(in_list(target), tie.at(ends[1])),
        } | {name: cell for name, cell in known.items() if name not in ("from", "to")}  # fmt: skip
        plain = measure or what.startswith('"') or self._knowledge(cells["deed"].text, what)
        shown = in_list(what) if measure else what if plain else _spoken(what)
        cells["what"] = Cell(shown, known["what"].place if "what" in known else tie.at("what"))
        if tie.value and _number(tie.value) != 1:
            note = say("value-note", self.language, value=tie.value)
            more = f"\n{known['note'].text}" if "note" in known else ""
            cells["note"] = Cell(note + more, tie.at("value"))
        return Record(EXCHANGES, cells, tie.place)

    def _knowledge(self, deed: str, what: str) -> bool:
        """Whether what is told is a word of the language for it."""
        known = dialects()[self.language]["values"]["KNOWLEDGE"].values()
        return deed == deed_word("informs", self.language) and any(what in texts for texts in known)

    def _deed(self, relation: str) -> tuple[str, str]:
        """What a relation is: a deed, and what is given, paid for or told."""
        for language in dialects():
            words = dialects()[language]["words"]
            for deed, joining in (("pays", "FOR"), ("informs", "ABOUT")):
                opening = f"{deed_word(deed, language)} {words[joining][0]} "
                if relation.casefold().startswith(opening) and relation[len(opening) :].strip():
                    return deed, relation[len(opening) :].strip()
        return "gives", relation or TEXTS["tie"][self.language]

    def _left_tie_attributes(self, ties: list[Tie]) -> None:
        own = {MEASURE[lang] for lang in dialects()} | {"label", "id"}
        for name in dict.fromkeys(n for tie in ties for n in tie.attributes):
            if name.casefold() not in own and self._column(EXCHANGES, name) is None:
                some = [f"{t.source} → {t.target} {t.attributes[name]}" for t in ties if name in t.attributes]
                self.graph.remark(self.place, "tie-attribute", name=name, number=len(some), example=_words(some))


def legend(name: str) -> tuple[str, dict[str, str]] | None:
    """What the name of a partition says of its numbers: `sector: 1 public, 2 private`."""
    match = _LEGEND.match(name.strip().strip('"'))
    if match is None:
        return None
    pairs = (part.split(None, 1) for part in re.split(r"[,;]", match["values"]))
    return match["name"].strip(), {number: value.strip() for number, value in pairs}


def deeds_title(deed: str, thing: str, language: str) -> str:
    """The name of a relation that `tables_of` reads as this deed."""
    words = dialects()[language]["words"]
    joining = {"pays": "FOR", "informs": "ABOUT"}.get(deed)
    return f"{deed_word(deed, language)} {words[joining][0]} {thing}" if joining else thing


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _values(nodes: list[Node], name: str) -> list[str]:
    return [node.attributes[name] for node in nodes if node.attributes.get(name, "").strip()]


def _words(some: list[str]) -> str:
    return ", ".join(some[:_EXAMPLES]) + (", …" if len(some) > _EXAMPLES else "")


def _spoken(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _listed(cell: Cell | None) -> list[str]:
    lines = LINES.split(cell.text) if cell else []
    return [piece.strip("'") for line in lines for piece in pieces_of(line) if piece]
