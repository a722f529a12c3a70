"""`netdsl new`: a guided start, question by question, or a workbook to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from netdsl.cli import options, reading
from netdsl.cli.extras import needs
from netdsl.cli.language import LANGUAGES, note, refusal, spoken, tell
from netdsl.cli.output import unwritable
from netdsl.diagnostics import render_unreadable
from netdsl.source import Source, write_bytes

if TYPE_CHECKING:
    from netdsl.guide.draft import Draft
    from netdsl.guide.progress import Progress

ENDING = ".net"


@click.command("new")
@click.argument("file", required=False)
@click.option("--workbook", metavar="FILE.xlsx", help="Write an empty Excel workbook to fill in instead.")
@click.option("--language", type=click.Choice(LANGUAGES), help="The language of what is written.")
@click.option("--force", is_flag=True, help="With --workbook: write over a file that is there.")
def command(file: str | None, workbook: str | None, language: str | None, force: bool) -> None:
    """Describe a collaboration by answering questions, along the themes of an interview. The answers make FILE.

    Each answer is kept at once. To leave: `quit`, Ctrl-D or Ctrl-C; the same command takes it up again. `back` takes
    the last answer back, `?` shows what can be answered.

    With --workbook: write an empty workbook to describe a collaboration in, with guidance and the questions of an
    interview. `netdsl import` reads it. Needs the extra `data`: pip install ".[data]" in netdsl's folder
    """
    if workbook is not None and file is not None:
        raise refusal("workbook-alone", file=file)
    if workbook is not None:
        _write_workbook(workbook, language or spoken(), force=force)
    elif force:
        raise refusal("force")
    else:
        _talk(file, language)


def _write_workbook(place: str, language: str, *, force: bool) -> None:
    needs("openpyxl", "data")
    from netdsl.data.tables import Tables
    from netdsl.data.workbook import workbook

    if Path(place).suffix.casefold() != ".xlsx":
        raise refusal("no-workbook", place=place)
    if Path(place).exists() and not force:
        raise refusal("workbook-there", place=place)
    try:
        write_bytes(place, workbook(Tables(language, ()), questions=True))
    except (OSError, ValueError):
        _unwritable(place)
    click.echo(tell("written", place=place), err=True)


def _talk(file: str | None, language: str | None) -> None:
    from netdsl.cli.asking import prompt
    from netdsl.guide.draft import StaleError
    from netdsl.guide.guiding import Guide
    from netdsl.guide.progress import forget
    from netdsl.guide.talk import LeftError
    from netdsl.guide.texts import say

    started = _started(file, language)
    if started is None:
        return
    draft, progress = started
    name, language = draft.name, draft.language
    note(language)
    click.echo(say("intro", language, file=name))
    guide = Guide(draft, progress, prompt, click.echo)
    try:
        guide.run()
    except LeftError:
        click.echo(_left(draft, progress))
    except KeyboardInterrupt:
        click.echo(f"\n{_left(draft, progress)}")
        raise
    except StaleError:
        click.echo(say("stale", language, file=name), err=True)
        raise SystemExit(options.BAD_INPUT) from None
    except BrokenPipeError:
        raise
    except OSError:
        _unwritable(name)
    else:
        forget(name)
        click.echo(f"\n{say('left-nothing' if draft.empty else 'done', language, file=name)}")
        _tidy(draft, progress)


def _started(file: str | None, language: str | None) -> "tuple[Draft, Progress] | None":
    """The file and how far it has come; None when the person does not want to go on."""
    from netdsl.cli.asking import prompt
    from netdsl.guide.draft import Draft
    from netdsl.guide.guiding import NAMES
    from netdsl.guide.progress import Progress, load
    from netdsl.guide.talk import LeftError
    from netdsl.guide.texts import say

    try:
        if file is None:
            language = language or _language()
            default = say("default-file", language)
            file = prompt(say("ask-file", language, file=default), ()).strip() or default
        _check_name(file)
        source = _source(file)
        progress = load(file, source.text if source else None)
        if progress:
            draft = Draft(source or Source(file, ""), progress.language)
            click.echo(say("again", draft.language, file=file))
        else:
            here = source is not None and bool(source.text.strip())
            language = language or (None if here else _language())
            draft = Draft(source or Source(file, ""), language or "en")
            progress = Progress(NAMES[0], draft.language, began=not here)
            if here and not _sure(say("add", draft.language, file=file), draft.language):
                click.echo(say("as-it-was", draft.language, file=file))
                return None
    except LeftError:
        return None
    if language not in (None, draft.language):
        raise refusal("other-language", file=file, language=draft.language)
    return draft, progress


def _language() -> str:
    """The language that is asked for; that of the person for no answer."""
    from netdsl.cli.asking import prompt
    from netdsl.guide.texts import say
    from netdsl.model.forms import dialects

    names = {name: language for language, entry in dialects().items() for name in (language, *entry["names"])}
    while True:
        answer = prompt(say("ask-language", "en"), LANGUAGES).strip().casefold() or spoken()
        if answer in names:
            return names[answer]


def _sure(text: str, language: str) -> bool:
    """Yes, or else no: also where nothing is answered."""
    from netdsl.cli.asking import prompt
    from netdsl.guide.texts import NO, YES, say

    yes, no = say("yes", language), say("no", language)
    while True:
        answer = prompt(f"{text} ({yes}, {no})", (yes, no)).strip().casefold()
        if not answer or answer in YES | NO:
            return answer in YES
        click.echo(f"  {say('yes-or-no', language)}")


def _check_name(file: str) -> None:
    """End the command where a name is none for a network."""
    if Path(file).suffix.casefold() == ".xlsx":
        raise refusal("is-workbook", file=file)
    if Path(file).suffix.casefold() != ENDING:
        raise refusal("no-network-name", file=file, ending=ENDING)


def _source(file: str) -> Source | None:
    """The text of a file, None where there is none yet; ends the command where it cannot be read or has errors."""
    from netdsl.check.network import read_network

    try:
        if not Path(file).exists():
            if not Path(file).resolve().parent.is_dir():
                _unwritable(file)
            return None
    except (OSError, ValueError):
        _unwritable(file)
    source = reading.read_file(file)
    if source is None:
        raise SystemExit(options.BAD_INPUT)
    if source.text.strip():
        network, wrong = read_network(source)
        if network is None:
            reading.show(wrong, source)
            raise SystemExit(options.BAD_INPUT)
    return source


def _unwritable(file: str) -> NoReturn:
    click.echo(render_unreadable(unwritable(file), spoken()), err=True)
    raise SystemExit(options.BAD_INPUT)


def _left(draft: "Draft", progress: "Progress") -> str:
    """What is said to a person who leaves."""
    from netdsl.guide.texts import say

    _tidy(draft, progress)
    return say("left" if progress.started else "left-nothing", draft.language, file=draft.name)


def _tidy(draft: "Draft", progress: "Progress") -> None:
    """Leave no file that says nothing, if the guide has begun it."""
    from netdsl.guide.progress import forget

    if progress.began:
        draft.remove()
    if not progress.started:
        forget(draft.name)
