"""What a change is traced by: where each predicate reads relations, and the compiled functions that follow a change.

It is all that is left of a plan here, and it is kept on disk: what reads it needs neither the plan nor the compiler.
"""

import marshal
from collections.abc import Collection, Mapping
from types import CodeType
from typing import Any, NamedTuple, Protocol

from netdsl.engine.kept import Reading

BOTH = 0
"""The sign of a place where what comes may bring heads and may cost some: inside what is counted."""

TOUCHED = "touched"
"""Function of rows at a place: the values of the columns of the head that they touch."""

BROUGHT = "brought"
"""Function of rows that came at a place: the rows of the head that hold with them."""

ASKED = "asked"
"""Function of values of some columns of a head: the rows with them that hold."""

DERIVED = "derived"
"""Function of anything: the rows of all heads of a layer, by name."""

Key = tuple[Any, ...]
"""What a function is for: one of these; then head, relation and number of the place, head and columns, or the layer."""


class Place(NamedTuple):
    """A place where a predicate reads a relation.

    columns: those of the head that can be told from a row there; sign: 1 where rows that come can only bring heads and
    rows that go only cost some, -1 the other way round, else `BOTH`; brings: whether a row that came can be asked which
    heads hold with it.
    """

    columns: tuple[str, ...]
    sign: int
    brings: bool


class Head(NamedTuple):
    """A predicate: its columns, and the places where it reads each relation."""

    name: str
    columns: tuple[str, ...]
    places: Mapping[str, tuple[Place, ...]]


class Parted(NamedTuple):
    """How parts are made.

    edges: the places where edges are read; nodes: the relations that nodes are read from; node, part, beside: columns
    of the node, of the part that it is in, and of what stands beside it.
    """

    edges: Head
    nodes: frozenset[str]
    node: int
    part: int
    beside: tuple[int, ...]


class Layer(NamedTuple):
    """Heads that are derived together; anew, when anything moves in what they read, if they are recursive or parts."""

    heads: tuple[Head, ...]
    recursive: bool
    parted: Parted | None


class Code(NamedTuple):
    """A module, its function, and the tables that it reads, by name."""

    code: CodeType
    function: str
    tables: tuple[tuple[str, Reading], ...]


class Tracing(Protocol):
    """Answers how a change moves on."""

    @property
    def readers(self) -> Mapping[str, Collection[int]]:
        """Relation -> the numbers of the layers that read it."""

    @property
    def constants(self) -> list[object]:
        """What the functions read as `K`."""

    def layer(self, number: int) -> Layer:
        """A layer."""

    def code(self, key: Key) -> Code:
        """A function."""


class Traced(NamedTuple):
    """All that can be answered; `codes` are marshalled, so that what is not asked for costs nothing."""

    readers: Mapping[str, Collection[int]]
    constants: list[object]
    layers: tuple[Layer, ...]
    codes: Mapping[Key, bytes]

    def layer(self, number: int) -> Layer:
        """A layer."""
        return self.layers[number]

    def code(self, key: Key) -> Code:
        """A function."""
        code, function, tables = marshal.loads(self.codes[key])  # noqa: S302  the program wrote it
        return Code(code, function, tuple((name, Reading(*reading)) for name, reading in tables))


def marshalled(code: Code) -> bytes:
    """A function as `Traced` has it."""
    tables = tuple((name, (r.relation, r.both, r.keys, r.outs)) for name, r in code.tables)
    return marshal.dumps((code.code, code.function, tables))
