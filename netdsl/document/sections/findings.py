"""The findings by dimension, each with the lines and sources that show it."""

from collections.abc import Iterable

from netdsl.check.ruleset import DIMENSIONS
from netdsl.document.blocks import (
    Block,
    Hint,
    Inline,
    Inlines,
    Link,
    Listed,
    Paragraph,
    Point,
    Section,
    Text,
    paragraph,
)
from netdsl.document.material import Material
from netdsl.report.messages import capital, ended, full
from netdsl.report.view import EvidenceLine, FindingView, counted, tipping_words


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    found = {f.dimension for f in material.view.findings}
    judged = {v.dimension for v in material.view.verdicts}
    parts = [_dimension(material, d) for d in DIMENSIONS if d in found | judged]
    intro = paragraph(say("findings-intro"))
    return Section("findings", say("findings"), (intro, Hint(say("counts-before")), *parts))


def _dimension(material: Material, dimension: str) -> Section:
    say = material.say
    blocks: list[Block] = []
    for verdict in material.view.verdicts:
        if verdict.dimension == dimension:
            words: Inlines = (
                Text(say("verdict-is")),
                Text(" "),
                material.verdict(dimension, verdict.verdict, mark=True),
                Text(": "),
                Text(verdict.summary, mark=f"why:{dimension}"),
                Text("."),
            )
            blocks.append(Paragraph(words))
    some = [f for f in material.view.findings if f.dimension == dimension]
    text = f"{capital(say('findings'))}: {counted(some, material.language)}." if some else say("findings-none-here")
    blocks.append(paragraph(text))
    blocks += [_finding(material, f) for f in some]
    return Section(material.anchors.of("findings", dimension), capital(say(dimension)), tuple(blocks))


def _finding(material: Material, found: FindingView) -> Section:
    say = material.say
    blocks: list[Block] = [paragraph(found.message, kind="lead")]
    if found.accepted is not None:
        blocks.append(paragraph(Text(say("finding-accepted"), "strong"), full(found.accepted)))
    blocks += [paragraph(Text(say("finding-eased"), "strong"), ended(eased)) for eased in found.eased]
    blocks.append(paragraph(Text(say("finding-why"), "strong"), full(found.why)))
    if found.risks:
        blocks.append(paragraph(Text(say("finding-risk"), "strong"), full(", ".join(found.risks))))
    blocks += _tipping(material, found)
    blocks += _evidence(material, found)
    if clearing := material.clearing.get(found.id):
        blocks.append(paragraph(Text(say("finding-cleared"), "strong")))
        blocks.append(Listed(tuple((material.change(r),) for r in clearing)))
    rule = Link(material.anchors.of("rule", found.code), f"{found.code} {found.title}")
    named: tuple[Inline | str, ...] = () if found.id == found.code else (say("finding-id"), Text(found.id, "code"))
    blocks.append(paragraph(Text(say("finding-rule"), "aside"), rule, *named, kind="note"))
    told = [line.line for line in found.evidence if not line.declares]
    blocks.append(Point(found.actors, tuple(told), say("show-in-figure")))
    return Section(
        material.anchors.of("finding", found.id), material.titled(found), tuple(blocks),
        (Text(say(found.severity), f"severity {found.severity}"),), f"finding:{found.id}",
    )  # fmt: skip


def _tipping(material: Material, found: FindingView) -> list[Block]:
    """The thresholds that a finding hangs on, and what would undo it."""
    say, language, evaluation = material.say, material.language, material.evaluation
    told: dict[str, Block] = {}
    for tipping in next(f for f in evaluation.findings if f.id == found.id).tipping:
        words = tipping_words(tipping, language)
        name = tipping.threshold
        means = evaluation.rules.thresholds[name].texts[language]
        text = say("tipping-means", means=means, **words)
        if words["way"]:
            text += " " + say("tipping-undone", by=say(f"undone {words['way']}", n=tipping.by))
        label = Text(say("finding-near" if tipping.by == 1 else "finding-tipping"), "strong")
        told[text] = paragraph(label, Link(material.anchors.of("threshold", name), name), text)
    return list(told.values())


def _evidence(material: Material, found: FindingView) -> list[Block]:
    """The lines that show it, those that only declare things where there are no others; and those its text lists."""
    shown = [line for line in found.evidence if not line.declares] or found.evidence
    rests = [paragraph(full(found.rests), kind="note")] if found.rests else []
    return [*_lines(material, "finding-evidence", shown), *rests, *_lines(material, "finding-quoted", found.quoted)]


def _lines(material: Material, key: str, lines: Iterable[EvidenceLine]) -> list[Block]:
    """Lines of the file, with their sources."""
    items: list[Inlines] = []
    for line in lines:
        text = _without_sources(line.text) if line.sources else line.text
        about = f"{material.heads[line.line]}: " if line.line in material.heads else ""
        words: Inlines = (material.line(line.line), Text(f": {about}"), Text(text, "code"))
        sources = material.sources(line.sources)
        items.append((*words, Text(" "), *sources) if sources else words)
    return [paragraph(Text(material.say(key), "strong")), Listed(tuple(items))] if items else []


def _without_sources(text: str) -> str:
    """A line without the sources in brackets at its end, which are told beside it."""
    return text.rpartition(" [")[0].rstrip() if text.endswith("]") and " [" in text else text
