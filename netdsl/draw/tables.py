"""What is shown as a table: who sits together with whom, and the ties of a view that has too many for lines."""

from collections.abc import Mapping

from attrs import frozen

from netdsl.draw.scene import Cell, Ends, Node, Scene, Tie
from netdsl.draw.texts import say

FEW, DENSE = 12, 3
"""More nodes than FEW with more than DENSE pairs of tied nodes each are shown as a table: lines would hide others."""

MOST = 160
"""So many nodes that are tied, actors and meetings together, are shown as a table however few their ties: lines would
make a picture that no page holds, and take long to find.
"""


@frozen
class Table:
    """Rows and columns, and what is in the cell of some: how they meet, or the ties from row to column.

    What is to be shown when asked for is in the same cell.
    """

    heading: str
    rows: tuple[Node, ...]
    columns: tuple[Node, ...]
    cells: Mapping[Ends, tuple[Cell, ...] | tuple[Tie, ...]]


def crowded(scene: Scene) -> bool:
    """Whether the ties, or the nodes, are too many to be drawn with lines."""
    pairs = {frozenset((t.start, t.end)) for t in scene.ties if not t.also}
    nodes = sum(not n.also for n in scene.nodes) - len(scene.isolates)
    return nodes > MOST or (nodes > FEW and len(pairs) > DENSE * nodes)


def tables(scene: Scene) -> list[Table]:
    """The tables of a scene, in the order they stand below each other."""
    language = scene.language
    people = tuple(n for n in scene.nodes if n.kind != "meeting")
    found = []
    if crowded(scene):
        meetings = tuple(n for n in scene.nodes if n.kind == "meeting")
        ties: dict[Ends, tuple[Tie, ...]] = {}
        for tie in scene.ties:
            for ends in [(tie.start, tie.end)] + ([] if tie.directed or meetings else [(tie.end, tie.start)]):
                ties[ends] = (*ties.get(ends, ()), tie)
        found.append(Table(say(f"table {scene.view}", language), people, meetings or people, ties))
    if scene.matrix:
        cells: dict[Ends, tuple[Cell, ...]] = {ends: (cell,) for ends, cell in scene.matrix.items()}
        for ends, cell in scene.cells:
            cells[ends] = (*cells.get(ends, ()), cell)
        found.append(Table(say("matrix", language), people, people, cells))
    return found
