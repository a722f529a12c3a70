"""Who sits together with whom, as a table: a row and a column for each, in the cell how many meetings they share."""

from netdsl.draw.label import Label, from_left, from_right, shortened
from netdsl.draw.legend import Drawn
from netdsl.draw.scene import Cell, Node, Scene
from netdsl.draw.svg import content, tag
from netdsl.draw.texts import say

CELL, SMALL_CELL, MANY = 24.0, 18.0, 25
"""How large a cell is, and how large where there are many rows."""

LETTERS, SMALL_LETTERS = 12.0, 11.0

LONGEST = 190.0
"""Names are cut to this."""

HEADING = 14.0


def matrix(scene: Scene, left: float, top: float) -> Drawn:
    """The table, from a corner down."""
    nodes = [n for n in scene.nodes if n.kind != "meeting"]
    side, size = (CELL, LETTERS) if len(nodes) <= MANY else (SMALL_CELL, SMALL_LETTERS)
    names = [shortened(n.name, size, LONGEST) for n in nodes]
    longest = max((Label(name, 0, 0, size).length for name in names), default=0.0)
    heading = from_left(say("matrix", scene.language), left, top + HEADING, HEADING, bold=True)
    labels = [heading]
    x, y = left + longest + 8, top + 2 * HEADING + longest + 12
    end = x + side * len(nodes), y + side * len(nodes)
    elements = [heading.drawn("net-text")]
    for number in range(len(nodes) + 1):
        at = side * number
        elements.append(tag("path", {"class": "net-grid", "d": f"M{x:.1f} {y + at:.1f}H{end[0]:.1f}"}))
        elements.append(tag("path", {"class": "net-grid", "d": f"M{x + at:.1f} {y:.1f}V{end[1]:.1f}"}))
    for number, name in enumerate(names):
        middle = side * (number + 0.5)
        row = from_right(name, x - 6, y + middle, size)
        column = Label(name, x + middle, y - 6 - Label(name, 0, 0, size).length / 2, size, upwards=True)
        labels += [row, column]
        elements += [row.drawn("net-text"), column.drawn("net-text")]
    for down, one in enumerate(nodes):
        for across, other in enumerate(nodes):
            corner = x + side * across, y + side * down
            if down == across:
                elements.append(_square("net-same", *corner, side, 0.5))
            elif cell := scene.matrix.get((one.key, other.key)):
                elements.append(_cell(cell, one, other, *corner, side))
    return Drawn(elements, labels, *end)


def _cell(cell: Cell, one: Node, other: Node, x: float, y: float, side: float) -> str:
    css, text_css = {
        "together": ("net-together", "net-together-text"),
        "at_times": ("net-at-times", "net-text"),
    }.get(cell.kind, ("", "net-text"))
    sign = str(cell.count) if cell.count else "×"
    return tag(
        "g",
        {"class": "cell", "data-from": one.name, "data-to": other.name, "data-kind": cell.kind},
        tag("title", {}, content(cell.title)),
        _square(css, x, y, side, 2.0) if css else "",
        Label(sign, x + side / 2, y + side / 2, side / 2).drawn(text_css),
    )


def _square(css: str, x: float, y: float, side: float, inner: float) -> str:
    return tag(
        "rect", {"class": css, "x": x + inner, "y": y + inner, "width": side - 2 * inner, "height": side - 2 * inner}
    )
