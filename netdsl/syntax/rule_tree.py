"""The syntax tree of a rule file."""

from typing import NamedTuple

from attrs import field, frozen

from netdsl.source import Source, Span

Texts = dict[str, str]
"""Language -> text."""


@frozen
class Term:
    """A word, hole (`VAR`), `_` (`ANY`), text or number of a sentence, where it stands."""

    type: str
    text: str
    span: Span


@frozen
class Ask:
    """A question, and whom to ask: a hole, or a role."""

    whom: Term | None
    texts: Texts


@frozen
class Condition:
    """One line of a block.

    kind: `sentence`, `detail`, `none`, `every`, `number`, `pairs`, `share`, `collect`, `sum`, `comparison`, `found`.
    terms: the words of its sentence (for `found`, the rule's name and the holes after `about`); variables: the holes it
    opens (`no X`, `every X`, `number of X`, `all X`); result: the hole it fills (`N = …`); left, operator, right: a
    comparison's sides, as terms in order.
    """

    kind: str
    span: Span
    text: str
    terms: tuple[Term, ...] = ()
    negated: bool = False
    formerly: bool = False
    variables: tuple[Term, ...] = ()
    over: tuple[Term, ...] = ()
    result: Term | None = None
    left: tuple[Term, ...] = ()
    operator: str = ""
    right: tuple[Term, ...] = ()
    body: tuple["Condition", ...] = ()
    silence: str | None = None
    needs: tuple["Condition", ...] = ()
    ask: Ask | None = None


Block = tuple[Condition, ...]


@frozen
class Scale:
    """Values of a table in rising order."""

    name: str
    values: tuple[str, ...]
    span: Span


@frozen
class Threshold:
    """A named parameter of the project, with its default."""

    name: str
    default: tuple[Term, ...]
    texts: Texts
    span: Span


@frozen
class Definition:
    """A sentence and when it holds; `settled` says what must be told before it may count as false."""

    terms: tuple[Term, ...]
    span: Span
    texts: Texts
    blocks: tuple[Block, ...]
    settled: tuple[Block, ...]
    ask: Ask | None
    parts: tuple[Term, Block, Block] | None = None


@frozen
class Easing:
    """What lowers a finding's severity by a step, and how to say so."""

    conditions: Block
    texts: Texts


@frozen
class Example:
    """A network that shows what the rule does; `binding` names the finding."""

    kind: str
    binding: dict[str, str]
    network: str
    span: Span


@frozen
class Cost:
    """What a kind of change costs, in the order of all kinds."""

    kind: str
    value: str
    texts: Texts
    span: Span


class Addition(NamedTuple):
    """A line of a statement that a change adds, with holes, and where it stands in the rule file."""

    text: str
    span: Span


@frozen
class Change:
    """A change that a rule recommends.

    for_: what fills its holes; end: statements that are over with it, each for itself; add: lines of the statements
    that it adds; texts: how to say it.
    """

    kind: str
    span: Span
    for_: Block
    end: Block
    add: tuple[Addition, ...]
    texts: Texts


@frozen
class Rule:
    """One rule with all that belongs to it; `pair` when its two names are in no order.

    changes: what it recommends; unchanged: why no change helps, for a rule that recommends none.
    """

    name: str
    code: str
    span: Span
    dimension: str
    severity: str
    title: Texts
    why: Texts
    risks: tuple[str, ...]
    literature: tuple[str, ...]
    thresholds: tuple[Threshold, ...]
    about: tuple[Term, ...]
    pair: bool
    blocks: tuple[Block, ...]
    with_: Block
    finding: Texts
    eased: tuple[Easing, ...]
    raised: tuple[tuple[str, Block], ...]
    changes: tuple[Change, ...]
    unchanged: Texts
    examples: tuple[Example, ...]


@frozen
class Case:
    """One case of a verdict: its value, its conditions (none: otherwise), its sentence."""

    verdict: str
    conditions: Block
    texts: Texts
    span: Span


@frozen
class Verdict:
    """The ordered cases of a dimension's verdict."""

    dimension: str
    span: Span
    ideal: Texts
    with_: Block
    cases: tuple[Case, ...]


@frozen
class Problem:
    """Something wrong in a rule file: a diagnostic's code, place and arguments."""

    code: str
    span: Span
    arguments: dict[str, str] = field(factory=dict)


@frozen
class RuleFile:
    """All items of one file."""

    source: Source
    scales: tuple[Scale, ...]
    thresholds: tuple[Threshold, ...]
    costs: tuple[Cost, ...]
    definitions: tuple[Definition, ...]
    rules: tuple[Rule, ...]
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]
