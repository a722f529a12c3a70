"""What an answer says: one of some words, names that are known or new, free words; or what is wrong with it."""

import re
from collections.abc import Callable, Collection, Iterator

from netdsl.diagnostics import nearest
from netdsl.guide.texts import say
from netdsl.model.forms import dialects

_PART = re.compile(r"\s*('[^']*'|\"[^\"]*\"|[^,;]+?)\s*(?:[,;]|$)")
_AND = re.compile(r"\s+(?:and|og)\s+")
_NAME = re.compile(r"""[^\W_][^"\n]*""")
_CODE = re.compile(r"""[^,;"'\[\]:#]*""")
_PLAIN = re.compile(r"""[^\W_][^,"\[\]:#\n]*""")

Check = Callable[[str], object]
"""Makes a value of an answer, or raises WrongError."""


class WrongError(Exception):
    """An answer that cannot be taken: what is wrong with it."""


class Choice:
    """The words of a table of the language; an answer may be one of them, its beginning, or its number."""

    def __init__(self, table: str, language: str, values: Collection[str] | None = None) -> None:
        entry = dialects()[language]["values"][table]
        self.language = language
        self.values = [value for value in entry if values is None or value in values]
        self.words: dict[str, str] = {value: entry[value][0].partition("|")[0] for value in self.values}
        self.forms: dict[str, str] = {
            f.casefold(): v for v in self.values for text in entry[v] for f in text.split("|")
        }

    @property
    def shown(self) -> str:
        """The words with their numbers."""
        return ", ".join(f"{number} {self.words[value]}" for number, value in enumerate(self.values, 1))

    def one(self, answer: str) -> str:
        """The word that an answer means. Raises WrongError."""
        text = " ".join(answer.casefold().split())
        if text.isdecimal() and 1 <= int(text) <= len(self.values):
            return self.words[self.values[int(text) - 1]]
        if text in self.forms:
            return self.words[self.forms[text]]
        begun = {value for form, value in self.forms.items() if form.startswith(text)}
        if len(begun) == 1:
            return self.words[begun.pop()]
        known = ", ".join(self.words.values())
        found = say("no-choice", self.language, text=answer, words=known)
        if near := nearest(answer, self.forms):
            found += " " + say("near-choice", self.language, near=self.words[self.forms[near]])
        raise WrongError(found)

    def several(self, answer: str) -> list[str]:
        """The words that an answer means, each once. Raises WrongError."""
        return list(dict.fromkeys(self.one(part) for part in listed(answer, self.forms)))


def listed(answer: str, known: Collection[str] = ()) -> list[str]:
    """The members of a list: between commas, and between `and` where that is in no name that is known."""
    found: list[str] = []
    for match in _PART.finditer(answer):
        part = " ".join(match.group(1).split())
        if part.startswith("'") and part.endswith("'"):
            found.append(part.strip("'").strip())
        elif part:
            found += _parted(part, known)
    return [member for member in dict.fromkeys(found) if member]


def _parted(part: str, known: Collection[str]) -> list[str]:
    if part in known:
        return [part]
    places = list(_AND.finditer(part))
    for place in places:
        if part[: place.start()] in known:
            return [part[: place.start()], *_parted(part[place.end() :], known)]
    return _AND.split(part)


def name(answer: str, kind: str, language: str) -> str:
    """A new name of a kind. Raises WrongError."""
    found = " ".join(answer.split())
    if len(found) > 1 and found[0] == found[-1] == "'":
        found = found.strip("'").strip()
    if not _PLAIN.fullmatch(found):
        found = found.replace("'", "’")  # it will stand in quotes
    if not _NAME.fullmatch(found):
        raise WrongError(say("quotes", language, name=found))
    if kind == "source" and not _CODE.fullmatch(found):
        raise WrongError(say("code", language, name=found))
    return found


def spelled(name: str) -> str:
    """A name as it is written: without quotes where it can be."""
    return name if _PLAIN.fullmatch(name) else quoted(name)


def quoted(name: str) -> str:
    """A name in single quotes, which one with an apostrophe cannot have."""
    return name if "'" in name else f"'{name}'"


def words(answer: str) -> str:
    """Free words, as they stand in double quotes."""
    text = " ".join(answer.split())
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def codes(answer: str, sources: Collection[str]) -> Iterator[tuple[str, str]]:
    """The sources that an answer names, each with the place in it: a name that is known, or else the first word."""
    for item in re.split("[,;]", answer.removeprefix("[").removesuffix("]")):
        parts = item.split()
        if parts:
            length = next((n for n in range(len(parts), 0, -1) if " ".join(parts[:n]) in sources), 1)
            yield " ".join(parts[:length]), " ".join(parts[length:])
