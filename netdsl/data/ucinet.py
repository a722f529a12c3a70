"""UCINET's DL files, and the older form that its data sets came in.

DL: a head (`dl n = 10, nm = 2, format = fullmatrix labels: … data:`), then matrices, or lists of ties. The older form
has a title, a line of sizes (`4 , 10 , 10 ,N,NB`), labels of the columns, and the numbers, once for each matrix.
"""

import re
from collections.abc import Sequence

from netdsl.data.graph import ACTOR, MEETING, Graph, Tie
from netdsl.data.lines import MOST, Text, Word, whole, words
from netdsl.data.tables import Place, Problem
from netdsl.diagnostics import nearest

_SIZES = re.compile(r"\s*\d+\s*,\s*(?P<rows>\d{1,9})\s*,\s*(?P<columns>\d{1,9})\s*,\s*[A-Z]{1,2}\s*,\s*[A-Z]{1,2}\s*$")
_BEFORE_DATA = re.compile(r"(?:\"[^\"]*\"|[^\"])*?\bdata\b\s*:?", re.IGNORECASE)
_HEAD_WORD = re.compile(r'"[^"]*"|[^\s,=:"]+|=|:')
_FORMATS = ("fullmatrix", "upperhalf", "lowerhalf", "edgelist1", "edgelist2", "nodelist1", "nodelist2")
_SHORT = {"fm": "fullmatrix", "uh": "upperhalf", "lh": "lowerhalf", "el1": "edgelist1", "el2": "edgelist2",
          "nl1": "nodelist1", "nl2": "nodelist2", "edgelist": "edgelist1", "nodelist": "nodelist1"}  # fmt: skip


def is_older(text: str) -> bool:
    """Whether a text is in the older form."""
    return any(_SIZES.match(line) for line in text.split("\n")[:50])


def ucinet(text: Text, graph: Graph) -> None:
    """Read a file into a graph. Raises Problem."""
    graph.remarks += text.remarks
    if re.match(r"\s*dl\b", text.text, re.IGNORECASE):
        _Dl(text, graph).read()
    else:
        _older(text, graph)


