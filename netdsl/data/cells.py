"""How a cell of a table is read: its lines, their sources, the members of a list, words in quotes."""

import re

LINES = re.compile(r"\s*\n\s*")
REFERENCES = re.compile(r"\s*(\[[^\[\]]*\])$")
ASIDE = re.compile(r'\s*("(?:[^"\\]|\\.)*")$')
_WHOLE = r"""(?:"(?:[^"\\]|\\.)*"|(?<!\w)'[^']*'|[^MARK])+"""
_PIECES, _COMMAS = (re.compile(_WHOLE.replace("MARK", mark)) for mark in (r";\n", ","))


def pieces_of(text: str) -> list[str]:
    """The members of a list with semicolons or line breaks between them; those in quotes hold none."""
    return [piece for piece in map(spaced, _PIECES.findall(text)) if piece] or [""]


def commas(text: str) -> list[str]:
    """The members of a list with commas between them."""
    return [piece for piece in map(spaced, _COMMAS.findall(text)) if piece]


def quoted(words: str) -> str:
    """Somebody's words in double quotes, unless they stand in them already."""
    text = spaced(words)
    if ASIDE.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def in_list(name: str) -> str:
    """A name as it may stand in a list: in single quotes where what it holds would be read as something else."""
    safe = name.replace("'", "’")
    return f"'{safe}'" if re.search(r'[,;"\[\]]', name) else safe


def spaced(text: str) -> str:
    """A text with single blanks between its words."""
    return " ".join(text.split())


def members(text: str, *, asides: bool = True) -> list[str]:
    """The names in a cell, without what is added to them, if anything may be: `asides` in quotes, and sources."""
    found = []
    for line in LINES.split(text.strip()):
        body = REFERENCES.sub("", line) if asides else line
        pieces = pieces_of(body)
        for piece in pieces if len(pieces) > 1 else commas(body):
            name = spaced(ASIDE.sub("", piece) if asides else piece)
            found.append(name[1:-1] if len(name) > 2 and name[0] == name[-1] == "'" else name)
    return [name for name in found if name]
