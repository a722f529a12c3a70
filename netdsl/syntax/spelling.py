"""How a line is written: the canonical words for its tokens in a language, with the right number and spacing."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from netdsl.model.forms import dialects
from netdsl.syntax.lalr import Token
from netdsl.syntax.names import NAME_TYPES, named

_GLUED_BEFORE = {"COMMA", "COLON", "ORDINAL", "DASH"}
_GLUED_AFTER = {"DASH"}


def spell(tokens: Sequence[Token], language: str) -> str:
    """The text of a line's tokens."""
    entry = dialects()[language]
    found = ""
    last = ""
    for type_, text in _spelled(tokens, entry):
        blank = "" if not found or type_ in _GLUED_BEFORE or last in _GLUED_AFTER else " "
        found += blank + text
        last = type_
    return found


def spell_references(text: str) -> str:
    """Sources in brackets, with single blanks and one after each comma and semicolon."""
    items = re.split(r"([,;])", " ".join(text[1:-1].split()))
    return "[" + "".join(f"{item} " if item in ",;" else item.strip() for item in items).strip() + "]"


def _spelled(tokens: Sequence[Token], entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    words, values = entry["words"], entry["values"]
    for place, token in enumerate(tokens):
        before = tokens[:place]
        if token.type == "ORDINAL":
            continue
        if token.value is not None:
            text = _form(values[token.type][token.value], token.value, tokens, place, entry)
            denied = any(earlier.type == "SHARE_NO" for earlier in before)
            yield token.type, entry.get("negated", {}).get(text, text) if denied else text
        elif token.type in words:
            unit = next((after.value for after in tokens[place:] if after.type == "UNIT"), None)
            yield token.type, _form(words[token.type], unit, tokens, place, entry)
        elif token.type in NAME_TYPES:
            yield token.type, f"'{named(token)}'" if token.text[0] == "'" else named(token)
        elif token.type == "REFS":
            yield token.type, spell_references(token.text)
        elif token.type == "NUMBER":
            yield token.type, re.sub("[.,]", entry.get("decimal", "."), token.text)
            if entry.get("ordinal") and before and before[-1].type == "EVERY":
                yield "ORDINAL", "."
        elif token.type == "DASH":
            yield token.type, "–"
        else:
            yield token.type, token.text


def _form(texts: list[str], value: str | None, tokens: Sequence[Token], place: int, entry: dict[str, Any]) -> str:
    """The canonical one of a word's texts, agreeing with what stands beside it."""
    agreeing = (text for text in texts[1:] if value in entry.get("agree", {}).get(text, ()))
    many, _, one = next(agreeing, texts[0]).partition("|")
    return one if one and _single(tokens, place, entry) else many


def _single(tokens: Sequence[Token], place: int, entry: dict[str, Any]) -> bool:
    """Whether a word is said of one: after the number 1, `every` or `per`, or, for a verb, after a single subject."""
    before = [token for token in tokens[:place] if token.type != "ORDINAL"]
    last = before[-1] if before else None
    if tokens[place].type in ("UNIT", "TIMES"):
        if last is None or last.type != "NUMBER":
            return True
        counted = len(before) > 1 and before[-2].type == "EVERY"
        ranged = len(before) > 1 and before[-2].type == "DASH"
        return (counted and bool(entry.get("ordinal"))) or (last.text == "1" and not ranged)
    return sum(token.type == "NAME" for token in before) == 1 or [token.type for token in before] == ["NOBODY"]
