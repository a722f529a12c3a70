"""How questions are put in a terminal, or answered from a pipe."""

import sys
from collections.abc import Sequence
from io import TextIOWrapper

import click

from netdsl.guide.talk import LeftError


def prompt(text: str, words: Sequence[str]) -> str:
    """Show a text and read one line, with `words` to complete from in a terminal. Raises LeftError at the end of input.

    What comes from a pipe is shown after its question. Bytes that are no text of the terminal's encoding are left as
    surrogates.
    """
    if sys.stdin is None:
        raise LeftError
    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")
    try:
        if sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty():
            _complete(words)
            return input(f"{text} ")
        click.echo(f"{text} ", nl=False)
        line = sys.stdin.readline()
    except EOFError:
        click.echo()
        raise LeftError from None
    except (OSError, ValueError):  # closed, or not to be read
        raise LeftError from None
    if not line:
        click.echo()
        raise LeftError
    answer = line.rstrip("\r\n")
    click.echo(answer.encode("utf-8", "replace").decode("utf-8"))
    return answer


def _complete(words: Sequence[str]) -> None:
    """Let the tabulator complete an answer, or the last member of a list, from some words."""
    try:
        import readline
    except ImportError:  # not there on all systems
        return
    readline.set_completer_delims(",;")

    def found(text: str, number: int) -> str | None:
        blank = text[: len(text) - len(text.lstrip())]
        fitting = [word for word in words if word.casefold().startswith(text.strip().casefold())]
        return blank + fitting[number] if number < len(fitting) else None

    readline.set_completer(found)
    readline.parse_and_bind("tab: complete")
