"""GraphML and GEXF, written: the same network gives the same bytes.

Every attribute is a text, but the weight of a tie, which is a number as other programs expect it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as Xml

from netdsl.data.graph import KINDS, NODE_KIND, RELATION, Graph, Tie
from netdsl.data.tables import NETWORK, column
from netdsl.data.to_graph import Left

GRAPHML, GEXF = "http://graphml.graphdrawing.org/xmlns", "http://gexf.net/1.3"
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WEIGHT = "weight"


def graphml(graph: Graph, _: Left, language: str) -> str:
    """A graph as GraphML."""
    Xml.register_namespace("", GRAPHML)
    root = Xml.Element(f"{{{GRAPHML}}}graphml")
    about = ({"name": graph.name} if graph.name else {}) | graph.attributes
    keys: dict[tuple[str, str], str] = {}
    for domain, names in (("graph", about), ("node", _of_nodes(graph, language)), ("edge", _of_edges(graph, language))):
        for name in names:
            keys[domain, name] = f"d{len(keys)}"
            kind = "double" if (domain, name) == ("edge", _WEIGHT) else "string"
            told = {"id": keys[domain, name], "for": domain, "attr.name": name, "attr.type": kind}
            Xml.SubElement(root, f"{{{GRAPHML}}}key", told)

    def put(element: Xml.Element, domain: str, said: Mapping[str, str]) -> None:
        for name, value in said.items():
            Xml.SubElement(element, f"{{{GRAPHML}}}data", {"key": keys[domain, name]}).text = _clean(value)

    body = Xml.SubElement(root, f"{{{GRAPHML}}}graph", {"edgedefault": "directed"})
    put(body, "graph", about)
    ids = {name: f"n{number}" for number, name in enumerate(graph.nodes)}
    for node in graph.nodes.values():
        element = Xml.SubElement(body, f"{{{GRAPHML}}}node", {"id": ids[node.name]})
        put(element, "node", {"label": node.name, NODE_KIND[language]: KINDS[node.kind][language], **node.attributes})
    for number, tie in enumerate(graph.ties):
        ends = {"id": f"e{number}", "source": ids[tie.source], "target": ids[tie.target]}
        put(Xml.SubElement(body, f"{{{GRAPHML}}}edge", ends), "edge", _edge(tie, language))
    return _text(root)


def gexf(graph: Graph, _: Left, language: str) -> str:
    """A graph as GEXF; what is said of the graph itself stands in its description, a line for each."""
    Xml.register_namespace("", GEXF)
    root = Xml.Element(f"{{{GEXF}}}gexf", {"version": "1.3"})
    about = ({column(NETWORK, "name").header(language): graph.name} if graph.name else {}) | graph.attributes
    if about:
        meta = Xml.SubElement(root, f"{{{GEXF}}}meta")
        lines = [f"{name}: {line}" for name, value in about.items() for line in value.split("\n")]
        Xml.SubElement(meta, f"{{{GEXF}}}description").text = _clean("\n".join(lines))
    body = Xml.SubElement(root, f"{{{GEXF}}}graph", {"defaultedgetype": "directed", "mode": "static"})
    nodes = {name: f"a{number}" for number, name in enumerate(_of_nodes(graph, language)[1:])}
    edges = {
        name: f"b{n}" for n, name in enumerate(n for n in _of_edges(graph, language) if n not in ("label", _WEIGHT))
    }
    for kind, names in (("node", nodes), ("edge", edges)):
        if names:
            group = Xml.SubElement(body, f"{{{GEXF}}}attributes", {"class": kind})
            for name, key in names.items():
                Xml.SubElement(group, f"{{{GEXF}}}attribute", {"id": key, "title": name, "type": "string"})
    ids = {name: f"n{number}" for number, name in enumerate(graph.nodes)}
    group = Xml.SubElement(body, f"{{{GEXF}}}nodes")
    for node in graph.nodes.values():
        element = Xml.SubElement(group, f"{{{GEXF}}}node", {"id": ids[node.name], "label": _clean(node.name)})
        _values(element, {NODE_KIND[language]: KINDS[node.kind][language], **node.attributes}, nodes)
    group = Xml.SubElement(body, f"{{{GEXF}}}edges")
    seen: Counter[tuple[str, str, str]] = Counter()
    for number, tie in enumerate(graph.ties):
        said = _edge(tie, language)
        own = {name: _clean(said.pop(name)) for name in ("label", _WEIGHT) if name in said}
        ends = {"id": str(number), "source": ids[tie.source], "target": ids[tie.target], "kind": _kind(tie, seen)}
        _values(Xml.SubElement(group, f"{{{GEXF}}}edge", ends | own), said, edges)
    return _text(root)


def _kind(tie: Tie, seen: Counter[tuple[str, str, str]]) -> str:
    """What a tie is one of; Gephi merges ties of one kind between the same nodes."""
    label = tie.label or tie.relation
    seen[tie.source, tie.target, label] += 1
    number = seen[tie.source, tie.target, label]
    return _clean(f"{label} ({number})" if number > 1 else label)


def _values(element: Xml.Element, said: Mapping[str, str], keys: Mapping[str, str]) -> None:
    group = Xml.SubElement(element, f"{{{GEXF}}}attvalues")
    for name, value in said.items():
        Xml.SubElement(group, f"{{{GEXF}}}attvalue", {"for": keys[name], "value": _clean(value)})


def _edge(tie: Tie, language: str) -> dict[str, str]:
    """The attributes of an edge, with what a program shows beside it."""
    relation = {RELATION[language]: tie.relation} if tie.relation else {}
    value = {_WEIGHT: tie.value} if tie.value else {}
    return {"label": tie.label or tie.relation, **value, **relation, **tie.attributes}


def _of_nodes(graph: Graph, language: str) -> Sequence[str]:
    return ["label", NODE_KIND[language], *dict.fromkeys(n for node in graph.nodes.values() for n in node.attributes)]


def _of_edges(graph: Graph, language: str) -> Sequence[str]:
    return list(dict.fromkeys(name for tie in graph.ties for name in _edge(tie, language)))


def _clean(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)


def _text(root: Xml.Element) -> str:
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"
