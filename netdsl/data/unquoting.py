"""Names written without the quotes that they do not need."""

import re

from attrs import evolve

from netdsl.syntax.format import Row, Rows
from netdsl.syntax.lalr import Token
from netdsl.syntax.names import named
from netdsl.syntax.network import Sentence
from netdsl.syntax.spelling import spell

_BARE = re.compile(r"[^\W_][\w’&+-]*(?:\.? [\w’&+-]+)*")


class Unquoting(Rows):
    """Writes names without the quotes that they do not need."""

    def _row(self, sentence: Sentence, under: Sentence | None) -> Row:
        reading = sentence.reading
        tokens = tuple(self._bare(token) for token in reading.tokens)
        plain = [token for token in tokens if token.type != "REFS"]
        if self._reads(spell(plain, self.language), plain, sentence, under):
            sentence = sentence._replace(reading=evolve(reading, tokens=tokens))
        return super()._row(sentence, under)

    def _bare(self, token: Token) -> Token:
        if token.type not in ("NAME", "NEW_NAME") or token.text[0] != "'":
            return token
        name = named(token)
        opens = {"actor", "group"} & set(self.document.names.kinds(name))
        return token._replace(text=name) if _BARE.fullmatch(name) and not (opens and name[0].islower()) else token
