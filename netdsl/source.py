"""A text and the places in it."""

import os
import sys
import unicodedata
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from attrs import field, frozen

LARGEST = 256 * 1024 * 1024
"""Files beyond this many bytes are not read; a device that never ends is one of them."""

STANDARD_INPUT = "-"


class Span(NamedTuple):
    """A stretch of one line: its number from 1, and its columns from 0, the end not included."""

    line: int
    start: int
    end: int


@frozen(slots=False)
class Source:
    """A text under the name it is shown by (a path, or `-` for standard input).

    `exact` is False when the file itself has other line ends, a byte order mark, or accents apart from their letters.
    """

    name: str
    text: str = field(repr=False)
    exact: bool = field(default=True, eq=False, repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line n is `lines[n - 1]`."""
        return self.text.split("\n")


class ReadError(Exception):
    """A file that cannot be read at all: a diagnostic's code and its arguments, `file` among them."""

    def __init__(self, code: str, file: str, **arguments: object) -> None:
        super().__init__(code, file, arguments)
        self.code = code
        self.arguments: dict[str, object] = {"file": file, **arguments}


def read(name: str) -> Source:
    """The text of a file, or of standard input for `-`. Raises ReadError."""
    try:
        if name == STANDARD_INPUT:
            data = sys.stdin.buffer.read(LARGEST + 1)
        elif Path(name).is_dir():
            raise ReadError("N002", name)
        else:
            with Path(name).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        # A name with a NUL in it is a ValueError, and names no file either.
        missing = isinstance(error, FileNotFoundError | NotADirectoryError | ValueError)
        raise ReadError("N001" if missing else "N003", name) from error
    if len(data) > LARGEST:
        raise ReadError("N006", name, size=LARGEST // 2**20)
    return decode(name, data)


def decode(name: str, data: bytes) -> Source:
    """The text of a file's bytes: UTF-8, any kind of line ends, accents composed with letters. Raises ReadError."""
    start = data[:64]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(b"\0") * 3 > len(start) > start.count(b"\0") * 1.5:
        raise ReadError("N005", name, encoding="UTF-16")
    if b"\0" in data:
        raise ReadError("N004", name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError("N007", name, byte=f"0x{data[error.start]:02X}", line=line) from error
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    return Source(name, text, exact=text.encode("utf-8") == data)


def write(name: str, text: str, mode: int | None = None) -> None:
    """Give a file this text at once: who reads it meanwhile, or after a crash, finds the old text or the new one.

    `mode` are its permissions, by default those it had, or those of any new file.
    """
    write_bytes(name, text.encode("utf-8"), mode)


def write_bytes(name: str, data: bytes, mode: int | None = None) -> None:
    """Give a file these bytes, as `write` does."""
    import shutil
    import tempfile

    place = Path(name).resolve()
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            Path(temporary).chmod(mode)
        elif place.exists():
            shutil.copymode(place, temporary)
        else:
            os.umask(mask := os.umask(0))
            Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
