"""The ways of ties from node to node: straight, or bent where a straight line would run over another node."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from netdsl.draw.layout import Box, Place
from netdsl.draw.shape import Corners

BENDS = (0.0, 0.1, -0.1, 0.2, -0.2, 0.35, -0.35, 0.5, -0.5)
"""How far a way may be bent to one side or the other, in parts of its length: the first that runs over least."""

SAMPLES = 32
"""A way is looked at in so many places."""

SIGN_TIMES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Where on a way a sign may stand."""

APART, CLEAR = 12.0, 4.0
"""Between two ties of the same two nodes; between a tie and a node that it passes."""


class Way(NamedTuple):
    """A curve from a point to another, drawn towards a third between them (a quadratic Bézier curve)."""

    start: Place
    control: Place
    end: Place

    def at(self, t: float) -> Place:
        """The point at a time from 0 to 1."""
        a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        return Place(
            a * self.start.x + b * self.control.x + c * self.end.x,
            a * self.start.y + b * self.control.y + c * self.end.y,
        )

    def between(self, since: float, until: float) -> "Way":
        """The part of it between two times."""
        start, end = self.at(since), self.at(until)
        a, b, c = (1 - since) * (1 - until), since + until - 2 * since * until, since * until
        control = Place(
            a * self.start.x + b * self.control.x + c * self.end.x,
            a * self.start.y + b * self.control.y + c * self.end.y,
        )
        return Way(start, control, end)

    @property
    def arrival(self) -> tuple[float, float]:
        """The direction in which it comes to its end, of length 1."""
        return _direction(self.control, self.end) if self.control != self.end else _direction(self.start, self.end)


def ways(
    start: Place, end: Place, number: int, boxes: Sequence[tuple[Place, Box]], room: float = float("inf")
) -> list[Way]:
    """So many ways from a middle to another, side by side; `boxes` are the other nodes, which they avoid.

    Their ends are no farther from the middles than the room; between these they are as far apart as elsewhere.
    """
    across, down = _direction(start, end)
    length = sqrt((end.x - start.x) ** 2 + (end.y - start.y) ** 2)
    middle = Place((start.x + end.x) / 2, (start.y + end.y) / 2)
    offs = [(place - (number - 1) / 2) * APART for place in range(number)]
    closer = min(1.0, room / offs[-1]) if number > 1 else 1.0

    def bent(bend: float, off: float) -> Way:
        def moved(place: Place, by: float) -> Place:
            return Place(place.x - down * by, place.y + across * by)

        at_ends = off * closer
        return Way(moved(start, at_ends), moved(middle, 2 * off - at_ends + bend * length), moved(end, at_ends))

    near = [b for b in boxes if _near(b, start, end, length)]
    best = min(BENDS, key=lambda bend: (sum(_over(bent(bend, off), near) for off in offs), abs(bend), -bend))
    return [bent(best, off) for off in offs]


def room(start: Place, end: Place, first: Corners, last: Corners) -> float:
    """How far beside two middles, across the way between them, one is still within the outlines around them."""
    across, down = _direction(start, end)
    found = float("inf")
    for middle, outline in ((start, first), (end, last)):
        for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
            inside = (x2 - x1) * (middle.y - y1) - (y2 - y1) * (middle.x - x1)
            lost = abs((x2 - x1) * across + (y2 - y1) * down)
            found = min(found, inside / lost) if lost else found
    return found


def free(way: Way, boxes: Sequence[tuple[Place, Box]], taken: Sequence[Place], reach: float) -> float:
    """The time, near the middle, at which there is most room for a sign: off nodes, and off signs already there."""

    def hidden(time: float) -> int:
        spot = way.at(time)
        over = sum(
            abs(spot.x - x) < wide / 2 + reach and abs(spot.y - y) < high / 2 + reach for (x, y), (wide, high) in boxes
        )
        return 2 * over + sum(abs(spot.x - x) < 2 * reach and abs(spot.y - y) < 2 * reach for x, y in taken)

    return min(SIGN_TIMES, key=lambda time: (hidden(time), abs(time - 0.5), time))


def clipped(way: Way, first: Corners, last: Corners, gap: float) -> Way:
    """The part of a way that lies between two outlines, and ends that far from the last."""
    since = _leaves(way, first, 0.0, 1.0)
    until = _leaves(way, last, 1.0, 0.0)
    if until <= since:
        return way.between(0.45, 0.55)
    length = _length(way.between(since, until))
    return way.between(since, until - (until - since) * min(gap / length, 0.5) if length else until)


def _length(way: Way) -> float:
    spots = [way.at(n / 8) for n in range(9)]
    return sum(sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2) for a, b in pairwise(spots))


def _leaves(way: Way, outline: Corners, inside: float, outside: float) -> float:
    """The time, from one that is inside an outline towards one outside, at which a way leaves it for good."""
    step = (outside - inside) / SAMPLES
    time = inside
    for number in range(SAMPLES):
        if _within(way.at(inside + number * step), outline):
            time = inside + number * step
    low, high = time, time + step
    for _ in range(10):
        half = (low + high) / 2
        low, high = (half, high) if _within(way.at(half), outline) else (low, half)
    return high


def _within(place: Place, outline: Corners) -> bool:
    """Whether a place is inside a convex outline, whose corners go round clockwise as seen."""
    return all(
        (x2 - x1) * (place.y - y1) - (y2 - y1) * (place.x - x1) >= 0
        for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True)
    )


def _near(other: tuple[Place, Box], start: Place, end: Place, length: float) -> bool:
    (x, y), (wide, high) = other
    reach = length / 2 + CLEAR
    return (
        min(start.x, end.x) - reach < x + wide / 2
        and max(start.x, end.x) + reach > x - wide / 2
        and min(start.y, end.y) - reach < y + high / 2
        and max(start.y, end.y) + reach > y - high / 2
    )


def _over(way: Way, boxes: Sequence[tuple[Place, Box]]) -> int:
    """In how many places a way runs over a box."""
    spots = [way.at(n / SAMPLES) for n in range(SAMPLES + 1)]
    return sum(
        1
        for (x, y), (wide, high) in boxes
        for spot in spots
        if abs(spot.x - x) < wide / 2 + CLEAR and abs(spot.y - y) < high / 2 + CLEAR
    )


def _direction(start: Place, end: Place) -> tuple[float, float]:
    across, down = end.x - start.x, end.y - start.y
    length = sqrt(across * across + down * down) or 1.0
    return across / length, down / length
