"""The sources in brackets after a statement, as `[N1, N2 §5.1.8; S §6]`."""

import re
from collections.abc import Callable, Collection

from netdsl.model.network import Reference
from netdsl.syntax.lalr import Token

_ITEM = re.compile(r"[^,;]+")
_LIKE_A_SOURCE = re.compile(r"[^\W\d_]\w*(?:\s+§.*)?")


def references(
    token: Token, sources: Collection[str], unknown: Callable[[str, int, int], None]
) -> tuple[Reference, ...]:
    """The sources that a token names. An item that begins with no declared source adds a place to the one before.

    `unknown` is told of a name that no source has, and its columns.
    """
    found: list[Reference] = []
    for match in _ITEM.finditer(token.text, 1, len(token.text) - 1):
        text = " ".join(match.group().split())
        if not text:
            continue
        words = text.split(" ")
        length = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in sources), 0)
        if length:
            found.append(Reference(" ".join(words[:length]), " ".join(words[length:])))
        elif found and not (_LIKE_A_SOURCE.fullmatch(text) and text[0].isupper()):
            last = found[-1]
            found[-1] = Reference(last.source, f"{last.locator}, {text}" if last.locator else text)
        else:
            start = token.start + match.start() + len(match.group()) - len(match.group().lstrip())
            unknown(words[0], start, start + len(words[0]))
    return tuple(dict.fromkeys(found))
