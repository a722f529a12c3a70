"""How the commands write a changed network: to a file, back into its own, or to standard output."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from netdsl.check.network import read_network
from netdsl.cli import reading
from netdsl.cli.options import BAD_INPUT
from netdsl.diagnostics import render_unreadable
from netdsl.evaluate import Evaluation
from netdsl.model.change import union
from netdsl.model.network import Network
from netdsl.source import STANDARD_INPUT, ReadError, Source, Span
from netdsl.syntax.edit import Edits, StaleError, edits, write_as, write_back
from netdsl.syntax.network import Document, parse

if TYPE_CHECKING:
    from netdsl.recommend.changes import Proposal


def writing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`-o` and `--in-place`."""
    command = click.option("--in-place", is_flag=True, help="Put the changes into FILE itself.")(command)
    return click.option(
        "-o", "--output", metavar="FILE", help="Write the changed network into this file (`-`: standard output)."
    )(command)


def check_options(file: str, output: str | None, in_place: bool) -> None:
    """End the command where its options do not tell one place to write to."""
    if output is not None and in_place:
        raise click.UsageError("-o and --in-place exclude each other")
    if in_place and file == STANDARD_INPUT:
        raise click.UsageError("--in-place needs a file, and standard input is none")


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
        try:
            if in_place:
                write_back(self.document, self.edits)
            elif place == STANDARD_INPUT:
                click.echo(self.edits.applied(self.document.source.text), nl=False)
                return
            else:
                write_as(self.document, self.edits, place)
        except StaleError as error:
            raise click.ClickException(f"{name} has changed meanwhile, so nothing is written") from error
        except ReadError as error:
            click.echo(f"{render_unreadable(error)}\n", err=True)
            raise SystemExit(BAD_INPUT) from error
        except (OSError, ValueError) as error:
            click.echo(f"{render_unreadable(ReadError('N039', place))}\n", err=True)
            raise SystemExit(BAD_INPUT) from error
        click.echo(f"written: {place}", err=True)


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
        click.echo("with this change the file would not be right:\n", err=True)
        reading.show([d for d in diagnostics if d.level == "error"], after)
        raise SystemExit(BAD_INPUT)
    return Changed(document, found, result)


def made(evaluation: Evaluation, proposals: "Sequence[Proposal]") -> Changed:
    """The network of an evaluation with all of some proposals in it."""
    from netdsl.recommend.changes import written

    network = evaluation.network
    over = union(p.change for p in proposals).over
    return changed(network, written(proposals, network.language), over)
