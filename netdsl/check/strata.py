"""The order in which predicates are derived: strata, so that what is negated or counted is complete before it is read.

Strongly connected components by Tarjan's algorithm (1972); a negation or an aggregate inside a component has no
stratified meaning (Apt, Blair & Walker 1988).
"""

from collections.abc import Iterable, Iterator, Mapping

from netdsl.check.ruleset import Absent, Aggregate, Body, Match, Predicate, Some


def reads(body: Body, whole: bool = False) -> Iterator[tuple[str, bool]]:
    """The relations a body reads; True where the relation must be complete first (negated or counted)."""
    for step in body:
        if isinstance(step, Match):
            yield step.relation, whole
        elif isinstance(step, Some):
            for inner in step.bodies:
                yield from reads(inner, whole)
        elif isinstance(step, Absent):
            for inner in step.bodies:
                yield from reads(inner, True)
        elif isinstance(step, Aggregate):
            for inner in (step.body, step.yes, step.possible):
                yield from reads(inner, True)


def dependencies(predicate: Predicate) -> dict[str, bool]:
    """Relation -> whether it must be complete before this predicate is derived."""
    found: dict[str, bool] = {}
    bodies = list(predicate.bodies)
    if predicate.parts:
        bodies += [predicate.parts.nodes, predicate.parts.edges]
    for body in bodies:
        for relation, whole in reads(body, predicate.parts is not None):
            found[relation] = found.get(relation, False) or whole
    return found


def strata(predicates: Mapping[str, Predicate]) -> list[list[str]]:
    """Components of predicates that read each other, each after those it reads."""
    needs = {name: sorted(r for r in dependencies(p) if r in predicates) for name, p in predicates.items()}
    return list(strongly_connected(needs))


def strongly_connected(edges: Mapping[str, Iterable[str]]) -> Iterator[list[str]]:
    """The components of a graph in which all reach each other, each after those it has edges to."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(edges[other])))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    found = []
                    while True:
                        found.append(stack.pop())
                        on_stack.discard(found[-1])
                        if found[-1] == node:
                            break
                    yield sorted(found)


def circular(predicates: Mapping[str, Predicate]) -> Iterator[tuple[str, str]]:
    """Pairs (predicate, relation) where a predicate denies or counts what rests on itself."""
    for component in strata(predicates):
        inside = set(component)
        for name in component:
            for relation, whole in sorted(dependencies(predicates[name]).items()):
                if whole and relation in inside:
                    yield name, relation
