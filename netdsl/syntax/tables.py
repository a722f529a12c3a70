"""LALR tables of a line grammar, as plain data.

Lark reads the grammar and computes the tables; `lalr.py` drives them. They are kept apart because a table is built once
and cached, so that a run needs neither the grammar nor Lark, and because a name of several words is only recognised
where a name may stand, which the states know.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from netdsl import cache


class Keyword(NamedTuple):
    """A word or phrase of the language: its words, the terminal it is, and for a value its canonical name."""

    words: tuple[str, ...]
    terminal: str
    value: str | None


class State(NamedTuple):
    """One state of the parser.

    actions: terminal -> state to shift to, or `-1 - rule` to reduce by; gotos: rule name -> state;
    keywords: first word -> the keywords welcome here, longest first; patterns: the other terminals welcome here.
    """

    actions: dict[str, int]
    gotos: dict[str, int]
    keywords: dict[str, tuple[Keyword, ...]]
    patterns: tuple[str, ...]


class Tables(NamedTuple):
    """What it takes to parse a line.

    starts: start symbol -> its first and its last state; rules: (name, length); patterns: terminal -> regular
    expression; dropped: terminals that a node leaves out (words that are no values, and punctuation).
    """

    starts: dict[str, tuple[int, int]]
    states: list[State]
    rules: list[tuple[str, int]]
    patterns: dict[str, str]
    dropped: frozenset[str]


def build(grammar: str, keywords: Sequence[Keyword], starts: Sequence[str]) -> Tables:
    """The tables of a grammar whose terminals without a pattern are keywords.

    Raises lark.exceptions.GrammarError where the grammar is not LALR(1).
    """
    from lark import Lark
    from lark.parsers.lalr_analysis import Shift

    terminals = dict.fromkeys(k.terminal for k in keywords)
    declared = "\n".join(f'{name}: "\\u0001{name}"' for name in terminals)
    lark = Lark(
        f"{grammar}\n{declared}", parser="lalr", start=list(starts), maybe_placeholders=False, keep_all_tokens=True
    )
    table = lark.parser.parser._parse_table
    ranked = sorted(lark.terminals, key=lambda t: -t.priority)
    patterns = {t.name: t.pattern.to_regexp() for t in ranked if t.name not in terminals}
    order = {state: number for number, state in enumerate(table.states)}
    rules: dict[object, int] = {}
    states = []
    for state in table.states:
        actions: dict[str, int] = {}
        gotos: dict[str, int] = {}
        for symbol, (action, argument) in table.states[state].items():
            if action is not Shift:
                actions[symbol] = -1 - rules.setdefault(argument, len(rules))
            elif symbol in terminals or symbol in patterns or symbol == "$END":
                actions[symbol] = order[argument]
            else:
                gotos[symbol] = order[argument]
        welcome: dict[str, list[Keyword]] = {}
        for keyword in sorted(keywords, key=lambda k: (-len(k.words), k)):
            if keyword.terminal in actions:
                welcome.setdefault(keyword.words[0], []).append(keyword)
        states.append(
            State(
                actions,
                gotos,
                {first: tuple(found) for first, found in welcome.items()},
                tuple(name for name in patterns if name in actions),
            )
        )
    values = {k.terminal for k in keywords if k.value is not None}
    punctuation = {t.name for t in lark.terminals if t.name in patterns and t.pattern.type == "str"}
    return Tables(
        {name: (order[table.start_states[name]], order[table.end_states[name]]) for name in starts},
        states,
        [(str(rule.origin.name), len(rule.expansion)) for rule in rules],  # type: ignore[attr-defined]
        patterns,
        frozenset((set(terminals) - values) | punctuation),
    )


def phrases(
    dialect: Mapping[str, Mapping[str, Sequence[str]] | Mapping[str, Mapping[str, Sequence[str]]]],
) -> list[Keyword]:
    """All keywords of a dialect of keywords.toml."""
    words: Mapping[str, Sequence[str]] = dialect["words"]  # type: ignore[assignment]
    values: Mapping[str, Mapping[str, Sequence[str]]] = dialect["values"]  # type: ignore[assignment]
    found = [
        Keyword(tuple(form.split()), t, None)
        for t, texts in words.items()
        for text in texts
        for form in text.split("|")
    ]
    found += [
        Keyword(tuple(form.split()), t, value)
        for t, table in values.items()
        for value, texts in table.items()
        for text in texts
        for form in text.split("|")
    ]
    return found


def load(name: str, grammar: Path, words: Path | None, dialect: str, starts: Sequence[str]) -> Tables:
    """The tables of a grammar file with a dialect's keywords, from the cache where they were built before."""

    def make() -> Tables:
        import tomllib

        keywords = phrases(tomllib.loads(words.read_text("utf-8"))[dialect]) if words else []
        return build(grammar.read_text("utf-8"), keywords, starts)

    files = [grammar, *([words] if words else []), Path(__file__)]
    return cache.cached(f"{name}-{dialect}", cache.digest(files, *starts), make)
