"""A parser for one line, driven by the tables of `tables.py`.

The parser asks for the next token in the terms of its state, so a word of the language is only looked for where it may
stand, and a name of several words only where a name may.
"""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from netdsl.syntax.tables import State, Tables


class Token(NamedTuple):
    """A token with its columns in the line (from 0) and, for a value word, its canonical name."""

    type: str
    text: str
    start: int
    end: int
    value: str | None = None


class Node(NamedTuple):
    """What a rule of the grammar read: its nodes and the tokens that are neither words nor punctuation."""

    rule: str
    children: tuple["Node | Token", ...]

    def tokens(self) -> list[Token]:
        """The tokens below this node, in order."""
        return [t for child in self.children for t in ([child] if isinstance(child, Token) else child.tokens())]

    def node(self, rule: str) -> "Node | None":
        """The first child that this rule read."""
        return next((c for c in self.children if isinstance(c, Node) and c.rule == rule), None)


class Failure(NamedTuple):
    """Where a line could not be read: the column, the state, the tokens before it, the terminals that were welcome."""

    column: int
    state: int
    tokens: tuple[Token, ...]
    expected: tuple[str, ...]


class Parse(NamedTuple):
    """A parsed line: the node of its start symbol and all its tokens, words and punctuation included."""

    node: Node
    tokens: tuple[Token, ...]


Names = Mapping[str, "Names"]
"""Declared names as a tree: word -> the words that may follow it; `NAME_END` where a name may end."""

NAME_END = ""

END = "$END"
"""The type of the token after the last one."""

_SPACE = re.compile(r"[ \t\u00a0]*")
_WORD = re.compile(r"[^\W_](?:[\w’&/+-]|[.'](?=\w))*")
_MORE = re.compile(r"[\w’&/+-]|[.'](?=\w)")
NAME_WORD = re.compile(r"[^\s,\"\[\]:#]+")
"""A word of a declared name, which is known beforehand and may have more in it than a word of the language."""


class LineParser:
    """Parses lines with one set of tables."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._patterns = {name: re.compile(pattern) for name, pattern in tables.patterns.items()}
        self._actions = [state.actions for state in tables.states]
        self._gotos = [state.gotos for state in tables.states]

    def parse(
        self,
        text: str,
        start: str,
        names: Names | None = None,
        at: int = 0,
        avoid: Collection[tuple[int, int]] = (),
    ) -> Parse | Failure:
        """Read a line from column `at` as `start`.

        `names` are the declared names; `avoid` are stretches that are not to be read as one of them.
        """
        states, rules, dropped = self.tables.states, self.tables.rules, self.tables.dropped
        actions, gotos = self._actions, self._gotos
        first, last = self.tables.starts[start]
        stack: list[int] = [first]
        values: list[list[Node | Token] | Node | Token | None] = []
        tokens: list[Token] = []
        place, size = at, len(text)
        while True:
            if place < size and text[place] in " \t\u00a0":
                place = _SPACE.match(text, place).end()  # type: ignore[union-attr]
            token = (
                self._token(text, place, states[stack[-1]], names, avoid)
                if place < size
                else Token(END, "", size, size)
            )
            if token is None:
                return Failure(place, stack[-1], tuple(tokens), self._expected(stack, last))
            type_ = token.type
            while (action := actions[stack[-1]].get(type_)) is not None and action < 0:
                name, length = rules[-1 - action]
                found: list[Node | Token] = []
                if length:
                    for value in values[-length:]:
                        if value is None:
                            continue
                        if not isinstance(value, list):
                            found.append(value)
                        elif found:
                            found += value
                        else:
                            found = value  # a list that grows is not copied for each of its members
                    del stack[-length:], values[-length:]
                values.append(found if name[0] == "_" else Node(name, tuple(found)))
                stack.append(gotos[stack[-1]][name])
            if action is None:
                if type_ == END and stack[-1] == last:
                    return Parse(values[0], tuple(tokens))  # type: ignore[arg-type]
                return Failure(place, stack[-1], tuple(tokens), self._expected(stack, last))
            stack.append(action)
            values.append(None if type_ in dropped else token)
            tokens.append(token)
            place = token.end

    def _token(
        self, text: str, place: int, state: State, names: Names | None, avoid: Collection[tuple[int, int]]
    ) -> Token | None:
        if "NAME" in state.actions:
            if names and (name := _name(text, place, names, avoid)):
                return name
        elif word := _WORD.match(text, place):
            for keyword in state.keywords.get(word.group(), ()):
                end = _same(text, word.end(), keyword.words)
                if end:
                    return Token(keyword.terminal, text[place:end], place, end, keyword.value)
        for terminal in state.patterns:
            match = self._patterns[terminal].match(text, place)
            if match:
                shown = match.group().rstrip()
                return Token(terminal, shown, place, place + len(shown))
        return None

    def _expected(self, stack: list[int], last: int) -> tuple[str, ...]:
        """The terminals that could really come next: a reduction is followed to the shift, or the end, behind it."""
        return tuple(t for t in self.tables.states[stack[-1]].actions if self._goes_on(stack, t, last))

    def _goes_on(self, stack: list[int], terminal: str, last: int) -> bool:
        stack = list(stack)
        while (action := self.tables.states[stack[-1]].actions.get(terminal)) is not None:
            if action >= 0:
                return True
            name, length = self.tables.rules[-1 - action]
            if length:
                del stack[-length:]
            stack.append(self.tables.states[stack[-1]].gotos[name])
        return terminal == END and stack[-1] == last


def _same(text: str, place: int, words: tuple[str, ...]) -> int:
    """The column after `words[1:]` if they stand at `place`, else 0; words are parted by blanks."""
    for word in words[1:]:
        blank = _SPACE.match(text, place)
        if blank is None or blank.end() == place:
            return 0
        place = blank.end() + len(word)
        if not text.startswith(word, blank.end()) or _MORE.match(text, place):
            return 0
    return place


def _name(text: str, start: int, names: Names, avoid: Collection[tuple[int, int]]) -> Token | None:
    """The longest declared name that begins at a column."""
    words, place, end, length = [], start, 0, 0
    while (word := NAME_WORD.match(text, place)) and (following := names.get(word.group())) is not None:
        names = following
        words.append(word.group())
        if NAME_END in names and (start, word.end()) not in avoid:
            end, length = word.end(), len(words)
        place = _SPACE.match(text, word.end()).end()  # type: ignore[union-attr]
    return Token("NAME", " ".join(words[:length]), start, end) if length else None


__all__ = ["NAME_END", "NAME_WORD", "Failure", "LineParser", "Names", "Node", "Parse", "Token"]
