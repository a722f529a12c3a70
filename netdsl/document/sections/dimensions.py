"""The five dimensions: the ideal, how networks may deviate from it, and this network."""

from netdsl.document.blocks import Section, Table, Text, paragraph, plain
from netdsl.document.material import Material
from netdsl.report.messages import capital


def section(material: Material) -> Section:
    """The section."""
    say = material.say
    rows = tuple(
        (
            plain(capital(say(v.dimension))),
            plain(v.ideal),
            plain(say(f"deviation {v.dimension}")),
            (
                material.verdict(v.dimension, v.verdict, mark=True),
                Text(": "),
                Text(v.summary, mark=f"why:{v.dimension}"),
            ),
        )
        for v in material.view.verdicts
    )
    head = tuple(say(key) for key in ("dimension", "column-ideal", "column-deviation", "column-here"))
    table = Table(say("dimensions-caption"), head, rows, kind="dimensions")
    return Section("dimensions", say("dimensions"), (paragraph(say("dimensions-intro")), table))
