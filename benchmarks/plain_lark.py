"""Lark's own parser and tree for the network language: the same grammar, with layout and words written into it."""

import re
import tomllib
from collections.abc import Iterator
from typing import ClassVar

from lark import Lark
from lark.indenter import Indenter

from netdsl import resources

LAYOUT = r"""
start: _NL? (_block)*
%declare _INDENT _DEDENT
_NL: /([ \t]*(#[^\n]*)?\n[ \t]*)+/
%ignore /[ \t]+/
"""


class Lines(Indenter):
    """Lark's tokens for a line that begins deeper, and for the return from it."""

    NL_type = "_NL"
    OPEN_PAREN_types: ClassVar[list[str]] = []
    CLOSE_PAREN_types: ClassVar[list[str]] = []
    INDENT_type = "_INDENT"
    DEDENT_type = "_DEDENT"
    tab_len = 8


def parser(language: str = "en") -> Lark:
    """A parser for whole files in a language."""
    grammar = resources.GRAMMAR.joinpath("net.lark").read_text("utf-8")
    return Lark(
        "\n".join([grammar, LAYOUT, *_blocks(grammar), *_words(language)]),
        parser="lalr",
        lexer="contextual",
        postlex=Lines(),
        maybe_placeholders=False,
    )


def _blocks(grammar: str) -> Iterator[str]:
    rules = set(re.findall(r"^(\w+):", grammar, re.MULTILINE))
    forms = [form for start in ("head", "deed") for form in _alternatives(grammar, start)]
    yield "_block: " + " | ".join(f"{form}_block" for form in forms)
    for form in forms:
        inner = [rule for rule in (f"{form}_line", f"{form}_party") if rule in rules] or ["deed_line"]
        yield f"{form}_block: {form} _NL [_INDENT (({' | '.join(inner)}) _NL)+ _DEDENT]"


def _alternatives(grammar: str, rule: str) -> list[str]:
    body = re.search(rf"^{rule}:((?:.*\n)(?:\s+\|.*\n)*)", grammar, re.MULTILINE)
    assert body
    return re.findall(r"\w+", body[1])


def _words(language: str) -> Iterator[str]:
    dialect = tomllib.loads(resources.GRAMMAR.joinpath("keywords.toml").read_text("utf-8"))[language]
    terminals = {name: list(forms) for name, forms in dialect["words"].items()}
    terminals |= {
        name: [form for forms in table.values() for form in forms] for name, table in dialect["values"].items()
    }
    for name, forms in terminals.items():
        words = sorted((word for form in forms for word in form.split("|")), key=len, reverse=True)
        choice = "|".join(r"[ \t]+".join(map(re.escape, word.split())) for word in words).replace("/", r"\/")
        yield f"{name}.2: /(?:{choice})(?![\\w-])/"
