"""The report that a terminal shows: the network in a line, five verdicts, findings by severity, questions."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from netdsl.check.ruleset import SEVERITIES
from netdsl.model.dates import day
from netdsl.model.network import Network
from netdsl.report.advice import RecommendationView, advised, alternatives
from netdsl.report.messages import listed
from netdsl.report.texts import say
from netdsl.report.view import (
    ALIKE,
    EvidenceLine,
    FindingView,
    QuestionView,
    VerdictView,
    View,
    counted,
    questions_by_kind,
    sources,
)

OF_A_RULE = 10
"""How many findings of one rule that are equally severe a short report shows."""

COLOURS = {"critical": "red", "major": "yellow", "minor": "cyan", "note": "blue"}
VERDICT_COLOURS = {"ideal": "green", "mixed": "yellow", "deviates": "red", "unknown": "blue"}


def table(shown: View, width: int = 80, verbose: bool = False) -> str:
    """The report, at most `width` columns wide where words allow, with terminal colours."""
    return "\n".join(_lines(shown, width, verbose)) + "\n"


def _lines(shown: View, width: int, verbose: bool) -> Iterator[str]:
    language = shown.language
    yield from _network(shown, width)
    yield ""
    yield from _verdicts(shown, width)
    yield ""
    if not shown.findings:
        yield say("no-findings", language)
    else:
        yield bold(f"{say('findings', language)}: {counted(shown.findings, language)}")
    for _, group in groupby(shown.findings, key=lambda f: (f.severity, f.code)):
        yield ""
        yield from _rule(list(group), shown, width, verbose)
    if shown.advice.recommendations:
        yield ""
        yield from recommendations(shown, width, verbose)
    if shown.questions:
        yield ""
        yield bold(say("questions", language))
        yield from _questions(shown.questions, language, width, verbose)
    for idle in shown.idle:
        yield ""
        yield from wrap(f"{idle}: {say('idle', language)}", width)
    if shown.findings:
        yield ""
        yield f"{say('explain', language)}: netdsl explain {shown.file} {shown.findings[0].id}"


def _network(shown: View, width: int) -> Iterator[str]:
    language, network = shown.language, shown.evaluation.network
    title = shown.name + (f": {shown.description}" if shown.description else "")
    yield from (bold(line) for line in wrap(title, width))
    counts = [
        (len(network.of("actor")), "actor"),
        (len(shown.evaluation.partnerships), "partnership"),
        (len(network.of("measure")), "measure"),
        (len(network.of("meeting")), "meeting"),
    ]
    parts = [f"{number} {say(what if number == 1 else f'{what}s', language)}" for number, what in counts if number]
    parts += seen(network, language)
    yield from wrap(": ".join(filter(None, (shown.file, ", ".join(parts)))), width)


def seen(network: Network, language: str) -> Iterator[str]:
    """As of when, and by whom, a network is seen."""
    if network.as_of:
        yield f"{say('as-of', language)} {day(network.as_of)}"
    if network.seen_by:
        yield f"{say('seen-by', language)} {listed(network.seen_by, language)}"


def _verdicts(shown: View, width: int) -> Iterator[str]:
    from tabulate import tabulate

    language = shown.language
    rows = [[say(v.dimension, language), say(v.verdict, language), v.summary] for v in shown.verdicts]
    head = [say(key, language) for key in ("dimension", "verdict", "why")]
    # tabulate makes a column at least two wider than its head.
    taken = sum(max(len(head[column]) + 2, *(len(row[column]) for row in rows)) + 2 for column in (0, 1))
    colours = {say(v, language): c for v, c in VERDICT_COLOURS.items()}
    cut = [[row[0], row[1], "\n".join(wrap(row[2], max(width - taken, 20)))] for row in rows]
    for line in tabulate(cut, head, tablefmt="simple", disable_numparse=True).split("\n"):
        name = next((w for w in colours if f"  {w}  " in f"{line}  "), None)
        yield (
            line.replace(name, colour(name, colours[name]), 1).rstrip()
            if name and not line.startswith("-")
            else line.rstrip()
        )


def _rule(findings: Sequence[FindingView], shown: View, width: int, verbose: bool) -> Iterator[str]:
    """The findings of one rule that are equally severe, under one heading."""
    language, first = shown.language, findings[0]
    head = f"{say(first.severity, language)} {first.code}"
    yield f"{colour(head, COLOURS[first.severity])} {bold(first.title)}"
    for finding in findings if verbose else findings[:OF_A_RULE]:
        yield from _finding(finding, shown, width, verbose)
    if len(findings) > OF_A_RULE and not verbose:
        yield from indented(say("more-like", language, n=len(findings) - OF_A_RULE), width)
    if first.risks:
        yield from indented(f"{say('at-risk', language)}: {', '.join(first.risks)}", width)
    if verbose:
        yield from indented(f"{say('why', language).lower()}: {first.why}", width)


def _finding(finding: FindingView, shown: View, width: int, verbose: bool) -> Iterator[str]:
    language = shown.language
    yield from broken(finding.message, width, "  - ", "    ")
    details = []
    if finding.accepted is not None:
        details.append(f"{say('accepted', language)}: {finding.accepted}")
    details += [f"{say('eased', language)}: {eased}" for eased in finding.eased]
    details += [f"{say('tipping', language)} {tipping}" for tipping in finding.tipping]
    for detail in (*details, *told(finding, shown.file, language)):
        yield from indented(detail, width, "    ")
    if verbose:
        yield from (f"      {line}" for line in _quoted((*finding.evidence, *finding.quoted), width - 2))
        if finding.rests:
            yield from indented(finding.rests, width, "    ")
        yield f"    {finding.id}"


def told(finding: FindingView, file: str, language: str) -> Iterator[str]:
    """Where a file tells what shows a finding, and what else its text lists.

    A source is said to be the only one where it alone tells what shows it.
    """
    shown = [e for e in finding.evidence if not e.declares] or finding.evidence
    only = finding.alone == sources(shown) and len(finding.alone) == 1
    yield told_in("shown-by", shown, file, language, f"{say('only', language)} " if only else "")
    if finding.quoted:
        yield told_in("also-told", finding.quoted, file, language)


def told_in(key: str, lines: Sequence[EvidenceLine], file: str, language: str, only: str = "") -> str:
    """Lines of a file by number, and their sources; `only` are words before these."""
    by = f"  [{only}{', '.join(sources(lines))}]" if sources(lines) else ""
    return f"{say(key, language)}: {file}:{numbers(e.line for e in lines)}{by}"


SHOWN = 5
"""How many recommendations a short report shows, those that differ only in who does it counted as one."""


def recommendations(shown: View, width: int, verbose: bool = False) -> Iterator[str]:
    """The recommendations, the best first: what each clears and brings, and the statements it is made of."""
    language = shown.language
    groups = alternatives(advised(shown))
    number = len(shown.advice.recommendations)
    several = f" ({say('with-alternatives', language, n=number)})" if number > len(groups) else ""
    yield bold(f"{say('recommendations', language)}: {len(groups)}{several}")
    yield from wrap(say("tried", language), width, initial_indent="  ", subsequent_indent="  ")
    for number, group in enumerate(groups if verbose else groups[:SHOWN], 1):
        yield ""
        yield from recommendation_lines(number, group, width, verbose)
    if len(groups) > SHOWN and not verbose:
        yield ""
        yield from indented(say("more-recommendations", language, n=len(groups) - SHOWN), width)
    if not shown.advice.complete:
        yield from indented(say("untried", language), width)


def recommendation_lines(number: int, group: Sequence[RecommendationView], width: int, verbose: bool) -> Iterator[str]:
    """A recommendation by number, with others that may be followed instead."""
    first, *others = group
    language = first.language
    mark = f"{number}. "
    yield from map(bold, wrap(first.message, width, initial_indent=mark, subsequent_indent=" " * len(mark)))
    details = [f"{say('or', language)}: {other.message}" for other in others]
    details += [f"{say('clears', language)}: {'; '.join(first.cleared)}"] if first.clears else []
    details += [altered(before, after, language) for before, after in first.alters]
    for before, after in first.verdicts:
        if before and after:
            details.append(turn(before, after, language))
    details += [
        f"{say('brings', language)}: {say(f.severity, language)} {f.code}: {f.message}" for f in first.introduces
    ]
    details += [f"{say('opens', language)}: {q.question}" for q in first.asks if verbose]
    details.append(f"{say('cost', language)}: {first.cost}")
    for detail in details:
        yield from indented(detail, width, "   ")
    for key, statements in (("add", first.adds), ("over", first.ends)):
        if statements:
            yield f"   {say(key, language)}:"
            yield from (line for statement in statements for line in stated(statement, width, "     "))
    if verbose:
        yield from (f"   {view.id}" for view in group)


def altered(before: FindingView, after: FindingView, language: str) -> str:
    """A finding that becomes more or less severe."""
    ranks = [SEVERITIES.index(found.severity) for found in (before, after)]
    word = say("eases" if ranks[1] < ranks[0] else "worsens", language)
    return f"{word}: {before.id} {before.title} ({arrow(before.severity, after.severity, language)})"


def turn(before: VerdictView, after: VerdictView, language: str) -> str:
    """A verdict that becomes another, or stays for another reason, and why."""
    if before.verdict == after.verdict:
        became = say("still", language, verdict=say(after.verdict, language))
    else:
        became = arrow(before.verdict, after.verdict, language)
    return f"{say(after.dimension, language)}: {became} ({after.summary})"


def arrow(before: str | None, after: str | None, language: str) -> str:
    """What a verdict or a severity was and is."""
    return " → ".join(say(word or "none-given", language) for word in (before, after))


def _quoted(evidence: Iterable[EvidenceLine], width: int) -> Iterator[str]:
    for e in evidence:
        text = f"{e.line}: {e.text}"
        yield text if len(text) + 4 <= width else text[: width - 5] + "…"


def _questions(questions: Iterable[QuestionView], language: str, width: int, verbose: bool) -> Iterator[str]:
    for some in questions_by_kind(questions):
        for question, ask in some if verbose else some[:ALIKE]:
            whom = f" ({say('ask', language)} {ask})" if ask else ""
            yield from wrap(f"{question}{whom}", width, initial_indent="  - ", subsequent_indent="    ")
        if len(some) > ALIKE and not verbose:
            yield from indented(say("more-like", language, n=len(some) - ALIKE), width, "    ")


def numbers(lines: Iterable[int]) -> str:
    """`3, 5-7`: line numbers, runs drawn together."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}-{r[-1]}" for r in runs)


def stated(statement: str, width: int, indent: str) -> Iterator[str]:
    """A statement of a file. What of a line goes on in the next one is deeper than a line under the statement."""
    for line in statement.split("\n"):
        text = line.lstrip()
        before = indent + line[: len(line) - len(text)]
        yield from wrap(
            text,
            width,
            initial_indent=before,
            subsequent_indent=f"{before}    ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def indented(text: str, width: int, indent: str = "  ") -> Iterator[str]:
    """A text under a heading, its further lines deeper."""
    yield from broken(text, width, indent, f"{indent}  ")


def broken(text: str, width: int, first: str, further: str) -> Iterator[str]:
    """A text in lines, each with something before it; none ends between a number and its per cent sign."""
    for line in wrap(
        text.replace(" %", "\u00a0%"),
        width,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield line.replace("\u00a0%", " %")


def bold(text: str) -> str:
    """A text that stands out."""
    return f"\x1b[1m{text}\x1b[0m"


def colour(text: str, name: str) -> str:
    """A text in a colour of the terminal."""
    code = {"red": 31, "green": 32, "yellow": 33, "blue": 34, "cyan": 36}[name]
    return f"\x1b[{code}m{text}\x1b[0m"
