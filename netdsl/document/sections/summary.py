"""In short: what a reader should know who reads no further."""

from netdsl.document.blocks import Block, Listed, Section, Text, paragraph
from netdsl.document.material import Material
from netdsl.document.texts import capital, full, number
from netdsl.report.messages import listed
from netdsl.report.view import counted

MOST = 5
"""So many findings are named."""


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    blocks: list[Block] = []
    verdicts = [v.verdict for v in material.view.verdicts]
    if verdicts:
        kinds = [v for v in ("ideal", "mixed", "deviates", "unknown") if v in verdicts]
        told = listed([_judged(material, v, verdicts.count(v)) for v in kinds], material.language)
        key = "summary-verdict" if len(verdicts) == 1 else "summary-verdicts"
        many = capital(number(len(verdicts), material.language))
        blocks.append(paragraph(say(key, n=many, counts=told)))
    findings = material.view.findings
    if not findings:
        blocks.append(paragraph(say("summary-nothing-told" if "unknown" in verdicts else "summary-no-findings")))
    elif severe := material.severe:
        some = severe[:MOST]
        blocks.append(_counts(material))
        blocks.append(Listed(tuple((*material.finding(f), Text(f". {full(f.message)}")) for f in some)))
        if len(severe) > len(some):
            blocks.append(paragraph(say("summary-more", n=len(severe) - len(some))))
    else:
        blocks.append(_counts(material))
    if any(v not in ("ideal", "unknown") for v in verdicts):
        blocks.append(paragraph(say("summary-presumed")))
    if material.plan and material.plan.steps:
        many = number(len(material.severe), material.language)
        blocks.append(paragraph(say("summary-plan", n=many, result=full(material.plan.result))))
    loose = [w.actor for w in material.withdrawals if w.withdrawal.loose and w.withdrawal.partner]
    if loose:
        blocks.append(paragraph(say("summary-held", names=listed(loose, material.language))))
    if material.asking.askings:
        first = material.asking.askings[0]
        blocks.append(paragraph(say("summary-ask", whom=first.whom, question=full(first.question))))
    return Section("summary", say("summary"), tuple(blocks))


def _judged(material: Material, verdict: str, n: int) -> str:
    return material.say(f"is-{verdict}" if n == 1 else f"are-{verdict}", n=number(n, material.language))


def _counts(material: Material) -> Block:
    findings = material.view.findings
    key = "summary-findings" if material.severe else "summary-counts"
    counts = counted(findings, material.language)
    if len(findings) == 1:
        return paragraph(material.say("summary-one", severity=material.say(findings[0].severity)))
    return paragraph(material.say(key, n=number(len(findings), material.language), counts=counts))
