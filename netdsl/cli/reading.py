"""How the commands read the files they are given."""

import click

from netdsl.cli.language import note, spoken
from netdsl.diagnostics import Diagnostic, render, render_unreadable
from netdsl.source import ReadError, Source, read
from netdsl.steps import quiet


def read_file(file: str, *, err: bool = True) -> Source | None:
    """A file's text, or None with a message when it cannot be read."""
    try:
        source = read(file)
    except ReadError as error:
        quiet()
        click.echo(f"{render_unreadable(error, spoken())}\n", err=err)
        return None
    note(source)
    return source


def show(diagnostics: list[Diagnostic], source: Source, *, err: bool = True) -> None:
    """Print what is wrong in a file."""
    quiet()
    for diagnostic in diagnostics:
        click.echo(f"{render(diagnostic, source)}\n", err=err)
