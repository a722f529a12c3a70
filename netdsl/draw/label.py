"""Labels: names in lines of a given width, and where each line stands."""

from collections.abc import Iterator
from typing import NamedTuple

from netdsl.draw.font import width
from netdsl.draw.svg import content, tag

LEADING = 1.22
"""The height of a line, in ems."""

RISE = 0.36
"""How far below its middle the base of a line is, in ems."""

ELLIPSIS, HYPHEN = "…", "-"


class Label(NamedTuple):
    """A line of text around a middle; upright where it is not turned to run upwards."""

    text: str
    x: float
    y: float
    size: float
    bold: bool = False
    upwards: bool = False

    @property
    def length(self) -> float:
        """How long it is."""
        return width(self.text, self.size, bold=self.bold)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        long, high = self.length / 2, self.size * LEADING / 2
        across, down = (high, long) if self.upwards else (long, high)
        return self.x - across, self.y - down, self.x + across, self.y + down

    def drawn(self, css: str) -> str:
        """The element; it says how long it is, so that another font takes no more room."""
        attributes: dict[str, str | float | None] = {
            "class": f"{css} net-bold" if self.bold else css,
            "x": self.x,
            "y": self.y + self.size * RISE,
            "font-size": self.size,
            "text-anchor": "middle",
            "textLength": self.length,
            "lengthAdjust": "spacingAndGlyphs",
        }
        if self.upwards:
            attributes |= {"transform": f"rotate(-90 {self.x:.1f} {self.y:.1f})"}
        return tag("text", attributes, content(self.text))


def from_left(text: str, left: float, y: float, size: float, *, bold: bool = False) -> Label:
    """A line that begins at a place."""
    return Label(text, left + width(text, size, bold=bold) / 2, y, size, bold)


def from_right(text: str, right: float, y: float, size: float) -> Label:
    """A line that ends at a place."""
    return Label(text, right - width(text, size) / 2, y, size)


def lines(text: str, size: float, room: float, most: int, *, bold: bool = False) -> list[str]:
    """A text in at most so many lines that take no more than the room; what is too long ends in an ellipsis."""
    found: list[str] = []
    for piece in _pieces(text.split() or [""], size, room, bold=bold):
        joined = f"{found[-1]} {piece}" if found else piece
        if found and not found[-1].endswith(HYPHEN + "\u200b") and width(joined, size, bold=bold) <= room:
            found[-1] = joined
        else:
            found.append(piece)
    found = [line.removesuffix("\u200b") for line in found]
    return (
        found
        if len(found) <= most
        else [*found[: most - 1], shortened(" ".join(found[most - 1 :]), size, room, bold=bold)]
    )


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text, or as much of its beginning as the room takes with an ellipsis."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + ELLIPSIS, size, bold=bold) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def _pieces(words: list[str], size: float, room: float, *, bold: bool) -> Iterator[str]:
    """Words; one that is too long for a line in parts, with hyphens."""
    for word in words:
        rest = word
        while width(rest, size, bold=bold) > room and len(rest) > 1:
            cut = len(rest) - 1
            while cut > 1 and width(rest[:cut] + HYPHEN, size, bold=bold) > room:
                cut -= 1
            yield rest[:cut] + HYPHEN + "\u200b"
            rest = rest[cut:]
        yield rest
