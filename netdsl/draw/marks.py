"""The marks in the cells of tables: squares as large as a tie weighs, or a sign where their kind has one."""

from netdsl.draw.label import Label
from netdsl.draw.layout import Place
from netdsl.draw.line import SIGNS, WEIGHED
from netdsl.draw.scene import Tie
from netdsl.draw.svg import tag

LARGE = {"essential": 0.84, "important": 0.58, "marginal": 0.3, "": 0.5}
"""Weight -> the side of a square, in parts of that of the cell."""

PLAIN = 0.6
"""The same for kinds whose weight does not count."""

CELL_SIGNS = SIGNS | {"independent": "–", "part": "○"}

HOLLOW = ("at_times",)


def tie_marks(tie: Tie, place: Place, side: float) -> list[str]:
    """A tie in a cell, around its middle."""
    if sign := CELL_SIGNS.get(tie.kind):
        return _sign(sign, place, side)
    hollow = tie.kind in HOLLOW or (tie.kind in WEIGHED and not tie.weight)
    share = LARGE[tie.weight] if tie.kind in WEIGHED else PLAIN
    return [_square("net-at-times" if hollow else "net-together", place, side * share)]


def cell_marks(kind: str, meetings: int, place: Place, side: float) -> list[str]:
    """In how many meetings two sit together, in a cell; `kind` as in a Cell."""
    if kind in ("never", "perhaps"):
        return [Label("×" if kind == "never" else "?", place.x, place.y, side * 0.6).drawn("net-text")]
    css, text = ("net-together", "net-together-text") if kind == "together" else ("net-at-times", "net-text")
    return [_square(css, place, side - 4), Label(str(meetings), place.x, place.y, side / 2).drawn(text)]


def _sign(sign: str, place: Place, side: float) -> list[str]:
    circle = tag("circle", {"class": "net-sign", "cx": place.x, "cy": place.y, "r": side * 0.33})
    return [circle, Label(sign, place.x, place.y, side / 2).drawn("net-sign-text")]


def _square(css: str, place: Place, size: float) -> str:
    return tag("rect", {"class": css, "x": place.x - size / 2, "y": place.y - size / 2, "width": size, "height": size})
