"""The words of the network language at a place, for messages: which may stand there, and which was probably meant."""

import re
from collections.abc import Iterable

from netdsl.model.forms import dialects
from netdsl.syntax.lalr import Token
from netdsl.syntax.reading import line_parser
from netdsl.syntax.tables import Keyword

SUGGESTIONS = 500
"""How many times a file is searched for what was meant; nobody reads on beyond that, and each search takes its time."""

_SIMILAR = 0.65
_LOOKED_AT = 200
_WORDS = re.compile(r"[^\s,:\"\[\]#]+")


class Vocabulary:
    """The words of one language."""

    def __init__(self, language: str) -> None:
        self.words: dict[str, list[str]] = dialects()[language]["words"]
        self.values: dict[str, dict[str, list[str]]] = dialects()[language]["values"]
        self._tables = line_parser(language).tables
        self._left = SUGGESTIONS
        self._welcome: dict[int, list[Keyword]] = {}

    def welcome(self, state: int) -> list[Keyword]:
        """The words that the parser may take in a state, in a fixed order."""
        if state not in self._welcome:
            keywords = (k for same in self._tables.states[state].keywords.values() for k in same)
            self._welcome[state] = sorted(keywords, key=_order)
        return self._welcome[state]

    def opening(self, start: str) -> list[Keyword]:
        """The words that a line of a start symbol may begin with."""
        return self.welcome(self._tables.starts[start][0])

    def canonical(self, keyword: Keyword, tokens: Iterable[Token] | None = None) -> str:
        """The word that `format` writes for a keyword; with the tokens before it, as it stands after those."""
        texts = self.values[keyword.terminal][keyword.value] if keyword.value else self.words[keyword.terminal]
        many, _, one = texts[0].partition("|")
        several = tokens is not None and sum(token.type == "NAME" for token in tokens) != 1
        return many if several or not one else one

    def meant(self, text: str, place: int, keywords: Iterable[Keyword]) -> tuple[Keyword, int] | None:
        """The keyword most like the words at a place, and where those end; None when none is like them."""
        if self._left <= 0:
            return None
        self._left -= 1
        from difflib import SequenceMatcher

        ends = _ends(text, place)
        best: tuple[float, Keyword, int] | None = None
        matcher = SequenceMatcher(autojunk=False)
        for keyword in keywords:
            matcher.set_seq2(" ".join(keyword.words))
            # A word may have been left out or put in.
            for end in dict.fromkeys(ends[max(0, len(keyword.words) - 2) : len(keyword.words) + 1]):
                matcher.set_seq1(text[place:end].casefold())
                if matcher.real_quick_ratio() > _SIMILAR and (ratio := matcher.ratio()) > max(
                    _SIMILAR, best[0] if best else 0
                ):
                    best = ratio, keyword, end
        return best[1:] if best else None

    def finds(self, terminals: Iterable[str], text: str) -> bool:
        """Whether a word of one of these terminals stands in a text, after its first word."""
        forms = {tuple(form.split()) for t in terminals for word in self.words[t] for form in word.split("|")}
        words = text[:_LOOKED_AT].split()
        return any(tuple(words[at : at + length]) in forms for at in range(1, len(words)) for length in (1, 2, 3, 4))

    def opens(self, start: str, text: str, place: int = 0) -> bool:
        """Whether a text begins with a word that may open a line of a start symbol."""
        words = tuple(text[place : place + _LOOKED_AT].split())
        first, _ = self._tables.starts[start]
        keywords = self._tables.states[first].keywords.get(words[0], ())
        return any(words[: len(keyword.words)] == keyword.words for keyword in keywords)


def _ends(text: str, place: int) -> list[int]:
    """Where the words end that stand at a place with nothing but blanks between them."""
    ends: list[int] = []
    for match in _WORDS.finditer(text, place, place + _LOOKED_AT):
        if text[ends[-1] if ends else place : match.start()].strip():
            break
        ends.append(match.end())
    return ends


def _order(keyword: Keyword) -> tuple[bool, Keyword]:
    return keyword.value is not None, keyword._replace(value=keyword.value or "")
