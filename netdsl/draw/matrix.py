"""Tables drawn: a row for each node with its shape and name, a column for each with its name upwards, and the cells."""

from netdsl.draw.label import Label, from_left, from_right, shortened
from netdsl.draw.layout import Box, Place
from netdsl.draw.legend import Drawn
from netdsl.draw.line import between, data
from netdsl.draw.marks import came_mark, cell_marks, tie_marks
from netdsl.draw.scene import Cell, Node
from netdsl.draw.shape import Shape
from netdsl.draw.svg import Attributes, content, tag
from netdsl.draw.tables import Table

CELL, SMALL_CELL, MANY = 24.0, 18.0, 25
"""How large a cell is, and how large where there are many rows or columns."""

LETTERS, SMALL_LETTERS = 12.0, 11.0

LONGEST = 190.0
"""Names are cut to this."""

HEADING = 14.0

SHAPE, SHAPE_HIGH = 20.0, 10.0
"""How large the shape beside a name is."""


def matrix(table: Table, left: float, top: float) -> Drawn:
    """The table, from a corner down."""
    many = max(len(table.rows), len(table.columns)) > MANY
    side, size = (SMALL_CELL, SMALL_LETTERS) if many else (CELL, LETTERS)
    heading = from_left(table.heading, left, top + HEADING, HEADING, bold=True)
    rows, columns = ([shortened(n.name, size, LONGEST) for n in nodes] for nodes in (table.rows, table.columns))
    x = left + SHAPE + 8 + _longest(rows, size) + 8
    y = top + 2 * HEADING + _longest(columns, size) + 12
    right, bottom = x + side * len(columns), y + side * len(rows)
    labels, elements = [heading], [heading.drawn("net-text")]
    elements += [_grid(f"M{x:.1f} {y + side * n:.1f}H{right:.1f}") for n in range(len(rows) + 1)]
    elements += [_grid(f"M{x + side * n:.1f} {y:.1f}V{bottom:.1f}") for n in range(len(columns) + 1)]
    for number, (node, name) in enumerate(zip(table.rows, rows, strict=True)):
        label = from_right(name, x - 6, y + side * (number + 0.5), size)
        labels.append(label)
        small = Shape(node, (), size, False, Box(SHAPE, SHAPE_HIGH))
        elements.append(_named(node, [*small.outlines(Place(left + SHAPE / 2, label.y)), label.drawn("net-text")]))
    for number, (node, name) in enumerate(zip(table.columns, columns, strict=True)):
        middle = x + side * (number + 0.5)
        label = Label(name, middle, y - 6 - Label(name, 0, 0, size).length / 2, size, upwards=True)
        labels.append(label)
        elements.append(_named(node, [label.drawn("net-text")]))
    for down, one in enumerate(table.rows):
        for across, other in enumerate(table.columns):
            elements += _cell(table, one, other, Place(x + side * (across + 0.5), y + side * (down + 0.5)), side)
    return Drawn(elements, labels, max(right, heading.box[2]), bottom)


def _cell(table: Table, one: Node, other: Node, place: Place, side: float) -> list[str]:
    if one.key == other.key:
        inner = side - 1
        return [
            tag(
                "rect",
                {
                    "class": "net-same", "x": place.x - inner / 2, "y": place.y - inner / 2,
                    "width": inner, "height": inner,
                },
            )
        ]  # fmt: skip
    found = []
    for what in table.cells.get((one.key, other.key), ()):
        if isinstance(what, Cell):
            said, marks = _data(what, one, other), cell_marks(what.kind, what.meetings, place, side)
        else:
            said, marks = data(what, mutual=False), tie_marks(what, place, side)
        frame = [came_mark(place, side)] if what.also else []
        found.append(tag("g", said, tag("title", {}, content(what.title)), *frame, *marks))
    return found


def _data(cell: Cell, one: Node, other: Node) -> Attributes:
    return {
        "class": "cell net-also" if cell.also else "cell",
        **between(one.key, other.key),
        "data-kind": cell.kind,
        "data-meetings": cell.meetings,
    }


def _named(node: Node, elements: list[str]) -> str:
    css = f"{node.kind} label net-also" if node.also else f"{node.kind} label"
    said = {"class": css, f"data-{node.kind}": node.name}
    return tag("g", said, tag("title", {}, content(node.title)), *elements)


def _grid(way: str) -> str:
    return tag("path", {"class": "net-grid", "d": way})


def _longest(names: list[str], size: float) -> float:
    return max((Label(name, 0, 0, size).length for name in names), default=0.0)
