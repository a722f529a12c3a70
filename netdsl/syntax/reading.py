"""One line of a network file, read with the names that the file declares."""

import re
from collections.abc import Callable, Collection
from functools import cache as remember

from attrs import evolve, frozen

from netdsl import resources
from netdsl.model.forms import KEYWORDS, forms
from netdsl.syntax import tables
from netdsl.syntax.lalr import Failure, LineParser, Node, Parse, Token
from netdsl.syntax.names import Names, Tree, name_tokens, named, with_name

GRAMMAR = resources.GRAMMAR / "net.lark"

_NEXT_WORD = re.compile(r"[ \t\u00a0]+([^\W_](?:[\w’&/+-]|[.'](?=\w))*)")
_LONGEST_NAME = 8
_TRIES = 16

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

    def read(self, text: str, start: str, head: str | None = None, at: int = 0) -> Reading | Failure:
        """Read a line from column `at` and its start symbol; for a line under a head, `head` is the form of that."""

        def attempt(tree: Tree, avoid: Collection[tuple[int, int]] = ()) -> Parse | Failure:
            return self.parser.parse(text, start, tree, at, avoid)

        parse = _stretched(text, attempt, self.names.tree)
        if isinstance(parse, Failure):
            return parse
        reading = _reading(parse, head)
        overlapping = [t for t in parse.tokens if t.type == "NAME" and t.text in self._overlapping]
        if not overlapping:
            return reading
        others = [attempt(self.names.tree, {(t.start, t.end)}) for t in overlapping[:_TRIES]]
        readings = [reading, *(_reading(other, head) for other in others if isinstance(other, Parse))]
        first, *more = [r for r in readings if self._fits(r)] or [reading]
        return evolve(first, other=more[0].tokens) if more else first

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
    for _ in range(_TRIES):
        if isinstance(parse, Parse) or not (longer := _longer(text, attempt, tree, parse)):
            break
        parse, tree = longer
    return parse


def _longer(text: str, attempt: Attempt, tree: Tree, failure: Failure) -> tuple[Parse | Failure, Tree] | None:
    last = failure.tokens[-1] if failure.tokens else None
    if last is None or last.type != "NAME" or last.text[0] == "'":
        return None
    words, end = last.text.split(" "), last.end
    for _ in range(_LONGEST_NAME):
        match = _NEXT_WORD.match(text, end)
        if match is None:
            return None
        words.append(match[1])
        end = match.end()
        wider = with_name(tree, words)
        parse = attempt(wider)
        if isinstance(parse, Parse) or len(parse.tokens) > len(failure.tokens):
            return parse, wider
    return None


def _reading(parse: Parse, head: str | None) -> Reading:
    node = parse.node.children[0]
    assert isinstance(node, Node)
    return Reading(f"{head}.{node.rule}" if head else node.rule, node, parse.tokens)
