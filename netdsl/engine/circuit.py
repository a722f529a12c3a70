"""Truths that rest on choices: literals, each defined by the ways in which it comes true.

A circuit is a ground normal logic program with weight rules, stratified: what it says follows from the choices. It
belongs to no solver.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

COUPLES = 100
"""How many couples of choices a truth is told by at most."""

Literal = int
"""n: atom n is true; -n: it is not; TRUE: always."""

TRUE: Literal = 0

Way = frozenset[Literal]
"""What comes true when all its literals do."""


class AtLeast(NamedTuple):
    """The weights of the literals that are true sum up to `bound` or more."""

    bound: int
    weights: tuple[tuple[Literal, int], ...]


class Joins(NamedTuple):
    """What joins the nodes 0, 1 … into parts: `left` literals, each of which counts a part or joins two.

    pairs: choice -> the pairs of nodes that it makes neighbours; gathered: groups of choices, each with the node
    that it brings: those of a group that are made join what they bring, and nothing else.
    """

    size: int
    left: tuple[Literal, ...]
    pairs: Mapping[int, Sequence[tuple[int, int]]]
    gathered: Sequence[Mapping[int, int]] = ()


class Circuit:
    """Atoms from 1 on; the first are choices, one for each of `costs`.

    ways: atom -> the ways in which it comes true (a choice has none); sums: atom -> when it is true; parted: what
    tells how choices join parts, asked only where that is needed.
    """

    def __init__(self, costs: Sequence[int]) -> None:
        self.costs = costs
        self.free = self.size = len(costs)
        self.ways: dict[int, Collection[Way]] = {}
        self.sums: dict[int, AtLeast] = {}
        self.parted: list[Callable[[], Joins]] = []
        self._known: dict[Any, Literal] = {}
        self._makers: dict[int, frozenset[int]] = {}
        self._couples: dict[int, frozenset[frozenset[int]] | None] = {}

    @cached_property
    def joins(self) -> list[Joins]:
        """What is known of how choices join parts, once all is grounded."""
        return [told() for told in self.parted]

    def new(self) -> int:
        """An atom that has no definition yet."""
        self.size += 1
        return self.size

    def any(self, ways: Collection[Way]) -> Literal | None:
        """A literal for one of some ways; None where there is none."""
        if not ways:
            return None
        if len(ways) == 1:
            (way,) = ways
            if len(way) < 2:
                return next(iter(way), TRUE)
        if _ALWAYS in ways:
            return TRUE
        key = frozenset(ways)
        if key not in self._known:
            self._known[key] = self.new()
            self.ways[self.size] = tuple(ways)
        return self._known[key]

    def at_least(self, number: int, literals: Sequence[Literal]) -> Literal | None:
        """A literal for so many of some literals, each counted as often as it is there, none of them TRUE."""
        if number <= 0:
            return TRUE
        if number > len(literals):
            return None
        if number == 1:
            return self.any(dict.fromkeys(frozenset((lit,)) for lit in literals))
        if number == len(literals):
            way = joined((), literals)
            return None if way is None else self.any([way])
        key = (number, tuple(sorted(literals)))
        if key not in self._known:
            self._known[key] = self.new()
            self.sums[self.size] = AtLeast(number, weighed((lit, 1) for lit in key[1]))
        return self._known[key]

    def follows(self, atom: int, other: Literal) -> None:
        """State that an atom is true when a literal is; it has to be so anyway."""
        if atom > self.free:
            self.ways[atom] = (*self.ways.get(atom, ()), frozenset((other,)))

    def makers(self, literal: Literal, depth: int = 50) -> frozenset[int]:
        """Choices that make a literal true alone, as far as that is seen at some depth; denials are taken to hold."""
        if literal <= 0 or not depth:
            return frozenset()
        if literal <= self.free:
            return frozenset((literal,))
        if literal not in self._makers:
            self._makers[literal] = frozenset()  # what rests on itself has no maker that way
            found: set[int] = set()
            for way in self.ways.get(literal, ()):
                makers = [self.makers(lit, depth - 1) for lit in way if lit > 0]
                if makers:
                    found |= frozenset.intersection(*makers)
            self._makers[literal] = frozenset(found)
        return self._makers[literal]

    def couples(self, literal: Literal, depth: int = 50) -> frozenset[frozenset[int]] | None:
        """Sets of one or two choices, one of which is made whenever a literal is true; None where that is not seen."""
        if literal <= 0:
            return frozenset([frozenset()])
        if literal <= self.free:
            return frozenset([frozenset((literal,))])
        if literal not in self._couples:
            self._couples[literal] = None  # not seen for what rests on itself, nor for sums
            if depth and literal in self.ways and literal not in self.sums:
                self._couples[literal] = self._coupled(self.ways[literal], depth - 1)
        return self._couples[literal]

    def _coupled(self, ways: Iterable[Way], depth: int) -> frozenset[frozenset[int]] | None:
        found: set[frozenset[int]] = set()
        for way in ways:
            together: set[frozenset[int]] = {frozenset()}
            for lit in way:
                some = self.couples(lit, depth)
                if some is None:
                    return None
                together = {one | other for one in together for other in some}
                if len(together) > COUPLES or any(len(one) > 2 for one in together):
                    return None
            found |= together
        return frozenset(found)

    def beneath(self, literals: Iterable[Literal]) -> set[int]:
        """The atoms of some literals, and all that they rest on."""
        seen: set[int] = set()
        todo = [abs(lit) for lit in literals]
        while todo:
            atom = todo.pop()
            if atom not in seen:
                seen.add(atom)
                todo += [abs(lit) for way in self.ways.get(atom, ()) for lit in way]
                if atom in self.sums:
                    todo += [abs(lit) for lit, _ in self.sums[atom].weights]
        return seen


_ALWAYS: Way = frozenset()


def joined(way: Iterable[Literal], more: Iterable[Literal]) -> Way | None:
    """All literals of both; None where they contradict each other."""
    found = frozenset((*way, *more))
    if TRUE in found:
        found -= {TRUE}
    if len(found) > 1:
        for lit in found:
            if lit < 0 and -lit in found:
                return None
    return found


def weighed(weights: Iterable[tuple[Literal, int]]) -> tuple[tuple[Literal, int], ...]:
    """Each literal once, with all its weight."""
    found: dict[Literal, int] = {}
    for lit, weight in weights:
        found[lit] = found.get(lit, 0) + weight
    return tuple(found.items())
