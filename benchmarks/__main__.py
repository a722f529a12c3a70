"""`python -m benchmarks`: the table of `README.md`, or some of its parts."""

import os
import platform
import re
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import click
from tabulate import tabulate

from benchmarks import asp, contents, plain_lark, plans, script, subject
from benchmarks.networks import reference
from benchmarks.race import Times, exponent, race

README = Path(__file__).with_name("README.md")
LIBRARIES = "attrs, click, lark, tabulate"
SIZES = (10, 100, 1_000, 10_000)
PATIENCE = 20
"""Seconds after which a proof is not waited for any more."""
MEASURED = 50
"""A further size, that of a large collaboration; the others show the growth."""


class Row(NamedTuple):
    """A line of the table; `ratio` is netdsl over what stands beside it, except where it says what else it is."""

    what: str
    netdsl: str
    beside: str
    ratio: str
    aim: str


def compared(what: str, beside: str, times: dict[str, Times], aim: str, show: Callable[[float], str]) -> Row:
    """The row of netdsl's times beside those of another."""
    own, other = times["netdsl"], times[beside]
    return Row(what, show(own.typical), f"{beside}: {show(other.typical)}", f"{own.over(other):.2f}", aim)


def start(rounds: int) -> Iterator[Row]:
    """The whole process beside an interpreter that only imports the libraries; with recommendations and without."""
    # Installed libraries are compiled; what is measured may be so, too.
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def running(command: list[str]) -> Callable[[], object]:
        return partial(subprocess.run, command, check=True, stdout=subprocess.DEVNULL, cwd=subject.ROOT, env=compiled)

    libraries = f"import {LIBRARIES}"
    runners = {
        "netdsl": running(subject.PROCESS),
        subject.BARE: running([*subject.PROCESS, subject.BARE]),
        libraries: running([sys.executable, "-c", libraries]),
    }
    times = race(runners, 5 * rounds)
    alone = {"netdsl": times[subject.BARE], libraries: times[libraries]}
    yield compared("process: evaluate Ny sjanse, without recommendations", libraries, alone, "≤ 1.5", milliseconds)
    yield compared("process: evaluate Ny sjanse, with recommendations", subject.BARE, times, "≤ 1.5", milliseconds)


def rules(rounds: int) -> Iterator[Row]:
    """The reference rules, beside a script written for them and beside clingo."""
    typical: dict[str, dict[int, float]] = {}
    for size in sorted((*SIZES, MEASURED)):
        network = reference(size)
        runners: dict[str, Callable[[], object]] = {
            "dict script": partial(script.evaluate, network),
            "clingo": partial(asp.evaluate, network),
        }
        expected = script.evaluate(network)
        agree("clingo", size, asp.evaluate(network) == expected.told_in_brief())
        runners["netdsl"] = run = subject.evaluate_reference(contents.relations(network))
        agree("netdsl", size, subject.findings(run()) == expected)
        times = race(runners, rounds)
        for name, found in times.items():
            typical.setdefault(name, {})[size] = found.typical
        what = f"R1–R4, {size:,} actors"
        yield compared(what, "dict script", times, "≤ 4", milliseconds)
        yield compared(what, "clingo", times, "≤ 0.1", milliseconds)
    for small, large in ((SIZES[-3], SIZES[-1]), (SIZES[-2], SIZES[-1])):
        powers = {name: f"{exponent(t[small], t[large], large / small):.2f}" for name, t in typical.items()}
        own = powers.pop("netdsl")
        others = ", ".join(f"{name}: {power}" for name, power in powers.items())
        yield Row(f"R1–R4, growth exponent, {small:,} to {large:,}", own, others, "", "≤ 1.15")


def everything(rounds: int) -> Iterator[Row]:
    """The built-in rules, beside reading the file that they are evaluated on."""
    texts = {f"{size:,} actors": contents.net(reference(size)) for size in sorted((*SIZES, MEASURED))}
    for name, text in {"Ny sjanse": subject.EXAMPLE.read_text("utf-8"), **texts}.items():
        runners: dict[str, Callable[[], object]] = {
            "netdsl": subject.evaluate_all(text),
            "reading the file": partial(subject.read, text),
        }
        aim = "< 5 ms" if name == "Ny sjanse" else ""
        yield compared(f"all built-in rules, {name}", "reading the file", race(runners, rounds), aim, milliseconds)


def changes(rounds: int) -> Iterator[Row]:
    """A hypothetical change evaluated from the evaluation before it, beside evaluating the changed network anew."""
    for what, (run, anew) in subject.changes(contents.net(reference(MEASURED))).items():
        agree("the evaluation after a change", MEASURED, subject.told(run()) == subject.told(anew()))
        times = race({"netdsl": run, "all anew": anew}, rounds)
        yield compared(f"{what}, {MEASURED} actors", "all anew", times, "≤ 0.2", milliseconds)


