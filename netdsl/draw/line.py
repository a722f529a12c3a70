"""What ties look like: how thick, dashed or pointed, with a sign in the middle where their kind has one."""

from netdsl.draw.label import Label
from netdsl.draw.layout import Place
from netdsl.draw.route import Way
from netdsl.draw.scene import Key, Tie
from netdsl.draw.style import LINES
from netdsl.draw.svg import Attributes, content, number, points, tag

THICK = {"essential": 5.0, "important": 3.0, "marginal": 1.4, "": 1.4}
"""Weight -> how thick a line is."""

WEIGHED = ("gives", "pays")
"""Kinds of tie whose weight counts; where it is not told their lines are dashed."""

PLAIN = 2.0
"""How thick the lines of the other kinds are."""

SIGNS = {"pays": "¤", "undecided": "?", "one_of": "?"}
"""Kind -> the sign in the middle of its line."""

BESIDE, BESIDE_THICK = 2.5, 1.2
"""How far from its line, and how thick, the lines are that say that a tie comes with a change."""

SIGN, SIGN_SIZE = 7.0, 11.0


def thickness(tie: Tie) -> float:
    """How thick a tie's line is."""
    return THICK[tie.weight] if tie.kind in WEIGHED else PLAIN


def head_length(tie: Tie) -> float:
    """How long its arrowhead is; 0 without one."""
    return 8.0 + 1.6 * thickness(tie) if tie.directed and tie.kind != "part" else 0.0


def drawn(tie: Tie, way: Way, lines_text: str, *, mutual: bool, sign: float = 0.5) -> str:
    """A tie as a group: `way` ends where the arrowhead ends, and has its sign, if any, at a time from 0 to 1."""
    return tag(
        "g",
        data(tie, mutual=mutual),
        tag("title", {}, content(tie.title)),
        tag("desc", {}, content(lines_text)) if lines_text else "",
        *(casing(tie, way) if tie.also else ()),
        *marks(tie, way, sign),
    )


def data(tie: Tie, *, mutual: bool) -> Attributes:
    """The attributes of a tie's group: what a page needs to know of it."""
    css = ("tie", *(["mutual"] if mutual else []), *(["net-also"] if tie.also else []))
    return {
        "class": " ".join(css),
        **between(tie.start, tie.end),
        "data-kind": tie.kind,
        "data-weight": tie.weight or None,
        "data-lines": " ".join(map(str, tie.lines)) or None,
    }


def casing(tie: Tie, way: Way) -> list[str]:
    """The two thin lines beside that of a tie that comes with a change."""
    drawn_along = f"M{_at(way.start)}Q{_at(way.control)} {_at(way.end)}"
    wide = thickness(tie) + 2 * BESIDE
    widths = (("net-came", wide + 2 * BESIDE_THICK), ("net-within", wide))
    return [tag("path", {"class": css, "d": drawn_along, "stroke-width": width}) for css, width in widths]


def between(start: Key, end: Key) -> Attributes:
    """The attributes that say between whom something stands, and of which kind one is that is no actor."""
    return {
        "data-from": start[1],
        "data-to": end[1],
        "data-from-kind": start[0] if start[0] != "actor" else None,
        "data-to-kind": end[0] if end[0] != "actor" else None,
    }


def marks(tie: Tie, way: Way, sign: float = 0.5) -> list[str]:
    """The line, its arrowhead and its sign."""
    thick, head, paid = thickness(tie), head_length(tie), tie.kind == "pays"
    tip, (across, down) = way.end, way.arrival
    dashed = tie.kind in WEIGHED and not tie.weight
    base = Place(tip.x - across * head, tip.y - down * head)
    bare = way._replace(end=base) if head else way
    found = [
        tag(
            "path",
            {
                "class": LINES.get(tie.kind, "net-line") + (" net-dashed" if dashed else ""),
                "d": f"M{_at(bare.start)}Q{_at(bare.control)} {_at(bare.end)}",
                "stroke-width": thick,
            },
        )
    ]
    if head:
        half = 3.5 + thick
        corners = [
            (tip.x, tip.y),
            (base.x - down * half, base.y + across * half),
            (base.x + down * half, base.y - across * half),
        ]
        found.append(tag("polygon", {"class": "net-paid-head" if paid else "net-head", "points": points(corners)}))
    if tie.kind in SIGNS:
        spot = way.at(sign)
        found.append(
            tag("circle", {"class": "net-paid-sign" if paid else "net-sign", "cx": spot.x, "cy": spot.y, "r": SIGN})
        )
        found.append(Label(SIGNS[tie.kind], spot.x, spot.y, SIGN_SIZE).drawn("net-sign-text"))
    return found


def _at(place: Place) -> str:
    return f"{number(place.x)} {number(place.y)}"
