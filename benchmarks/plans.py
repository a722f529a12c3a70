"""The cheapest plan for a reference network: what netdsl proves, and the same problem written by hand for clingo.

The network meets little, so it falls into parts (R3), and some decide in pairs only (R2); many give for nothing (R1,
R4). Changes are further exchanges and further meetings. A plan leaves none of these findings, and brings none.
"""

from collections import defaultdict
from collections.abc import Iterator
from random import Random
from time import monotonic
from typing import NamedTuple

from benchmarks.networks import KINDS, Meeting, Reference, reference

SMALL = 4
"""A meeting of fewer is small; half of a network's actors is how many of these it is left with."""


class Giving(NamedTuple):
    """A change: an exchange more."""

    giver: int
    receiver: int
    cost: int


class Gathering(NamedTuple):
    """A change: a meeting more, at 2 and 1 for each who attends."""

    meeting: Meeting

    @property
    def cost(self) -> int:
        """What it costs."""
        return 2 + len(self.meeting.members)


class Problem(NamedTuple):
    """A network and the changes of it. `open`: how many further meetings there may be that anybody may attend.

    Such a meeting costs 2, and 1 for each who attends, which are changes of their own.
    """

    network: Reference
    givings: list[Giving]
    gatherings: list[Gathering]
    open: int

    @property
    def changes(self) -> int:
        """How many there are."""
        return len(self.givings) + len(self.gatherings) + self.open * (1 + self.network.size)

    @property
    def decide(self) -> bool:
        """Whether some change is a meeting that decides: without, who decides in pairs is nothing to clear."""
        return self.open > 0 or any(gathering.meeting.decides for gathering in self.gatherings)


class Plan(NamedTuple):
    """The cost of the best plan that was found, None without one, and whether no other is cheaper."""

    cost: int | None
    proven: bool


