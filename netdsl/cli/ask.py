"""`netdsl ask`: the questions whose answers would change an evaluation, as a guide for the next interviews."""

from pathlib import Path

import click

from netdsl.cli import options
from netdsl.model.dates import Date
from netdsl.steps import counted

FORMATS = ("table", "json", "markdown")


@click.command("ask")
@click.argument("files", nargs=-1, required=True)
@click.option("--by", type=click.Choice(("weight", "person")), default="weight", help="How to put them in order.")
@click.option("--all", "every", is_flag=True, help="Show those whose answers would change nothing, too.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to lay out the questions.")
@options.language_option
@options.rules_options
@options.settings_options
@click.option("-v", "--verbose", is_flag=True, help="Show every answer that was tried.")
def command(
    files: tuple[str, ...],
    by: str,
    every: bool,
    form: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
    verbose: bool,
) -> None:
    """Show what to ask next about the networks that FILES describe (`-` for standard input).

    A question is shown where something is open, where sources differ, and where a finding is one step from tipping.
    The possible answers are tried: each shows what it would change, and what to write into the file. The most decisive
    question comes first; with --by person they are put together for each person, by the theme of an interview.
    """
    from netdsl.pipeline import evaluate_network, open_lines
    from netdsl.recommend.asking import askings
    from netdsl.report import asking_pages as pages
    from netdsl.report.asking import ask_view

    loaded = options.rules(paths, alone)
    thresholds = options.settings(loaded, sets)
    lines = open_lines(paths, alone)
    views = []
    status = 0
    for name in counted(files, "files"):
        found = options.network(name, at)
        if found is None:
            status = options.BAD_INPUT
        else:
            evaluation = evaluate_network(found, loaded, thresholds)
            views.append(ask_view(evaluation, askings(evaluation, lines), language, every))
    by_person = by == "person"
    if views:
        if form == "table":
            click.echo("\n".join(pages.table(v, options.width(), by_person, verbose) for v in views), nl=False)
        elif form == "json":
            click.echo(pages.as_json(views, by_person), nl=False)
        else:
            click.echo(pages.markdown(views, by_person), nl=False)
    raise SystemExit(status)
