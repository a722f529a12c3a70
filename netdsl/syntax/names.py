"""The names that a file declares, gathered before its deeds are read: a name may be used before it is declared."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping, Sequence

from attrs import field, frozen

from netdsl.source import Span
from netdsl.syntax.lalr import NAME_END, Node, Token

Kind = str
"""What a name stands for: `actor`, `measure`, …, as the form that declares it is called."""

NAME_TYPES = ("NAME", "NEW_NAME")


Tree = MutableMapping[str, "Tree"]
"""Names as a tree of their words: word -> the words that may follow; `NAME_END` where a name may end."""


@frozen
class Names:
    """kind -> name -> where it is declared; filled while the heads are read, then only looked up.

    tree: the same names, for the line parser.
    """

    declared: dict[Kind, dict[str, Span]] = field(factory=dict)
    tree: Tree = field(factory=dict)

    def declare(self, kind: Kind, name: str, span: Span) -> Span | None:
        """Note a name; when it was declared before, leave it and give where."""
        known = self.declared.setdefault(kind, {})
        if name in known:
            return known[name]
        known[name] = span
        tree = self.tree
        for word in name.split(" "):
            tree = tree.setdefault(word, {})
        tree.setdefault(NAME_END, {})
        return None

    def copy(self) -> "Names":
        """The same names, to add others to."""
        return Names({kind: dict(known) for kind, known in self.declared.items()}, _copied(self.tree))

    def kinds(self, name: str) -> list[Kind]:
        """The kinds of thing that are called so."""
        return [kind for kind, known in self.declared.items() if name in known]

    def overlapping(self) -> frozenset[str]:
        """The names that begin as another declared name does, so that a line might be read in two ways."""
        return frozenset(name for known in self.declared.values() for name in known if self._begins_as_another(name))

    def _begins_as_another(self, name: str) -> bool:
        tree = self.tree
        for word in name.split(" "):
            if NAME_END in tree:
                return True
            if word not in tree:
                return False
            tree = tree[word]
        return False


def _copied(tree: Tree) -> Tree:
    """A tree of its own. Names may have more words than Python has levels of calls."""
    copy: Tree = {}
    todo = [(tree, copy)]
    while todo:
        old, new = todo.pop()
        for word, following in old.items():
            new[word] = {}
            todo.append((following, new[word]))
    return copy


def names_of(declared: Mapping[Kind, Mapping[str, Span]]) -> Names:
    """The names that somebody declared."""
    found = Names()
    for kind, known in declared.items():
        for name, span in known.items():
            found.declare(kind, name, span)
    return found


def with_name(tree: Tree, words: Sequence[str]) -> Tree:
    """A tree with one more name; the tree itself stays as it is."""
    trees = [tree]
    for word in words:
        trees.append(trees[-1].get(word, {}))
    wider: Tree = ChainMap({NAME_END: {}}, trees.pop())
    for word, shorter in zip(reversed(words), reversed(trees), strict=True):
        wider = ChainMap({word: wider}, shorter)
    return wider


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
