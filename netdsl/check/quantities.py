"""Quantities, dates and figures as they are written, made into values that compare exactly."""

from collections.abc import Sequence
from fractions import Fraction

from netdsl.model.dates import Date, date
from netdsl.model.quantities import PORTIONS, TIMES_A_YEAR, Interval, between, exactly
from netdsl.syntax.lalr import Node, Token


class Unmeant(Exception):  # noqa: N818  what is unmeant is no error of the program
    """Something that is written rightly and means nothing: the code of its diagnostic, and where it stands."""

    def __init__(self, code: str, tokens: Sequence[Token]) -> None:
        super().__init__(code)
        self.code = code
        self.tokens = tokens


def number(token: Token) -> Fraction:
    """An exact number; its decimals may follow a comma."""
    return Fraction(token.text.replace(",", "."))


def interval(tokens: Sequence[Token], unit: str = "") -> Interval:
    """One number, or the range between two."""
    numbers = [token for token in tokens if token.type == "NUMBER"]
    if len(numbers) == 1:
        return exactly(number(numbers[0]), unit)
    low, high = map(number, numbers)
    if low > high:
        raise Unmeant("N033", tokens)
    return between(low, high, unit)


def amount(tokens: Sequence[Token]) -> Interval:
    """A figure: a number or range, in percent or in a unit of time where one follows."""
    unit = next((t.value or "%" for t in tokens if t.type in ("UNIT", "PERCENT")), "")
    return interval([t for t in tokens if t.type in ("NUMBER", "DASH")], unit)


def share(tokens: Sequence[Token]) -> Interval:
    """A share in percent, also where a word says it."""
    return next((PORTIONS[t.value] for t in tokens if t.type == "PORTION" and t.value), None) or interval(tokens, "%")


def times(node: Node) -> Interval:
    """How often, as times a year: so many times in a unit of time, or once in so many units."""
    period = node.node("period")
    tokens = (period if isinstance(period, Node) else node).tokens()
    counted = [t for t in tokens if t.type in ("NUMBER", "DASH")]
    unit = next(t for t in tokens if t.type == "UNIT")
    a_year = TIMES_A_YEAR.get(unit.value or "")
    found = interval(counted) if counted else exactly(1)
    if a_year is None or found.low[0] == 0:
        raise Unmeant("N034", [t for t in tokens if t.type in ("NUMBER", "DASH", "UNIT")])
    if period is not None:
        return exactly(a_year / found.low[0])
    return between(found.low[0] * a_year, found.high[0] * a_year)


def day(token: Token) -> Date:
    """A date that exists."""
    found = date(token.text)
    if found is None:
        raise Unmeant("N032", [token])
    return found
