"""`netdsl check`: everything that is wrong in some files."""

import click

from netdsl.check.network import read_network
from netdsl.cli.reading import read_file, show
from netdsl.diagnostics import say
from netdsl.steps import counted, quiet


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.pass_context
def command(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Say everything that is wrong in network files.

    Reads standard input where a FILE is `-`. Exit status: 0, or 2 when anything is wrong.
    """
    wrong = False
    for file in counted(files, "files"):
        source = read_file(file, err=False)
        network, diagnostics = read_network(source) if source else (None, [])
        if source:
            show(diagnostics, source, err=False)
        if network:
            quiet()
            click.echo(f"{file}: {say('in-order', network.language)}")
        wrong = wrong or not network
    if wrong:
        ctx.exit(2)
