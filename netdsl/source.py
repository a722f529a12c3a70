"""A text and the places in it."""

import errno
import os
import re
import stat
import sys
import unicodedata
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from attrs import field, frozen

LARGEST = 256 * 1024 * 1024
"""Files beyond this many bytes are not read; a device that never ends is one of them."""

STANDARD_INPUT = "-"

BYTE_ORDER_MARK = "\ufeff"

_LINE_END = re.compile(r"\r\n|\r|\n")

_STREAMS = ("stdin", "stdout", "stderr")
_DESCRIPTOR = re.compile(rf"/dev/({'|'.join(_STREAMS)})|/(?:dev|proc/self)/fd/(\d{{1,9}})")
"""Names of what a program has open already. By these names a shell's `> file` would be replaced by another file."""


class Span(NamedTuple):
    """A stretch of one line: its number from 1, and its columns from 0, the end not included."""

    line: int
    start: int
    end: int


@frozen(slots=False)
class Source:
    """A text under the name it is shown by (a path, or `-` for standard input).

    `original` is the text of the file itself where that is another: it has other line ends, a byte order mark, or
    accents apart from their letters.
    """

    name: str
    text: str = field(repr=False)
    original: str | None = field(default=None, eq=False, repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line n is `lines[n - 1]`."""
        return self.text.split("\n")

    @cached_property
    def own_lines(self) -> list[str]:
        """The lines as the file has them: their accents may stand apart from the letters."""
        if self.original is None:
            return self.lines
        return _LINE_END.split(self.original.removeprefix(BYTE_ORDER_MARK))

    @property
    def own_line_end(self) -> str:
        """How the file ends its first line."""
        found = _LINE_END.search(self.original or "")
        return found[0] if found else "\n"


_WORKBOOKS, _TABLES = (".xlsx", ".xlsm", ".xls", ".ods"), (".csv", ".tsv")
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the names of workbooks and tables end, and how workbooks begin."""


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
        elif name and Path(name).is_dir():
            raise ReadError("N002", name)
        else:
            with open(name, "rb") as file:  # noqa: PTH123  a Path takes no name for this folder
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
    if _holds_tables(name, data):
        import shlex

        command = shlex.join(["netdsl", "import", name, "-o", str(Path(name).with_suffix(".net"))])
        raise ReadError("N041", name, words=command)
    start = data[:64]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(b"\0") * 3 > len(start) > start.count(b"\0") * 1.5:
        raise ReadError("N005", name, encoding="UTF-16")
    if b"\0" in data:
        raise ReadError("N004", name)
    try:
        original = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError("N007", name, byte=f"0x{data[error.start]:02X}", line=line) from error
    text = original.removeprefix(BYTE_ORDER_MARK)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = unicodedata.normalize("NFC", text)
    return Source(name, text, None if text == original else original)


def _holds_tables(name: str, data: bytes) -> bool:
    """Whether a file is a workbook, or a table that does not begin as a network does."""
    suffix = Path(name).suffix.casefold()
    if data.startswith(_PACKED):
        return suffix in _WORKBOOKS or b"xl/workbook.xml" in data
    return suffix in _TABLES and not data.removeprefix(BYTE_ORDER_MARK.encode()).lstrip().startswith(b"#")


def write(name: str, text: str, mode: int | None = None) -> None:
    """Give a file this text at once: who reads it meanwhile, or after a crash, finds the old text or the new one.

    What is no file with a content of its own, as a device or a pipe, is written to and stays what it is. `mode` are a
    file's permissions, by default those it had, or those of any new file. Raises OSError, and ValueError for what can
    be no name of a file.
    """
    write_bytes(name, text.encode("utf-8"), mode)


def write_bytes(name: str, data: bytes, mode: int | None = None) -> None:
    """Give a file these bytes, as `write` does."""
    if (target := _target(name)) is None:
        _replace(name, data, mode)
        return
    with os.fdopen(target, "wb") as file:
        file.write(data)


def _target(name: str) -> int | None:
    """A descriptor to write into what a name stands for; None where it is, or will be, a file that can be replaced."""
    if match := _DESCRIPTOR.fullmatch(name):
        return os.dup(_STREAMS.index(match[1]) if match[1] else int(match[2]))
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116  a Path would forget a slash at the end
    except FileNotFoundError:
        if name.endswith(os.sep):
            raise
        return None
    return None if stat.S_ISREG(mode) else os.open(name, os.O_WRONLY)


def _replace(name: str, data: bytes, mode: int | None) -> None:
    import shutil
    import tempfile

    place = Path(os.path.realpath(name))
    known = place.stat() if place.exists() else None
    if known and not os.access(place, os.W_OK):  # a folder may let go of a file that may not be written
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), name)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".netdsl-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if known:
            with suppress(OSError, AttributeError):  # not everybody may give files away, nor on every system
                os.chown(temporary, known.st_uid, known.st_gid)
        if mode is not None:
            Path(temporary).chmod(mode)
        elif known:
            shutil.copymode(place, temporary)
        else:
            os.umask(mask := os.umask(0))
            Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
