"""Conditions resolved: each line of a block becomes steps, and what makes it open becomes steps of its own."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from attrs import define, evolve, field, frozen

from netdsl.check.patterns import Filler, Matcher, Pattern
from netdsl.check.ruleset import (
    Absent, Aggregate, Anything, Body, Compare, Constant, Expression, Match, Operation, Parameter, Some, Step, Term, Variable, names_in,
)  # fmt: skip
from netdsl.model.facts import FORMERLY
from netdsl.model.forms import Form
from netdsl.model.quantities import Fraction
from netdsl.source import Span
from netdsl.syntax import rules as syntax
from netdsl.syntax.rules import Ask, Block, Condition, Problem

OPERATORS = {"MORE": ">", "LESS": "<", "AT_LEAST": ">=", "AT_MOST": "<=", "IS": "==", "IS_NOT": "!="}
COUNTS = ("number", "ratio")


@frozen
class Line:
    """A resolved line: what makes it true; if it can be open, what makes it open, and what leaves it possible.

    `uses` are the holes of the lines before it that it speaks of.
    """

    condition: Condition
    true: Body
    open: Body | None = None
    possible: Body = ()
    ask: Ask | None = None
    uses: frozenset[str] = frozenset()


@define
class Scope:
    """The holes of a block: those bound so far, and what all of them stand for.

    Holes that belong to a block inside a line get names of their own (`Other·3`), so that no two of them are taken for one.
    """

    bound: set[str] = field(factory=set)
    types: dict[str, frozenset[str]] = field(factory=dict)
    mark: str = ""
    own: dict[str, str] = field(factory=dict)

    def inner(self, mark: str) -> "Scope":
        """A scope inside this one: sees its holes, keeps its own to itself."""
        return Scope(set(self.bound), dict(self.types), mark, dict(self.own))

    def name(self, hole: str) -> str:
        """The name of a hole in the steps."""
        if hole in self.own:
            return self.own[hole]
        return hole if hole in self.bound or not self.mark else self.own.setdefault(hole, hole + self.mark)


class Vocabulary(Protocol):
    """What conditions may speak of."""

    matcher: Matcher

    def sentences(self) -> Iterable[Pattern]: ...
    def details(self, relation: str) -> Iterable[Pattern]: ...
    def form(self, relation: str) -> Form | None: ...
    def definition(self, relation: str) -> "Defined | None": ...
    def column_types(self, relation: str) -> tuple[frozenset[str], ...]: ...
    def rule_columns(self, name: str) -> tuple[tuple[str, ...], tuple[frozenset[str], ...]] | None: ...
    def threshold(self, name: str) -> object | None: ...
    def report(self, problem: Problem) -> None: ...


@frozen
class Defined:
    """What conditions need to know of a definition: its columns, what settles it, and what to ask."""

    columns: tuple[str, ...]
    settled: tuple[Body, ...]
    ask: Ask | None


class Resolver:
    """Resolves the conditions of one file."""

    def __init__(self, vocabulary: Vocabulary, in_verdict: bool = False) -> None:
        self.known = vocabulary
        self.in_verdict = in_verdict
        self._fresh = 0

    def block(self, block: Block, scope: Scope) -> list[Line]:
        """The lines of a block, each seeing the holes of those before it."""
        found = []
        for condition in block:
            before = set(scope.bound)
            line = self.line(condition, scope)
            if line:
                steps = (*line.true, *(line.open or ()), *line.possible)
                found.append(evolve(line, uses=frozenset(names_in(steps) & before)))
        return found

    def body(self, block: Block, scope: Scope) -> Body:
        """The steps that make a block true."""
        return tuple(step for line in self.block(block, scope) for step in line.true)

    def line(self, condition: Condition, scope: Scope) -> Line | None:
        """One line; None where it is in error."""
        if condition.kind in ("sentence", "found"):
            return self._sentence(condition, scope)
        if condition.kind == "none":
            return self._none(condition, scope)
        if condition.kind == "every":
            return self._every(condition, scope)
        if condition.kind == "comparison":
            return self._comparison(condition, scope)
        if condition.kind == "detail":
            self._report("R011", condition.span, detail=condition.text, known="")
            return None
        return self._aggregate(condition, scope)

    # --- sentences

    def _sentence(self, condition: Condition, scope: Scope) -> Line | None:
        before = set(scope.bound)
        inner = self._inner(scope) if condition.negated else scope
        steps = self._statement(condition, inner)
        if steps is None:
            return None
        head = steps[0]
        assert isinstance(head, Match)
        loose = {t.text for t in condition.terms if t.type == "VAR" and scope.name(t.text) not in before}
        if condition.negated and loose:
            self._report("R014", condition.span, hole=min(loose))
            return None
        settled, ask = self._settled(condition, head, scope)
        if condition.negated:
            absent = Absent((steps,), condition.span)
            if condition.silence is not None:
                return Line(condition, (absent,))
            if not settled:
                self._report("R017", condition.span, line=condition.text)
                return None
            told, untold = Some(settled, condition.span), Absent(settled, condition.span)
            return Line(condition, (absent, told), (absent, untold), (absent,), ask)
        brings = {t.name for s in steps if isinstance(s, Match) for t in s.terms if isinstance(t, Variable)} - before
        vague = any(isinstance(t, Anything) for t in head.terms)
        none = Absent((steps,), condition.span)
        if settled and not brings and (not vague or condition.ask):
            possible = Some((steps, (Absent(settled, condition.span),)), condition.span)
            return Line(condition, steps, (none, Absent(settled, condition.span)), (possible,), ask)
        if condition.ask:
            still = (Absent(settled, condition.span),) if settled and not vague else ()
            return Line(condition, steps, (none, *still), (), condition.ask)
        return Line(condition, steps)

    def _settled(self, condition: Condition, head: Match, scope: Scope) -> tuple[tuple[Body, ...], Ask | None]:
        """What settles a sentence: what the line needs, or what its definition says, in the terms of the line."""
        if condition.needs:
            found = (self._statement(c, self._inner(scope)) for c in condition.needs)
            return tuple(body for body in found if body is not None), condition.ask
        defined = self.known.definition(head.relation)
        if defined is None or not defined.settled:
            return (), condition.ask
        terms = dict(zip(defined.columns, head.terms, strict=True))
        ask = condition.ask or (rename_ask(defined.ask, terms) if defined.ask else None)
        return tuple(self._instance(body, terms) for body in defined.settled), ask

    def _statement(self, condition: Condition, scope: Scope) -> Body | None:
        """A sentence with the lines under it, as steps; the first is its head."""
        if condition.kind == "found":
            return self._found(condition, scope)
        found = self._find(condition.terms, self.known.sentences())
        if found is None:
            self._unknown_sentence(condition)
            return None
        known, fillers = found
        form = self.known.form(known.relation)
        relation = (FORMERLY if condition.formerly else "") + known.relation
        if condition.formerly and form is None:
            self._report("R027", condition.span, line=condition.text)
        compared: list[Step] = []
        terms = [self._filled(f, t, compared, scope, condition.span) for f, t in zip(fillers, self._types(known.relation), strict=True)]
        if condition.body:
            if form is None:
                self._report("R011", condition.body[0].span, detail=condition.body[0].text, known="")
                return None
            terms = [self._new() if isinstance(t, Anything) else t for t in terms]
        steps: list[Step] = [Match(relation, tuple(terms), condition.span), *compared]
        self._bind(terms, self._types(known.relation), scope, condition.span)
        for line in condition.body:
            steps += self._detail(line, known.relation, terms, condition.formerly, scope)
        return tuple(steps)

    def _detail(self, line: Condition, parent: str, head: list[Term], formerly: bool, scope: Scope) -> Body:
        patterns = list(self.known.details(parent))
        found = self._find(line.terms, patterns) if line.kind in ("sentence", "detail") else None
        if found is None:
            known = ", ".join(sorted(f"`{' '.join(p.shape)}`" for p in patterns))
            self._report("R011", line.span, detail=line.text, known=known)
            return ()
        known_detail, fillers = found
        own = self._types(known_detail.relation)[len(head) :]
        inner = self._inner(scope) if line.negated else scope
        compared: list[Step] = []
        terms = [self._filled(f, t, compared, inner, line.span) for f, t in zip(fillers, own, strict=True)]
        self._bind(terms, own, inner, line.span)
        relation = (FORMERLY if formerly else "") + known_detail.relation
        body = (Match(relation, (*head, *terms), line.span), *compared)
        if not line.negated:
            return body
        if line.silence is not None:
            return (Absent((body,), line.span),)
        needs = tuple(b for c in line.needs if (b := self._statement(c, self._inner(scope))) is not None)
        if not needs:
            self._report("R017", line.span, line=line.text)
        return (Absent((body,), line.span), Some(needs, line.span))

    def _found(self, condition: Condition, scope: Scope) -> Body | None:
        name, *about = condition.terms
        columns = self.known.rule_columns(name.text)
        if columns is None:
            self._report("R022", name.span, rule=name.text)
            return None
        names, types = columns
        terms: list[Term] = [
            Variable(scope.name(t.text)) if t.type == "VAR" else Anything() for t in about
        ] or [Anything() for _ in names]
        if len(terms) != len(names):
            self._report("R028", condition.span, rule=name.text, about=", ".join(names))
            return None
        self._bind(terms, types, scope, condition.span)
        return (Match(f"found {name.text}", tuple(terms), condition.span),)

    def _find(self, terms: tuple[syntax.Term, ...], patterns: Iterable[Pattern]) -> tuple[Pattern, list[Filler]] | None:
        """The pattern that the words fit; of several the one with the most words of its own."""
        found = [(p, f) for p in patterns if (f := self.known.matcher.match(p, terms)) is not None]
        return min(found, key=lambda pf: (sum(isinstance(e, int) for e in pf[0].elements), pf[0].relation), default=None)

    def _filled(
        self, filler: Filler, types: frozenset[str], compared: list[Step], scope: Scope, span: Span
    ) -> Term:
        if filler.operator is None and not isinstance(filler.term, Parameter):
            return Variable(scope.name(filler.term.name)) if isinstance(filler.term, Variable) else filler.term
        operand = filler.term
        if isinstance(operand, Variable):
            operand = Variable(scope.name(operand.name))
        value = self._new()
        scale = next((t.lower() for t in types if t.lower() in self.known.matcher.scales), None)
        compared.append(Compare(value, filler.operator or "==", operand, scale, span=span))
        scope.types[value.name] = types
        return value

    def _bind(self, terms: Iterable[Term], types: Iterable[frozenset[str]], scope: Scope, span: Span) -> None:
        for term, kinds in zip(terms, types, strict=True):
            if not isinstance(term, Variable):
                continue
            scope.bound.add(term.name)
            before = scope.types.get(term.name)
            both = kinds if not before else before if not kinds else before & kinds
            if before and kinds and not both:
                self._report("R015", span, hole=term.name, one=" or ".join(sorted(before)), other=" or ".join(sorted(kinds)))
                both = before
            scope.types[term.name] = both

    def _types(self, relation: str) -> tuple[frozenset[str], ...]:
        return self.known.column_types(relation)

    def _new(self) -> Variable:
        self._fresh += 1
        return Variable(f"·{self._fresh}")

    def _inner(self, scope: Scope) -> Scope:
        self._fresh += 1
        return scope.inner(f"·{self._fresh}")

    # --- blocks inside a line

    def _none(self, condition: Condition, scope: Scope) -> Line | None:
        inner = self._opened(condition, scope)
        body = self.body(condition.body, inner)
        absent = Absent((body,), condition.span)
        needs = tuple(b for c in condition.needs if (b := self._statement(c, self._inner(scope))) is not None)
        if needs:
            span = condition.span
            return Line(condition, (absent, Some(needs, span)), (absent, Absent(needs, span)), (absent,), condition.ask)
        if condition.silence is None:
            self._report("R017", condition.span, line=condition.text)
        return Line(condition, (absent,))

    def _every(self, condition: Condition, scope: Scope) -> Line | None:
        inner = self._opened(condition, scope)
        base = self._statement(Condition("sentence", condition.span, condition.text, condition.terms), inner)
        if base is None:
            return None
        has = self.body(condition.body, self._inner(inner))
        return Line(condition, (Some((base,), condition.span), Absent(((*base, Absent((has,), condition.span)),), condition.span)))

    def _opened(self, condition: Condition, scope: Scope) -> Scope:
        inner = self._inner(scope)
        for variable in (*condition.variables, *condition.over):
            if scope.name(variable.text) in scope.bound and condition.kind != "collect":
                self._report("R029", variable.span, hole=variable.text)
        return inner

    def _aggregate(self, condition: Condition, scope: Scope) -> Line | None:
        inner = self._opened(condition, scope)
        assert condition.result is not None
        result = scope.name(condition.result.text)
        names, over = (tuple(inner.name(v.text) for v in vs) for vs in (condition.variables, condition.over))
        yes: Body = ()
        possible: Body = ()
        if condition.kind == "share":
            base = self._statement(Condition("sentence", condition.span, condition.text, condition.terms), inner)
            if base is None:
                return None
            body = base
            lines = self.block(condition.body, self._inner(inner))
            yes = tuple(s for line in lines for s in line.true)
            possible = tuple(s for line in lines for s in (line.true if line.open is None else line.possible))
            if all(line.open is None for line in lines) and condition.silence is None:
                self._report("R017", condition.span, line=condition.text)
        else:
            body = self.body(condition.body, inner)
        for name in (*names, *over):
            if name not in inner.bound:
                self._report("R014", condition.span, hole=name.partition("·")[0])
                return None
        scope.bound.add(result)
        kind = {"share": "share", "collect": "list"}.get(condition.kind, "number")
        scope.types[result] = inner.types.get(names[0], frozenset()) | {"list"} if kind == "list" else frozenset({kind})
        outer = frozenset(scope.bound) - {result}
        step = Aggregate(condition.kind, result, names, body, outer, over, yes, possible, condition.span)
        return Line(condition, (step,))

    # --- comparisons

    def _comparison(self, condition: Condition, scope: Scope) -> Line | None:
        left, right = self._expression(condition.left, scope), self._expression(condition.right, scope)
        if left is None or right is None:
            return None
        operator = OPERATORS[condition.operator]
        kinds = [self._kind(e, scope) for e in (left, right)]
        scale = self._scale(condition, kinds, operator)
        if scale is not None:
            left, right = (self._on_scale(e, scale, condition.span) for e in (left, right))
        holds = Compare(left, operator, right, scale, "holds", condition.span)
        counted = any(k & set(COUNTS) for k in kinds)
        ratio = any("ratio" in k for k in kinds)
        if counted and not self.in_verdict and condition.silence is None:
            needs = tuple(b for c in condition.needs if (b := self._statement(c, self._inner(scope))) is not None)
            upward = operator in (">", ">=") and not ratio and not self._subtracts(left) and "number" in kinds[0]
            if not needs and not upward:
                self._report("R026", condition.span, line=condition.text)
                return Line(condition, (holds,))
            if needs:
                return self._counted(condition, holds, needs, upward)
        if condition.ask and any(k & {"share", "amount", "times"} for k in kinds):
            undecided, possible = holds._replace(how="open"), holds._replace(how="possible")
            return Line(condition, (holds,), (undecided,), (possible,), condition.ask)
        return Line(condition, (holds,))

    def _counted(self, condition: Condition, holds: Compare, needs: tuple[Body, ...], upward: bool) -> Line:
        """A comparison of counts: further statements can only raise a count, so one direction waits until all is told."""
        settled, unsettled = Some(needs, condition.span), Absent(needs, condition.span)
        if upward:
            fails = holds._replace(how="fails")
            return Line(condition, (holds,), (fails, unsettled), (Some(((holds,), (unsettled,)), condition.span),), condition.ask)
        return Line(condition, (holds, settled), (holds, unsettled), (holds,), condition.ask)

    def _subtracts(self, expression: Expression) -> bool:
        if not isinstance(expression, Operation):
            return False
        return expression.operator in "-/" or self._subtracts(expression.left) or self._subtracts(expression.right)

    def _scale(self, condition: Condition, kinds: list[frozenset[str]], operator: str) -> str | None:
        scales = [{t.lower() for t in kind} & set(self.known.matcher.scales) for kind in kinds]
        if all(scales) and not scales[0] & scales[1]:
            self._report("R015", condition.span, hole=condition.text, one=min(scales[0]), other=min(scales[1]))
            return None
        either = scales[0] | scales[1]
        if either:
            return min(either)
        ordered = {"number", "ratio", "share", "amount", "times", "date", "limit"}
        if operator not in ("==", "!=") and any(kind and not kind & ordered for kind in kinds):
            self._report("R030", condition.span, line=condition.text)
        if all(kinds) and not kinds[0] & kinds[1] and not (kinds[0] & ordered and kinds[1] & ordered):
            self._report(
                "R015", condition.span, hole=condition.text, one=" or ".join(sorted(kinds[0])), other=" or ".join(sorted(kinds[1]))
            )
        return None

    def _on_scale(self, expression: Expression, scale: str, span: Span) -> Expression:
        if isinstance(expression, Constant) and expression.value not in self.known.matcher.scales[scale]:
            self._report("R012", span, word=str(expression.value), known=", ".join(self.known.matcher.scales[scale]))
        return expression

    def _kind(self, expression: Expression, scope: Scope) -> frozenset[str]:
        if isinstance(expression, Operation):
            return frozenset({"ratio"} if expression.operator == "/" else {"number"})
        if isinstance(expression, Variable):
            return scope.types.get(expression.name, frozenset())
        if isinstance(expression, Constant):
            return frozenset() if isinstance(expression.value, str) else frozenset({"share"} if isinstance(expression.value, Fraction) else {"limit"})
        return frozenset()

    def _expression(self, terms: tuple[syntax.Term, ...], scope: Scope) -> Expression | None:
        """Terms in order, `*` and `/` binding closer than `+` and `-`."""
        operands: list[Expression] = []
        operators: list[str] = []
        signs = {"PLUS": "+", "MINUS": "-", "TIMES": "*", "OVER_SIGN": "/"}

        def close(strength: str) -> None:
            while operators and operators[-1] in strength:
                right, left = operands.pop(), operands.pop()
                operands.append(Operation(operators.pop(), left, right))

        for number, term in enumerate(terms):
            if term.type in signs:
                sign = signs[term.type]
                close("*/" if sign in "*/" else "+-*/")
                operators.append(sign)
                continue
            if term.type == "PERCENT":
                continue
            percent = number + 1 < len(terms) and terms[number + 1].type == "PERCENT"
            operand = self._operand(term, percent, scope)
            if operand is None:
                return None
            operands.append(operand)
        close("+-*/")
        return operands[0]

    def _operand(self, term: syntax.Term, percent: bool, scope: Scope) -> Expression | None:
        if term.type == "VAR":
            if scope.name(term.text) not in scope.bound:
                self._report("R014", term.span, hole=term.text)
                return None
            return Variable(scope.name(term.text))
        if term.type == "NUMBER":
            number = Fraction(term.text)
            return Constant(number / 100 if percent else int(number) if number.denominator == 1 else number)
        if term.type == "WORD" and self.known.threshold(term.text) is not None:
            return Parameter(term.text)
        return Constant(term.text)

    # --- problems

    def _unknown_sentence(self, condition: Condition) -> None:
        from difflib import get_close_matches

        shape = " ".join(t.text if t.type in ("WORD", "COLON") else "_" for t in condition.terms)
        shapes = {" ".join(p.shape): p for p in self.known.sentences()}
        near = get_close_matches(shape, shapes, 1, 0.6)
        self._report("R010", condition.span, sentence=" ".join(t.text for t in condition.terms), near=near[0] if near else "")

    def _report(self, code: str, span: Span, **arguments: str) -> None:
        self.known.report(Problem(code, span, dict(arguments)))

    # --- instances of a definition's settling lines

    def _instance(self, body: Body, terms: Mapping[str, Term]) -> Body:
        """A body with its holes filled; its other holes, and `_`, become new ones that clash with none."""
        names: dict[str, Term] = {n: self._new() if isinstance(t, Anything) else t for n, t in terms.items()}

        def renamed(name: str) -> Term:
            return names.setdefault(name, self._new())

        return rename(body, renamed)


def rename_ask(ask: Ask, terms: Mapping[str, Term]) -> Ask:
    """A definition's question in the holes of the line that uses it."""
    import re

    def name(hole: str) -> str:
        term = terms.get(hole)
        return term.name if isinstance(term, Variable) else hole

    texts = {language: re.sub(r"\{(\w+)\}", lambda m: f"{{{name(m[1])}}}", text) for language, text in ask.texts.items()}
    whom = evolve(ask.whom, text=name(ask.whom.text)) if ask.whom and ask.whom.type == "VAR" else ask.whom
    return Ask(whom, texts)


