"""What a changed row may touch: for each place where a body reads a relation, the heads that may depend on the row.

A head changes only if a derivation of it holds in one of two states and not in the other. Then a row that is in one of
them only is matched in it, at some depth, or would be; and all that is matched around that is there in one of the two.
So the changed row joined with the matches around it, over the rows of both states, finds every head that may change;
what is denied, counted or compared is left to be asked again.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from netdsl.check.ruleset import (
    Absent,
    Aggregate,
    Anything,
    Body,
    Compare,
    Match,
    Predicate,
    Some,
    Step,
    Variable,
    binds,
    names_in,
)
from netdsl.engine.tracing import BOTH


class Touch(NamedTuple):
    """A place where a predicate reads a relation.

    body: `match`, which reads the changed rows, and what leads from there to the `columns` of the head, over the rows
    of both states. sign: 1 where rows that come can only bring heads and rows that go only cost some, -1 the other way
    round, else `BOTH`. rest: the body but for `match`, over which a row that came finds what it brings; None where it
    would not, as the place is inside a block.
    """

    match: Match
    body: Body
    columns: tuple[str, ...]
    sign: int
    rest: Body | None


def touches(predicate: Predicate, relation: str) -> Iterator[Touch]:
    """All places where a predicate, whose bodies are planned, reads a relation."""
    for body in predicate.bodies:
        for match, sign, around, rest in _places(body, 1, (), outermost=True):
            if match.relation != relation:
                continue
            own = match._replace()  # a match of its own: the same one may stand in the body twice
            steps, known = _leading(own, around, set(predicate.columns))
            columns = tuple(c for c in predicate.columns if c in known)
            yield Touch(own, steps, columns, sign, rest)


def _places(
    body: Body, sign: int, around: Body, outermost: bool = False
) -> Iterator[tuple[Match, int, Body, Body | None]]:
    """Matches at any depth: each with its sign, the steps around it, and the rest of the body if that is outermost."""
    for number, step in enumerate(body):
        rest = (*body[:number], *body[number + 1 :])
        beside = (*around, *rest)
        if isinstance(step, Match):
            yield step, sign, beside, rest if outermost else None
        elif isinstance(step, Some | Absent):
            for inner in step.bodies:
                yield from _places(inner, sign if isinstance(step, Some) else -sign, beside)
        elif isinstance(step, Aggregate):
            yield from _places(step.body, BOTH, beside)
            for more in (step.yes, step.possible):
                yield from _places(more, BOTH, (*beside, *step.body))


def _leading(match: Match, around: Iterable[Step], wanted: set[str]) -> tuple[Body, set[str]]:
    """The match, and the matches and comparisons around it as far as they hang together; and the holes they bind.

    Once the holes that are wanted are bound, only what can be tested at once is.
    """
    known = binds(match)
    todo = [s for s in around if isinstance(s, Match | Compare)]
    done: list[Step] = [match]
    while True:
        ranks = [(_rank(step, known), number) for number, step in enumerate(todo)]
        ready = [(rank, n) for rank, n in ranks if rank is not None and (rank < _BRINGING or not wanted <= known)]
        if not ready:
            return tuple(done), known
        step = todo.pop(min(ready)[1])
        done.append(step)
        known |= binds(step)


_BRINGING = (2,)


def _rank(step: Step, known: set[str]) -> tuple[int, ...] | None:
    """When a step has its turn, least first; None where nothing leads to it."""
    if isinstance(step, Compare):
        return (0, 0) if names_in((step,)) <= known else None
    assert isinstance(step, Match)
    new = binds(step) - known
    if not new:
        return (1, 0)
    shared = sum(isinstance(t, Variable) and t.name in known for t in step.terms)
    kept = sum(not isinstance(t, Anything) for t in step.terms) - len(new)
    return (*_BRINGING, len(new) - 2 * kept) if shared else None
