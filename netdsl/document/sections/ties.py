"""The partnerships, what passes between the actors, and whom they meet; with the figures."""

from collections.abc import Sequence

from netdsl.document.blocks import Block, Inlines, Picture, Section, Table, paragraph, plain
from netdsl.document.material import Material
from netdsl.evaluate import Partnership
from netdsl.model.forms import word
from netdsl.model.network import Row
from netdsl.report.messages import listed, shown


def section(material: Material, figures: Sequence[Picture], without: str) -> Section:
    """The section; `without` says why there are no figures, where there are none."""
    say = material.say
    tables = {"dependence": _partnerships, "exchanges": _exchanges, "meetings": _meetings}
    blocks: list[Block] = [paragraph(say("ties-intro"))]
    if not figures and without:
        blocks.append(paragraph(without, kind="note"))
    for name, table in tables.items():
        drawn = [f for f in figures if f.name == name]
        made = table(material)
        inner: list[Block] = [*drawn, *([made] if made else [])]
        if name == "dependence" and not made:
            inner = [paragraph(say("ties-none"))]
        if inner:
            blocks.append(Section(material.anchors.of("ties", name), say(f"figure {name}"), tuple(inner)))
    return Section("ties", say("ties"), tuple(blocks))


def _partnerships(material: Material) -> Table | None:
    say = material.say
    rows = tuple(
        (plain(listed(p.actors, material.language)), plain(say(f"ties-{_kind(p)}")), plain(_meaning(material, p)))
        for p in material.evaluation.partnerships
    )
    head = tuple(say(f"ties-{key}") for key in ("partners", "dependence", "means"))
    return Table(say("ties-caption"), head, rows) if rows else None


def _kind(partnership: Partnership) -> str:
    return "nodependence" if partnership.dependence == "none" else partnership.dependence


def _meaning(material: Material, partnership: Partnership) -> str:
    dependent = partnership.dependent or ""
    other = next((a for a in partnership.actors if a != dependent), "")
    return material.say(f"ties-says-{_kind(partnership)}", dependent=dependent, other=other)


def _exchanges(material: Material) -> Table | None:
    say, language = material.say, material.language
    relations = material.evaluation.facts.relations
    rows: list[tuple[Inlines, ...]] = []
    for form, key, table in (("gives", "gives.weight", "WEIGHT"), ("pays", "pays.extent", "EXTENT")):
        for row in relations.get(form, ()):
            thing = shown(row[2], "", language)
            details = [word(table, str(d[-1]), language) for d in relations.get(key, ()) if d[:-1] == row]
            lines = sorted({o.line.span.line for o in material.evaluation.facts.origins(form, row)})
            what = thing if form == "gives" else say("exchange-pays", thing=thing)
            giver, receiver = (shown(value, "", language) for value in row[:2])
            rows.append((
                plain(giver), plain(receiver), plain(what), plain(", ".join(dict.fromkeys(details))),
                material.lines_of(lines),
            ))  # fmt: skip
    head = tuple(say(f"exchange-{key}") for key in ("from", "to", "what", "matters", "lines"))
    return Table(say("exchanges-caption"), head, tuple(rows)) if rows else None


def _meetings(material: Material) -> Table | None:
    say, language = material.say, material.language
    relations = material.evaluation.facts.relations

    def of(form: str, name: str) -> list[Row]:
        return [row for row in relations.get(form, ()) if str(row[0]) == name]

    rows: list[tuple[Inlines, ...]] = []
    for meeting, *_ in relations.get("meeting", ()):
        name = str(meeting)
        members = [shown(row[1], "", language) for row in of("meeting.attended", name)]
        members += [say("meeting-at-times", name=shown(row[1], "", language)) for row in of("meeting.at_times", name)]
        origins = material.evaluation.facts.origins("meeting", (meeting,))
        lines = sorted({o.line.span.line for o in origins})
        rows.append((plain(name), plain(listed(members, language)), material.lines_of(lines)))
    head = (say("meeting-name"), say("meeting-attended"), say("exchange-lines"))
    return Table(say("meetings-caption"), head, tuple(rows)) if rows else None
