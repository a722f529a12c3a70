"""Messages filled in: values in the words of a language, lists as a person would say them."""

import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from netdsl.model.dates import day
from netdsl.model.forms import dialects, forms, word
from netdsl.model.quantities import PORTIONS, Interval
from netdsl.report.texts import say
from netdsl.syntax.templates import Agreeing, Hole, Optional, Part, template

MAXIMUM_LEFT_OUT = 2

SIGNS = {"==": "=", "!=": "≠", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}
"""How comparisons are shown."""


def shown(value: Any, types: str, language: str) -> str:
    """A value as a reader should see it; `types` say which value table a word is from."""
    if value is None:
        return "–"
    if isinstance(value, Interval):
        return _quantity(value, language)
    if isinstance(value, tuple):
        return str(day(value))
    if isinstance(value, Fraction):
        return _number(value, language)
    if not isinstance(value, str):
        return str(value)
    if types == "dose":
        return _dose(value, language)
    if value.startswith('"'):
        return f"«{value[1:-1]}»" if language == "nb" else f"“{value[1:-1]}”"
    for table in types.removeprefix("list ").split("|"):
        if value in dialects()[language]["values"].get(table, ()):
            return word(table, value, language)
    return value


def listed(values: Sequence[str], language: str, between: str = "and") -> str:
    """`A, B and C`, or with `or` where none of them is meant; a name with a comma in it stands in single quotes."""
    if len(values) < 2:
        return "".join(values)
    *first, last = map(_closed, values)
    return f"{', '.join(first)} {say(between, language)} {last}"


def _closed(name: str) -> str:
    """A name as it stands in a sentence: with a comma in it in single quotes, as in a file."""
    return f"'{name}'" if "," in name and not name.startswith(("“", "«")) else name


def fill(text: str, values: Mapping[str, Any], types: Mapping[str, str], language: str) -> str:
    """A message with its holes filled; a value at the beginning of a further sentence has a capital."""

    def hole(part: Hole | Agreeing) -> str:
        value = values.get(part.name)
        if isinstance(part, Agreeing):
            return part.one if _is_one(value) else part.many
        if part.pairs and isinstance(value, int):
            return str(value * (value - 1) // 2)
        kind = types.get(part.name, "")
        if kind.startswith("list") or (isinstance(value, tuple) and not isinstance(value, Interval) and kind != "date"):
            members = [shown(v, kind, language) for v in value or ()]
            if part.of:
                return _part_of(members, [shown(v, kind, language) for v in values.get(part.of) or ()], part, language)
            return (_closed(members[0]) if len(members) == 1 else listed(members, language)) or part.fallback
        if isinstance(value, str):
            return _closed(shown(value, kind, language))
        return shown(value, kind, language) if value is not None else part.fallback

    def filled(parts: Sequence[Part]) -> str:
        said = ""
        begins = False
        for part in parts:
            if isinstance(part, Optional):
                empty = any(not isinstance(p, str) and values.get(p.name) in (None, (), 0) for p in part.parts)
                piece = "" if empty else filled(part.parts)
            else:
                piece = part if isinstance(part, str) else hole(part)
            said += capital(piece) if begins else piece
            begins = (isinstance(part, str) and part.endswith(". ")) or (begins and not piece)
        return said

    return filled(template(_agreed(text, lambda name: hole(Hole(name)))))


def capital(text: str) -> str:
    """A text that begins a sentence or a heading."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """A text as the end of a sentence."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def full(text: str) -> str:
    """A text as a whole sentence."""
    return capital(ended(text))


def _is_one(value: Any) -> bool:
    """Whether a value is one thing: itself, the one of a list, or the number 1."""
    if isinstance(value, Interval):
        return value.low[0] == value.high[0] == 1
    if isinstance(value, int | Fraction):
        return value == 1
    return not isinstance(value, tuple) or len(value) == 1


def sentence(text: str, columns: Sequence[str], row: Sequence[Any], types: Sequence[str], language: str) -> str:
    """A sentence of a form or definition with a row in its holes."""
    values = {c: shown(v, t, language) for c, v, t in zip(columns, row, types, strict=True)}
    found = text
    for column in columns:
        found = put(found, column, values[column])
    return found


def put(text: str, hole: str, value: str) -> str:
    """A sentence with a value in one hole.

    `alternatives {choice}` needs no word that the value itself ends with, and `share no {frames}` no article.
    """
    _, several, last = value.rpartition(" ")
    if several:
        text = text.replace(f"{last} {{{hole}}}", value)
    text = _agreed(text, {hole: value}.get)
    for language in dialects().values():
        if f"{language['words']['SHARE_NO'][0].partition('|')[0]} {{{hole}}}" in text:
            for full, bare in language.get("negated", {}).items():
                value = value.replace(full, bare)
    return text.replace(f"{{{hole}}}", value)


def _agreed(text: str, said: Callable[[str], str | None]) -> str:
    """A sentence with the word for how many times in the singular after a hole of which 1 is said."""
    for language in dialects().values():
        many, _, one = language["words"]["TIMES"][0].partition("|")
        if f"}} {many}" in text:
            for hole in re.findall(rf"\{{(\w+)\}} {many}\b", text):
                if said(hole) == "1":
                    text = text.replace(f"{{{hole}}} {many}", f"{{{hole}}} {one}")
    return text


def said(relation: str, row: Sequence[Any], language: str) -> str:
    """A fact of the network language as a sentence."""
    form = forms()[relation.removeprefix("formerly ")]
    text: str = getattr(form, language)
    return sentence(text, [c.name for c in form.columns], row, ["|".join(c.types) for c in form.columns], language)


def _part_of(members: list[str], whole: list[str], part: Hole, language: str) -> str:
    left_out = [w for w in whole if w not in members]
    if not members:
        return part.fallback
    if not left_out:
        return say("all", language)
    if len(left_out) <= MAXIMUM_LEFT_OUT and len(left_out) < len(members):
        return f"{say('all-but', language)} {listed(left_out, language)}"
    return listed(members, language)


def _quantity(value: Interval, language: str) -> str:
    for name, portion in PORTIONS.items():
        if value == portion and name in ("most", "some", "few"):
            return word("PORTION", name, language)
    low, high = _number(value.low[0], language), _number(value.high[0], language)
    number = low if low == high else f"{low}–{high}"
    if value.unit in dialects()[language]["values"]["UNIT"]:
        many, _, one = dialects()[language]["values"]["UNIT"][value.unit][0].partition("|")
        return f"{number} {one if one and number == '1' else many}"
    return f"{number} {value.unit}".strip()


def _dose(value: str, language: str) -> str:
    """How much there is of a measure; the model has it in English words."""
    from netdsl.syntax.names import Names
    from netdsl.syntax.reading import Reader, Reading
    from netdsl.syntax.spelling import spell

    word_before = dialects()["en"]["words"]["DOSE"][0]
    reading = Reader("en", Names()).read(f"{word_before} {value}", "measure_line", "measure")
    return spell(reading.tokens[1:], language) if isinstance(reading, Reading) else value


def _number(value: Fraction | int, language: str) -> str:
    number = Fraction(value)
    text = str(number.numerator) if number.denominator == 1 else f"{float(number):.4g}"
    return text.replace(".", ",") if language == "nb" else text
