"""PNG and PDF from SVG, by Typst, with the font that comes with the program: the same bytes on every machine."""

from typing import Literal

from netdsl.draw.figure import Figure
from netdsl.draw.font import FOLDER

DOTS = 192
"""Dots an inch of a PNG: two for each unit of the picture."""

PAGE = """
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#set text(lang: sys.inputs.language)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.alt)
"""


def png(figure: Figure) -> bytes:
    """A picture as PNG. Raises ImportError without Typst."""
    return _made(figure, "png")


def pdf(figure: Figure) -> bytes:
    """A picture as a PDF of one page, with its text as text. Raises ImportError without Typst."""
    return _made(figure, "pdf")


def _made(figure: Figure, form: Literal["png", "pdf"]) -> bytes:
    import typst

    scene = figure.scene
    inputs = {
        "title": scene.title,
        "language": scene.language,
        "svg": figure.svg,
        "alt": f"{scene.title}. {scene.summary}",
    }
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    return typst.compile(PAGE.encode(), font_paths=fonts, format=form, ppi=DOTS, sys_inputs=inputs)
