"""Quantities that statements speak of, as values that compare exactly.

A quantity is an interval: `40–50 %` is from 40 to 50, `most` is over 50 and at most 100. An end is a pair (number,
side): side 0 is the number itself, 1 just above it, -1 just below it, so that open ends order rightly without being
rounded.
"""

from fractions import Fraction
from typing import NamedTuple

End = tuple[Fraction, int]


class Interval(NamedTuple):
    """A quantity between two ends, in a unit (`%`, a unit of time, or none)."""

    low: End
    high: End
    unit: str = ""


def exactly(number: Fraction | int, unit: str = "") -> Interval:
    """The interval that is one number."""
    end = (Fraction(number), 0)
    return Interval(end, end, unit)


def between(low: Fraction | int, high: Fraction | int, unit: str = "") -> Interval:
    """The interval from `low` to `high`, both included."""
    return Interval((Fraction(low), 0), (Fraction(high), 0), unit)


PORTIONS = {
    "all": exactly(100, "%"),
    "most": Interval((Fraction(50), 1), (Fraction(100), 0), "%"),
    "half": exactly(50, "%"),
    "some": Interval((Fraction(0), 1), (Fraction(100), 0), "%"),
    "few": Interval((Fraction(0), 1), (Fraction(50), -1), "%"),
    "none": exactly(0, "%"),
}
"""Words of quantity as shares."""

TIMES_A_YEAR = {
    "day": Fraction(365),
    "week": Fraction(52),
    "month": Fraction(12),
    "semester": Fraction(2),
    "half_year": Fraction(2),
    "year": Fraction(1),
}
"""How often a unit of time passes in a year; hours do not convert, they are no occasions."""
