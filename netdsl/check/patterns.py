"""Which sentence a condition is: its words held against the forms of statements and the sentences of the vocabulary."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from attrs import frozen

from netdsl.check.ruleset import Anything, Constant, Parameter, Variable
from netdsl.check.ruleset import Term as Resolved
from netdsl.model.forms import Form, dialects
from netdsl.syntax.rule_tree import Term

COMPARED = {("at", "least"): ">=", ("at", "most"): "<=", ("more", "than"): ">", ("below",): "<"}
"""Words before a value of a scale, inside a sentence."""

NOBODY = "anyone"
"""The word for a column that a statement left out, as in `nobody pays anyone for M`."""


class Filler(NamedTuple):
    """What fills a slot: a term, and for `at least important` how it compares."""

    term: Resolved
    operator: str | None = None


@frozen
class Pattern:
    """A sentence with slots: its elements are words or the numbers of columns.

    relation: what it reads; types: the types of each slot's column.
    """

    relation: str
    elements: tuple[str | int, ...]
    types: tuple[tuple[str, ...], ...]

    @property
    def shape(self) -> tuple[str, ...]:
        """The sentence with its slots left blank: two sentences of one shape cannot be told apart."""
        return tuple("_" if isinstance(e, int) else e for e in self.elements)

    @property
    def slots(self) -> int:
        """How many of its elements are slots."""
        return sum(isinstance(e, int) for e in self.elements)


def pattern(form: Form) -> Pattern:
    """The pattern of a form's text, such as `{giver} gives {receiver} {thing}`."""
    places = {column.name: number for number, column in enumerate(form.own)}
    elements = [places[w[1:-1]] if w[0] == "{" else w for w in re.findall(r"\{\w+\}|[^\s:]+|:", form.en)]
    return Pattern(form.name, tuple(elements), tuple(column.types for column in form.own))


class Matcher:
    """Matches words against patterns; knows the value words of English, the scales and the thresholds."""

    def __init__(self, scales: dict[str, list[str]], thresholds: Sequence[str]) -> None:
        self.scales = scales
        self.thresholds = set(thresholds)
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for table, values in dialects()["en"]["values"].items():
            found = [((value,), value) for value in values]
            found += [
                (tuple(form.split()), value) for value, texts in values.items() for t in texts for form in t.split("|")
            ]
            self._phrases[table] = sorted(found, key=lambda f: -len(f[0]))

    def find(self, terms: Sequence[Term], patterns: Iterable[Pattern]) -> tuple[Pattern, list[Filler]] | None:
        """The pattern that words fit, and its fillers; of several the one with the fewest slots."""
        found = [(known, fillers) for known in patterns if (fillers := self.match(known, terms)) is not None]
        return min(found, key=lambda pair: (pair[0].slots, pair[0].relation), default=None)

    def match(self, known: Pattern, terms: Sequence[Term]) -> list[Filler] | None:
        """The fillers of a pattern's slots, by column; None where it is another sentence."""
        found = self._match(known, terms, 0, 0)
        if found is None:
            return None
        return [found[number] for number in range(len(found))]

    def _match(self, known: Pattern, terms: Sequence[Term], element: int, place: int) -> dict[int, Filler] | None:
        if element == len(known.elements):
            return {} if place == len(terms) else None
        if place >= len(terms):
            return None
        wanted = known.elements[element]
        if isinstance(wanted, str):
            if terms[place].text != wanted:
                return None
            return self._match(known, terms, element + 1, place + 1)
        for filler, end in self._fillers(known.types[wanted], terms, place):
            rest = self._match(known, terms, element + 1, end)
            if rest is not None:
                return rest | {wanted: filler}
        return None

    def _fillers(self, types: tuple[str, ...], terms: Sequence[Term], place: int) -> list[tuple[Filler, int]]:
        found: list[tuple[Filler, int]] = []
        if any(t.lower() in self.scales for t in types):
            for words, operator in COMPARED.items():
                if tuple(t.text for t in terms[place : place + len(words)]) == words:
                    found += [
                        (Filler(f.term, operator), end) for f, end in self._values(types, terms, place + len(words))
                    ]
        return found + self._values(types, terms, place)

    def _values(self, types: tuple[str, ...], terms: Sequence[Term], place: int) -> list[tuple[Filler, int]]:
        if place >= len(terms):
            return []
        term = terms[place]
        if term.type == "VAR":
            return [(Filler(Variable(term.text)), place + 1)]
        if term.type == "ANY":
            return [(Filler(Anything()), place + 1)]
        if term.type == "TEXT":
            return [(Filler(Constant(term.text)), place + 1)] if "text" in types else []
        if term.type == "CEFR":
            return [(Filler(Constant(term.text)), place + 1)] if "cefr" in types else []
        if term.text == NOBODY:
            return [(Filler(Constant(None)), place + 1)]
        found = []
        for table in types:
            for words, value in self._phrases.get(table, ()):
                if tuple(t.text for t in terms[place : place + len(words)]) == words:
                    found.append((Filler(Constant(value)), place + len(words)))
        if term.text in self.thresholds:
            found.append((Filler(Parameter(term.text)), place + 1))
        return found
