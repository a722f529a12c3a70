"""What happens if somebody leaves."""

from netdsl.document.blocks import Inlines, Section, Table, Text, joined, paragraph, plain
from netdsl.document.material import Material
from netdsl.document.texts import say
from netdsl.engine.plan import DEPENDENT
from netdsl.recommend.withdrawal import Reason
from netdsl.report.messages import full
from netdsl.report.withdrawal import ReasonView, WithdrawalView


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    if not material.withdrawals:
        return Section("withdrawal", say("withdrawal"), (paragraph(say("withdrawal-nobody")),))
    nothing = say("held-by-nothing" if material.holding else "untold")
    rows = tuple(
        (plain(w.actor), _reasons(material, w.stay, nothing), _let(material, w), _without(w))
        for w in material.withdrawals
    )
    head = (say("leaver"), say("withdrawal-holds"), say("withdrawal-frees"), say("without-it"))
    blocks = (
        paragraph(say("withdrawal-intro")),
        paragraph(say("withdrawal-order" if material.holding else "nothing-holds")),
        Table(say("withdrawal-caption"), head, rows),
    )
    return Section("withdrawal", say("withdrawal"), blocks)


def _let(material: Material, found: WithdrawalView) -> Inlines:
    free = found.free if found.withdrawal.loose else ()
    leave = (_seen(material, found, *pair) for pair in zip(found.leave, found.withdrawal.leave, strict=True))
    return _reasons(material, (*leave, *free), "–")


def _seen(material: Material, found: WithdrawalView, told: ReasonView, reason: Reason) -> ReasonView:
    """A reason as seen by the one that might leave: whoever depends on it alone is what gives it little."""
    if reason.relation != DEPENDENT:
        return told
    return told._replace(text=material.say("little-in-return", actor=found.actor, other=reason.row[0]))


def _reasons(material: Material, reasons: tuple[ReasonView, ...], none: str) -> Inlines:
    """Reasons as sentences, each with its lines."""
    told = []
    for reason in reasons:
        lines = material.lines_of(tuple(line.line for line in reason.lines))
        told.append((Text(reason.text), *((Text(" ("), *lines, Text(")")) if lines else ())))
    return joined(told, "; ") or plain(none)


def _without(found: WithdrawalView) -> Inlines:
    """What changes without it, and who loses what."""
    nothing = say("nothing-lost", found.language)
    told = dict.fromkeys((*found.without, *found.losses))
    return plain(" ".join(full(text) for text in told if text != nothing or len(told) == 1))
