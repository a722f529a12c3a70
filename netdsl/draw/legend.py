"""The key of a picture: every shape and line that occurs in it, and no other."""

from collections.abc import Iterator
from typing import NamedTuple

from netdsl.draw.label import Label, from_left
from netdsl.draw.layout import Box, Place
from netdsl.draw.line import WEIGHED, casing, marks
from netdsl.draw.marks import cell_marks, tie_marks
from netdsl.draw.route import APART, Way
from netdsl.draw.scene import WEIGHTS, Node, Scene, Tie
from netdsl.draw.shape import Shape
from netdsl.draw.svg import content, tag
from netdsl.draw.tables import crowded
from netdsl.draw.texts import say

SECTORS = ("public", "private", "voluntary", "")
KINDS = ("gives", "pays", "informs", "depends", "independent", "undecided", "attends", "at_times", "one_of", "part")

SIZE, ROW, GAP, SAMPLE, SAMPLE_HIGH = 12.0, 30.0, 22.0, 46.0, 18.0
"""Of its letters; the height of a row; between two entries; how wide and high what an entry shows is."""


class Drawn(NamedTuple):
    """A part of a picture: its elements, its labels, and how far it reaches."""

    elements: list[str]
    labels: list[Label]
    right: float
    bottom: float


def legend(scene: Scene, left: float, top: float, width: float) -> Drawn:
    """The key, in rows of a width below a height."""
    language = scene.language
    heading = from_left(say("key", language), left, top + SIZE, SIZE, bold=True)
    elements, labels = [heading.drawn("net-text")], [heading]
    if any(n.also for n in scene.nodes) or any(t.also for t in scene.ties) or scene.cells:
        came = _came(scene, heading.box[2] + GAP, heading.y)
        elements += came.elements
        labels += came.labels
    x, y = left, top + SIZE + ROW
    for make, text in _entries(scene):
        label = from_left(text, 0, 0, SIZE)
        needed = SAMPLE + 8 + label.length
        if x > left and x + needed > left + width:
            x, y = left, y + ROW
        sign = make(Place(x + SAMPLE / 2, y))
        placed = from_left(text, x + SAMPLE + 8, y, SIZE)
        elements.append(
            tag("g", {"class": "net-key"}, tag("title", {}, content(text)), *sign, placed.drawn("net-text"))
        )
        labels.append(placed)
        x += needed + GAP
    return Drawn(elements, labels, left + width, y + ROW / 2)


def _came(scene: Scene, left: float, y: float) -> Drawn:
    """The entry of what comes with a change, beside the heading, where it takes no room while it is hidden."""
    text = say("key came", scene.language)
    label = from_left(text, left + SAMPLE + 8, y, SIZE)
    tie, way = _sample("attends", ""), _straight(left, left + SAMPLE, y)
    elements = [tag("title", {}, content(text)), *casing(tie, way), *marks(tie, way), label.drawn("net-text")]
    return Drawn([tag("g", {"class": "net-key net-also"}, *elements)], [label], label.box[2], label.box[3])


def _entries(scene: Scene) -> "Iterator[tuple[_Maker, str]]":
    language = scene.language
    actors = [n for n in scene.nodes if n.kind == "actor"]
    ties, table = [t for t in scene.ties if not t.also], crowded(scene)
    for sector in SECTORS:
        if any(n.sector == sector for n in actors):
            yield _Maker(node=Node(("actor", ""), "", sector=sector)), say(f"key sector {sector}", language)
    for role in ("coordinator", "outside"):
        if any(n.role == role for n in actors):
            yield _Maker(node=Node(("actor", ""), "", sector="public", role=role)), say(f"key {role}", language)
    for kind in ("group", "meeting"):
        if not (kind == "meeting" and table) and any(n.kind == kind and not n.also for n in scene.nodes):
            yield _Maker(node=Node((kind, ""), "")), say(f"key {kind}", language)
    for kind in KINDS:
        if any(t.kind == kind for t in ties):
            weights = {t.weight for t in ties if t.kind == kind}
            if kind not in WEIGHED:
                yield _Maker(tie=_sample(kind, ""), cell=table), say(f"key {kind}", language)
                continue
            for weight in (w for w in (*reversed(WEIGHTS), "") if w in weights):
                text = f"{say(f'key {kind}', language)}: {say(f'key weight {weight}', language)}"
                yield _Maker(tie=_sample(kind, weight), cell=table), text
    for kind in ("gives", "informs", "depends"):
        if not table and any(t.kind == kind and scene.mutual(t) for t in ties):
            weight = "important" if kind == "gives" else ""
            yield _Maker(tie=_sample(kind, weight), both=True), say(f"key mutual {kind}", language)
    kinds = {cell.kind for cell in scene.matrix.values()}
    for kind in ("together", "at_times", "perhaps", "never"):
        if kind in kinds:
            yield _Maker(meets=kind), say(f"key cell {kind}", language)
    if kinds:
        yield _Maker(), say("key cell empty", language)


def _sample(kind: str, weight: str) -> Tie:
    return Tie(("", ""), ("", ""), kind, "", weight)


class _Maker(NamedTuple):
    """Draws the sign of an entry around a place."""

    node: Node | None = None
    tie: Tie | None = None
    both: bool = False
    cell: bool = False
    meets: str = ""

    def __call__(self, place: Place) -> list[str]:
        if self.node:
            return Shape(self.node, (), SIZE, False, Box(SAMPLE - 8, SAMPLE_HIGH)).outlines(place)
        if self.meets:
            return cell_marks(self.meets, 2, place, SAMPLE_HIGH)
        corner = {"x": place.x - SAMPLE_HIGH / 2, "y": place.y - SAMPLE_HIGH / 2}
        grid = tag("rect", {"class": "net-grid", **corner, "width": SAMPLE_HIGH, "height": SAMPLE_HIGH})
        if not self.tie:
            return [grid]
        if self.cell:
            return [grid, *tie_marks(self.tie, place, SAMPLE_HIGH)]
        left, right = place.x - SAMPLE / 2, place.x + SAMPLE / 2
        if not self.both:
            return marks(self.tie, _straight(left, right, place.y))
        if self.tie.kind not in WEIGHED:
            halves = ((place.x, right), (place.x, left))
            return [mark for start, end in halves for mark in marks(self.tie, _straight(start, end, place.y))]
        up, down = place.y - APART / 2, place.y + APART / 2
        return [*marks(self.tie, _straight(left, right, up)), *marks(self.tie, _straight(right, left, down))]


def _straight(start: float, end: float, y: float) -> Way:
    return Way(Place(start, y), Place((start + end) / 2, y), Place(end, y))
