"""`netdsl anonymise`: a network without the names in it, and a key to them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from netdsl.check.network import resolve
from netdsl.cli import options, reading
from netdsl.diagnostics import render_unreadable
from netdsl.source import STANDARD_INPUT, ReadError, write
from netdsl.syntax.network import Document, parse

if TYPE_CHECKING:
    from netdsl.anonymise.traces import Trace
    from netdsl.evaluate import Evaluation

ONLY_MINE = 0o600
"""The permissions of a key: its owner may read and write it, nobody else anything."""


def anonymise_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--anonymise`, `--key` and `--keep`, for a command that writes about a network; they go to `anonymous`."""
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
) -> "Evaluation":
    """The same evaluation about pseudonyms, to be written to `output`, with its key kept.

    Ends the command where a name is left, or where what is written would take the place of something that is needed.
    """
    from netdsl.anonymise.network import SlippedError
    from netdsl.pipeline import anonymous as made_of

    source = evaluation.network.source
    document, _ = parse(source, evaluation.network.language)
    _check_places(source.name, output, key)
    try:
        made, anonymised = made_of(evaluation, seen_by, keep)
    except SlippedError as error:
        _refuse(document, error.traces)
    _check_name(document, output, keep)
    if key is not None:
        _write(key, json.dumps(anonymised.key, ensure_ascii=False, indent=2) + "\n", ONLY_MINE)
    _tell(document, STANDARD_INPUT, key)
    return made


def _check_name(document: Document, output: str, keep: tuple[str, ...]) -> None:
    """End the command where the name of the file to write tells a name."""
    from netdsl.anonymise.network import traces

    if output != STANDARD_INPUT and (left := traces(document, keep).in_text(Path(output).name)):
        _refuse(document, left, Path(output).name)


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
        made = anonymised(document, keep)
    except SlippedError as error:
        _refuse(document, error.traces)
    _check_name(document, output, keep)
    if key is not None:
        _write(key, json.dumps(made.key, ensure_ascii=False, indent=2) + "\n", ONLY_MINE)
    try:
        if output == STANDARD_INPUT:
            click.echo(made.text, nl=False)
        else:
            _write(output, made.text)
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
        raise click.UsageError(f"-o {output} is the file with the names: name another one")
    if key is None:
        return
    if key == STANDARD_INPUT or Path(key).resolve() in places:
        raise click.UsageError("--key names a file of its own")
    if Path(key).exists():
        raise click.UsageError(f"--key {key} is there already, and may be the only key to another file: name a new one")


def _write(place: str, text: str, mode: int | None = None) -> None:
    try:
        write(place, text, mode)
    except (OSError, ValueError) as error:
        click.echo(f"{render_unreadable(ReadError('N039', place))}\n", err=True)
        raise SystemExit(options.BAD_INPUT) from error


def _refuse(document: Document, left: "list[Trace]", place: str | None = None) -> NoReturn:
    from netdsl.anonymise.texts import noun_of, say

    language = document.language
    click.echo(say("slipped", language), err=True)
    for trace in left:
        kind, name = trace.secret.kind, trace.secret.name
        noun = noun_of(kind, language)
        key = "slipped-at" if place is None else "slipped-name"
        told = say(key, language, line=trace.line, found=trace.found, noun=noun, name=name, place=place)
        click.echo(f"  {told}", err=True)
    click.echo(say("slipped-help", language, found=left[0].found), err=True)
    raise SystemExit(options.BAD_INPUT)


def _tell(document: Document, output: str, key: str | None) -> None:
    from netdsl.anonymise.texts import say

    language = document.language
    if output != STANDARD_INPUT:
        click.echo(say("written", language, place=output), err=True)
    click.echo(say("key", language, place=key) if key is not None else say("no-key", language), err=True)
