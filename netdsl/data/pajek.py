"""Pajek files: networks with one relation or several, two-mode networks, partitions, projects.

Format: Mrvar & Batagelj, Pajek reference manual. `*Vertices n [m]`, the first m of them one mode; `*Arcs`, `*Edges`,
`*Arcslist`, `*Edgeslist`, `*Matrix`, each with `:k "name"` for a relation; `*Partition` with its own `*Vertices`. A
`.clu` file is a partition of the network read before it.
"""

import re
from collections.abc import Iterator
from pathlib import PurePath

from netdsl.data.graph import ACTOR, MEETING, Graph, Tie
from netdsl.data.graphs import legend
from netdsl.data.lines import MOST, Text, Word, whole, words
from netdsl.data.tables import Place, Problem

_SECTION = re.compile(r"\*\s*(?P<name>[A-Za-z]+)\s*(?P<rest>.*)$")
_RELATION = re.compile(r':\s*(?P<number>\d+)\s*(?:"(?P<name>(?:[^"\\]|\\.)*)"|(?P<bare>\S.*))?')
_LANGUAGE = re.compile(r"%\s*(?:language|språk)\s*:\s*(en|nb)\s*$")
_PREFIXED = re.compile(r"\s*(\d+)\s*:\s+(?=\d)")
_WITH_VERTICES = ("vector", "permutation", "cluster", "hierarchy")
_TIES = ("arcs", "edges", "arcslist", "edgeslist", "matrix")


def pajek(text: Text, graph: Graph) -> None:
    """Read a file into a graph. Raises Problem."""
    _Reader(text, graph).read()


