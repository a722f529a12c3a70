"""One line of a network file, read with the names that the file declares."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache as remember
from itertools import pairwise

from attrs import evolve, frozen

from netdsl import resources
from netdsl.diagnostics import likeness
from netdsl.model.forms import KEYWORDS, forms
from netdsl.syntax import tables
from netdsl.syntax.lalr import NAME_WORD, Failure, LineParser, Node, Parse, Token
from netdsl.syntax.names import Names, Tree, name_tokens, named, with_name

GRAMMAR = resources.GRAMMAR / "net.lark"

_LONGEST_NAME = 8
_TRIES = 16
_LONG_LINE = 2_000
"""Characters from which a line is not read again and again in the search for what its names were meant to be."""

_COMPARISONS = 20_000
_SIDE_BY_SIDE = ("receiver", "things")

Attempt = Callable[..., Parse | Failure]


@remember
def starts() -> tuple[str, ...]:
    """The start symbols of the network grammar."""
    found = re.findall(r"^(\w+_(?:line|party)):", GRAMMAR.read_text("utf-8"), re.MULTILINE)
    return ("head", "deed", *sorted(set(found)))


def start_of(text: str, form: str | None) -> str:
    """The start symbol that a line is read from; `form` is that of the head above it, None for a head.

    A line that opens with a capital, a digit or a quoted name opens with a name, any other with a word of the language.
    """
    names = text[0] == "'" or (text[0].isalnum() and not text[0].islower())
    if form is None:
        return "deed" if names else "head"
    if names and f"{form}_party" in starts():
        return f"{form}_party"
    return f"{form}_line" if f"{form}_line" in starts() else "deed_line"


@remember
def line_parser(language: str) -> LineParser:
    """The parser for lines in a language."""
    return LineParser(tables.load("net", GRAMMAR, KEYWORDS, language, starts()))


@frozen
class Reading:
    """A line that was read: its form, the node of that form, all tokens; `other` is a second way to read it, if any."""

    form: str
    node: Node
    tokens: tuple[Token, ...]
    other: tuple[Token, ...] | None = None


@remember
def name_kinds(form: str) -> dict[str, tuple[str, ...]]:
    """Role in a form -> the types of what stands there, the roles on the head's own line included."""
    known = forms()
    columns = list(known[form].own) if form in known else []
    columns += [c for f in known.values() if f.on_head and f.parent == form for c in f.own]
    return {column.name: column.types for column in columns}


class Reader:
    """Reads the lines of one file."""

    def __init__(self, language: str, names: Names) -> None:
        self.language = language
        self.names = names
        self.parser = line_parser(language)
        self._overlapping = names.overlapping()
        self._comparisons = _COMPARISONS

    def read(self, text: str, start: str, head: str | None = None, at: int = 0) -> Reading | Failure:
        """Read a line from column `at` and its start symbol; for a line under a head, `head` is the form of that."""

        def attempt(tree: Tree, avoid: Collection[tuple[int, int]] = ()) -> Parse | Failure:
            return self.parser.parse(text, start, tree, at, avoid)

        parse = _stretched(text, attempt, self.names.tree)
        if isinstance(parse, Failure):
            return parse
        parse = self._parted(parse, attempt, head)
        reading = _reading(parse, head)
        overlapping = [t for t in parse.tokens if t.type == "NAME" and t.text in self._overlapping]
        if not overlapping:
            return reading
        tries = _TRIES if len(text) < _LONG_LINE else 1
        others = [attempt(self.names.tree, {(t.start, t.end)}) for t in overlapping[:tries]]
        readings = [reading, *(_reading(other, head) for other in others if isinstance(other, Parse))]
        first, *more = [r for r in readings if self._fits(r)] or [reading]
        return evolve(first, other=more[0].tokens) if more else first

    def _parted(self, parse: Parse, attempt: Attempt, head: str | None) -> Parse:
        """Part two names side by side anew when one is unknown, where the parts are most like declared names."""
        pair = next((p for p in pairwise(parse.tokens) if all(t.type == "NAME" and t.text[0] != "'" for t in p)), None)
        if pair is None or all(self.names.kinds(token.text) for token in pair) or self._comparisons < 0:
            return parse
        kinds = name_kinds(_reading(parse, head).form)
        words = f"{pair[0].text} {pair[1].text}".split(" ")
        known = [
            [name for kind in kinds.get(role, ()) for name in self.names.declared.get(kind, ())]
            for role in _SIDE_BY_SIDE
        ]
        self._comparisons -= len(words) * sum(map(len, known))

        def likely(cut: int) -> float:
            return likeness(" ".join(words[:cut]), known[0]) + likeness(" ".join(words[cut:]), known[1])

        cut = max(range(1, len(words)), key=likely)
        parted = attempt(with_name(with_name(self.names.tree, words[:cut]), words[cut:]))
        return parted if isinstance(parted, Parse) else parse

    def _fits(self, reading: Reading) -> bool:
        kinds, declared = name_kinds(reading.form), self.names.declared
        return all(
            any(named(token) in declared.get(kind, ()) for kind in kinds.get(part.rule, ()))
            for part in reading.node.children
            if isinstance(part, Node) and part.rule != "name"
            for token in name_tokens(part)
        )


def _stretched(text: str, attempt: Attempt, tree: Tree) -> Parse | Failure:
    """Read a line; where it stops after a name, take further words into that: an unknown name of several words."""
    parse = attempt(tree)
    for _ in range(_TRIES if len(text) < _LONG_LINE else 0):
        if isinstance(parse, Parse) or not (longer := _longer(text, attempt, tree, parse)):
            break
        parse, tree = longer
    return parse


def _longer(text: str, attempt: Attempt, tree: Tree, failure: Failure) -> tuple[Parse | Failure, Tree] | None:
    for words, end in _longer_names(text, failure.tokens):
        wider = with_name(tree, words)
        parse = attempt(wider)
        if isinstance(parse, Parse) or (parse.tokens and parse.tokens[-1].start >= end):
            return parse, wider
    return None


def _longer_names(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[list[str], int]]:
    """What the name before a failure may have been meant to be: with the words after it, or with the name before."""
    names = [token for token in tokens[-2:] if token.type == "NAME" and token.text[0] != "'"]
    if not names or names[-1] is not tokens[-1]:
        return
    words, end = names[-1].text.split(" "), names[-1].end
    for _ in range(_LONGEST_NAME):
        match = NAME_WORD.search(text, end)
        if match is None or text[end : match.start()].strip():
            break
        words.append(match.group())
        end = match.end()
        yield words, end
    if len(names) == 2:
        yield [*names[0].text.split(" "), *names[1].text.split(" ")], names[1].end


def _reading(parse: Parse, head: str | None) -> Reading:
    node = parse.node.children[0]
    assert isinstance(node, Node)
    return Reading(f"{head}.{node.rule}" if head else node.rule, node, parse.tokens)
