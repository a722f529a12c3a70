"""What all reports show of an evaluation, in the words of a language; each report only lays it out."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from netdsl.check.ruleset import SEVERITIES, CheckedRule
from netdsl.engine.evidence import Stated, stated
from netdsl.engine.tipping import Tipping
from netdsl.evaluate import DECLARATIONS, Evaluation, Finding, OpenQuestion
from netdsl.model.facts import Origin
from netdsl.model.forms import forms
from netdsl.model.quantities import Interval
from netdsl.recommend.recommendations import Advice
from netdsl.report.messages import fill, full, listed, said, shown
from netdsl.report.quoted import quoted_origins
from netdsl.report.texts import say
from netdsl.syntax.templates import blank

ALIKE = 5
"""So many questions of a kind are told in a short list."""


class EvidenceLine(NamedTuple):
    """A line of the file that shows a finding."""

    line: int
    column: int
    text: str
    sources: tuple[str, ...]
    declares: bool


def sources(lines: Iterable[EvidenceLine]) -> tuple[str, ...]:
    """All sources of some lines, without those that only say that something is there."""
    return tuple(sorted({s for line in lines if not line.declares for s in line.sources}))


class FindingView(NamedTuple):
    """A finding in words.

    alone: the sources that alone tell something that it rests on, where the file has several; `rests` says so.
    """

    id: str
    code: str
    rule: str
    dimension: str
    severity: str
    actors: tuple[str, ...]
    about: dict[str, str]
    title: str
    message: str
    why: str
    risks: tuple[str, ...]
    eased: tuple[str, ...]
    tipping: tuple[str, ...]
    accepted: str | None
    evidence: tuple[EvidenceLine, ...]
    quoted: tuple[EvidenceLine, ...]
    alone: tuple[str, ...]
    rests: str

    @property
    def sources(self) -> tuple[str, ...]:
        """All sources of its evidence."""
        return sources(self.evidence)


class QuestionView(NamedTuple):
    """A question in words: `ask` is whom; those of one kind ask the same about other names."""

    rule: str
    code: str
    dimension: str
    actors: tuple[str, ...]
    question: str
    ask: str | None
    kind: str


class VerdictView(NamedTuple):
    """A verdict in words."""

    dimension: str
    verdict: str
    summary: str
    ideal: str


class View(NamedTuple):
    """An evaluation in words."""

    evaluation: Evaluation
    language: str
    name: str
    description: str
    verdicts: tuple[VerdictView, ...]
    findings: tuple[FindingView, ...]
    questions: tuple[QuestionView, ...]
    idle: tuple[str, ...]
    advice: Advice

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.evaluation.network.source.name


def all_rules(_: CheckedRule) -> bool:
    """The choice of every rule."""
    return True


def view(
    evaluation: Evaluation,
    language: str | None = None,
    chosen: Callable[[CheckedRule], bool] = all_rules,
    advice: Advice | None = None,
) -> View:
    """An evaluation in the words of a language, by default the file's own; `chosen` tells which rules are shown."""
    language = language or evaluation.network.language
    network = evaluation.network
    heads = network.of("network")
    verdicts = tuple(verdict_view(evaluation, dimension, language) for dimension in evaluation.verdicts)
    findings = [finding_view(f, language) for f in evaluation.findings if chosen(f.rule)]
    questions = [question_view(evaluation, q, language) for q in evaluation.questions if chosen(q.rule)]
    distinct = list(dict.fromkeys(questions))
    idle = tuple(_idle(a.code, a.names) for a in evaluation.idle_acceptances)
    description = (heads[0].head.aside or "") if heads else ""
    return View(
        evaluation,
        language,
        network.name,
        description.strip('"'),
        verdicts,
        tuple(findings),
        tuple(distinct),
        idle,
        advice or Advice(),
    )


def verdict_view(evaluation: Evaluation, dimension: str, language: str) -> VerdictView:
    """A verdict in words."""
    found = evaluation.verdicts[dimension]
    summary = fill(found.case.texts[language], found.values, found.verdict.types, language)
    return VerdictView(dimension, found.case.verdict, summary, found.verdict.ideal.get(language, ""))


def finding_view(finding: Finding, language: str) -> FindingView:
    """A finding in words."""
    rule = finding.rule
    types = rule.types
    about = {name: shown(value, types[name], language) for name, value in finding.about.items()}
    eased = tuple(fill(e.texts[language], finding.about, types, language) for e in finding.easings)
    alone, whole = _alone(finding)
    rests = f"rests-{'whole' if whole else 'part' if len(alone) == 1 else 'parts'}"
    return FindingView(
        finding.id, rule.code, rule.name, rule.dimension, finding.severity, _actors(finding.about, types), about,
        rule.title[language], full(fill(rule.finding[language], finding.values, types, language)), rule.why[language],
        tuple(say(r, language) for r in rule.risks), eased,
        tuple(dict.fromkeys(tipping_text(t, language) for t in finding.tipping)),
        _accepted(finding, language), evidence_lines(finding.evaluation, finding.origins()),
        tuple(e for e in evidence_lines(finding.evaluation, quoted_origins(finding)) if not e.declares),
        alone, say(rests, language, names=listed(alone, language)) if alone else "",
    )  # fmt: skip


