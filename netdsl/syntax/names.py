"""The names that a file declares, gathered before its deeds are read: a name may be used before it is declared."""

from collections.abc import Iterator

from attrs import field, frozen

from netdsl.source import Span
from netdsl.syntax.lalr import Node, Token, reads_as_word

Kind = str
"""What a name stands for: `actor`, `measure`, …, as the form that declares it is called."""

NAME_TYPES = ("NAME", "NEW_NAME")


@frozen
class Names:
    """kind -> name -> where it is declared; filled while the heads are read, then only looked up.

    index: first word -> the names of several words that begin with it, longest first, for the line parser.
    """

    declared: dict[Kind, dict[str, Span]] = field(factory=dict)
    index: dict[str, list[tuple[str, ...]]] = field(factory=dict)
    _words: set[tuple[str, ...]] = field(factory=set)

    def declare(self, kind: Kind, name: str, span: Span) -> Span | None:
        """Note a name; when it was declared before, leave it and give where."""
        known = self.declared.setdefault(kind, {})
        if name in known:
            return known[name]
        known[name] = span
        words = tuple(name.split(" "))
        if words not in self._words and all(map(reads_as_word, words)):
            self._words.add(words)
            if len(words) > 1:
                same = self.index.setdefault(words[0], [])
                same.append(words)
                same.sort(key=lambda w: (-len(w), w))
        return None

    def kinds(self, name: str) -> list[Kind]:
        """The kinds of thing that are called so."""
        return [kind for kind, known in self.declared.items() if name in known]

    def overlapping(self) -> frozenset[str]:
        """The names that begin as another declared name does, so that a line might be read in two ways."""
        return frozenset(
            " ".join(words)
            for same in self.index.values()
            for words in same
            if any(words[:length] in self._words for length in range(1, len(words)))
        )


def named(token: Token) -> str:
    """The name that a token shows: without its quotes, single blanks between its words."""
    text = spoken(token) if token.type == "TEXT" else token.text.strip("'") if token.text[0] == "'" else token.text
    return " ".join(text.split())


def spoken(token: Token) -> str:
    """The words in a text token, without their quotes."""
    text = token.text[1:-1]
    return text.replace('\\"', '"').replace("\\\\", "\\") if "\\" in text else text


def name_tokens(node: Node) -> Iterator[Token]:
    """The names in a part of a statement."""
    for child in node.children:
        if isinstance(child, Token):
            if child.type in NAME_TYPES:
                yield child
        else:
            yield from name_tokens(child)
