"""The appendices: the rules that found something, the thresholds and costs in force, the file itself."""

from fractions import Fraction

from netdsl.check.ruleset import CheckedRule
from netdsl.document.blocks import Block, Line, Listed, Listing, Section, Table, Text, paragraph, plain
from netdsl.document.material import Material
from netdsl.report.messages import capital, full, shown


def sections(material: Material) -> tuple[Section, ...]:
    """The sections."""
    return (_rules(material), _thresholds(material), _file(material))


def _rules(material: Material) -> Section:
    say, evaluation = material.say, material.evaluation
    found = {f.rule.code for f in evaluation.findings}
    rules = sorted(evaluation.rules.rules, key=lambda r: r.code)
    blocks: list[Block] = [paragraph(say("rules-intro"))]
    blocks += [_rule(material, rule) for rule in rules if rule.code in found]
    silent = [f"{r.code} {r.title[material.language]}" for r in rules if r.code not in found]
    if silent:
        blocks.append(paragraph(say("rules-silent", n=len(silent), rules="; ".join(silent))))
    return Section("rules", say("rules"), tuple(blocks))


def _rule(material: Material, rule: CheckedRule) -> Section:
    say, language = material.say, material.language
    told = paragraph(f"{capital(say(rule.dimension))}.", f"{capital(say(rule.severity))}.")
    blocks: list[Block] = [told, paragraph(Text(say("rule-reason"), "strong"), full(rule.why[language]))]
    if rule.literature:
        blocks.append(paragraph(Text(say("rule-literature"), "strong"), f"{'; '.join(rule.literature)}."))
    if rule.unchanged:
        blocks.append(paragraph(Text(say("rule-unchanged"), "strong"), full(rule.unchanged[language])))
    some = [f for f in material.view.findings if f.code == rule.code]
    blocks += [
        paragraph(Text(say("rule-findings"), "strong")),
        Listed(tuple(material.finding(f, f.message) for f in some)),
    ]
    return Section(material.anchors.of("rule", rule.code), f"{rule.code} {rule.title[language]}", tuple(blocks))


def _thresholds(material: Material) -> Section:
    say, language, evaluation = material.say, material.language, material.evaluation
    rows, anchors = [], []
    for name, known in evaluation.rules.thresholds.items():
        value = evaluation.thresholds[name]
        whose = say("whose-default" if value == known.default else "whose-set")
        rows.append((plain(name), plain(_value(value, language)), plain(whose), plain(known.texts[language])))
        anchors.append(material.anchors.of("threshold", name))
    head = tuple(say(f"threshold-{key}") for key in ("name", "value", "whose", "means"))
    costs = []
    for kind, cost in evaluation.rules.costs.items():
        rank = material.costs.get(kind, cost.default)
        whose = say("whose-default" if rank == cost.default else "whose-set")
        costs.append((plain(kind), plain(str(rank)), plain(whose), plain(cost.texts[language])))
    blocks: list[Block] = [paragraph(say("thresholds-intro"))]
    blocks += [
        Table(say(f"{key}-caption"), head, tuple(some), tuple(known))
        for key, some, known in (("thresholds", rows, anchors), ("costs", costs, []))
        if some
    ]
    return Section("thresholds", say("thresholds"), tuple(blocks))


def _value(value: object, language: str) -> str:
    if isinstance(value, Fraction):
        return f"{shown(value * 100, '', language)} %"
    return shown(value, "WEIGHT|GRADE", language)


def _file(material: Material) -> Section:
    source = material.evaluation.network.source
    lines = source.lines[:-1] if source.lines and not source.lines[-1] else source.lines
    listing = Listing(
        material.file,
        tuple(Line(text, n, material.anchors.of("line", n)) for n, text in enumerate(lines, 1)),
        material.evaluation.network.language,
    )
    return Section("file", material.say("file"), (paragraph(material.say("file-intro")), listing))
