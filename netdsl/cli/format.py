"""`netdsl format`: network files in their canonical form."""

import click

from netdsl.check.network import resolve
from netdsl.cli.language import spoken
from netdsl.cli.reading import read_file, show
from netdsl.diagnostics import render_unreadable
from netdsl.model.forms import dialects
from netdsl.source import STANDARD_INPUT, ReadError, Source, write
from netdsl.steps import counted, quiet
from netdsl.syntax.format import formatted
from netdsl.syntax.network import parse


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--check", is_flag=True, help="Change nothing; name the files that are not in canonical form.")
@click.option("--language", type=click.Choice(list(dialects())), help="Put the words of the language into this one.")
@click.option("--stdout", is_flag=True, help="Write to standard output and leave the files as they are.")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...], check: bool, language: str | None, stdout: bool) -> None:
    """Write network files in their canonical form.

    The meaning stays, and so do the order of the lines and the comments. A file with errors is left as it is. Standard
    input (`-`) goes to standard output. Exit status: 0; 1 when --check finds a file that would change; 2 for a file
    with errors.
    """
    status = 0
    for file in counted(files, "files"):
        source = read_file(file)
        text = _canonical(source, language) if source else None
        same = source is not None and (source.original or source.text) == text
        if source is None or text is None:
            status = 2
        elif check:
            if not same:
                quiet()
                click.echo(file)
                status = max(status, 1)
        elif stdout or file == STANDARD_INPUT:
            quiet()
            click.echo(text, nl=False)
        elif not same:
            status = max(status, _write(file, text))
    if status:
        ctx.exit(status)


def _write(file: str, text: str) -> int:
    try:
        write(file, text)
    except (OSError, ValueError):
        quiet()
        click.echo(f"{render_unreadable(ReadError('N039', file), spoken())}\n", err=True)
        return 2
    return 0


def _canonical(source: Source, language: str | None) -> str | None:
    document, diagnostics = parse(source)
    diagnostics += resolve(document)[1]
    show(sorted(diagnostics, key=lambda d: d.order), source)
    return None if diagnostics else formatted(document, language)
