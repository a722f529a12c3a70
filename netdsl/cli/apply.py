"""`netdsl apply`: recommendations made in a network file."""

from collections.abc import Iterable
from pathlib import Path

import click

from netdsl.check.ruleset import SEVERITIES
from netdsl.cli import options, writing
from netdsl.cli.language import meant, refusal, tell
from netdsl.diagnostics import nearest
from netdsl.evaluate import Evaluation
from netdsl.model.dates import Date
from netdsl.recommend.candidates import Candidate, candidates
from netdsl.recommend.changes import Proposal
from netdsl.recommend.recommendations import proposed


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

    The beginning of an ID is enough where it means one: NET201:forum.

    What they add is put where it belongs; what they end stays and is marked as over; everything else is left as it is,
    byte for byte. Without -o or --in-place the changed text goes to standard output.
    """
    writing.check_options(file, output, in_place)
    evaluation = options.evaluation(file, options.rules(paths, alone), sets, at)
    place = None if in_place else output or writing.STANDARD_OUTPUT
    writing.made(evaluation, _named(evaluation, ids)).write(place, in_place)


def _named(evaluation: Evaluation, ids: tuple[str, ...]) -> list[Proposal]:
    """The changes of some ids; ends the command where an id means none, several, or one that needs another."""
    known = {p.key: Candidate(p, 0) for p in proposed(evaluation)}
    if not all(_meant(name, known.values()) for name in ids):
        free = dict.fromkeys(evaluation.rules.costs, 0)
        known |= {c.proposal.key: c for c in candidates(evaluation, free, (), SEVERITIES[0]).changes}
    found = []
    for name in dict.fromkeys(ids):
        some = _meant(name, known.values())
        if len(some) > 1:
            longer = sorted({c.proposal.id for c in some} - {name})
            which = tell("name-one", names=", ".join(f"`{i}`" for i in longer)) if longer else tell("try-them")
            raise refusal("several-recommendations", name=name, which=which)
        if not some:
            near = nearest(name, {c.proposal.id: None for c in known.values()})
            seen = tell("see-evaluate", file=evaluation.network.source.name)
            raise refusal("unknown-recommendation", name=name, advice=meant(near, seen))
        found += some
    keys = {c.proposal.key for c in found}
    for candidate in found:
        if candidate.needs and not candidate.needs & keys:
            others = tell("or").join(f"`{known[key].proposal.id}`" for key in known if key in candidate.needs)
            raise refusal("rests-on", name=candidate.proposal.id, others=others)
    return [c.proposal for c in found]


def _meant(name: str, known: Iterable[Candidate]) -> list[Candidate]:
    """Those of an id, or whose ids begin with it."""
    known = list(known)
    return [c for c in known if c.proposal.id == name] or [c for c in known if c.proposal.id.startswith(f"{name}:")]
