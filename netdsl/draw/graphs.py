"""A scene as text for other programs that draw graphs: DOT for Graphviz, and Mermaid."""

from collections.abc import Iterator

from netdsl.draw.line import WEIGHED, thickness
from netdsl.draw.scene import Key, Node, Scene, Tie

DOT_SHAPES = {"public": "box", "private": "hexagon", "voluntary": "box", "": "octagon"}
DOT_COLOURS = {
    "public": ("#d9ecf8", "#0072b2"),
    "private": ("#fde6bf", "#b34a00"),
    "voluntary": ("#d3efe4", "#00734f"),
    "": ("#f1f2f4", "#5b6570"),
}
"""Sector -> the colours of the shape and of its outline."""

MERMAID_SHAPES = {"public": ("[", "]"), "private": ("{{", "}}"), "voluntary": ("([", "])"), "": ("[/", "/]")}

DOTTED = ("part", "independent", "one_of")
DASHED = ("undecided", "at_times")


def dot(scene: Scene) -> str:
    """The scene in the DOT language (graphviz.org/doc/info/lang.html)."""
    lines = [
        "digraph {",
        f"  graph [label={_quoted(scene.title)}, labelloc=t, overlap=false, splines=true, layout=neato, "
        'sep="+12", esep="+6"];',
        '  node [fontname="Arial", fontsize=11];',
        '  edge [color="#454e58"];',
    ]
    lines += [f"  {_quoted(_id(n.key))} [{_dot_node(n)}];" for n in scene.nodes]
    lines += [f"  {_quoted(_id(t.start))} -> {_quoted(_id(t.end))} [{_dot_tie(t)}];" for t in scene.ties if not t.also]
    return "\n".join([*lines, "}", ""])


def mermaid(scene: Scene) -> str:
    """The scene as a Mermaid flowchart (mermaid.js.org/syntax/flowchart.html)."""
    numbers = {n.key: f"n{place}" for place, n in enumerate(scene.nodes)}
    lines = ["---", f"title: {_yaml(scene.title)}", "---", "flowchart LR"]
    for node in scene.nodes:
        opening, closing = ("[[", "]]") if node.kind != "actor" else MERMAID_SHAPES[node.sector]
        lines.append(f'  {numbers[node.key]}{opening}"{_entities(node.name)}"{closing}{_class(node)}')
    lines += [f"  {numbers[t.start]} {_arrow(t)} {numbers[t.end]}" for t in scene.ties if not t.also]
    lines += _classes(scene)
    return "\n".join(lines) + "\n"


def _id(key: Key) -> str:
    """A name; a meeting may have that of an actor."""
    return key[1] if key[0] == "actor" else f"{key[0]}: {key[1]}"


def _quoted(text: str) -> str:
    """A string of DOT, in which a backslash means what it is, and so does an ampersand."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;") + '"'


def _dot_node(node: Node) -> str:
    found = [f"label={_quoted(node.name)}", f"tooltip={_quoted(node.title)}"]
    if node.kind == "actor":
        styles = ["filled", *(["rounded"] if node.sector == "voluntary" else [])]
        styles += ["dashed"] if node.role == "outside" else []
        fill, outline = DOT_COLOURS[node.sector]
        found += [f"shape={DOT_SHAPES[node.sector]}", f'fillcolor="{fill}"', f'color="{outline}"']
        found += [f'style="{",".join(styles)}"'] + (["peripheries=2"] if node.role == "coordinator" else [])
    else:
        found.append("shape=underline" if node.kind == "meeting" else "shape=plaintext")
    return ", ".join(found)


def _dot_tie(tie: Tie) -> str:
    found = [f"tooltip={_quoted(tie.title)}", f"penwidth={thickness(tie):g}"]
    if not tie.directed or tie.kind == "part":
        found.append("dir=none")
    elif tie.kind == "pays":
        found.append("arrowhead=empty")
    if tie.kind in DOTTED:
        found.append("style=dotted")
    elif tie.kind in DASHED or (tie.kind in WEIGHED and not tie.weight):
        found.append("style=dashed")
    return ", ".join(found)


def _entities(text: str) -> str:
    """Text in which nothing means anything to Mermaid: it writes `#quot;` where HTML has `&quot;`."""
    return "".join(f"#{ord(c)};" if c in '"#&<>`*_\\' else c for c in text)


def _yaml(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _arrow(tie: Tie) -> str:
    if tie.kind in DOTTED or tie.kind in DASHED:
        return "-.-"
    if not tie.directed:
        return "---"
    if tie.kind == "pays":
        return "==>|¤|" if tie.weight == "essential" else "-->|¤|"
    if tie.kind in WEIGHED and not tie.weight:
        return "-.->"
    return "==>" if tie.weight == "essential" else "-->"


def _class(node: Node) -> str:
    return f":::{node.role}" if node.role else ""


def _classes(scene: Scene) -> Iterator[str]:
    if any(n.role == "coordinator" for n in scene.nodes):
        yield "  classDef coordinator stroke-width:4px,font-weight:bold"
    if any(n.role == "outside" for n in scene.nodes):
        yield "  classDef outside stroke-dasharray:6 4"
