"""What rules ask because it is not told: each question with the answers that would settle it, tried."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any, NamedTuple

from netdsl.check.ruleset import Absent, Aggregate, Body, Compare, Constant, Operation, Parameter, Some, names_in
from netdsl.evaluate import Evaluation, OpenQuestion
from netdsl.recommend.answers import OPEN, RANKS, Answer, Asking, Edit, Make, tried
from netdsl.recommend.comparison import compare
from netdsl.recommend.settling import Fact, Settling
from netdsl.syntax.templates import blank, holes_in_order


class _Case(NamedTuple):
    """Something that has to be told for an open line to be settled: holes' values, and the ways to tell it.

    `complete` has for each search of ways whether it found all.
    """

    known: dict[str, Any]
    ways: list[tuple[Fact, ...]]
    complete: list[bool]


def asked_by(question: OpenQuestion) -> tuple[Any, ...]:
    """What a question asks, about whom, and whom: several rules may ask the same."""
    ask = question.question.ask
    words, holes = _words(ask.texts["en"])
    about = tuple(question.values.get(hole) for hole in holes)
    return words, about, ask.role, ask.whom if ask.role or not ask.whom else question.values.get(ask.whom)


@cache
def _words(text: str) -> tuple[str, tuple[str, ...]]:
    """The words of a question without what is in its holes, and the names of these."""
    return blank(text), tuple(holes_in_order(text))


def open_questions(evaluation: Evaluation, open_lines: Mapping[str, Body]) -> list[list[Make]]:
    """The open questions, together those of the same words about other names."""
    together: dict[tuple[Any, ...], list[OpenQuestion]] = {}
    for question in evaluation.questions:
        together.setdefault(asked_by(question), []).append(question)
    settling = Settling(evaluation)
    kinds: dict[str, list[Make]] = {}
    for key, asked in together.items():
        make = partial(_open_asking, evaluation, settling, open_lines, key, tuple(asked))
        kinds.setdefault(key[0], []).append(make)
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
        answers.append(Answer(edit, not _asked(after, key), compare(evaluation, after)))
    _, _, role, whom = key
    actors = _with_role(evaluation, whom) if role else (whom,) if whom else ()
    lacking = whom if role and not actors else None
    complete = 0 < most >= len(edits) and all(all(case.complete) for case in cases)
    return Asking(OPEN, asked, (), (), actors, lacking, (), _telling(answers), complete, most > 0)


def _asked(after: Evaluation, key: tuple[Any, ...]) -> bool:
    """Whether an evaluation asks what `asked_by` gives of a question of an earlier one."""
    rules = [r for r in after.rules.rules if any(_words(q.ask.texts["en"])[0] == key[0] for q in r.questions)]
    return any(asked_by(question) == key for rule in rules for question in after.questions_of(rule))


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


# --- what would settle a line of a rule


def settlers(body: Body, place: tuple[int, int]) -> Iterator[tuple[Body, Aggregate | None]]:
    """The bodies any of which would settle the open line of a question's body.

    With each the share whose members are all to be settled so, or the count that it would raise.
    """
    aggregates = {s.result: s for s in body[: place[0]] if isinstance(s, Aggregate)}
    for step in body[slice(*place)]:
        if isinstance(step, Absent):
            yield from ((inner, None) for inner in step.bodies)
        elif isinstance(step, Compare):
            for name in sorted(names_in((step,)) & aggregates.keys()):
                aggregate = aggregates[name]
                if aggregate.kind == "share":
                    yield aggregate.yes, aggregate
                    yield from ((inner, aggregate) for inner in _denied(aggregate.possible))
                elif aggregate.kind in ("number", "sum", "pairs"):
                    yield aggregate.body, aggregate


def _denied(body: Body) -> Iterator[Body]:
    for step in body:
        if isinstance(step, Absent):
            yield from step.bodies
        elif isinstance(step, Some):
            for inner in step.bodies:
                yield from _denied(inner)


def limits(body: Body, thresholds: Mapping[str, object]) -> tuple[int, ...]:
    """The whole numbers that a body holds something against."""
    found: set[int] = set()

    def visit(expression: Any) -> None:
        if isinstance(expression, Operation):
            visit(expression.left)
            visit(expression.right)
        value = expression.value if isinstance(expression, Constant) else None
        if isinstance(expression, Parameter):
            value = thresholds[expression.name]
        if isinstance(value, int):
            found.add(value)

    for step in body:
        if isinstance(step, Compare):
            visit(step.left)
            visit(step.right)
    return tuple(sorted(found))
