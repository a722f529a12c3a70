"""Comparisons of values as conditions mean them: exact, and three-valued where a quantity is a range."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from netdsl.model.quantities import End, Interval


def compare(left: object, operator: str, right: object, how: str = "holds") -> bool:
    """Whether a comparison `holds`, `fails`, is `possible` or is `open` for two values.

    Numbers and quantities compare by their ends: a comparison holds when it does for all of both, and is open when it
    does for some. Shares and percentages are both parts of one. Quantities of different units, or a share and a plain
    amount, do not compare: open.
    Anything else is equal or not.
    """
    if left is None or right is None:
        return False
    if isinstance(left, str) or isinstance(right, str) or (isinstance(left, tuple) and not isinstance(left, Interval)):
        return _ordered(left, operator, right) == (how in ("holds", "possible"))
    (low, high, unit), (other_low, other_high, other_unit) = _ends(left), _ends(right)
    if unit and other_unit and unit != other_unit:
        return how in ("possible", "open")
    always, ever = _decide(operator, low, high, other_low, other_high)
    return {"holds": always, "possible": ever, "open": ever and not always, "fails": not ever}[how]


def on_scale(scale: Mapping[object, int], left: object, operator: str, right: object, how: str = "holds") -> bool:
    """A comparison of two words by their rank; a word that is not on the scale compares with nothing."""
    one, other = scale.get(left), scale.get(right)
    if one is None or other is None:
        return False
    return _ordered(one, operator, other) == (how in ("holds", "possible"))


def _ends(value: object) -> tuple[End, End, str]:
    if isinstance(value, Interval):
        if value.unit == "%":
            return (value.low[0] / 100, value.low[1]), (value.high[0] / 100, value.high[1]), "%"
        return value.low, value.high, value.unit or "number"
    return (value, 0), (value, 0), ""  # type: ignore[return-value]


def _ordered(left: object, operator: str, right: object) -> bool:
    if operator == "==":
        return left == right
    if operator == "!=":
        return left != right
    one: Any = left
    return bool(one > right) == (operator == ">") if operator in (">", "<=") else bool(one < right) == (operator == "<")


def _decide(operator: str, low: End, high: End, other_low: End, other_high: End) -> tuple[bool, bool]:
    """Whether it is always so, and whether it ever is."""
    if operator == ">":
        return low > other_high, high > other_low
    if operator == ">=":
        return low >= other_high, high >= other_low
    if operator == "<":
        return high < other_low, low < other_high
    if operator == "<=":
        return high <= other_low, low <= other_high
    same = low == high == other_low == other_high
    overlap = low <= other_high and other_low <= high
    return (same, overlap) if operator == "==" else (not overlap, not same)


def calculate(operator: str, left: object, right: object) -> object:
    """Arithmetic on numbers, exact; None where it has no value."""
    if not isinstance(left, int | Fraction) or not isinstance(right, int | Fraction):
        return None
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    return Fraction(left) / right if right else None


def share(total: int, yes: int, possible: int) -> Interval | None:
    """The share of `yes`, at most `possible`, in `total`, in percent; none of nothing."""
    from netdsl.model.quantities import between

    return between(Fraction(100 * yes, total), Fraction(100 * possible, total), "%") if total else None


def total(values: list[object]) -> object:
    """The sum of numbers and quantities: a range where one of them is a range; None where their units differ."""
    if not values:
        return Fraction(0)
    ends = [_ends(value) for value in values]
    units = {unit for _, _, unit in ends if unit}
    if len(units) > 1:
        return None
    low, high = _sum([low for low, _, _ in ends]), _sum([high for _, high, _ in ends])
    if low == high and not low[1]:
        return low[0]
    if "%" in units:
        return Interval((low[0] * 100, low[1]), (high[0] * 100, high[1]), "%")
    return Interval(low, high, min(units, default="").replace("number", ""))


def _sum(ends: list[End]) -> End:
    """The sum of ends: just above or below it when one of them is."""
    return sum((number for number, _ in ends), Fraction(0)), next((side for _, side in ends if side), 0)
