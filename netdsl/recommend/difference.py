"""What two networks state differently, by content, and which of it accounts for what an evaluation finds differently.

Position, spelling, language, notes, words in quotes at the end of a line, and sources are no content.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attrs import evolve

from netdsl.engine.evidence import stated
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.facts import FORMERLY, Origin, facts
from netdsl.model.forms import forms
from netdsl.model.network import Network, Row
from netdsl.recommend.comparison import Comparison

IN_FORCE, OVER, AHEAD = STATES = ("in force", "over", "ahead")
"""How a fact is stated: it holds, it holds no longer, it does not hold yet."""

TRIED = 300
"""With more differences than this it is not tried what each of them does."""

States = frozenset[str]
Said = dict[tuple[str, Row], dict[str, Origin]]
Relations = Mapping[str, Any]


class FactDifference(NamedTuple):
    """A fact of the network language, and in which states each of two networks has it."""

    form: str
    row: Row
    before: States
    after: States


class Difference(NamedTuple):
    """A statement, or a line under one that both have, that two networks do not state alike.

    `was` and `now` are its states, None where it is not there; a line that gives another value has both `in force`.
    `facts` hold what it says; those of a statement, the lines under it too.
    """

    form: str
    was: str | None
    now: str | None
    before: Origin | None
    after: Origin | None
    facts: tuple[FactDifference, ...]


class Account(NamedTuple):
    """What is certain about why something is found in one network only, as the differences that bear on it.

    alone: each, made alone in the first network, has the effect. needed: without it, the second network lacks the
    effect. evidence: what the finding rests on and only one of the two states.
    """

    alone: tuple[Difference, ...]
    needed: tuple[Difference, ...]
    evidence: tuple[Difference, ...]


class Accounts(NamedTuple):
    """The accounts of a comparison: by finding, in the order of its `gone` and `new`; by dimension of its `verdicts`.

    tried: whether the differences were tried one at a time; they are not where they are very many.
    """

    gone: tuple[Account, ...]
    new: tuple[Account, ...]
    verdicts: tuple[Account, ...]
    tried: bool


def differences(before: Network, after: Network) -> tuple[Difference, ...]:
    """What two networks state differently, in the order of the second and then of the first."""
    old, new = _said(before), _said(after)
    found: dict[tuple[str, Row], FactDifference] = {}
    for key in (*new, *(k for k in old if k not in new)):
        was, now = frozenset(old.get(key, ())), frozenset(new.get(key, ()))
        if was != now:
            found[key] = FactDifference(*key, was - now, now - was)
    grouped: dict[tuple[Any, ...], list[FactDifference]] = {}
    replaced = _replaced(found.values())
    for key, fact in found.items():
        head = found.get(_head(fact))
        places = _place(head or fact, old, new, whole=head is not None)
        group = ("statement", *places) if head else ("value", *replaced[key]) if key in replaced else ("line", *places)
        grouped.setdefault(group, []).append(fact)
    return tuple(_difference(tuple(group), old, new) for group in grouped.values())


def applied(relations: Relations, made: Iterable[Difference], *, back: bool = False) -> dict[str, Any]:
    """The relations of a network with some differences made in it, or taken back."""
    found = dict(relations)
    for difference in made:
        for fact in difference.facts:
            lost, gained = (fact.after, fact.before) if back else (fact.before, fact.after)
            for states, add in ((lost, False), (gained, True)):
                for state in states - {AHEAD}:
                    name = fact.form if state == IN_FORCE else FORMERLY + fact.form
                    rows = found.get(name, ())
                    found[name] = {*rows, fact.row} if add else set(rows) - {fact.row}
    return found


def account(comparison: Comparison, differing: Sequence[Difference]) -> Accounts:
    """Which differences account for each finding that is gone or new and for each other verdict."""
    before, after = comparison.before, comparison.after
    tried = len(differing) <= TRIED
    alone: list[Evaluation] = []
    without: list[Evaluation] = []
    if tried and (comparison.gone or comparison.new or comparison.verdicts):
        alone = [_derived(before, applied(before.facts.relations, [d])) for d in differing]
        without = [_derived(after, applied(after.facts.relations, [d], back=True)) for d in differing]

    def chosen(holds: Iterable[bool]) -> tuple[Difference, ...]:
        return tuple(d for d, held in zip(differing, holds, strict=False) if held)

    def of_finding(finding: Finding, is_new: bool) -> Account:
        return Account(
            chosen(_finds(e, finding) == is_new for e in alone),
            chosen(_finds(e, finding) != is_new for e in without),
            tuple(_resting(finding, differing, is_new)),
        )

    def of_verdict(dimension: str) -> Account:
        judged = _judged(after, dimension)
        return Account(
            chosen(_judged(e, dimension) == judged for e in alone),
            chosen(_judged(e, dimension) != judged for e in without),
            (),
        )

    return Accounts(
        tuple(of_finding(f, is_new=False) for f in comparison.gone),
        tuple(of_finding(f, is_new=True) for f in comparison.new),
        tuple(of_verdict(v.dimension) for v in comparison.verdicts),
        tried,
    )


def _said(network: Network) -> Said:
    found: Said = {}
    for relation, rows in facts(network).relations.items():
        state = OVER if relation.startswith(FORMERLY) else IN_FORCE
        for row, origins in rows.items():
            found.setdefault((relation.removeprefix(FORMERLY), row), {})[state] = origins[0]
    ahead = tuple(evolve(s, begun=True, in_force=True) for s in network.statements if not s.begun)
    for form, rows in facts(evolve(network, statements=ahead)).relations.items():
        for row, origins in rows.items():
            found.setdefault((form, row), {})[AHEAD] = origins[0]
    return {key: states for key, states in found.items() if key[0] != "remark"}


def _head(fact: FactDifference) -> tuple[str, Row]:
    form = forms()[fact.form]
    return (form.parent, fact.row[: form.head]) if form.parent else (fact.form, fact.row)


def _replaced(found: Iterable[FactDifference]) -> dict[tuple[str, Row], tuple[str, Row]]:
    """The facts of lines that have one value, where that was replaced: with the head that it is about."""
    about: dict[tuple[str, Row], list[FactDifference]] = {}
    for fact in found:
        form = forms()[fact.form]
        if form.parent and (form.single or form.default or form.on_head):
            about.setdefault((fact.form, fact.row[: form.head]), []).append(fact)
    return {
        (fact.form, fact.row): head
        for head, some in about.items()
        if {(fact.before, fact.after) for fact in some}
        == {(frozenset({IN_FORCE}), frozenset()), (frozenset(), frozenset({IN_FORCE}))}
        for fact in some
    }


def _place(fact: FactDifference, old: Said, new: Said, *, whole: bool) -> tuple[Any, ...]:
    """The states of a fact and the lines that state it: facts that agree in these are one difference."""
    was, now = _first(fact.before), _first(fact.after)
    origins = (_origin(old, fact, was), _origin(new, fact, now))
    return fact.form, was, now, *((o.head if whole else o.line).span if o else None for o in origins)


def _difference(group: tuple[FactDifference, ...], old: Said, new: Said) -> Difference:
    heads = [fact for fact in group if not forms()[fact.form].parent]
    was = next(((f, _first(f.before)) for f in (*heads, *group) if f.before), None)
    now = next(((f, _first(f.after)) for f in (*heads, *group) if f.after), None)
    if heads:
        was = (heads[0], _first(heads[0].before))
        now = (heads[0], _first(heads[0].after))
    return Difference(
        (heads or group)[0].form,
        was and was[1],
        now and now[1],
        was and _origin(old, *was),
        now and _origin(new, *now),
        group,
    )


def _first(states: States) -> str | None:
    return next((state for state in STATES if state in states), None)


def _origin(said: Said, fact: FactDifference, state: str | None) -> Origin | None:
    return said[fact.form, fact.row][state] if state else None


def _derived(evaluation: Evaluation, relations: Relations) -> Evaluation:
    """An evaluation of other relations, as far as rows go: its evidence and its questions are those of no network."""
    derived, _ = evaluation.program.run(relations, evaluation.thresholds)
    return evolve(evaluation, derived=derived)


def _finds(evaluation: Evaluation, finding: Finding) -> bool:
    return tuple(finding.about.values()) in evaluation.derived.get(finding.rule.found.name, ())


def _judged(evaluation: Evaluation, dimension: str) -> str | None:
    found = evaluation.verdicts.get(dimension)
    return found.case.verdict if found else None


def _resting(finding: Finding, differing: Sequence[Difference], is_new: bool) -> Iterator[Difference]:
    rests = {(fact.relation, fact.row) for fact in stated(finding.evidence)}
    for difference in differing:
        for fact in difference.facts:
            states = fact.after if is_new else fact.before
            names = {fact.form if s == IN_FORCE else FORMERLY + fact.form for s in states - {AHEAD}}
            if any((name, fact.row) in rests for name in names):
                yield difference
                break


__all__ = ["Account", "Accounts", "Difference", "FactDifference", "account", "applied", "differences"]
