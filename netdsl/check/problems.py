"""Problems of rule files as diagnostics."""

from netdsl.diagnostics import Diagnostic, diagnostic, say
from netdsl.syntax.rule_tree import Problem

PLACES = ("item", "condition", "detail")
"""Where a line that does not read may stand; else it is a part of what its name begins with."""


def explained(problem: Problem, language: str) -> Diagnostic:
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
        place = values["place"]
        kind = f"place-{place}" if place in PLACES else "place-part"
        values["place"] = say(kind, language, item=place.partition("_")[0])
    return diagnostic(problem.code, language, problem.span, (), advice, **values)
