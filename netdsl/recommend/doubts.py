"""What is told and yet in doubt: what sources say differently, and what a finding near its tipping point hangs on."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from attrs import evolve

from netdsl.check.consistency import report_clashes
from netdsl.diagnostics import Report
from netdsl.engine.evidence import stated
from netdsl.engine.tipping import Tipping
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.facts import Origin
from netdsl.model.forms import forms
from netdsl.model.network import Entry
from netdsl.recommend.answers import CONTESTED, NEAR, Answer, Asking, Edit, Make, edited, tried
from netdsl.recommend.comparison import compare
from netdsl.recommend.settling import Fact, denies
from netdsl.source import Span


def contested(evaluation: Evaluation) -> Iterator[Make]:
    """Details that have one value and are told with several, and what is told and denied: which of them is right."""
    seen = set()
    for facts in contradictions(evaluation):
        lines = {span: o for fact in facts for span, o in _lines(evaluation, fact).items()}
        if frozenset(lines) not in seen:
            seen.add(frozenset(lines))
            yield partial(_contested, evaluation, facts, lines)


def _contested(evaluation: Evaluation, facts: tuple[Fact, ...], lines: dict[Span, Origin], most: int) -> Asking:
    answers = []
    for fact in facts[:most]:
        struck = frozenset(lines.keys() - _lines(evaluation, fact).keys())
        if struck:
            edit = Edit(struck=struck)
            answers.append(Answer(edit, True, compare(evaluation, tried(evaluation, edit)), fact))
    origins = [lines[span] for span in sorted(lines)]
    return _asking(evaluation, CONTESTED, facts, origins, answers, len(facts) <= most, most > 0)


def contradictions(evaluation: Evaluation) -> Iterator[tuple[Fact, ...]]:
    """Facts of which only one can hold: different values of a detail that has one, and what is told and denied."""
    told = evaluation.facts.relations
    for form in forms().values():
        if form.single:
            values: dict[Any, list[Fact]] = {}
            for row in told.get(form.name, ()):
                values.setdefault(row[:-1], []).append((form.name, row))
            yield from (tuple(sorted(some, key=repr)) for some in values.values() if len(some) > 1)
        if form.denies:
            for row in sorted(told.get(form.name, ()), key=repr):
                denied = [other for other in told.get(form.denies, ()) if denies(form, row, other)]
                for other in sorted(denied, key=repr):
                    yield (form.denies, other), (form.name, row)


def near(evaluation: Evaluation) -> Iterator[Make]:
    """The lines that a finding hangs on that would go if they said a step more, or less."""
    doubted: set[tuple[Fact, int, Any]] = {
        (fact, place, other)
        for finding in evaluation.findings
        for tipping in finding.tipping
        if tipping.by == 1 and tipping.scale
        for fact, place in _held(finding, tipping)
        if (other := _next(evaluation, tipping)) is not None
    }
    for fact, place, other in sorted(doubted, key=repr):
        relation, row = fact
        instead = (relation, (*row[:place], other, *row[place + 1 :]))
        origins = list(_lines(evaluation, fact).values())
        ways = [origins, *([origin] for origin in origins if len(origins) > 1)]
        edits = [edit for way in ways if _may_be_said(evaluation, edit := _otherwise(way, instead, place))]
        if edits:
            yield partial(_near, evaluation, fact, instead, origins, edits)


def _near(
    evaluation: Evaluation, fact: Fact, instead: Fact, origins: list[Origin], edits: list[Edit], most: int
) -> Asking:
    answers = [Answer(edit, True, compare(evaluation, tried(evaluation, edit)), instead) for edit in edits[:most]]
    return _asking(evaluation, NEAR, (fact,), origins, answers, len(edits) <= most, most > 0)


def _may_be_said(evaluation: Evaluation, edit: Edit) -> bool:
    """Whether no source would contradict itself: lines about several partners say the same of others too."""
    report = Report(evaluation.network.language)
    report_clashes(edited(evaluation.network, edit), report)
    return not report.diagnostics


def _held(finding: Finding, tipping: Tipping) -> Iterator[tuple[Fact, int]]:
    """The facts of a finding's evidence with the value that is held against a threshold, and its column."""
    for fact in dict.fromkeys(stated(finding.evidence)):
        form = forms().get(fact.relation)
        for place, column in enumerate(form.columns if form else ()):
            if str(tipping.scale).upper() in column.types and fact.row[place] == tipping.value:
                yield (fact.relation, fact.row), place


def _next(evaluation: Evaluation, tipping: Tipping) -> object | None:
    ranks = evaluation.rules.scales[str(tipping.scale)]
    wanted = ranks[tipping.value] + (1 if tipping.up else -1)
    return next((value for value, rank in ranks.items() if rank == wanted), None)


def _otherwise(origins: Sequence[Origin], instead: Fact, place: int) -> Edit:
    """That some lines are wrong, and it is otherwise."""
    own = place - forms()[instead[0]].head
    value = instead[1][place]

    def said(entry: Entry) -> Entry:
        return evolve(entry, rows=tuple((*row[:own], value, *row[own + 1 :]) for row in entry.rows), aside=None)

    return Edit(replaced=tuple((origin.line.span, said(origin.line)) for origin in origins))


def _lines(evaluation: Evaluation, fact: Fact) -> dict[Span, Origin]:
    return {origin.line.span: origin for origin in evaluation.facts.origins(*fact)}


def _asking(
    evaluation: Evaluation,
    kind: str,
    facts: tuple[Fact, ...],
    origins: Sequence[Origin],
    answers: Iterable[Answer],
    complete: bool,
    was_tried: bool,
) -> Asking:
    sources = tuple(dict.fromkeys(r.source for o in origins for r in o.line.references))
    speaking = evaluation.facts.relations.get("source.member", ())
    whom = tuple(dict.fromkeys(str(row[1]) for s in sources for row in speaking if row[0] == s))
    return Asking(kind, (), facts, tuple(origins), whom, None, sources, tuple(answers), complete, was_tried)
