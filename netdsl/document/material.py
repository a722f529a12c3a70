"""What a report tells of, worked out once: the evaluation in words, what can be done, who might leave, what to ask."""

from collections.abc import Mapping
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from attrs import field, frozen

from netdsl.check.ruleset import SEVERITIES, Body
from netdsl.document.blocks import Anchors, Inlines, Link, Text, joined
from netdsl.document.texts import say
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.change import THINGS
from netdsl.model.network import Entry
from netdsl.recommend.recommendations import Recommendation, prices, recommend
from netdsl.report.advice import RecommendationView, advised, alternatives
from netdsl.report.asking import AskView, ask_view
from netdsl.report.messages import listed
from netdsl.report.planning import PlanView
from netdsl.report.view import FindingView, View, finding_view, view
from netdsl.report.withdrawal import WithdrawalView
from netdsl.syntax.network import parse


@frozen(slots=False)
class Material:
    """An evaluation and all that is told of it in a language.

    costs: those that replace the defaults; lines: when a line can be open, see `pipeline.open_lines`; seconds: how long
    a plan is looked for; anonymous: the names are pseudonyms.
    """

    evaluation: Evaluation
    language: str
    costs: Mapping[str, int]
    lines: Mapping[str, Body] = field(repr=False)
    seconds: float = 30.0
    anonymous: bool = False
    anchors: Anchors = field(factory=Anchors, repr=False, eq=False)

    @property
    def file(self) -> str:
        """The name of the file, without the folders it lies in: these are nobody's business."""
        return Path(self.evaluation.network.source.name).name

    @cached_property
    def view(self) -> View:
        """The evaluation in words, with its recommendations."""
        some = [f for f in self.evaluation.findings if f.accepted is None]
        return view(self.evaluation, self.language, advice=recommend(self.evaluation, self.costs, some))

    @cached_property
    def advice(self) -> list[list[RecommendationView]]:
        """The recommendations in their order, together those that do the same."""
        return alternatives(advised(self.view))

    @cached_property
    def plan(self) -> PlanView | None:
        """The cheapest plan; None where the solver is missing."""
        if find_spec("clingo") is None:
            return None
        from netdsl.recommend.plans import goal_of, plan

        made = plan(self.evaluation, goal_of(self.evaluation), prices(self.evaluation, self.costs), self.seconds)
        return PlanView(made, self.language)

    @cached_property
    def withdrawals(self) -> tuple[WithdrawalView, ...]:
        """What happens if each of those who take part, give or pay leaves, the gravest first."""
        from netdsl.recommend.withdrawal import contributors, withdrawals

        some = contributors(self.evaluation)
        return tuple(WithdrawalView(w, self.language) for w in withdrawals(self.evaluation, some))

    @cached_property
    def holding(self) -> bool:
        """Whether anything is told of what holds anybody, or makes it easy to leave."""
        return any(w.withdrawal.stay or w.withdrawal.leave or w.withdrawal.free for w in self.withdrawals)

    @cached_property
    def asking(self) -> AskView:
        """What to ask."""
        from netdsl.recommend.asking import askings

        return ask_view(self.evaluation, askings(self.evaluation, self.lines), self.language, every=False)

    @cached_property
    def changes(self) -> tuple[Recommendation, ...]:
        """All changes that the report names, those of the plan first."""
        steps = [s.recommendation for s in self.plan.steps] if self.plan else []
        found = {r.id: r for r in self.view.advice.recommendations}
        first = [found.get(s.id) or s for s in steps]
        return tuple({r.id: r for r in (*first, *found.values())}.values())

    @cached_property
    def roughly(self) -> frozenset[int]:
        """The lines that tell a figure as being about so much; what is evaluated is the figure alone."""
        network = self.evaluation.network
        return frozenset(
            sentence.line.number
            for paragraph in parse(network.source, network.language)[0].paragraphs
            for sentence in (paragraph.head, *paragraph.lines)
            if sentence and any(token.type == "ABOUT_NUMBER" for token in sentence.reading.tokens)
        )

    @cached_property
    def cited(self) -> dict[str, list[Entry]]:
        """Source -> the lines that name it."""
        found: dict[str, dict[int, Entry]] = {}
        for statement in self.evaluation.network.statements:
            for entry in (statement.head, *statement.lines):
                for reference in entry.references:
                    found.setdefault(reference.source, {}).setdefault(entry.span.line, entry)
        return {source: list(lines.values()) for source, lines in found.items()}

    def say(self, key: str, **values: object) -> str:
        """A text in the language of the report."""
        return say(key, self.language, **values)

    @cached_property
    def heads(self) -> dict[int, str]:
        """Line -> the name of the thing it is a line of."""
        return {
            line.span.line: str(statement.head.rows[0][0])
            for statement in self.evaluation.network.statements
            if statement.head.form in THINGS
            for line in statement.lines
            if line.span.line != statement.head.span.line
        }

    # --- words that lead somewhere

    def line(self, number: int, text: str = "") -> Link:
        """A link to a line of the file."""
        return Link(self.anchors.of("line", number), text or self.say("line", n=number))

    def lines_of(self, numbers: "list[int] | tuple[int, ...]") -> Inlines:
        """Links to lines, by number alone."""
        return joined((self.line(n, str(n)),) for n in dict.fromkeys(numbers))

    def source(self, name: str) -> Link | Text:
        """A source's code, which leads to what it is where the file declares it."""
        known = self.evaluation.network.declared.get("source", {})
        return Link(self.anchors.of("source", name), name) if name in known else Text(name)

    def sources(self, names: "tuple[str, ...] | list[str]") -> Inlines:
        """Sources in brackets."""
        if not names:
            return ()
        return (Text("["), *joined((self.source(n),) for n in names), Text("]"))

    def finding(self, found: Finding | FindingView, title: str = "") -> Inlines:
        """A finding by its severity and title; see `finding_link`."""
        return self.severity(found.severity), Text(" "), self.finding_link(found, title)

    def finding_link(self, found: Finding | FindingView, title: str = "") -> Link | Text:
        """A finding by its title and what it is about; it leads to where this evaluation tells it, if it does."""
        seen = found if isinstance(found, FindingView) else finding_view(found, self.language)
        text = title or self.titled(seen)
        return Link(self.anchors.of("finding", found.id), text) if found.id in self._ids else Text(text)

    def titled(self, found: FindingView) -> str:
        """A finding's title, and what it is about."""
        about = listed(list(found.about.values()), self.language)
        return f"{found.title}: {about}" if about else found.title

    def severity(self, severity: str) -> Text:
        """How severe something is."""
        return Text(self.say(severity), f"severity {severity}")

    def verdict(self, dimension: str, verdict: str, mark: bool = False) -> Text:
        """A verdict; with `mark`, one that changes show."""
        return Text(self.say(verdict), f"verdict {verdict}", f"verdict:{dimension}" if mark else "")

    def change(self, found: RecommendationView) -> Link | Text:
        """What a change is; it leads to where it is told, if it is."""
        if found.id not in self._leaders:
            return Text(found.message)
        return Link(self.anchors.of("change", self.told_at(found.id)), found.message)

    def told_at(self, change: str) -> str:
        """The id of the change under which a change is told: that of the first of those that do the same."""
        return self._leaders.get(change, change)

    @cached_property
    def clearing(self) -> dict[str, list[RecommendationView]]:
        """Finding -> the first of each group of recommendations that clear it."""
        found: dict[str, list[RecommendationView]] = {}
        for group in self.advice:
            for finding in group[0].clears:
                found.setdefault(finding, []).append(group[0])
        return found

    @cached_property
    def _leaders(self) -> dict[str, str]:
        return {view.id: group[0].id for group in self.advice for view in group}

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(f.id for f in self.evaluation.findings)

    @cached_property
    def severe(self) -> list[FindingView]:
        """The findings that are major or worse and not accepted, the most severe first."""
        level = SEVERITIES[SEVERITIES.index("major") :]
        return [f for f in self.view.findings if f.severity in level and f.accepted is None]


def date_text(date: object) -> str:
    """A date as `2015-09`."""
    return "-".join(f"{n:02}" for n in date) if isinstance(date, tuple) else ""
