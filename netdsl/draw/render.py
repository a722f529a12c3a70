"""PNG and PDF from SVG, by Typst, with the font that comes with the program: the same bytes on every machine."""

from typing import Literal

from netdsl.draw.figure import Figure
from netdsl.draw.font import FOLDER

UNITS = 96
"""Units of a picture an inch."""

DOTS = 2 * UNITS
"""Dots an inch of a PNG: two for each unit of the picture."""

LARGEST = 100_000_000
"""Dots of a PNG: a picture with more would take more memory than most machines have."""

COARSEST = 48
"""Dots an inch below which nothing can be read."""


class TooLargeError(Exception):
    """A picture that no PNG can hold so that it can be read."""


PAGE = """
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#set text(lang: sys.inputs.language)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt)
"""


def png(figure: Figure) -> bytes:
    """A picture as PNG, coarser where it is very large. Raises ImportError without Typst, and TooLargeError."""
    fitting = int((LARGEST / (figure.width * figure.height)) ** 0.5 * UNITS)
    if fitting < COARSEST:
        raise TooLargeError
    return _made(figure, "png", min(DOTS, fitting))


def pdf(figure: Figure) -> bytes:
    """A picture as a PDF of one page, with its text as text. Raises ImportError without Typst."""
    return _made(figure, "pdf", DOTS)


def _made(figure: Figure, form: Literal["png", "pdf"], dots: int) -> bytes:
    import typst

    scene = figure.scene
    inputs = {
        "title": scene.title,
        "language": scene.language,
        "svg": figure.svg,
        "alt": f"{scene.title}. {scene.summary}",
    }
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    return typst.compile(PAGE.encode(), font_paths=fonts, format=form, ppi=dots, sys_inputs=inputs)
