"""What single cells say: a word of the language, a date, how often, a deed, yes or no."""

import re

from netdsl.data.cells import ASIDE, spaced
from netdsl.data.everyday import date, frequency
from netdsl.data.sectors import sector_of
from netdsl.data.tables import DEEDS, EXCHANGES, Cell, Column, Place, Problem, Remark, choices, deed_word
from netdsl.data.tables import column as column_of
from netdsl.data.texts import say, yes_words
from netdsl.diagnostics import nearest
from netdsl.model.forms import dialects


class Values:
    """Reads cells in the words of one language; `remarks` and `sectors` gather what was read otherwise than it stands.

    sectors: of each sheet, the first cell and heading, and value -> sector.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = dialects()[language]["words"]
        self.remarks: list[Remark] = []
        self.sectors: dict[tuple[str, str], tuple[Place, str, dict[str, str]]] = {}

    def word(self, column: Column, text: str, cell: Cell) -> str:
        """A word of the language, also where it is written with capitals; a wrong one is an error of the cell."""
        if column.takes in ("date", "frequency"):
            return self._when(column, text, cell)
        known = choices(column, self.language)
        if not column.values:
            return text
        entry = dialects()[self.language]["values"][column.values]
        spoken: list[str] = [t for texts in entry.values() for t in texts]
        body = text.partition('"')[0].strip()
        for word in sorted(spoken, key=len, reverse=True):
            if body.casefold() == word.casefold():
                return word + text[len(body) :]
        if column.takes == "list" and len(several := re.split("[,;]", body)) > 1:
            parts = [self.word(column, part.strip(), cell) for part in several if part.strip()]
            return ", ".join(parts) + text[len(body) :]
        rest = body.casefold()
        for word in sorted(spoken, key=len, reverse=True):
            if rest.startswith(f"{word.casefold()} "):  # `by one party no longer`
                return word + text[len(word) :]
        if column.values == "SECTOR" and (meant := sector_of(body)):
            first = cell.place, column.header(self.language), dict[str, str]()
            self.sectors.setdefault((cell.place.file, cell.place.sheet), first)[2][body] = meant
            return str(entry[meant][0])
        raise Problem(
            cell.place, "wrong-value", nearest(body, spoken), value=body,
            column=column.header(self.language), words=", ".join(known),
        )  # fmt: skip

    def _when(self, column: Column, text: str, cell: Cell) -> str:
        """A date or a frequency, as the language writes it; what was read otherwise than it stands is told."""
        aside = ASIDE.search(text)
        body = spaced(text[: aside.start()] if aside else text)
        read = frequency(body, self.language) if column.takes == "frequency" else date(body)
        if read is None and column.name == "since" and body.casefold() in self.words["START"]:
            read = body.casefold()
        if read is None:
            raise Problem(cell.place, "wrong-date", None, value=body)
        if read != body.casefold():
            self.remarks.append(Remark(cell.place, "read-as", {"value": body, "read": read}))
        return f"{read} {aside[1]}" if aside else read

    def deed(self, cell: Cell | None) -> str:
        """What an exchange is: one of `DEEDS`."""
        if cell is None:
            return "gives"
        spoken: dict[str, str] = {
            text.casefold(): deed
            for deed, word in DEEDS.items()
            for entry in dialects().values()
            for text in entry["words"][word][0].split("|")
        }
        said = spaced(cell.text).casefold()
        if said not in spoken:
            known = [deed_word(deed, self.language) for deed in DEEDS]
            raise Problem(
                cell.place, "wrong-value", nearest(said, known), value=cell.text,
                column=column_of(EXCHANGES, "deed").header(self.language),
                words=", ".join(known),
            )  # fmt: skip
        return spoken[said]

    def flag(self, column: Column, body: str, cell: Cell) -> str | None:
        """What stands after a yes; None where the cell says no, which is told."""
        aside = ASIDE.search(body)
        said = (body[: aside.start()] if aside else body).strip()
        words = said.casefold()
        if words in yes_words() or (not said and aside):
            return aside[1] if aside else ""
        no_longer = self.words["NO_LONGER"][0]
        for yes in yes_words():
            if words == f"{yes} {no_longer}":
                return f"{no_longer} {aside[1] if aside else ''}".strip()
        if words in ("no", "nei", "0", "false"):
            self.remarks.append(Remark(cell.place, "says-no", {"column": column.header(self.language)}))
            return None
        raise Problem(
            cell.place, "wrong-flag", None, value=said, column=column.header(self.language),
            yes=say("yes", self.language),
        )  # fmt: skip
