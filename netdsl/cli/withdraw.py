"""`netdsl withdraw`: what happens if an actor leaves, and what holds it."""

from pathlib import Path

import click

from netdsl.cli import options
from netdsl.cli.language import meant, refusal, tell
from netdsl.diagnostics import nearest
from netdsl.model.dates import Date
from netdsl.model.network import Network

FORMATS = ("table", "json", "markdown")


@click.command("withdraw")
@click.argument("file")
@click.argument("actors", nargs=-1, metavar="[ACTOR]…")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to lay out the report.")
@options.language_option
@options.rules_options
@options.settings_options
@click.option("-v", "--verbose", is_flag=True, help="Show everything of each, also where no ACTOR is named.")
def command(
    file: str,
    actors: tuple[str, ...],
    form: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
    verbose: bool,
) -> None:
    """Show what happens if an actor leaves the collaboration that FILE describes.

    For each ACTOR, by default for all that take part, give or pay: what holds it and what lets it go, as far as the
    file tells; the needs that no measure covers then; the measures that end because nobody else runs them; who loses
    what; what is found then. Everything that names the actor goes, and so do actors that are part of it. What it told
    stays.
    """
    from netdsl.recommend.withdrawal import contributors, withdrawals
    from netdsl.report import withdrawal as report

    evaluation = options.evaluation(file, options.rules(paths, alone), sets, at)
    network = evaluation.network
    _check(network, actors)
    chosen = dict.fromkeys(actors) or contributors(evaluation)
    if not chosen:
        raise refusal("nobody", file=file)
    spoken = language or network.language
    views = [report.WithdrawalView(w, spoken) for w in withdrawals(evaluation, chosen)]
    pages = verbose or bool(actors)
    if form == "table":
        click.echo(report.table(evaluation, views, options.width(), pages=pages), nl=False)
    elif form == "json":
        click.echo(report.as_json(evaluation, views), nl=False)
    else:
        click.echo(report.markdown(evaluation, views, pages=pages), nl=False)


def _check(network: Network, actors: tuple[str, ...]) -> None:
    known = network.declared.get("actor", {})
    for name in actors:
        if name not in known:
            advice = meant(nearest(name, known), tell("one-of", names=", ".join(known)) if known else "")
            raise refusal("unknown-actor", name=name, file=network.source.name, advice=advice)
