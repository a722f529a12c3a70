"""Rule files read: outlines, line by line with `grammar/rules.lark`. What does not read is noted and costs its line."""

from collections.abc import Iterable
from functools import cache as remember

from attrs import evolve

from netdsl import resources
from netdsl.source import Source
from netdsl.syntax import tables
from netdsl.syntax.lalr import Failure, LineParser, Node, Token
from netdsl.syntax.outline import Outline, outline, raw
from netdsl.syntax.rule_tree import (
    Addition,
    Ask,
    Block,
    Case,
    Change,
    Condition,
    Cost,
    Definition,
    Easing,
    Example,
    Problem,
    Rule,
    RuleFile,
    Scale,
    Term,
    Texts,
    Threshold,
    Verdict,
)  # fmt: skip

STARTS = (
    "item", "threshold_line", "define_line", "rule_line", "verdict_line", "change_line", "text_line", "condition",
    "detail",
)  # fmt: skip


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
            self.problems.append(
                Problem("R001", line.within(parsed.column, max(end, parsed.column + 1)), {"place": start})
            )
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
        nodes += [
            n for child in line.children if child.text[:3] in ("en ", "nb ") and (n := self.line(child, "text_line"))
        ]
        for text in nodes:
            language, words = text.tokens()
            found[language.text] = words.text[1:-1]
        return found

    def ask(self, line: Outline, node: Node) -> Ask:
        direct = Node("", tuple(c for c in node.children if isinstance(c, Token)))
        whom = self.terms(line, direct, "VAR", "WORD")
        return Ask(whom[0] if whom else None, self.texts(line, node))

    def block(self, lines: Iterable[Outline]) -> Block:
        return tuple(
            c for line in lines if line.text[:3] not in ("en ", "nb ") and (c := self.condition(line, "condition"))
        )

    def condition(self, line: Outline, start: str) -> Condition | None:
        node = self.line(line, start)
        if node is None:
            return None
        if node.rule in ("silence", "needs", "or_needs", "ask", "text"):
            self.problems.append(Problem("R002", line.span, {"text": line.text}))
            return None
        # What stands under a statement describes it; under `no`, `every` and the like stands a block of its own.
        block = node.rule in ("none", "every", "assignment")
        under = self.under(line, "condition" if block else "detail")
        if node.rule in ("negation", "negated_detail"):
            statement = _node(node)
            kind = "found" if statement.rule == "found" else "detail" if node.rule == "negated_detail" else "sentence"
            terms = self.sentence(line, statement)
            return evolve(under, kind=kind, terms=terms, negated=True, formerly=statement.rule == "formerly")
        if node.rule == "found":
            return evolve(under, kind="found", terms=self.sentence(line, node))
        if node.rule in ("sentence", "formerly"):
            return evolve(under, terms=self.sentence(line, node), formerly=node.rule == "formerly")
        if node.rule == "comparison":
            return self.comparison(line, node, under)
        if node.rule == "assignment":
            return self.assignment(line, node, under)
        where = self.where(line, node)
        if node.rule == "every":
            return evolve(under, kind="every", variables=self.holes(line, node), terms=where[0].terms if where else ())
        return evolve(under, kind="none", variables=self.holes(line, node), negated=True, body=(*where, *under.body))

    def under(self, line: Outline, start: str) -> Condition:
        """A condition with what stands under it: details or block, what it needs, what silence means, what to ask."""
        found = Condition("sentence", line.span, line.text)
        for child in line.children:
            word = child.text.split(" ", 1)[0]
            if word in ("en", "nb"):
                continue
            if word not in ("silence", "needs", "ask", "or"):
                inner = self.condition(child, start)
                found = evolve(found, body=(*found.body, inner)) if inner else found
            elif (part := self.line(child, "detail")) is None:
                continue
            elif part.rule == "silence":
                found = evolve(found, silence=part.tokens()[-1].text[1:-1])
            elif part.rule == "ask":
                found = evolve(found, ask=self.ask(child, part))
            elif part.rule == "needs" and not self.terms(child, part, "WORD"):
                # `needs Need` names no sentence: it is the line of the network language under a group.
                terms = self.terms(child, part, "NEEDS", "VAR", "ANY")
                found = evolve(found, body=(*found.body, Condition("sentence", child.span, child.text, terms)))
            elif part.rule in ("needs", "or_needs"):
                found = evolve(found, needs=(*found.needs, self.needed(child, part)))
        return found

    def needed(self, line: Outline, part: Node) -> Condition:
        node = _node(part)
        lines = (child for child in line.children if child.text.split(" ", 1)[0] != "ask")
        details = tuple(c for child in lines if (c := self.condition(child, "detail")))
        terms = self.sentence(line, node)
        return Condition("sentence", line.span, line.text, terms, formerly=node.rule == "formerly", body=details)

    def sentence(self, line: Outline, node: Node) -> tuple[Term, ...]:
        return self.terms(line, node, "VAR", "WORD", "ANY", "TEXT", "NUMBER", "COLON", "PERCENT", "CEFR")

    def holes(self, line: Outline, node: Node) -> tuple[Term, ...]:
        """The holes that stand directly in a node."""
        return self.terms(line, Node("", tuple(c for c in node.children if isinstance(c, Token))), "VAR")

    def where(self, line: Outline, node: Node) -> Block:
        """The statement after `where`, as a condition."""
        for child in node.children:
            if isinstance(child, Node) and child.rule in ("sentence", "found"):
                return (Condition(child.rule, line.span, line.text, self.sentence(line, child)),)
        return ()

    def comparison(self, line: Outline, node: Node, under: Condition) -> Condition:
        left, comparator, right = (c for c in node.children if isinstance(c, Node))
        types = ("VAR", "WORD", "NUMBER", "PERCENT", "CEFR", "PLUS", "MINUS", "TIMES", "OVER_SIGN")
        return evolve(
            under,
            kind="comparison",
            left=self.terms(line, left, *types),
            operator=comparator.tokens()[0].type,
            right=self.terms(line, right, *types),
        )

    def assignment(self, line: Outline, node: Node, under: Condition) -> Condition:
        result, what = node.children
        assert isinstance(result, Token)
        assert isinstance(what, Node)
        holes, where = self.holes(line, what), self.where(line, what)
        found = evolve(under, kind=what.rule, result=self.term(line, result), variables=holes)
        if what.rule == "share":
            return evolve(found, terms=where[0].terms)
        if what.rule == "sum":
            found = evolve(found, variables=holes[:1], over=holes[1:])
        return evolve(found, body=(*where, *under.body))

    def blocks(self, lines: tuple[Outline, ...], opening: str) -> tuple[Block, ...]:
        """The blocks under `opening` and the `or`s after it."""
        found: list[Block] = []
        reading = False
        for line in lines:
            reading = line.text == opening or (reading and line.text == "or")
            if reading:
                found.append(self.block(line.children))
        return tuple(found)


