"""Reference networks of any size, the same for everyone who evaluates them.

About ten exchanges and two meetings an actor. Few actors give most; six in ten receivers and nine in ten participants
are from the same block of fifty; four in ten exchanges answer another one; a fifth has a third actor behind it; half of
the meetings have two participants, the rest up to eight; some blocks meet nobody else. Actor 0 coordinates.
"""

from functools import partial
from itertools import accumulate
from random import Random
from typing import NamedTuple

KINDS = 12
BLOCK = 50


class Exchange(NamedTuple):
    """`giver` gives `receiver` something of a kind, `behind` standing behind it on behalf of the receiver."""

    giver: int
    receiver: int
    kind: int
    behind: int | None


class Meeting(NamedTuple):
    """Who is there, in order, and whether things are decided there."""

    members: tuple[int, ...]
    decides: bool


class Reference(NamedTuple):
    """A network of the actors 0, 1, … below `size`; `wants` says which kinds an actor wants."""

    size: int
    exchanges: list[Exchange]
    wants: list[tuple[int, int]]
    meetings: list[Meeting]


def reference(size: int, seed: int = 0) -> Reference:
    """The reference network of a size."""
    random = Random(f"{size} {seed}")
    block = max(2, min(size, BLOCK))
    weights = accumulate((rank + 10) ** -0.6 for rank in random.sample(range(size), size))
    popular = partial(random.choices, range(size), cum_weights=list(weights))
    firsts = []
    for giver in popular(k=size * 6):
        near = (giver // block * block + random.randrange(block)) % size
        receiver = near if random.random() < 0.6 else popular()[0]
        firsts.append((giver, receiver if receiver != giver else (giver + 1) % size))
    answers = [(receiver, giver) for giver, receiver in random.choices(firsts, k=size * 4)]
    exchanges = []
    for giver, receiver in firsts + answers:
        behind = popular()[0] if random.random() < 0.2 else None
        third = behind if behind not in (giver, receiver) else None
        exchanges.append(Exchange(giver, receiver, random.randrange(KINDS), third))
    wants = sorted({(actor, random.randrange(KINDS)) for actor in range(size) for _ in range(2)})
    closed = {number for number in range(-(-size // block)) if random.random() < 0.05}
    meetings = [_meeting(size, block, closed, random) for _ in range(size * 2)]
    return Reference(size, exchanges, wants, meetings)


def _meeting(size: int, block: int, closed: set[int], random: Random) -> Meeting:
    home = random.randrange(size) // block
    members = set()
    for _ in range(min(size, 2 if random.random() < 0.5 else random.randint(3, 8))):
        near = home * block + random.randrange(block)
        far = random.randrange(size)
        goes = random.random() < 0.1 and home not in closed and far // block not in closed
        members.add(far if goes else near if near < size else home * block)
    return Meeting(tuple(sorted(members)), random.random() < 0.6)
