"""`netdsl evaluate`: how far a collaboration is from a well-working governance network, and why."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netdsl.check.ruleset import SEVERITIES
from netdsl.cli import options
from netdsl.evaluate import Evaluation
from netdsl.model.dates import Date
from netdsl.steps import counted

if TYPE_CHECKING:
    from netdsl.recommend.recommendations import Advice

FORMATS = ("table", "json", "markdown", "sarif")


@click.command("evaluate")
@click.argument("files", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to lay out the report.")
@options.language_option
@options.rules_options
@click.option("--select", multiple=True, metavar="RULE", help="Show the findings of this rule only (name or code).")
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave out the findings of this rule.")
@options.settings_options
@options.perspective_option()
@options.costs_option
@click.option("--no-recommendations", "bare", is_flag=True, help="Only what is found, without what would change it.")
@click.option("--fail-on", type=click.Choice(SEVERITIES[1:]), help="Exit with 1 when a finding is this severe.")
@click.option("-v", "--verbose", is_flag=True, help="Show the lines behind each finding, and why it matters.")
def command(
    files: tuple[str, ...],
    form: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    sets: tuple[str, ...],
    at: Date | None,
    seen_by: tuple[str, ...],
    costs: tuple[str, ...],
    bare: bool,
    fail_on: str | None,
    verbose: bool,
) -> None:
    """Evaluate the networks that FILES describe (`-` for standard input).

    With --as-seen-by a line counts if its brackets name one of the sources. A thing (an actor, a measure, …) that
    only others declare is there where such a line speaks of it, with its role, and with nothing else that they say of
    it. What is declared without a source counts for everybody; any other line without a source for nobody. What the
    sources do not speak of is not told, so it gives questions and not findings.
    """
    from netdsl.pipeline import evaluate_network
    from netdsl.report.view import view

    loaded = options.rules(paths, alone)
    thresholds = options.settings(loaded, sets)
    prices = options.prices(loaded, costs)
    shown = options.chosen(loaded, select, ignore)
    evaluations: list[Evaluation] = []
    status = 0
    for name in counted(files, "files"):
        found = options.network(name, at, seen_by)
        if found is None:
            status = options.BAD_INPUT
        else:
            evaluations.append(evaluate_network(found, loaded, thresholds))
    views = [
        view(e, language, shown, None if bare else _advice(e, prices, shown)) for e in counted(evaluations, "files")
    ]
    if views:
        if form == "table":
            from netdsl.report.table import table

            click.echo("\n".join(table(v, options.width(), verbose) for v in views), nl=False)
        elif form == "json":
            from netdsl.report.structured import as_json

            click.echo(as_json(views), nl=False)
        elif form == "markdown":
            from netdsl.report.markdown import markdown

            click.echo(markdown(views), nl=False)
        else:
            from netdsl.report.sarif import sarif

            click.echo(sarif(views), nl=False)
    if fail_on and not status:
        severe = SEVERITIES[SEVERITIES.index(fail_on) :]
        status = int(any(f.severity in severe and f.accepted is None for v in views for f in v.findings))
    raise SystemExit(status)


def _advice(evaluation: Evaluation, prices: dict[str, int], shown: Callable[[Any], bool]) -> "Advice":
    from netdsl.recommend.recommendations import recommend

    return recommend(evaluation, prices, [f for f in evaluation.findings if f.accepted is None and shown(f.rule)])
