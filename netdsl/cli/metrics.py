"""`netdsl metrics`: measures of a network's structure."""

from pathlib import Path

import click

from netdsl.cli import options
from netdsl.cli.extras import needs
from netdsl.cli.language import meant, refusal, spoken, tell
from netdsl.diagnostics import nearest
from netdsl.model.dates import Date

FORMATS = ("table", "json")


@click.command("metrics")
@click.argument("file")
@click.option("--relation", "wanted", multiple=True, metavar="NAME", help="Only this one, as exchanges or meetings.")
@click.option("--everyone", is_flag=True, help="Count actors outside and above the network, too, and parts of others.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to lay out the measures.")
@options.language_option
@options.rules_options
@options.settings_options
@options.perspective_option()
def command(
    file: str,
    wanted: tuple[str, ...],
    everyone: bool,
    form: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
    seen_by: tuple[str, ...],
) -> None:
    """Measure the structure of a network: density, reciprocity, centralisation, components, sectors, who meets.

    For each relation (exchanges, one thing that several give, payments, information, meetings, dependence), with the
    definition of each measure. They count what FILE tells, and judge nothing.

    Needs the extra `graph`: pip install ".[graph]" in netdsl's folder
    """
    from netdsl.graph.metrics import metrics
    from netdsl.graph.relations import actors, meetings, relations, sectors
    from netdsl.report import metrics as report

    needs("networkx", "graph")
    evaluation = options.evaluation(file, options.rules(paths, alone), sets, at, seen_by)
    graphs = relations(evaluation, everyone=everyone)
    for name in wanted:
        if not any(name in report.called(graph) for graph in graphs):
            near = nearest(name, [called for graph in graphs for called in sorted(report.called(graph))])
            listing = ", ".join(f"`{report.titled(graph, spoken())}`" for graph in graphs)
            advice = meant(near, tell("relations", file=file, names=listing) if listing else "")
            raise refusal("unknown-relation", name=name, advice=advice)
    chosen = [graph for graph in graphs if not wanted or report.called(graph) & set(wanted)]
    meeting = meetings(evaluation.facts, actors(evaluation.facts, everyone=everyone)).pairs
    measured = [metrics(graph, sectors(evaluation.facts), meeting) for graph in chosen]
    language = language or evaluation.network.language
    if form == "json":
        click.echo(report.as_json(evaluation, measured, language), nl=False)
    else:
        click.echo(report.table(evaluation, measured, language, options.width()), nl=False)
