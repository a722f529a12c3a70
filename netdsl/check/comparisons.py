"""Comparisons in conditions: expressions, scales, and which way a count can still go."""

from fractions import Fraction

from netdsl.check.ruleset import Absent, Body, Compare, Constant, Expression, Operation, Parameter, Some, Variable
from netdsl.check.scope import Line, Scope, Vocabulary
from netdsl.source import Span
from netdsl.syntax.rule_tree import Condition, Term

OPERATORS = {"MORE": ">", "LESS": "<", "AT_LEAST": ">=", "AT_MOST": "<=", "IS": "==", "IS_NOT": "!="}
SIGNS = {"PLUS": "+", "MINUS": "-", "TIMES": "*", "OVER_SIGN": "/"}
COUNTS = {"number", "ratio"}
ORDERED = {"number", "ratio", "share", "amount", "times", "date", "limit"}


class Comparisons:
    """Resolves the comparisons of one file."""

    def __init__(self, vocabulary: Vocabulary, in_verdict: bool) -> None:
        self.known = vocabulary
        self.in_verdict = in_verdict

    def line(self, condition: Condition, scope: Scope, needs: tuple[Body, ...]) -> Line | None:
        """A comparison as a line; `needs` is what must be told before a count may be taken for final."""
        left, right = self._expression(condition.left, scope), self._expression(condition.right, scope)
        if left is None or right is None:
            return None
        operator = OPERATORS[condition.operator]
        kinds = [self._kind(e, scope) for e in (left, right)]
        scale = self._scale(condition, kinds, operator)
        if scale is not None:
            self._on_scale(left, scale, condition.span)
            self._on_scale(right, scale, condition.span)
        holds = Compare(left, operator, right, scale, "holds", condition.span)
        if any(k & COUNTS for k in kinds) and not self.in_verdict and condition.silence is None:
            ratio = any("ratio" in k for k in kinds)
            plain = not ratio and not self._subtracts(left)
            upward = plain and operator in (">", ">=") and "number" in kinds[0] and not kinds[1] & COUNTS
            final = plain and operator in ("<", "<=")
            if not needs and not upward:
                self.known.wrong("R026", condition.span, line=condition.text)
            elif needs:
                return self._counted(condition, holds, needs, upward, final)
        if condition.ask and any(k & {"share", "amount", "times"} for k in kinds):
            undecided, possible = holds._replace(how="open"), holds._replace(how="possible")
            return Line(condition, (holds,), (undecided,), (possible,), condition.ask)
        return Line(condition, (holds,))

    def _counted(
        self, condition: Condition, holds: Compare, needs: tuple[Body, ...], upward: bool, final: bool
    ) -> Line:
        """A comparison of counts, which further statements can only raise.

        upward: what holds is not undone by them, and need not wait until all is told; final: what does not hold is not
        mended by them.
        """
        settled, unsettled = Some(needs, condition.span), Absent(needs, condition.span)
        possible: Body = (holds,) if final else (Some(((holds,), (unsettled,)), condition.span),)
        if upward:
            return Line(condition, (holds,), (holds._replace(how="fails"), unsettled), possible, condition.ask)
        return Line(condition, (holds, settled), (holds, unsettled), possible, condition.ask)

    def _subtracts(self, expression: Expression) -> bool:
        if not isinstance(expression, Operation):
            return False
        return expression.operator in "-/" or self._subtracts(expression.left) or self._subtracts(expression.right)

    def _scale(self, condition: Condition, kinds: list[frozenset[str]], operator: str) -> str | None:
        scales = [{t.lower() for t in kind} & set(self.known.matcher.scales) for kind in kinds]
        if all(scales) and not scales[0] & scales[1]:
            self.known.wrong("R015", condition.span, hole=condition.text, one=min(scales[0]), other=min(scales[1]))
            return None
        either = scales[0] | scales[1]
        if either:
            return min(either)
        if operator not in ("==", "!=") and any(kind and not kind & ORDERED for kind in kinds):
            self.known.wrong("R030", condition.span, line=condition.text)
        if all(kinds) and not kinds[0] & kinds[1] and not (kinds[0] & ORDERED and kinds[1] & ORDERED):
            self.known.wrong(
                "R015",
                condition.span,
                hole=condition.text,
                one=" or ".join(sorted(kinds[0])),
                other=" or ".join(sorted(kinds[1])),
            )
        return None

    def _on_scale(self, expression: Expression, scale: str, span: Span) -> None:
        words = self.known.matcher.scales[scale]
        if isinstance(expression, Constant) and expression.value not in words:
            self.known.wrong("R012", span, word=str(expression.value), known=", ".join(words))

    def _kind(self, expression: Expression, scope: Scope) -> frozenset[str]:
        if isinstance(expression, Operation):
            return frozenset({"ratio"} if expression.operator == "/" else {"number"})
        if isinstance(expression, Variable):
            return scope.types.get(expression.name, frozenset())
        if isinstance(expression, Constant) and not isinstance(expression.value, str):
            return frozenset({"share" if isinstance(expression.value, Fraction) else "limit"})
        return frozenset()

    def _expression(self, terms: tuple[Term, ...], scope: Scope) -> Expression | None:
        """Terms in order, `*` and `/` binding closer than `+` and `-`."""
        operands: list[Expression] = []
        operators: list[str] = []

        def close(strength: str) -> None:
            while operators and operators[-1] in strength:
                right, left = operands.pop(), operands.pop()
                operands.append(Operation(operators.pop(), left, right))

        for number, term in enumerate(terms):
            if term.type in SIGNS:
                sign = SIGNS[term.type]
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

    def _operand(self, term: Term, percent: bool, scope: Scope) -> Expression | None:
        if term.type == "VAR":
            if scope.name(term.text) not in scope.bound:
                self.known.wrong("R014", term.span, hole=term.text)
                return None
            return Variable(scope.name(term.text))
        if term.type == "NUMBER":
            return Constant(figure(term.text, percent))
        if term.type == "WORD" and self.known.threshold(term.text) is not None:
            return Parameter(term.text)
        return Constant(term.text)


def figure(text: str, percent: bool = False) -> int | Fraction:
    """A number, exact: a whole one where it can be; a percentage as a part of one, and always a fraction."""
    number = Fraction(text)
    if percent:
        return number / 100
    return int(number) if number.denominator == 1 else number
