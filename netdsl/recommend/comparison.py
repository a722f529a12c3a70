"""Two evaluations side by side: what is found no more, what is found now, and what else changed."""

from functools import cached_property
from typing import NamedTuple

from attrs import field, frozen

from netdsl.evaluate import DimensionVerdict, Evaluation, Finding, OpenQuestion, Partnership

Key = tuple[object, ...]


class VerdictChange(NamedTuple):
    """A dimension and its verdict before and after; None where the rules give none."""

    dimension: str
    before: DimensionVerdict | None
    after: DimensionVerdict | None


class FindingChange(NamedTuple):
    """A finding that both have, with another severity or acceptance."""

    before: Finding
    after: Finding


class PartnershipChange(NamedTuple):
    """Two actors and how they depend on each other before and after; None where they are no partners."""

    actors: tuple[str, str]
    before: Partnership | None
    after: Partnership | None


@frozen(slots=False)
class Comparison:
    """What one evaluation has and the other has not. Findings are the same if their rule and names are.

    Each part is worked out when it is asked for: where only `gone` and `new` are, the rest costs nothing.
    """

    before: Evaluation = field(repr=False)
    after: Evaluation = field(repr=False)

    def __bool__(self) -> bool:
        """Whether anything differs that a report would show of findings, verdicts, questions and partnerships."""
        return bool(
            self.gone or self.new or self.changed or self.verdicts or self.restated
            or self.answered or self.opened or self.partnerships
        )  # fmt: skip

    @cached_property
    def gone(self) -> tuple[Finding, ...]:
        """Findings of the first that the second has not, the most severe first."""
        return self._lacking(self.before, self.after)

    @cached_property
    def new(self) -> tuple[Finding, ...]:
        """Findings of the second that the first has not, the most severe first."""
        return self._lacking(self.after, self.before)

    @cached_property
    def changed(self) -> tuple[FindingChange, ...]:
        """Findings of both that are more or less severe in the second, or accepted in only one of them."""
        after = {_key(f): f for f in self.after.findings}
        pairs = [FindingChange(f, after[_key(f)]) for f in self.before.findings if _key(f) in after]
        return tuple(p for p in pairs if _weight(p.before) != _weight(p.after))

    @cached_property
    def verdicts(self) -> tuple[VerdictChange, ...]:
        """Dimensions with another verdict."""
        return tuple(change for change in self._judged if _verdict(change.before) != _verdict(change.after))

    @cached_property
    def restated(self) -> tuple[VerdictChange, ...]:
        """Dimensions with the same verdict for another reason: another case of it, or other values."""
        return tuple(
            change
            for change in self._judged
            if _verdict(change.before) == _verdict(change.after) and _reason(change.before) != _reason(change.after)
        )

    @cached_property
    def answered(self) -> tuple[OpenQuestion, ...]:
        """Questions of the first that the second does not ask: they are settled, or do not arise."""
        asked = {_asked(q) for q in self.after.questions}
        return tuple(q for q in self.before.questions if _asked(q) not in asked)

    @cached_property
    def opened(self) -> tuple[OpenQuestion, ...]:
        """Questions that only the second asks."""
        asked = {_asked(q) for q in self.before.questions}
        return tuple(q for q in self.after.questions if _asked(q) not in asked)

    @cached_property
    def partnerships(self) -> tuple[PartnershipChange, ...]:
        """Partnerships that only one has, or with another dependence, by name."""
        before, after = ({p.actors: p for p in e.partnerships} for e in (self.before, self.after))
        return tuple(
            PartnershipChange(actors, before.get(actors), after.get(actors))
            for actors in sorted({**before, **after})
            if before.get(actors) != after.get(actors)
        )

    def _lacking(self, one: Evaluation, other: Evaluation) -> tuple[Finding, ...]:
        # What is found is known without the findings' severities, which cost more than to see that nothing is lacking.
        names = [rule.found.name for rule in one.rules.rules]
        moves = self.after.moves_since(self.before)
        if moves is None:
            rows = {n: set(one.derived.get(n, ())).difference(other.derived.get(n, ())) for n in names}
        else:
            rows = {n: moves[n].went if one is self.before else moves[n].came for n in names if n in moves}
        lacking = {(n, row) for n, some in rows.items() for row in some}
        return tuple(f for f in one.findings if _key(f) in lacking) if lacking else ()

    @cached_property
    def _judged(self) -> tuple[VerdictChange, ...]:
        before, after = self.before.verdicts, self.after.verdicts
        return tuple(VerdictChange(d, before.get(d), after.get(d)) for d in dict.fromkeys((*before, *after)))


def compare(before: Evaluation, after: Evaluation) -> Comparison:
    """Two evaluations by the same rules side by side."""
    return Comparison(before, after)


def _key(finding: Finding) -> Key:
    return finding.rule.found.name, tuple(finding.about.values())


def _weight(finding: Finding) -> Key:
    accepted = finding.accepted
    return finding.severity, accepted and (accepted.because, accepted.by, accepted.until)


def _verdict(found: DimensionVerdict | None) -> str | None:
    return found.case.verdict if found else None


def _reason(found: DimensionVerdict | None) -> Key | None:
    return found and (found.case.predicate.name, tuple(found.values.items()))


def _asked(question: OpenQuestion) -> Key:
    text = question.question.ask.texts["en"]
    values = tuple((name, value) for name, value in question.values.items() if f"{{{name}" in text)
    return question.rule.name, tuple(question.about.items()), text, values


__all__ = ["Comparison", "FindingChange", "PartnershipChange", "VerdictChange", "compare"]
