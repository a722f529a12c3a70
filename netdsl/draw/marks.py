"""The marks in the cells of tables: bars as high as a tie weighs, squares, or a sign where their kind has one."""

from netdsl.draw.label import Label
from netdsl.draw.layout import Place
from netdsl.draw.line import SIGNS, WEIGHED
from netdsl.draw.scene import Tie
from netdsl.draw.svg import tag

LARGE = {"essential": 0.84, "important": 0.58, "marginal": 0.3, "": 0.5}
"""Weight -> how high a bar is, in parts of the side of the cell."""

PLAIN = 0.6
"""The side of a square, for kinds whose weight does not count."""

CELL_SIGNS = SIGNS | {"independent": "–"}

HOLLOW = ("at_times",)

BAR = 0.34
"""How wide a bar is, in parts of the side of a cell: gifts have the left half of one, payments the right."""


def tie_marks(tie: Tie, place: Place, side: float) -> list[str]:
    """A tie in a cell, around its middle: nothing that may stand in the same cell hides it."""
    if tie.kind in WEIGHED:
        return [_bar(tie, place, side)]
    if tie.kind == "part":
        return [_square("net-line net-thin", place, side - 3)]
    if sign := CELL_SIGNS.get(tie.kind):
        return _sign(sign, place, side)
    return [_square("net-at-times" if tie.kind in HOLLOW else "net-together", place, side * PLAIN)]


def cell_marks(kind: str, meetings: int, place: Place, side: float) -> list[str]:
    """In how many meetings two sit together, in a cell; `kind` as in a Cell."""
    if kind in ("never", "perhaps"):
        return [Label("×" if kind == "never" else "?", place.x, place.y, side * 0.6).drawn("net-text")]
    css, text = ("net-together", "net-together-text") if kind == "together" else ("net-at-times", "net-text")
    return [_square(css, place, side - 4), Label(str(meetings), place.x, place.y, side / 2).drawn(text)]


def came_mark(place: Place, side: float) -> str:
    """What is around what comes with a change."""
    return _square("net-came", place, side - 2, 2)


def _sign(sign: str, place: Place, side: float) -> list[str]:
    circle = tag("circle", {"class": "net-sign", "cx": place.x, "cy": place.y, "r": side * 0.33})
    return [circle, Label(sign, place.x, place.y, side / 2).drawn("net-sign-text")]


def _bar(tie: Tie, place: Place, side: float) -> str:
    """As high as the tie weighs; hollow where that is not told, and round for a payment."""
    paid, wide, high = tie.kind == "pays", side * BAR, side * LARGE[tie.weight]
    css = ("net-paid-bar" if paid else "net-together") if tie.weight else ("net-paid-head" if paid else "net-at-times")
    middle = place.x + (side if paid else -side) / 4
    return tag(
        "rect",
        {
            "class": css, "x": middle - wide / 2, "y": place.y - high / 2, "width": wide, "height": high,
            "rx": wide / 2 if paid else None,
        },
    )  # fmt: skip


def _square(css: str, place: Place, size: float, thick: float | None = None) -> str:
    corner = {"x": place.x - size / 2, "y": place.y - size / 2}
    return tag("rect", {"class": css, **corner, "width": size, "height": size, "stroke-width": thick})
