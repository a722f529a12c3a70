"""What a picture shows, before it has places: actors, groups and meetings, the ties between them, a matrix."""

from typing import NamedTuple

from attrs import frozen

Key = tuple[str, str]
"""What is drawn as a node: `actor`, `group` or `meeting`, and its name."""

VIEWS = ("exchanges", "meetings", "dependence", "information")

WEIGHTS = ("marginal", "important", "essential")
"""What a thing may matter, the least first."""

UNDIRECTED = ("attends", "at_times", "one_of", "independent", "undecided")
"""Kinds of tie that run no way."""


class Node(NamedTuple):
    """An actor, a group or a meeting.

    sector: `public`, `private`, `voluntary` or empty; role: `coordinator`, `outside` or empty; title: what it is, in a
    line; about: more, a sentence each; also: whether it is none of the network, but one to be shown when asked for.
    """

    key: Key
    title: str
    about: tuple[str, ...] = ()
    sector: str = ""
    role: str = ""
    also: bool = False

    @property
    def kind(self) -> str:
        """`actor`, `group` or `meeting`."""
        return self.key[0]

    @property
    def name(self) -> str:
        """Its name in the file."""
        return self.key[1]


class Tie(NamedTuple):
    """A tie from one node to another; all things of one kind that pass between them one way are one tie.

    kind: `gives`, `pays`, `informs`, `depends`, `part`, or one of UNDIRECTED; weight: one of WEIGHTS, or empty where it
    is not told or does not count; title: what it says, in a line; lines: those of the file that say it; also: whether
    it is no tie of the network, but one to be shown when asked for.
    """

    start: Key
    end: Key
    kind: str
    title: str
    weight: str = ""
    lines: tuple[int, ...] = ()
    also: bool = False

    @property
    def directed(self) -> bool:
        """Whether it runs from start to end."""
        return self.kind not in UNDIRECTED


class Cell(NamedTuple):
    """A cell of a matrix: `together`, `at_times`, `perhaps` or `never`; how many meetings; and a line.

    also: whether it is to be shown in the place of another when asked for.
    """

    kind: str
    meetings: int
    title: str
    also: bool = False


Ends = tuple[Key, Key]
"""The row and the column of a cell."""


class Also(NamedTuple):
    """What comes with a scene, to be shown when asked for; each part of it is marked `also`."""

    nodes: tuple[Node, ...] = ()
    ties: tuple[Tie, ...] = ()
    cells: tuple[tuple[Ends, Cell], ...] = ()


NOTHING = Also()


@frozen
class Scene:
    """All that a picture shows. matrix: two nodes -> their cell, in both orders; cells: those of `Also`."""

    view: str
    language: str
    title: str
    summary: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    matrix: dict[Ends, Cell]
    cells: tuple[tuple[Ends, Cell], ...] = ()

    def mutual(self, tie: Tie) -> bool:
        """Whether a tie of its kind runs the other way too."""
        return tie.directed and any(
            t.kind == tie.kind and (t.start, t.end) == (tie.end, tie.start) and t.also == tie.also for t in self.ties
        )

    @property
    def isolates(self) -> tuple[Node, ...]:
        """The nodes without a tie, those apart that are only to be shown when asked for."""
        tied = {key for t in self.ties if not t.also for key in (t.start, t.end)}
        return tuple(n for n in self.nodes if n.key not in tied and not n.also)