def reading(rounds: int) -> Iterator[Row]:
    """Parsing and reading, beside Lark's own parser with the same grammar and networkx with the same content."""
    from networkx import parse_gml

    network = reference(1_000)
    text, graph = contents.net(network), contents.gml(network)
    lines = text.count("\n")

    def speed(seconds: float) -> str:
        return f"{len(text) / seconds / 1e6:.2f} MB/s, {lines / seconds / 1e3:,.0f} k lines/s"

    lark = plain_lark.parser()
    trees: dict[str, Callable[[], object]] = {
        "netdsl": partial(subject.parse, text),
        "Lark, plain tree": partial(lark.parse, text),
    }
    networks: dict[str, Callable[[], object]] = {
        "netdsl": partial(subject.read, text),
        "networkx, GML": partial(parse_gml, graph),
    }
    yield compared("text to tree, 1,000 actors", "Lark, plain tree", race(trees, rounds), "< 1", speed)
    yield compared("text to network, 1,000 actors", "networkx, GML", race(networks, rounds), "< 1", speed)

    kept = {name: memory(run) / lines for name, run in {**trees, **networks}.items()}
    own = kept.pop("netdsl")
    for name, size in kept.items():
        yield Row("memory a statement", f"{own:,.0f} bytes", f"{name}: {size:,.0f} bytes", f"{own / size:.2f}", "")


def proven_plans(rounds: int) -> Iterator[Row]:
    """The cheapest plan, beside the same problem written by hand for clingo, and what that does not prove in time."""
    network = plans.sparse(MEASURED)
    returned, met = plans.exchanges(network), plans.meetings(network)
    free = plans.together(returned, plans.open_meetings(network))
    problems = {"exchanges": returned, "exchanges and meetings": plans.together(returned, met), "open meetings": free}
    for name, problem in problems.items():
        text = plans.program(problem)
        runners: dict[str, Callable[[], object]] = {
            "netdsl": subject.planner(problem),
            "clingo by hand": partial(plans.by_hand, text),
        }
        found, expected = runners["netdsl"](), plans.by_hand(text)
        agree("netdsl", MEASURED, found == expected and expected.proven)
        what = f"plan of {name}, {problem.changes:,} changes"
        yield compared(what, "clingo by hand", race(runners, 3 * rounds), "≤ 3", milliseconds)

    problem = plans.pairs(network)
    search = subject.planner(problem)
    agree("netdsl", MEASURED, search() == plans.Plan(plans.tree(problem), True))
    own = race({"netdsl": search}, rounds)["netdsl"].typical
    for name, bound in {"clingo by hand": False, "clingo by hand, with the bound": True}.items():
        start = perf_counter()
        proven = plans.by_hand(plans.program(problem, bound), PATIENCE).proven
        time = perf_counter() - start
        beside = milliseconds(time) if proven else f"not proven in {PATIENCE} s"
        ratio = f"{own / time:.2f}" if proven else f"< {own / time:.2f}"
        what = f"plan of meetings of two, {problem.changes:,} changes"
        yield Row(what, milliseconds(own), f"{name}: {beside}", ratio, "≤ 3")


def memory(run: Callable[[], object]) -> int:
    """Bytes that a result keeps."""
    run()
    tracemalloc.start()
    kept = run()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size


def agree(name: str, size: int, same: bool) -> None:
    """Stop where a result differs from what it is held against: a time for something else says nothing."""
    if not same:
        raise click.ClickException(f"{name} finds something else at {size} actors")


def milliseconds(seconds: float) -> str:
    """A time as the table shows it: three digits that mean something."""
    value = seconds * 1e3
    return f"{value:,.0f} ms" if value >= 100 else f"{value:.3g} ms"


PARTS: dict[str, Callable[[int], Iterator[Row]]] = {
    "start": start,
    "rules": rules,
    "everything": everything,
    "changes": changes,
    "plans": proven_plans,
    "reading": reading,
}


@click.command
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--rounds", default=7, show_default=True, help="How often everything is timed.")
@click.option("--write", is_flag=True, help="Put the table into benchmarks/README.md.")
def main(parts: tuple[str, ...], rounds: int, write: bool) -> None:
    """Measure netdsl beside what one would use instead: all PARTS, or those named."""
    rows = []
    for name in parts or PARTS:
        for row in PARTS[name](rounds):
            click.echo(" | ".join(row), err=True)
            rows.append(row)
    table = tabulate(
        rows, headers=["", "netdsl", "beside it", "ratio", "aim"], tablefmt="github", disable_numparse=True
    )
    result = f"{machine()}, {rounds} rounds.\n\n{table}\n"
    click.echo(f"\n{result}")
    if write:
        before, after = re.split(r"(?<=<!-- table -->\n)[\s\S]*(?=<!-- end -->)", README.read_text("utf-8"))
        README.write_text(f"{before}\n{result}\n{after}", "utf-8")


def machine() -> str:
    """When and on what the figures were measured."""
    memory = ""
    if hasattr(os, "sysconf"):
        memory = f", {os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB memory"
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    return f"{day}, {os.cpu_count()} cores ({platform.machine()}){memory}, Python {platform.python_version()}"


main()
