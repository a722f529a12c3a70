"""What reports show of a plan: the changes in the order to do them in, what they leave, what could be done instead."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from textwrap import wrap
from typing import NamedTuple

from attrs import frozen

from netdsl.check.ruleset import SEVERITIES
from netdsl.model.change import Change, union
from netdsl.model.forms import dialects
from netdsl.model.network import Network
from netdsl.recommend.candidates import Candidate
from netdsl.recommend.changes import written
from netdsl.recommend.comparison import compare
from netdsl.recommend.plans import IMPOSSIBLE, REASONS, Plan, Remaining
from netdsl.recommend.recommendations import Recommendation
from netdsl.report.advice import RecommendationView, endings
from netdsl.report.markdown import plain, recommendation_page
from netdsl.report.messages import listed
from netdsl.report.structured import finding_data, json_text, recommendation_data
from netdsl.report.table import bold, indented, recommendation_lines, told, turn
from netdsl.report.texts import say
from netdsl.report.view import FindingView, VerdictView, finding_view, question_view, verdict_view


class Left(NamedTuple):
    """A finding that a plan leaves, and why.

    reason: one of `REASONS`; unchanged: why its rule recommends nothing, if it says so.
    """

    finding: FindingView
    reason: str
    unchanged: str


class Instead(NamedTuple):
    """Steps by number, and what could be done instead at the same cost."""

    steps: tuple[int, ...]
    changes: tuple[RecommendationView, ...]


@frozen(slots=False)
class StepView(RecommendationView):
    """A change of a plan in words: what it adds and ends once those before it have been made."""

    adds: tuple[str, ...]
    ends: tuple[str, ...]


def _grown(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """What statements have come, and the lines that have come under others, with their heads."""
    known = {head: set(lines) for head, *lines in (text.split("\n") for text in before)}
    for text in after:
        head, *lines = text.split("\n")
        new = [line for line in lines if line not in known.get(head, ())]
        if new or head not in known:
            yield "\n".join([head, *new])


def _dropped(before: Sequence[str], after: Sequence[str], network: Network) -> Iterator[str]:
    """The statements that an earlier change added and that are over with this one, as an end would say it."""
    heads = {text.split("\n")[0] for text in after}
    over = dialects()[network.language]["words"]["ENDED"][0]
    return (f"{head}\n  {over}" for head in (text.split("\n")[0] for text in before) if head not in heads)


@frozen(slots=False)
class PlanView:
    """A plan in the words of a language; `file` is how the file was named."""

    plan: Plan
    language: str

    @property
    def name(self) -> str:
        """What the network is called."""
        return self.plan.comparison.before.network.name

    @property
    def file(self) -> str:
        """The file of the network."""
        return self.plan.comparison.before.network.source.name

    @cached_property
    def goal(self) -> str:
        """What was asked for."""
        goal = self.plan.goal
        level, least = self._or_worse(goal.level), self._or_worse(goal.least, "s")
        if goal.least == SEVERITIES[0]:
            text = say("goal-named", self.language, findings=listed([f.id for f in goal.targets], self.language))
        elif goal.dimension:
            dimension = say(goal.dimension, self.language)
            text = say("goal-dimension", self.language, n=len(goal.targets), level=least, dimension=dimension)
        else:
            text = say("goal-level", self.language, n=len(goal.targets), level=least)
        text += say("goal-new", self.language, level=level)
        return text + (say("goal-budget", self.language, budget=goal.budget) if goal.budget is not None else "")

    def _or_worse(self, severity: str, several: str = "") -> str:
        level = say(f"{severity}{several}", self.language)
        return level if severity == SEVERITIES[-1] else say("or-worse", self.language, level=level)

    @cached_property
    def result(self) -> str:
        """What was found, and how sure it is."""
        plan = self.plan
        total = len(plan.goal.targets)
        left = {f.id for f in plan.comparison.after.findings} if plan.steps else set()
        gone = sum(f.id not in left for f in plan.goal.targets)
        eased = total - len(plan.remaining) - gone
        number = "one" if len(plan.steps) == 1 else "n"
        counts = {
            "cost": plan.cost, "gone": gone, "total": total, "tried": plan.candidates,
            "eased": say(f"{number}-eased", self.language, n=eased) if eased else "",
        }  # fmt: skip
        if not total:
            before = plan.comparison.before
            asked = (question_view(before, q, self.language) for q in before.questions)
            many = len({(q.question, q.ask) for q in asked})
            more = f" {say('plan-open-one' if many == 1 else 'plan-open', self.language, n=many)}" if many else ""
            return say("plan-nothing", self.language) + more
        if not plan.candidates:
            return say("plan-none-at-all", self.language)
        if not plan.steps:
            bounded = "-budget" if plan.goal.budget is not None else ""
            return say(f"plan-none{bounded}" if plan.proven else "plan-none-found", self.language, **counts)
        what = "all" if not plan.remaining else "some" if plan.proven else "found"
        key = "one-change" if number == "one" else "n-changes"
        done = say(key, self.language, n=len(plan.steps), **counts)
        done += say(f"{number}-plan-{what}", self.language, **counts)
        sure = say(f"plan-{what}-proven" if plan.proven else "plan-unproven", self.language, **counts)
        more = "" if plan.complete else f" {say('untried-plan', self.language)}"
        return f"{done} {sure}{more}"

    @property
    def answer(self) -> str:
        """What the plan reaches, and where to look when nothing was to be cleared."""
        asks = not self.plan.goal.targets and self.plan.comparison.before.questions
        return f"{self.result} {say('see-ask', self.language, file=self.file)}" if asks else self.result

    @cached_property
    def steps(self) -> tuple[RecommendationView, ...]:
        """The changes, in order."""
        network = self.plan.comparison.before.network
        proposals = [step.proposal for step in self.plan.steps]
        stated = [written(proposals[:n], network.language) for n in range(len(proposals) + 1)]
        over = [union(p.change for p in proposals[:n]).over for n in range(len(proposals) + 1)]
        return tuple(
            StepView(
                step,
                self.language,
                tuple(_grown(stated[n], stated[n + 1])),
                (*endings(network, Change(over=over[n + 1] - over[n])), *_dropped(stated[n], stated[n + 1], network)),
            )
            for n, step in enumerate(self.plan.steps)
        )

    @cached_property
    def left(self) -> tuple[Left, ...]:
        """What remains."""
        return tuple(self._left(remaining) for remaining in self.plan.remaining)

    def _left(self, remaining: Remaining) -> Left:
        finding, reason = remaining
        unchanged = finding.rule.unchanged.get(self.language, "") if reason == IMPOSSIBLE else ""
        return Left(finding_view(finding, self.language), reason, unchanged)

    @cached_property
    def instead(self) -> tuple[Instead, ...]:
        """The alternatives, by the steps that they replace."""
        keys = [step.proposal.key for step in self.plan.steps]
        found = []
        for some in self.plan.alternatives:
            taken = {c.proposal.key for c in some}
            steps = tuple(n for n, key in enumerate(keys, 1) if key not in taken)
            found.append(Instead(steps, tuple(self._view(c) for c in some if c.proposal.key not in keys)))
        return tuple(sorted(found, key=lambda i: (i.steps, [c.id for c in i.changes])))

    def _view(self, candidate: Candidate) -> RecommendationView:
        before = self.plan.comparison.before
        tried = Recommendation(
            candidate.proposal, candidate.cost, compare(before, before.after(candidate.proposal.change))
        )
        return RecommendationView(tried, self.language)

    def others(self, number: int) -> list[RecommendationView]:
        """What can be done in the place of one step alone."""
        return [i.changes[0] for i in self.instead if i.steps == (number,) and len(i.changes) == 1]

    @property
    def combined(self) -> list[Instead]:
        """The other alternatives: those that are more than one step in the place of one."""
        return [i for i in self.instead if len(i.steps) != 1 or len(i.changes) != 1]

    @cached_property
    def verdicts(self) -> tuple[tuple[VerdictView, VerdictView], ...]:
        """The verdicts that change or have another reason, and that of the dimension asked for, before and after."""
        comparison = self.plan.comparison
        before, after = comparison.before, comparison.after
        told = {change.dimension for change in (*comparison.verdicts, *comparison.restated)}
        if self.plan.steps and self.plan.goal.dimension:
            told.add(self.plan.goal.dimension)
        return tuple(
            (verdict_view(before, d, self.language), verdict_view(after, d, self.language))
            for d in before.verdicts
            if d in told and d in after.verdicts
        )


# --- for a terminal


def table(shown: PlanView, width: int, verbose: bool = False) -> str:
    """The plan as a terminal shows it."""
    return "\n".join(_lines(shown, width, verbose)) + "\n"


def _lines(shown: PlanView, width: int, verbose: bool) -> Iterator[str]:
    language = shown.language
    yield from map(bold, wrap(say("plan-of", language, name=shown.name), width))
    yield from indented(shown.file, width, "")
    yield from indented(shown.goal, width, "")
    yield ""
    yield from wrap(shown.answer, width)
    for number, step in enumerate(shown.steps, 1):
        yield ""
        yield from recommendation_lines(number, [step, *shown.others(number)], width, verbose)
    if shown.combined:
        yield ""
        yield from map(bold, wrap(say("combined", language), width))
        for one in shown.combined:
            yield from indented(_swapped(one, language), width)
    if shown.steps and not shown.plan.every:
        yield ""
        yield from indented(say("more-plans", language), width, "")
    if shown.verdicts:
        yield ""
        yield bold(say("plan-verdicts", language))
        for before, after in shown.verdicts:
            yield from indented(turn(before, after, language), width)
    for reason in REASONS:
        some = [left for left in shown.left if left.reason == reason]
        if some:
            yield ""
            yield from map(bold, wrap(say(f"left-{reason}", language), width))
        for left in some:
            found = left.finding
            yield from indented(f"{say(found.severity, language)} {found.code}: {found.message}", width)
            details = [left.unchanged] if left.unchanged else []
            if verbose:
                details += [*told(found, shown.file, language), found.id]
            for detail in details:
                yield from indented(detail, width, "    ")


def _swapped(one: Instead, language: str) -> str:
    steps = listed([str(n) for n in one.steps], language)
    return say("in-place-of", language, steps=steps, changes="; ".join(c.message for c in one.changes))


# --- as Markdown


def markdown(shown: PlanView) -> str:
    """The plan as Markdown."""
    return "\n".join(_page(shown)) + "\n"


def _page(shown: PlanView) -> Iterator[str]:
    language = shown.language
    yield f"# {plain(say('plan-of', language, name=shown.name))}"
    yield ""
    yield plain(shown.goal)
    yield ""
    yield plain(shown.answer)
    yield ""
    for number, step in enumerate(shown.steps, 1):
        yield from recommendation_page(number, [step, *shown.others(number)], "##")
    if shown.combined:
        yield f"## {say('combined', language)}"
        yield ""
        yield from (f"- {plain(_swapped(one, language))}" for one in shown.combined)
        yield ""
    if shown.steps and not shown.plan.every:
        yield f"{plain(say('more-plans', language))}\n"
    if shown.verdicts:
        yield f"## {say('plan-verdicts', language)}"
        yield ""
        yield from (f"- {plain(turn(before, after, language))}" for before, after in shown.verdicts)
        yield ""
    for reason in REASONS:
        some = [left for left in shown.left if left.reason == reason]
        if some:
            yield f"## {say(f'left-{reason}', language)}"
            yield ""
            for left in some:
                unchanged = f" *{plain(left.unchanged)}*" if left.unchanged else ""
                found = left.finding
                yield f"- {say(found.severity, language)} {found.code}: {plain(found.message)}{unchanged}"
            yield ""


# --- as JSON


def as_json(shown: PlanView) -> str:
    """The plan as JSON."""
    plan = shown.plan
    data = {
        "file": shown.file,
        "name": shown.name,
        "language": shown.language,
        "goal": {
            "targets": [f.id for f in plan.goal.targets],
            "level": plan.goal.level,
            "budget": plan.goal.budget,
            "text": shown.goal,
        },
        "result": shown.answer,
        "cost": plan.cost,
        "proven": plan.proven,
        "complete": plan.complete,
        "candidates": plan.candidates,
        "steps": [recommendation_data(step, shown.file) for step in shown.steps],
        "introduces": [finding_data(finding_view(f, shown.language), shown.file) for f in plan.comparison.new],
        "verdicts": [
            {"id": then.dimension, "before": now.verdict, "after": then.verdict, "summary": then.summary}
            for now, then in shown.verdicts
        ],
        "remaining": [{"id": left.finding.id, "reason": left.reason} for left in shown.left],
        "alternatives": [
            {
                "instead_of": [shown.steps[n - 1].id for n in one.steps],
                "changes": [
                    {"id": c.id, "cost": c.recommendation.cost, "message": c.message, "edits": [*c.adds, *c.ends]}
                    for c in one.changes
                ],
            }
            for one in shown.instead
        ],
        "all_alternatives": plan.every,
    }
    return json_text(data)
