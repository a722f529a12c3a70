"""Traces of names in a text: whole names and their words, inflected or in compounds, in any case and over line ends."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from attrs import frozen

from netdsl.anonymise.texts import NOUNS, SMALL_WORDS
from netdsl.model.forms import dialects

SHORTEST = 3
"""Letters of a word of a name that is looked for by itself."""

SHORTEST_FIRST, SHORTEST_WITHIN = 4, 5
"""Letters of a word of a name that is looked for at the beginning of a longer word, and within it.

An abbreviation in capitals is looked for at the beginning however short it is.
"""

_ENDINGS = {"nb": ("ene", "en", "et"), "en": ("ies", "es", "y", "e")}
"""Endings of a word of a name that another form of it is without."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´＇"), "'")
_LEVEL = re.compile(r"[abc][12]|\d+")
_GENITIVES = ("", "s", "es")


class Secret(NamedTuple):
    """A name that is not to be told, and what it is the name of: a kind of thing, or `person`.

    `parts`: which of its words tell it by themselves.
    """

    kind: str
    name: str
    parts: tuple[str, ...]


class Trace(NamedTuple):
    """Where a name is told: the number of the line, the words there, and the secret."""

    line: int
    found: str
    secret: Secret


class _Word(NamedTuple):
    """A word of a text, folded, and where it stands."""

    text: str
    start: int
    end: int


def secret(kind: str, name: str) -> Secret:
    """A name of a thing: all its words tell it; of a group those that look like names of places or people."""
    words = [m.group() for m in _WORD.finditer(_folded(name)[0])]
    return Secret(kind, name, tuple(w for w in words[1:] if w[0].isupper()) if kind == "group" else tuple(words))


def people(quoted: str) -> Iterator[Secret]:
    """The names in what is said of a source: capitalised words.

    The first is one only where it stands by itself (`Kari, head of quays`) or another one follows it: any may begin so.
    """
    plain = _folded(quoted)[0]
    for place, match in enumerate(_WORD.finditer(plain)):
        word, after = match.group(), plain[match.end() :].lstrip()
        if word[0].isupper() and (place or not after or not after[0].isalnum() or after[0].isupper()):
            yield Secret("person", word, (word,))


