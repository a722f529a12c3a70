"""Indexes that are kept: rows are added to them and taken from them, and what compiled code reads stays the same table.

Every entry counts the rows behind it, so that it goes with the last of them.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any, NamedTuple

Row = tuple[Any, ...]


class Reading(NamedTuple):
    """A way to read a relation: its rows as they are, or the columns `outs` by the columns `keys`.

    both: over the rows of two states, else of the later one.
    """

    relation: str
    both: bool
    keys: tuple[int, ...] = ()
    outs: tuple[int, ...] = ()


class Kept:
    """One table: row -> 1, key -> rows behind it, or key -> what it leads to -> rows behind that.

    turned: whether it stands at another state for now; put: the rows put in and taken out for that, in order.
    """

    __slots__ = ("_key", "_out", "put", "reading", "table", "turned")

    def __init__(self, reading: Reading, rows: Iterable[Row]) -> None:
        self.reading = reading
        self.table: dict[Any, Any] = {}
        self.turned = False
        self.put: list[tuple[set[Row], set[Row]]] = []
        keys, outs = reading.keys, reading.outs
        self._key = itemgetter(*keys or outs) if keys or outs else None
        self._out = itemgetter(*outs) if keys and outs else None
        self.add(rows)

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows in that it does not have."""
        table, key, out = self.table, self._key, self._out
        if key is None:
            table.update(dict.fromkeys(rows, 1))
        elif out is None:
            for row in rows:
                k = key(row)
                table[k] = table.get(k, 0) + 1
        else:
            for row in rows:
                k, o = key(row), out(row)
                inner = table.get(k)
                if inner is None:
                    table[k] = {o: 1}
                elif o in inner:
                    inner[o] += 1
                else:
                    inner[o] = 1

    def turn(self, came: set[Row], went: set[Row]) -> None:
        """Go to another state, until it is turned back."""
        self.turned = True
        self.remove(went)
        self.add(came)
        self.put.append((came, went))

    def turn_back(self) -> None:
        """Go back to the state that it is kept at."""
        for came, went in reversed(self.put):
            self.remove(came)
            self.add(went)
        self.put = []
        self.turned = False

    def remove(self, rows: Iterable[Row]) -> None:
        """Take rows out that it has."""
        table, key, out = self.table, self._key, self._out
        if key is None:
            for row in rows:
                del table[row]
        elif out is None:
            for row in rows:
                _less(table, key(row))
        else:
            for row in rows:
                k, o = key(row), out(row)
                inner = table[k]
                if inner[o] > 1:
                    inner[o] -= 1
                elif len(inner) > 1:
                    del inner[o]
                else:
                    del table[k]


def _less(counts: dict[Any, int], key: Any) -> None:
    if counts[key] == 1:
        del counts[key]
    else:
        counts[key] -= 1