class _Reader:
    def __init__(self, text: Text, graph: Graph) -> None:
        self.text = text
        self.graph = graph
        self.graph.remarks += text.remarks
        self.vertices: list[str] = graph.vertices
        self.first_mode = 0
        self.relations: dict[str, str] = {}
        self.drawing = 0

    def read(self) -> None:
        """Read all sections."""
        file = PurePath(self.text.file)
        alone: tuple[str, Place] | None = (file.stem, Place(self.text.file, 1))
        pending = alone if file.suffix.casefold() == ".clu" else None
        name, skipping, first = "", False, True
        for section, rest, place, lines in self._sections():
            if section == "network":
                self.vertices, self.relations, name = [], {}, rest.strip().strip('"')
                self.graph.name = self.graph.name or (" ".join(name.split()) if first else "")
                first = False
            elif section == "vertices" and pending:
                self._partition(*pending, lines)
                pending = None
            elif section == "vertices" and skipping:
                skipping = False
            elif section == "vertices":
                self._vertices(rest, place, lines)
            elif section in _TIES:
                if not self.vertices:
                    raise Problem(place, "no-vertices", section=f"*{section.capitalize()}")
                self._ties(section, rest, name, place, lines)
            elif section == "partition":
                pending = (rest, place)
            elif section:
                self.graph.remark(place, "section", section=f"*{section.capitalize()}", number=len(lines))
                pending, skipping = None, section in _WITH_VERTICES
        self.graph.vertices = self.vertices
        if self.drawing:
            self.graph.remark(Place(self.text.file), "drawing", number=self.drawing)

    def _sections(self) -> Iterator[tuple[str, str, Place, list[tuple[str, Place]]]]:
        section, rest, begun = "", "", Place(self.text.file, 1)
        lines: list[tuple[str, Place]] = []
        for number, raw in self.text.lines():
            place = Place(self.text.file, number)
            if language := _LANGUAGE.match(raw):
                self.graph.language = language[1]
            if not raw.strip() or raw.lstrip().startswith("%"):
                continue
            match = _SECTION.match(raw.strip())
            if match is None:
                lines.append((raw, place))
                continue
            if not section and lines:
                self.graph.remark(lines[0][1], "before-data", text=lines[0][0].strip())
            if section:
                yield section, rest, begun, lines
            section, rest, begun, lines = match["name"].lower(), match["rest"].strip(), place, []
        if section:
            yield section, rest, begun, lines

    def _vertices(self, rest: str, place: Place, lines: list[tuple[str, Place]]) -> None:
        sizes = [self._whole(word) for word in words(rest, place)] or [len(lines)]
        total = sizes[0]
        if total > MOST:
            raise Problem(place, "too-many", found=total, most=MOST)
        self.first_mode = sizes[1] if len(sizes) > 1 else total
        labels: dict[int, tuple[str, Place]] = {}
        told: set[int] = set()
        for line, where in lines:
            said = words(line, where) or [Word(line.strip(), where)]
            number = self._whole(said[0], total)
            if number in told:
                raise Problem(where, "twice-number", number=number)
            told.add(number)
            if len(said) > 1:
                labels[number] = (said[1].text, where)
            self.drawing += any(not _is_number(word.text) for word in said[2:])
        self.vertices = []
        seen = set()
        for number in range(1, total + 1):
            label, where = labels.get(number, (str(number), place))
            clean = " ".join(label.split()) or str(number)
            kind = ACTOR if number <= self.first_mode else MEETING
            if clean in seen:
                raise Problem(where, "twice-named", name=clean)
            seen.add(clean)
            self.vertices.append(self.graph.node(clean, where, kind).name)
        if len(labels) < total:
            self.graph.remark(place, "unlabelled")

    def _ties(self, section: str, rest: str, name: str, place: Place, lines: list[tuple[str, Place]]) -> None:
        relation = self._relation(rest, name)
        if section == "matrix":
            self._matrix(relation, place, lines)
            return
        directed = section.startswith("arcs")
        for raw, where in lines:
            line, own = raw, relation
            if prefixed := _PREFIXED.match(line):
                own, line = self.relations.get(prefixed[1], prefixed[1]), line[prefixed.end() :]
            said = words(line, where)
            if len(said) < 2:
                raise Problem(where, "no-number", what=("two-numbers", {}), value=line.strip())
            ends = [self._vertex(word) for word in (said if section.endswith("list") else said[:2])]
            if section.endswith("list"):
                for target in ends[1:]:
                    self._tie(ends[0], target, own, where, "", directed)
                continue
            value = said[2].text if len(said) > 2 and not said[2].quoted and _is_value(said[2].text) else ""
            more = said[2 + bool(value) :]
            if not own and len(more) > 1 and more[0].text == "l" and more[1].quoted:
                own, more = " ".join(more[1].text.split()), more[2:]
            self.drawing += bool(more)
            self._tie(ends[0], ends[1], own, where, value, directed)

    def _tie(self, source: str, target: str, relation: str, place: Place, value: str, directed: bool) -> None:
        self.graph.ties.append(Tie(source, target, relation, place, "" if value == "1" else value, directed))

    def _relation(self, rest: str, network: str) -> str:
        match = _RELATION.match(rest)
        if match is None:
            return " ".join(rest.strip('"').split()) or self._after_network(network)
        named = " ".join((match["name"] or match["bare"] or "").strip().split())
        if named:
            self.relations[match["number"]] = named
        return self.relations.get(match["number"], f"{self._after_network(network)} {match['number']}".strip())

    def _after_network(self, network: str) -> str:
        """A second network of a project names its relation; the first and only one names the whole."""
        first = self.graph.name == " ".join(network.split()) and not self.graph.ties
        return "" if first else " ".join(network.split())

    def _matrix(self, relation: str, place: Place, lines: list[tuple[str, Place]]) -> None:
        rows = self.vertices[: self.first_mode]
        columns = self.vertices[self.first_mode :] or self.vertices
        values = [word for line, where in lines for word in words(line, where)]
        if len(values) != len(rows) * len(columns):
            raise Problem(place, "short", found=len(values), rows=len(rows), columns=len(columns))
        for number, word in enumerate(values):
            if not _is_value(word.text):
                raise Problem(word.place, "no-number", what=("a-number", {}), value=word.text)
            if word.text.strip("0.") or word.text == ".":
                source, target = rows[number // len(columns)], columns[number % len(columns)]
                self._tie(source, target, relation, word.place, word.text, directed=True)

    def _partition(self, name: str, place: Place, lines: list[tuple[str, Place]]) -> None:
        values = [word for line, where in lines for word in words(line, where)]
        known = self.vertices
        if not known:
            raise Problem(place, "no-vertices", section="*Partition")
        if len(values) != len(known):
            raise Problem(place, "short-partition", found=len(values), rows=len(known))
        title, meanings = legend(name) or (name.strip().strip('"') or "partition", {})
        for label, word in zip(known, values, strict=True):
            value = meanings.get(word.text, "" if meanings else word.text)
            self.graph.node(label, place, attributes={title: value})

    def _vertex(self, word: Word) -> str:
        return self.vertices[self._whole(word, len(self.vertices)) - 1]

    def _whole(self, word: Word, most: int | None = None) -> int:
        number = whole(word.text) or 0
        if word.quoted or (number < 1 and word.text != "0") or (most is not None and not 1 <= number <= most):
            what = ("a-vertex", {"most": most}) if most is not None else ("a-number", {})
            raise Problem(word.place, "no-number", what=what, value=word.text)
        return number


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_value(text: str) -> bool:
    return text in (".", "NA") or _is_number(text)
