"""Where one source says two things that cannot both hold."""

from netdsl.diagnostics import Label, Report
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Row


def report_clashes(network: Network, report: Report) -> None:
    """Report a detail that takes one answer and is answered in two ways by one source, or twice without a source.

    Both answers are about one time: what is over, or has not begun, clashes only with what stands under the same head,
    and a line that holds no longer with nothing, since nobody says until when it held.
    """
    known = forms()
    said: dict[tuple[str, int, Row], list[Entry]] = {}
    for number, statement in enumerate(network.statements, 1):
        period = 0 if statement.in_force else number
        for line in statement.lines:
            if line.over or line.form not in known or not known[line.form].single:
                continue
            keys = {(line.form, period, (*head, *row[:-1])) for head in statement.head.rows for row in line.rows}
            before = [other for key in sorted(keys, key=repr) for other in said.get(key, ())]
            clash = next(
                (other for other in before if other.rows != line.rows and _shared(other, line) is not None), None
            )
            if clash:
                _report_clash(clash, line, report)
            for key in keys:
                said.setdefault(key, []).append(line)


def _shared(one: Entry, other: Entry) -> str | None:
    """A source that both lines have, "" where neither has any; None where each has its own."""
    if not one.references and not other.references:
        return ""
    sources = {reference.source for reference in one.references}
    return next((reference.source for reference in other.references if reference.source in sources), None)


def _report_clash(one: Entry, other: Entry, report: Report) -> None:
    source = _shared(one, other)
    words = report.say("same-source", name=source) if source else ""
    report.add("N030", other.span, [Label(one.span, report.say("label-said"))], line=one.span.line, words=words)
