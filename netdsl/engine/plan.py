"""The plan of a rule set: predicates in the order they can be derived, their steps in an order that joins well.

The plan is data and belongs to no engine: `compile.py` makes Python of it, another engine may make SQL.
"""

from collections.abc import Iterable
from typing import NamedTuple

from attrs import evolve

from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Anything,
    Body,
    Compare,
    Match,
    Predicate,
    RuleSet,
    Some,
    Step,
    binds,
    names_in,
)
from netdsl.check.strata import dependencies, reads, strata

PARTNERS, MUTUAL, DEPENDENT, INDEPENDENT = PARTNERSHIP = (
    "_ and _ are partners",
    "the tie between _ and _ is mutual",
    "_ depends on _ one-sidedly",
    "_ and _ do not depend on each other",
)
"""The sentences of the vocabulary that say who are partners and how they depend: reported beside the findings."""


class Stratum(NamedTuple):
    """Predicates that are derived together; recursive where they read each other."""

    predicates: tuple[Predicate, ...]
    recursive: bool


class Plan(NamedTuple):
    """Strata in order, and the columns of each predicate."""

    strata: tuple[Stratum, ...]


def plan(rules: RuleSet) -> Plan:
    """The plan of all that findings, severities, questions and verdicts rest on, and of what messages count."""
    wanted = {r.found.name: r.found for r in rules.rules}
    wanted |= {q.predicate.name: q.predicate for r in rules.rules for q in r.questions}
    wanted |= {c.predicate.name: c.predicate for v in rules.verdicts for c in v.cases}
    wanted |= {e.predicate.name: e.predicate for r in rules.rules for e in r.eased}
    wanted |= {p.name: p for r in rules.rules for _, p in r.raised}
    later = [body for r in rules.rules for c in r.changes for body in (c.for_, *(e.body for e in c.ends))]
    later += [r.with_ for r in rules.rules]
    read = {relation for body in later for relation, _ in reads(body)}
    return plan_of(rules.predicates | wanted, [*wanted, *PARTNERSHIP, *read])


def explaining(rules: RuleSet) -> dict[str, tuple[Body, ...]]:
    """The bodies of all sentences and rules in the order in which a row that is known is explained best."""
    predicates = [*rules.predicates.values(), *(r.found for r in rules.rules)]
    return {p.name: tuple(ordered(b, frozenset(p.columns)) for b in p.bodies) for p in predicates}


def plan_of(predicates: dict[str, Predicate], wanted: Iterable[str]) -> Plan:
    """The plan of some predicates and all they read."""
    needed: set[str] = set()
    todo = list(wanted)
    while todo:
        name = todo.pop()
        if name in predicates and name not in needed:
            needed.add(name)
            todo += dependencies(predicates[name])
    chosen = {n: p for n, p in predicates.items() if n in needed}
    found = []
    for component in strata(chosen):
        recursive = len(component) > 1 or component[0] in dependencies(chosen[component[0]])
        found.append(Stratum(tuple(_planned(chosen[name]) for name in component), recursive))
    return Plan(tuple(found))


def _planned(predicate: Predicate) -> Predicate:
    return evolve(predicate, bodies=tuple(ordered(b, frozenset()) for b in predicate.bodies))


def _without_heads(body: Body) -> list[Step]:
    """A body without the matches that another one implies: a line of a statement is only there when its head is."""
    lines = {(s.relation, s.terms) for s in body if isinstance(s, Match) and "." in s.relation}

    def implied(step: Step) -> bool:
        return isinstance(step, Match) and any(
            relation.partition(".")[0] == step.relation and terms[: len(step.terms)] == step.terms
            for relation, terms in lines
        )

    return [s for s in body if not implied(s)]


def ordered(body: Body, bound: frozenset[str]) -> Body:
    """The steps in an order in which each has what it needs.

    Tests come as soon as they can be made, then what counts once for all, then the match with the fewest new holes. The
    meaning does not depend on the order.
    """
    everything = set(bound).union(*map(binds, body))
    todo = _without_heads(body)
    known = set(bound)
    done: list[Step] = []
    while todo:
        ranked = [(_rank(step, known, everything), number) for number, step in enumerate(todo)]
        rank, number = min(ranked)
        if rank[0] == _NOT_YET:
            raise ValueError(f"unsafe body: {todo[number]}")
        step = todo.pop(number)
        done.append(_inside(step, frozenset(known)))
        known |= binds(step)
    return tuple(done)


_NOT_YET = 9


def _rank(step: Step, known: set[str], everything: set[str]) -> tuple[int, int]:
    """When a step has its turn, least first: comparison, lookup, test, count once for all, count for each, match."""
    if isinstance(step, Match):
        new = len(binds(step) - known)
        kept = sum(not isinstance(t, Anything) for t in step.terms) - new
        return (1 if not new else 5, new - 2 * kept)
    outer = names_in((step,)) & everything - binds(step)
    if not outer <= known:
        return (_NOT_YET, 0)
    if isinstance(step, Compare):
        return (0, 0)
    if isinstance(step, Aggregate):
        return (4 if outer else 3, 0)
    return (2, 0)


def _inside(step: Step, known: frozenset[str]) -> Step:
    if isinstance(step, Some | Absent):
        return step._replace(bodies=tuple(ordered(b, known) for b in step.bodies))
    if isinstance(step, Aggregate):
        body = ordered(step.body, known)
        inner = known.union(*map(binds, body))
        return step._replace(body=body, yes=ordered(step.yes, inner), possible=ordered(step.possible, inner))
    return step
