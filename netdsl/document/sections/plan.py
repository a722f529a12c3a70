"""The cheapest plan."""

from netdsl.document.blocks import Block, Inlines, Listed, Section, Table, Text, joined, paragraph, plain
from netdsl.document.material import Material
from netdsl.recommend.plans import REASONS
from netdsl.report.messages import capital, ended, full, listed
from netdsl.report.planning import Left, PlanView


def section(material: Material) -> Section:
    """The section."""
    say, plan = material.say, material.plan
    if plan is None:
        return Section("plan", say("plan"), (paragraph(say("plan-missing")),))
    blocks: list[Block] = [
        paragraph(say("plan-intro"), full(plan.goal)),
        paragraph(full(plan.result), _tried(material, plan)),
    ]
    if plan.steps:
        blocks.append(_steps(material, plan))
    if plan.combined:
        swapped = [
            say("in-place-of", steps=listed([str(n) for n in one.steps], material.language),
                changes="; ".join(c.message for c in one.changes))
            for one in plan.combined
        ]  # fmt: skip
        blocks += [paragraph(Text(full(say("combined")), "strong")), Listed(tuple(map(plain, swapped)))]
    if plan.steps and not plan.plan.every:
        blocks.append(paragraph(full(say("more-plans"))))
    if plan.verdicts:
        blocks.append(_verdicts(material, plan))
    if plan.left:
        blocks.append(_left(material, plan))
    return Section("plan", say("plan"), tuple(blocks))


def _tried(material: Material, plan: PlanView) -> str:
    """How many changes the plan was sought among beside those that are recommended one by one."""
    told = sum(map(len, material.advice))
    more = plan.plan.candidates - told
    if not plan.steps or more <= 0:
        return ""
    return material.say("plan-among-one" if more == 1 else "plan-among", told=told, more=more)


def _steps(material: Material, plan: PlanView) -> Table:
    say = material.say
    rows = []
    for number, step in enumerate(plan.steps, 1):
        words: Inlines = (material.change(step),)
        if others := plan.others(number):
            words = (*words, Text(f" ({say('plan-instead')} {'; '.join(o.message for o in others)})"))
        cleared = joined((material.finding(f) for f in step.recommendation.clears), "; ")
        rows.append((plain(str(number)), words, cleared, plain(step.cost)))
    head = (say("number"), *(say(f"plan-{key}") for key in ("change", "then-clears", "cost")))
    return Table(say("plan-caption"), head, tuple(rows))


def _verdicts(material: Material, plan: PlanView) -> Table:
    say = material.say
    before, after = plan.plan.comparison.before.verdicts, plan.plan.comparison.after.verdicts
    why = {then.dimension: then.summary for _, then in plan.verdicts}
    rows = tuple(
        (
            plain(capital(say(d))), (material.verdict(d, before[d].case.verdict),),
            (material.verdict(d, after[d].case.verdict),), plain(capital(ended(why.get(d, say("as-now"))))),
        )
        for d in before
        if d in after
    )  # fmt: skip
    head = (say("dimension"), say("plan-now"), say("plan-then"), say("why"))
    return Table(say("plan-verdicts-caption"), head, rows)


def _left(material: Material, plan: PlanView) -> Section:
    say = material.say
    blocks: list[Block] = []
    for reason in REASONS:
        some = [left for left in plan.left if left.reason == reason]
        if some:
            blocks.append(paragraph(Text(full(say(f"left-{reason}")), "strong")))
            blocks.append(Listed(tuple((*material.finding(x.finding), *_unchanged(x)) for x in some)))
    return Section("plan-left", say("plan-left"), tuple(blocks))


def _unchanged(left: Left) -> Inlines:
    """Why the rule of what is left recommends nothing, where it says so."""
    return (Text(f". {full(left.unchanged)}"),) if left.unchanged else ()
