"""What graph files hold: nodes, ties of named relations, and the attributes of both."""

from collections.abc import Mapping
from typing import NamedTuple

from attrs import Factory, define

from netdsl.data.tables import Place, Remark

ACTOR, MEETING, GROUP = "actor", "meeting", "group"
ATTENDS, AT_TIMES = "attended", "at_times"

KINDS = {
    ACTOR: {"en": "actor", "nb": "aktør"},
    MEETING: {"en": "meeting", "nb": "møte"},
    GROUP: {"en": "group", "nb": "gruppe"},
}
NODE_KIND = {"en": "kind of node", "nb": "nodeslag"}
MEASURE = {"en": "is a measure", "nb": "er et tiltak"}
RELATION = {"en": "relation", "nb": "relasjon"}
"""Attributes of graph files that are no columns of a table: what a node is; whether what is given is a measure; what
an edge is one of."""


class Node(NamedTuple):
    """A node: its name, whether it is an `actor`, a `meeting` or a `group`, its attributes.

    places: where its attributes stand by themselves, if they do.
    """

    name: str
    kind: str
    attributes: dict[str, str]
    place: Place
    places: dict[str, Place]


class Tie(NamedTuple):
    """A tie of a relation; an empty `relation` has no name. `value` as it is written, empty where there is none.

    label: what a program is to show beside it. places: where its ends (`from`, `to`), relation (`what`), value and
    attributes stand by themselves, if they do.
    """

    source: str
    target: str
    relation: str
    place: Place
    value: str = ""
    directed: bool = True
    attributes: Mapping[str, str] = {}
    label: str = ""
    places: Mapping[str, Place] = {}

    def at(self, what: str) -> Place:
        """Where one part of it stands."""
        return self.places.get(what, self.place)


@define
class Graph:
    """What a graph file holds; readers fill it. `listed` are the actors of a list of them, where there is one.

    attributes: those of the graph itself; vertices: the nodes of the last Pajek network by their number, from 1, which
    partitions in files of their own are about.
    """

    file: str
    name: str = ""
    language: str | None = None
    attributes: dict[str, str] = Factory(dict)
    nodes: dict[str, Node] = Factory(dict)
    ties: list[Tie] = Factory(list)
    vertices: list[str] = Factory(list)
    listed: set[str] = Factory(set)
    remarks: list[Remark] = Factory(list)

    def node(self, name: str, place: Place, kind: str = ACTOR, attributes: Mapping[str, str] | None = None) -> Node:
        """The node of a name, made where there is none; attributes that it lacks are added."""
        clean = " ".join(name.split())
        if clean not in self.nodes:
            self.nodes[clean] = Node(clean, kind, {}, place, {})
        node = self.nodes[clean]
        for key, value in (attributes or {}).items():
            before = node.attributes.setdefault(key, value) if value.strip() else value
            if before != value:
                self.remark(place, "two-values", name=clean, value=value, other=before)
        return node

    def remark(self, place: Place, key: str, **values: object) -> None:
        """Note what is not taken as it stands."""
        self.remarks.append(Remark(place, key, values))