def _node(node: Node) -> Node:
    """The first node in a node."""
    return next(c for c in node.children if isinstance(c, Node))


def parse(source: Source) -> RuleFile:
    """Read a rule file. A line that cannot be read becomes a problem and costs that line."""
    reader = _Reader()
    scales, thresholds, costs, definitions, rules, verdicts = [], [], [], [], [], []
    for line in outline(source):
        node = reader.line(line, "item")
        if node is None:
            continue
        if node.rule == "scale":
            name, *values = reader.terms(line, node, "WORD", "CEFR")
            scales.append(Scale(name.text, tuple(v.text for v in values), line.span))
        elif node.rule == "threshold":
            thresholds.append(_threshold(reader, line, node))
        elif node.rule == "cost":
            kind, value = reader.terms(line, node, "WORD", "NUMBER")
            costs.append(Cost(kind.text, value.text, reader.texts(line), line.span))
        elif node.rule == "define":
            definitions.append(_definition(reader, line, node))
        elif node.rule == "rule":
            rules.append(_rule(reader, line, node))
        else:
            verdicts.append(_verdict(reader, line, node))
    return RuleFile(
        source,
        tuple(scales),
        tuple(thresholds),
        tuple(costs),
        tuple(definitions),
        tuple(rules),
        tuple(verdicts),
        tuple(reader.problems),
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
    said: dict[str, object] = {
        "severity": "",
        "dimension": "",
        "title": {},
        "why": {},
        "finding": {},
        "unchanged": {},
        "risks": (),
        "literature": (),
    }
    thresholds: list[Threshold] = []
    eased: list[Easing] = []
    raised: list[tuple[str, Block]] = []
    changes: list[Change] = []
    examples: list[Example] = []
    about: tuple[Term, ...] = ()
    pair = False
    with_: Block = ()
    for child in line.children:
        part = reader.line(child, "rule_line")
        if part is None:
            continue
        if part.rule in ("title", "why", "finding", "unchanged"):
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
        elif part.rule == "recommend":
            changes.append(_change(reader, child, part))
        elif part.rule == "example":
            examples.append(_example(child, part))
    return Rule(
        name.text, code.text, line.span,
        thresholds=tuple(thresholds), about=about, pair=pair, blocks=reader.blocks(line.children, "when"), with_=with_,
        eased=tuple(eased), raised=tuple(raised), changes=tuple(changes), examples=tuple(examples),
        **said,  # type: ignore[arg-type]
    )  # fmt: skip


def _change(reader: _Reader, line: Outline, node: Node) -> Change:
    for_: Block = ()
    end: Block = ()
    add: list[Addition] = []
    for child in line.children:
        part = None if child.text[:3] in ("en ", "nb ") else reader.line(child, "change_line")
        if part and part.rule == "for_each":
            for_ = reader.block(child.children)
        elif part and part.rule == "end":
            end = reader.block(child.children)
        elif part and part.rule == "add":
            add += _additions(child.children)
    return Change(reader.terms(line, node, "WORD")[0].text, line.span, for_, end, tuple(add), reader.texts(line))


def _additions(lines: tuple[Outline, ...], depth: int = 0) -> list[Addition]:
    found = []
    for line in lines:
        found += [Addition(f"{'  ' * depth}{line.text}", line.span), *_additions(line.children, depth + 1)]
    return found


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
