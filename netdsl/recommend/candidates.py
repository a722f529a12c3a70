"""The changes that a plan may have: what rules recommend, and what they recommend for what these changes bring."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from netdsl.check.ruleset import SEVERITIES
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.change import Change
from netdsl.recommend.changes import Proposal
from netdsl.recommend.comparison import compare
from netdsl.recommend.recommendations import TRIED, proposed
from netdsl.recommend.unwanted import rank

MOST = 2 * TRIED
"""How many changes a plan may choose from."""

ROUNDS = 5
"""How often it is looked at what changes bring: by rules of one's own there may be no end of it."""


class Candidate(NamedTuple):
    """A change that a plan may have, its cost, and the keys of others one of which it needs, if any."""

    proposal: Proposal
    cost: int
    needs: frozenset[Any] = frozenset()


class Candidates(NamedTuple):
    """Changes by cost and id, and whether these are all that rules recommend."""

    changes: tuple[Candidate, ...]
    complete: bool


def candidates(
    evaluation: Evaluation, costs: Mapping[str, int], targets: Sequence[Finding], level: str, most: int = MOST
) -> Candidates:
    """The changes that a plan may have: all that rules recommend, also for what so severe these changes bring.

    At most so many, those for the targets first; where they can only be made with others, these are among them.
    """
    found: dict[Any, Candidate] = {}
    named = {f.id for f in targets}
    first = sorted(severe(evaluation.findings, SEVERITIES[0]), key=lambda f: f.id not in named)
    complete = True
    for proposal, needs, number in _reached(evaluation, first, level):
        if number > ROUNDS or (proposal.key not in found and len(found) == most):
            complete = False
            break
        known = found.get(proposal.key)
        if known is None:
            found[proposal.key] = Candidate(proposal, costs[proposal.kind], needs)
        elif known.needs:
            found[proposal.key] = known._replace(needs=known.needs | needs if needs else needs)
    return Candidates(tuple(sorted(_able(list(found.values())), key=lambda c: (c.cost, c.proposal.id))), complete)


def _able(some: list[Candidate]) -> list[Candidate]:
    """Those of some candidates whose needs can be met among them."""
    while True:
        keys = {c.proposal.key for c in some}
        able = [c for c in some if not c.needs or c.needs & keys]
        if len(able) == len(some):
            return some
        some = able


def _reached(
    evaluation: Evaluation, targets: Iterable[Finding], level: str
) -> Iterator[tuple[Proposal, frozenset[Any], int]]:
    """What is recommended for findings and for what so severe it brings, with the keys of what it needs; repeatedly.

    Each with the number of the round that it is found in.
    """
    nothing = frozenset[Any]()
    todo = [(p, nothing, Change()) for p in proposed(evaluation, targets)]
    seen = set()
    for number in count(1):
        later = []
        for proposal, needs, context in todo:
            yield proposal, needs, number
            if proposal.key in seen:
                continue
            seen.add(proposal.key)
            before, change = evaluation.after(context), context | proposal.change
            after = evaluation.after(change)
            names = _names(after) - _names(evaluation)
            for other in proposed(after, severe(compare(before, after).new, level)):
                if not _ends_what_is_there(other.change, evaluation):
                    continue
                rests = bool(names & _mentioned(other.change))
                later.append((other, frozenset({proposal.key}) if rests else nothing, change if rests else Change()))
        if not later:
            return
        todo = later


def severe(findings: Iterable[Finding], level: str) -> list[Finding]:
    """The findings that are as severe as a level or more, without those accepted."""
    return [f for f in findings if f.accepted is None and rank(f.severity) >= rank(level)]


def _names(evaluation: Evaluation) -> set[str]:
    return {name for names in evaluation.network.declared.values() for name in names}


def _mentioned(change: Change) -> set[Any]:
    entries = (entry for s in change.added for entry in (s.head, *s.lines))
    return {value for entry in entries for row in entry.rows for value in row if isinstance(value, str)}


def _ends_what_is_there(change: Change, evaluation: Evaluation) -> bool:
    """Whether it ends only lines that the file has: what another change adds is not ended again."""
    last = len(evaluation.network.source.lines)
    return all(span.line <= last for span in change.over)
