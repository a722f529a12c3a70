"""`netdsl whatif`: a change of one's own, made in a copy of the network and evaluated."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from netdsl.check.ruleset import SEVERITIES
from netdsl.cli import options, reading, writing
from netdsl.cli.compare import FORMATS, show, status
from netdsl.cli.language import refusal, tell
from netdsl.model.dates import Date
from netdsl.model.network import Network
from netdsl.source import Source, Span

_SEPARATOR = re.compile(r"""((?:"(?:[^"\\]|\\.)*"|(?<!\w)'[^']*'|(?! / ).)*)(?: / |$)""", re.DOTALL)
"""What stands before ` / `, outside of quotes."""


@click.command("whatif")
@click.argument("file")
@click.option("--add", "additions", multiple=True, metavar="STATEMENT", help="What is added; ` / ` begins a new line.")
@click.option("--end", "endings", multiple=True, metavar="HEAD[: LINE]", help="What is over: a statement, or a line.")
@writing.writing_options
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to lay out the report.")
@options.language_option
@options.rules_options
@options.settings_options
@click.option("--fail-on", type=click.Choice(SEVERITIES[1:]), help="Exit with 1 when a new finding is this severe.")
def command(
    file: str,
    additions: tuple[str, ...],
    endings: tuple[str, ...],
    output: str | None,
    in_place: bool,
    form: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
    fail_on: str | None,
) -> None:
    """Show what a change of your own would do to the network that FILE describes.

    \b
      netdsl whatif FILE --add "Municipality pays Charity / for reading circle"
      netdsl whatif FILE --end "meeting board" --end "Charity gives Library volunteers: essential"

    A statement is written as in FILE, in its language; what would stand under it in lines of its own comes after ` / `.
    What is over is named by its own words, without sources. The change is made in a copy, which is evaluated; FILE is
    left alone but with --in-place.
    """
    from netdsl.pipeline import evaluate_network
    from netdsl.recommend.comparison import compare
    from netdsl.recommend.difference import account, differences
    from netdsl.report.comparison import ComparisonView

    if not additions and not endings:
        raise refusal("no-change")
    writing.check_options(file, output, in_place)
    loaded = options.rules(paths, alone)
    thresholds = options.settings(loaded, sets)
    network = options.network(file, at)
    if network is None:
        raise SystemExit(options.BAD_INPUT)
    over = set(_over(network, endings))
    changed = writing.changed(network, _statements(network, additions), over)
    before, after = (evaluate_network(n, loaded, thresholds) for n in (network, changed.network))
    compared = compare(before, after)
    differing = differences(network, changed.network)
    shown = ComparisonView(compared, differing, account(compared, differing), language or network.language, tried=True)
    changed.write(output, in_place)
    if output != writing.STANDARD_OUTPUT:
        show(shown, form)
    raise SystemExit(status(shown, fail_on))


def _statements(network: Network, additions: tuple[str, ...]) -> list[str]:
    """The statements to add; ends the command where one cannot be read, with all that is wrong in any of them."""
    from netdsl.recommend.additions import Additions

    texts = list(dict.fromkeys(_lines(addition) for addition in additions))
    whole = Source("--add", "\n".join(texts))
    wrong = [d for d in Additions(network).read(whole.text, network.language)[2] if d.level == "error"]
    if wrong:
        reading.show(wrong, whole)
        raise SystemExit(options.BAD_INPUT)
    return texts


def _lines(addition: str) -> str:
    """A statement with its lines one under the other."""
    parts = (part.strip() for line in addition.split("\n") for part in _SEPARATOR.findall(line))
    lines = [part for part in parts if part]
    if not lines:
        raise click.BadParameter(tell("empty-statement"), param_hint="--add")
    return "\n  ".join(lines)


def _over(network: Network, endings: tuple[str, ...]) -> Iterator[Span]:
    """The places of what is over; ends the command where a text names nothing, or several things."""
    from netdsl.syntax.network import parse
    from netdsl.syntax.pointing import called, head_like

    document, _ = parse(network.source)
    for ending in endings:
        found = head_like(document, ending)
        if not isinstance(found, list):
            yield found.line.span
            continue
        names = [called(document, sentence) for sentence in found]
        if len(found) > 1 and len(set(names)) == 1:  # the same is said several times
            yield from (sentence.line.span for sentence in found)
            continue
        near = ", ".join(f"`{name}`" for name in names)
        advice = f"; {tell('meant-one', names=near)}" if near else ""
        raise refusal("unknown-statement", file=network.source.name, ending=ending, advice=advice)
