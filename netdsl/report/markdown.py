"""The report as Markdown, to be put into another document."""

from collections.abc import Iterable, Iterator, Sequence

from netdsl.check.ruleset import SEVERITIES
from netdsl.report.advice import RecommendationView, advised, alternatives
from netdsl.report.messages import full, listed
from netdsl.report.table import altered, turn
from netdsl.report.texts import say
from netdsl.report.view import EvidenceLine, FindingView, View, counted


def markdown(views: Sequence[View]) -> str:
    """The evaluations of some networks as one Markdown text."""
    return "\n".join(line for shown in views for line in _network(shown)) + "\n"


def _network(shown: View) -> Iterator[str]:
    from tabulate import tabulate

    language = shown.language
    yield f"# {plain(shown.name)}"
    yield ""
    if shown.description:
        yield f"{plain(shown.description)}\n"
    if seen_by := shown.evaluation.network.seen_by:
        yield f"{say('seen-by', language)} {plain(listed(seen_by, language))}\n".capitalize()
    rows = [[say(v.dimension, language), say(v.verdict, language), plain(v.summary)] for v in shown.verdicts]
    head = [say(key, language) for key in ("dimension", "verdict", "why")]
    yield tabulate(rows, head, tablefmt="github", disable_numparse=True)
    yield ""
    yield f"## {say('findings', language)}"
    yield ""
    yield (counted(shown.findings, language) or say("no-findings", language)) + "\n"
    for severity in reversed(SEVERITIES):
        for finding in shown.findings:
            if finding.severity == severity:
                yield from _finding(finding, language)
    if shown.advice.recommendations:
        yield from _recommendations(shown)
    if shown.questions:
        yield f"## {say('questions', language)}"
        yield ""
        for question, ask in dict.fromkeys((q.question, q.ask) for q in shown.questions):
            yield f"- {plain(question)}" + (f" ({say('ask', language)} {plain(ask)})" if ask else "")
        yield ""
    for idle in shown.idle:
        yield f"- `{idle}`: {say('idle', language)}"


def _finding(finding: FindingView, language: str) -> Iterator[str]:
    yield f"### {finding.code} {finding.title} ({say(finding.severity, language)})"
    yield ""
    yield plain(finding.message)
    yield ""
    if finding.accepted is not None:
        yield f"- {say('accepted', language)}: {plain(finding.accepted)}"
    for eased in finding.eased:
        yield f"- {say('eased', language)}: {plain(eased)}"
    if finding.risks:
        yield f"- {say('at-risk', language)}: {', '.join(finding.risks)}"
    for tipping in finding.tipping:
        yield f"- {say('tipping', language)} {plain(tipping)}"
    yield f"- {say('why', language)}: {plain(finding.why)}"
    yield f"- {say('shown-by', language)}:"
    yield from _quoted(finding.evidence)
    if finding.rests:
        yield f"- {plain(finding.rests)}"
    if finding.quoted:
        yield f"- {say('also-told', language)}:"
        yield from _quoted(finding.quoted)
    yield ""


def _quoted(lines: Iterable[EvidenceLine]) -> Iterator[str]:
    return (f"  - {e.line}: `{e.text.replace('`', chr(39))}`" for e in lines)


def _recommendations(shown: View) -> Iterator[str]:
    language = shown.language
    yield f"## {say('recommendations', language)}"
    yield ""
    yield full(say("tried", language))
    yield ""
    for number, group in enumerate(alternatives(advised(shown)), 1):
        yield from recommendation_page(number, group, "###")
    if not shown.advice.complete:
        yield f"{say('untried', language)}\n"


def recommendation_page(number: int, group: Sequence[RecommendationView], heading: str) -> Iterator[str]:
    """A recommendation by number, with others that may be followed instead; `heading` are the signs of its heading."""
    first, *others = group
    language = first.language
    yield f"{heading} {number}. {plain(first.message)}"
    yield ""
    yield from (f"- {say('or', language)}: {plain(other.message)}" for other in others)
    if first.clears:
        yield f"- {say('clears', language)}: {'; '.join(map(plain, first.cleared))}"
    yield from (f"- {plain(altered(one, other, language))}" for one, other in first.alters)
    for before, after in first.verdicts:
        if before and after:
            yield f"- {plain(turn(before, after, language))}"
    for new in first.introduces:
        yield f"- {say('brings', language)}: {say(new.severity, language)} {new.code}: {plain(new.message)}"
    yield from (f"- {say('opens', language)}: {plain(q.question)}" for q in first.asks)
    yield f"- {say('cost', language)}: {plain(first.cost)}"
    yield ""
    for key, statements in (("add", first.adds), ("over", first.ends)):
        if statements:
            yield f"{say(key, language)}:"
            yield ""
            yield from (f"    {line}" for statement in statements for line in statement.split("\n"))
            yield ""


def plain(text: str) -> str:
    """Text that Markdown leaves alone."""
    for sign in "\\`*_{}[]<>#|":
        text = text.replace(sign, "\\" + sign)
    return text
