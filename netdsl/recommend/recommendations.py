"""Recommendations: the changes that rules propose, each made in a copy of the network and evaluated again."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import islice
from typing import Any

from attrs import field, frozen

from netdsl.check.ruleset import SEVERITIES
from netdsl.evaluate import Evaluation, Finding
from netdsl.recommend.changes import Drafts, Proposal
from netdsl.recommend.comparison import Comparison, VerdictChange, compare
from netdsl.steps import counted, stage

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


TRIED = 500
"""How many proposals are tried: in a large network there are thousands, and nobody reads on beyond a few."""


@frozen
class Advice:
    """The recommendations for a network, the best first; `complete` when all that the rules propose was tried."""

    recommendations: tuple[Recommendation, ...] = ()
    complete: bool = True


def proposed(evaluation: Evaluation, findings: Iterable[Finding] | None = None) -> Iterator[Proposal]:
    """What the rules recommend for some findings, by default for all that are not accepted; each change once."""
    drafts = Drafts(evaluation)
    some = [f for f in evaluation.findings if f.accepted is None] if findings is None else findings
    seen: set[Any] = set()
    for finding in some:
        for proposal in drafts.proposals(finding):
            if proposal.key not in seen:
                seen.add(proposal.key)
                yield proposal


def recommend(
    evaluation: Evaluation,
    costs: Mapping[str, int] | None = None,
    findings: Iterable[Finding] | None = None,
    most: int = TRIED,
) -> Advice:
    """What clears at least one finding, the best first.

    `costs` replace the defaults, by kind of change; `findings` are those to be answered, by default all that are not
    accepted.
    """
    known = prices(evaluation, costs)
    with stage("proposing"):
        some = list(islice(proposed(evaluation, findings), most + 1))
    tried = [
        Recommendation(p, known[p.kind], compare(evaluation, evaluation.after(p.change)))
        for p in counted(some[:most], "recommending")
    ]
    return Advice(tuple(sorted((r for r in tried if r.clears), key=lambda r: r.order)), len(some) <= most)


def prices(evaluation: Evaluation, costs: Mapping[str, int] | None = None) -> dict[str, int]:
    """What each kind of change costs."""
    return {kind: cost.default for kind, cost in evaluation.rules.costs.items()} | dict(costs or {})


def _rank(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)