def _alone(finding: Finding) -> tuple[tuple[str, ...], bool]:
    """The sources that alone tell something that a finding rests on, and whether one of them tells all of it."""
    known = finding.evaluation.facts
    if len(known.relations.get("source", ())) < 2:
        return (), False
    told = {f for f in stated(finding.evidence) if f.relation not in DECLARATIONS}
    by = [{r.source for o in known.origins(f.relation, f.row) for r in o.line.references} for f in told]
    alone = {source for some in by if len(some) == 1 for source in some}
    return tuple(sorted(alone)), len(alone) == 1 and all(some == alone for some in by)


def evidence_lines(evaluation: Evaluation, origins: Iterable[Origin]) -> tuple[EvidenceLine, ...]:
    """The lines of the file behind some facts."""
    lines = evaluation.network.source.lines
    found = []
    for origin in origins:
        span = origin.line.span
        if span.line > len(lines):
            continue  # what a change would add has no line in the file yet
        sources = tuple(dict.fromkeys(r.source for r in origin.line.references))
        text = " ".join(lines[span.line - 1].split())
        found.append(EvidenceLine(span.line, span.start + 1, text, sources, origin.line.form in DECLARATIONS))
    return tuple({line.line: line for line in reversed(found)}.values())[::-1]


def tipping_text(tipping: Tipping, language: str) -> str:
    """How far a finding is from tipping."""
    words = tipping_words(tipping, language)
    text = f"{tipping.threshold} = {words['limit']} ({words['whose']}); {say('here', language)} {words['value']}"
    return f"{text}; {words['by']}" if words["by"] else text


def tipping_words(tipping: Tipping, language: str) -> dict[str, str]:
    """How far a finding is from tipping: `limit` and `whose` it is, the `value` here, and `by` what would undo it.

    `way` is the key of the text of `by`; both are empty where nothing is known to undo it.
    """
    table = tipping.scale.upper() if tipping.scale else ""
    limit, value = (_limit(v, table, tipping.share, language) for v in (tipping.limit, tipping.value))
    whose = say("default" if tipping.own else "set", language)
    if tipping.ratio and all(isinstance(n, int) for n in tipping.ratio):
        value = say("of", language, part=tipping.ratio[0], whole=tipping.ratio[1])
    if tipping.fact and tipping.fact.relation in forms():
        value = f"{value} ({_head(tipping.fact, language)})"
    words = {"limit": limit, "value": value, "whose": whose, "by": "", "way": ""}
    if tipping.by is None:
        return words
    steps = "step" if tipping.by == 1 else "steps"
    key = f"{steps}-{'up' if tipping.up else 'down'}" if tipping.scale else "more" if tipping.up else "fewer"
    return words | {"by": say(key, language, n=tipping.by), "way": key}


def counted(findings: Sequence[FindingView], language: str) -> str:
    """`2 critical, 3 major`."""
    counts = [(s, sum(f.severity == s for f in findings)) for s in reversed(SEVERITIES)]
    return ", ".join(f"{n} {say(s if n == 1 else f'{s}s', language)}" for s, n in counts if n)


def _head(fact: Stated, language: str) -> str:
    """The statement that a line with a value stands under."""
    form = forms()[fact.relation]
    return said(fact.relation.partition(".")[0], fact.row[: len(form.columns) - len(form.own)], language)


def _limit(value: Any, table: str, share: bool, language: str) -> str:
    from fractions import Fraction

    if share and isinstance(value, Fraction):
        return f"{round(value * 100)} %"
    if isinstance(value, Interval) and value.unit == "%" and value.low == value.high:
        return f"{round(value.low[0])} %"
    return shown(value, table, language)


def _actors(about: dict[str, Any], types: dict[str, str]) -> tuple[str, ...]:
    return tuple(str(v) for n, v in about.items() if types.get(n, "") == "actor")


def question_view(evaluation: Evaluation, question: OpenQuestion, language: str) -> QuestionView:
    """A question in words."""
    ask = question.question.ask
    rule = question.rule
    text = fill(ask.texts[language], question.values, rule.types, language)
    whom = None
    if ask.whom and ask.role:
        actors = sorted(str(row[0]) for row in evaluation.facts.relations.get("actor.role", {}) if row[1] == ask.whom)
        whom = listed(actors, language) or say(ask.whom, language)
    elif ask.whom:
        whom = shown(question.values.get(ask.whom), rule.types.get(ask.whom, ""), language)
    return QuestionView(
        rule.name, rule.code, rule.dimension, _actors(question.about, rule.types), text, whom, blank(ask.texts["en"])
    )


def questions_by_kind(questions: Iterable[QuestionView]) -> list[list[tuple[str, str | None]]]:
    """What is asked, and whom, together those of a kind; several rules may ask the same."""
    kinds: dict[str, list[tuple[str, str | None]]] = {}
    for q in {(q.question, q.ask): q for q in questions}.values():
        kinds.setdefault(q.kind, []).append((q.question, q.ask))
    return list(kinds.values())


def _accepted(finding: Finding, language: str) -> str | None:
    accepted = finding.accepted
    if accepted is None:
        return None
    parts = [p for p in (accepted.because, accepted.by) if p]
    if accepted.until:
        parts.append(f"{say('until', language)} {shown(accepted.until, '', language)}")
    return ", ".join(parts) or say("accepted", language)


def _idle(code: str, names: tuple[str, ...]) -> str:
    return ":".join([code, *names])
