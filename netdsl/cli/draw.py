"""`netdsl draw`: a picture of a network."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from netdsl.cli import options
from netdsl.cli.extras import needs
from netdsl.cli.language import refusal, tell
from netdsl.cli.output import keep_source, write_output
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
    from netdsl.pipeline import evaluate_network

    form = _form(output)
    if form in RENDERED:
        needs("typst", "draw", "needs-picture")
    loaded = options.rules(paths, alone)
    thresholds = options.settings(loaded, sets)
    found = options.network(file, at, seen_by)
    if found is None:
        raise SystemExit(options.BAD_INPUT)
    keep_source([file], output)
    evaluation = evaluate_network(found[1], loaded, thresholds)
    with stage("drawing"):
        data = _data(figure(evaluation, view, language or found[1].language), form)
    write_output(output, data)
    click.echo(tell("written", place=output), err=True)


def _form(output: str) -> str:
    form = Path(output).suffix.lower()
    if form not in FORMS:
        raise refusal("no-picture-form", output=output, names=", ".join(FORMS))
    return form


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
