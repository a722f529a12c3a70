"""The text of a data file: decoded, and taken into lines and words with their places."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from netdsl.data.tables import Place, Problem, Remark
from netdsl.source import LARGEST
from netdsl.syntax.layout import CONTROL

MOST = 100_000
"""Nodes and relations of a graph file beyond these are not read: numbers in it can be larger than what it holds."""

_WORDS = re.compile(r'"(?:[^"\\]|\\.|"")*"|[^\s,"]+')

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")


class Text(NamedTuple):
    """A file's text, and how it was decoded where that is worth saying."""

    file: str
    text: str
    remarks: tuple[Remark, ...]

    def lines(self) -> Iterator[tuple[int, str]]:
        """The lines with their numbers."""
        return enumerate(self.text.split("\n"), 1)


class Word(NamedTuple):
    """A word of a data file: without its quotes, and where it stands."""

    text: str
    place: Place
    quoted: bool = False


def decode(file: str, data: bytes) -> Text:
    """The text of a file: UTF-8 or UTF-16 by its mark, what XML says of itself, else Windows-1252, which is said.

    Raises Problem.
    """
    if len(data) > LARGEST:
        raise Problem(Place(file), "too-large", file=file, size=LARGEST // 2**20)
    remarks: tuple[Remark, ...] = ()
    declared = _DECLARED.match(data)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Problem(Place(file), "binary", file=file) from error
    elif b"\0" in data:
        raise Problem(Place(file), "binary", file=file)
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            own = _own(data, declared[1].decode()) if declared else None
            text = data.decode("cp1252", errors="replace") if own is None else own
            remarks = (Remark(Place(file), "not-utf-8", {}),) if own is None else ()
    return Text(file, text.replace("\r\n", "\n").replace("\r", "\n"), remarks)


def _own(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def whole(word: str) -> int | None:
    """A whole number in the digits of a data file, where it is one."""
    return int(word[:18]) if word.isascii() and word.isdigit() else None


def printable(text: str) -> str:
    """A text as it may stand in a network file, without the characters that may not."""
    return CONTROL.sub("\ufffd", text)


def words(line: str, place: Place) -> list[Word]:
    """The words of a line, parted by blanks or commas; those in quotes may hold some."""
    return [
        Word(w[1:-1].replace('""', '"'), place, quoted=True) if w[0] == '"' else Word(w, place)
        for w in _WORDS.findall(line)
    ]
