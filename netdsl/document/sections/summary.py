"""In short: what a reader should know who reads no further."""

from netdsl.document.blocks import Block, Hint, Listed, Section, Text, paragraph
from netdsl.document.material import Material
from netdsl.document.texts import number
from netdsl.report.messages import capital, full, listed
from netdsl.report.view import FindingView, counted

MOST = 5
"""So many findings are named, and more where they are critical."""

VERDICTS = ("deviates", "mixed", "unknown", "ideal")
"""In the order in which they are told."""


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    blocks: list[Block] = [Hint(say("all-before"))]
    verdicts = [v.verdict for v in material.view.verdicts]
    if verdicts:
        blocks.append(paragraph(capital(say("summary-verdicts", told=_judged(material)))))
    findings = material.view.findings
    if not findings:
        blocks.append(paragraph(say("summary-nothing-told" if "unknown" in verdicts else "summary-no-findings")))
    elif severe := material.severe:
        some = _gravest(severe)
        blocks.append(_counts(material, len(some)))
        blocks.append(Listed(tuple((*material.finding(f), Text(f". {f.message}")) for f in some)))
        if more := len(severe) - len(some):
            blocks.append(paragraph(say("summary-more-one" if more == 1 else "summary-more", n=more)))
    else:
        blocks.append(_counts(material, 0))
    if any(v not in ("ideal", "unknown") for v in verdicts):
        blocks.append(paragraph(say("summary-presumed")))
    if material.plan and material.plan.steps:
        many = number(len(material.severe), material.language)
        blocks.append(paragraph(say("summary-plan", n=many, result=full(material.plan.result))))
        blocks.append(Listed(tuple((material.change(step),) for step in material.plan.steps)))
    loose = [w.actor for w in material.withdrawals if w.withdrawal.loose and w.withdrawal.partner]
    if loose and not material.holding:
        blocks.append(paragraph(say("nothing-holds")))
    elif loose:
        blocks.append(paragraph(say("summary-held", names=listed(loose, material.language, "or"))))
    if material.asking.askings:
        first = material.asking.askings[0]
        blocks.append(paragraph(say("summary-ask", whom=first.whom, question=full(first.question))))
    return Section("summary", say("summary"), tuple(blocks))


def _judged(material: Material) -> str:
    """The dimensions by their verdict: the most common verdict is that of the others, which are not named."""
    say, verdicts = material.say, material.view.verdicts
    kinds = {v: [say(x.dimension) for x in verdicts if x.verdict == v] for v in VERDICTS}
    kinds = {v: names for v, names in kinds.items() if names}
    common = max(kinds, key=lambda v: len(kinds[v]))
    told = []
    for verdict in sorted(kinds, key=lambda v: v == common):
        names = listed(kinds[verdict], material.language)
        if verdict == common and len(kinds[verdict]) > 1:
            many = number(len(kinds[verdict]), material.language)
            if len(kinds) == 1 and verdict == "unknown":
                return say("judged-none", n=many)
            names = say("the-others" if len(kinds) > 1 else "all-dimensions", n=many)
        told.append(say(f"judged-{verdict}", names=names))
    return say("summary-and").join(told)


def _gravest(severe: list[FindingView]) -> list[FindingView]:
    """Some findings in their order: all critical ones, the gravest of each dimension, and others until it is MOST."""
    first = {f.dimension: f.id for f in reversed(severe)}
    needed = [f for f in severe if f.severity == "critical" or first[f.dimension] == f.id]
    others = [f for f in severe if f not in needed]
    chosen = [*needed, *others[: max(0, MOST - len(needed))]]
    return [f for f in severe if f in chosen]


def _counts(material: Material, shown: int) -> Block:
    """How many findings there are, and what those are that follow."""
    say, findings = material.say, material.view.findings
    if len(findings) == 1:
        return paragraph(say("summary-one", severity=say(findings[0].severity)))
    kinds = {f.severity for f in findings}
    alike = len(kinds) == 1
    counts = (
        say("summary-all-alike", severity=say(f"{min(kinds)}s"))
        if alike
        else f": {counted(findings, material.language)}"
    )
    many = number(len(findings), material.language)
    told = paragraph(say("summary-findings", n=many, counts=counts))
    if not material.severe:
        return told if alike else paragraph(*told.words, say("summary-none-severe"))
    if shown < len(material.severe):
        return paragraph(*told.words, say("summary-most-severe"))
    return paragraph(*told.words, say("summary-one-severe" if shown == 1 else "summary-all-severe"))
