"""What reports show of actors that might leave: one table for all, and a page for each; terminal, Markdown, JSON."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from textwrap import wrap
from typing import Any, NamedTuple

from attrs import frozen

from netdsl.engine.plan import DEPENDENT
from netdsl.evaluate import Evaluation, OpenQuestion
from netdsl.model.dates import day
from netdsl.recommend.withdrawal import HOLDING, LOOSENING, SAME_AIM, Loss, Reason, Withdrawal
from netdsl.report.markdown import plain
from netdsl.report.messages import listed, sentence, shown
from netdsl.report.structured import finding_summary, json_text
from netdsl.report.table import COLOURS, arrow, bold, colour, indented, numbers, seen
from netdsl.report.texts import say
from netdsl.report.view import (
    EvidenceLine,
    FindingView,
    QuestionView,
    counted,
    evidence_lines,
    finding_view,
    question_view,
    verdict_view,
)

NARROWEST = 14
"""A column of the table is not made narrower than this."""

RANKED = ("ideal", "mixed", "deviates")
"""Verdicts, the best first; `unknown` is neither better nor worse."""

SHORT = dict.fromkeys((*HOLDING[:2], SAME_AIM), 1) | {relation: 1 - place for relation, place in LOOSENING}
"""Sentence -> the place of the one that its short form names, where it has two."""

DENIED = ("_ is unpaid for _",)
"""Sentences that deny something of each that they name."""


class ReasonView(NamedTuple):
    """A reason in words, and the lines that say it."""

    text: str
    lines: tuple[EvidenceLine, ...]


@frozen(slots=False)
class WithdrawalView:
    """A withdrawal in words."""

    withdrawal: Withdrawal
    language: str

    @property
    def actor(self) -> str:
        """Who leaves."""
        return self.withdrawal.actor

    @cached_property
    def stay(self) -> tuple[ReasonView, ...]:
        """What holds it."""
        return tuple(map(self._reason, self.withdrawal.stay))

    @cached_property
    def leave(self) -> tuple[ReasonView, ...]:
        """What makes it easy for it to leave."""
        return tuple(map(self._reason, self._loosening))

    @property
    def _loosening(self) -> tuple[Reason, ...]:
        """What might make it leave; where nothing holds it, also that it joined freely."""
        found = self.withdrawal
        return (*found.leave, *(found.free if found.loose else ()))

    @property
    def nothing(self) -> str:
        """That nothing holds it."""
        return say("held-by-nothing", self.language, actor=self.actor)

    @cached_property
    def asks(self) -> tuple[QuestionView, ...]:
        """What is not told, and is to be asked of the actor itself."""
        before = self.withdrawal.comparison.before
        return self._questions(before, (q for q in before.questions if self._asked(q)))

    @cached_property
    def losses(self) -> tuple[str, ...]:
        """Who loses what."""
        return tuple(map(self._loss, self.withdrawal.losses))

    @cached_property
    def new(self) -> tuple[FindingView, ...]:
        """What is found then."""
        return tuple(finding_view(f, self.language) for f in self.withdrawal.comparison.new)

    @cached_property
    def opened(self) -> tuple[QuestionView, ...]:
        """What is to be asked then."""
        comparison = self.withdrawal.comparison
        return self._questions(comparison.after, comparison.opened)

    @cached_property
    def verdicts(self) -> tuple[tuple[str, str | None, str | None, str], ...]:
        """The verdicts that change: dimension, before, after, why."""
        after = self.withdrawal.comparison.after
        return tuple(
            (
                v.dimension,
                v.before and v.before.case.verdict,
                v.after and v.after.case.verdict,
                verdict_view(after, v.dimension, self.language).summary if v.after else "",
            )
            for v in self.withdrawal.comparison.verdicts
        )

    @property
    def lapsed(self) -> tuple[str, ...]:
        """The ids of the findings that lapse with it."""
        return tuple(f.id for f in self.withdrawal.comparison.gone)

    @property
    def parts(self) -> str:
        """Into how many parts the partners fall."""
        before, after = self.withdrawal.parts
        return say("parts-same" if after == before else "parts-other", self.language, before=before, after=after)

    @property
    def ends(self) -> tuple[str, ...]:
        """What nobody does any more, in words."""
        found = self.withdrawal
        named = (("unmet", found.needs, "or"), ("ending", found.measures, "and"))
        told = [say(k, self.language, names=listed(names, self.language, last)) for k, names, last in named if names]
        return (*told, *(say("narrowed", self.language, need=n, measure=m) for n, m in found.narrowed))

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        """All reasons in short: what holds it with a `+`, what makes leaving easy with a `-`."""
        held = [f"+ {text}" for text in self._short(self.withdrawal.stay)] or [f"  {self.nothing}"]
        return (*held, *(f"- {text}" for text in self._short(self._loosening)))

    @cached_property
    def without(self) -> tuple[str, ...]:
        """What changes without it, in short."""
        before, after = self.withdrawal.parts
        found = [*self.ends, *([self.parts] if after > before else [])]
        if self.new:
            found.append(f"{say('new-findings', self.language)}: {counted(self.new, self.language)}")
        if not self.withdrawal.partner:
            found += dict.fromkeys(self.losses)
        return tuple(found) or (say("nothing-lost", self.language),)

    def _asked(self, question: OpenQuestion) -> bool:
        ask = question.question.ask
        return not ask.role and bool(ask.whom) and question.values.get(str(ask.whom)) == self.actor

    def _questions(self, evaluation: Evaluation, questions: Iterable[OpenQuestion]) -> tuple[QuestionView, ...]:
        found = (question_view(evaluation, q, self.language) for q in questions)
        return tuple({(q.question, q.ask): q for q in found}.values())

    def _reason(self, reason: Reason) -> ReasonView:
        before = self.withdrawal.comparison.before
        known = before.rules.predicates[reason.relation]
        text = sentence(known.texts[self.language], known.columns, reason.row, known.types, self.language)
        if reason.relation == DEPENDENT:  # as seen by the one that might leave
            text = say("little-in-return", self.language, actor=self.actor, other=reason.row[0])
        lines = evidence_lines(before, self.withdrawal.origins(reason))
        return ReasonView(text, tuple(line for line in lines if not line.declares) or lines)

    def _loss(self, loss: Loss) -> str:
        text = say(f"loss-{loss.form}", self.language, loser=loss.loser, thing=shown(loss.thing, "", self.language))
        weights = ", ".join(shown(w, "WEIGHT", self.language) for w in loss.weights)
        return f"{text} ({weights})" if weights else text

    def _short(self, reasons: Sequence[Reason]) -> Iterator[str]:
        """Reasons of one kind as one."""
        for relation in dict.fromkeys(r.relation for r in reasons):
            rows = [r.row for r in reasons if r.relation == relation]
            place = SHORT.get(relation, 0)
            names = [shown(row[place], "", self.language) for row in rows if len(row) > 1]
            last = "or" if relation in DENIED else "and"
            yield say(f"short {relation}", self.language, names=listed(list(dict.fromkeys(names)), self.language, last))


def table(evaluation: Evaluation, views: Sequence[WithdrawalView], width: int, *, pages: bool) -> str:
    """A table of some withdrawals; with `pages`, a page for each, and the table only where there are several."""
    lines = [*_head(evaluation, views, width)]
    if not pages or len(views) > 1:
        lines += ["", *_rows(views, width), "", *wrap(say("withdrawal-order", views[0].language), width)]
    if not pages:
        hint = f"netdsl withdraw {evaluation.network.source.name} '{views[0].actor}'"
        lines += ["", f"{say('more-on-one', views[0].language)}: {hint}"]
    for shown_one in views if pages else ():
        lines += ["", *_page(evaluation, shown_one, width)]
    return "\n".join(lines) + "\n"


def _head(evaluation: Evaluation, views: Sequence[WithdrawalView], width: int) -> Iterator[str]:
    network, language = evaluation.network, views[0].language
    yield from (bold(line) for line in wrap(f"{network.name}: {say('withdrawal-title', language)}", width))
    yield from wrap(", ".join((network.source.name, *seen(network, language))), width)


def _rows(views: Sequence[WithdrawalView], width: int) -> Iterator[str]:
    language = views[0].language
    head = _titles(language)
    first = min(max(len(head[0]), *(len(v.actor) for v in views)), max(width // 4, NARROWEST))
    second = max((width - first - 4) // 2, NARROWEST)
    widths = (first, second, max(width - first - second - 4, NARROWEST))
    yield from _row([[text] for text in head], widths)
    yield from _row([["-" * w] for w in widths], widths)
    for number, found in enumerate(views):
        if number:
            yield ""
        yield from _row([[found.actor], found.reasons, found.without], widths)


def _titles(language: str) -> list[str]:
    """The heads of the table's columns."""
    reasons = f"{say('holds-it', language)} (+), {say('lets-it-go', language).lower()} (-)"
    return [say("leaver", language), reasons, say("without-it", language)]


