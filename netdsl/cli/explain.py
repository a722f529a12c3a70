"""`netdsl explain`: why a finding holds, down to the lines and sources that show it."""

from pathlib import Path
from textwrap import wrap

import click

from netdsl.cli import options
from netdsl.cli.language import meant, refusal, tell
from netdsl.evaluate import Evaluation, Finding
from netdsl.model.dates import Date


@click.command("explain")
@click.argument("file")
@click.argument("finding")
@options.language_option
@options.rules_options
@options.settings_options
@click.option("--all", "every", is_flag=True, help="Show every derivation, not only a shortest one.")
def command(
    file: str,
    finding: str,
    language: str | None,
    paths: tuple[Path, ...],
    alone: bool,
    sets: tuple[str, ...],
    at: Date | None,
    every: bool,
) -> None:
    """Show why FINDING holds in FILE: its derivation as a tree that ends in lines of the file.

    FINDING is an id as `netdsl evaluate` gives it, or the code or name of a rule for all its findings.
    """
    evaluation = options.evaluation(file, options.rules(paths, alone), sets, at)
    chosen = [f for f in evaluation.findings if finding in (f.id, f.rule.code, f.rule.name)]
    if not chosen:
        raise _unknown(evaluation, finding)
    language = language or evaluation.network.language
    for number, one in enumerate(chosen):
        if number:
            click.echo()
        _show(evaluation, one, language, every)


def _show(evaluation: Evaluation, finding: Finding, language: str, every: bool) -> None:
    from netdsl.report.table import indented, told_in
    from netdsl.report.texts import say
    from netdsl.report.tree import Tree
    from netdsl.report.view import finding_view

    width = options.width()
    shown = finding_view(finding, language)
    tree = Tree(evaluation, language, width)
    click.echo(click.style(f"{say(shown.severity, language)} {shown.id}", bold=True) + f"  {shown.title}")
    for line in wrap(shown.message, width):
        click.echo(line)
    for line in tree.finding(finding):
        click.echo(line)
    if every:
        others = [tree.derivation(d) for d in finding.all_evidence()]
        for other in [o for o in others if o != tree.finding(finding)]:
            click.echo(f"\n{say('derivations', language)}:")
            for line in other:
                click.echo(line)
    also = [told_in("also-told", shown.quoted, evaluation.network.source.name, language)] if shown.quoted else []
    for text in (*also, *filter(None, (shown.rests,))):
        for line in indented(text, width, ""):
            click.echo(line)
    for label, texts in (
        (say("eased", language), shown.eased),
        (say("accepted", language), (shown.accepted,) if shown.accepted else ()),
        (say("tipping", language), shown.tipping),
        (say("why", language).lower(), (shown.why,)),
        (say("at-risk", language), (", ".join(shown.risks),) if shown.risks else ()),
        (say("literature", language), ("; ".join(finding.rule.literature),) if finding.rule.literature else ()),
    ):
        for text in texts:
            for line in wrap(f"{label}: {text}", width, subsequent_indent="  "):
                click.echo(line)


def _unknown(evaluation: Evaluation, name: str) -> click.UsageError:
    from netdsl.diagnostics import nearest

    if any(name in (r.name, r.code) for r in evaluation.rules.rules):
        return refusal("finds-nothing", name=name, file=evaluation.network.source.name)
    advice = meant(nearest(name, [f.id for f in evaluation.findings]), tell("see-evaluate-only"))
    return refusal("unknown-finding-in", name=name, file=evaluation.network.source.name, advice=advice)
