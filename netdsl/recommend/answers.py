"""What to ask next: the questions whose answers would change the evaluation, each answer tried.

A question is open (a rule cannot judge), contested (sources say different things), or near (a finding would tip if one
thing were a step otherwise). Answers are tried in a copy of the network, which is evaluated again by the same rules.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from attrs import evolve, field, frozen

from netdsl.check.ruleset import SEVERITIES, Aggregate, Body, names_in
from netdsl.evaluate import Evaluation, Finding, OpenQuestion, evaluate
from netdsl.model.change import Change, changed
from netdsl.model.facts import Origin
from netdsl.model.forms import forms
from netdsl.model.network import Entry, Network, Row, Statement
from netdsl.recommend.comparison import Comparison, VerdictChange, compare
from netdsl.recommend.settling import Fact, Settling, limits, settlers
from netdsl.source import Span
from netdsl.steps import counted
from netdsl.syntax.templates import blank, holes_in_order

OPEN, CONTESTED, NEAR = KINDS = ("open", "contested", "near")

MOST = 40
"""So many answers to one question are tried."""

TRIED = 500
"""So many answers are tried in all: in a large network there are thousands, and nobody asks beyond a few questions."""

LEAST = 2
"""So many answers to one question are tried, or none: with less a question is not known to decide anything."""

RANKS = ("unknown_verdict", "verdict", "major", "minor", "note", "nothing")
"""What the most that an answer changes can be: a verdict that is unknown, any verdict, findings by their severity."""


@frozen
class Edit:
    """What an answer does to a network: facts that are told, lines that are struck, lines that say something else.

    A struck head goes with all lines under it. What was told in error is struck, and does not count as what was before.
    """

    facts: tuple[Fact, ...] = ()
    struck: frozenset[Span] = frozenset()
    replaced: tuple[tuple[Span, Entry], ...] = ()


@frozen(slots=False)
class Answer:
    """An answer that has been tried; `closes` when the question is not asked any more after it."""

    edit: Edit
    closes: bool
    comparison: Comparison = field(repr=False)
    value: Any = None

    @cached_property
    def gone(self) -> tuple[Finding, ...]:
        """The findings that go with it, the most severe first."""
        return self.comparison.gone

    @cached_property
    def new(self) -> tuple[Finding, ...]:
        """The findings that come with it, the most severe first."""
        return self.comparison.new

    @cached_property
    def verdicts(self) -> tuple[VerdictChange, ...]:
        """The verdicts that are others with it."""
        return self.comparison.verdicts

    @cached_property
    def outcome(self) -> tuple[Any, ...]:
        """What it changes: answers with the same outcome decide the same."""
        verdicts = tuple((c.dimension, c.after and c.after.case.verdict) for c in self.verdicts)
        return tuple(f.id for f in self.gone), tuple(f.id for f in self.new), verdicts

    @cached_property
    def rank(self) -> int:
        """The most that it changes, as a place in `RANKS`."""
        if any(c.before and c.before.case.verdict == "unknown" for c in self.verdicts):
            return 0
        if self.verdicts:
            return 1
        severities = {f.severity for f in (*self.gone, *self.new)}
        return next((n for n, s in ((2, SEVERITIES[2:]), (3, ("minor",)), (4, ("note",))) if severities & {*s}), 5)

    @property
    def content(self) -> str:
        """What puts it in order among others."""
        return repr((self.edit.facts, sorted(self.edit.struck), [(s, e.rows) for s, e in self.edit.replaced]))


@frozen(slots=False)
class Asking:
    """A question that is worth asking, with its answers.

    asked: the questions of the rules behind it, for an open one; origins: the lines that are in doubt, for the others;
    before: the answers that more decisive questions have, as that there are no other meetings;
    tried: whether any answer was looked for;
    whom: the actors to ask (`role` where these have a role that nobody has), sources: those whose lines are in doubt.
    """

    kind: str
    asked: tuple[OpenQuestion, ...]
    facts: tuple[Fact, ...]
    origins: tuple[Origin, ...]
    whom: tuple[str, ...]
    role: str | None
    sources: tuple[str, ...]
    answers: tuple[Answer, ...]
    complete: bool
    tried: bool
    before: frozenset[Edit] = frozenset()

    @cached_property
    def further(self) -> tuple[Answer, ...]:
        """The answers that no question before it has."""
        return tuple(a for a in self.answers if a.edit not in self.before)

    @cached_property
    def groups(self) -> tuple[tuple[Answer, ...], ...]:
        """The answers, together those with the same outcome; those that change most first."""
        found: dict[Any, list[Answer]] = {}
        for answer in self.answers:
            found.setdefault((answer.outcome, answer.closes, answer.edit in self.before), []).append(answer)
        return tuple(map(tuple, sorted(found.values(), key=lambda some: (some[0].rank, not some[0].closes))))

    @property
    def rank(self) -> int:
        """The most that a further answer changes, as a place in `RANKS`."""
        return min((a.rank for a in self.further), default=len(RANKS) - 1)

    @cached_property
    def themes(self) -> tuple[str, ...]:
        """The themes of what is asked about, those of the answers that are told most first."""
        told = [name for a in self.answers for name, _ in a.edit.facts] + [name for name, _ in self.facts]
        found = [theme for name in told if (theme := forms()[name].theme)]
        return tuple(sorted(dict.fromkeys(found), key=lambda theme: -found.count(theme)))

    @cached_property
    def order(self) -> tuple[Any, ...]:
        """The place among others.

        Only what its further answers change counts. First by the most that one changes; then by how many verdicts hang
        on it, by how severe the findings are that do, by how many outcomes it has; then by content.
        """
        verdicts = {c.dimension for a in self.further for c in a.verdicts}
        found = {f.id: f.severity for a in self.further for f in (*a.gone, *a.new)}
        severities = [*found.values()]
        return (
            self.rank, -len(verdicts), *(-severities.count(s) for s in reversed(SEVERITIES[1:])),
            -len({a.outcome for a in self.further}), KINDS.index(self.kind), self.content,
        )  # fmt: skip

    @cached_property
    def content(self) -> str:
        """What puts it in order among others that decide as much."""
        asked = [(q.question.ask.texts["en"], sorted(q.values.items(), key=repr)) for q in self.asked]
        return repr((asked, self.facts))


Make = Callable[[int], Asking]
"""Makes a question; at most so many answers to it are tried: for 0 it is only put."""


class _Case(NamedTuple):
    """Something that has to be told for an open line to be settled: holes' values, and the ways to tell it.

    `complete` has for each search of ways whether it found all.
    """

    known: dict[str, Any]
    ways: list[tuple[Fact, ...]]
    complete: list[bool]


def askings(evaluation: Evaluation, open_lines: Mapping[str, Body], most: int = TRIED) -> list[Asking]:
    """What is worth asking, the most decisive first; `open_lines` tell when each question of the rules is open.

    At most `most` answers are tried: fewer to each question, where there are many. Where there are more than can be
    tried, those of each kind, as how much something matters to somebody, are in turn; the rest come last, untried.
    """
    from netdsl.recommend.doubts import contested, near

    kinds = [*_open(evaluation, open_lines), list(contested(evaluation)), list(near(evaluation))]
    makes = [make for turn in zip_longest(*kinds) for make in turn if make]
    number = min(len(makes), most // LEAST)
    each = min(MOST, most // max(1, number))
    waiting = [make(each) for make in counted(makes[:number], "asking")]
    found: list[Asking] = []
    before: set[Edit] = set()
    while waiting:
        best = min(waiting, key=lambda asking: asking.order)
        found.append(best)
        before |= {a.edit for a in best.answers}
        waiting = [_after(asking, before) for asking in waiting if asking is not best]
    return [*found, *(make(0) for make in makes[number:])]


def _after(asking: Asking, before: set[Edit]) -> Asking:
    """A question when others have been asked before it."""
    had = frozenset(a.edit for a in asking.answers if a.edit in before)
    return asking if had == asking.before else evolve(asking, before=had)


def tried(evaluation: Evaluation, edit: Edit) -> Evaluation:
    """The evaluation of a network as it would be after an answer."""
    if not (edit.struck or edit.replaced):
        return evaluation.after(_told(evaluation.network, edit))
    network = edited(evaluation.network, edit)
    return evaluate(network, evaluation.rules, evaluation.program, evaluation.thresholds)


def _told(network: Network, edit: Edit) -> Change:
    return Change(statements(edit.facts, len(network.source.lines) + 1))


def edited(network: Network, edit: Edit) -> Network:
    """A network with what an answer does to it."""
    replaced = dict(edit.replaced)
    if edit.struck or replaced:
        kept = [_struck(s, edit.struck, replaced) for s in network.statements if s.head.span not in edit.struck]
        network = evolve(network, statements=tuple(kept))
    return changed(network, _told(network, edit)) if edit.facts else network


def _struck(statement: Statement, struck: frozenset[Span], replaced: Mapping[Span, Entry]) -> Statement:
    if struck.isdisjoint(e.span for e in statement.lines) and replaced.keys().isdisjoint(
        e.span for e in statement.lines
    ):
        return statement
    lines = tuple(replaced.get(e.span, e) for e in statement.lines if e.span not in struck)
    return evolve(statement, lines=lines)


def by_head(facts: Iterable[Fact]) -> dict[Fact, list[Fact]]:
    """Facts by the head that they stand under: each head with the lines under it."""
    found: dict[Fact, list[Fact]] = {}
    for relation, row in facts:
        form = forms()[relation]
        head = (form.parent, row[: form.head]) if form.parent else (relation, row)
        found.setdefault(head, [])
        if form.parent:
            found[head].append((relation, row))
    return found


def statements(facts: Iterable[Fact], line: int) -> tuple[Statement, ...]:
    """The statements that tell some facts, each line in a place of its own from a line of the file on."""
    made = []
    for (relation, row), details in by_head(facts).items():
        form = forms()[relation]
        rows: tuple[Row, ...] = ((row[0], *row[2:]), (row[1], *row[2:])) if form.paired else (row,)
        lines = []
        for number, (detail, own) in enumerate(details, line + 1):
            lines.append(Entry(detail, (own[forms()[detail].head :],), Span(number, 0, 0)))
        made.append(Statement(Entry(relation, rows, Span(line, 0, 0)), tuple(lines)))
        line += len(lines) + 1
    return tuple(made)


# --- open questions


def asked_by(question: OpenQuestion) -> tuple[Any, ...]:
    """What a question asks, and whom: several rules may ask the same."""
    ask = question.question.ask
    text = ask.texts["en"]
    for hole in holes_in_order(text):
        text = text.replace(f"{{{hole}}}", f"{{{question.values.get(hole)}}}")
    return text, ask.role, ask.whom if ask.role or not ask.whom else question.values.get(ask.whom)


def _open(evaluation: Evaluation, open_lines: Mapping[str, Body]) -> list[list[Make]]:
    """The open questions, together those of the same words about other names."""
    together: dict[tuple[Any, ...], list[OpenQuestion]] = {}
    for question in evaluation.questions:
        together.setdefault(asked_by(question), []).append(question)
    settling = Settling(evaluation)
    kinds: dict[str, list[Make]] = {}
    for key, asked in together.items():
        make = partial(_open_asking, evaluation, settling, open_lines, key, tuple(asked))
        kinds.setdefault(blank(asked[0].question.ask.texts["en"]), []).append(make)
    return list(kinds.values())


def _open_asking(
    evaluation: Evaluation,
    settling: Settling,
    open_lines: Mapping[str, Body],
    key: tuple[Any, ...],
    asked: tuple[OpenQuestion, ...],
    most: int,
) -> Asking:
    cases = [case for q in asked for case in _cases(evaluation, settling, q, open_lines)] if most else []
    edits = _edits(cases)
    answers = []
    for edit in edits[:most]:
        after = tried(evaluation, edit)
        answers.append(Answer(edit, not _asked(after, asked, key), compare(evaluation, after)))
    _, role, whom = key
    actors = _with_role(evaluation, whom) if role else (whom,) if whom else ()
    lacking = whom if role and not actors else None
    complete = 0 < most >= len(edits) and all(all(case.complete) for case in cases)
    return Asking(OPEN, asked, (), (), actors, lacking, (), _telling(answers), complete, most > 0)


def _asked(after: Evaluation, asked: Sequence[OpenQuestion], key: tuple[Any, ...]) -> bool:
    """Whether an evaluation still asks what these questions of an earlier one ask alike."""
    text = asked[0].question.ask.texts["en"]
    rules = [r for r in after.rules.rules if any(q.ask.texts["en"] == text for q in r.questions)]
    return any(
        question.question.ask.texts["en"] == text and asked_by(question) == key
        for rule in rules
        for question in after.questions_of(rule)
    )


def _with_role(evaluation: Evaluation, role: str) -> tuple[str, ...]:
    return tuple(sorted(str(row[0]) for row in evaluation.facts.relations.get("actor.role", ()) if row[1] == role))


def _telling(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers that close a question; those to a part of it too, where they change something."""
    closing = [a for a in answers if a.closes]
    least = [a for a in closing if not any({*b.edit.facts} < {*a.edit.facts} for b in closing)]
    most = min((a.rank for a in closing), default=len(RANKS) - 1)
    rest = [a for a in answers if not a.closes and a.rank < most]
    return tuple(sorted((*least, *rest), key=lambda a: (a.rank, not a.closes)))


