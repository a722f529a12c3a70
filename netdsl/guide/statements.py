"""What several sections need to put a statement together, and to ask for it."""

from collections.abc import Iterable

from netdsl.guide.draft import Additions, Spell
from netdsl.guide.talk import Other, Talk
from netdsl.guide.texts import say


def statement(head: str, *lines: str | None) -> list[str]:
    """A head and those lines under it that say something."""
    return ["\n  ".join([head, *(line for line in lines if line)])]


def names_in(spell: Spell, names: Iterable[str]) -> str:
    """A list of names, and of things in double quotes."""
    return ", ".join(name if name.startswith('"') else spell(name) for name in names)


def line(word: str, names: Iterable[str] | None, spell: Spell) -> str | None:
    """A word and the names after it, where there are any."""
    return f"{word} {names_in(spell, names)}" if names else None


def nothing(_: Spell) -> list[str]:
    """No statement."""
    return []


def left_out(talk: Talk) -> Additions:
    """An answer that is no statement without another one, which was skipped."""
    talk.tell(f"  {say('left-out', talk.language)}")
    return nothing


WORD = "*"
"""What `nobody` and `all` become, which no name is."""


def one_of(words: frozenset[str]) -> Other:
    """What makes `WORD` of some words."""
    return lambda answer: WORD if " ".join(answer.casefold().split()) in words else None


def of_actors(talk: Talk, key: str, line: str) -> Additions | None:
    """A line under each of some actors."""
    if (names := talk.several(key, "actor")) is None:
        return None
    sources = talk.sources()
    actor = talk.draft.say("ACTOR")
    return lambda spell: [s for name in names for s in statement(f"{actor} {spell(name)}", line + sources)]
