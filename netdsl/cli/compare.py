"""`netdsl compare`: two networks, or one at two times or as two see it, side by side."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netdsl.check.ruleset import SEVERITIES
from netdsl.cli import options
from netdsl.cli.language import refusal, tell
from netdsl.model.dates import Date, date

if TYPE_CHECKING:
    from netdsl.report.comparison import ComparisonView

FORMATS = ("table", "json", "markdown")


def _times(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[Date, ...]:
    found = []
    for value in values:
        at = date(value)
        if at is None:
            raise click.BadParameter(tell("no-date", value=value))
        found.append(at)
    return tuple(found)


@click.command("compare")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to lay out the report.")
@options.language_option
@options.rules_options
@click.option("--select", multiple=True, metavar="RULE", help="Show the findings of this rule only (name or code).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave out the findings of this rule.")
@click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", help="Another value for a threshold.")
@click.option("--at", "times", multiple=True, callback=_times, metavar="DATE", help="The time of both, or of each.")
@options.perspective_option(multiple=True)
@click.option("--fail-on", type=click.Choice(SEVERITIES[1:]), help="Exit with 1 when a new finding is this severe.")
def command(
    old: str,
    new: str | None,
    form: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    sets: tuple[str, ...],
    times: tuple[Date, ...],
    seen_by: tuple[tuple[str, ...], ...],
    fail_on: str | None,
) -> None:
    """Show what differs between two evaluations, and which statements account for it.

    \b
      netdsl compare OLD NEW                                two files
      netdsl compare FILE --at 2014 --at 2016               one file at two times
      netdsl compare FILE --as-seen-by K --as-seen-by R     one file as two sources see it

    Statements are held against each other by what they say, not by where they stand or how they are written. What
    accounts for a change is tried out: each statement that differs is put into the first network by itself, and taken
    back from the second.
    """
    from netdsl.pipeline import evaluate_network
    from netdsl.recommend.comparison import compare
    from netdsl.recommend.difference import account, differences
    from netdsl.report.comparison import ComparisonView

    if len(times) > 2 or len(seen_by) > 2:
        raise refusal("once-or-twice")
    if new is None and len(times) < 2 and len(seen_by) < 2:
        raise refusal("twice")
    loaded = options.rules(paths, alone)
    thresholds = options.settings(loaded, sets)
    chosen: Callable[[Any], bool] = options.chosen(loaded, select, ignore)
    sides = [options.network(name, _of(times, n), _of(seen_by, n) or ()) for n, name in enumerate((old, new or old))]
    if sides[0] is None or sides[1] is None:
        raise SystemExit(options.BAD_INPUT)
    before, after = (evaluate_network(side, loaded, thresholds) for side in sides if side)
    compared = compare(before, after)
    differing = differences(before.network, after.network)
    spoken = language or after.network.language
    shown = ComparisonView(compared, differing, account(compared, differing), spoken, chosen)
    show(shown, form)
    raise SystemExit(status(shown, fail_on))


def show(shown: "ComparisonView", form: str) -> None:
    """Print a comparison in one of the formats."""
    from netdsl.report import comparison as report

    if form == "table":
        click.echo(report.table(shown, options.width()), nl=False)
    elif form == "json":
        from netdsl.report.structured_comparison import as_json

        click.echo(as_json(shown), nl=False)
    else:
        click.echo(report.markdown(shown), nl=False)


def status(shown: "ComparisonView", fail_on: str | None) -> int:
    """The exit status: 1 where a new finding is as severe as that or more."""
    severe = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on else ()
    return int(any(f.finding.severity in severe and f.finding.accepted is None for f in shown.new))


def _of(given: tuple[Any, ...], number: int) -> Any:
    """What is given for one of the two, or for both."""
    return given[number] if len(given) == 2 else given[0] if given else None
