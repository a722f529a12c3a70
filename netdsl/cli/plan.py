"""`netdsl plan`: the cheapest recommended changes that clear what is asked."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netdsl.check.ruleset import DIMENSIONS, SEVERITIES
from netdsl.cli import options, writing
from netdsl.cli.extras import needs
from netdsl.cli.language import meant, refusal, tell
from netdsl.diagnostics import nearest
from netdsl.model.dates import Date

if TYPE_CHECKING:
    from netdsl.evaluate import Evaluation, Finding

LARGEST = 1_000_000
"""Budgets beyond this are no budgets."""

FORMATS = ("table", "json", "markdown")


@click.command("plan")
@click.argument("file")
@click.option("--clear", "ids", metavar="FINDING,…", help="The findings to clear, by id or code.")
@click.option("--dimension", type=click.Choice(DIMENSIONS), help="Clear all findings of this dimension.")
@click.option("--at-least", "least", type=click.Choice(SEVERITIES[1:]), help="Clear all that is this severe or more.")
@click.option("--budget", type=click.IntRange(0, LARGEST), metavar="N", help="What all changes may cost together.")
@options.costs_option
@options.seconds_option
@writing.writing_options
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", help="How to lay out the plan.")
@options.language_option
@options.rules_options
@options.settings_options
@click.option("-v", "--verbose", is_flag=True, help="Show the ids of changes and findings, and what stays open.")
def command(
    file: str,
    ids: str | None,
    dimension: str | None,
    least: str | None,
    budget: int | None,
    costs: tuple[str, ...],
    seconds: float,
    output: str | None,
    in_place: bool,
    form: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
    verbose: bool,
) -> None:
    """Find the cheapest set of recommended changes after which none of the findings asked for remains in FILE.

    By default these are all that are major or worse. Nothing as severe may be new. The plan is made in a copy and
    evaluated, and the solver proves that no cheaper set does as much. Where not all can be cleared, the most severe
    findings go first. With -o or --in-place the plan is written into the file.

    Needs the extra `plan`: pip install ".[plan]" in netdsl's folder
    """
    from netdsl.recommend.plans import goal_of, plan
    from netdsl.recommend.recommendations import prices
    from netdsl.report import planning as report

    if ids is not None and (dimension or least):
        raise refusal("clear-alone")
    writing.check_options(file, output, in_place)
    needs("clingo", "plan", "needs-solver")
    loaded = options.rules(paths, alone)
    costing = options.prices(loaded, costs)
    evaluation = options.evaluation(file, loaded, sets, at)
    named = None if ids is None else _named(evaluation, ids)
    made = plan(evaluation, goal_of(evaluation, named, least, dimension, budget), prices(evaluation, costing), seconds)
    if output is not None or in_place:
        writing.made(evaluation, [step.proposal for step in made.steps]).write(output, in_place)
    if output == writing.STANDARD_OUTPUT:
        return
    shown = report.PlanView(made, language or evaluation.network.language)
    if form == "table":
        click.echo(report.table(shown, options.width(), verbose), nl=False)
    elif form == "json":
        click.echo(report.as_json(shown), nl=False)
    else:
        click.echo(report.markdown(shown), nl=False)


def _named(evaluation: "Evaluation", ids: str) -> "list[Finding]":
    """The findings of some ids or codes; ends the command where there is none, or the file accepts it."""
    chosen: dict[str, Finding] = {}
    for name in _parted(ids, {n for f in evaluation.findings for n in (f.rule.code, f.id)}):
        some = [f for f in evaluation.findings if name in (f.id, f.rule.code)]
        if not some:
            near = nearest(name, dict.fromkeys(n for f in evaluation.findings for n in (f.rule.code, f.id)))
            seen = tell("see-evaluate", file=evaluation.network.source.name)
            raise refusal("unknown-finding", name=name, advice=meant(near, seen))
        if all(f.accepted for f in some):
            raise refusal("accepted", name=name)
        chosen |= {f.id: f for f in some}
    return list(chosen.values())


def _parted(text: str, known: set[str]) -> Iterator[str]:
    """The names of a list with commas between them, as long as they can be: a name may have a comma in it."""
    parts = [" ".join(part.split()) for part in text.split(",")]
    while parts:
        wholes = (",".join(parts[:n]) for n in range(len(parts), 0, -1))
        name = next((whole for whole in wholes if whole in known), parts[0])
        yield name
        parts = parts[name.count(",") + 1 :]
