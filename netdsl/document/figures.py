"""The figures of a report, drawn by `netdsl.draw`: with the ties that changes would bring, hidden until asked for."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING

from netdsl.document.blocks import Picture
from netdsl.document.material import Material

if TYPE_CHECKING:
    from netdsl.draw.figure import Figure
    from netdsl.draw.scene import Tie

VIEWS = ("dependence", "exchanges", "meetings")
"""The views that a report shows, in its order."""

CHANGING = VIEWS[:2]
"""Those that show what changes do: what is drawn of a meeting is not moved for a new one."""


def drawn(material: Material, also: "Mapping[str, Sequence[Tie]]") -> list[Picture]:
    """The figures as SVG; ties `also`, by view, are drawn and hidden."""
    return [_picture(material, view, _figure(material, view, also.get(view, ()))) for view in VIEWS]


def images(material: Material) -> list[Picture]:
    """The figures with an image of each but those too large for one; none where what makes images is missing."""
    if find_spec("typst") is None:
        return []
    from netdsl.draw.render import TooLargeError, png

    found = []
    for view in VIEWS:
        figure = _figure(material, view, ())
        with suppress(TooLargeError):
            found.append(_picture(material, view, figure, png(figure)))
    return found


def _figure(material: Material, view: str, also: "Sequence[Tie]") -> "Figure":
    from netdsl.draw.figure import figure

    return figure(material.evaluation, view, material.language, also)


def _picture(material: Material, view: str, figure: "Figure", png: bytes | None = None) -> Picture:
    alt = f"{figure.scene.summary} {material.say(f'alt {view}')}"
    return Picture(view, material.say(f"figure {view}"), alt, figure.svg, png)