def _row(cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """The lines of a row; each cell has some texts."""
    wrapped = [
        [line for text in cell for line in wrap(text, width, subsequent_indent="  ")]
        for cell, width in zip(cells, widths, strict=True)
    ]
    for line in zip_longest(*wrapped, fillvalue=""):
        yield "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()


def _page(evaluation: Evaluation, found: WithdrawalView, width: int) -> Iterator[str]:
    language = found.language
    yield bold(say("if-leaves", language, actor=found.actor))
    for title, lines in _sections(evaluation, found):
        yield f"  {title}"
        for line in lines:
            yield from indented(line, width, "    ")
    for finding in found.new:
        head = colour(f"{say(finding.severity, language)} {finding.code}", COLOURS[finding.severity])
        yield f"  {say('new-finding', language)}: {head} {finding.title}"
        yield from indented(finding.message, width, "    ")


def _sections(evaluation: Evaluation, found: WithdrawalView) -> Iterator[tuple[str, list[str]]]:
    """Titles and lines of a page, but for what is found then."""
    language = found.language
    file = evaluation.network.source.name

    def placed(reasons: Iterable[ReasonView]) -> list[str]:
        return [f"- {r.text}  [{file}:{numbers(line.line for line in r.lines)}]" for r in reasons]

    yield say("holds-it", language), placed(found.stay) or [f"- {found.nothing}"]
    if found.leave:
        yield say("lets-it-go", language), placed(found.leave)
    if found.asks:
        yield say("ask-itself", language, actor=found.actor), [f"- {q.question}" for q in found.asks]
    lost = [*found.ends, *found.losses]
    if found.withdrawal.meetings:
        lost.append(say("ending", language, names=listed(found.withdrawal.meetings, language)))
    yield say("lost", language), [f"- {line}" for line in (*lost, found.parts)]
    if found.verdicts:
        better = any(b in RANKED and a in RANKED[: RANKED.index(b)] for _, b, a, _ in found.verdicts)
        yield (
            say("less-to-judge" if better else "verdicts-then", language),
            [f"- {line}" for line in _verdict_lines(found)],
        )
    if found.opened:
        yield say("asked-then", language), [f"- {q.question}" for q in found.opened]
    if found.lapsed:
        yield say("lapsed", language, actor=found.actor), [", ".join(found.lapsed)]


def _verdict_lines(found: WithdrawalView) -> Iterator[str]:
    language = found.language
    for dimension, before, after, why in found.verdicts:
        yield f"{say(dimension, language)}: {arrow(before, after, language)}" + (f" ({why})" if why else "")


def markdown(evaluation: Evaluation, views: Sequence[WithdrawalView], *, pages: bool) -> str:
    """The same as Markdown."""
    from tabulate import tabulate

    language = views[0].language
    lines = [f"# {plain(evaluation.network.name)}: {say('withdrawal-title', language)}", ""]
    if not pages or len(views) > 1:
        head = _titles(language)
        rows = [
            [plain(v.actor), *("<br>".join(plain(t.strip()) for t in texts) for texts in (v.reasons, v.without))]
            for v in views
        ]
        lines += [tabulate(rows, head, tablefmt="github", disable_numparse=True), "", say("withdrawal-order", language)]
        lines.append("")
    for found in views if pages else ():
        lines += [f"## {plain(say('if-leaves', language, actor=found.actor))}", ""]
        for title, texts in _sections(evaluation, found):
            lines += [f"**{title}**", "", *(f"- {plain(t.removeprefix('- '))}" for t in texts), ""]
        for finding in found.new:
            head_line = f"{finding.code} {finding.title} ({say(finding.severity, language)})"
            lines += [f"**{say('new-finding', language)}: {head_line}**", "", plain(finding.message), ""]
    return "\n".join(lines).rstrip() + "\n"


def as_json(evaluation: Evaluation, views: Sequence[WithdrawalView]) -> str:
    """The same as JSON: `withdrawals` in the order of the table, each with all that the pages show."""
    network = evaluation.network
    found = {
        "file": network.source.name,
        "name": network.name,
        "language": views[0].language,
        "as_of": day(network.as_of),
        "withdrawals": [_structured(v) for v in views],
    }
    return json_text(found)


def _structured(found: WithdrawalView) -> dict[str, Any]:
    leaving = found.withdrawal

    def reasons(some: Iterable[ReasonView]) -> list[dict[str, Any]]:
        return [{"sentence": r.text, "lines": [line.line for line in r.lines]} for r in some]

    return {
        "actor": found.actor,
        "holds_it": reasons(found.stay),
        "lets_it_go": reasons(found.leave),
        "needs_unmet": list(leaving.needs),
        "needs_left_to_one": [{"need": need, "measure": measure} for need, measure in leaving.narrowed],
        "measures_ended": list(leaving.measures),
        "meetings_ended": list(leaving.meetings),
        "losses": [
            {"form": loss.form, "loser": loss.loser, "text": text}
            for loss, text in zip(leaving.losses, found.losses, strict=True)
        ],
        "parts": {"before": leaving.parts[0], "after": leaving.parts[1]},
        "verdicts": [{"id": d, "before": b, "after": a} for d, b, a, _ in found.verdicts],
        "findings": [finding_summary(f) for f in found.new],
        "lapsed": list(found.lapsed),
        "questions": [{"question": q.question, "ask": q.ask} for q in found.opened],
        "ask_itself": [q.question for q in found.asks],
    }
