"""`netdsl draw`: a picture of a network."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from netdsl.cli import options
from netdsl.cli.extras import needs
from netdsl.cli.language import tell
from netdsl.cli.output import ending, keep_source, write_output
from netdsl.draw.scene import VIEWS
from netdsl.model.dates import Date
from netdsl.steps import quiet, stage

if TYPE_CHECKING:
    from netdsl.draw.figure import Figure

FORMS = {
    ".svg": "SVG, for web pages and to edit",
    ".png": "PNG, an image",
    ".pdf": "PDF, one page",
    ".dot": "text for Graphviz",
    ".mmd": "text for Mermaid",
}

RENDERED = (".png", ".pdf")
"""What needs the extra `draw`."""


@click.command("draw")
@click.argument("file")
@click.option(
    "-o", "--output", required=True, metavar="PICTURE", help=f"The file to write; its name ends in {', '.join(FORMS)}."
)
@click.option("--view", type=click.Choice(VIEWS), default=VIEWS[0], show_default=True, help="What the ties are.")
@options.language_option
@options.perspective_option()
@options.rules_options
@options.settings_options
def command(
    file: str,
    output: str,
    view: str,
    language: str | None,
    seen_by: tuple[str, ...],
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
) -> None:
    """Draw the network that FILE describes.

    \b
    exchanges    who gives what to whom, and who pays
    meetings     who attends which meetings, and a table of who sits together
    dependence   who depends on whom, as the rules find
    information  who informs whom

    The same file gives the same picture. PNG and PDF need the extra `draw`: pip install ".[draw]" in netdsl's folder
    """
    from netdsl.draw.figure import figure

    form = ending(output, FORMS, "no-picture-form")
    if form in RENDERED:
        needs("typst", "draw", "needs-picture")
    keep_source([file], output)
    evaluation = options.evaluation(file, options.rules(paths, alone), sets, at, seen_by)
    with stage("drawing"):
        data = _data(figure(evaluation, view, language or evaluation.network.language), form)
    write_output(output, data)
    click.echo(tell("written", place=output), err=True)


def _data(made: "Figure", form: str) -> bytes:
    from netdsl.draw import graphs

    if form in RENDERED:
        from netdsl.draw import render
        from netdsl.draw.font import lacking

        if missing := lacking("".join(label.text for label in made.labels)):
            shown = " ".join(missing[:10]) + (" …" if len(missing) > 10 else "")
            quiet()
            click.echo(tell("no-glyph", shown=shown), err=True)
        try:
            return render.png(made) if form == ".png" else render.pdf(made)
        except render.TooLargeError as error:
            raise click.ClickException(tell("too-large")) from error
    text = {
        ".svg": lambda: made.svg,
        ".dot": lambda: graphs.dot(made.scene),
        ".mmd": lambda: graphs.mermaid(made.scene),
    }
    return text[form]().encode("utf-8")
