"""`netdsl export`: a network file as a data file of another program."""

import click

from netdsl.cli import options
from netdsl.cli.extras import needs
from netdsl.cli.language import LANGUAGES, refusal, tell
from netdsl.cli.output import ending, keep_source, write_output
from netdsl.cli.reading import read_file, show
from netdsl.steps import stage

TABLES = ("network", "sources", "actors", "meetings", "exchanges", "statements")


@click.command("export")
@click.argument("file")
@click.option(
    "-o", "--output", metavar="FILE.graphml|gexf|net|paj|csv|xlsx|json", required=True,
    help="The file to write; the ending of its name tells the format.",
)  # fmt: skip
@click.option("--table", type=click.Choice(TABLES), default="exchanges", help="What a CSV file holds.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The words; by default those of the file.")
def command(file: str, output: str, table: str, language: str | None) -> None:
    """Write a network for other programs: GraphML, GEXF, Pajek, Excel, CSV, JSON.

    \b
    .xlsx, .json     all of it
    .graphml, .gexf  actors, meetings and groups; exchanges and attendance
    .paj             Pajek: exchanges, sectors, meetings; .net only exchanges
    .csv             one table, the exchanges or another: --table

    What a format has no place for is listed. `netdsl import` reads each of them. Exit status: 0, or 2 when something
    is wrong; then nothing is written.

    Excel needs the extra `data`: pip install ".[data]" in netdsl's folder
    """
    from netdsl.check.network import resolve
    from netdsl.data.exporting import FORMATS, exported, notes
    from netdsl.data.tables import Problem
    from netdsl.syntax.network import parse

    suffix = ending(output, FORMATS, "no-format")
    if table != "exchanges" and suffix != ".csv":
        raise refusal("table-of-csv", output=output)
    if suffix == ".xlsx":
        needs("openpyxl", "data")
    source = read_file(file)
    if source is None:
        raise SystemExit(options.BAD_INPUT)
    with stage("reading"):
        document, found = parse(source)
        found = sorted([*found, *resolve(document)[1]], key=lambda d: d.order)
    if found:
        show(found, source)
        raise SystemExit(options.BAD_INPUT)
    keep_source([file], output)
    try:
        with stage("exporting"):
            made = exported(document, output, language, table)
    except Problem as problem:
        click.echo(problem.text(language or document.language), err=True)
        raise SystemExit(options.BAD_INPUT) from problem
    write_output(output, made.data)
    for line in notes(made.left, output, language or document.language):
        click.echo(line, err=True)
    click.echo(tell("written", place=output), err=True)
