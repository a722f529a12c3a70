"""Where one source says two things that cannot both hold."""

from netdsl.diagnostics import Label, Report
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Row


def report_clashes(network: Network, report: Report) -> None:
    """Report a detail that takes one answer and is answered in two ways by one source, or twice without a source."""
    known = forms()
    said: dict[tuple[str, bool, Row], list[Entry]] = {}
    for statement in network.statements:
        for line in statement.lines:
            if line.form not in known or not known[line.form].single:
                continue
            keys = {
                (line.form, statement.in_force and not line.over, (*head, *row[:-1]))
                for head in statement.head.rows
                for row in line.rows
            }
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
