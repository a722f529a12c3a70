"""Values as a file writes them, in English words: they read back as what they were."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from netdsl.model.forms import dialects, word
from netdsl.model.quantities import PORTIONS, TIMES_A_YEAR, Interval

_UNQUOTED = {"text", "cefr", "amount", "dose"}
"""Types whose values stand without quotes, unless they are somebody's words: all others are words or names."""

_UNREADABLE = frozenset(',":[]#')
"""What no name has in it outside of quotes."""

_HALF_A_YEAR = ("half_year", "semester")
"""Units in which nothing is counted: `every half-year`, but `10 times per year`."""


def written(value: Any, types: str) -> str:
    """One value; `types` are those of its column, as `measure|text`."""
    if isinstance(value, Interval):
        return _often(value) if types == "times" else _quantity(value)
    if isinstance(value, tuple):
        return "-".join(f"{part:02}" for part in value)
    text = str(value)
    if text.startswith('"'):
        return quoted(text[1:-1])
    for table in types.split("|"):
        if text in dialects()["en"]["values"].get(table, ()):
            return word(table, text, "en")
    if types == "meeting" and "'" in text and not _UNREADABLE.isdisjoint(text):
        return quoted(text)  # named after those who attend, or by a text
    return text if "'" in text or _UNQUOTED.issuperset(types.split("|")) else f"'{text}'"


def quoted(words: str) -> str:
    """Somebody's words in double quotes."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _quantity(value: Interval) -> str:
    for name, portion in PORTIONS.items():
        if value == portion:
            return word("PORTION", name, "en")
    (low, _), (high, _) = value.low, value.high
    number = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    unit = word("UNIT", value.unit, "en") if value.unit in TIMES_A_YEAR or value.unit == "hour" else value.unit
    return f"{number} {unit}".strip()


def _often(value: Interval) -> str:
    """How often, in the way that takes the smallest number: 26/3 times a year is every 6 weeks."""
    _, text = min(_ways(value.low[0], value.high[0]))
    return text


def _ways(low: Fraction, high: Fraction) -> Iterator[tuple[tuple[bool, Fraction, bool, int], str]]:
    words = dialects()["en"]["words"]
    many, one = words["TIMES"][0].split("|")
    for place, (unit, a_year) in enumerate(sorted(TIMES_A_YEAR.items(), key=lambda u: (u[1], u[0]))):
        units, single = dialects()["en"]["values"]["UNIT"][unit][0].split("|")
        span = a_year / low
        if low == high and _exact(span):
            text = f"{_number(span)} {units}" if span != 1 else single
            yield (span.denominator > 1, span, False, place), f"{words['EVERY'][0]} {text}"
        first, last = low / a_year, high / a_year
        if _exact(first) and _exact(last) and unit not in _HALF_A_YEAR:
            number = _number(first) if first == last else f"{_number(first)}–{_number(last)}"
            counted = one if number == "1" else many
            yield (
                (max(first.denominator, last.denominator) > 1, last, True, place),
                (f"{number} {counted} {words['PER'][0]} {single}"),
            )


def _places(number: Fraction) -> int | None:
    """How many decimals it takes to write a number exactly; None when no number of them is enough."""
    twos, fives, rest = 0, 0, number.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _exact(number: Fraction) -> bool:
    return _places(number) is not None


def _number(number: Fraction) -> str:
    places = _places(number) or 0
    digits = str(int(number * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits
