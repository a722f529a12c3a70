"""`netdsl report`: the report that is handed on, as a web page, Markdown or a Word document."""

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netdsl.cli import options
from netdsl.cli.anonymise import anonymise_options, anonymous, check_report, key_kept
from netdsl.cli.extras import needs
from netdsl.cli.language import refusal, tell
from netdsl.cli.output import ending, keep_source, write_output
from netdsl.model.dates import Date
from netdsl.steps import stage

if TYPE_CHECKING:
    from netdsl.document.material import Material

FORMS = {".html": "a web page", ".md": "Markdown", ".docx": "a Word document"}


@click.command("report")
@click.argument("file")
@click.option(
    "-o", "--output", required=True, metavar="REPORT", help=f"The file to write; its name ends in {', '.join(FORMS)}."
)
@options.language_option
@options.rules_options
@options.settings_options
@options.perspective_option()
@options.costs_option
@anonymise_options
@options.seconds_option
def command(
    file: str,
    output: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
    seen_by: tuple[str, ...],
    costs: tuple[str, ...],
    anonymise: bool,
    key: str | None,
    keep: tuple[str, ...],
    seconds: float,
) -> None:
    """Write a report on the network that FILE describes, to be handed on as it is.

    What the evaluation rests on, the five dimensions, figures, findings with their lines and sources, recommendations,
    the cheapest plan, who might leave, open questions; and the rules, the thresholds and the file in appendices.

    \b
    .html  one page that opens offline; figures, and changes that can be switched on
    .md    text for another document
    .docx  for Word; needs the extra `report`: pip install ".[report]" in netdsl's folder

    The plan needs the extra `plan`, and the figures of a Word document the extra `draw`; without them the report says
    so.

    With --anonymise it tells nobody by name, and quotes nobody; it is searched for names before it is written.
    """
    from netdsl.document.material import Material
    from netdsl.document.texts import own_words
    from netdsl.document.told import told as told_in
    from netdsl.pipeline import BUILT_IN, open_lines, rule_files

    form = ending(output, FORMS, "no-report-form")
    if (key or keep) and not anonymise:
        raise refusal("with-anonymise")
    if form == ".docx":
        needs("docx", "report", "needs-word")
    keep_source([file], output)
    loaded = options.rules(paths, alone)
    prices = options.prices(loaded, costs)
    named = options.evaluation(file, loaded, sets, at, seen_by)
    told, made = anonymous(named, output, key, keep, seen_by) if anonymise else (named, None)
    material = Material(
        told, language or named.network.language, prices, open_lines(paths, alone), seconds, made is not None
    )
    with stage("reporting"):
        data = _data(material, form)
    if made:
        check_report(named, told_in(data, form), own_words(rule_files([BUILT_IN])), keep)
    with key_kept(named, made, key) if made else nullcontext():
        write_output(output, data)
        click.echo(tell("written", place=output), err=True)


def _data(material: "Material", form: str) -> bytes:
    from netdsl.document import figures
    from netdsl.document.content import document

    if form == ".md":
        from netdsl.document.markdown import markdown

        return markdown(document(material, without=material.say("picture-elsewhere"))).encode("utf-8")
    if form == ".docx":
        from netdsl.document.word import word

        return word(document(material, figures.images(material), material.say("no-picture")))
    from netdsl.document.html import html
    from netdsl.document.states import states

    found = states(material)
    return html(document(material, figures.drawn(material, found.also), states=found.data)).encode("utf-8")
