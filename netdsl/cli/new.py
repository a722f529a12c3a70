"""`netdsl new`: a workbook to fill in."""

import click

from netdsl.cli import options
from netdsl.cli.extras import needs
from netdsl.diagnostics import render_unreadable
from netdsl.source import ReadError, write_bytes


@click.command("new")
@click.option("--workbook", "place", metavar="FILE.xlsx", required=True, help="The Excel workbook to write.")
@click.option("--language", type=click.Choice(options.LANGUAGES), default="en", help="The language of its words.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def command(place: str, language: str, force: bool) -> None:
    """Write an empty workbook to describe a collaboration in, with guidance and the questions of an interview.

    `netdsl import` reads it. Needs the extra `data`: pip install 'netdsl[data]'
    """
    from pathlib import Path

    needs("openpyxl", "data")
    from netdsl.data.tables import Tables
    from netdsl.data.workbook import workbook

    if Path(place).suffix.casefold() != ".xlsx":
        raise click.UsageError(f"`{place}` is no name of a workbook: it ends in .xlsx")
    if Path(place).exists() and not force:
        raise click.UsageError(f"`{place}` is there already; --force writes over it")
    try:
        write_bytes(place, workbook(Tables(language, ()), questions=True))
    except (OSError, ValueError) as error:
        click.echo(render_unreadable(ReadError("N039", place)), err=True)
        raise SystemExit(options.BAD_INPUT) from error
    click.echo(f"written: {place}", err=True)