def sparse(size: int, seed: int = 0) -> Reference:
    """A reference network that meets little."""
    whole = reference(size, seed)
    small = [meeting for meeting in whole.meetings if len(meeting.members) < SMALL]
    return whole._replace(meetings=small[: size // 2])


def exchanges(network: Reference) -> Problem:
    """All that return what is given for nothing, or what these returns give for nothing, and so on.

    It costs 2 to answer an exchange, 3 to give without.
    """
    gives = {(e.giver, e.receiver) for e in network.exchanges}
    behind: defaultdict[int, set[int]] = defaultdict(set)
    for exchange in network.exchanges:
        if exchange.behind is not None:
            behind[exchange.receiver].add(exchange.behind)

    def unreturned(giver: int, receiver: int) -> bool:
        return all((other, giver) not in gives for other in (receiver, *behind[receiver]))

    todo = [pair for pair in sorted(gives) if unreturned(*pair)]
    seen = set(todo)
    made: dict[tuple[int, int], Giving] = {}
    while todo:
        giver, receiver = todo.pop()
        for other in sorted({receiver, *behind[receiver]} - {giver}):
            back = other, giver
            if back not in gives and back not in made:
                made[back] = Giving(*back, 2 if (giver, other) in gives else 3)
                if unreturned(*back) and back not in seen:
                    seen.add(back)
                    todo.append(back)
    return Problem(network, list(made.values()), [], 0)


def meetings(network: Reference, seed: int = 0) -> Problem:
    """One of two for each two parts, one that decides of all who want a kind, and one of each third of the actors."""
    random = Random(seed)
    part = parts(network)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for actor, own in part.items():
        members[own].append(actor)
    two = [(random.choice(members[p]), random.choice(members[q])) for p in members for q in members if p < q]
    wanting = [{actor for actor, wanted in network.wants if wanted == kind} for kind in range(KINDS)]
    thirds = [set(range(first, network.size, 3)) for first in range(3)]
    some = [Meeting(tuple(sorted(pair)), decides=False) for pair in two]
    some += [Meeting(tuple(sorted(group)), decides=True) for group in (*wanting, *thirds) if len(group) > 2]
    return Problem(network, [], [Gathering(meeting) for meeting in some], 0)


def pairs(network: Reference) -> Problem:
    """A meeting of two for each two actors of different parts."""
    part = parts(network)
    some = [Meeting((one, other), decides=False) for one in part for other in part if one < other]
    apart = [meeting for meeting in some if len({part[actor] for actor in meeting.members}) == 2]
    return Problem(network, [], [Gathering(meeting) for meeting in apart], 0)


def open_meetings(network: Reference, number: int = 3) -> Problem:
    """So many meetings that decide and that anybody may attend."""
    return Problem(network, [], [], number)


def together(*problems: Problem) -> Problem:
    """The changes of several problems of one network."""
    return Problem(
        problems[0].network,
        [giving for problem in problems for giving in problem.givings],
        [gathering for problem in problems for gathering in problem.gatherings],
        sum(problem.open for problem in problems),
    )


def parts(network: Reference) -> dict[int, int]:
    """Actor, without the coordinator -> the smallest of those it hangs together with."""
    part = {actor: actor for actor in range(1, network.size)}
    for meeting in network.meetings:
        some = {part[actor] for actor in meeting.members if actor}
        part = {actor: min(some) if own in some else own for actor, own in part.items()}
    return part


def tree(problem: Problem) -> int:
    """The cost of the cheapest meetings of two that join all parts: those of a tree (Kruskal 1956)."""
    part = parts(problem.network)
    cost = 0
    for gathering in sorted(problem.gatherings, key=lambda gathering: gathering.cost):
        one, other = (part[actor] for actor in gathering.meeting.members)
        if one != other:
            cost += gathering.cost
            part = {actor: one if own == other else own for actor, own in part.items()}
    return cost


RETURNS = """
{ add(F, X) } :- giving(F, X, _).
gives(X, Y) :- add(X, Y).
returned(X, Y) :- gives(X, Y), gives(Y, X).
returned(X, Y) :- gives(X, Y), behind(F, Y), gives(F, X).
:- gives(X, Y), not returned(X, Y).
#minimize { C, F, X : add(F, X), giving(F, X, C) }.
"""

MEETINGS = """
{ held(M) } :- gathering(M, _).
{ held(M) } :- open(M).
{ attends(M, A) : actor(A) } :- open(M), held(M).
decides(M) :- open(M).
touches(M, P) :- attends(M, A), part(A, P).
reached(P) :- P = #min { Q : part(_, Q) }.
reached(P) :- reached(Q), touches(M, Q), held(M), touches(M, P).
:- part(_, P), not reached(P).
#minimize { C, M : held(M), gathering(M, C); 2, M : held(M), open(M); 1, M, A : attends(M, A), open(M) }.
"""

DECISIONS = """
two(M) :- held(M), #count { A : attends(M, A) } = 2.
in_pairs(A) :- attends(M, A), held(M), decides(M), two(M).
in_more(A) :- attends(M, A), held(M), decides(M), not two(M).
:- in_pairs(A), not in_more(A).
"""

BOUND = """
joins(M, P) :- gathering(M, _), touches(M, P).
gain(M, N - 1) :- gathering(M, _), N = #count { P : joins(M, P) }, N > 1.
:- parts(K), #sum { N, M : held(M), gain(M, N); 1, M, A : attends(M, A), open(M); -1, M : held(M), open(M) } < K - 1.
"""
"""Each new meeting joins at most one part less than it has members in different ones."""


def program(problem: Problem, bound: bool = False) -> str:
    """The problem written by hand, with its facts; the parts that there are before are told."""
    meetings = bool(problem.gatherings or problem.open)
    needed = {RETURNS: problem.givings, MEETINGS: meetings, DECISIONS: problem.decide, BOUND: bound}
    return "".join((*(text for text, is_needed in needed.items() if is_needed), *_facts(problem)))


def _facts(problem: Problem) -> Iterator[str]:
    network = problem.network
    yield from (f"gives({x},{y})." for x, y in sorted({(e.giver, e.receiver) for e in network.exchanges}))
    behind = {(e.behind, e.receiver) for e in network.exchanges if e.behind is not None}
    yield from (f"behind({f},{y})." for f, y in sorted(behind))
    yield from (f"giving({giver},{receiver},{cost})." for giver, receiver, cost in problem.givings)
    part = parts(network)
    yield f"actor(0..{network.size - 1}). parts({len(set(part.values()))})."
    yield from (f"part({actor},{own})." for actor, own in part.items())
    for number, meeting in enumerate(network.meetings):
        yield f"held({number})."
        yield from _meeting(number, meeting)
    for number, gathering in enumerate(problem.gatherings, len(network.meetings)):
        yield f"gathering({number},{gathering.cost})."
        yield from _meeting(number, gathering.meeting)
    first = len(network.meetings) + len(problem.gatherings)
    yield from (f"open({first + number})." for number in range(problem.open))


def _meeting(number: int, meeting: Meeting) -> Iterator[str]:
    if meeting.decides:
        yield f"decides({number})."
    yield from (f"attends({number},{actor})." for actor in meeting.members)


def by_hand(text: str, seconds: float | None = None) -> Plan:
    """The plan of a program; after so many seconds of solving, the best so far."""
    from clingo import Control

    control = Control(["--warn=none", "--opt-strategy=usc,stratify"])
    control.add("base", [], text)
    control.ground([("base", [])])
    end = None if seconds is None else monotonic() + seconds
    cost = None
    with control.solve(yield_=True, async_=True) as handle:
        while True:
            handle.resume()
            if not handle.wait(None if end is None else max(0.0, end - monotonic())):
                handle.cancel()
                return Plan(cost, False)
            model = handle.model()
            if model is None:
                return Plan(cost, True)
            (cost,) = model.cost
