"""What reports show of two evaluations side by side: for a terminal, as Markdown."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from textwrap import wrap
from typing import NamedTuple

from attrs import frozen

from netdsl.check.ruleset import CheckedRule
from netdsl.evaluate import Evaluation, Finding, OpenQuestion, Partnership
from netdsl.recommend.comparison import Comparison
from netdsl.recommend.difference import Account, Accounts, Difference
from netdsl.report.markdown import plain
from netdsl.report.messages import listed
from netdsl.report.statements import difference_text
from netdsl.report.table import COLOURS, VERDICT_COLOURS, arrow, bold, colour, indented, seen
from netdsl.report.texts import say
from netdsl.report.view import FindingView, counted, finding_view, question_view, verdict_view

SIGNS = {(False, True): "+", (True, False): "-", (True, True): "~"}
"""How a difference is marked, by whether each of the two has it."""

NARROWEST = 20
"""The last column of the verdicts is not made narrower than this."""


class VerdictRow(NamedTuple):
    """A dimension, its verdict in each of the two, why it is so in the second, and what accounts for the change."""

    dimension: str
    before: str | None
    after: str | None
    why: str
    account: Account | None


class Accounted(NamedTuple):
    """A finding that only one of the two has, and what accounts for it."""

    finding: FindingView
    account: Account


class ChangedFinding(NamedTuple):
    """A finding of both that is more or less severe, or accepted, in one of them."""

    before: FindingView
    after: FindingView


@frozen(slots=False)
class ComparisonView:
    """A comparison in the words of a language.

    chosen: which rules' findings and questions are shown; tried: whether the second is the first with a change.
    """

    comparison: Comparison
    differing: tuple[Difference, ...]
    accounts: Accounts
    language: str
    chosen: Callable[[CheckedRule], bool] = lambda _: True
    tried: bool = False

    @cached_property
    def verdicts(self) -> tuple[VerdictRow, ...]:
        """Every dimension."""
        before, after = self.comparison.before.verdicts, self.comparison.after.verdicts
        accounts = dict(zip((v.dimension for v in self.comparison.verdicts), self.accounts.verdicts, strict=True))
        altered = {v.dimension for v in (*self.comparison.verdicts, *self.comparison.restated)}
        return tuple(
            VerdictRow(
                d,
                before[d].case.verdict if d in before else None,
                after[d].case.verdict if d in after else None,
                verdict_view(self.comparison.after, d, self.language).summary if d in altered and d in after else "",
                accounts.get(d),
            )
            for d in dict.fromkeys((*before, *after))
        )

    @cached_property
    def names(self) -> tuple[str, str]:
        """What the two are called: before and now, or whose views they are."""
        seen = [e.network.seen_by for e in (self.comparison.before, self.comparison.after)]
        if seen[0] == seen[1]:
            return say("earlier", self.language), say("afterwards" if self.tried else "later", self.language)
        one, other = (listed(s, self.language) if s else say("everybody", self.language) for s in seen)
        return one, other

    @property
    def second(self) -> str:
        """Which file the second is of."""
        return say("with-change", self.language) if self.tried else side(self.comparison.after, self.language)

    def titled(self, key: str) -> str:
        """A heading about one of the two: `gone`, `new`, `answered`, `opened`, `what-changed`."""
        if self.names[0] == say("earlier", self.language):
            return say(key, self.language)
        own = self.names[0] if key in ("gone", "answered") else self.names[1]
        return say(f"{key} of", self.language, name=own)

    @cached_property
    def gone(self) -> tuple[Accounted, ...]:
        """Findings of the first alone."""
        return self._accounted(self.comparison.gone, self.accounts.gone)

    @cached_property
    def new(self) -> tuple[Accounted, ...]:
        """Findings of the second alone."""
        return self._accounted(self.comparison.new, self.accounts.new)

    @cached_property
    def changed(self) -> tuple[ChangedFinding, ...]:
        """Findings of both that changed."""
        return tuple(
            ChangedFinding(finding_view(c.before, self.language), finding_view(c.after, self.language))
            for c in self.comparison.changed
            if self.chosen(c.before.rule)
        )

    @property
    def kept(self) -> int:
        """How many findings both have, unchanged."""
        found = [f for f in self.comparison.before.findings if self.chosen(f.rule)]
        return len(found) - len(self.gone) - len(self.changed)

    @cached_property
    def answered(self) -> tuple[str, ...]:
        """What the second no longer asks."""
        return self._asked(self.comparison.before, self.comparison.answered)

    @cached_property
    def opened(self) -> tuple[str, ...]:
        """What only the second asks."""
        return self._asked(self.comparison.after, self.comparison.opened)

    @property
    def partnerships(self) -> tuple[str, ...]:
        """The partnerships that changed, in words."""
        return tuple(
            f"{listed(c.actors, self.language)}: {self._dependence(c.before)} → {self._dependence(c.after)}"
            for c in self.comparison.partnerships
        )

    @property
    def same(self) -> bool:
        """Whether nothing differs at all."""
        return not self.comparison and not self.differing

    @property
    def stated(self) -> tuple[Difference, ...]:
        """What is stated differently, but for the time, which stands at the top."""
        return tuple(d for d in self.differing if d.form != "network.as_of")

    def line(self, difference: Difference) -> str:
        """A difference: its mark, its line in the second file if it is there, what it says, and what became of it."""
        sign = SIGNS[difference.before is not None, difference.after is not None]
        return f"{sign} {self._place(difference)} {difference_text(difference, self.language)}"

    def accounting(self, account: Account) -> Iterator[tuple[str, list[str]]]:
        """What accounts for a change, the most certain first: a heading, and the differences under it."""
        both = [d for d in account.alone if d in account.needed]
        groups = (
            ("because-of", both),
            ("enough-alone", [d for d in account.alone if d not in both]),
            ("not-without", [d for d in account.needed if d not in both]),
        )
        found = [
            (say(key if len(some) == 1 else f"{key}-each", self.language), [self.line(d) for d in some])
            for key, some in groups
            if some
        ]
        if not found and account.evidence:
            found = [(say("of-its-lines", self.language), [self.line(d) for d in account.evidence])]
        yield from found or [(say("by-several" if self.accounts.tried else "not-tried", self.language), [])]

    def _accounted(self, findings: Sequence[Finding], accounts: Sequence[Account]) -> tuple[Accounted, ...]:
        return tuple(
            Accounted(finding_view(f, self.language), a)
            for f, a in zip(findings, accounts, strict=True)
            if self.chosen(f.rule)
        )

    def _asked(self, evaluation: Evaluation, questions: Sequence[OpenQuestion]) -> tuple[str, ...]:
        found = (question_view(evaluation, q, self.language) for q in questions if self.chosen(q.rule))
        return tuple(
            dict.fromkeys(q.question + (f" ({say('ask', self.language)} {q.ask})" if q.ask else "") for q in found)
        )

    def _dependence(self, found: Partnership | None) -> str:
        if found is None:
            return say("no-partners", self.language)
        return say(f"tie-{found.dependence}", self.language, dependent=found.dependent)

    def _place(self, difference: Difference) -> str:
        origin = difference.after or difference.before
        return f"{origin.line.span.line}:" if origin else ""


def side(evaluation: Evaluation, language: str) -> str:
    """Which file one side is, as of when and as seen by whom."""
    return ", ".join((evaluation.network.source.name, *seen(evaluation.network, language)))


def table(shown: ComparisonView, width: int) -> str:
    """The comparison as a terminal shows it."""
    return "\n".join(_lines(shown, width)) + "\n"


def _lines(shown: ComparisonView, width: int) -> Iterator[str]:
    language = shown.language
    before, after = shown.comparison.before, shown.comparison.after
    yield from (bold(line) for line in wrap(after.network.name, width))
    yield from indented(f"{shown.names[0]}: {side(before, language)}", width, "")
    yield from indented(f"{shown.names[1]}: {shown.second}", width, "")
    yield ""
    if shown.same:
        yield say("nothing-differs", language)
        return
    yield from _verdicts(shown, width)
    yield ""
    yield from map(bold, wrap(_counts(shown), width))
    for key, group in (("gone", shown.gone), ("new", shown.new)):
        if group:
            yield ""
            yield from map(bold, wrap(shown.titled(key), width))
        for found in group:
            yield from _finding(found, shown, width)
    if shown.changed:
        yield ""
        yield bold(say("changed", language))
        for one in shown.changed:
            yield from indented(f"{_change(one, language)}: {one.after.message}", width, "  ")
    for title, texts in _lists(shown):
        yield ""
        yield from map(bold, wrap(title, width))
        for text in texts:
            yield from indented(text, width, "  ")


def _verdicts(shown: ComparisonView, width: int) -> Iterator[str]:
    language = shown.language
    head, *rows = _verdict_rows(shown)
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(3)]
    widths.append(max(width - sum(widths) - 6, NARROWEST))
    colours = {say(v, language): c for v, c in VERDICT_COLOURS.items()}
    yield "  ".join(cell.ljust(w) for cell, w in zip(head, widths, strict=True)).rstrip()
    yield "  ".join("-" * w for w in widths)
    for row in rows:
        why = wrap(row[3] or say("as-before", language), widths[3])
        words = [row[0].ljust(widths[0])]
        for cell, w in zip(row[1:3], widths[1:3], strict=True):
            blank = " " * (w - len(cell))
            words.append((colour(cell, colours[cell]) if cell in colours and row[1] != row[2] else cell) + blank)
        yield "  ".join([*words, why[0]]).rstrip()
        yield from (" " * (width - widths[3]) + line for line in why[1:])


def _verdict_rows(shown: ComparisonView, told: Callable[[str], str] = str) -> list[list[str]]:
    """The head of the table of verdicts and its rows; `told` lays out why."""
    language = shown.language
    head = [say("dimension", language), *shown.names, shown.titled("what-changed")]
    verdicts = ((v, (say(w or "none-given", language) for w in (v.before, v.after))) for v in shown.verdicts)
    return [head, *([say(v.dimension, language), *words, told(v.why)] for v, words in verdicts)]


def _counts(shown: ComparisonView) -> str:
    language = shown.language

    def some(key: str, found: Sequence[FindingView]) -> str:
        more = f" ({counted(found, language)})" if found else ""
        title = shown.titled(key)
        return f"{title[0].lower()}{title[1:]} {len(found)}{more}"

    parts = [
        some("gone", [f.finding for f in shown.gone]),
        some("new", [f.finding for f in shown.new]),
        f"{say('n-changed', language)} {len(shown.changed)}",
        f"{say('n-kept', language)} {shown.kept}",
    ]
    return f"{say('findings', language)}: {', '.join(parts)}"


def _finding(found: Accounted, shown: ComparisonView, width: int) -> Iterator[str]:
    finding = found.finding
    head = colour(f"{say(finding.severity, shown.language)} {finding.code}", COLOURS[finding.severity])
    yield f"  {head} {finding.title}"
    yield from indented(finding.message, width, "    ")
    for heading, lines in shown.accounting(found.account):
        yield from indented(f"{heading}{':' * bool(lines)}", width, "    ")
        for line in lines:
            yield from indented(line, width, "      ")


def _change(found: ChangedFinding, language: str) -> str:
    """What became of a finding that both have."""
    before, after = found
    words = [say(after.severity, language)]
    if before.severity != after.severity:
        words = [arrow(before.severity, after.severity, language)]
    if before.accepted != after.accepted:
        words.append(
            say("accepted-now", language, because=after.accepted)
            if after.accepted
            else say("accepted-before", language)
        )
    return f"{after.code} {after.title}, {', '.join(words)}"


def _lists(shown: ComparisonView) -> Iterator[tuple[str, list[str]]]:
    """What follows the findings: titles and lines."""
    language = shown.language
    accounted = [
        (v, heading, lines) for v in shown.verdicts if v.account for heading, lines in shown.accounting(v.account)
    ]
    if accounted:
        texts = []
        for verdict, heading, lines in accounted:
            texts.append(f"{say(verdict.dimension, language)}, {heading}{':' * bool(lines)}")
            texts += [f"  {line}" for line in lines]
        yield say("why-verdicts", language), texts
    if shown.partnerships:
        yield say("partnerships", language).capitalize(), list(shown.partnerships)
    if shown.answered:
        yield shown.titled("answered"), [f"- {q}" for q in shown.answered]
    if shown.opened:
        yield shown.titled("opened"), [f"- {q}" for q in shown.opened]
    if lines := [shown.line(d) for d in shown.stated]:
        signs = [line[0] for line in lines]
        counts = ", ".join(f"{say(f'sign {s}', language)} {signs.count(s)}" for s in "+-~" if s in signs)
        marks = dict(zip(("before", "after"), shown.names, strict=True))
        yield f"{say('statements-differ', language, **marks)}: {counts}", lines


def markdown(shown: ComparisonView) -> str:
    """The comparison as Markdown."""
    from tabulate import tabulate

    language = shown.language
    before, after = shown.comparison.before, shown.comparison.after
    lines = [f"# {plain(after.network.name)}", ""]
    lines += [f"- {plain(shown.names[0])}: {plain(side(before, language))}"]
    lines += [f"- {plain(shown.names[1])}: {plain(shown.second)}", ""]
    if shown.same:
        return "\n".join([*lines, say("nothing-differs", language)]) + "\n"
    head, *rows = _verdict_rows(shown, plain)
    lines += [tabulate(rows, head, tablefmt="github", disable_numparse=True), "", _counts(shown), ""]
    for key, group in (("gone", shown.gone), ("new", shown.new)):
        lines += [f"## {plain(shown.titled(key))}", ""] if group else []
        for found in group:
            finding = found.finding
            lines += [f"### {finding.code} {finding.title} ({say(finding.severity, language)})", ""]
            lines += [plain(finding.message), ""]
            for heading, texts in shown.accounting(found.account):
                lines += [f"- {heading}{':' * bool(texts)}", *(f"  - {_coded(t)}" for t in texts)]
            lines.append("")
    if shown.changed:
        lines += [f"## {say('changed', language)}", ""]
        lines += [f"- {plain(_change(c, language))}: {plain(c.after.message)}" for c in shown.changed]
        lines.append("")
    for title, texts in _lists(shown):
        lines += [f"## {plain(title)}", ""]
        coded = bool(shown.differing) and texts == [shown.line(d) for d in shown.stated]
        for text in texts:
            inner = text.startswith("  ")
            words = _coded(text.strip()) if inner or coded else plain(text.removeprefix("- "))
            lines.append(f"{'  ' * inner}- {words}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _coded(text: str) -> str:
    return f"`{text.replace('`', chr(39))}`"
