"""The relations after a hypothetical change, from those before it: work on what the change touches only.

Changed rows go through the strata in order. For each predicate that reads them, the heads that may depend on them are
found (`touches`), and those are asked again over the later state: "delete and rederive" (Gupta, Mumick & Subrahmanian
1993), with what is denied or counted treated as what is deleted. A predicate with a changed place from which no column
of its head can be told is derived anew; so are recursive predicates and parts.

The tables that the functions read are kept from one change to the next. A change is put into those that are read, and
taken back when all is known, as the arrays of Baker (1991) are turned to one version and another.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from netdsl.engine.compare import calculate, compare, on_scale, share, total
from netdsl.engine.kept import Kept, Reading, Row
from netdsl.engine.program import Rows, components, without_cycles
from netdsl.engine.tracing import ASKED, BOTH, BROUGHT, DERIVED, TOUCHED, Head, Key, Layer, Parted, Tracing


class Moved(NamedTuple):
    """The rows of a relation that came, and those that went."""

    came: set[Row]
    went: set[Row]

    def of(self, rows: Rows) -> set[Row]:
        """Some rows once it has moved them."""
        found = set(rows)
        found -= self.went
        found |= self.came
        return found

    def then(self, later: "Moved") -> "Moved":
        """This, and what moved after it."""
        came, went = later
        return Moved((self.came - went) | (came - self.went), (self.went - came) | (went - self.came))


Moves = Mapping[str, Moved]
"""Relation -> what moved in it. Relations in which nothing did are left out."""


def together(one: Moves, later: Moves) -> Moves:
    """What moved, and then moved again."""
    both = {name: one[name].then(moved) if name in one else moved for name, moved in later.items()}
    return {name: moved for name, moved in {**one, **both}.items() if moved.came or moved.went}


def moves_between(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> Moves:
    """What moved in the relations that both have."""
    pairs = {name: (set(before[name]), set(rows)) for name, rows in after.items()}
    return {name: Moved(new - old, old - new) for name, (old, new) in pairs.items() if old != new}


class _Function(NamedTuple):
    """A compiled function, with the tables that it reads."""

    call: Callable[[Any], Any]
    tables: tuple[Kept, ...]


class Standing:
    """The relations of one evaluation, ready to be asked what a change would move in them."""

    def __init__(
        self,
        tracing: Tracing,
        relations: Mapping[str, Rows],
        thresholds: Mapping[str, object],
        scales: Mapping[str, Mapping[object, int]],
    ) -> None:
        self.tracing = tracing
        self.relations = relations
        called = (defaultdict, compare, on_scale, calculate, share, total, components)
        self._space: dict[str, Any] = {f.__name__: f for f in called}
        self._space |= {"K": tracing.constants, "P": thresholds, "S": scales}
        self._tables: dict[Reading, Kept] = {}
        self._of: dict[str, list[Kept]] = defaultdict(list)
        self._functions: dict[Key, _Function] = {}
        self._before: Moves = {}
        self._now: dict[str, Moved] = {}
        self._turned: list[Kept] = []

    def moves(self, given: Moves, before: Moves | None = None, most: float = float("inf")) -> Moves | None:
        """What moves, `given` what moves in the facts; None when it is more than so many rows.

        before: what has moved in all relations already, since the evaluation that this is of.
        """
        self._before, self._now = before or {}, dict(given)
        try:
            with without_cycles():
                return self._now if self._settled(most) else None
        finally:
            for table in self._turned:
                table.turn_back()
            self._turned = []

    def _settled(self, most: float) -> bool:
        """Go through the layers; False when more than so many rows move."""
        readers = self.tracing.readers
        todo = {number for relation in self._now for number in readers.get(relation, ())}
        moving = 0
        while todo:
            number = min(todo)
            todo.remove(number)
            for name, moved in self._layer(number).items():
                if moved.came or moved.went:
                    moving += len(moved.came) + len(moved.went)
                    self._now[name] = moved
                    for table in self._of[name]:
                        if table.turned:
                            self._put(table, moved)
                    todo.update(reader for reader in readers.get(name, ()) if reader > number)
            if moving > most:
                return False
        return True

    def _layer(self, number: int) -> dict[str, Moved]:
        layer = self.tracing.layer(number)
        if layer.parted and self._hang_together_as_before(layer.heads[0], layer.parted):
            return {}
        if layer.recursive or layer.parted:
            return self._anew(number, layer)
        moved = self._head(layer.heads[0])
        return self._anew(number, layer) if moved is None else {layer.heads[0].name: moved}

    def _hang_together_as_before(self, head: Head, parted: Parted) -> bool:
        """Whether it is plain that parts stay: their nodes do, no edge goes, and those that come are inside parts."""
        if not parted.nodes.isdisjoint(self._now):
            return False
        edges = parted.edges
        coming = []
        for relation, places in edges.places.items():
            if moved := self._now.get(relation):
                if moved.went or any(p.sign != 1 or p.columns != edges.columns for p in places):
                    return False
                coming += [((TOUCHED, edges.name, relation, number), moved.came) for number in range(len(places))]
        groups: dict[Row, dict[Any, Any]] = {}
        for row in self._rows(head.name):
            groups.setdefault(tuple([row[n] for n in parted.beside]), {})[row[parted.node]] = row[parted.part]
        several = [group for group in groups.values() if len(set(group.values())) > 1]
        return not several or all(
            one not in group or other not in group or group[one] == group[other]
            for key, came in coming
            for one, other in self._call(key, came)
            for group in several
        )

    def _anew(self, number: int, layer: Layer) -> dict[str, Moved]:
        """What moves where all heads of a layer are derived from all they read."""
        derived = self._call((DERIVED, number), None)
        found = {}
        for head in layer.heads:
            new, old = derived[head.name], self._rows(head.name)
            came = set(new).difference(old)
            gone = len(old) + len(came) > len(new)
            found[head.name] = Moved(came, set(old).difference(new) if gone else set())
        return found

    def _head(self, head: Head) -> Moved | None:
        """What moves in a predicate; None where a place that is touched tells no column of it."""
        name = head.name
        old = self._rows(name)
        fresh: set[Row] = set()
        asked: dict[tuple[str, ...], set[Row]] = defaultdict(set)
        for relation in head.places.keys() & self._now.keys():
            moved = self._now[relation]
            for number, place in enumerate(head.places[relation]):
                if not place.columns:
                    if head.columns:
                        return None
                    asked[()] = {()}
                    continue
                gaining, losing = moved if place.sign >= 0 else (moved.went, moved.came)
                if gaining and place.brings:
                    fresh |= self._call((BROUGHT, name, relation, number), gaining)
                    gaining = set()
                touched = TOUCHED, name, relation, number
                if place.sign == BOTH or place.columns != head.columns:
                    if gaining or losing:
                        asked[place.columns] |= self._call(touched, gaining | losing)
                    continue
                if gaining:
                    asked[place.columns] |= self._call(touched, gaining).difference(old)
                if losing:
                    asked[place.columns] |= {row for row in self._call(touched, losing) if row in old}
        came = fresh.difference(old)
        went: set[Row] = set()
        for columns, values in asked.items():
            if values:
                holding = self._call((ASKED, name, columns), values)
                came |= holding.difference(old)
                went |= self._having(head, columns, values).difference(holding)
        return Moved(came, went)

    def _having(self, head: Head, columns: tuple[str, ...], values: set[Row]) -> set[Row]:
        """The rows of a predicate before, with some values of some columns."""
        old = self._rows(head.name)
        if columns == head.columns:
            return {row for row in values if row in old}
        keys = tuple(head.columns.index(c) for c in columns)
        every = tuple(range(len(head.columns)))
        table = self._table(Reading(head.name, False, keys, every))
        self._turn(table)
        key = itemgetter(*range(len(keys)))
        return {row for value in values for row in table.table.get(key(value), ())}

    def _rows(self, name: str) -> dict[Row, int]:
        """The rows of a predicate before."""
        table = self._table(Reading(name, False))
        self._turn(table)
        return table.table

    def _function(self, key: Key) -> _Function:
        code = self.tracing.code(key)
        tables = []
        for name, reading in code.tables:
            tables.append(self._table(reading))
            self._space[name] = tables[-1].table
        exec(code.code, self._space)
        return _Function(self._space[code.function], tuple(tables))

    def _table(self, reading: Reading) -> Kept:
        if reading not in self._tables:
            self._tables[reading] = Kept(reading, self.relations.get(reading.relation, ()))
            self._of[reading.relation].append(self._tables[reading])
        return self._tables[reading]

    def _call(self, key: Key, rows: object) -> Any:
        function = self._functions.get(key)
        if not function:
            function = self._functions[key] = self._function(key)
        for table in function.tables:
            if not table.turned:
                self._turn(table)
        return function.call(rows)

    def _turn(self, table: Kept) -> None:
        """Put into a table what has moved so far."""
        if table.turned:
            return
        table.turned = True
        self._turned.append(table)
        relation = table.reading.relation
        if relation in self._before:
            table.turn(*self._before[relation])
        if relation in self._now:
            self._put(table, self._now[relation])

    def _put(self, table: Kept, moved: Moved) -> None:
        table.turn(moved.came, set() if table.reading.both else moved.went)
