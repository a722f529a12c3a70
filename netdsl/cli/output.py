"""What a command writes into a file of its own."""

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

import click

from netdsl.cli.language import meant, refusal, spoken, tell
from netdsl.cli.options import BAD_INPUT
from netdsl.diagnostics import nearest, render_unreadable
from netdsl.source import STANDARD_INPUT, ReadError, write_bytes
from netdsl.steps import quiet


def ending(output: str, endings: Collection[str], unknown: str) -> str:
    """How the name of a file to write ends, in small letters; ends the command with a text where no ending fits."""
    found = Path(output).suffix.casefold()
    if found not in endings:
        near = nearest(found.removeprefix("."), [one.removeprefix(".") for one in endings])
        known = tell("ends-in", names=", ".join(endings))
        raise refusal(unknown, output=output, advice=meant(near and f".{near}", known))
    return found


def keep_source(sources: Iterable[str], output: str) -> None:
    """End the command where it would write over what it is made from, whatever that is called."""
    for source in sources:
        with suppress(OSError, ValueError):  # what cannot be looked at is not the same
            if source != STANDARD_INPUT and os.path.samefile(source, output):  # noqa: PTH121  a name may be none
                raise refusal("source-kept", output=output)


def write_output(name: str, data: bytes | str, mode: int | None = None) -> None:
    """Write a file; where that cannot be, end the command, and what was there before stays."""
    try:
        write_bytes(name, data.encode("utf-8") if isinstance(data, str) else data, mode)
    except (OSError, ValueError) as error:
        quiet()
        click.echo(f"{render_unreadable(unwritable(name), spoken())}\n", err=True)
        raise SystemExit(BAD_INPUT) from error


def unwritable(name: str) -> ReadError:
    """Why a file cannot be written."""
    folder = Path(name).parent
    with suppress(OSError, ValueError):  # what cannot be looked at may be there
        if not (folder.exists() or folder.is_symlink()):
            return ReadError("N042", name, folder=folder)
    return ReadError("N039", name)
