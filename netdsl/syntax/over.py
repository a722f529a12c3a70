"""Of which statements and lines a file can say that they are over, by the grammar."""

import re
from functools import cache as remember

from netdsl.model.forms import forms
from netdsl.syntax.reading import GRAMMAR, starts

_RULE = re.compile(r"^(\w+):(.*(?:\n +\|.*)*)", re.MULTILINE)


@remember
def can_end() -> frozenset[str]:
    """The forms of statements that may have `over by now` under them, and of lines that may say `no longer`."""
    rules = {name: set(re.findall(r"\w+", body)) for name, body in _RULE.findall(GRAMMAR.read_text("utf-8"))}
    heads = {form.name for form in forms().values() if form.parent is None}
    lines = {head: f"{head}_line" if f"{head}_line" in starts() else "deed_line" for head in heads}
    details = {form.name for form in forms().values() if form.parent is not None}
    return frozenset(
        {head for head in heads if "_validity" in rules[lines[head]]}
        | {name for name in details if "no_longer" in rules.get(name.partition(".")[2], ())}
    )
