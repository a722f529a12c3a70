"""Where nodes go: places at which boxes of given sizes do not overlap, those with ties near each other.

Distances between places follow the distances in the graph, by majorizing stress (E. Gansner, Y. Koren, S. North: Graph
Drawing by Stress Majorization, 2004), which begins on a circle and draws no random numbers. Then boxes that overlap are
pushed apart. Nothing but sums, products, quotients and square roots is computed, which IEEE 754 rounds in one way: the
same network has the same places on every machine.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from math import sqrt
from typing import NamedTuple

ROUNDS = 60
"""Rounds of majorization; afterwards nothing moves that an eye would see."""

STRETCH = 1.45
"""How much wider than high a picture becomes: pages and screens are, and so are labels."""

ACROSS, DOWN = 18.0, 16.0
"""The room between two boxes beside each other, and below each other."""

TIED_ACROSS, TIED_DOWN = 74.0, 48.0
"""The same for two with a tie between them, which needs room to be seen."""

FILLED = 0.3
"""The share of the picture that boxes, with the room around them, are to take up before they are pushed apart."""

PUSHES, WIDER = 400, 1.06
"""After so many rounds of pushing, everything is spread by this factor, and pushed again."""

NEAR, FAR = 2, 0.7
"""Ties on the way to another beyond the first NEAR count as so much."""

CLEARINGS, BESIDE_LINE, SPARSE = 80, 7.0, 3
"""So many rounds in which nodes give way to ties, which are to pass them at a distance; unless there are many ties."""


class Box(NamedTuple):
    """The size of a node."""

    width: float
    height: float


class Place(NamedTuple):
    """The middle of a node."""

    x: float
    y: float


STEPS, NEAREST = 80, 400
"""In so many columns and rows a free place is looked for; and among so many of the nearest one off the ties."""

BENT = 0.3431
"""What brings equal steps of the parameter of a quarter circle near to equal angles."""

Pairs = Sequence[tuple[int, int]]


def layout(boxes: Sequence[Box], pairs: Pairs) -> list[Place]:
    """A place for each box, around (0, 0); `pairs` are the numbers of boxes that are tied.

    Parts that no tie connects are laid out by themselves and put beside each other.
    """
    linked = _linked(len(boxes), pairs)
    parts = sorted(_parts(linked), key=lambda part: (-len(part), part[0]))
    places: list[Place] = [Place(0.0, 0.0)] * len(boxes)
    for part, found in zip(parts, _beside(boxes, parts, linked), strict=True):
        for number, place in zip(part, found, strict=True):
            places[number] = place
    return places


def free_place(
    box: Box, taken: Sequence[tuple[Place, Box]], near: Sequence[Place], ties: Sequence[tuple[Place, Place]]
) -> Place | None:
    """The place inside what is taken at which a box overlaps nothing, is on fewest ties and nearest to some places.

    None where there is no such place. There is room around the box: as between others, or where none has that, less.
    """
    if not taken:
        return None
    left, right = (f(p.x + side * b.width / 2 for p, b in taken) for f, side in ((min, -1), (max, 1)))
    top, bottom = (f(p.y + side * b.height / 2 for p, b in taken) for f, side in ((min, -1), (max, 1)))
    wide, high = right - left - box.width, bottom - top - box.height
    if wide < 0 or high < 0:
        return None
    spots = [
        Place(left + box.width / 2 + wide * column / STEPS, top + box.height / 2 + high * row / STEPS)
        for row in range(STEPS + 1)
        for column in range(STEPS + 1)
    ]
    for room in (1.0, 0.4):
        found = [spot for spot in spots if _clear(spot, box, taken, room)]
        if found:
            found.sort(key=lambda place: sum(_square(place, other) for other in near))
            return min(found[:NEAREST], key=lambda place: sum(_on(place, box, *tie) for tie in ties))
    return None


def _on(spot: Place, box: Box, start: Place, end: Place) -> bool:
    passing = _passing(spot, box, start, end)
    return passing is not None and passing.short > 0


def _clear(place: Place, box: Box, taken: Sequence[tuple[Place, Box]], room: float) -> bool:
    return all(
        abs(place.x - p.x) >= (box.width + b.width) / 2 + room * ACROSS
        or abs(place.y - p.y) >= (box.height + b.height) / 2 + room * DOWN
        for p, b in taken
    )


def _square(one: Place, other: Place) -> float:
    return (one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y)


def _linked(size: int, pairs: Pairs) -> list[list[int]]:
    linked: list[set[int]] = [set() for _ in range(size)]
    for one, other in pairs:
        if one != other:
            linked[one].add(other)
            linked[other].add(one)
    return [sorted(others) for others in linked]


def _parts(linked: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    seen: set[int] = set()
    for start in range(len(linked)):
        if start not in seen:
            part = [n for n, steps in enumerate(_steps(linked, start)) if steps is not None]
            seen.update(part)
            yield part


def _steps(linked: Sequence[Sequence[int]], start: int) -> list[int | None]:
    """How many ties away from one node each other is; None where no way leads."""
    found: list[int | None] = [None] * len(linked)
    found[start] = 0
    waiting = deque([start])
    while waiting:
        one = waiting.popleft()
        for other in linked[one]:
            if found[other] is None:
                found[other] = (found[one] or 0) + 1
                waiting.append(other)
    return found


def _beside(
    boxes: Sequence[Box], parts: Sequence[Sequence[int]], linked: Sequence[Sequence[int]]
) -> Iterator[list[Place]]:
    """The places of each part, the parts in rows as wide as the first."""
    left = top = lowest = 0.0
    widest = None
    for part in parts:
        own = [boxes[n] for n in part]
        numbers = {n: place for place, n in enumerate(part)}
        places = _placed(own, [[numbers[m] for m in linked[n]] for n in part])
        low_x = min(p.x - b.width / 2 for p, b in zip(places, own, strict=True))
        low_y = min(p.y - b.height / 2 for p, b in zip(places, own, strict=True))
        width = max(p.x + b.width / 2 for p, b in zip(places, own, strict=True)) - low_x
        height = max(p.y + b.height / 2 for p, b in zip(places, own, strict=True)) - low_y
        widest = width if widest is None else widest
        if left and left + width > widest:
            left, top = 0.0, lowest
        yield [Place(p.x - low_x + left, p.y - low_y + top) for p in places]
        left += width + 2 * ACROSS
        lowest = max(lowest, top + height + 2 * DOWN)


def _placed(boxes: Sequence[Box], linked: Sequence[Sequence[int]]) -> list[Place]:
    """The places of a part that is connected."""
    if len(boxes) == 1:
        return [Place(0.0, 0.0)]
    spread = _majorized(linked)
    area = sum((b.width + ACROSS) * (b.height + DOWN) for b in boxes) / FILLED
    wide = max(p.x for p in spread) - min(p.x for p in spread) or 1.0
    high = max(p.y for p in spread) - min(p.y for p in spread) or 1.0
    scale = sqrt(area / (max(wide, high / 3) * max(high, wide / 3) * STRETCH))
    return _apart([Place(p.x * scale * STRETCH, p.y * scale) for p in spread], boxes, linked)


def _majorized(linked: Sequence[Sequence[int]]) -> list[Place]:
    size = len(linked)
    distances = [[_distance(steps or 0) for steps in _steps(linked, n)] for n in range(size)]
    weights = [[1 / (d * d) if d else 0.0 for d in row] for row in distances]
    totals = [sum(row) for row in weights]
    hub = max(range(size), key=lambda n: (len(linked[n]), -n))
    tree = sum(map(len, linked)) == 2 * (size - 1)
    places = _circle(_order(linked, hub), hub, Place(0.01, 0.0 if tree else 0.02))
    for _ in range(ROUNDS):
        for one in range(size):
            x = y = 0.0
            here_x, here_y = places[one]
            for weight, distance, (there_x, there_y) in zip(weights[one], distances[one], places, strict=True):
                if weight:
                    off_x, off_y = here_x - there_x, here_y - there_y
                    pull = distance / (sqrt(off_x * off_x + off_y * off_y) or 1.0)
                    x += weight * (there_x + off_x * pull)
                    y += weight * (there_y + off_y * pull)
            places[one] = Place(x / totals[one], y / totals[one])
    return places


def _distance(steps: int) -> float:
    """How far two are to be from each other: those far away less far than they are, or they would stretch the whole."""
    return min(steps, NEAR) + FAR * max(0, steps - NEAR)


def _order(linked: Sequence[Sequence[int]], hub: int) -> list[int]:
    """All but the hub, so that those with ties come after each other."""
    found: list[int] = []
    seen = {hub}

    def follow(start: int) -> None:
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                found.append(one)
                waiting += sorted((n for n in linked[one] if n not in seen), key=lambda n: (-len(linked[n]), -n))

    for start in sorted(linked[hub], key=lambda n: (len(linked[n]), n)):
        follow(start)
    return found


def _circle(order: Sequence[int], hub: int, middle: Place) -> list[Place]:
    """The hub near the middle, where no three that are tied to each other are in line, the others on a circle around.

    The points are those of the rational parametrization of the circle, quarter by quarter: no sine is needed.
    """
    places = [Place(0.0, 0.0)] * (len(order) + 1)
    for number, node in enumerate(order):
        quarter, along = divmod(4 * number / len(order), 1.0)
        t = along * (1 - BENT * (1 - along))
        x, y = (1 - t * t) / (1 + t * t), 2 * t / (1 + t * t)
        places[node] = Place(*((x, y), (-y, x), (-x, -y), (y, -x))[int(quarter)])
    places[hub] = middle
    return places


def _apart(places: list[Place], boxes: Sequence[Box], linked: Sequence[Sequence[int]]) -> list[Place]:
    """Places pushed apart until no box comes nearer to another than the room between them."""
    size = len(places)
    rooms = [
        (
            one,
            other,
            (boxes[one].width + boxes[other].width) / 2 + (TIED_ACROSS if other in linked[one] else ACROSS),
            (boxes[one].height + boxes[other].height) / 2 + (TIED_DOWN if other in linked[one] else DOWN),
        )
        for one in range(size)
        for other in range(one + 1, size)
    ]
    spots = [[p.x, p.y] for p in places]
    ties = [(one, other) for one in range(size) for other in linked[one] if one < other]
    if len(ties) <= SPARSE * size:
        for _ in range(CLEARINGS):
            crowded = _pushed(spots, rooms)
            if not _cleared(spots, boxes, ties) and not crowded:
                break
    while True:
        for _ in range(PUSHES):
            if not _pushed(spots, rooms):
                return [Place(*spot) for spot in spots]
        spots = [[x * WIDER, y * WIDER] for x, y in spots]


def _pushed(spots: list[list[float]], rooms: Sequence[tuple[int, int, float, float]]) -> bool:
    """Whether anything had to be pushed: each two too near, the shorter way."""
    moved = False
    for one, other, wide, high in rooms:
        here, there = spots[one], spots[other]
        off_x, off_y = there[0] - here[0], there[1] - here[1]
        short_x, short_y = wide - abs(off_x), high - abs(off_y)
        if short_x > 0.01 and short_y > 0.01:
            moved = True
            axis, short, off = (0, short_x, off_x) if short_x < short_y * STRETCH else (1, short_y, off_y)
            step = (short / 2 + 0.01) * (1 if off >= 0 else -1)
            here[axis] -= step
            there[axis] += step
    return moved


def _cleared(spots: list[list[float]], boxes: Sequence[Box], ties: Pairs) -> bool:
    """Whether a node had to give way to a tie, seen as a straight line; the ends of the tie give way a little too."""
    moved = False
    for one, other in ties:
        for node, box in enumerate(boxes):
            if node in (one, other):
                continue
            passing = _passing(spots[node], box, spots[one], spots[other])
            if passing and passing.short > 0.5:
                moved = True
                step = passing.short / 2 * passing.side
                across, down = passing.normal
                spots[node][0] += across * step
                spots[node][1] += down * step
                for end, share in ((one, 1 - passing.part), (other, passing.part)):
                    spots[end][0] -= across * step * share / 2
                    spots[end][1] -= down * step * share / 2
    return moved


class _Passing(NamedTuple):
    """How a tie passes a node.

    part: where on its way; normal: its normal; side: of it where the node is; short: by how much it is too near.
    """

    part: float
    normal: tuple[float, float]
    side: int
    short: float


def _passing(spot: Sequence[float], box: Box, start: Sequence[float], end: Sequence[float]) -> _Passing | None:
    """How a tie, seen as a straight line between two middles, passes a node; None where it does not pass it."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    square = along_x * along_x + along_y * along_y
    part = ((spot[0] - start[0]) * along_x + (spot[1] - start[1]) * along_y) / square if square else 0.0
    if not 0 < part < 1:
        return None
    length = sqrt(square)
    normal_x, normal_y = -along_y / length, along_x / length
    off = (spot[0] - start[0]) * normal_x + (spot[1] - start[1]) * normal_y
    short = (abs(normal_x) * box.width + abs(normal_y) * box.height) / 2 + BESIDE_LINE - abs(off)
    return _Passing(part, (normal_x, normal_y), 1 if off >= 0 else -1, short)
