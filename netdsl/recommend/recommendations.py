"""Recommendations: the changes that rules propose, each made in a copy of the network and evaluated again."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from netdsl.check.ruleset import SEVERITIES
from netdsl.evaluate import Evaluation, Finding
from netdsl.recommend.changes import Drafts, Proposal
from netdsl.recommend.comparison import Comparison, VerdictChange, compare

WORTH = SEVERITIES.index("minor")
"""From this severity on a finding is something to be cleared; a note says how things are, well or not."""

MAJOR = SEVERITIES.index("major")


@frozen(slots=False)
class Recommendation:
    """A proposal that has been tried: what it clears and what it brings. `cost` is a rank, no amount."""

    proposal: Proposal
    cost: int
    comparison: Comparison = field(repr=False)

    @property
    def id(self) -> str:
        """The same for the same change, however the file is ordered."""
        return self.proposal.id

    @cached_property
    def clears(self) -> tuple[Finding, ...]:
        """The findings that are gone with it, without notes and those accepted."""
        return tuple(f for f in self.comparison.gone if _rank(f) >= WORTH and f.accepted is None)

    @cached_property
    def introduces(self) -> tuple[Finding, ...]:
        """The findings that are new with it."""
        return self.comparison.new

    @property
    def verdicts(self) -> tuple[VerdictChange, ...]:
        """The verdicts that are others with it."""
        return self.comparison.verdicts

    @cached_property
    def order(self) -> tuple[Any, ...]:
        """The place among others: the most severe finding cleared, how much is cleared for the cost, the cost."""
        worst = max(map(_rank, self.clears))
        level = min(worst, MAJOR)
        net = sum(_rank(f) >= level for f in self.clears) - sum(_rank(f) >= level for f in self.introduces)
        return (-worst, -Fraction(net, self.cost), self.cost, self.id)


def proposed(evaluation: Evaluation, findings: Iterable[Finding] | None = None) -> list[Proposal]:
    """What the rules recommend for some findings, by default for all that are not accepted; each change once."""
    drafts = Drafts(evaluation)
    some = [f for f in evaluation.findings if f.accepted is None] if findings is None else findings
    found: dict[Any, Proposal] = {}
    for finding in sorted(some, key=lambda f: f.id):
        for proposal in drafts.proposals(finding):
            found.setdefault(proposal.key, proposal)
    return list(found.values())


def recommendations(evaluation: Evaluation, costs: Mapping[str, int] | None = None) -> list[Recommendation]:
    """What clears at least one finding, the best first. `costs` replace the defaults, by kind of change."""
    known = prices(evaluation, costs)
    tried = [
        Recommendation(p, known[p.kind], compare(evaluation, evaluation.after(p.change))) for p in proposed(evaluation)
    ]
    return sorted((r for r in tried if r.clears), key=lambda r: r.order)


def prices(evaluation: Evaluation, costs: Mapping[str, int] | None = None) -> dict[str, int]:
    """What each kind of change costs."""
    return {kind: cost.default for kind, cost in evaluation.rules.costs.items()} | dict(costs or {})


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)
