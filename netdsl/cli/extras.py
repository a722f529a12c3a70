"""What a command needs beside the core, and how to get it where it is missing."""

from importlib.util import find_spec

import click


def needs(package: str, extra: str, why: str = "") -> None:
    """End the command with advice where a package is not installed; `extra` is what brings it, `why` what needs it."""
    try:
        missing = find_spec(package) is None
    except ModuleNotFoundError:
        missing = True
    if missing:
        raise click.ClickException(
            f"{why or f'this needs {package}'}, which is not installed here: "
            f'pip install ".[{extra}]" in netdsl\'s folder'
        )
