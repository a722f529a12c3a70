"""The figures of a report, drawn by `netdsl.draw`: with what changes would bring, hidden until asked for."""

from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec

from netdsl.document.blocks import Picture
from netdsl.document.material import Material
from netdsl.draw.figure import Figure, figure
from netdsl.draw.scene import NOTHING, Also
from netdsl.draw.tables import crowded

VIEWS = ("dependence", "exchanges", "meetings")
"""The views that a report shows, in its order."""


def drawn(material: Material, also: Mapping[str, Also] | None = None) -> list[Picture]:
    """The figures as SVG; what there is `also`, by view, is drawn and hidden."""
    return [_picture(material, view, _figure(material, view, (also or {}).get(view, NOTHING))) for view in VIEWS]


def images(material: Material) -> list[Picture]:
    """The figures with an image of each but those too large for one; none where what makes images is missing."""
    if find_spec("typst") is None:
        return []
    from netdsl.draw.render import TooLargeError, png

    found = []
    for view in VIEWS:
        drawing = _figure(material, view, NOTHING)
        with suppress(TooLargeError):
            found.append(_picture(material, view, drawing, png(drawing)))
    return found


def _figure(material: Material, view: str, also: Also) -> Figure:
    return figure(material.evaluation, view, material.language, also)


def _picture(material: Material, view: str, drawing: Figure, png: bytes | None = None) -> Picture:
    shown = drawing.scene
    alt = shown.summary
    if any(not t.also for t in shown.ties):
        alt += " " + material.say(f"alt table {view}" if crowded(shown) else f"alt {view}")
    return Picture(view, material.say(f"figure {view}"), alt, drawing.svg, png)
