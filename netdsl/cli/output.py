"""What a command writes into a file of its own."""

import click

from netdsl.cli.options import BAD_INPUT
from netdsl.diagnostics import render_unreadable
from netdsl.source import ReadError, write_bytes
from netdsl.steps import quiet


def write_output(name: str, data: bytes | str, mode: int | None = None) -> None:
    """Write a file; where that cannot be, end the command, and what was there before stays."""
    try:
        write_bytes(name, data.encode("utf-8") if isinstance(data, str) else data, mode)
    except (OSError, ValueError) as error:
        quiet()
        click.echo(f"{render_unreadable(ReadError('N039', name))}\n", err=True)
        raise SystemExit(BAD_INPUT) from error
