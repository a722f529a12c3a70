"""`netdsl import`: data of other programs as a network file."""

from pathlib import Path

import click

from netdsl.cli import options
from netdsl.cli.extras import needs
from netdsl.cli.language import LANGUAGES, note, spoken, tell
from netdsl.cli.output import keep_source, write_output
from netdsl.diagnostics import render_unreadable
from netdsl.source import STANDARD_INPUT, ReadError
from netdsl.steps import stage


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("-o", "--output", metavar="FILE.net", help="Write the network into this file; without it, show it.")
@click.option("--sector", metavar="COLUMN", help="The column or attribute that holds the sectors, if not called so.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), help="The words of the network; by default those of the file."
)
def command(files: tuple[str, ...], output: str | None, sector: str | None, language: str | None) -> None:
    """Read a network from data files: Excel, CSV, Pajek, UCINET DL, GraphML, GEXF, JSON.

    Several FILEs, as tables of actors and of ties, make up one network. What is not understood is never guessed: it is
    listed here, and in comments at the end of the network. An error tells the sheet and cell, or the line.

    Exit status: 0, or 2 when something is wrong; then nothing is written.

    Excel needs the extra `data`: pip install ".[data]" in netdsl's folder
    """
    from netdsl.data.reading import needs_of, read_files
    from netdsl.data.statements import network_text
    from netdsl.data.tables import Problem

    if output is not None:
        keep_source(files, output)
    for file in files:
        if needed := needs_of(file):
            needs(*needed)
    try:
        with stage("importing"):
            tables = read_files(files, language, sector)
    except Problem as problem:
        click.echo(problem.text(language or problem.language or spoken()), err=True)
        raise SystemExit(options.BAD_INPUT) from problem
    except OSError as error:
        name = str(error.filename)
        code = "N002" if isinstance(error, IsADirectoryError) else "N003" if Path(name).exists() else "N001"
        click.echo(render_unreadable(ReadError(code, name), spoken()), err=True)
        raise SystemExit(options.BAD_INPUT) from error
    words = language or tables.language
    note(words)
    with stage("importing"):
        made = network_text(tables, f"{Path(files[0]).stem}.net", language)
    for problem_text in made.problems:
        click.echo(f"{problem_text}\n", err=True)
    if made.problems:
        raise SystemExit(options.BAD_INPUT)
    for remark in made.remarks:
        click.echo(remark.text(words), err=True)
    if output is None or output == STANDARD_INPUT:
        click.echo(made.text, nl=False)
        return
    write_output(output, made.text)
    click.echo(tell("written", place=output), err=True)
