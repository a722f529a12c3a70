"""What a command needs beside the core, and how to get it where it is missing."""

from importlib.util import find_spec

import click

from netdsl.cli.language import tell


def needs(package: str, extra: str, why: str = "needs") -> None:
    """End the command with advice where a package is not installed.

    extra: what brings it; why: the key of the text that tells what needs it.
    """
    try:
        missing = find_spec(package) is None
    except ModuleNotFoundError:
        missing = True
    if missing:
        raise click.ClickException(tell("lacking", why=tell(why, package=package), extra=extra))
