"""SVG as text: elements with their attributes, and everything in them escaped."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML file may hold, escaped or not (XML 1.0, 2.2)."""

Attributes = Mapping[str, str | float | None]


def tag(name: str, attributes: Attributes, *children: str) -> str:
    """An element; an attribute that is None is left out. Children are elements, or text made by `content`."""
    said = "".join(f' {key}="{_attribute(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{said}>{''.join(children)}</{name}>" if children else f"<{name}{said}/>"


def content(text: str) -> str:
    """Text in an element."""
    return escape(FORBIDDEN.sub("\ufffd", text))


def number(value: float) -> str:
    """A length or place, to a tenth of a unit."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def points(places: "list[tuple[float, float]]") -> str:
    """The points of a polygon."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in places)


def _attribute(value: str | float) -> str:
    if isinstance(value, str):
        return escape(FORBIDDEN.sub("\ufffd", value), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
    return number(value)
