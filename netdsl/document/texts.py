"""The words of the report that is handed on, in each language, from `texts.toml`."""

import tomllib
from collections.abc import Iterable
from functools import cache as remember
from itertools import chain
from pathlib import Path

from netdsl.report import texts


@remember
def own() -> dict[str, dict[str, str]]:
    """The texts of this report alone: key -> language -> text."""
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def say(key: str, language: str, **values: object) -> str:
    """A text in a language, with its holes filled; one that is not of this report alone is of all reports."""
    found = own().get(key)
    return found[language].format(**values) if found else texts.say(key, language, **values)


def unfilled(key: str, language: str) -> str:
    """A text with its holes."""
    return (own().get(key) or texts.TEXTS[key])[language]


def number(n: int, language: str) -> str:
    """A number in a sentence: small ones as words."""
    words = say("numbers", language).split()
    return words[n - 1] if 0 < n <= len(words) else str(n)


def own_words(rules: Iterable[Path]) -> str:
    """All words that a report may have by itself, whatever it is about: those of rule files and of its own texts."""
    own_texts = (text for table in (own(), texts.TEXTS) for some in table.values() for text in some.values())
    return "\n".join(chain((file.read_text("utf-8") for file in rules), own_texts))
