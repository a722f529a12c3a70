"""GraphML and GEXF, read: element by element, so that each node and tie keeps its line.

Formats: Brandes et al. 2002, GraphML progress report; GEXF 1.3 primer (gexf.net). networkx reads both, but knows no
lines, adds nodes that only an edge names, and refuses edges with and without direction in one file.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple
from xml.parsers import expat

from netdsl.data.graph import ACTOR, KINDS, MEETING, NODE_KIND, RELATION, Graph, Tie
from netdsl.data.lines import Text
from netdsl.data.tables import COLUMNS, NETWORK, Place, Problem
from netdsl.diagnostics import nearest

_ROOT = re.compile(r"<(?:[\w.-]+:)?(graphml|gexf)\b", re.IGNORECASE)
_ENCODING = re.compile(r"""(<\?xml[^>]*?)\sencoding\s*=\s*["'][^"']*["']""")
_LABELS = ("NodeLabel", "EdgeLabel")
_WHEN = ("start", "end", "startopen", "endopen", "timestamp")
_DRAWN = ("spells", "color", "position", "size", "shape", "thickness")
_OWN_EDGE = ("weight", "label", "id")


class _Item(NamedTuple):
    """A node, an edge or the graph itself, as it is being read: its element's attributes, and what is said of it.

    around: the attributes of the graph that it is in.
    """

    element: str
    attributes: Mapping[str, str]
    line: int
    said: dict[str, str]
    around: Mapping[str, str]


def markup(text: Text, graph: Graph) -> None:
    """Read a file into a graph. Raises Problem."""
    graph.remarks += text.remarks
    root = _ROOT.search(text.text)
    assert root
    if found := re.search(r"<!(?:DOCTYPE|ENTITY)", text.text):
        raise Problem(Place(text.file, text.text.count("\n", 0, found.start()) + 1), "doctype")
    reader = _Reader(text)
    reader.read({"gexf": "GEXF"}.get(root[1].lower(), "GraphML"))
    _Taking(text, graph, reader).take()


class _Reader:
    """The nodes and edges of a file, in its order."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.nodes: list[_Item] = []
        self.edges: list[_Item] = []
        self.graph: _Item | None = None
        self.drawing = False
        self.hyperedge = 0
        self.description = ""
        self.names: dict[tuple[str, str], str] = {}
        self.defaults: dict[tuple[str, str], str] = {}
        self.nested = 0
        self._open: list[_Item] = []
        self._key = ("", "")
        self._class = ""
        self._heard: list[str] | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def read(self, form: str) -> None:
        """Read it all. Raises Problem."""
        try:
            self._parser.Parse(_ENCODING.sub(r"\1", self.text.text, count=1).encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            message = expat.ErrorString(error.code)
            raise Problem(
                Place(self.text.file, error.lineno), "not-well-formed", format=form, message=message
            ) from error

    def said(self, item: _Item) -> dict[str, str]:
        """What is said of an item, by the names of its attributes, also by default."""
        kind = item.element
        found = {self.names.get((kind, key), key): value for (of, key), value in self.defaults.items() if of == kind}
        return found | {self.names.get((kind, key), key): value.strip() for key, value in item.said.items()}

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self.drawing = self.drawing or name in _DRAWN or "/viz" in space or any(w in attributes for w in _WHEN)
        if name in ("node", "edge", "graph"):
            around = next((one.attributes for one in reversed(self._open) if one.element == "graph"), {})
            item = _Item(name, attributes, self._parser.CurrentLineNumber, {}, around)
            inside = name != "edge" and any(one.element == "node" for one in self._open)
            if inside or (name == "node" and "pid" in attributes):
                self.nested = self.nested or item.line
            self._open.append(item)
            if name == "graph":
                self.graph = self.graph or item
            else:
                (self.nodes if name == "node" else self.edges).append(item)
        elif name == "hyperedge":
            self.hyperedge = self.hyperedge or self._parser.CurrentLineNumber
        elif name == "key":
            of = attributes.get("for", "all")
            self._key = (of, attributes.get("id", ""))
            self._name(of, attributes.get("id", ""), attributes.get("attr.name") or attributes.get("id", ""))
        elif name == "attributes":
            self._class = attributes.get("class", "")
        elif name == "attribute":
            self._key = (self._class, attributes.get("id", ""))
            self._name(self._class, attributes.get("id", ""), attributes.get("title") or attributes.get("id", ""))
        elif name == "attvalue" and self._open:
            key = attributes.get("for", attributes.get("id", ""))
            self._open[-1].said[key] = attributes.get("value", "")
        elif name == "data":
            self._key = ("data", attributes.get("key", ""))
            self._heard = []
        elif name in ("default", "description", *_LABELS):
            self._heard = []

    def _name(self, of: str, key: str, name: str) -> None:
        for element in ("node", "edge", "graph") if of == "all" else (of,):
            self.names[element, key] = name

    def _end(self, tag: str) -> None:
        name = tag.rpartition(" ")[2]
        heard = "".join(self._heard or ())
        if name in ("node", "edge", "graph") and self._open:
            self._open.pop()
        elif name in _LABELS and heard.strip() and self._open:  # of yEd
            self._open[-1].said.setdefault("label", heard)
            self.drawing = True
            self._heard = []
        elif name == "data" and self._open and heard.strip():
            self._open[-1].said[self._key[1]] = heard
        elif name == "default" and heard.strip():
            of, key = self._key
            for element in ("node", "edge") if of == "all" else (of,):
                self.defaults[element, key] = heard.strip()
        elif name == "description":
            self.description = heard.strip()
        if name in ("data", "default", "description"):
            self._heard = None

    def _characters(self, text: str) -> None:
        if self._heard is not None:
            self._heard.append(text)


class _Taking:
    """Takes what was read into a graph."""

    def __init__(self, text: Text, graph: Graph, reader: _Reader) -> None:
        self.text = text
        self.graph = graph
        self.reader = reader
        self.place = Place(text.file)

    def take(self) -> None:
        reader = self.reader
        about = reader.graph
        if about:
            said = reader.said(about)
            self.graph.name = self.graph.name or " ".join(
                (said.pop("name", "") or about.attributes.get("name", "")).split()
            )
            self.graph.attributes |= said
        self._describe(reader.description)
        names = self._names()
        for item in reader.nodes:
            said = reader.said(item)
            kind = _kind(said)
            self.graph.node(names[item.attributes["id"].strip()], self._at(item), kind, _kept(said, kind))
        self.graph.listed |= set(names.values())
        for item in reader.edges:
            self._edge(item, names)
        if reader.drawing:
            self.graph.remark(self.place, "drawing")
        if reader.nested:
            self.graph.remark(Place(self.text.file, reader.nested), "nested")
        if reader.hyperedge:
            self.graph.remark(Place(self.text.file, reader.hyperedge), "section", section="<hyperedge>")

    def _describe(self, text: str) -> None:
        """Take what a description says of the network, a line for each: `as of: 2015`."""
        titles = {c.header(language): c.name for c in COLUMNS[NETWORK] for language in KINDS[ACTOR]}
        said = [line.partition(": ") for line in text.split("\n") if line]
        if not all(name in titles for name, *_ in said):
            self.graph.attributes["description"] = text
            return
        for name, _, value in said:
            if titles[name] == "name":
                self.graph.name = self.graph.name or value
            else:
                before = self.graph.attributes.get(name)
                self.graph.attributes[name] = f"{before}\n{value}" if before else value

    def _at(self, item: _Item) -> Place:
        return Place(self.text.file, item.line)

    def _names(self) -> dict[str, str]:
        """Id -> name: the label where there is one, unless two have the same; then the ids."""
        names: dict[str, str] = {}
        for item in self.reader.nodes:
            key = item.attributes.get("id", "").strip()
            if not key:
                raise Problem(self._at(item), "missing-attribute", element="node", name="id")
            if key in names:
                raise Problem(self._at(item), "twice-named", name=key)
            said = self.reader.said(item)
            label = item.attributes.get("label") or said.get("label") or said.get("name") or ""
            names[key] = " ".join(label.split()) or " ".join(key.split())
        twice = [name for name, number in Counter(names.values()).items() if number > 1]
        if twice:
            self.graph.remark(self.place, "labels-twice", name=twice[0])
            names = {key: " ".join(key.split()) for key in names}
            self._check_apart(names)
        return names

    def _check_apart(self, names: Mapping[str, str]) -> None:
        """Raise Problem where two ids are one name: they differ in blanks alone."""
        seen: set[str] = set()
        for item in self.reader.nodes:
            name = names[item.attributes["id"].strip()]
            if name in seen:
                raise Problem(self._at(item), "twice-named", name=name)
            seen.add(name)

    def _edge(self, item: _Item, names: Mapping[str, str]) -> None:
        ends = []
        for end in ("source", "target"):
            key = item.attributes.get(end, "").strip()
            if not key:
                raise Problem(self._at(item), "missing-attribute", element="edge", name=end)
            if key not in names:
                raise Problem(self._at(item), "unknown-node", nearest(key, names), name=key)
            ends.append(names[key])
        usual = item.around.get("edgedefault", item.around.get("defaultedgetype", "undirected")) == "directed"
        own = item.attributes.get("directed", item.attributes.get("type", "")).casefold()
        directed = own in ("true", "1", "directed") if own else usual
        said = self.reader.said(item)
        label = item.attributes.get("label") or said.get("label", "")
        value = item.attributes.get("weight") or said.get("weight", "")
        relation = next((said.pop(name) for name in RELATION.values() if name in said), label)
        more = {name: text for name, text in said.items() if text and name.casefold() not in _OWN_EDGE}
        relation = "" if _ours(more) else " ".join(relation.split())
        source, target = ends
        self.graph.ties.append(Tie(source, target, relation, self._at(item), _value(value), directed, more))


def _ours(said: Mapping[str, str]) -> bool:
    """Whether an edge tells its deed and thing by itself, as an exported one does."""
    return any({deed, what} <= set(said) for deed, what in (("deed", "what"), ("gjør", "hva")))


def _value(text: str) -> str:
    """A value as it is written; a whole number without its `.0`, and none for 1."""
    whole = re.sub(r"\.0*$", "", text.strip())
    return "" if whole == "1" else whole


def _kind(said: Mapping[str, str]) -> str:
    for language, name in NODE_KIND.items():
        for kind, words in KINDS.items():
            if said.get(name, "").casefold() == words[language]:
                return kind
    return MEETING if _value(said.get("bipartite", "")) == "" and said.get("bipartite") else ACTOR


def _kept(said: Mapping[str, str], kind: str) -> dict[str, str]:
    own = (*NODE_KIND.values(), "bipartite", "label", *(("name",) if kind != MEETING else ()))
    return {name: value for name, value in said.items() if name not in own}
