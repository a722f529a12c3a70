"""The syntax tree of a rule file: outlines read line by line with `grammar/rules.lark`."""

from collections.abc import Iterable
from functools import cache as remember

from attrs import field, frozen

from netdsl import resources
from netdsl.source import Source, Span
from netdsl.syntax import tables
from netdsl.syntax.lalr import Failure, LineParser, Node, Token
from netdsl.syntax.outline import Outline, outline, raw

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
    terms: the words of its sentence (for `found`, the rule's name and the holes after `about`); variables: the holes it opens (`no X`, `every X`,
    `number of X`, `all X`); result: the hole it fills (`N = …`); left, operator, right: a comparison's sides, as terms in order.
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
class Rule:
    """One rule with all that belongs to it; `pair` when its two names are in no order."""

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
    definitions: tuple[Definition, ...]
    rules: tuple[Rule, ...]
    verdicts: tuple[Verdict, ...]
    problems: tuple[Problem, ...]


STARTS = ("item", "threshold_line", "define_line", "rule_line", "verdict_line", "text_line", "condition", "detail")


@remember
def _parser() -> LineParser:
    return LineParser(tables.load("rules", resources.GRAMMAR / "rules.lark", None, "en", STARTS))


class _Reader:
    """Reads one file; what cannot be read is noted and costs its line."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def line(self, line: Outline, start: str) -> Node | None:
        parsed = _parser().parse(line.text, start)
        if isinstance(parsed, Failure):
            end = parsed.column + len(line.text[parsed.column :].split(" ")[0])
            self.problems.append(Problem("R001", line.within(parsed.column, max(end, parsed.column + 1)), {"place": start}))
            return None
        first = parsed.node.children[0]
        assert isinstance(first, Node)
        return first

    def term(self, line: Outline, token: Token) -> Term:
        return Term(token.type, token.text, line.within(token.start, token.end))

    def terms(self, line: Outline, node: Node | None, *types: str) -> tuple[Term, ...]:
        found = node.tokens() if node else []
        return tuple(self.term(line, t) for t in found if not types or t.type in types)

    def texts(self, line: Outline, node: Node | None = None) -> Texts:
        """The texts on a line and on the lines under it that are nothing but texts."""
        found: Texts = {}
        nodes = [c for c in (node.children if node else ()) if isinstance(c, Node) and c.rule == "text"]
        nodes += [n for child in line.children if child.text[:3] in ("en ", "nb ") and (n := self.line(child, "text_line"))]
        for text in nodes:
            language, words = text.tokens()
            found[language.text] = words.text[1:-1]
        return found

    def ask(self, line: Outline, node: Node) -> Ask:
        whom = self.terms(line, Node("", tuple(c for c in node.children if isinstance(c, Token))), "VAR", "WORD")
        return Ask(whom[0] if whom else None, self.texts(line, node))

    def block(self, lines: Iterable[Outline]) -> Block:
        return tuple(c for line in lines if line.text[:3] not in ("en ", "nb ") and (c := self.condition(line, "condition")))

    def condition(self, line: Outline, start: str) -> Condition | None:
        node = self.line(line, start)
        if node is None:
            return None
        if node.rule in ("silence", "needs", "or_needs", "ask", "text"):
            self.problems.append(Problem("R002", line.span, {"text": line.text}))
            return None
        attributes: dict[str, object] = {}
        inner: list[Condition] = []
        needs: list[Condition] = []
        opens_block = node.rule in ("none", "every") or (node.rule == "assignment")
        for child in line.children:
            word = child.text.split(" ", 1)[0]
            if word in ("silence", "needs", "ask", "or") and (part := self.line(child, "detail")):
                if part.rule == "silence":
                    attributes["silence"] = part.tokens()[-1].text[1:-1]
                elif part.rule == "ask":
                    attributes["ask"] = self.ask(child, part)
                elif part.rule in ("needs", "or_needs"):
                    needs.append(self.needed(child, part))
            elif word in ("en", "nb"):
                continue
            elif c := self.condition(child, "condition" if opens_block else "detail"):
                inner.append(c)
        return self.build(line, node, tuple(inner), tuple(needs), attributes)

    def needed(self, line: Outline, part: Node) -> Condition:
        node = next(c for c in part.children if isinstance(c, Node))
        details = tuple(c for child in line.children if child.text.split(" ", 1)[0] != "ask" and (c := self.condition(child, "detail")))
        return Condition("sentence", line.span, line.text, self.sentence(line, node), formerly=node.rule == "formerly", body=details)

    def sentence(self, line: Outline, node: Node) -> tuple[Term, ...]:
        return self.terms(line, node, "VAR", "WORD", "ANY", "TEXT", "NUMBER", "COLON", "PERCENT", "CEFR")

    def build(self, line: Outline, node: Node, inner: Block, needs: Block, attributes: dict[str, object]) -> Condition:
        make = lambda kind, **more: Condition(kind, line.span, line.text, needs=needs, **{"body": inner} | attributes | more)  # type: ignore[arg-type]  # noqa: E731
        if node.rule in ("negation", "negated_detail"):
            statement = next(c for c in node.children if isinstance(c, Node))
            kind = "found" if statement.rule == "found" else "detail" if node.rule == "negated_detail" else "sentence"
            return make(kind, terms=self.sentence(line, statement), negated=True, formerly=statement.rule == "formerly")
        if node.rule == "found":
            return make("found", terms=self.sentence(line, node))
        if node.rule in ("sentence", "formerly"):
            return make("sentence", terms=self.sentence(line, node), formerly=node.rule == "formerly")
        if node.rule in ("none", "every"):
            variables = self.terms(line, Node("", tuple(c for c in node.children if isinstance(c, Token))), "VAR")
            where = self.where(line, node)
            if node.rule == "every":
                return make("every", variables=variables, terms=where[0].terms if where else ())
            return make("none", variables=variables, negated=True, body=(*where, *inner))
        if node.rule == "assignment":
            return self.assignment(line, node, inner, make)
        left, comparator, right = (c for c in node.children if isinstance(c, Node))
        types = ("VAR", "WORD", "NUMBER", "PERCENT", "CEFR", "PLUS", "MINUS", "TIMES", "OVER_SIGN")
        return make(
            "comparison",
            left=self.terms(line, left, *types),
            operator=comparator.tokens()[0].type,
            right=self.terms(line, right, *types),
        )

    def where(self, line: Outline, node: Node) -> Block:
        """The statement after `where`, as a condition."""
        for child in node.children:
            if isinstance(child, Node) and child.rule in ("sentence", "found"):
                return (Condition(child.rule, line.span, line.text, self.sentence(line, child)),)
        return ()

    def assignment(self, line: Outline, node: Node, inner: Block, make) -> Condition:  # type: ignore[no-untyped-def]
        result, what = node.children
        assert isinstance(result, Token) and isinstance(what, Node)
        holes = self.terms(line, Node("", tuple(c for c in what.children if isinstance(c, Token))), "VAR")
        where = self.where(line, what)
        common = {"result": self.term(line, result), "variables": holes}
        if what.rule == "share":
            return make("share", **common, terms=where[0].terms, body=inner)  # type: ignore[no-any-return]
        if what.rule == "sum":
            return make("sum", **common | {"variables": holes[:1]}, over=holes[1:], body=(*where, *inner))  # type: ignore[no-any-return]
        return make(what.rule, **common, body=(*where, *inner))  # type: ignore[no-any-return]

    def blocks(self, lines: tuple[Outline, ...], opening: str) -> tuple[Block, ...]:
        """The blocks under `opening` and the `or`s after it."""
        found: list[Block] = []
        reading = False
        for line in lines:
            reading = line.text == opening or (reading and line.text == "or")
            if reading:
                found.append(self.block(line.children))
        return tuple(found)


def parse(source: Source) -> RuleFile:
    """Read a rule file. A line that cannot be read becomes a problem and costs that line."""
    reader = _Reader()
    scales, thresholds, definitions, rules, verdicts = [], [], [], [], []
    for line in outline(source):
        node = reader.line(line, "item")
        if node is None:
            continue
        if node.rule == "scale":
            name, *values = reader.terms(line, node, "WORD", "CEFR")
            scales.append(Scale(name.text, tuple(v.text for v in values), line.span))
        elif node.rule == "threshold":
            thresholds.append(_threshold(reader, line, node))
        elif node.rule == "define":
            definitions.append(_definition(reader, line, node))
        elif node.rule == "rule":
            rules.append(_rule(reader, line, node))
        else:
            verdicts.append(_verdict(reader, line, node))
    return RuleFile(
        source, tuple(scales), tuple(thresholds), tuple(definitions), tuple(rules), tuple(verdicts), tuple(reader.problems)
    )


def _threshold(reader: _Reader, line: Outline, node: Node) -> Threshold:
    name, *default = reader.terms(line, node, "WORD", "NUMBER", "PERCENT")
    return Threshold(name.text, tuple(default), reader.texts(line), line.span)


def _definition(reader: _Reader, line: Outline, node: Node) -> Definition:
    ask = None
    parts = None
    for child in line.children:
        part = None if child.text[:3] in ("en ", "nb ") else reader.line(child, "define_line")
        if part and part.rule == "ask":
            ask = reader.ask(child, part)
        elif part and part.rule == "parts":
            joined = reader.blocks(line.children, "joined when")
            parts = (reader.terms(child, part, "VAR")[0], reader.block(child.children), joined[0] if joined else ())
    return Definition(
        reader.sentence(line, node),
        line.span,
        reader.texts(line),
        reader.blocks(line.children, "when"),
        reader.blocks(line.children, "settled when"),
        ask,
        parts,
    )


def _rule(reader: _Reader, line: Outline, node: Node) -> Rule:
    name, code = reader.terms(line, node, "WORD", "CODE")
    said: dict[str, object] = {"severity": "", "dimension": "", "title": {}, "why": {}, "finding": {}, "risks": (), "literature": ()}
    thresholds: list[Threshold] = []
    eased: list[Easing] = []
    raised: list[tuple[str, Block]] = []
    examples: list[Example] = []
    about: tuple[Term, ...] = ()
    pair = False
    with_: Block = ()
    for child in line.children:
        part = reader.line(child, "rule_line")
        if part is None:
            continue
        if part.rule in ("title", "why", "finding"):
            said[part.rule] = reader.texts(child, part)
        elif part.rule in ("dimension", "severity"):
            said[part.rule] = reader.terms(child, part, "WORD")[0].text
        elif part.rule == "risks":
            said["risks"] = tuple(" ".join(t.text for t in b.tokens()) for b in part.children if isinstance(b, Node))
        elif part.rule == "literature":
            said["literature"] = tuple(t.text[1:-1] for t in reader.terms(child, part, "TEXT"))
        elif part.rule == "threshold":
            thresholds.append(_threshold(reader, child, part))
        elif part.rule == "about":
            about = reader.terms(child, part, "VAR")
            pair = any(t.type == "PAIR" for t in part.tokens())
        elif part.rule == "with":
            with_ = reader.block(child.children)
        elif part.rule == "eased_when":
            eased.append(Easing(reader.block(child.children), reader.texts(child)))
        elif part.rule == "raised_when":
            raised.append((part.tokens()[0].text, reader.block(child.children)))
        elif part.rule == "example":
            examples.append(_example(child, part))
    return Rule(
        name.text, code.text, line.span,
        thresholds=tuple(thresholds), about=about, pair=pair, blocks=reader.blocks(line.children, "when"), with_=with_,
        eased=tuple(eased), raised=tuple(raised), examples=tuple(examples), **said,  # type: ignore[arg-type]
    )  # fmt: skip


def _example(line: Outline, node: Node) -> Example:
    binding = {}
    for child in node.children:
        if isinstance(child, Node) and child.rule == "binding":
            hole, *names = child.tokens()
            binding[hole.text] = " ".join(t.text for t in names if t.type != "EQ")
    return Example(node.tokens()[0].text, binding, raw(line.children), line.span)


def _verdict(reader: _Reader, line: Outline, node: Node) -> Verdict:
    ideal: Texts = {}
    with_: Block = ()
    cases = []
    for child in line.children:
        part = reader.line(child, "verdict_line")
        if part is None:
            continue
        if part.rule == "ideal_is":
            ideal = reader.texts(child, part)
        elif part.rule == "with":
            with_ = reader.block(child.children)
        else:
            cases.append(Case(part.tokens()[0].text, reader.block(child.children), reader.texts(child), child.span))
    return Verdict(reader.terms(line, node, "WORD")[0].text, line.span, ideal, with_, tuple(cases))
