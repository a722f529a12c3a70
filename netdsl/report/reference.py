"""The lists in the language reference and the rule-writing guide: statements, words, diagnostics."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from netdsl import resources
from netdsl.model.forms import Form, dialects, forms
from netdsl.syntax.lalr import Failure
from netdsl.syntax.names import Names
from netdsl.syntax.reading import Reader, start_of
from netdsl.syntax.spelling import spell

_IN = {"PORTION": "share", "UNIT": "times"}
"""Words that stand within another value: the types of column that take them."""


def statements() -> Iterator[str]:
    """Every statement: what it means, as a file has it in each language, as a rule writes it."""
    known = forms().values()
    for head in (f for f in known if f.parent is None):
        yield from (f"### `{shape(head)}`", "", f"{head.means[0].upper()}{head.means[1:]}.", "")
        rows = [
            (f"`{f.example}`", f"`{translated(f)}`", "" if f is head else f.means, f"`{shape(f)}`")
            for f in (head, *(f for f in known if f.parent == head.name))
        ]
        yield from table(("English", "Norsk", "meaning", "in a rule"), rows)
        yield ""


def values() -> Iterator[str]:
    """The words that stand for values, in each language, and the statements that take them."""
    words = {language: entry["values"] for language, entry in dialects().items()}
    rows = []
    for name, canonical in words["en"].items():
        types = {name, _IN.get(name)}
        used = dict.fromkeys(f"`{shape(f)}`" for f in forms().values() if any(types & {*c.types} for c in f.own))
        said = [_forms(words[language][name][value][0] for value in canonical) for language in words]
        rows.append((*said, ", ".join(used)))
    yield from table(("English", "Norsk", "in"), rows)


def other_words() -> Iterator[str]:
    """The words that are read too, and what `format` writes for them."""
    rows = []
    for language, entry in dialects().items():
        lists = [*entry["words"].values(), *(texts for table in entry["values"].values() for texts in table.values())]
        rows += [(language, _forms(texts[:1]), _forms(texts[1:])) for texts in lists if len(texts) > 1]
    yield from table(("", "written", "read too"), rows)


def diagnostics(letter: str) -> Iterator[str]:
    """The diagnostics whose codes begin with a letter."""
    texts = tomllib.loads((resources.GRAMMAR / "messages.toml").read_text("utf-8"))

    def text(key: str) -> str:
        return texts[key]["en"].format_map(defaultdict(lambda: "…")) if key in texts else ""

    rows = [(f"`{key}`", text(key), text(f"{key}-help")) for key in texts if re.fullmatch(rf"{letter}\d+", key)]
    yield from table(("code", "message", "help"), sorted(rows))


def translated(form: Form, language: str = "nb") -> str:
    """The example of a statement in another language; names and what is in quotes stay as they are."""
    parent = None if form.on_head else form.parent
    reading = Reader("en", Names()).read(form.example, start_of(form.example, parent), parent)
    assert not isinstance(reading, Failure)
    return spell(reading.tokens, language)


def shape(form: Form) -> str:
    """A statement as a rule writes it, with `_` for what it speaks of."""
    return re.sub(r"\{\w+\}", "_", form.en)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _forms(texts: Iterable[str]) -> str:
    return ", ".join(f"`{text}`" for both in texts for text in both.split("|"))
