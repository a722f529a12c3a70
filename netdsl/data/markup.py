"""GraphML and GEXF: read with networkx, written by hand so that the same network gives the same bytes."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as Xml

from netdsl.data.graphs import ACTOR, KINDS, MEETING, NODE_KIND, Graph, Tie
from netdsl.data.lines import Text
from netdsl.data.tables import Place, Problem

GRAPHML, GEXF = "http://graphml.graphdrawing.org/xmlns", "http://gexf.net/1.3"
RELATION = {"en": "relation", "nb": "relasjon"}

_ELEMENT = re.compile(r"<(?:\w+:)?(node|edge)\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OWN = ("viz", "spells", "id", "start", "end", "pid", "key")
"""Of a node or an edge, what says how to draw it or when it holds."""


def markup(text: Text, graph: Graph) -> None:
    """Read a file into a graph. Raises Problem."""
    graph.remarks += text.remarks
    if found := re.search(r"<!(?:DOCTYPE|ENTITY)", text.text):
        raise Problem(Place(text.file, text.text.count("\n", 0, found.start()) + 1), "doctype")
    read = _parsed(text)
    places = _places(text)
    names = _names(read, text)
    graph.name = graph.name or " ".join(str(read.graph.get("name", "")).split())
    graph.listed |= set(names.values())
    skipped = False
    for key, data in read.nodes(data=True):
        said = {name: _plain(value) for name, value in data.items() if name not in _OWN and name != "label"}
        skipped = skipped or any(name in data for name in ("viz", "spells"))
        graph.node(names[key], places.get(str(key), Place(text.file)), _kind(said), _kept(said))
    for source, target, data in read.edges(data=True):
        place = places.get((str(source), str(target)), Place(text.file))
        _tie(graph, names[source], names[target], data, place, directed=read.is_directed())
    if skipped:
        graph.remark(Place(text.file), "drawing")


def _parsed(text: Text) -> Any:
    import networkx as nx

    form = "GEXF" if re.search(r"<(?:\w+:)?gexf\b", text.text[:5000]) else "GraphML"
    try:
        data = BytesIO(re.sub(r"""(<\?xml[^>]*?)\sencoding=["'][^"']*["']""", r"\1", text.text, count=1).encode())
        return nx.read_gexf(data) if form == "GEXF" else nx.read_graphml(data)
    except Xml.ParseError as error:
        line = error.position[0]
        raise Problem(Place(text.file, line), "not-well-formed", format=form, message=str(error)) from error
    except Exception as error:
        message = " ".join(str(error).split()) or type(error).__name__
        raise Problem(Place(text.file), "not-well-formed", format=form, message=message) from error


def _places(text: Text) -> dict[Any, Place]:
    """The lines of nodes by their id, and of edges by their ends."""
    found: dict[Any, Place] = {}
    line, at = 1, 0
    for match in _ELEMENT.finditer(text.text):
        line, at = line + text.text.count("\n", at, match.start()), match.start()
        said = {name: double or single for name, double, single in _ATTRIBUTE.findall(match[2])}
        key = said.get("id") if match[1] == "node" else (said.get("source"), said.get("target"))
        found.setdefault(key, Place(text.file, line))
    return found


def _names(read: Any, text: Text) -> dict[Any, str]:
    """Node -> its name: the label, where all have one and no two have the same, else the id."""
    labels = {
        key: " ".join(str(data.get("label") or data.get("name") or "").split()) for key, data in read.nodes(data=True)
    }
    if all(labels.values()) and len(set(labels.values())) == len(labels):
        return labels
    names = {key: " ".join(str(key).split()) for key in read.nodes}
    for key, name in names.items():
        if not name or list(names.values()).count(name) > 1:
            raise Problem(_places(text).get(str(key), Place(text.file)), "twice-named", name=name)
    return names


def _kind(said: Mapping[str, str]) -> str:
    for language, name in NODE_KIND.items():
        for kind, words in KINDS.items():
            if said.get(name, "").casefold() == words[language]:
                return kind
    return MEETING if said.get("bipartite") == "1" else ACTOR


def _kept(said: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in said.items() if name not in (*NODE_KIND.values(), "bipartite", "name")}


def _tie(graph: Graph, source: str, target: str, data: Mapping[str, Any], place: Place, *, directed: bool) -> None:
    said = {name: _plain(value) for name, value in data.items() if name not in _OWN}
    value = said.pop("weight", "")
    relation = next((said.pop(name) for name in RELATION.values() if name in said), "") or said.get("label", "")
    more = {name: text for name, text in said.items() if text and name != "label"}
    graph.ties.append(Tie(source, target, relation, place, "" if value == "1" else value, directed, more))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def graphml(graph: Graph, language: str) -> str:
    """A graph as GraphML."""
    Xml.register_namespace("", GRAPHML)
    root = Xml.Element(f"{{{GRAPHML}}}graphml")
    keys: dict[tuple[str, str], str] = {}
    for domain, names in (("node", _node_attributes(graph, language)), ("edge", _edge_attributes(graph, language))):
        for name in names:
            keys[domain, name] = f"d{len(keys)}"
            attributes = {"id": keys[domain, name], "for": domain, "attr.name": name, "attr.type": "string"}
            Xml.SubElement(root, f"{{{GRAPHML}}}key", attributes)
    if graph.name:
        Xml.SubElement(
            root, f"{{{GRAPHML}}}key", {"id": "name", "for": "graph", "attr.name": "name", "attr.type": "string"}
        )
    body = Xml.SubElement(root, f"{{{GRAPHML}}}graph", {"edgedefault": "directed"})
    if graph.name:
        Xml.SubElement(body, f"{{{GRAPHML}}}data", {"key": "name"}).text = graph.name
    ids = {name: f"n{number}" for number, name in enumerate(graph.nodes)}
    for node in graph.nodes.values():
        element = Xml.SubElement(body, f"{{{GRAPHML}}}node", {"id": ids[node.name]})
        said = {"label": node.name, NODE_KIND[language]: KINDS[node.kind][language], **node.attributes}
        for name, value in said.items():
            Xml.SubElement(element, f"{{{GRAPHML}}}data", {"key": keys["node", name]}).text = value
    for number, tie in enumerate(graph.ties):
        ends = {"id": f"e{number}", "source": ids[tie.source], "target": ids[tie.target]}
        element = Xml.SubElement(body, f"{{{GRAPHML}}}edge", ends)
        for name, value in _edge(tie, language).items():
            Xml.SubElement(element, f"{{{GRAPHML}}}data", {"key": keys["edge", name]}).text = value
    return _text(root)


def gexf(graph: Graph, language: str) -> str:
    """A graph as GEXF."""
    Xml.register_namespace("", GEXF)
    root = Xml.Element(f"{{{GEXF}}}gexf", {"version": "1.3"})
    attributes = {"defaultedgetype": "directed", "mode": "static"}
    body = Xml.SubElement(root, f"{{{GEXF}}}graph", attributes | ({"name": graph.name} if graph.name else {}))
    nodes = {n: f"a{i}" for i, n in enumerate(n for n in _node_attributes(graph, language) if n != "label")}
    edges = {n: f"b{i}" for i, n in enumerate(n for n in _edge_attributes(graph, language) if n != "label")}
    for kind, names in (("node", nodes), ("edge", edges)):
        if names:
            group = Xml.SubElement(body, f"{{{GEXF}}}attributes", {"class": kind})
            for name, key in names.items():
                Xml.SubElement(group, f"{{{GEXF}}}attribute", {"id": key, "title": name, "type": "string"})
    ids = {name: f"n{number}" for number, name in enumerate(graph.nodes)}
    group = Xml.SubElement(body, f"{{{GEXF}}}nodes")
    for node in graph.nodes.values():
        element = Xml.SubElement(group, f"{{{GEXF}}}node", {"id": ids[node.name], "label": node.name})
        _values(element, {NODE_KIND[language]: KINDS[node.kind][language], **node.attributes}, nodes)
    group = Xml.SubElement(body, f"{{{GEXF}}}edges")
    for number, tie in enumerate(graph.ties):
        said = _edge(tie, language)
        ends = {"id": str(number), "source": ids[tie.source], "target": ids[tie.target], "label": said.pop("label")}
        # Edges of different kinds may run side by side.
        _values(Xml.SubElement(group, f"{{{GEXF}}}edge", {**ends, "kind": str(number)}), said, edges)
    return _text(root)


def _values(element: Xml.Element, said: Mapping[str, str], keys: Mapping[str, str]) -> None:
    group = Xml.SubElement(element, f"{{{GEXF}}}attvalues")
    for name, value in said.items():
        Xml.SubElement(group, f"{{{GEXF}}}attvalue", {"for": keys[name], "value": value})


def _edge(tie: Tie, language: str) -> dict[str, str]:
    """The attributes of an edge, with what a program shows beside it."""
    relation = {RELATION[language]: tie.relation} if tie.relation else {}
    return {"label": tie.label or tie.relation, **relation, **tie.attributes}


def _node_attributes(graph: Graph, language: str) -> Sequence[str]:
    return ["label", NODE_KIND[language], *dict.fromkeys(n for node in graph.nodes.values() for n in node.attributes)]


def _edge_attributes(graph: Graph, language: str) -> Sequence[str]:
    return list(dict.fromkeys(n for tie in graph.ties for n in _edge(tie, language)))


def _text(root: Xml.Element) -> str:
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"
