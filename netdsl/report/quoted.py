"""The lines behind what a finding's text lists, beyond those that make the finding."""

from collections.abc import Mapping
from typing import Any

from netdsl.evaluate import Finding
from netdsl.model.facts import Origin
from netdsl.syntax.templates import Optional, template


def quoted_origins(finding: Finding) -> list[Origin]:
    """One shortest derivation of each member of each list in the text, without the lines of the finding's evidence."""
    explainer = finding.evaluation.explainer
    listed = _holes_shown(finding.rule.finding["en"], finding.values)
    evidence = [
        premise
        for step in finding.rule.with_
        if step.kind == "collect" and step.result in listed
        for premise in (
            (p for known in finding.bindings for p in explainer.of_members(step, known))
            if step.body
            else explainer.of_values(finding.rule.bodies, finding.about, step.variables)
        )
    ]
    shown = {origin.line.span for origin in finding.origins()}
    return [o for o in finding.evaluation.origins(tuple(evidence)) if o.line.span not in shown]


def _holes_shown(text: str, values: Mapping[str, Any]) -> set[str]:
    """The holes of a message, without those in a stretch that falls away."""
    found = set()
    for part in template(text):
        names = {p.name for p in (part.parts if isinstance(part, Optional) else (part,)) if not isinstance(p, str)}
        if not isinstance(part, Optional) or all(values.get(name) not in (None, (), 0) for name in names):
            found |= names
    return found
