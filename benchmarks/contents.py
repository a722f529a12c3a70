"""A reference network in the forms that programs take it in: relations, a `.net` file, a GML file."""

from collections.abc import Iterator

from benchmarks.networks import Reference

SECTORS = ("public", "private", "voluntary")
Relations = dict[str, set[tuple[str, ...]]]


def relations(network: Reference) -> Relations:
    """The facts as the network language has them, by relation.

    A kind is what somebody gives or wants, in quotes; who stands behind an exchange is its principal (`on behalf of`);
    a meeting that decides does so by agreement; actor 0 is the coordinator.
    """
    found: Relations = {
        name: set()
        for name in (
            "actor",
            "actor.sector",
            "actor.role",
            "gives",
            "gives.on_behalf",
            "wants",
            "meeting",
            "meeting.attended",
            "meeting.decides",
        )
    }
    actors = [f"A{number}" for number in range(network.size)]
    for number, actor in enumerate(actors):
        found["actor"].add((actor,))
        found["actor.sector"].add((actor, SECTORS[number % 3]))
        found["actor.role"].add((actor, "partner" if number else "coordinator"))
    for giver, receiver, kind, behind in network.exchanges:
        row = actors[giver], actors[receiver], f'"k{kind}"'
        found["gives"].add(row)
        if behind is not None:
            found["gives.on_behalf"].add((*row, actors[behind]))
    for number, kind in network.wants:
        found["wants"].add((actors[number], f'"k{kind}"'))
    for number, (members, decides) in enumerate(network.meetings):
        meeting = f"M{number}"
        found["meeting"].add((meeting,))
        found["meeting.attended"].update((meeting, actors[member]) for member in members)
        if decides:
            found["meeting.decides"].add((meeting, "agreement"))
    return found


def net(network: Reference) -> str:
    """The network as a file, each deed with its source."""
    return "\n".join(_lines(network)) + "\n"


def _lines(network: Reference) -> Iterator[str]:
    yield "# language: en"
    yield f"network N{network.size}"
    yield "source S, survey"
    for number in range(network.size):
        yield f"actor A{number}, {SECTORS[number % 3]}"
        if not number:
            yield "  role coordinator"
    for number, (members, decides) in enumerate(network.meetings):
        yield f"meeting M{number}"
        yield "  attended by " + ", ".join(f"A{member}" for member in members) + f"  [S m{number}]"
        if decides:
            yield "  decides by agreement"
    for number, (giver, receiver, kind, behind) in enumerate(network.exchanges):
        yield f'A{giver} gives A{receiver} "k{kind}"  [S e{number}]'
        if behind is not None:
            yield f"  on behalf of A{behind}"
    for actor, kind in network.wants:
        yield f'A{actor} wants "k{kind}"'


def gml(network: Reference) -> str:
    """The network as a graph: actors, meetings and kinds are its nodes, all else is edges, with the same attributes."""
    from networkx import MultiDiGraph, generate_gml

    graph = MultiDiGraph(name=f"N{network.size}")
    for number in range(network.size):
        role = "partner" if number else "coordinator"
        graph.add_node(f"A{number}", what="actor", sector=SECTORS[number % 3], role=role)
    for number, (members, decides) in enumerate(network.meetings):
        graph.add_node(f"M{number}", what="meeting", **{"decides": "agreement"} if decides else {})
        for member in members:
            graph.add_edge(f"M{number}", f"A{member}", what="attended", source=f"S m{number}")
    for number, (giver, receiver, kind, behind) in enumerate(network.exchanges):
        more = {} if behind is None else {"principal": f"A{behind}"}
        graph.add_edge(f"A{giver}", f"A{receiver}", what="gives", thing=f"k{kind}", source=f"S e{number}", **more)
    for actor, kind in network.wants:
        graph.add_edge(f"A{actor}", f"k{kind}", what="wants")
    return "\n".join(generate_gml(graph)) + "\n"
