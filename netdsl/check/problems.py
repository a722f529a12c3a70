"""Problems of rule files as diagnostics."""

from netdsl.diagnostics import Diagnostic, diagnostic, say
from netdsl.syntax.rule_tree import Problem


def explained(problem: Problem, language: str = "en") -> Diagnostic:
    """The diagnostic of a problem; what is near a misspelt sentence is offered instead of general advice."""
    values = dict(problem.arguments)
    near = values.pop("near", "")
    known = values["words"] = values.pop("known", "")
    advice = None
    if near:
        advice = say("help-meant", language, word=near)
    elif known and problem.code in ("R011", "R012"):
        advice = say(f"help-{problem.code}", language, words=known)
    if problem.code == "R001":
        values["place"] = {
            "item": "a `scale`, `threshold`, `cost`, `define`, `rule` or `verdict`",
            "condition": "a condition",
            "detail": "a line under a statement",
        }.get(values["place"], f"a part of a {values['place'].partition('_')[0]}")
    return diagnostic(problem.code, language, problem.span, (), advice, **values)