def _cases(
    evaluation: Evaluation, settling: Settling, question: OpenQuestion, open_lines: Mapping[str, Body]
) -> list[_Case]:
    body = open_lines[question.question.predicate.name]
    place = question.question.open
    held = limits(body, evaluation.thresholds)
    found: dict[str, _Case] = {}
    for solution in evaluation.explainer.solutions(body, question.values):
        for settler, aggregate in settlers(body, place):
            used = names_in(settler)
            further = aggregate is not None and aggregate.kind != "share"
            for around in _around(evaluation, solution, aggregate):
                known = {n: v for n, v in around.items() if n in used}
                case = found.setdefault(repr(sorted(known.items())), _Case(known, [], []))
                ways, complete = settling.ways(settler, known, held, further)
                ways += [other for way in ways if (other := settling.otherwise(way))]
                case.complete.append(complete)
                case.ways.extend(way for way in ways if way not in case.ways)
    return [found[key] for key in sorted(found)]


def _around(
    evaluation: Evaluation, solution: Mapping[str, Any], aggregate: Aggregate | None
) -> Iterable[Mapping[str, Any]]:
    """The holes' values with which a line is to be settled: those around it, or each open member of its share."""
    if aggregate is None:
        return [solution]
    outer = {n: v for n, v in solution.items() if n in aggregate.outer}
    if aggregate.kind != "share":
        return [outer]
    solver = evaluation.explainer
    members = solver.solutions((*aggregate.body, *aggregate.possible), outer)
    return [member for member in members if not any(solver.solutions(aggregate.yes, member))]


def _edits(cases: Sequence[_Case]) -> list[Edit]:
    """What could be told: the same of every case first, then of each case for itself."""
    patterns: dict[str, list[tuple[Fact, ...]]] = {}
    for case in cases:
        for key, way in {_pattern(way, case.known): way for way in case.ways}.items():
            patterns.setdefault(key, []).append(way)
    whole = [ways for ways in patterns.values() if len(ways) == len(cases)]
    joint = [tuple(dict.fromkeys(chain.from_iterable(ways))) for ways in whole]
    single = [way for case in cases for way in case.ways]
    seen: dict[frozenset[Fact], tuple[Fact, ...]] = {}
    for some in (*joint, *single):
        seen.setdefault(frozenset(some), some)
    return [Edit(facts) for facts in seen.values()]


def _pattern(way: Sequence[Fact], known: Mapping[str, Any]) -> str:
    """What is told, with the names that a case is about left open."""
    names = {value: hole for hole, value in sorted(known.items(), reverse=True) if isinstance(value, str)}
    return repr([(relation, [f"{{{names[v]}}}" if v in names else v for v in row]) for relation, row in way])
