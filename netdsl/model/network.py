"""The network that a file describes: statements whose names are resolved, each line with its place and its sources."""

from typing import NamedTuple

from attrs import field, frozen

from netdsl.model.quantities import Interval
from netdsl.source import Source, Span

Value = str | Interval | tuple[int, ...] | None
"""What stands in a column.

A name as it is shown (`Night Shelter`); a keyword's canonical name (`by_duty`); an informant's words in double quotes
(`"follow-up"`); a quantity; times a year as an exact Interval; a date as (year), (year, month) or (year, month, day);
None where a part was left out.
"""

Row = tuple[Value, ...]


class Reference(NamedTuple):
    """A source of a line, and where in it: `[N1 §5.2]`."""

    source: str
    locator: str = ""


@frozen
class Entry:
    """One line of the file: its form, what it says (one row for each member of its lists), and where that comes from.

    `rows` hold the line's own columns, without its head's. `references` are the head's where a line has none of its
    own. `over` when the line holds no longer.
    """

    form: str
    rows: tuple[Row, ...]
    span: Span
    references: tuple[Reference, ...] = ()
    aside: str | None = None
    over: bool = False


@frozen
class Statement:
    """A head and its lines; at the time the network describes `in_force` is False when it had ended or not `begun`."""

    head: Entry
    lines: tuple[Entry, ...] = ()
    in_force: bool = True
    begun: bool = True


@frozen
class Network:
    """All statements of a file, in its order.

    declared: kind -> name -> where it is declared; seen_by: the sources whose statements these are, where they are not
    those of all.
    """

    source: Source = field(repr=False)
    language: str
    name: str
    as_of: tuple[int, ...] | None
    statements: tuple[Statement, ...]
    declared: dict[str, dict[str, Span]]
    seen_by: tuple[str, ...] = ()

    def of(self, form: str) -> list[Statement]:
        """The statements of a form."""
        return [s for s in self.statements if s.head.form == form]
