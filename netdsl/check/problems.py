"""Problems of rule files as diagnostics."""

from netdsl.diagnostics import Diagnostic, diagnostic, say
from netdsl.syntax.rule_tree import Problem


def explained(problem: Problem, language: str = "en") -> Diagnostic:
    """The diagnostic of a problem; what is near a misspelt sentence is offered instead of general advice."""
    values = dict(problem.arguments)
    near = values.pop("near", "")
    known = values.get("known", "")
    advice = None
    if near:
        advice = say("did-you-mean", language, word=near)
    elif problem.code == "R011":
        advice = say("expected-one-of", language, words=known) if known else None
    if problem.code == "R001":
        values["place"] = {
            "item": "a `scale`, `threshold`, `define`, `rule` or `verdict`",
            "condition": "a condition",
            "detail": "a line under a statement",
        }.get(values["place"], f"a part of a {values['place'].partition('_')[0]}")
    return diagnostic(problem.code, language, problem.span, help=advice, **values)
