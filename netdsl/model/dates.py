"""Dates of any precision: (2015,), (2015, 9) or (2015, 9, 30)."""

import datetime
import re

Date = tuple[int, ...]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def date(text: str) -> Date | None:
    """The date that a text says, or None where there is no such day."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    parts = [int(part) for part in match.groups() if part]
    try:
        datetime.date(*[*parts, 1, 1][:3])
    except ValueError:
        return None
    return tuple(parts)


def day(found: Date | None) -> str | None:
    """A date as a file has it, as `2015-09`."""
    return "-".join(f"{part:02}" for part in found) if found else None


def earlier(one: Date, other: Date) -> bool:
    """Whether the first date is over before the second begins; of 2015 and 2015-09, neither is."""
    shared = min(len(one), len(other))
    return one[:shared] < other[:shared]
