"""How wide text is: read from the font that comes with the program, so that it is the same on every machine.

Arimo has the widths of Arial, Helvetica and Liberation Sans: a picture is measured as most programs will show it.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache as remember
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "fonts"

FILES = ("Arimo-Regular.ttf", "Arimo-Bold.ttf")
"""The font as it is, and bold."""

FAMILY = "Arial, Helvetica, 'Liberation Sans', Arimo, sans-serif"

NARROW, WIDE = 0.6, 1.1
"""The widths, in ems, that are allowed to a character the font lacks: of most scripts; of a wide one or an emoji."""

JOINING = ("Mn", "Me", "Cf", "Cc")
"""Categories of characters that take no room of their own."""


class Widths(NamedTuple):
    """Character -> its width, in parts of an em of which there are `units`."""

    units: int
    advances: dict[str, int]


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is, in the unit of its size; kerning is not counted."""
    font = _widths(bold)
    return sum(_width(character, font) for character in text) * size


def lacking(text: str) -> list[str]:
    """The characters that the font lacks, each once."""
    known = _widths(False).advances
    return [c for c in dict.fromkeys(text) if c not in known and unicodedata.category(c) not in JOINING]


def _width(character: str, font: Widths) -> float:
    found = font.advances.get(character)
    if found is not None:
        return found / font.units
    if unicodedata.category(character) in JOINING:
        return 0.0
    wide = unicodedata.east_asian_width(character) in ("W", "F") or unicodedata.category(character) == "So"
    return WIDE if wide else NARROW


@remember
def _widths(bold: bool) -> Widths:
    data = (FOLDER / FILES[bold]).read_bytes()
    tables = {}
    for number in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        tables[tag.decode("ascii")] = offset
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    several = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    at = tables["hmtx"]
    advances = {
        chr(code): struct.unpack_from(">H", data, at + 4 * min(glyph, several - 1))[0]
        for code, glyph in _glyphs(data, tables["cmap"])
    }
    return Widths(units, advances)


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """The glyph of each character, from the table of format 4 (OpenType, `cmap`)."""
    for number in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        offset = cmap + struct.unpack_from(">HHL", data, cmap + 4 + 8 * number)[2]
        if struct.unpack_from(">H", data, offset)[0] != 4:
            continue
        segments = struct.unpack_from(">H", data, offset + 6)[0] // 2
        ends, starts, deltas, ranges = (offset + 14 + part * 2 * segments + (2 if part else 0) for part in range(4))
        for segment in range(segments):
            end, start, delta, skip = (
                struct.unpack_from(">H", data, table + 2 * segment)[0] for table in (ends, starts, deltas, ranges)
            )
            for code in range(start, min(end, 0xFFFE) + 1):
                if skip:
                    place = ranges + 2 * segment + skip + 2 * (code - start)
                    glyph = struct.unpack_from(">H", data, place)[0]
                    glyph = (glyph + delta) % 0x10000 if glyph else 0
                else:
                    glyph = (code + delta) % 0x10000
                if glyph:
                    yield code, glyph
        return
