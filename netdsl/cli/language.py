"""The language that a run speaks: of its help, of what is wrong with how it is called, of what it says beside reports.

It is that of `--language`, where that is given; else that of the network file: the one read last, or before any is
read the first that is named; else that of the person at the computer, as the environment (LC_ALL, LC_MESSAGES, LANG)
or Windows tells it, where that is Norwegian; else English.
"""

import gettext
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING

import click
from click import core, decorators, exceptions, formatting, parser, types

if TYPE_CHECKING:
    from netdsl.source import Source

LANGUAGES = ("en", "nb")

LOOKED_AT = 16_384
"""Bytes of a file that tell its language."""

NORWEGIAN = ("nb", "nn", "no")
"""The languages of the environment whose readers are spoken to in bokmål."""

WINDOWS_NORWEGIAN = 0x14
"""The primary language of all kinds of Norwegian (learn.microsoft.com, "Language identifiers")."""

WRITTEN = ("-o", "--output", "--key")
"""Options whose value is a file that is yet to be written."""

PAJEK = "*"
"""How a file of Pajek begins, which may be called `.net` as well, and is in no language."""

CLICK = {
    "Usage:": "Bruk:",
    "Options": "Valg",
    "Commands": "Kommandoer",
    "Positional arguments": "Argumenter",
    "Show this message and exit.": "Vis denne hjelpen.",
    "Error: {message}": "Feil: {message}",
    "Aborted!": "Avbrutt!",
    "Try '{command} {option}' for help.": "Prøv '{command} {option}' for hjelp.",
    "Did you mean {possibility}?": "Mente du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Mente du en av disse: {possibilities}?)",
    "(Possible options: {possibilities})": "(Mulige valg: {possibilities})",
    "Invalid value: {message}": "Ugyldig verdi: {message}",
    "Invalid value for {param_hint}: {message}": "Ugyldig verdi for {param_hint}: {message}",
    "Missing argument": "Mangler argumentet",
    "Missing option": "Mangler valget",
    "Missing parameter": "Mangler parameteren",
    "Missing command.": "Mangler en kommando.",
    "No such option: {name}": "Det er ikke noe valg {name}",
    "No such option {name!r}.": "Det er ikke noe valg {name!r}.",
    "No such command {name!r}.": "Det er ingen kommando {name!r}.",
    "Got unexpected extra argument ({args})": "For mange argumenter ({args})",
    "Got unexpected extra arguments ({args})": "For mange argumenter ({args})",
    "Option {name!r} does not take a value.": "Valget {name!r} tar ingen verdi.",
    "Option {name!r} requires an argument.": "Valget {name!r} trenger en verdi.",
    "Option {name!r} requires {nargs} arguments.": "Valget {name!r} trenger {nargs} verdier.",
    "Argument {name!r} takes {nargs} values.": "Argumentet {name!r} tar {nargs} verdier.",
    "Choose from:\n\t{choices}": "Velg blant:\n\t{choices}",
    "{value!r} is not {choice}.": "{value!r} er ikke {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} er ikke en av {choices}.",
    "{value!r} is not a valid {number_type}.": "{value!r} er ikke et tall som passer her.",
    "{value} is not in the range {range}.": "{value} er utenfor {range}.",
    "default: {default}": "ellers: {default}",
    "required": "må med",
}
"""What click says -> the same in bokmål."""

MODULES: tuple[ModuleType, ...] = (core, decorators, exceptions, formatting, parser, types)
"""Those of click that say something, each through its own `_` and `ngettext`."""


class Run:
    """A run of the command line: its arguments, and the file it has read last or the language of that."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.arguments = arguments
        self.file: Source | str | None = None


_runs: list[Run] = []
"""The run at work, if any: one at most."""


@contextmanager
def run(arguments: Sequence[str]) -> Iterator[None]:
    """Be at a run of the command line; within one, it is the same."""
    if _runs:
        yield
        return
    _runs.append(Run(arguments))
    try:
        yield
    finally:
        _runs.clear()


def note(file: "Source | str") -> None:
    """Tell which file is read now, or the language of what is read."""
    if _runs:
        _runs[0].file = file


def spoken() -> str:
    """The language of the run at work; English where none is."""
    if not _runs:
        return "en"
    arguments, file = _runs[0].arguments, _runs[0].file
    return _asked(arguments) or _of(file or _named(arguments)) or of_environment()


def tell(key: str, /, **values: object) -> str:
    """A text of the command line in the language of the run, its holes filled."""
    from netdsl.cli.texts import TEXTS

    return TEXTS[key][spoken()].format(**values)


def refusal(key: str, /, **values: object) -> click.UsageError:
    """What to raise where a command cannot be run as it is called."""
    return click.UsageError(tell(key, **values))


def meant(near: str | None, otherwise: str = "") -> str:
    """The end of a message about a name: the one that was probably meant, or else something else to say, if any."""
    advice = tell("meant", near=near) if near else otherwise
    return f"; {advice}" if advice else ""


def of_environment() -> str:
    """The language of the person at the computer, English where it is not Norwegian."""
    said = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), None)
    norwegian = said[:2].casefold() in NORWEGIAN if said else _windows() & 0x3FF == WINDOWS_NORWEGIAN
    return "nb" if norwegian else "en"


def _windows() -> int:
    """The number of the language that Windows speaks to the person; 0 on other systems."""
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetUserDefaultUILanguage())


def _asked(arguments: Sequence[str]) -> str | None:
    """What `--language` says, the last time."""
    found = None
    for place, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            value = value if equals else "".join(arguments[place + 1 : place + 2])
            found = value if value in LANGUAGES else found
    return found


def _named(arguments: Sequence[str]) -> "Source | None":
    """The beginning of the first network file that is named and there."""
    for before, argument in zip(("", *arguments), arguments, strict=False):
        if argument.casefold().endswith(".net") and not argument.startswith("-") and before not in WRITTEN:
            try:
                with open(argument, "rb") as file:  # noqa: PTH123  as netdsl.source.read
                    text = file.read(LOOKED_AT).decode("utf-8-sig", "replace")
            except (OSError, ValueError):
                continue
            if not text.lstrip().startswith(PAJEK):
                from netdsl.source import Source

                return Source(argument, text)
    return None


def _of(file: "Source | str | None") -> str | None:
    if file is None or isinstance(file, str):
        return file
    from netdsl.syntax.dialect import dialect

    return dialect(file).language


def _translated(text: str) -> str:
    """What click says, in the language of the run."""
    if text in CLICK and spoken() == "nb":
        return CLICK[text]
    return gettext.gettext(text)


def _numbered(one: str, many: str, number: int) -> str:
    text = one if number == 1 else many
    return CLICK[text] if text in CLICK and spoken() == "nb" else gettext.ngettext(one, many, number)


# click marks what it says for gettext, which would take a compiled catalogue, and the language of the process alone.
for _module in MODULES:
    vars(_module)["_"] = _translated
    vars(_module)["ngettext"] = _numbered
