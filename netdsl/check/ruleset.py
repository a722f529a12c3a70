"""A checked rule set: conditions resolved to the relations they read, ready to be planned by any engine.

A body is a conjunction of steps; a predicate is a relation that bodies define. Every line that can be open (neither
true nor false on what is told) has been taken apart into what makes it true, what makes it open and what leaves it
possible, so that engines know two values only.
"""

from collections.abc import Iterable
from typing import NamedTuple

from attrs import field, frozen

from netdsl.source import Span

DIMENSIONS = ("interdependence", "decisions", "frame", "autonomy", "public_governance")
SEVERITIES = ("note", "minor", "major", "critical")
VERDICTS = ("ideal", "mixed", "deviates", "unknown")
BENEFITS = ("problems seen early", "better decisions", "conflicts settled", "agreement on measures", "legitimacy")
LANGUAGES = ("en", "nb")

Texts = dict[str, str]
"""Language -> text."""


class Variable(NamedTuple):
    """A hole."""

    name: str


class Constant(NamedTuple):
    """A value."""

    value: object


class Parameter(NamedTuple):
    """A threshold, by name."""

    name: str


class Anything(NamedTuple):
    """`_`."""


Term = Variable | Constant | Parameter | Anything


class Operation(NamedTuple):
    """Arithmetic on two expressions: `+`, `-`, `*` or `/`."""

    operator: str
    left: "Expression"
    right: "Expression"


Expression = Term | Operation


class Match(NamedTuple):
    """Some row of a relation agrees with the terms; holes not bound before take its values."""

    relation: str
    terms: tuple[Term, ...]
    span: Span | None = None


class Some(NamedTuple):
    """At least one of the bodies has a solution; their holes stay inside."""

    bodies: tuple["Body", ...]
    span: Span | None = None


class Absent(NamedTuple):
    """None of the bodies has a solution. `pattern` is what is said not to hold, for explanations."""

    bodies: tuple["Body", ...]
    span: Span | None = None


class Compare(NamedTuple):
    """A comparison that must hold.

    how: `holds` for all of both quantities, `possible` for some of them, `open` for some but not all, `fails` for none.
    scale: the table whose order counts, for words.
    """

    left: Expression
    operator: str
    right: Expression
    scale: str | None = None
    how: str = "holds"
    span: Span | None = None


class Aggregate(NamedTuple):
    """A hole that takes the number, sum, share or collection of the distinct solutions of a body.

    kind: `number`, `pairs`, `sum`, `share`, `collect`; variables: what is counted; outer: the holes bound outside.
    For a share `body` says of what; `yes` and `possible` which of them have it, which of them may.
    """

    kind: str
    result: str
    variables: tuple[str, ...]
    body: "Body"
    outer: frozenset[str]
    over: tuple[str, ...] = ()
    yes: "Body" = ()
    possible: "Body" = ()
    span: Span | None = None


Step = Match | Some | Absent | Compare | Aggregate
Body = tuple[Step, ...]


class Parts(NamedTuple):
    """Connected components: `nodes` binds the node and the holes beside it, `edges` binds a pair of neighbours.

    One row for each node: the node, the part it is in (named after its smallest node), and the holes beside it.
    """

    node: str
    nodes: Body
    edge: tuple[str, str]
    edges: Body


Types = dict[str, str]
"""Hole -> what it stands for: a kind of name, a value table, `text` or a quantity; with `list ` before it, several.

Quantities are `number`, `ratio`, `share`, `amount`, `times`, `date` and `cefr`.
"""


@frozen
class Predicate:
    """A relation that bodies define: its columns by name and type, and, for a sentence, how to say it."""

    name: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    bodies: tuple[Body, ...]
    texts: Texts = field(factory=dict)
    parts: Parts | None = None


class Ask(NamedTuple):
    """A question, and whom to ask: a hole, or (`role`) whoever has a role."""

    whom: str | None
    role: bool
    texts: Texts


class Question(NamedTuple):
    """A line that may be open, as a predicate over what is bound when it is, and what to ask.

    open: which steps of the predicate's body make it open, as the first of them and the first after them.
    """

    predicate: Predicate
    ask: Ask
    line: str
    open: tuple[int, int]


