"""`netdsl apply`: recommendations made in a network file."""

from pathlib import Path
from typing import Any

import click

from netdsl.cli import options, writing
from netdsl.diagnostics import nearest
from netdsl.evaluate import Evaluation
from netdsl.model.dates import Date
from netdsl.recommend.changes import Proposal


@click.command("apply")
@click.argument("file")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@writing.writing_options
@options.rules_options
@options.settings_options
def command(
    file: str,
    ids: tuple[str, ...],
    output: str | None,
    in_place: bool,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
) -> None:
    """Make recommendations in FILE, named by the IDs that `netdsl evaluate --verbose` and `netdsl plan` show.

    What they add is put where it belongs; what they end stays and is marked as over; everything else is left as it is,
    byte for byte. Without -o or --in-place the changed text goes to standard output.
    """
    from netdsl.pipeline import evaluate_network

    writing.check_options(file, output, in_place)
    loaded = options.rules(paths, alone)
    thresholds = options.settings(loaded, sets)
    found = options.network(file, at)
    if found is None:
        raise SystemExit(options.BAD_INPUT)
    evaluation = evaluate_network(found[1], loaded, thresholds)
    writing.made(evaluation, _named(evaluation, ids)).write(None if in_place else output or "-", in_place)


def _named(evaluation: Evaluation, ids: tuple[str, ...]) -> list[Proposal]:
    """The proposals of some ids; ends the command where there is none."""
    from netdsl.recommend.plans import reachable

    known: dict[str, Proposal] = {}
    resting: dict[str, frozenset[Any]] = {}
    for proposal, needs in reachable(evaluation):
        known.setdefault(proposal.id, proposal)
        resting.setdefault(proposal.id, needs)
        if known.keys() >= set(ids):
            break
    for name in ids:
        if name not in known:
            near = nearest(name, known)
            advice = (
                f"; did you mean `{near}`?" if near else f"; see `netdsl evaluate -v {evaluation.network.source.name}`"
            )
            raise click.UsageError(f"no recommendation `{name}`; {advice}")
    chosen = [known[name] for name in dict.fromkeys(ids)]
    keys = {proposal.key for proposal in chosen}
    for name in ids:
        if resting[name] and not resting[name] & keys:
            others = " or ".join(f"`{p.id}`" for p in known.values() if p.key in resting[name])
            raise click.UsageError(f"`{name}` rests on what {others} adds: name both")
    return chosen
