"""One network evaluated by one rule set: findings with their evidence, questions, verdicts, partnerships."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import evolve, field, frozen

from netdsl.check.ruleset import (
    DIMENSIONS,
    SEVERITIES,
    Aggregate,
    Body,
    CheckedCase,
    CheckedEasing,
    CheckedRule,
    CheckedVerdict,
    Question,
    RuleSet,
)
from netdsl.engine.compare import share, total
from netdsl.engine.evidence import Derived, Evidence, Premises, Stated, stated
from netdsl.engine.explanations import Explanations
from netdsl.engine.plan import DEPENDENT, INDEPENDENT, MUTUAL, PARTNERS
from netdsl.engine.program import Program
from netdsl.engine.tipping import Tipping, tippings
from netdsl.model.change import Change, Places, changed, places
from netdsl.model.facts import FORMERLY, Facts, Origin, facts, moved
from netdsl.model.network import Entry, Network, Value
from netdsl.source import Span

if TYPE_CHECKING:
    from netdsl.engine.delta import Moves, Standing

FEW = 2
"""Where more than one row in so many moves, all is derived anew: that is quicker then."""

ENDINGS = ("until", "ended")
"""Lines that say that something is over."""

DECLARATIONS = ("actor", "actor.role", "measure", "goal", "need", "group", "outcome", "network")
"""Forms that only say that something is there."""


@frozen
class Acceptance:
    """A finding that the file accepts: for all, or for the actors named; why, by whom, until when."""

    code: str
    names: tuple[str, ...]
    origin: Origin
    because: str | None
    by: str | None
    until: Value
    expired: bool

    def covers(self, finding: "Finding") -> bool:
        """Whether it speaks of a finding, now."""
        named = {v for v in finding.about.values() if isinstance(v, str)}
        return self.code == finding.rule.code and set(self.names) <= named and not self.expired


@frozen(slots=False)
class Finding:
    """A finding: its rule, the names it is about, how severe it is and what eased it; `values` fill its message."""

    rule: CheckedRule
    about: dict[str, Value]
    severity: str
    easings: tuple[CheckedEasing, ...]
    accepted: Acceptance | None
    evaluation: "Evaluation" = field(repr=False, eq=False)

    @property
    def id(self) -> str:
        """Code and names: the same for the same finding, however the file is ordered."""
        names = [str(v).strip('"').replace(" ", "_") for v in self.about.values()]
        return ":".join([self.rule.code, *names])

    @cached_property
    def bindings(self) -> list[dict[str, Any]]:
        """All bindings behind the finding, by content: which is the first depends on no order."""
        explainer = self.evaluation.explainer
        found = [known for body in self.rule.bodies for known in explainer.solutions(body, self.about)]
        return sorted(found, key=lambda known: repr(sorted(known.items()))) if len(found) > 1 else found

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the holes of its message stand for."""
        return self.evaluation.values(self)

    @cached_property
    def evidence(self) -> Derived:
        """One shortest derivation."""
        found = self.evaluation.explainer.explanation(self.rule.found.name, tuple(self.about.values()))
        assert isinstance(found, Derived)
        return found

    def all_evidence(self) -> Iterator[Derived]:
        """Every derivation."""
        return self.evaluation.explainer.derivations(self.rule.found.name, tuple(self.about.values()))

    def origins(self) -> list[Origin]:
        """The lines that the evidence ends in, in the order of the file."""
        return self.evaluation.origins((self.evidence,))

    @cached_property
    def tipping(self) -> tuple[Tipping, ...]:
        """The thresholds it hangs on."""
        return tippings(self.evidence, self.evaluation.rules, self.evaluation.explainer)


class OpenQuestion(NamedTuple):
    """A finding that cannot be judged: what to ask, with the names it is about as far as they are known."""

    rule: CheckedRule
    question: Question
    about: dict[str, Value]
    values: dict[str, Value]