class CheckedEasing(NamedTuple):
    """What lowers a finding's severity by a step: a predicate over what the rule is about."""

    predicate: Predicate
    texts: Texts


class Ending(NamedTuple):
    """What is over with a change: the rows of a relation of the network language that agree with the terms.

    body: gives values to the holes of the terms that the change has not filled.
    """

    relation: str
    terms: tuple[Term, ...]
    body: "Body"


class CheckedChange(NamedTuple):
    """A change that a rule recommends: its kind, what fills its holes, what ends, and the lines that it adds.

    for_: a body over the holes of the rule's findings; add: lines in English, with holes (`syntax.templates`).
    """

    kind: str
    for_: Body
    ends: tuple[Ending, ...]
    add: tuple[str, ...]
    texts: Texts
    types: Types


@frozen
class CheckedRule:
    """A rule with resolved conditions; its conditions as they are written stay in the rule file.

    `found` gives the findings (one row each, the holes of `about`); `bodies` all bindings behind them; `with_` the
    aggregates of its message, over all bindings of a finding; `raised` severities, each with the predicate over what
    the rule is about that raises a finding to it; `changes` what it recommends, `unchanged` why it recommends nothing.
    """

    name: str
    code: str
    file: str
    span: Span
    dimension: str
    severity: str
    title: Texts
    why: Texts
    finding: Texts
    risks: tuple[str, ...]
    literature: tuple[str, ...]
    about: tuple[str, ...]
    found: Predicate
    bodies: tuple[Body, ...]
    types: Types
    with_: tuple[Aggregate, ...]
    questions: tuple[Question, ...]
    eased: tuple[CheckedEasing, ...]
    raised: tuple[tuple[str, Predicate], ...]
    changes: tuple[CheckedChange, ...] = ()
    unchanged: Texts = field(factory=dict)


class CheckedCase(NamedTuple):
    """A case of a verdict: a predicate with at most one row, the values of the verdict's aggregates."""

    verdict: str
    predicate: Predicate
    texts: Texts


class CheckedVerdict(NamedTuple):
    """A verdict's cases in order, and what would be ideal."""

    dimension: str
    ideal: Texts
    types: Types
    cases: tuple[CheckedCase, ...]


class CheckedThreshold(NamedTuple):
    """A parameter of the rules: its default, and what it is."""

    default: object
    texts: Texts


class CheckedCost(NamedTuple):
    """What a kind of change costs: a rank among all kinds, no amount of money."""

    default: int
    texts: Texts


@frozen
class RuleSet:
    """Everything an evaluation needs to know of the rules.

    predicates: all sentences of the vocabulary by relation; scales: table -> value -> rank; thresholds by name; costs
    by kind of change.
    """

    predicates: dict[str, Predicate]
    rules: tuple[CheckedRule, ...]
    verdicts: tuple[CheckedVerdict, ...]
    scales: dict[str, dict[object, int]]
    thresholds: dict[str, CheckedThreshold]
    costs: dict[str, CheckedCost] = field(factory=dict)


def binds(step: Step) -> set[str]:
    """The holes that a step gives values to."""
    if isinstance(step, Match):
        return {t.name for t in step.terms if isinstance(t, Variable)}
    return {step.result} if isinstance(step, Aggregate) else set()


def names_in(body: Iterable[Step]) -> set[str]:
    """All holes that steps speak of, at any depth."""

    def of(expression: Expression) -> set[str]:
        if isinstance(expression, Operation):
            return of(expression.left) | of(expression.right)
        return {expression.name} if isinstance(expression, Variable) else set()

    found: set[str] = set()
    for step in body:
        if isinstance(step, Match):
            found |= binds(step)
        elif isinstance(step, Compare):
            found |= of(step.left) | of(step.right)
        elif isinstance(step, Aggregate):
            found |= {step.result, *step.variables, *step.over, *names_in((*step.body, *step.yes, *step.possible))}
        else:
            found |= names_in(s for b in step.bodies for s in b)
    return found
