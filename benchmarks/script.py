"""The reference rules as one would write them by hand for this one purpose, in plain Python with dicts and sets."""

from collections import defaultdict

from benchmarks.findings import Findings
from benchmarks.networks import Reference


def evaluate(network: Reference) -> Findings:
    """The findings of R1 to R4."""
    to: defaultdict[int, set[int]] = defaultdict(set)
    by: defaultdict[int, set[int]] = defaultdict(set)
    behind: defaultdict[int, set[int]] = defaultdict(set)
    provider: dict[tuple[int, int], int | None] = {}
    for giver, receiver, kind, third in network.exchanges:
        to[giver].add(receiver)
        by[receiver].add(giver)
        if third is not None:
            behind[receiver].add(third)
        thing = receiver, kind
        if provider.setdefault(thing, giver) != giver:
            provider[thing] = None

    nobody: set[int] = set()
    unreturned = set()
    for giver, receivers in to.items():
        returns = by.get(giver, nobody)
        for receiver in receivers - returns:
            if returns.isdisjoint(behind.get(receiver, nobody)):
                unreturned.add((giver, receiver))

    sole = set()
    for actor, kind in network.wants:
        only = provider.get((actor, kind))
        if only is not None and (only, actor) in unreturned:
            sole.add((only, actor, kind))

    decide: set[int] = set()
    decide_with_more: set[int] = set()
    joint = False
    met = set()
    above = list(range(network.size))
    parts = network.size - 1
    for members, decides in network.meetings:
        joint = joint or len(members) == network.size
        if decides:
            (decide if len(members) == 2 else decide_with_more).update(members)
        root = None
        for place, one in enumerate(members, 1):
            for other in members[place:]:
                met.add((one, other))
            if one:
                own = one
                while above[own] != own:
                    above[own] = own = above[above[own]]
                if root is None:
                    root = own
                elif own != root:
                    above[own] = root
                    parts -= 1
    in_pairs = decide - decide_with_more
    return Findings(frozenset(unreturned), frozenset(in_pairs), joint, len(met), parts, frozenset(sole))
