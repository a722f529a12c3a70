"""The command `netdsl`: its subcommands, and what they share of manners towards the shell.

Exit status: 0; 1 when the command found what it was asked to fail on; 2 for bad input or usage; 130 when interrupted.
"""

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from netdsl import __version__
from netdsl.cli.language import run, spoken, tell

COMMANDS = (
    "new", "evaluate", "explain", "plan", "whatif", "apply", "ask", "compare", "withdraw", "report", "draw", "metrics",
    "import", "export", "anonymise", "check", "format", "rules", "completion",
)  # fmt: skip
"""The subcommands in the order of the help; each is the `command` of the module of its name beside this one."""

MODULES = {"import": "importing"}
"""The modules of subcommands whose names cannot be those of modules."""

INTERRUPTED, PIPE_CLOSED = 130, 141
"""What a shell reports of a program that SIGINT or SIGPIPE ended."""

UNPRINTED = 2
"""The exit status where what a command prints cannot be written, as on a full disk."""


class Subcommands(click.Group):
    """A group that imports a subcommand when it is called for, so that each costs only its own start-up time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order they were given."""
        return list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand of a name."""
        if cmd_name not in self.commands:
            return None
        command = import_module(f"netdsl.cli.{MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(command, click.Command)
        return _in_language(command, cmd_name)

    def main(self, args: Sequence[str] | None = None, *others: Any, **more: Any) -> Any:
        """Run the command line, in the language of the person."""
        with run(sys.argv[1:] if args is None else args):
            spoken_to = _in_language(self, "")
            return click.Group.main(spoken_to, args, *others, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand; click would take a closed pipe for a failure of the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise PipeClosedError from error


def _in_language(command: click.Command, name: str) -> click.Command:
    """A command with its help in the language of the run."""
    if spoken() == "en":
        return command
    from netdsl.cli.norwegian import in_norwegian

    return in_norwegian(command, name)


class PipeClosedError(Exception):
    """Nobody reads what a command prints."""


@click.group(
    cls=Subcommands,
    commands={name: click.Command(name) for name in COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def netdsl(ctx: click.Context, /) -> None:
    """Evaluate a collaboration that a text file describes.

    Start with: netdsl evaluate FILE
    """
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> NoReturn:
    """Run the command line and exit."""
    gc.disable()  # a run is short and leaves few cycles: looking for them takes longer than they are worth
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell, as `>&-` does
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115  open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(_status())


def _progress() -> AbstractContextManager[None]:
    """What shows long work; where that goes nowhere, nothing is loaded for it."""
    if sys.stderr is None or not sys.stderr.isatty():
        return nullcontext()
    from netdsl.cli.progress import shown

    return shown()


def _status() -> Any:
    with run(sys.argv[1:]):
        return _ended()


def _ended() -> Any:
    """Run the command line; the exit status, after what there is to say has been said."""
    try:
        with _progress():
            status = netdsl.main(prog_name="netdsl", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except (PipeClosedError, BrokenPipeError):
        _print_nothing_more()
        return PIPE_CLOSED
    except OSError as error:
        if error.filename is not None:
            raise
        _print_nothing_more()
        click.echo(tell("unwritten-output", why=error.strerror), err=True)
        return UNPRINTED
    return status


def _print_nothing_more() -> None:
    """Send what is still to be printed into nothing: Python flushes standard output once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
