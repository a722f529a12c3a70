"""What nodes look like: a shape for each sector, and how large it is around its label."""

from attrs import frozen

from netdsl.draw.font import width
from netdsl.draw.label import LEADING, Label, lines
from netdsl.draw.layout import Box, Place
from netdsl.draw.scene import Node
from netdsl.draw.svg import content, number, points, tag

SIZE, HUB_SIZE = 13.0, 15.0
"""Of the letters of a label."""

ROOM, WORD, MOST_LINES = 124.0, 170.0, 3
"""Labels are no wider than this, or than their longest word up to that; and have no more lines."""

AROUND_X, AROUND_Y = 10.0, 7.0
"""Between a label and the outline."""

POINT, CUT, DOUBLE = 11.0, 8.0, 4.0
"""How far a hexagon is pointed; what is cut off corners; between the two outlines of a hub."""

AROUND_NEW = 4.0
"""Between a node that comes with a change and the line around it that says so."""

Corners = list[tuple[float, float]]


@frozen
class Shape:
    """A node with the lines of its label and its size."""

    node: Node
    lines: tuple[str, ...]
    size: float
    bold: bool
    box: Box

    def labels(self, place: Place) -> list[Label]:
        """The lines at a place."""
        step = self.size * LEADING
        top = place.y - step * (len(self.lines) - 1) / 2
        return [Label(text, place.x, top + n * step, self.size, self.bold) for n, text in enumerate(self.lines)]

    def corners(self, place: Place) -> Corners:
        """The outermost outline as a polygon; rounded corners are cut."""
        return [(place.x + x, place.y + y) for x, y in self._corners(self.box.width / 2, self.box.height / 2)]

    def drawn(self, place: Place) -> str:
        """The node as a group, with what it is as its title."""
        node = self.node
        return tag(
            "g",
            {
                "class": " ".join(
                    (node.kind, *([node.role] if node.role else []), *(["net-also"] if node.also else []))
                ),
                f"data-{node.kind}": node.name,
                "data-sector": node.sector or None,
            },
            tag("title", {}, content(node.title)),
            tag("desc", {}, content("; ".join(node.about))) if node.about else "",
            *([self._around(place)] if node.also else ()),
            *self.outlines(place),
            *(label.drawn("net-name") for label in self.labels(place)),
        )

    def outlines(self, place: Place) -> list[str]:
        """Its lines without its name: two for a hub, bars for a meeting."""
        node = self.node
        wide, high = self.box.width / 2, self.box.height / 2
        inner = DOUBLE if node.role == "coordinator" else 0.0
        css = f"net-shape net-{node.sector or 'untold'}" if node.kind == "actor" else f"net-shape net-{node.kind}"
        css += " net-outside" if node.role == "outside" else ""
        found = [self._outline(place, wide - inner, high - inner, css)]
        if inner:
            found.insert(0, self._outline(place, wide, high, f"{css} net-ring"))
        if node.kind == "meeting":
            found += [
                tag(
                    "path", {"class": "net-bar", "d": f"M{number(place.x - wide)} {number(y)}H{number(place.x + wide)}"}
                )
                for y in (place.y - high, place.y + high)
            ]
        return found

    def _around(self, place: Place) -> str:
        wide, high = self.box.width + 2 * AROUND_NEW, self.box.height + 2 * AROUND_NEW
        corner = {"x": place.x - wide / 2, "y": place.y - high / 2}
        return tag("rect", {"class": "net-came", **corner, "width": wide, "height": high, "stroke-width": 2})

    def _outline(self, place: Place, wide: float, high: float, css: str) -> str:
        if self.node.sector == "voluntary":
            return tag(
                "rect",
                {
                    "class": css, "x": place.x - wide, "y": place.y - high, "width": 2 * wide, "height": 2 * high,
                    "rx": min(wide, high),
                },
            )  # fmt: skip
        corners = [(place.x + x, place.y + y) for x, y in self._corners(wide, high)]
        return tag("polygon", {"class": css, "points": points(corners)})

    def _corners(self, wide: float, high: float) -> Corners:
        node = self.node
        if node.kind == "actor" and node.sector == "private":
            flat = wide - min(POINT, high)
            return [(-wide, 0), (-flat, -high), (flat, -high), (wide, 0), (flat, high), (-flat, high)]
        cut = 0.0
        if node.sector == "voluntary":
            cut = min(wide, high) * 0.6
        elif node.kind == "actor" and not node.sector:
            cut = min(CUT, high * 0.6)
        if not cut:
            return [(-wide, -high), (wide, -high), (wide, high), (-wide, high)]
        return [
            (-wide, cut - high), (cut - wide, -high), (wide - cut, -high), (wide, cut - high),
            (wide, high - cut), (wide - cut, high), (cut - wide, high), (-wide, high - cut),
        ]  # fmt: skip


def shape(node: Node) -> Shape:
    """The shape of a node."""
    hub = node.role == "coordinator"
    size = HUB_SIZE if hub else SIZE
    longest = max((width(word, size, bold=hub) for word in node.name.split()), default=0.0)
    found = lines(node.name, size, max(ROOM, min(longest, WORD)), MOST_LINES, bold=hub)
    widest = max(Label(text, 0, 0, size, hub).length for text in found)
    wide, high = widest + 2 * AROUND_X, len(found) * size * LEADING + 2 * AROUND_Y
    if node.sector == "private":
        wide += POINT
    elif node.sector == "voluntary":
        wide += high / 3
    if hub:
        wide, high = wide + 2 * DOUBLE, high + 2 * DOUBLE
    return Shape(node, tuple(found), size, hub, Box(max(wide, high), high))
