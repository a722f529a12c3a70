"""`netdsl anonymise`: a network without the names in it, and a key to them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from netdsl.check.network import resolve
from netdsl.cli import options, reading
from netdsl.cli.language import refusal, tell
from netdsl.cli.output import write_output
from netdsl.source import STANDARD_INPUT
from netdsl.steps import stage
from netdsl.syntax.network import Document, parse

if TYPE_CHECKING:
    from netdsl.anonymise.network import Anonymised
    from netdsl.anonymise.traces import Trace
    from netdsl.evaluate import Evaluation

ONLY_MINE = 0o600
"""The permissions of a key: its owner may read and write it, nobody else anything."""


def anonymise_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--anonymise`, `--key` and `--keep`, for a command that writes about a network: see `anonymous`."""
    command = click.option(
        "--keep", multiple=True, metavar="WORD", help="With --anonymise: a word of a name that gives nobody away."
    )(command)
    command = click.option(
        "--key", metavar="FILE", help="With --anonymise: keep who is who in this file, which must not be there yet."
    )(command)
    return click.option(
        "--anonymise", is_flag=True, help="Write about pseudonyms, without quotations and names of sources."
    )(command)


def anonymous(
    evaluation: "Evaluation", output: str, key: str | None, keep: tuple[str, ...], seen_by: tuple[str, ...] = ()
) -> "tuple[Evaluation, Anonymised]":
    """The same evaluation about pseudonyms, of which something is to be written to `output`; and what it was made of.

    Ends the command where a name is left, or where what is written would take the place of something that is needed.
    """
    from netdsl.anonymise.network import SlippedError
    from netdsl.pipeline import anonymous as made_of

    document = _written(evaluation)
    _check_places(evaluation.network.source.name, output, key)
    _check_name(document, output, keep)
    try:
        return made_of(evaluation, seen_by, keep)
    except SlippedError as error:
        _refuse(document, error.traces)


def check_report(evaluation: "Evaluation", text: str, own: str, keep: tuple[str, ...]) -> None:
    """End the command where a report tells a name of the evaluation that was to be anonymous.

    `own` are the words that every report brings by itself: a name that is among them tells nobody. Nor does a letter or
    two that a source is called by.
    """
    from netdsl.anonymise.network import traces
    from netdsl.anonymise.traces import SHORTEST

    document = _written(evaluation)
    looked_for = traces(document, keep)
    harmless = {trace.secret for trace in looked_for.names_in(own)}
    harmless |= {one for one in looked_for.secrets if one.kind == "source" and len(one.name) < SHORTEST}
    if left := [trace for trace in looked_for.names_in(text) if trace.secret not in harmless]:
        _refuse(document, left, key="slipped-report")


@contextmanager
def key_kept(evaluation: "Evaluation", made: "Anonymised", key: str | None) -> Iterator[None]:
    """Keep the key while something is written; it goes where that fails."""
    if key is not None:
        write_output(key, json.dumps(made.key, ensure_ascii=False, indent=2) + "\n", ONLY_MINE)
    try:
        yield
    except BaseException:
        if key is not None:
            Path(key).unlink()
        raise
    _tell(_written(evaluation), STANDARD_INPUT, key)


def _written(evaluation: "Evaluation") -> Document:
    return parse(evaluation.network.source, evaluation.network.language)[0]


def _check_name(document: Document, output: str, keep: tuple[str, ...]) -> None:
    """End the command where the name of the file to write tells a name."""
    from netdsl.anonymise.network import traces

    if output != STANDARD_INPUT and (left := traces(document, keep).in_text(Path(output).name)):
        _refuse(document, left, Path(output).name, "slipped-name")


@click.command("anonymise")
@click.argument("file")
@click.option("-o", "--output", required=True, metavar="FILE", help="Write it into this file (`-`: standard output).")
@click.option("--key", metavar="FILE", help="Keep who is who in this file, which must not be there yet.")
@click.option("--keep", multiple=True, metavar="WORD", help="A word of a name that gives nobody away, as `school`.")
def command(file: str, output: str, key: str | None, keep: tuple[str, ...]) -> None:
    """Write FILE anew without the names in it.

    Actors are called after their sector (Voluntary 1), sources S1, S2, …, groups and the network by a number. Measures,
    needs, goals, meetings and outcomes keep their names, unless such a name tells one of the others. Quotations, notes
    and comments go, and so do the places in sources. Who does what, dates and numbers stay, so that the same is found.

    What would be written is searched for each name and for its words. Where one is left, nothing is written.
    """
    from netdsl.anonymise.network import SlippedError, anonymised

    document = _document(file)
    _check_places(file, output, key)
    try:
        with stage("anonymising"):
            made = anonymised(document, keep)
    except SlippedError as error:
        _refuse(document, error.traces)
    _check_name(document, output, keep)
    if key is not None:
        write_output(key, json.dumps(made.key, ensure_ascii=False, indent=2) + "\n", ONLY_MINE)
    try:
        if output == STANDARD_INPUT:
            click.echo(made.text, nl=False)
        else:
            write_output(output, made.text)
    except BaseException:
        if key is not None:
            Path(key).unlink()
        raise
    _tell(document, output, key)


def _document(file: str) -> Document:
    """The syntax tree of a file; ends the command where that has errors."""
    source = reading.read_file(file)
    if source is None:
        raise SystemExit(options.BAD_INPUT)
    with stage("reading"):
        document, diagnostics = parse(source)
    wrong = [*diagnostics, *resolve(document)[1]]
    if wrong:
        reading.show(sorted(wrong, key=lambda d: d.order), source)
        raise SystemExit(options.BAD_INPUT)
    return document


def _check_places(file: str, output: str, key: str | None) -> None:
    """End the command where what is written would take the place of something that is needed."""
    places = {Path(place).resolve() for place in (file, output) if place != STANDARD_INPUT}
    if STANDARD_INPUT not in (file, output) and len(places) == 1:
        raise refusal("names-kept", output=output)
    if output != STANDARD_INPUT and _is_key(Path(output)):
        raise refusal("output-is-key", output=output)
    if key is None:
        return
    if key == STANDARD_INPUT or Path(key).resolve() in places:
        raise refusal("key-apart")
    if Path(key).exists():
        raise refusal("key-there", key=key)


def _is_key(place: Path) -> bool:
    """Whether a file is there that a key was kept in."""
    try:
        found = json.loads(place.read_bytes()) if place.is_file() else None
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(found, dict) and bool(found) and all(isinstance(names, dict) for names in found.values())


def _refuse(document: Document, left: "list[Trace]", place: str = "", key: str = "slipped-at") -> NoReturn:
    from netdsl.anonymise.texts import noun_of, say

    language = document.language
    click.echo(say("slipped", language), err=True)
    told = (
        say(
            key,
            language,
            line=t.line,
            found=t.found,
            noun=noun_of(t.secret.kind, language),
            name=t.secret.name,
            place=place,
        )
        for t in left
    )
    for line in dict.fromkeys(told):  # a name may be found in several ways
        click.echo(f"  {line}", err=True)
    click.echo(say("slipped-help", language, found=left[0].found), err=True)
    raise SystemExit(options.BAD_INPUT)


def _tell(document: Document, output: str, key: str | None) -> None:
    from netdsl.anonymise.texts import say

    language = document.language
    if output != STANDARD_INPUT:
        click.echo(tell("written", place=output), err=True)
    click.echo(say("key", language, place=key) if key is not None else say("no-key", language), err=True)