class DimensionVerdict(NamedTuple):
    """A dimension's verdict: the case that holds and the values of its sentence."""

    verdict: CheckedVerdict
    case: CheckedCase
    values: dict[str, Any]


class Partnership(NamedTuple):
    """Two partners and how they depend: `mutual`, `asymmetric` (on one side: `dependent`), `none` or `unknown`."""

    actors: tuple[str, str]
    dependence: str
    dependent: str | None


@frozen(slots=False)
class Evaluation:
    """Everything that an evaluation finds.

    moves: what differs from the evaluation that this one comes after, if any, in facts and in all that is derived.
    """

    network: Network
    rules: RuleSet
    facts: Facts
    thresholds: Mapping[str, object]
    derived: dict[str, set[tuple[Any, ...]]] = field(repr=False)
    recursive: frozenset[str] = field(repr=False)
    program: Program = field(repr=False)
    moves: "Moves" = field(factory=dict, repr=False, eq=False)
    _standing: "Standing | None" = field(default=None, repr=False, eq=False)
    _since: "Moves" = field(factory=dict, repr=False, eq=False)
    _earlier: dict[str, set[tuple[Any, ...]]] | None = field(default=None, repr=False, eq=False)

    @cached_property
    def explainer(self) -> Explanations:
        """Answers why."""
        predicates = self.rules.predicates | {r.found.name: r.found for r in self.rules.rules}
        relations = {**self.facts.relations, **self.derived}
        return Explanations(
            relations, predicates, self.rules.scales, self.thresholds,
            explained=self.program.explained, recursive=self.recursive, places=self._places,
        )  # fmt: skip

    def _places(self, fact: Stated) -> tuple[Span, ...]:
        origin = self.facts.origins(fact.relation, fact.row)[0]
        return () if fact.relation in DECLARATIONS else (origin.head.span, origin.line.span)

    @cached_property
    def findings(self) -> list[Finding]:
        """All findings, the most severe first, then by code and names."""
        found = [self.finding(rule, row) for rule in self.rules.rules for row in self.derived.get(rule.found.name, ())]
        return sorted(found, key=lambda f: (-SEVERITIES.index(f.severity), f.id))

    @cached_property
    def questions(self) -> list[OpenQuestion]:
        """What would have to be told to judge what is open, by code and names; a finding made already asks nothing."""
        return [question for rule in self.rules.rules for question in self.questions_of(rule)]

    def questions_of(self, rule: CheckedRule) -> list[OpenQuestion]:
        """Those of the questions that a rule asks."""
        made = self.derived.get(rule.found.name, ())
        found: dict[tuple[Any, ...], OpenQuestion] = {}
        for question in rule.questions:
            columns = question.predicate.columns
            asked = question.ask.texts["en"]
            told = [name for name in columns if f"{{{name}" in asked]
            for row in sorted(self.derived.get(question.predicate.name, ()), key=repr):
                values = dict(zip(columns, row, strict=True))
                about = {a: values[a] for a in rule.about if a in values}
                key = (tuple(about.items()), asked, *(values[name] for name in told))
                if len(about) < len(rule.about) or tuple(about.values()) not in made:
                    found.setdefault(key, OpenQuestion(rule, question, about, values))
        return list(found.values())

    @cached_property
    def verdicts(self) -> dict[str, DimensionVerdict]:
        """Dimension -> its verdict, in the order of the dimensions, as far as the rules judge them."""
        found = {}
        for dimension in DIMENSIONS:
            for verdict in self.rules.verdicts:
                if verdict.dimension == dimension:
                    for case in verdict.cases:
                        rows = self.derived.get(case.predicate.name)
                        if rows:
                            row = min(rows, key=repr)
                            values = dict(zip(case.predicate.columns, row, strict=True))
                            found[dimension] = DimensionVerdict(verdict, case, values)
                            break
        return found

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """Pairs of partners with an exchange in force, by name."""
        pairs = sorted({(a, b) if a < b else (b, a) for a, b in self.derived.get(PARTNERS, ())})
        return [self._partnership(a, b) for a, b in pairs]

    @cached_property
    def acceptances(self) -> list[Acceptance]:
        """The findings the file accepts."""
        found = []
        for statement in self.network.of("accept"):
            said = {line.form: line.rows[0][0] for line in statement.lines if line.rows}
            until = said.get("accept.accepted_until")
            now = self.network.as_of
            expired = isinstance(until, tuple) and now is not None and tuple(until) < tuple(now[: len(until)])
            names = [
                str(row[0]) for line in statement.lines if line.form == "accept.accepted_names" for row in line.rows
            ]
            found.append(
                Acceptance(
                    _text(statement.head.rows[0][0]) or "", tuple(names), Origin(statement.head, statement.head),
                    _text(said.get("accept.because")), _text(said.get("accept.accepted_by")), until, expired,
                )
            )  # fmt: skip
        return found

    @cached_property
    def idle_acceptances(self) -> list[Acceptance]:
        """Acceptances that match no finding, or have run out."""
        return [a for a in self.acceptances if not any(a.covers(f) for f in self.findings)]

    def after(self, change: Change) -> "Evaluation":
        """The evaluation of the network after a change, with the same rules and thresholds.

        Only what the change touches is worked out. `moves` of the result tells what differs from this evaluation.
        """
        from netdsl.engine.delta import Moved, moves_between, together

        network = changed(self.network, change, self._where)
        stated_facts, moved_facts = moved(self.facts, self.network, network)
        given = {name: Moved(came, went) for name, (came, went) in moved_facts.items()}
        size = sum(map(len, self.derived.values()))
        standing, since = self._stands(size)
        found = standing.moves(given, since, most=size // FEW)
        if found is None:
            derived, _ = self.program.run(stated_facts.relations, self.thresholds)
            found = {**given, **moves_between(self.derived, derived)}
            return evolve(
                self, network=network, facts=stated_facts, derived=derived, moves=found,
                standing=None, since={}, earlier=self.derived,
            )  # fmt: skip
        derived = self.derived | {
            name: moves.of(self.derived[name]) for name, moves in found.items() if name in self.derived
        }
        since = together(since, found)
        return evolve(
            self, network=network, facts=stated_facts, derived=derived, moves=found,
            standing=standing, since=since, earlier=self.derived,
        )  # fmt: skip

    def moves_since(self, other: "Evaluation") -> "Moves | None":
        """What differs from another evaluation, where it is the one that this comes after; else None."""
        return self.moves if self._earlier is other.derived else None

    @cached_property
    def _where(self) -> Places:
        return places(self.network)

    def _stands(self, size: int) -> "tuple[Standing, Moves]":
        """What tells the moves of a change: of this evaluation, or of an earlier one from which not much has moved."""
        if self._standing and sum(len(m.came) + len(m.went) for m in self._since.values()) <= size // FEW:
            return self._standing, self._since
        return self._own_standing, {}

    @cached_property
    def _own_standing(self) -> "Standing":
        from netdsl.engine.delta import Standing

        relations = {**self.facts.relations, **self.derived}
        return Standing(self.program.tracing, relations, self.thresholds, self.rules.scales)

    def values(self, finding: Finding) -> dict[str, Any]:
        """The values of a finding's message: its names, and its aggregates over all bindings behind it."""
        values: dict[str, Any] = dict(finding.about)
        for body in finding.rule.bodies:
            for step in body:
                if isinstance(step, Aggregate) and finding.bindings and step.result in finding.bindings[0]:
                    values[step.result] = finding.bindings[0][step.result]
        for step in finding.rule.with_:
            values[step.result] = self._aggregated(step, finding.bindings)
        return values

    @cached_property
    def _ended(self) -> dict[Span, list[Entry]]:
        """The lines that say so, of statements that are over, by the place of their head."""
        return {
            s.head.span: [line for line in s.lines if line.form.rpartition(".")[2] in ENDINGS]
            for s in self.network.statements
            if not s.in_force
        }

    def origins(self, evidence: Premises) -> list[Origin]:
        """The lines that evidence ends in, in the order of the file."""
        found = {}
        for e in evidence:
            for fact in stated(e):
                for origin in self.facts.origins(fact.relation, fact.row)[:1]:
                    found[origin.line.span] = origin
                    found.setdefault(origin.head.span, Origin(origin.head, origin.head))
                    if fact.relation.startswith(FORMERLY):
                        for line in self._ended.get(origin.head.span, ()):
                            found.setdefault(line.span, Origin(origin.head, line))
        return [found[span] for span in sorted(found)]

    def finding(self, rule: CheckedRule, row: tuple[Value, ...]) -> Finding:
        """The finding of a row that a rule finds."""
        severity = rule.severity
        for raised, predicate in rule.raised:
            if row in self.derived[predicate.name]:
                severity = raised
        easings = tuple(e for e in rule.eased if row in self.derived[e.predicate.name])
        if easings and severity in SEVERITIES[2:]:
            severity = SEVERITIES[SEVERITIES.index(severity) - 1]
        found = Finding(rule, dict(zip(rule.about, row, strict=True)), severity, easings, None, self)
        accepted = next((a for a in self.acceptances if a.covers(found)), None)
        return evolve(found, accepted=accepted) if accepted else found

    def _aggregated(self, step: Aggregate, bindings: Sequence[dict[str, Any]]) -> Any:
        def members(body: Body) -> set[tuple[Any, ...]]:
            found = set()
            for known in bindings:
                inner = {k: v for k, v in known.items() if k in step.outer or (k in step.variables and not step.body)}
                for solution in self.explainer.solutions(body, inner):
                    found.add(tuple(solution[name] for name in (*step.over, *step.variables)))
            return found

        if step.kind == "share":
            yes, possible = members((*step.body, *step.yes)), members((*step.body, *step.possible))
            return share(len(members(step.body)), len(yes), len(possible))
        counted = members(step.body)
        if step.kind == "sum":
            return total([member[-1] for member in counted])
        if step.kind == "pairs":
            return len({tuple(sorted(member)) for member in counted if len(set(member)) == 2})
        if step.kind == "collect":
            return tuple(member[0] for member in sorted(counted, key=str))
        return len(counted)

    def _partnership(self, one: str, other: str) -> Partnership:
        def holds(relation: str, *row: str) -> bool:
            return row in self.derived.get(relation, ())

        if holds(MUTUAL, one, other) or holds(MUTUAL, other, one):
            return Partnership((one, other), "mutual", None)
        for a, b in ((one, other), (other, one)):
            if holds(DEPENDENT, a, b):
                return Partnership((one, other), "asymmetric", a)
        if holds(INDEPENDENT, one, other) or holds(INDEPENDENT, other, one):
            return Partnership((one, other), "none", None)
        return Partnership((one, other), "unknown", None)


def evaluate(
    network: Network, rules: RuleSet, program: Program, settings: Mapping[str, object] | None = None
) -> Evaluation:
    """Evaluate a network. `settings` replace the defaults of thresholds, by name."""
    stated_facts = facts(network)
    thresholds = {name: default for name, (default, _) in rules.thresholds.items()} | dict(settings or {})
    derived, recursive = program.run(stated_facts.relations, thresholds)
    return Evaluation(network, rules, stated_facts, thresholds, derived, recursive, program)


def _text(value: Value) -> str | None:
    return value.strip('"') if isinstance(value, str) else None


__all__ = [
    "Acceptance",
    "DimensionVerdict",
    "Evaluation",
    "Evidence",
    "Finding",
    "OpenQuestion",
    "Partnership",
    "evaluate",
]