class _Dl:
    """Reads one DL file."""

    def __init__(self, text: Text, graph: Graph) -> None:
        self.file = text.file
        self.graph = graph
        self.words = [w for number, line in text.lines() for w in self._lexed(line, number)]
        self.lines = list(text.lines())
        self.sizes: dict[str, int] = {}
        self.format = "fullmatrix"
        self.diagonal = True
        self.embedded: set[str] = set()
        self.labels: dict[str, list[Word]] = {"": [], "row": [], "column": [], "matrix": []}

    def _lexed(self, line: str, number: int) -> list[Word]:
        place = Place(self.file, number)
        return [Word(w.strip('"'), place, w[0] == '"') for w in _HEAD_WORD.findall(line)]

    def read(self) -> None:
        """Read the head, then the data."""
        start = self._head()
        n = self.sizes.get("n")
        rows, columns = self.sizes.get("nr", n), self.sizes.get("nc", n)
        if rows is None or columns is None:
            raise Problem(Place(self.file, 1), "dl-size")
        two_mode = "nr" in self.sizes or "nc" in self.sizes or self.format.endswith("2")
        data = [
            [Word(w.text, w.place, w.quoted) for w in words(line, Place(self.file, number))]
            for number, line in self._data(start)
        ]
        data = [line for line in data if line]
        if self.format in ("fullmatrix", "upperhalf", "lowerhalf"):
            self._matrices(data, rows, columns, two_mode)
        else:
            self._lists(data, rows, columns, two_mode)

    def _data(self, start: int) -> list[tuple[int, str]]:
        """The lines of the data, the first of them what stands after `data:` in a line."""
        number, line = self.lines[start - 1]
        before = _BEFORE_DATA.match(line)
        return [(number, line[before.end() if before else len(line) :]), *self.lines[start:]]

    def _head(self) -> int:
        """Read what stands before the data; the number of lines that it takes, that of `data:` among them."""
        place = 1
        while place < len(self.words):
            word = self.words[place]
            said = word.text.casefold()
            after = self.words[place + 1] if place + 1 < len(self.words) else None
            if said in ("n", "nr", "nc", "nm") and after and after.text == "=":
                self.sizes[said] = self._whole(self.words[place + 2 : place + 3], word)
                place += 3
            elif said == "format" and after and after.text == "=":
                value = self.words[place + 2].text.casefold() if place + 2 < len(self.words) else ""
                self.format = _SHORT.get(value, value)
                if self.format not in _FORMATS:
                    raise Problem(word.place, "dl-format", nearest(value, _FORMATS), value=value)
                place += 3
            elif said == "diagonal":
                skip = place + 1 + (after is not None and after.text == "=")
                self.diagonal = skip >= len(self.words) or self.words[skip].text.casefold() != "absent"
                place = skip + 1
            elif said in ("row", "column", "col", "matrix", "level", "labels"):
                which = "" if said == "labels" else {"col": "column", "level": "matrix"}.get(said, said)
                place += 1 if said == "labels" else 2
                place = self._labels(which, place)
            elif said == "data":
                return word.place.line
            else:
                place += 1
        raise Problem(Place(self.file, 1), "no-number", what="`data:`", value="")

    def _labels(self, which: str, place: int) -> int:
        if place < len(self.words) and self.words[place].text.casefold() == "embedded":
            self.embedded |= {"row", "column"} if not which else {which}
            return place + 1
        while place < len(self.words):
            word = self.words[place]
            said = word.text.casefold()
            ending = place + 1 < len(self.words) and self.words[place + 1].text == ":"
            second = place + 1 < len(self.words) and self.words[place + 1].text.casefold() in ("labels", "embedded")
            if not word.quoted and (said == "data" or (said == "labels" and ending) or second):
                break
            if word.text != ":" or word.quoted:
                self.labels[which].append(word)
            place += 1
        return place

    def _whole(self, found: Sequence[Word], before: Word) -> int:
        number = whole(found[0].text) if found else None
        if number is None:
            value = found[0].text if found else ""
            raise Problem(before.place, "no-number", what=("a-number", {}), value=value)
        if number > MOST:
            raise Problem(before.place, "too-many", found=number, most=MOST)
        return number

    def _named(self, which: str, size: int, two_mode: bool, found: Sequence[Word] = ()) -> list[str]:
        """The nodes of a side, from its labels."""
        labels = list(found) or self.labels[which] or ([] if two_mode and which == "column" else self.labels[""])
        if labels and len(labels) != size:
            raise Problem(labels[0].place, "dl-labels", found=len(labels), rows=size)
        kind = MEETING if two_mode and which == "column" else ACTOR
        if not labels:
            self.graph.remark(Place(self.file), "unlabelled")
            prefix = "C" if kind == MEETING else ""
            return [self.graph.node(f"{prefix}{n}", Place(self.file), kind).name for n in range(1, size + 1)]
        seen: set[str] = set()
        for word in labels:
            name = " ".join(word.text.split())
            if name in seen:
                raise Problem(word.place, "twice-named", name=name)
            seen.add(name)
        return [self.graph.node(word.text, word.place, kind).name for word in labels]

    def _apart(self, rows: Sequence[str], columns: Sequence[str], two_mode: bool) -> None:
        """Raise Problem where a row and a column of two modes have one name."""
        both = set(rows) & set(columns) if two_mode else ()
        for name in columns:
            if name in both:
                labels = [word for word in self.labels["column"] if " ".join(word.text.split()) == name]
                place = labels[0].place if labels else self.graph.nodes[name].place
                raise Problem(place, "twice-named", name=name)

    def _relation(self, number: int) -> str:
        labels = self.labels["matrix"]
        if number < len(labels):
            return " ".join(labels[number].text.split())
        return str(number + 1) if self.sizes.get("nm", 1) > 1 else ""

    def _matrices(self, data: list[list[Word]], rows: int, columns: int, two_mode: bool) -> None:
        row_embedded, column_embedded = "row" in self.embedded, "column" in self.embedded
        stream = [word for line in data for word in line]
        place = 0

        def take(number: int) -> list[Word]:
            nonlocal place
            found = stream[place : place + number]
            if len(found) < number:
                where = found[-1].place if found else Place(self.file, self.lines[-1][0])
                raise Problem(where, "short", found=len(stream), rows=rows, columns=columns)
            place += number
            return found

        for matrix in range(self.sizes.get("nm", 1)):
            header = take(columns) if column_embedded else []
            names: list[Word] = []
            cells: list[list[tuple[int, Word]]] = []
            for row in range(rows):
                names += take(1) if row_embedded else []
                at = range(columns)
                if self.format == "upperhalf":
                    at = range(row + (not self.diagonal), columns)
                elif self.format == "lowerhalf":
                    at = range(row + self.diagonal)
                elif not self.diagonal and not two_mode:
                    at = range(columns)
                wanted = [c for c in at if self.diagonal or two_mode or c != row]
                cells.append(list(zip(wanted, take(len(wanted)), strict=True)))
            mine = self._named("row", rows, two_mode, names or ([] if two_mode else header))
            theirs = self._named("column", columns, two_mode, header) if two_mode else mine
            self._apart(mine, theirs, two_mode)
            for row, found in enumerate(cells):
                for column, word in found:
                    self._value(mine[row], theirs[column], self._relation(matrix), word, self.format == "fullmatrix")
        if place < len(stream):
            self.graph.remark(stream[place].place, "before-data", text=stream[place].text)

    def _value(self, source: str, target: str, relation: str, word: Word, directed: bool) -> None:
        _tie(self.graph, source, target, relation, word, directed)

    def _lists(self, data: list[list[Word]], rows: int, columns: int, two_mode: bool) -> None:
        embedded = bool(self.embedded)
        mine = [] if embedded else self._named("row", rows, two_mode)
        theirs = ([] if embedded else self._named("column", columns, two_mode)) if two_mode else mine
        self._apart(mine, theirs, two_mode)
        matrix = 0
        for line in data:
            if line[0].text == "!":
                matrix += 1
                continue
            relation = self._relation(matrix)
            source = self._end(line[0], mine, ACTOR, embedded)
            kind = MEETING if two_mode else ACTOR
            if self.format.startswith("nodelist"):
                for word in line[1:]:
                    target = self._end(word, theirs, kind, embedded)
                    self.graph.ties.append(Tie(source, target, relation, word.place))
                continue
            if len(line) < 2:
                raise Problem(line[0].place, "no-number", what=("two-numbers", {}), value=line[0].text)
            target = self._end(line[1], theirs, kind, embedded)
            value = line[2].text if len(line) > 2 and line[2].text != "1" else ""
            self.graph.ties.append(Tie(source, target, relation, line[0].place, value))

    def _end(self, word: Word, names: list[str], kind: str, embedded: bool) -> str:
        if embedded:
            node = self.graph.node(word.text, word.place, kind)
            if node.kind != kind:
                raise Problem(word.place, "twice-named", name=node.name)
            return node.name
        number = whole(word.text) or 0
        if not 1 <= number <= len(names):
            what = ("a-vertex", {"most": len(names)})
            raise Problem(word.place, "no-number", nearest(word.text, names), what=what, value=word.text)
        return names[number - 1]


