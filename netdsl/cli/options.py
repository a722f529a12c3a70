"""Options that several commands share, and what they read: rules, settings, files."""

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from netdsl.check.network import read_network
from netdsl.cli import reading
from netdsl.cli.language import LANGUAGES, meant, refusal, spoken, tell
from netdsl.diagnostics import nearest, render, render_unreadable
from netdsl.evaluate import Evaluation
from netdsl.model.dates import Date, date
from netdsl.model.network import Network
from netdsl.pipeline import Rules, evaluate_network, load_rules
from netdsl.source import ReadError
from netdsl.steps import stage

BAD_INPUT = 2
CONFIGURATION = "netdsl.toml"
TABLES = ("thresholds", "costs")
DEAREST = 1000


def rules_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--rules` and `--only-rules`."""
    command = click.option(
        "--rules",
        "paths",
        multiple=True,
        type=click.Path(path_type=Path),
        help="Rules of your own, beside the built-in ones: a file or folder.",
    )(command)
    return click.option("--only-rules", "alone", is_flag=True, help="With --rules: without the built-in ones.")(command)


class _Seconds(click.FloatRange):
    """A time to wait for: a number, so not `nan`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; fails where it is none or out of range."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(tell("no-time", value=value), param, ctx)
        return number


seconds_option = click.option(
    "--seconds", type=_Seconds(0.1, 86_400.0), default=30.0, show_default=True, help="How long to look for a plan."
)


def settings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--set` and `--at`."""
    command = click.option("--set", "sets", multiple=True, metavar="NAME=VALUE", help="Another value for a threshold.")(
        command
    )
    return click.option(
        "--at", "at", callback=_date, metavar="DATE", help="The time to look at: 2015, 2015-09 or 2015-09-30."
    )(command)


def costs_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--cost`."""
    return click.option(
        "--cost", "costs", multiple=True, metavar="KIND=RANK", help="Another cost for a kind of change, as pay=2."
    )(command)


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--language`."""
    return click.option(
        "--language", type=click.Choice(LANGUAGES), help="The language of the report; by default the file's own."
    )(command)


def perspective_option(*, multiple: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--as-seen-by`; `multiple` where it may be given for each of two."""
    return click.option(
        "--as-seen-by",
        "seen_by",
        metavar="SOURCE,…",
        multiple=multiple,
        callback=_sources,
        help="Count only what these sources say, and what is declared without a source.",
    )


def _sources(_: click.Context, __: click.Parameter, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_names(group) for group in value)
    return _names(value) if value is not None else ()


def _names(group: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name for part in group.split(",") if (name := " ".join(part.split()))))
    if not names:
        raise click.BadParameter(tell("no-sources"))
    return names


def _date(_: click.Context, __: click.Parameter, value: str | None) -> Date | None:
    if value is None:
        return None
    found = date(value)
    if found is None:
        raise click.BadParameter(tell("no-date", value=value))
    return found


def rules(paths: tuple[Path, ...], alone: bool) -> Rules:
    """The rules that the options name; ends the command where they are wrong."""
    if alone and not paths:
        raise refusal("only-rules")
    try:
        with stage("rules"):
            found = load_rules(paths, alone)
    except ReadError as error:
        click.echo(render_unreadable(error, spoken()), err=True)
        raise SystemExit(BAD_INPUT) from error
    if found.problems:
        from netdsl.check.problems import explained

        for source, problem in found.problems:
            click.echo(render(explained(problem, spoken()), source), err=True)
        raise SystemExit(BAD_INPUT)
    return found


def evaluation(
    file: str, loaded: Rules, sets: tuple[str, ...], at: Date | None, seen_by: tuple[str, ...] = ()
) -> Evaluation:
    """The evaluation of a file's network, or of what some sources say of it; ends the command where there is none."""
    thresholds = settings(loaded, sets)
    found = network(file, at, seen_by)
    if found is None:
        raise SystemExit(BAD_INPUT)
    return evaluate_network(found, loaded, thresholds)


def network(name: str, at: Date | None, seen_by: tuple[str, ...] = ()) -> Network | None:
    """A file's network, or what some sources say of it; prints what is wrong, and gives None where that leaves none."""
    source = reading.read_file(name)
    if source is None:
        return None
    with stage("reading"):
        found, diagnostics = read_network(source, at)
    reading.show(diagnostics, source)
    if found is None:
        return None
    return _seen(found, seen_by) if seen_by else found


