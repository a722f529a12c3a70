"""Data files as tables: which format a file has, by what is in it, and the reader of that."""

import re
from collections.abc import Iterable
from pathlib import Path

from netdsl.data.graphs import Graph, tables_of
from netdsl.data.lines import Text, decode
from netdsl.data.pajek import pajek
from netdsl.data.tables import Place, Problem, Tables
from netdsl.data.ucinet import is_older, ucinet
from netdsl.source import LARGEST

_PAJEK = re.compile(r"^\s*\*\s*(?:network|vertices|partition|arcs|edges|matrix)\b", re.IGNORECASE | re.MULTILINE)
_LOOKED_AT = 10_000
_DL = re.compile(r"\s*dl\b", re.IGNORECASE)
_OURS = re.compile(r"\s*#\s*(?:language|språk)\s*:", re.IGNORECASE)


def read_files(files: Iterable[str], language: str | None = None, sector: str | None = None) -> Tables:
    """The tables of some files, taken together.

    language: that of the words to write, where the files do not say. sector: the column or attribute with the sectors.
    Raises Problem; a file that is not there is an OSError.
    """
    graph: Graph | None = None
    for file in files:
        data = _bytes(file)
        text = decode(file, data)
        graph = graph or Graph(file)
        _read_graph(text, graph)
    assert graph
    return tables_of(graph, language, sector)


def _read_graph(text: Text, graph: Graph) -> None:
    if _PAJEK.search(text.text[:_LOOKED_AT]):
        pajek(text, graph)
    elif _DL.match(text.text) or is_older(text.text):
        ucinet(text, graph)
    elif _OURS.match(text.text):
        raise Problem(Place(text.file), "own-file")
    else:
        raise Problem(Place(text.file), "no-format", file=text.file)


def _bytes(file: str) -> bytes:
    with Path(file).open("rb") as opened:
        data = opened.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Problem(Place(file), "too-large", file=file, size=LARGEST // 2**20)
    return data
