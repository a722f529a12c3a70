"""Evidence: why something holds, as a tree.

Its leaves are what lines of the file state, what is absent, and comparisons; its inner nodes what a definition derives
and what is counted. What settles that something is absent stands beside it, as further premises.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from netdsl.check.ruleset import Body, Compare

Row = tuple[Any, ...]
Environment = dict[str, Any]


class Stated(NamedTuple):
    """A fact that lines of the file state."""

    relation: str
    row: Row


class Derived(NamedTuple):
    """A sentence that a definition makes of its premises.

    height: the number of derivations above one another; size: the number of nodes.
    """

    relation: str
    row: Row
    premises: tuple["Evidence", ...]
    height: int
    size: int


class Missing(NamedTuple):
    """A condition of which nothing is found; `known` are its holes' values, what settles it stands beside it.

    because: what keeps it from holding, where it would hold but for that.
    """

    bodies: tuple[Body, ...]
    known: Environment
    because: tuple["Evidence", ...] = ()


class Counted(NamedTuple):
    """A number, share or list, and the members behind it, each with its evidence."""

    kind: str
    name: str
    value: Any
    members: tuple[tuple[Row, tuple["Evidence", ...]], ...]


class Compared(NamedTuple):
    """A comparison that came out true, with the values of both sides, and the thresholds in it."""

    step: Compare
    left: Any
    right: Any
    thresholds: tuple[str, ...]
    ratio: tuple[Any, Any] | None = None


Evidence = Stated | Derived | Missing | Counted | Compared
Premises = tuple[Evidence, ...]


def derived(relation: str, row: Row, premises: Premises) -> Derived:
    """A derivation from its premises."""
    return Derived(relation, row, premises, 1 + max(map(height, premises), default=0), 1 + sum(map(size, premises)))


def height(evidence: Evidence) -> int:
    """The number of derivations above one another."""
    if isinstance(evidence, Derived):
        return evidence.height
    if isinstance(evidence, Counted):
        return max((height(p) for _, premises in evidence.members for p in premises), default=0)
    return 0


def size(evidence: Evidence) -> int:
    """The number of nodes."""
    if isinstance(evidence, Derived):
        return evidence.size
    if isinstance(evidence, Counted):
        return 1 + sum(size(p) for _, premises in evidence.members for p in premises)
    return 1


def content(evidence: Evidence) -> str:
    """What it rests on, as a text by which equally short derivations are put in order."""
    if isinstance(evidence, Stated):
        return f"{evidence.relation}{evidence.row}"
    if isinstance(evidence, Derived):
        return evidence.relation + "".join(map(content, evidence.premises))
    if isinstance(evidence, Counted):
        return "".join(f"{row}{''.join(map(content, premises))}" for row, premises in evidence.members)
    return ""


def parts(evidence: Evidence) -> Iterator[Evidence]:
    """What evidence is made of: the evidence under it."""
    if isinstance(evidence, Derived):
        yield from evidence.premises
    elif isinstance(evidence, Missing):
        yield from evidence.because
    elif isinstance(evidence, Counted):
        for _, premises in evidence.members:
            yield from premises


def stated(evidence: Evidence) -> Iterator[Stated]:
    """The facts that evidence ends in, with repetitions."""
    if isinstance(evidence, Stated):
        yield evidence
    else:
        for part in parts(evidence):
            yield from stated(part)
