"""What the evaluation rests on: the file, the sources, the actors, the date; and what is not said."""

from collections.abc import Iterator

from netdsl.document.blocks import Block, Inlines, Listed, Section, Table, joined, paragraph, plain
from netdsl.document.material import Material, date_text
from netdsl.document.texts import number
from netdsl.evaluate import DECLARATIONS
from netdsl.model.forms import word
from netdsl.model.network import Row
from netdsl.report.messages import capital, listed, shown
from netdsl.report.view import ALIKE, questions_by_kind

COUNTED = (("actor", "actors"), ("measure", "measures"), ("meeting", "meetings"))


def section(material: Material) -> Section:
    """The section."""
    say, network = material.say, material.evaluation.network
    blocks: list[Block] = [paragraph(say("coverage-file", file=material.file))]
    sizes = [(len(material.evaluation.facts.relations.get(form, ())), form, many) for form, many in COUNTED]
    sizes.insert(1, (len(material.evaluation.partnerships), "partnership", "partnerships"))
    counts = [f"{n} {say(one if n == 1 else many)}" for n, one, many in sizes]
    blocks.append(paragraph(say("coverage-size", counts=listed(counts, material.language)), _date(material)))
    if network.seen_by:
        blocks.append(paragraph(say("coverage-seen", names=listed(network.seen_by, material.language))))
    blocks.append(paragraph(say("coverage-how")))
    return Section("coverage", say("coverage"), (*blocks, _sources(material), _actors(material), _unsaid(material)))


def _date(material: Material) -> str:
    now = material.evaluation.network.as_of
    return material.say("coverage-as-of", date=date_text(now)) if now else material.say("coverage-undated")


def _rows(material: Material, form: str) -> list[Row]:
    return list(material.evaluation.facts.relations.get(form, {}))


def _said(material: Material, form: str, name: str) -> list[str]:
    """What lines of a form say of a thing."""
    return [shown(row[1], "", material.language) for row in _rows(material, form) if str(row[0]) == name]


def _sources(material: Material) -> Section:
    say, network = material.say, material.evaluation.network
    rows: list[tuple[Inlines, ...]] = []
    anchors = []
    for statement in network.of("source"):
        name = str(statement.head.rows[0][0])
        kinds = [
            word("SOURCE_KIND", str(r[1]), material.language)
            for r in _rows(material, "source.source_kind")
            if str(r[0]) == name
        ]
        what = ", ".join([*kinds, *([statement.head.aside.strip('"')] if statement.head.aside else [])])
        notes = [str(row[0]).strip('"') for line in statement.lines if line.form == "source.note" for row in line.rows]
        members = listed(_said(material, "source.member", name), material.language)
        dates = ", ".join(_said(material, "source.date", name))
        rows.append((
            plain(name), plain("; ".join([what, *notes] if what else notes)), plain(members), plain(dates),
            plain(str(len(material.cited.get(name, ())))),
        ))  # fmt: skip
        anchors.append(material.anchors.of("source", name))
    head = tuple(say(f"source-{key}") for key in ("code", "what", "speaks", "date", "lines"))
    table = Table(say("sources-caption"), head, tuple(rows), tuple(anchors))
    return Section("sources", say("sources"), (table if rows else paragraph(say("no-sources")),))


def _heard(material: Material) -> dict[str, list[str]]:
    """Actor -> the sources that speak for it, or for a part of it."""
    parts = {str(row[0]): str(row[1]) for row in _rows(material, "actor.part_of")}
    found: dict[str, list[str]] = {}
    for row in _rows(material, "source.member"):
        name = str(row[1])
        for actor in dict.fromkeys((name, parts.get(name, name))):
            found.setdefault(actor, []).append(str(row[0]))
    return found


def _actors(material: Material) -> Section:
    say = material.say
    heard = _heard(material)

    def words(form: str, table: str, name: str) -> str:
        rows = [str(r[1]) for r in _rows(material, form) if str(r[0]) == name]
        return ", ".join(word(table, value, material.language) for value in rows)

    wholes = _rows(material, "actor.part_of")
    rows = []
    for row in _rows(material, "actor"):
        name = str(row[0])
        sector = ", ".join(filter(None, (words("actor.sector", "SECTOR", name), words("actor.level", "LEVEL", name))))
        sources = joined((material.source(s),) for s in heard.get(name, ()))
        parts = [say("part-of", whole=r[1]) for r in wholes if str(r[0]) == name]
        role = ", ".join(filter(None, (words("actor.role", "ROLE", name), *parts)))
        rows.append((
            plain(name), plain(sector or say("untold")), plain(role),
            sources or plain(say("heard-by-nobody")),
        ))  # fmt: skip
    head = tuple(say(f"actor-{key}") for key in ("name", "sector", "role", "heard"))
    table = Table(say("actors-caption"), head, tuple(rows))
    return Section("actors", say("actors-heading"), (table,) if rows else ())


def _unsaid(material: Material) -> Section:
    say, language = material.say, material.language
    evaluation = material.evaluation
    heard = _heard(material)
    silent = [str(r[0]) for form in ("actor", "group") for r in _rows(material, form) if str(r[0]) not in heard]
    items = []
    if silent:
        items.append(say("unsaid-actors", names=listed(silent, language, "or")))
    entries = {
        entry.span.line: entry
        for s in evaluation.network.statements
        for entry in (s.head, *s.lines)
        if entry.form not in DECLARATIONS and not entry.form.startswith("source")
    }
    bare = sum(not entry.references for entry in entries.values())
    if bare:
        items.append(say("unsaid-line" if bare == 1 else "unsaid-lines", n=bare, total=len(entries)))
    unknown = [say(v.dimension) for v in material.view.verdicts if v.verdict == "unknown"]
    if unknown:
        items.append(say("unsaid-verdicts", names=listed(unknown, language, "or")))
    if material.view.idle:
        items.append(say("unsaid-idle", names=listed(material.view.idle, language)))
    blocks: list[Block] = [paragraph(say("unsaid-intro"))]
    kinds = questions_by_kind(material.view.questions)
    number_of = sum(map(len, kinds))
    if items:
        blocks.append(Listed(tuple(map(plain, items))))
    if not items and not kinds:
        blocks.append(paragraph(say("unsaid-nothing")))
    if kinds:
        many = capital(number(number_of, language))
        blocks.append(paragraph(say("unsaid-question" if number_of == 1 else "unsaid-questions", n=many)))
        blocks.append(Listed(tuple(_asked(material, kinds))))
        if material.asking.askings:
            blocks.append(paragraph(say("unsaid-others", open=say("open"))))
    return Section("unsaid", say("unsaid"), tuple(blocks))


def _asked(material: Material, kinds: list[list[tuple[str, str | None]]]) -> Iterator[Inlines]:
    """The first questions of each kind, and how many more there are."""
    for some in kinds:
        for text, whom in some[:ALIKE]:
            yield plain(f"{text} ({material.say('ask')} {whom})" if whom else text)
        if (more := len(some) - ALIKE) > 0:
            yield plain(material.say("unsaid-more-one" if more == 1 else "unsaid-more", n=more))
