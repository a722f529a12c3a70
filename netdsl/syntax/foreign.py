"""Files of other programs that end in `.net` too, told by how they begin."""

import re

from netdsl.source import Source

_BEGINS = {
    "Pajek": r"(?:%.*\n\s*)*\*(?:network|vertices|arcs|edges|arcslist|edgeslist|matrix)\b",
    "PADS": r"\*pads",
    "SPICE": r"\*.*\n(?:.*\n){0,200}?\.(?:end|model|include|lib|tran|ac|dc|op|subckt|backanno)\b",
    "Hugin": r"(?:%.*\n\s*)*(?:net|class\s+\w+|node\s+\w+)\s*\{",
    "Tina (Petri net)": r"(?:#.*\n\s*)*(?:net\s+\S+\s*\n\s*)?(?:(?:tr|pl)\s.*\n\s*)*?tr\s+(?:\{[^}]*\}|\S+).*->",
    "LoLA (Petri net)": r"(?:\{[^}]*\}\s*)?place\s+(?:safe\s+)?[^;]*;\s*marking\b",
    "KiCad": r"\(export\b",
    "EAGLE or OrCAD": r"\(\s*\{|\(netlist\b|\$packages\b",
    "SNNS": r"snns network definition file",
    "FANN": r"fann_fl[ox]_",
    "XML": r"<\?xml|<pnml|<graphml",
    "JSON": r"\{\s*\"|\[\s*[\{\[]",
    "GML": r"(?:creator\b.*\n\s*)?graph\s*\[",
    "Graphviz": r"(?:strict\s+)?(?:di)?graph\s*\w*\s*\{",
    "UCINET": r"dl\s+n\s*=",
}
_WORDS = "net|tr|pl|class|node|place|snns|fann|graph|digraph|strict|creator|dl"
_UNLIKE_OURS = re.compile(rf"(?:#.*\n\s*)*(?:[^\w\s#\"']|{_WORDS})", re.IGNORECASE)
"""How no network of ours begins, comments aside: looked at first, since almost every file is one of ours."""

_LOOKED_AT = 10_000


def foreign(source: Source) -> str | None:
    """The program or format that a file is written for, when it is not ours."""
    beginning = source.text[:_LOOKED_AT].lstrip()
    if not _UNLIKE_OURS.match(beginning):
        return None
    return next((name for name, pattern in _BEGINS.items() if re.match(pattern, beginning, re.IGNORECASE)), None)
