"""The partnerships, what passes between the actors, and whom they meet; with the figures."""

from collections.abc import Sequence

from netdsl.document.blocks import Block, Hint, Inlines, Picture, Section, Table, paragraph, plain
from netdsl.document.material import Material
from netdsl.document.sections.columns import table
from netdsl.evaluate import Partnership
from netdsl.model.forms import word
from netdsl.model.network import Row
from netdsl.model.quantities import Interval, exactly
from netdsl.report.messages import listed, said, shown


def section(material: Material, figures: Sequence[Picture], without: str) -> Section:
    """The section; `without` says why there are no figures, where there are none."""
    say = material.say
    tables = {"dependence": _partnerships, "exchanges": _exchanges, "meetings": _meetings}
    blocks: list[Block] = [paragraph(say("ties-intro")), Hint(say("tables-before"))]
    if not figures and without:
        blocks.append(paragraph(without, kind="note"))
    for name, make in tables.items():
        drawn = [f for f in figures if f.name == name]
        made = make(material)
        inner: list[Block] = [*drawn, *([made] if made else [])]
        if name == "dependence" and not made:
            inner = [paragraph(say("ties-none"))]
        if name == "dependence" and _beyond(material):
            inner.insert(len(drawn), paragraph(say("below dependence", withdrawal=say("withdrawal")), kind="note"))
        if inner:
            blocks.append(Section(material.anchors.of("ties", name), say(f"figure {name}"), tuple(inner)))
    return Section("ties", say("ties"), tuple(blocks))


def _beyond(material: Material) -> bool:
    """Whether anybody gives or pays who stands outside or above the collaboration."""
    return any(not w.withdrawal.partner for w in material.withdrawals)


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

    def details(key: str, table: str, row: Row) -> list[str]:
        return [word(table, str(d[-1]), language) for d in relations.get(key, ()) if d[:-1] == row]

    rows: list[dict[str, Inlines]] = []
    for form in ("gives", "pays"):
        for row in relations.get(form, ()):
            thing = shown(row[2], "", language)
            matters = [*details(f"{form}.extent", "EXTENT", row), *details(f"{form}.weight", "WEIGHT", row)]
            lines = sorted({o.line.span.line for o in material.evaluation.facts.origins(form, row)})
            rows.append({
                "from": plain(shown(row[0], "", language)),
                "to": plain(shown(row[1], "", language)),
                "what": plain(thing if form == "gives" else say("exchange-pays", thing=thing)),
                "matters": plain(", ".join(dict.fromkeys(matters))),
                "alternatives": plain(", ".join(details(f"{form}.alternatives", "ALTERNATIVES", row))),
                "lines": material.lines_of(lines),
            })  # fmt: skip
    return table(material, "exchange", rows, ("alternatives",))


def _meetings(material: Material) -> Table | None:
    say, language = material.say, material.language
    relations = material.evaluation.facts.relations

    def of(form: str, name: str) -> list[Row]:
        return [row for row in relations.get(form, ()) if str(row[0]) == name]

    rows: list[dict[str, Inlines]] = []
    for meeting, *_ in relations.get("meeting", ()):
        name = str(meeting)
        members = [shown(row[1], "", language) for row in of("meeting.attended", name)]
        members += [say("meeting-at-times", name=shown(row[1], "", language)) for row in of("meeting.at_times", name)]
        choosing = [row[0] for row in relations.get("attends_one_of", ()) if str(row[1]) == name]
        members += [say("meeting-one-of", name=shown(one, "", language)) for one in choosing]
        often = [_often(material, row) for row in of("meeting.frequency", name)]
        often += [word("OCCASION", str(row[1]), language) for row in of("meeting.occasion", name)]
        often += [said("meeting.less", row, language) for row in of("meeting.less", name)]
        origins = material.evaluation.facts.origins("meeting", (meeting,))
        rows.append({
            "name": plain(name),
            "attended": plain(listed(members, language)),
            "often": plain(", ".join(often)),
            "about": plain(listed([shown(row[1], "", language) for row in of("meeting.topics", name)], language)),
            "decides": plain(", ".join(word("MODE", str(row[1]), language) for row in of("meeting.decides", name))),
            "lines": material.lines_of(sorted({o.line.span.line for o in origins})),
        })  # fmt: skip
    return table(material, "meeting", rows, ("often", "about", "decides"))


def _often(material: Material, row: Row) -> str:
    """How often a meeting is held, in whole times a year."""
    times = row[1]
    if isinstance(times, Interval) and times.low == times.high and times.low[0].denominator > 1 and times.low[0] > 1:
        whole = said("meeting.frequency", (row[0], exactly(round(times.low[0]))), material.language)
        return material.say("roughly", times=whole)
    return said("meeting.frequency", row, material.language)