def rename(body: Body, renamed) -> Body:  # type: ignore[no-untyped-def]
    """A body with every hole replaced by what `renamed` gives for its name."""

    def term(t: Term) -> Term:
        return renamed(t.name) if isinstance(t, Variable) else t  # type: ignore[no-any-return]

    def expression(e: Expression) -> Expression:
        return Operation(e.operator, expression(e.left), expression(e.right)) if isinstance(e, Operation) else term(e)

    def name(n: str) -> str:
        new = renamed(n)
        assert isinstance(new, Variable)
        return new.name

    def step(s: Step) -> Step:
        if isinstance(s, Match):
            return s._replace(terms=tuple(term(t) for t in s.terms))
        if isinstance(s, Some | Absent):
            return s._replace(bodies=tuple(tuple(step(x) for x in b) for b in s.bodies))
        if isinstance(s, Compare):
            return s._replace(left=expression(s.left), right=expression(s.right))
        return s._replace(
            result=name(s.result), variables=tuple(name(v) for v in s.variables), over=tuple(name(v) for v in s.over),
            body=tuple(step(x) for x in s.body), yes=tuple(step(x) for x in s.yes), possible=tuple(step(x) for x in s.possible),
            outer=frozenset(t.name for n in s.outer if isinstance(t := renamed(n), Variable)),
        )  # fmt: skip

    return tuple(step(s) for s in body)


__all__ = ["Defined", "Line", "Resolver", "Scope", "Vocabulary"]
