"""The recommendations: what each clears and brings, what it costs, and what it writes."""

from netdsl.document.blocks import Block, Hint, Line, Listed, Listing, Section, Switch, Text, paragraph, plain
from netdsl.document.material import Material
from netdsl.report.advice import RecommendationView
from netdsl.report.messages import capital, full


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    if not material.advice:
        return Section("recommendations", say("recommendations"), (paragraph(say("advice-none")),))
    blocks: list[Block] = [paragraph(say("advice-intro")), Hint(say("combine"))]
    if not material.view.advice.complete:
        blocks.append(paragraph(full(say("untried"))))
    blocks += [_recommendation(material, n, group) for n, group in enumerate(material.advice, 1)]
    return Section("recommendations", say("recommendations"), tuple(blocks))


def _recommendation(material: Material, number: int, group: list[RecommendationView]) -> Section:
    say = material.say
    first, *others = group
    blocks: list[Block] = [Switch(first.id, say("try"))]
    if others:
        blocks += [_label(material, "advice-or"), Listed(tuple(plain(full(other.message)) for other in others))]
    blocks += [
        _label(material, "advice-clears"),
        Listed(tuple(material.finding(f) for f in first.recommendation.clears)),
    ]
    if first.alters:
        altered = tuple(
            (material.severity(before.severity), Text(" → "), *material.finding(after))
            for before, after in first.alters
        )
        blocks += [_label(material, "advice-alters"), Listed(altered)]
    blocks += verdicts(material, first)
    if first.introduces:
        new = tuple((material.severity(f.severity), Text(f" {f.title}: {f.message}")) for f in first.introduces)
        blocks += [_label(material, "advice-brings"), Listed(new)]
    if first.asks:
        blocks += [_label(material, "advice-opens"), Listed(tuple(plain(q.question) for q in first.asks))]
    blocks.append(paragraph(say("advice-cost", cost=first.cost)))
    blocks += statements(material, first)
    return Section(material.anchors.of("change", first.id), f"{number}. {first.message}", tuple(blocks))


def verdicts(material: Material, found: RecommendationView) -> list[Block]:
    """The verdicts that a change makes others."""
    say = material.say
    items = []
    for before, after in found.verdicts:
        if before and after:
            items.append((
                Text(f"{capital(say(after.dimension))}: "),
                material.verdict(after.dimension, before.verdict), Text(" → "),
                material.verdict(after.dimension, after.verdict), Text(f": {after.summary}"),
            ))  # fmt: skip
    return [_label(material, "advice-verdicts"), Listed(tuple(items))] if items else []


def statements(material: Material, found: RecommendationView) -> list[Block]:
    """What a change writes into the file, and what is over with it."""
    language = material.evaluation.network.language
    return [
        Listing(material.say(f"advice-{key}"), tuple(Line(x) for s in some for x in s.split("\n")), language)
        for key, some in (("add", found.adds), ("over", found.ends))
        if some
    ]


def _label(material: Material, key: str) -> Block:
    return paragraph(Text(material.say(key), "strong"))
