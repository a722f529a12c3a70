"""What reports show of recommendations, in the words of a language; worked out as far as it is asked for."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from attrs import frozen

from netdsl.model.change import Change
from netdsl.model.network import Network
from netdsl.recommend.recommendations import Recommendation
from netdsl.report.messages import capital, fill
from netdsl.report.texts import say
from netdsl.report.view import FindingView, QuestionView, VerdictView, View, finding_view, question_view, verdict_view
from netdsl.source import Source
from netdsl.syntax import edit
from netdsl.syntax.network import Document, parse


@frozen(slots=False)
class RecommendationView:
    """A recommendation in words."""

    recommendation: Recommendation
    language: str

    @property
    def id(self) -> str:
        """The recommendation's id."""
        return self.recommendation.id

    @cached_property
    def message(self) -> str:
        """What to do."""
        proposal = self.recommendation.proposal
        return capital(fill(proposal.texts[self.language], proposal.values, proposal.types, self.language))

    @property
    def cost(self) -> str:
        """What it costs: a rank, what that stands for, and whose it is."""
        tried = self.recommendation
        known = tried.comparison.before.rules.costs[tried.proposal.kind]
        whose = say("default" if tried.cost == known.default else "set", self.language)
        return f"{tried.cost} ({known.texts[self.language]}; {whose})"

    @property
    def cleared(self) -> tuple[str, ...]:
        """The findings that it clears, each by its id and its title."""
        return tuple(f"{f.id} {f.rule.title[self.language]}" for f in self.recommendation.clears)

    @property
    def clears(self) -> tuple[str, ...]:
        """The ids of the findings that it clears."""
        return tuple(f.id for f in self.recommendation.clears)

    @cached_property
    def alters(self) -> tuple[tuple[FindingView, FindingView], ...]:
        """The findings that are more or less severe with it, before and after."""
        changed = (c for c in self.recommendation.comparison.changed if c.before.severity != c.after.severity)
        return tuple((finding_view(c.before, self.language), finding_view(c.after, self.language)) for c in changed)

    @cached_property
    def introduces(self) -> tuple[FindingView, ...]:
        """The findings that are new with it."""
        return tuple(finding_view(f, self.language) for f in self.recommendation.introduces)

    @cached_property
    def verdicts(self) -> tuple[tuple[VerdictView | None, VerdictView | None], ...]:
        """The verdicts that change, before and after."""
        before, after = self.recommendation.comparison.before, self.recommendation.comparison.after
        return tuple(
            (
                change.before and verdict_view(before, change.dimension, self.language),
                change.after and verdict_view(after, change.dimension, self.language),
            )
            for change in self.recommendation.verdicts
        )

    @cached_property
    def asks(self) -> tuple[QuestionView, ...]:
        """The questions that come up with it: what it leaves open."""
        after = self.recommendation.comparison.after
        opened = (question_view(after, q, self.language) for q in self.recommendation.comparison.opened)
        return tuple(dict.fromkeys(opened))

    @cached_property
    def adds(self) -> tuple[str, ...]:
        """The statements that it adds, in the language of the file."""
        return self.recommendation.proposal.statements(self.recommendation.comparison.before.network.language)

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """The statements that are over with it, as they then stand in the file."""
        return endings(self.recommendation.comparison.before.network, self.recommendation.proposal.change)

    @cached_property
    def edits(self) -> edit.Edits:
        """What it does to the lines of the file."""
        network = self.recommendation.comparison.before.network
        return edit.edits(
            _document(network.source, network.language), self.adds, self.recommendation.proposal.change.over
        )


def advised(shown: View) -> list[RecommendationView]:
    """The recommendations of a report, the best first."""
    return [RecommendationView(r, shown.language) for r in shown.advice.recommendations]


def alternatives(shown: Sequence[RecommendationView]) -> list[list[RecommendationView]]:
    """Recommendations in their order, together those of a rule and kind that do the same at the same cost."""
    groups: dict[object, list[RecommendationView]] = {}
    for view in shown:
        tried = view.recommendation
        compared = tried.comparison
        key = (
            tried.proposal.rule.code, tried.proposal.kind, tried.cost, view.clears,
            tuple((f.rule.code, f.severity) for f in compared.new),
            tuple((c.before.id, c.after.severity) for c in compared.changed),
            tuple((v.dimension, v.after and v.after.case.verdict) for v in compared.verdicts),
            len(compared.opened),
        )  # fmt: skip
        groups.setdefault(key, []).append(view)
    return list(groups.values())


def endings(network: Network, change: Change) -> tuple[str, ...]:
    """The statements that a change ends, as text: a head with the line that says so, or a head and its line."""
    return edit.endings(_document(network.source, network.language), change.over) if change.over else ()


@lru_cache(maxsize=2)
def _document(source: Source, language: str) -> Document:
    """The syntax tree of a network's file: one for all that is said of its recommendations."""
    return parse(source, language)[0]
