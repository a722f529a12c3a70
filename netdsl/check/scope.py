"""What resolved conditions are made of: lines, the holes they see, and the vocabulary they may speak of."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from attrs import define, field, frozen

from netdsl.check.patterns import Matcher, Pattern
from netdsl.check.ruleset import Body
from netdsl.model.forms import Form
from netdsl.source import Span
from netdsl.syntax.rule_tree import Ask, Condition


@frozen
class Line:
    """A resolved line: what makes it true; if it can be open, what makes it open, and what leaves it possible.

    `uses` are the holes of the lines before it that it speaks of.
    """

    condition: Condition
    true: Body
    open: Body | None = None
    possible: Body = ()
    ask: Ask | None = None
    uses: frozenset[str] = frozenset()


@define
class Scope:
    """The holes of a block: those bound so far, and what all of them stand for.

    Holes that belong to a block inside a line get names of their own (`Other·3`), so that no two are taken for one.
    """

    bound: set[str] = field(factory=set)
    types: dict[str, frozenset[str]] = field(factory=dict)
    mark: str = ""
    own: dict[str, str] = field(factory=dict)
    inside: list[tuple[Condition, "Scope"]] = field(factory=list)

    def inner(self, mark: str = "", condition: Condition | None = None) -> "Scope":
        """A scope inside this one, of a line: sees its holes, keeps its own to itself."""
        found = Scope(set(self.bound), dict(self.types), mark, dict(self.own))
        if condition:
            self.inside.append((condition, found))
        return found

    def shadowed(self) -> Iterator[tuple[Condition, str]]:
        """Holes that a line inside took for its own, and a later line of this scope gives a value: two by one name."""
        for condition, inner in self.inside:
            opened = {v.text for v in (*condition.variables, *condition.over)}
            for hole in inner.implicit() - opened - self.own.keys():
                if hole in self.bound:
                    yield condition, hole

    def implicit(self) -> set[str]:
        """The holes that it, or a scope inside it, took for its own without saying so."""
        found = set(self.own)
        for condition, inner in self.inside:
            found |= inner.implicit() - {v.text for v in (*condition.variables, *condition.over)}
        return found

    def name(self, hole: str) -> str:
        """The name of a hole in the steps."""
        if hole in self.own:
            return self.own[hole]
        return hole if hole in self.bound or not self.mark else self.own.setdefault(hole, hole + self.mark)


class Vocabulary(Protocol):
    """What conditions may speak of."""

    matcher: Matcher

    def sentences(self) -> Iterable[Pattern]:
        """All sentences a condition may be."""

    def details(self, relation: str) -> Iterable[Pattern]:
        """The lines that may stand under a statement."""

    def form(self, relation: str) -> Form | None:
        """The form of statement that a relation comes from."""

    def definition(self, relation: str) -> "Defined | None":
        """The definition of a sentence."""

    def column_types(self, relation: str) -> tuple[frozenset[str], ...]:
        """What the columns of a relation stand for."""

    def rule_columns(self, name: str) -> tuple[tuple[str, ...], tuple[frozenset[str], ...]] | None:
        """The holes of a rule's `about`, and what they stand for."""

    def threshold(self, name: str) -> object | None:
        """The default of a threshold."""

    def wrong(self, code: str, span: Span, **arguments: str) -> None:
        """Note a problem by its code, place and arguments."""


@frozen
class Defined:
    """What conditions need to know of a definition: its columns, what settles it, and what to ask."""

    columns: tuple[str, ...]
    settled: tuple[Body, ...]
    ask: Ask | None
