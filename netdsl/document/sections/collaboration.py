"""What the collaboration is for, and for whom: its purpose, the groups, and what its actors aim at."""

from collections.abc import Sequence

from netdsl.document.blocks import Block, Inlines, Listed, Section, Table, Text, paragraph, plain, spaced
from netdsl.document.material import Material
from netdsl.document.sections.columns import table
from netdsl.model.network import Entry, Statement
from netdsl.report.messages import listed, shown

TOLD = (("purpose", ""), ("problem", "PROBLEM_KIND"), ("started", "STARTER"), ("since", ""))
"""What is told of the collaboration itself, and the table that its words are from."""


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    groups, aims = _groups(material), _actors(material)
    blocks: list[Block] = [paragraph(say("collaboration-intro")), _network(material)]
    blocks.append(groups or paragraph(say("groups-none")))
    if aims:
        blocks.append(aims)
    return Section("collaboration", say("collaboration"), tuple(blocks))


def _network(material: Material) -> Block:
    say = material.say
    items: list[Inlines] = []
    for key, terminal in TOLD:
        label = Text(say(f"collaboration-{key}"), "strong")
        lines = [line for s in material.evaluation.network.of("network") for line in _of(s, f"network.{key}")]
        for line in lines:
            if line.rows[0][0] is None:
                continue  # `since the start` tells no date
            told = _with_aside(_value(material, line, terminal), line)
            items.append((label, Text(f" {told} · "), material.line(line.span.line), *_sources(material, [line])))
        if not lines and key != "since":
            items.append(spaced(label, say("untold")))
    return Listed(tuple(items))


def _value(material: Material, line: Entry, terminal: str) -> str:
    """What a line tells; quoted words stand without their quotation marks."""
    value = line.rows[0][0]
    quoted = isinstance(value, str) and value.startswith('"')
    return str(value).strip('"') if quoted else shown(value, terminal, material.language)


def _groups(material: Material) -> Table | None:
    rows: list[dict[str, Inlines]] = []
    for statement in material.evaluation.network.of("group"):
        sizes, needs, levels = (_of(statement, f"group.{key}") for key in ("size", "needs", "skill_level"))
        rows.append({
            "name": plain(_with_aside(_name(statement), statement.head)),
            "size": _told([_with_aside(_list(material, line), line) for line in sizes]),
            "needs": plain(_list(material, *needs)),
            "levels": _told([_level(material, line) for line in levels]),
            "told": _where(material, [*sizes, *needs, *levels] or [statement.head]),
        })  # fmt: skip
    return table(material, "group", rows, ("size", "needs", "levels"))


def _level(material: Material, line: Entry) -> str:
    """How many are how far with what, as `norsk: under A2 (de fleste)`."""
    need, *level, share = line.rows[0]
    reached = " ".join(shown(value, "BOUND", material.language) for value in level if value is not None)
    return f"{need}: {reached} ({shown(share, '', material.language)})"


def _actors(material: Material) -> Table | None:
    rows: list[dict[str, Inlines]] = []
    for statement in material.evaluation.network.of("actor"):
        aims, owners = (_of(statement, f"actor.{key}") for key in ("aims", "owned_by"))
        if aims or owners:
            rows.append({
                "name": plain(_name(statement)),
                "aims": _told([_with_aside(_list(material, line), line) for line in aims]),
                "owner": plain(_list(material, *owners)),
                "told": _where(material, [*aims, *owners]),
            })  # fmt: skip
    return table(material, "aim", rows, ("aims", "owner"))


def _name(statement: Statement) -> str:
    return str(statement.head.rows[0][0])


def _of(statement: Statement, form: str) -> list[Entry]:
    """The lines of a form that hold at the time the network describes."""
    return [line for line in statement.lines if line.form == form and not line.over] if statement.in_force else []


def _list(material: Material, *lines: Entry) -> str:
    values = (shown(row[0], "", material.language) for line in lines for row in line.rows)
    return listed(list(dict.fromkeys(values)), material.language)


def _with_aside(text: str, line: Entry) -> str:
    """What a line tells, with the words beside it."""
    return f"{text} ({line.aside})" if line.aside else text


def _told(texts: Sequence[str]) -> Inlines:
    return plain("; ".join(dict.fromkeys(texts)))


def _where(material: Material, lines: Sequence[Entry]) -> Inlines:
    """The lines by number, and all their sources."""
    return (*material.lines_of(sorted(line.span.line for line in lines)), *_sources(material, lines))


def _sources(material: Material, lines: Sequence[Entry]) -> Inlines:
    found = material.sources(list(dict.fromkeys(r.source for line in lines for r in line.references)))
    return (Text(" "), *found) if found else ()
