"""All worlds that choices lead to, at once: each row that can be there, with the choices that it takes.

The rules are grounded over the rows that the choices can add or end; what no choice can change is taken from the
evaluation as it is.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import field, frozen

from netdsl.check.ruleset import Predicate
from netdsl.check.strata import dependencies
from netdsl.engine.bodies import Row, Rows
from netdsl.engine.circuit import TRUE, Circuit, Way
from netdsl.engine.grounding import Grounder
from netdsl.engine.plan import plan_of


class Choice(NamedTuple):
    """What can be done, at a cost of 0 or more.

    added: the rows it adds, by relation, among them those of `formerly R` that come of the statements it ends.
    ended: pairs (relation, origin): what is not stated there any more. A row that several origins state is gone when
    all are ended.
    """

    id: str
    cost: int
    added: Mapping[str, Collection[Row]] = {}
    ended: Collection[tuple[str, Hashable]] = ()


@frozen
class Base:
    """What the choices start from.

    facts: relation -> row -> its origins; derived: the rows of predicates as they are without any choice, as far as
    they are known; predicates, scales and thresholds as an evaluation has them.
    """

    predicates: Mapping[str, Predicate]
    scales: Mapping[str, Mapping[Any, int]]
    thresholds: Mapping[str, object]
    facts: Mapping[str, Mapping[Row, Collection[Hashable]]] = field(repr=False)
    derived: Mapping[str, Collection[Row]] = field(factory=dict, repr=False)


@frozen
class Worlds:
    """What holds after any set of choices: the rows of relations, each with when it is there.

    choices: in the order of their content; number n of the circuit's atoms is choice n - 1.
    """

    choices: tuple[Choice, ...]
    circuit: Circuit
    relations: dict[str, Rows]


def worlds(base: Base, choices: Iterable[Choice], wanted: Iterable[str]) -> Worlds:
    """All that some relations can be after the choices."""
    ordered = _by_content(base, choices)
    circuit = Circuit([choice.cost for choice in ordered])
    relations = _open_facts(base, ordered, circuit)
    asked = set(wanted)
    plan = plan_of(dict(base.predicates), sorted(asked))
    unsure = {relation for relation, rows in relations.items() if any(lit != TRUE for lit in rows.values())}
    needed: set[str] = set(asked)
    strata = []
    for stratum in plan.strata:
        read = {relation for p in stratum.predicates for relation in dependencies(p)}
        names = {p.name for p in stratum.predicates}
        if read & unsure or not names <= base.derived.keys():
            strata.append(stratum)
            needed |= read
            if read & unsure:
                unsure |= names
    grounded = {p.name for stratum in strata for p in stratum.predicates}
    for relation in sorted(needed - grounded - relations.keys()):
        rows = base.derived[relation] if relation in base.predicates else base.facts.get(relation, ())
        relations[relation] = dict.fromkeys(sorted(rows, key=repr), TRUE)
    grounder = Grounder(relations, base.scales, base.thresholds, circuit)
    for stratum in strata:
        grounder.ground(stratum)
    return Worlds(ordered, circuit, relations)


def _by_content(base: Base, choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices in an order that does not depend on the one they come in, nor on where things are stated."""
    stated: dict[tuple[str, Hashable], list[Row]] = {}
    some = list(choices)
    endable = {pair for choice in some for pair in choice.ended}
    for relation in {relation for relation, _ in endable}:
        for row, origins in base.facts.get(relation, {}).items():
            for origin in origins:
                if (relation, origin) in endable:
                    stated.setdefault((relation, origin), []).append(row)

    def content(choice: Choice) -> tuple[Any, ...]:
        added = sorted((relation, repr(row)) for relation, rows in choice.added.items() for row in rows)
        ended = sorted((pair[0], repr(row)) for pair in choice.ended for row in stated.get(pair, ()))
        return choice.cost, added, ended, choice.id

    return tuple(sorted(some, key=content))


def _open_facts(base: Base, choices: Sequence[Choice], circuit: Circuit) -> dict[str, Rows]:
    """The relations of facts that choices change."""
    enders: dict[tuple[str, Hashable], list[int]] = {}
    adders: dict[str, dict[Row, dict[Way, None]]] = {}
    for number, choice in enumerate(choices, 1):
        for pair in choice.ended:
            enders.setdefault(pair, []).append(number)
        for relation, rows in choice.added.items():
            for row in rows:
                adders.setdefault(relation, {}).setdefault(row, {})[frozenset((number,))] = None
    found = {}
    for relation in sorted(adders.keys() | {relation for relation, _ in enders}):
        stated = base.facts.get(relation, {})
        ways = {row: _stated(relation, origins, enders) for row, origins in stated.items()}
        for row, more in adders.get(relation, {}).items():
            ways[row] = {**ways.get(row, {}), **more}
        rows = sorted(ways, key=repr)
        found[relation] = {row: lit for row in rows if (lit := circuit.any(ways[row])) is not None}
    return found


def _stated(
    relation: str, origins: Collection[Hashable], enders: Mapping[tuple[str, Hashable], Sequence[int]]
) -> dict[Way, None]:
    """The ways in which a row is still stated: by an origin that no choice ends."""
    always: Way = frozenset()
    ways = {frozenset(-n for n in enders.get((relation, origin), ())): None for origin in origins}
    return ways or {always: None}
