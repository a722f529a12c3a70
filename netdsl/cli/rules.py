"""`netdsl rules`: what the rules are, and whether they do what their examples say."""

from pathlib import Path

import click

from netdsl.cli import options
from netdsl.cli.language import spoken, tell
from netdsl.pipeline import Rules


@click.group("rules")
def command() -> None:
    """List, show and test the rules."""


@command.command("list")
@options.language_option
@options.rules_options
def list_rules(language: str | None, paths: tuple[Path, ...], alone: bool) -> None:
    """List all rules: code, name, dimension, severity, title."""
    from tabulate import tabulate

    from netdsl.report.texts import say

    loaded = options.rules(paths, alone)
    language = language or spoken()
    rows = [
        [r.code, say(r.severity, language), r.title[language], r.name]
        for r in sorted(loaded.rules.rules, key=lambda r: r.code)
    ]
    click.echo(tabulate(rows, tablefmt="plain", disable_numparse=True))


@command.command("show")
@click.argument("name")
@options.language_option
@options.rules_options
def show_rule(name: str, language: str | None, paths: tuple[Path, ...], alone: bool) -> None:
    """Show a rule (name or code) for a lay reader."""
    from textwrap import wrap

    from netdsl.pipeline import rule_syntax
    from netdsl.report.reading import rule_text

    loaded = options.rules(paths, alone)
    options.chosen(loaded, (name,), ())
    rule = next(r for r in rule_syntax(paths, alone).values() if name in (r.name, r.code))
    for line in rule_text(rule, loaded.rules, language or spoken()):
        indent = len(line) - len(line.lstrip())
        parts = wrap(
            line, options.width(), subsequent_indent=" " * (indent + 4), break_long_words=False, break_on_hyphens=False
        )
        click.echo("\n".join(parts))


@command.command("test")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--only-rules", "alone", is_flag=True, help="Test the rules of PATHS without the built-in ones.")
def test_rules(paths: tuple[Path, ...], alone: bool) -> None:
    """Run the examples of the built-in rules, or of the rules in PATHS (files or folders)."""
    from netdsl.examples import missing_examples, run_examples
    from netdsl.pipeline import rule_syntax

    loaded = options.rules(paths, alone)
    syntax = {name: r for name, r in rule_syntax(paths, alone).items() if name in _named(loaded, paths)}
    files = {r.name: r.file for r in loaded.rules.rules}
    wrong = ran = 0
    for outcome in run_examples(loaded, syntax.values()):
        ran += 1
        if outcome.wrong:
            wrong += 1
            rule, example = outcome.rule, outcome.example
            click.echo(f"{files[rule.name]}:{example.span.line}: {rule.name} {example.kind}: {outcome.wrong}")
    for name, rule in syntax.items():
        if lacking := missing_examples(loaded, rule):
            wrong += 1
            lack = tell("no-example", rule=name, kinds=", ".join(lacking))
            click.echo(f"{files[name]}:{rule.span.line}: {lack}")
    click.echo(tell("examples-run", ran=ran, rules=len(syntax), wrong=wrong))
    raise SystemExit(int(bool(wrong)))


def _named(loaded: Rules, paths: tuple[Path, ...]) -> set[str]:
    """The rules in some paths; all, where none are named."""
    from netdsl.pipeline import rule_files

    files = {str(f) for f in rule_files(paths)}
    return {r.name for r in loaded.rules.rules if not paths or r.file in files}
