"""What to ask next."""

from netdsl.document.blocks import Block, Section, Table, paragraph, plain
from netdsl.document.material import Material
from netdsl.report.asking import AskingView
from netdsl.report.messages import capital, listed


def section(material: Material) -> Section:
    """The section."""
    say, asking = material.say, material.asking
    blocks: list[Block] = []
    if asking.askings:
        rows = tuple(
            (plain(str(n)), plain(capital(a.question)), plain(a.whom), plain(_decides(material, a)))
            for n, a in enumerate(asking.askings, 1)
        )
        head = (say("number"), *(say(f"open-{key}") for key in ("question", "whom", "decides")))
        blocks += [paragraph(say("open-intro")), Table(say("open-caption"), head, rows)]
    else:
        blocks.append(paragraph(say("open-none")))
    if asking.idle:
        blocks.append(paragraph(say("open-idle-one" if asking.idle == 1 else "open-idle", n=asking.idle)))
    if asking.untried:
        blocks.append(paragraph(say("open-untried-one" if asking.untried == 1 else "open-untried", n=asking.untried)))
    return Section("open", say("open"), tuple(blocks))


def _decides(material: Material, found: AskingView) -> str:
    say = material.say
    dimensions, codes = found.hangs
    hangs = [*(say(d) for d in dimensions), *codes]
    text = say(f"decides-{found.decides}")
    return f"{text}: {listed(hangs, material.language)}." if hangs else f"{text}."