@frozen(slots=False)
class Traces:
    """Looks for secrets in texts of a language; `keep` are words that tell nobody."""

    secrets: tuple[Secret, ...]
    language: str
    keep: tuple[str, ...] = ()

    def in_name(self, name: str) -> Secret | None:
        """The first secret that a name tells, if any."""
        return next((trace.secret for trace in self._found(name, strict=True)), None)

    def in_text(self, text: str) -> list[Trace]:
        """The secrets that a network's text tells, in order; its numbers and levels of language tell none."""
        return sorted(self._found(text, strict=False), key=lambda t: (t.line, t.secret))

    def names_in(self, text: str) -> list[Trace]:
        """The whole names that a text tells, in order: for one that has more in it than the network, as a report."""
        return sorted(self._found(text, strict=False, parts=False), key=lambda t: (t.line, t.secret))

    @cached_property
    def _harmless(self) -> frozenset[str]:
        """The words of the language, those of pseudonyms, and those to be kept."""
        entry = dialects()[self.language]
        texts = [text for texts in entry["words"].values() for text in texts]
        texts += [text for table in entry["values"].values() for texts in table.values() for text in texts]
        texts += [noun[self.language] for noun in NOUNS.values()]
        texts += [entry["header"], *entry["names"], *self.keep]
        return SMALL_WORDS | {w.text for text in texts for w in _words(text)}

    @cached_property
    def _parts(self) -> dict[str, Secret]:
        """Folded word -> the first secret that it tells."""
        found: dict[str, Secret] = {}
        for one in self.secrets:
            for word in one.parts:
                folded = _bare(word)
                if sum(map(str.isalpha, folded)) >= SHORTEST and folded not in self._harmless:
                    found.setdefault(folded, one)
        return found

    @cached_property
    def _beginnings(self) -> tuple[tuple[str, Secret], ...]:
        """How words begin that tell a secret: abbreviations, and words of names without their endings."""
        found: dict[str, Secret] = {}
        for part, one in self._parts.items():
            stems = [part.removesuffix("s").removesuffix(ending) for ending in _ENDINGS[self.language]]
            shorter = [stem for stem in stems if len(stem) >= SHORTEST_FIRST]
            short = [part] if any(_bare(word) == part and word.isupper() for word in one.parts) else []
            for beginning in (*shorter, *short, *([part] if len(part) >= SHORTEST_FIRST else [])):
                found.setdefault(beginning, one)
        return tuple(found.items())

    @cached_property
    def _phrases(self) -> dict[str, list[tuple[Secret, tuple[str, ...]]]]:
        """The folded first word of a name -> names with their folded words; without those of harmless words."""
        found: dict[str, list[tuple[Secret, tuple[str, ...]]]] = {}
        for one in self.secrets:
            words = tuple(w.text for w in _words(one.name))
            if words and not self._harmless.issuperset(words):
                found.setdefault(words[0], []).append((one, words))
        return found

    def _found(self, text: str, *, strict: bool, parts: bool = True) -> Iterator[Trace]:
        text = unicodedata.normalize("NFC", text)
        words = list(_words(text))
        for place, word in enumerate(words):
            if parts and (one := self._part(word.text)):
                yield _trace(text, word, word, one)
            for one, phrase in self._of_phrase(word.text):
                here = words[place : place + len(phrase)]
                said = [w.text for w in here]
                if self._harmless.issuperset(said) or not _same(said, phrase):
                    continue
                if strict or not _LEVEL.fullmatch("".join(phrase)):
                    trace = _trace(text, here[0], here[-1], one)
                    if len("".join(phrase)) >= SHORTEST or trace.found == one.name:
                        yield trace

    @cached_property
    def _looked_up(self) -> dict[str, Secret | None]:
        return {}

    def _part(self, word: str) -> Secret | None:
        """The secret that a word tells, if any; a text has the same words many times."""
        if word not in self._looked_up:
            self._looked_up[word] = self._part_of(word)
        return self._looked_up[word]

    def _part_of(self, word: str) -> Secret | None:
        if len(word) < SHORTEST or word in self._harmless:
            return None
        for part, one in self._parts.items():
            inflected = any(word == part + ending for ending in _GENITIVES)
            bare = len(word) > SHORTEST and word + "s" == part
            if inflected or bare or (len(part) >= SHORTEST_WITHIN and part in word):
                return one
        for beginning, one in self._beginnings:
            if word.startswith(beginning) or (len(beginning) > SHORTEST_WITHIN and beginning in word):
                return one
        return None

    def _of_phrase(self, word: str) -> Iterable[tuple[Secret, tuple[str, ...]]]:
        for ending in _GENITIVES:
            if word.endswith(ending):
                yield from self._phrases.get(word.removesuffix(ending), ())


def _folded(text: str) -> tuple[str, list[int]]:
    """A text as it looks, letters of all widths alike and without what is not seen; and where each sign is from."""
    signs, places = [], []
    normal = unicodedata.normalize("NFC", text)
    for place, sign in enumerate(normal):
        if unicodedata.category(sign) != "Cf":
            plain = unicodedata.normalize("NFKC", sign).translate(_APOSTROPHES)
            signs.append(plain)
            places += [place] * len(plain)
    return "".join(signs), places


def _bare(word: str) -> str:
    return word.casefold().replace("'", "")


def _words(text: str) -> Iterator[_Word]:
    folded, places = _folded(text)
    for match in _WORD.finditer(folded):
        yield _Word(_bare(match.group()), places[match.start()], places[match.end() - 1] + 1)


def _same(words: Sequence[str], phrase: Sequence[str]) -> bool:
    return (
        len(words) == len(phrase)
        and all(a == b for a, b in zip(words[:-1], phrase[:-1], strict=True))
        and any(words[-1] == phrase[-1] + ending for ending in _GENITIVES)
    )


def _trace(text: str, first: _Word, last: _Word, one: Secret) -> Trace:
    return Trace(text.count("\n", 0, first.start) + 1, " ".join(text[first.start : last.end].split()), one)
