"""A picture of a network as SVG: the nodes and ties of a view, those without a tie below, a matrix, and a key."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from attrs import frozen

from netdsl.draw.label import Label, from_left, lines
from netdsl.draw.layout import Box, Place, free_place, layout
from netdsl.draw.legend import Drawn, legend
from netdsl.draw.line import SIGN, SIGNS, WEIGHED, drawn, head_length
from netdsl.draw.matrix import matrix
from netdsl.draw.route import Way, clipped, free, room, ways
from netdsl.draw.scene import NOTHING, Also, Key, Node, Scene, Tie
from netdsl.draw.shape import Shape, shape
from netdsl.draw.style import STYLE
from netdsl.draw.svg import content, number, tag
from netdsl.draw.tables import crowded, tables
from netdsl.draw.texts import say
from netdsl.draw.views import scene

if TYPE_CHECKING:
    from netdsl.evaluate import Evaluation

MARGIN, NARROWEST = 20.0, 560.0
"""Around everything; how wide a picture is at least."""

TITLE, TEXT = 17.0, 12.0
"""Of the letters of the title, and of other texts."""

BELOW = 26.0
"""Between the parts of a picture."""

GAP = 2.0
"""Between the end of a tie and the node."""

INNER, OUTER = 0.75, 0.95
"""The share of a node that the ends of its ties with another are spread over; and with those outside of them."""


@frozen
class Figure:
    """A picture: what it shows, its SVG, its size in pixels, and every line of text in it with its place."""

    scene: Scene
    svg: str
    width: float
    height: float
    labels: tuple[Label, ...]


def figure(evaluation: "Evaluation", view: str, language: str, also: Also = NOTHING) -> Figure:
    """The picture of one of VIEWS in `en` or `nb`.

    What is `also` there is drawn, and hidden by the class `net-also`; it does not move what else there is.
    """
    return picture(scene(evaluation, view, language, also))


def picture(found: Scene) -> Figure:
    """The picture of a scene."""
    lined = not crowded(found)
    shapes = {n.key: shape(n) for n in found.nodes}
    alone = {n.key for n in found.isolates}
    more = [n for n in found.nodes if lined and n.also]
    tied = [n.key for n in found.nodes if lined and n.key not in alone and not n.also]
    numbers = {key: place for place, key in enumerate(tied)}
    seen = [t for t in found.ties if not t.also]
    pairs = [(numbers[t.start], numbers[t.end]) for t in seen if t.start in numbers and t.end in numbers]
    places = dict(zip(tied, layout([shapes[key].box for key in tied], pairs), strict=True))
    width = max(
        NARROWEST,
        _spread(places, shapes),
        max((s.box.width for s in shapes.values() if not s.node.also), default=0.0) + 2 * MARGIN,
    )
    body: list[str] = []
    labels: list[Label] = []
    bottom = MARGIN

    for line in lines(found.title, TITLE, width - 2 * MARGIN, 3, bold=True):
        labels.append(from_left(line, MARGIN, bottom + TITLE / 2, TITLE, bold=True))
        body.append(labels[-1].drawn("net-title"))
        bottom += TITLE * 1.3
    if not seen:
        labels.append(from_left(say("nothing", found.language), MARGIN, bottom + TEXT, TEXT))
        body.append(labels[-1].drawn("net-text"))
        bottom += TEXT + 8
    places, bottom = _moved(places, shapes, width, bottom + BELOW)
    strip = _strip(found, shapes, width, bottom)
    bottom = strip[1].bottom
    for node in more:
        high = shapes[node.key].box.height / 2
        place = _among(node, found.ties, places, strip[0], shapes) or Place(width / 2, bottom + BELOW + high)
        places[node.key] = place
        bottom = max(bottom, place.y + high)
    places |= strip[0]
    body += [*strip[1].elements, *_ties(found, places, shapes)]
    for node in (n for n in found.nodes if n.key in places):
        body.append(shapes[node.key].drawn(places[node.key]))
        labels += shapes[node.key].labels(places[node.key])
    labels += strip[1].labels
    for table in tables(found):
        part = matrix(table, MARGIN, bottom + BELOW)
        width = max(width, part.right + MARGIN)
        body += part.elements
        labels += part.labels
        bottom = part.bottom
    key = legend(found, MARGIN, bottom + BELOW, width - 2 * MARGIN)
    body += key.elements
    labels += key.labels
    return _whole(found, body, labels, width, key.bottom + MARGIN)


def _whole(found: Scene, body: list[str], labels: list[Label], width: float, height: float) -> Figure:
    name = f"netdsl-{found.view}"
    svg = tag(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": f"netdsl netdsl-{found.view}",
            "width": width,
            "height": height,
            "viewBox": f"0 0 {number(width)} {number(height)}",
            "role": "img",
            "lang": found.language,
            "aria-labelledby": f"{name}-title {name}-desc",
        },
        "\n" + tag("title", {"id": f"{name}-title"}, content(found.title)),
        "\n" + tag("desc", {"id": f"{name}-desc"}, content(found.summary)),
        "\n" + tag("style", {}, STYLE),
        "\n" + tag("rect", {"class": "net-paper", "width": width, "height": height}),
        *("\n" + element for element in body),
        "\n",
    )
    return Figure(found, svg + "\n", width, height, tuple(labels))


def _spread(places: dict[Key, Place], shapes: dict[Key, Shape]) -> float:
    if not places:
        return 0.0
    left = min(p.x - shapes[key].box.width / 2 for key, p in places.items())
    return max(p.x + shapes[key].box.width / 2 for key, p in places.items()) - left + 2 * MARGIN


def _moved(
    places: dict[Key, Place], shapes: dict[Key, Shape], width: float, top: float
) -> tuple[dict[Key, Place], float]:
    """Places in the middle of a width, below a height; and how far down they reach."""
    if not places:
        return {}, top - BELOW
    left = min(p.x - shapes[key].box.width / 2 for key, p in places.items())
    right = max(p.x + shapes[key].box.width / 2 for key, p in places.items())
    high = min(p.y - shapes[key].box.height / 2 for key, p in places.items())
    aside = (width - left - right) / 2
    found = {key: Place(p.x + aside, p.y - high + top) for key, p in places.items()}
    return found, max(p.y + shapes[key].box.height / 2 for key, p in found.items())


def _among(
    node: Node,
    ties: Iterable[Tie],
    places: dict[Key, Place],
    elsewhere: dict[Key, Place],
    shapes: dict[Key, Shape],
) -> Place | None:
    """A place for a node among those that have one, near those that it is tied to, which may be elsewhere."""
    others = {o for t in ties for o in (t.start, t.end) if node.key in (t.start, t.end)}
    near = [place for key, place in (*places.items(), *elsewhere.items()) if key in others]
    lines = [(places[t.start], places[t.end]) for t in ties if not t.also and {t.start, t.end} <= places.keys()]
    return free_place(shapes[node.key].box, [(place, shapes[key].box) for key, place in places.items()], near, lines)


def _strip(found: Scene, shapes: dict[Key, Shape], width: float, top: float) -> tuple[dict[Key, Place], Drawn]:
    """Those without a tie, in rows under a line that says so."""
    if not found.isolates:
        return {}, Drawn([], [], width, top)
    label = from_left(say("isolates", found.language), MARGIN, top + BELOW + TEXT / 2, TEXT)
    places = {}
    x, y, lowest = MARGIN, label.y + TEXT + 6, label.y
    for node in found.isolates:
        box: Box = shapes[node.key].box
        if x > MARGIN and x + box.width > width - MARGIN:
            x, y = MARGIN, lowest + 12
        places[node.key] = Place(x + box.width / 2, y + box.height / 2)
        lowest = max(lowest, y + box.height)
        x += box.width + 14
    return places, Drawn([label.drawn("net-text net-alone")], [label], width, lowest)


def _ties(found: Scene, places: dict[Key, Place], shapes: dict[Key, Shape]) -> list[str]:
    """All ties; those of the same two nodes run side by side, those that are hidden outside of the others.

    One that is hidden and weighs otherwise than one of its kind that is seen runs where that one does.
    """
    between: dict[tuple[Key, Key, bool], list[Tie]] = {}
    seen = {(t.start, t.end, t.kind) for t in found.ties if not t.also}
    hidden = {n.key for n in found.nodes if n.also}
    for tie in sorted(found.ties, key=lambda tie: tie.also):
        one, other = sorted((tie.start, tie.end))
        own = tie.also and (tie.start, tie.end, tie.kind) not in seen
        between.setdefault((one, other, own), []).append(tie)
    elements = []
    signs: list[Place] = []
    for (one, other, also), ties in between.items():
        if one not in places or other not in places:
            continue
        past = places.keys() - {one, other} - (set() if also else hidden)
        boxes = [(places[key], s.box) for key, s in shapes.items() if key in past]
        tracks = sorted({_track(t) for t in ties}, key=lambda track: (track[1] not in (one, None), track[0]))
        inner = len({_track(t) for t in between.get((one, other, False), ())}) if also else 0
        outlines = [shapes[key].corners(places[key]) for key in (one, other)]
        within = room(places[one], places[other], outlines[0], outlines[1])
        beside = _beside(places[one], places[other], len(tracks), inner, boxes, within)
        routes = dict(zip(tracks, beside, strict=True))
        for tie in ties:
            way, mutual = routes[_track(tie)], found.mutual(tie)
            there = way if tie.start == one else way._replace(start=way.end, end=way.start)
            first, last = (shapes[key].corners(places[key]) for key in (tie.start, tie.end))
            there = clipped(there, first, last, GAP if head_length(tie) else 0.0)
            if mutual and tie.kind not in WEIGHED:
                there = there.between(0.5, 1.0)
            said = say("lines", found.language, lines=", ".join(map(str, tie.lines))) if tie.lines else ""
            sign = free(there, boxes, signs, SIGN) if tie.kind in SIGNS else 0.5
            signs += [there.at(sign)] if tie.kind in SIGNS else []
            elements.append(drawn(tie, there, said, mutual=mutual, sign=sign))
    return elements


def _beside(
    start: Place, end: Place, number: int, inner: int, boxes: Sequence[tuple[Place, Box]], within: float
) -> list[Way]:
    """So many ways from a middle to another, on both sides of those of as many `inner` ties that have theirs.

    `within` is how far beside the middles they are still within the outlines.
    """
    if not inner:
        return ways(start, end, number, boxes, INNER * within)
    some = ways(start, end, inner + 2 * number, boxes, OUTER * within)
    return [some[number + inner + n // 2 if n % 2 == 0 else number - 1 - n // 2] for n in range(number)]


def _track(tie: Tie) -> tuple[str, Key | None]:
    """Ties with the same one share a line: those that run both ways and weigh nothing, each has its half of it."""
    return (tie.kind, tie.start if tie.kind in WEIGHED else None)
