"""Which language the words of a network file are in: what its header says, else what its first lines look like."""

import re
from typing import NamedTuple

from netdsl.diagnostics import Diagnostic, diagnostic, nearest
from netdsl.model.forms import dialects
from netdsl.source import Source, Span

DEFAULT = "en"

_HEADER = re.compile(r"[ \t]*#+[ \t]*(?P<key>[^\W\d_]+)[ \t]*:[ \t]*(?P<name>\S+)[ \t]*$")
_LOOKED_AT = 40


class Dialect(NamedTuple):
    """A language, the number of the line that says so (None when it was guessed), and what is wrong with that line."""

    language: str
    header: int | None
    diagnostics: list[Diagnostic]


def dialect(source: Source) -> Dialect:
    """The language of a file. A header is a comment before the first statement: `# language: en`, `# språk: nb`."""
    keys = {entry["header"] for entry in dialects().values()}
    guess = _guess(source)
    for number, line in enumerate(source.lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            break
        header = _HEADER.match(line)
        if header and header["key"].casefold() in keys:
            return _named(header, number, guess)
    return Dialect(guess, None, [])


def header(language: str) -> str:
    """The header line of a language."""
    return f"# {dialects()[language]['header']}: {language}"


def _named(header: re.Match[str], number: int, guess: str) -> Dialect:
    names = {name: language for language, entry in dialects().items() for name in entry["names"]}
    wanted = header["name"]
    if wanted.casefold() in names:
        return Dialect(names[wanted.casefold()], number, [])
    meant = nearest(wanted, names)
    span = Span(number, *header.span("name"))
    found = diagnostic("N013", guess, span, name=wanted, words=", ".join(f"`{name}`" for name in dialects()))
    return Dialect(names[meant] if meant else guess, number, [found])


def _guess(source: Source) -> str:
    """The language whose words open most of the first lines."""
    first = {
        language: {word.split()[0] for texts in entry["words"].values() for text in texts for word in text.split("|")}
        for language, entry in dialects().items()
    }
    opening = [words[0] for line in source.lines[:_LOOKED_AT] if (words := line[:200].split(None, 1))]
    return max(first, key=lambda language: (sum(word in first[language] for word in opening), language == DEFAULT))
