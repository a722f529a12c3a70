"""What is done for whom and what is told to come of it."""

from netdsl.document.blocks import Inlines, Section, Table, paragraph, plain
from netdsl.document.material import Material, date_text
from netdsl.document.sections.columns import table
from netdsl.model.network import Row, Value
from netdsl.report.messages import listed, shown


def section(material: Material) -> Section | None:
    """The section; None where no measure and no outcome is told of."""
    tables = [made for made in (_measures(material), _outcomes(material)) if made]
    if not tables:
        return None
    return Section("measures", material.say("measures-heading"), (paragraph(material.say("measures-intro")), *tables))


def _measures(material: Material) -> Table | None:
    rows: list[dict[str, Inlines]] = []
    for (measure,) in material.evaluation.facts.relations.get("measure", ()):
        rows.append({
            "name": plain(shown(measure, "", material.language)),
            "run": _names(material, "measure.run_by", measure),
            "groups": _names(material, "measure.meant_for", measure),
            "needs": _names(material, "measure.covers", measure),
            "effect": _effects(material, measure),
            "lacks": _words(material, "measure.lacks", "LACK", measure),
            "lines": _lines(material, "measure", measure),
        })  # fmt: skip
    return table(material, "measure", rows, ("run", "groups", "needs", "effect", "lacks"))


def _outcomes(material: Material) -> Table | None:
    rows: list[dict[str, Inlines]] = []
    for (outcome,) in material.evaluation.facts.relations.get("outcome", ()):
        rows.append({
            "name": plain(shown(outcome, "", material.language)),
            "value": _values(material, outcome),
            "lasting": _words(material, "outcome.lasting", "", outcome),
            "through": _names(material, "outcome.through", outcome),
            "lines": _lines(material, "outcome", outcome),
        })  # fmt: skip
    return table(material, "outcome", rows, ("value", "lasting", "through"))


def _of(material: Material, form: str, name: object) -> list[Row]:
    return [row for row in material.evaluation.facts.relations.get(form, ()) if row[0] == name]


def _names(material: Material, form: str, name: object) -> Inlines:
    return plain(listed([shown(row[1], "", material.language) for row in _of(material, form, name)], material.language))


def _words(material: Material, form: str, terminal: str, name: object) -> Inlines:
    told = (shown(row[1], terminal, material.language) for row in _of(material, form, name))
    return plain(listed(list(dict.fromkeys(told)), material.language))


def _effects(material: Material, measure: object) -> Inlines:
    """The effect as a whole, then that on each need or goal."""
    grades = [shown(row[1], "GRADE", material.language) for row in _of(material, "measure.effect", measure)]
    grades += (
        f"{shown(row[1], '', material.language)}: {shown(row[2], 'GRADE', material.language)}"
        for row in _of(material, "measure.effect_on", measure)
    )
    return plain("; ".join(dict.fromkeys(grades)))


def _values(material: Material, outcome: object) -> Inlines:
    """Each figure, of what it is one, and when."""
    told = []
    for row in _of(material, "outcome.value", outcome):
        _, amount, base, time = row
        text = shown(amount, "", material.language)
        lines = {o.line.span.line for o in material.evaluation.facts.origins("outcome.value", row)}
        if lines <= material.roughly:
            text = material.say("roughly", times=text)
        if base is not None:
            text = material.say("outcome-of", amount=text, base=shown(base, "", material.language))
        told.append(f"{text} ({date_text(time)})" if isinstance(time, tuple) else text)
    return plain("; ".join(told))


def _lines(material: Material, form: str, name: Value) -> Inlines:
    return material.lines_of(sorted({o.line.span.line for o in material.evaluation.facts.origins(form, (name,))}))
