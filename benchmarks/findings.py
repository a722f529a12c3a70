"""What the reference rules find, whoever evaluates them."""

from typing import NamedTuple


class Findings(NamedTuple):
    """The findings of the rules R1 to R4 over a reference network.

    unreturned (R1): who gives whom something and gets nothing back, neither from the receiver nor from an actor that
    stands behind anything the receiver gets.
    in_pairs (R2): the actors whose deciding meetings all have exactly two participants.
    joint (R2): whether some meeting has everyone.
    met (R2): how many pairs of actors ever meet.
    parts (R3): how many parts those who meet fall into without the coordinator.
    sole (R4): giver, receiver and kind, where the receiver wants the kind, nobody else gives it, and R1 finds the two.
    """

    unreturned: frozenset[tuple[int, int]]
    in_pairs: frozenset[int]
    joint: bool
    met: int
    parts: int
    sole: frozenset[tuple[int, int, int]]

    def told_in_brief(self) -> "Findings":
        """The same where nobody counts the parts: 2 for several."""
        return self._replace(parts=min(self.parts, 2))