def _tie(graph: Graph, source: str, target: str, relation: str, word: Word, directed: bool = True) -> None:
    try:
        zero = float(word.text) == 0
    except ValueError:
        zero = False
        if word.text.casefold() not in (".", "na"):
            raise Problem(word.place, "no-number", what=("a-number", {}), value=word.text) from None
    if not zero:
        value = "" if word.text in ("1", "1.0") else word.text
        graph.ties.append(Tie(source, target, relation, word.place, value, directed))


def _older(text: Text, graph: Graph) -> None:
    """Read the older form."""
    lines = [(number, line) for number, line in text.lines() if line.strip()]
    starts = [at for at, (_, line) in enumerate(lines) if _SIZES.match(line)]
    titled = {at - 1 for at in starts if at and not _numbers(lines[at - 1][1])}
    for number, line in lines[: min(titled | {starts[0]})]:
        graph.remark(Place(text.file, number), "before-data", text=line.strip())
    names: list[str] = []
    for at in starts:
        size = _SIZES.match(lines[at][1])
        assert size
        rows, columns = int(size["rows"]), int(size["columns"])
        place = Place(text.file, lines[at][0])
        title = " ".join(lines[at - 1][1].split()) if at - 1 in titled else ""
        labels = list(words(lines[at + 1][1], Place(text.file, lines[at + 1][0]))) if at + 1 < len(lines) else []
        if len(labels) != columns:
            raise Problem(place, "dl-labels", found=len(labels), rows=columns)
        values = [words(line, Place(text.file, number)) for number, line in lines[at + 2 : at + 2 + rows]]
        if len(values) != rows or any(len(row) != columns for row in values):
            raise Problem(place, "short", found=sum(map(len, values)), rows=rows, columns=columns)
        if rows == columns:
            names = _same(graph, names, labels)
            for source, row in zip(names, values, strict=True):
                for target, word in zip(names, row, strict=True):
                    _tie(graph, source, target, title, word)
        elif rows == len(names):
            for name, row in zip(names, values, strict=True):
                said = {label.text: word.text for label, word in zip(labels, row, strict=True)}
                graph.node(name, place, attributes={k: v for k, v in said.items() if k.casefold() != "id"})
        else:
            graph.remark(place, "section", section=title or lines[at][1].strip(), number=rows)


def _same(graph: Graph, names: list[str], labels: list[Word]) -> list[str]:
    """The actors of a matrix: those of the one before, where it has as many."""
    if len(names) != len(labels):
        return [graph.node(word.text, word.place).name for word in labels]
    for name, word in zip(names, labels, strict=True):
        if name != word.text:
            graph.remark(word.place, "renamed", label=word.text, name=name)
    return names


def _numbers(line: str) -> bool:
    return all(re.fullmatch(r"[-\d.]+", word) for word in line.replace(",", " ").split())
