"""How the commands write a changed network: to a file, back into its own, or to standard output."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.core import ParameterSource

from netdsl.check.network import read_network
from netdsl.cli import reading
from netdsl.cli.language import refusal, spoken, tell
from netdsl.cli.options import BAD_INPUT
from netdsl.cli.output import unwritable
from netdsl.diagnostics import render_unreadable
from netdsl.evaluate import Evaluation
from netdsl.model.change import union
from netdsl.model.network import Network
from netdsl.source import STANDARD_INPUT, Source, Span
from netdsl.syntax.edit import Edits, StaleError, edits, exactly, write_as, write_back
from netdsl.syntax.network import Document, parse

if TYPE_CHECKING:
    from netdsl.recommend.changes import Proposal

STANDARD_OUTPUT = "-"

_STANDARD_OUTPUT = (STANDARD_OUTPUT, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Names of standard output, where the report does not go with the network."""


def writing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`-o` and `--in-place`."""
    command = click.option("--in-place", is_flag=True, help="Put the changes into FILE itself.")(command)
    return click.option(
        "-o",
        "--output",
        metavar="FILE",
        callback=_place,
        help="Write the changed network into this file (`-`: standard output).",
    )(command)


def _place(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value == "":
        raise click.BadParameter(tell("no-place"))
    return STANDARD_OUTPUT if value in _STANDARD_OUTPUT else value


def check_options(file: str, output: str | None, in_place: bool) -> None:
    """End the command where its options do not tell one place to write to, or want two things there."""
    if output is not None and in_place:
        raise refusal("two-places")
    if in_place and file == STANDARD_INPUT:
        raise refusal("in-place-input")
    if in_place and Path(file).exists() and not (Path(file).is_file() or Path(file).is_dir()):
        raise refusal("in-place-device", file=file)
    given = click.get_current_context().get_parameter_source("form")
    if output == STANDARD_OUTPUT and given is ParameterSource.COMMANDLINE:
        raise refusal("no-report")


class Changed(NamedTuple):
    """A network's file, the edits that change it, and the network that it then describes."""

    document: Document
    edits: Edits
    network: Network

    def write(self, output: str | None, in_place: bool) -> None:
        """Write where the options say; ends the command where that cannot be done, with nothing written."""
        name = self.document.source.name
        place = name if in_place else output
        if place is None:
            return
        if place == STANDARD_OUTPUT and not in_place:
            click.echo(exactly(self.document, self.edits).encode("utf-8"), nl=False)
            return
        try:
            if in_place:
                write_back(self.document, self.edits)
            else:
                write_as(self.document, self.edits, place)
        except StaleError as error:
            raise click.ClickException(tell("stale", name=name)) from error
        except (OSError, ValueError) as error:
            click.echo(f"{render_unreadable(unwritable(place), spoken())}\n", err=True)
            raise SystemExit(BAD_INPUT) from error
        click.echo(tell("written", place=place), err=True)


def changed(network: Network, additions: Sequence[str], over: Collection[Span]) -> Changed:
    """A network with statements added and others over, as its file; ends the command where that gives no network."""
    document, _ = parse(network.source)
    try:
        found = edits(document, additions, over)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    after = Source(network.source.name, found.applied(network.source.text))
    result, diagnostics = read_network(after, network.as_of)
    if result is None:
        click.echo(tell("not-right"), err=True)
        reading.show([d for d in diagnostics if d.level == "error"], after)
        raise SystemExit(BAD_INPUT)
    return Changed(document, found, result)


def made(evaluation: Evaluation, proposals: "Sequence[Proposal]") -> Changed:
    """The network of an evaluation with all of some proposals in it."""
    from netdsl.recommend.changes import written

    network = evaluation.network
    over = union(p.change for p in proposals).over
    return changed(network, written(proposals, network.language), over)