def _seen(found: Network, seen_by: tuple[str, ...]) -> Network:
    from netdsl.check.perspective import as_seen_by

    known = found.declared.get("source", {})
    for name in seen_by:
        if name not in known:
            advice = meant(nearest(name, known), tell("one-of", names=", ".join(known)) if known else "")
            raise refusal("unknown-source", name=name, file=found.source.name, advice=advice)
    return as_seen_by(found, seen_by)


def settings(loaded: Rules, sets: tuple[str, ...]) -> dict[str, object]:
    """Thresholds set in `netdsl.toml` of this folder and on the command line, which goes before."""
    found = {name: _threshold(loaded, name, str(value)) for name, value in _configured("thresholds").items()}
    return found | {name: _threshold(loaded, name, value) for name, value in _pairs(sets)}


def prices(loaded: Rules, costs: tuple[str, ...]) -> dict[str, int]:
    """Costs set in `netdsl.toml` of this folder and on the command line, which goes before, by kind of change."""
    found = {kind: _price(loaded, kind, str(value)) for kind, value in _configured("costs").items()}
    return found | {kind: _price(loaded, kind, value) for kind, value in _pairs(costs)}


def _configured(part: str) -> dict[str, Any]:
    """A table of `netdsl.toml`."""
    place = Path(CONFIGURATION)
    if not place.is_file():
        return {}
    import tomllib

    try:
        tables = tomllib.loads(place.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise refusal("bad-configuration", file=CONFIGURATION, why=error) from error
    for name in tables:
        if name not in TABLES:
            known = tell("tables", names=tell("and").join(f"[{t}]" for t in TABLES))
            raise refusal("unknown-table", file=CONFIGURATION, name=name, advice=meant(nearest(name, TABLES), known))
    table = tables.get(part, {})
    if not isinstance(table, dict):
        raise refusal("no-table", file=CONFIGURATION, part=part)
    return table


def _pairs(texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise refusal("no-setting", text=text)
        yield name.strip(), value.strip()


def _price(loaded: Rules, kind: str, text: str) -> int:
    known = loaded.rules.costs
    if kind not in known:
        advice = meant(nearest(kind, known), tell("one-of", names=", ".join(known)))
        raise refusal("unknown-cost", kind=kind, advice=advice)
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= DEAREST:
        raise refusal("no-cost", text=text, kind=kind, most=DEAREST)
    return int(text)


def _threshold(loaded: Rules, name: str, text: str) -> object:
    from fractions import Fraction

    known = loaded.rules.thresholds
    if name not in known:
        advice = meant(nearest(name, known), tell("one-of", names=", ".join(sorted(known))))
        raise refusal("unknown-threshold", name=name, advice=advice)
    default = known[name].default
    if isinstance(default, str):
        scale = next(s for s in loaded.rules.scales.values() if default in s)
        if text not in scale:
            raise refusal("no-value", text=text, name=name, names=", ".join(map(str, scale)))
        return text
    try:
        number = Fraction(text.removesuffix("%").strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        raise refusal("no-number", text=text, name=name) from None
    if isinstance(default, Fraction) or text.endswith("%"):
        return number / 100 if text.endswith("%") or number > 1 else number
    return int(number) if number.denominator == 1 else number


def chosen(loaded: Rules, select: tuple[str, ...], ignore: tuple[str, ...]) -> Callable[[Any], bool]:
    """Which rules to show: those selected, by default all, without those ignored; by name or code."""
    known = {n for r in loaded.rules.rules for n in (r.name, r.code)}
    for name in (*select, *ignore):
        if name not in known:
            raise refusal("unknown-rule", name=name, advice=meant(nearest(name, known), tell("see-rules")))
    return lambda rule: (
        (not select or rule.name in select or rule.code in select)
        and rule.name not in ignore
        and rule.code not in ignore
    )


def width() -> int:
    """The columns of the terminal, at most 100; 80 where there is none."""
    import os
    import sys

    try:
        return max(40, min(os.get_terminal_size(sys.stdout.fileno()).columns, 100))
    except (OSError, ValueError):
        return 80
