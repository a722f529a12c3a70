"""Pajek's network files, and its project files, which also hold who attends what, and sectors.

A relation is a thing that is given, paid for or told. A network of one relation has plain `*Arcs`, which other programs
read, too; with several, `*Arcs :k "name"`, as Pajek's own multirelational networks have it.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from attrs import evolve

from netdsl.data.graph import ACTOR, GROUP, MEASURE, MEETING, Graph, Node, Tie
from netdsl.data.tables import ACTORS, COLUMNS, EXCHANGES, NETWORK, WORDED, column
from netdsl.data.to_graph import Left, leave
from netdsl.model.dates import Date, date, earlier

_CATEGORY = re.compile(r"[^\W\d][^,;:\"\n]*")


def network_file(graph: Graph, left: Left, language: str) -> str:
    """A `.net` file: the exchanges."""
    held = _in_force(graph, left, language)
    leave(left, "drop-meetings", *(node.name for node in held.nodes.values() if node.kind == MEETING))
    return "\n".join(_network(held, left, language, project=False)) + "\n"


def project_file(graph: Graph, left: Left, language: str) -> str:
    """A `.paj` file: the exchanges, partitions of the actors by what they are, a two-mode network of the meetings."""
    held = _in_force(graph, left, language)
    return "\n".join([*_network(held, left, language, project=True), *_meetings(held, left)]) + "\n"


def _in_force(graph: Graph, left: Left, language: str) -> Graph:
    """What is not over: a file without details would show the rest as if it were not, either."""
    now = _dates(graph.attributes.get(column(NETWORK, "as_of").header(language), ""))
    nodes = {node.name: node for node in graph.nodes.values() if not _over(node.attributes, now, language)}
    over = [t for t in graph.ties if _over(t.attributes, now, language) or not {t.source, t.target} <= set(nodes)]
    leave(left, "drop-ended", *(name for name in graph.nodes if name not in nodes))
    leave(left, "drop-ended", *(f"{tie.source} → {tie.target} {tie.label or tie.relation}" for tie in over))
    gone = set(map(id, over))
    return evolve(graph, nodes=nodes, ties=[tie for tie in graph.ties if id(tie) not in gone])


def _over(attributes: Mapping[str, str], now: Sequence[Date], language: str) -> bool:
    """Whether something has ended, or its last date is before the time that the network describes."""
    until = _dates(attributes.get(column(EXCHANGES, "until").header(language), ""))
    return column(EXCHANGES, "ended").header(language) in attributes or bool(
        until and (not now or earlier(until[-1], now[-1]))
    )


def _dates(text: str) -> list[Date]:
    return [found for found in map(date, re.findall(r"[\d-]+", text)) if found]


def _network(graph: Graph, left: Left, language: str, *, project: bool) -> Iterator[str]:
    actors = [node for node in graph.nodes.values() if node.kind == ACTOR]
    numbers = {node.name: number for number, node in enumerate(actors, 1)}
    leave(left, "drop-network", *graph.attributes)
    titles = _categories(actors, language) if project else []
    _details(left, actors, skip=titles)
    leave(left, "drop-quotes", *(node.name for node in actors if '"' in node.name))
    yield f"% language: {language}"
    if graph.name or project:
        yield f"*Network {_line(graph.name)}".rstrip()
    yield f"*Vertices {len(actors)}"
    yield from (f"{numbers[node.name]} {_quoted(node.name)}" for node in actors)
    relations: dict[str, list[Tie]] = {}
    for tie in graph.ties:
        if {tie.source, tie.target} <= set(numbers):
            relations.setdefault(_line(tie.label), []).append(tie)
    told = [column(EXCHANGES, name).header(language) for name in ("deed", "what")]
    ties = [tie for some in relations.values() for tie in some]
    own = (*told, MEASURE[language])
    leave(left, "drop-attributes", *dict.fromkeys(n for tie in ties for n in tie.attributes if n not in own))
    measures = dict.fromkeys(tie.attributes[told[1]] for tie in ties if MEASURE[language] in tie.attributes)
    leave(left, "drop-measures", *measures)
    leave(left, "drop-quotes", *(relation for relation in relations if '"' in relation))
    for number, (relation, some) in enumerate(relations.items(), 1):
        yield f"*Arcs :{number} {_quoted(relation)}" if len(relations) > 1 or project else "*Arcs"
        for tie in some:
            label = "" if len(relations) > 1 or project else f" l {_quoted(relation)}"
            yield f"{numbers[tie.source]} {numbers[tie.target]} {tie.value or 1}{label}"
    for title in titles:
        yield from _partition(title, actors)


def _details(left: Left, nodes: list[Node], skip: Collection[str] = ()) -> None:
    names = dict.fromkeys(name for node in nodes for name in node.attributes if name not in skip)
    leave(left, "drop-attributes", *names)


def _categories(nodes: list[Node], language: str) -> list[str]:
    """The attributes with which a partition can be made: words, told once, that a legend can hold."""
    titles = [c.header(language) for c in COLUMNS[ACTORS] if c.takes in WORDED]
    said = {title: [n.attributes[title] for n in nodes if title in n.attributes] for title in titles}
    return [title for title, values in said.items() if values and all(_CATEGORY.fullmatch(value) for value in values)]


def _partition(title: str, nodes: list[Node]) -> Iterator[str]:
    said = [node.attributes.get(title, "") for node in nodes]
    values = {value: number for number, value in enumerate(dict.fromkeys(filter(None, said)), 1)}
    yield ""
    yield f"*Partition {title}: {', '.join(f'{number} {value}' for value, number in values.items())}"
    yield f"*Vertices {len(nodes)}"
    yield from (str(values.get(value, 0)) for value in said)


def _meetings(graph: Graph, left: Left) -> Iterator[str]:
    meetings = [node for node in graph.nodes.values() if node.kind == MEETING]
    leave(left, "drop-groups", *(node.name for node in graph.nodes.values() if node.kind == GROUP))
    if not meetings:
        return
    _details(left, meetings)
    leave(left, "drop-quotes", *(node.name for node in meetings if '"' in node.name))
    who = [node.name for node in graph.nodes.values() if node.kind == ACTOR]
    numbers: Mapping[str, int] = {name: n for n, name in enumerate([*who, *(node.name for node in meetings)], 1)}
    relations: dict[str, list[Tie]] = {}
    for tie in graph.ties:
        if tie.source in numbers and tie.target in numbers and graph.nodes[tie.target].kind == MEETING:
            relations.setdefault(tie.relation, []).append(tie)
    yield ""
    yield f"*Network {' / '.join(relations)}".rstrip()
    yield f"*Vertices {len(numbers)} {len(who)}"
    yield from (f"{number} {_quoted(name)}" for name, number in numbers.items())
    for number, (relation, some) in enumerate(relations.items(), 1):
        yield f"*Edges :{number} {_quoted(relation)}"
        yield from (f"{numbers[tie.source]} {numbers[tie.target]} 1" for tie in some)


def _line(text: str) -> str:
    return " ".join(text.split())


def _quoted(text: str) -> str:
    """A label; Pajek knows no way to write a double quote in one."""
    return '"' + _line(text).replace('"', "”") + '"'
