"""A definition's lines in the holes of a line that uses it."""

import re
from collections.abc import Callable, Mapping

from attrs import evolve

from netdsl.check.ruleset import Absent, Body, Compare, Expression, Match, Operation, Some, Step, Term, Variable
from netdsl.syntax.rule_tree import Ask


def rename_ask(ask: Ask, terms: Mapping[str, Term]) -> Ask:
    """A definition's question in the holes of the line that uses it."""

    def name(hole: str) -> str:
        term = terms.get(hole)
        return term.name if isinstance(term, Variable) else hole

    texts = {
        language: re.sub(r"\{(\w+)\}", lambda m: f"{{{name(m[1])}}}", text) for language, text in ask.texts.items()
    }
    whom = evolve(ask.whom, text=name(ask.whom.text)) if ask.whom and ask.whom.type == "VAR" else ask.whom
    return Ask(whom, texts)


def rename(body: Body, renamed: Callable[[str], Term]) -> Body:
    """A body with every hole replaced by what `renamed` gives for its name."""

    def term(t: Term) -> Term:
        return renamed(t.name) if isinstance(t, Variable) else t

    def expression(e: Expression) -> Expression:
        return Operation(e.operator, expression(e.left), expression(e.right)) if isinstance(e, Operation) else term(e)

    def name(n: str) -> str:
        new = renamed(n)
        assert isinstance(new, Variable)
        return new.name

    def inner(steps: Body) -> Body:
        return tuple(map(step, steps))

    def step(s: Step) -> Step:
        if isinstance(s, Match):
            return s._replace(terms=tuple(map(term, s.terms)))
        if isinstance(s, Some | Absent):
            return s._replace(bodies=tuple(map(inner, s.bodies)))
        if isinstance(s, Compare):
            return s._replace(left=expression(s.left), right=expression(s.right))
        return s._replace(
            result=name(s.result),
            variables=tuple(map(name, s.variables)),
            over=tuple(map(name, s.over)),
            body=inner(s.body),
            yes=inner(s.yes),
            possible=inner(s.possible),
            outer=frozenset(t.name for n in s.outer if isinstance(t := renamed(n), Variable)),
        )

    return inner(body)
