"""The relations of a network as graphs: who gives to, pays, informs, meets and depends on whom.

They hold what is told and in force. What is told of an actor `part of` another is not passed on to the whole.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from attrs import evolve, field, frozen

from netdsl.evaluate import Evaluation
from netdsl.model.facts import Facts

EXCHANGES, PAYMENTS, INFORMATION = DEEDS = ("exchanges", "payments", "information")
MEETINGS, DEPENDENCE = "meetings", "dependence"
RELATIONS = (*DEEDS, MEETINGS, DEPENDENCE)
"""The names of the relations, in the order in which they are shown."""

_FORMS = {EXCHANGES: "gives", PAYMENTS: "pays", INFORMATION: "informs"}
_INSIDE = ("partner", "coordinator")

Pair = tuple[str, str]


@frozen
class Relation:
    """A relation between actors.

    name: one of `RELATIONS`. thing: what is given, where the relation is that of one thing. actors: all that could
    have ties, by name. ties: (from, to) -> what each tie consists of (things, what is told, meetings), by name; in a
    relation that is not directed, a pair is by name. told: whether the file says that it lists all of it. open: pairs
    of which the file leaves open whether there is a tie.
    """

    name: str
    actors: tuple[str, ...]
    ties: Mapping[Pair, tuple[str, ...]] = field(repr=False)
    directed: bool = True
    thing: str | None = None
    told: bool = False
    open: frozenset[Pair] = frozenset()

    @property
    def pairs(self) -> frozenset[Pair]:
        """The pairs with a tie either way, by name."""
        return frozenset((min(pair), max(pair)) for pair in self.ties)


def actors(facts: Facts, *, everyone: bool = False) -> tuple[str, ...]:
    """The actors that take part, by name; with `everyone`, those outside and above it and parts of others, too."""
    declared = {str(row[0]) for row in facts.relations.get("actor", ())}
    if everyone:
        return tuple(sorted(declared))
    roles = {(str(row[0]), str(row[1])) for row in facts.relations.get("actor.role", ())}
    parts = {str(row[0]) for row in facts.relations.get("actor.part_of", ())}
    inside = {a for a, role in roles if role in _INSIDE and (role == "coordinator" or a not in parts)}
    return tuple(sorted(declared & inside))


def sectors(facts: Facts) -> dict[str, str]:
    """Actor -> its sector, where that is told."""
    return {str(row[0]): str(row[1]) for row in sorted(facts.relations.get("actor.sector", ()), key=str)}


def attendance(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Meeting -> the actors that attend it, always or at times, by name; both by name."""
    known = {str(row[0]) for row in facts.relations.get("actor", ())}
    found: dict[str, set[str]] = {str(row[0]): set() for row in facts.relations.get("meeting", ())}
    for form in ("meeting.attended", "meeting.at_times"):
        for meeting, who, *_ in facts.relations.get(form, ()):
            if who in known and str(meeting) in found:
                found[str(meeting)].add(str(who))
    return {meeting: tuple(sorted(found[meeting])) for meeting in sorted(found)}


def relations(evaluation: Evaluation, *, everyone: bool = False) -> list[Relation]:
    """The relations of a network that have ties, in the order of `RELATIONS`.

    After the exchanges follow those of each thing that more than one actor gives, since that is a relation of its own.
    """
    facts = evaluation.facts
    who = actors(facts, everyone=everyone)
    found: list[Relation] = []
    for name in DEEDS:
        whole = _deeds(facts, name, who)
        found += [whole, *(_things(whole) if name == EXCHANGES else ())]
    found += [meetings(facts, who), _dependence(evaluation, who)]
    return [relation for relation in found if relation.ties or relation.open]


def meetings(facts: Facts, who: tuple[str, ...]) -> Relation:
    """Who meets whom: pairs that attend the same meeting."""
    ties: dict[Pair, tuple[str, ...]] = {}
    for meeting, attending in attendance(facts).items():
        for pair in combinations([actor for actor in attending if actor in who], 2):
            ties[pair] = (*ties.get(pair, ()), meeting)
    return Relation(MEETINGS, who, ties, directed=False, told=_closed(facts, "meetings"))


def _deeds(facts: Facts, name: str, who: tuple[str, ...]) -> Relation:
    known = set(who)
    rows = sorted({tuple(map(str, row[:3])) for row in facts.relations.get(_FORMS[name], ())})
    ties: dict[Pair, tuple[str, ...]] = {}
    for one, other, what in rows:
        if one != other and {one, other} <= known:
            ties[one, other] = (*ties.get((one, other), ()), what.strip('"'))
    told = name != INFORMATION and _closed(facts, "exchanges")
    return Relation(name, who, ties, told=told)


def _things(whole: Relation) -> Iterator[Relation]:
    """A relation for each thing that more than one actor gives."""
    givers: dict[str, set[str]] = {}
    for (giver, _), things in whole.ties.items():
        for thing in things:
            givers.setdefault(thing, set()).add(giver)
    for thing in sorted(thing for thing, some in givers.items() if len(some) > 1):
        ties = {pair: (thing,) for pair, things in whole.ties.items() if thing in things}
        if len(ties) < len(whole.ties):
            yield evolve(whole, ties=ties, thing=thing)


def _dependence(evaluation: Evaluation, who: tuple[str, ...]) -> Relation:
    """Who depends on whom, as far as the rules judge it: of two that depend on each other, either on the other."""
    ties: dict[Pair, tuple[str, ...]] = {}
    unclear = set()
    for partnership in evaluation.partnerships:
        one, other = partnership.actors
        if partnership.dependence == "mutual":
            ties |= {(one, other): (), (other, one): ()}
        elif partnership.dependence == "asymmetric":
            dependent = str(partnership.dependent)
            ties[dependent, other if dependent == one else one] = ()
        elif partnership.dependence == "unknown":
            unclear.add(partnership.actors)
    known = set(who)
    ties = {pair: ties[pair] for pair in sorted(ties) if set(pair) <= known}
    left_open = frozenset(pair for pair in unclear if set(pair) <= known)
    told = _closed(evaluation.facts, "exchanges") and not left_open
    return Relation(DEPENDENCE, who, ties, told=told, open=left_open)


def _closed(facts: Facts, what: str) -> bool:
    return (what,) in facts.relations.get("no_other", ())
