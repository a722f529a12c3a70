"""What happens if somebody leaves."""

from netdsl.document import texts
from netdsl.document.blocks import Inlines, Section, Table, Text, joined, paragraph, plain
from netdsl.document.material import Material
from netdsl.report.messages import full
from netdsl.report.withdrawal import ReasonView, WithdrawalView


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    if not material.withdrawals:
        return Section("withdrawal", say("withdrawal"), (paragraph(say("withdrawal-nobody")),))
    rows = tuple(
        (
            plain(w.actor),
            _reasons(material, w.stay, w.nothing if material.holding else say("untold")),
            _reasons(material, w.leave, "–"),
            _without(w),
        )
        for w in material.withdrawals
    )
    head = (say("leaver"), say("holds-it"), say("lets-it-go"), say("without-it"))
    blocks = (
        paragraph(say("withdrawal-intro")),
        paragraph(say("withdrawal-order" if material.holding else "nothing-holds")),
        Table(say("withdrawal-caption"), head, rows),
    )
    return Section("withdrawal", say("withdrawal"), blocks)


def _reasons(material: Material, reasons: tuple[ReasonView, ...], none: str) -> Inlines:
    """Reasons as sentences, each with its lines."""
    told = []
    for reason in reasons:
        lines = material.lines_of(tuple(line.line for line in reason.lines))
        told.append((Text(reason.text), *((Text(" ("), *lines, Text(")")) if lines else ())))
    return joined(told, "; ") or plain(none)


def _without(found: WithdrawalView) -> Inlines:
    """What changes without it, and who loses what."""
    nothing = texts.say("nothing-lost", found.language)
    told = dict.fromkeys((*found.without, *found.losses))
    return plain(" ".join(full(text) for text in told if text != nothing or len(told) == 1))
