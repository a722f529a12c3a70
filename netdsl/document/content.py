"""An evaluation as a document: its sections in order."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from netdsl import __version__
from netdsl.document.blocks import Block, Document, Paragraph, Picture, Section, paragraph, plain
from netdsl.document.material import Material, date_text
from netdsl.document.sections import (
    advice,
    appendix,
    collaboration,
    coverage,
    dimensions,
    findings,
    measures,
    plan,
    questions,
    summary,
    ties,
    withdrawals,
)
from netdsl.report.messages import full


def document(
    material: Material, figures: Sequence[Picture] = (), without: str = "", states: Mapping[str, Any] | None = None
) -> Document:
    """The report. `without` says why there are no figures, where there are none; `states` is what changes do."""
    told = measures.section(material)
    found: tuple[Section, ...] = (
        summary.section(material),
        collaboration.section(material),
        coverage.section(material),
        dimensions.section(material),
        ties.section(material, figures, without),
        *([told] if told else []),
        findings.section(material),
        advice.section(material),
        plan.section(material),
        withdrawals.section(material),
        questions.section(material),
        *appendix.sections(material),
    )
    now = material.evaluation.network.as_of
    subtitle = material.say("subtitle-as-of", date=date_text(now)) if now else material.say("subtitle")
    description = material.view.description
    lead: tuple[Block, ...] = (Paragraph(plain(full(description)), "lead"),) if description else ()
    if material.anonymous:
        lead = (paragraph(material.say("pseudonyms"), kind="note"), *lead)
    made = paragraph(material.say("made-with", version=__version__), kind="note")
    closed = evolve(found[-1], blocks=(*found[-1].blocks, made))
    return Document(material.view.name, subtitle, material.language, lead, (*found[:-1], closed), states or {})
