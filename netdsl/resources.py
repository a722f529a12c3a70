"""Where the grammar and the built-in rules are, from a checkout and from an installed package alike."""

from pathlib import Path

_HERE = Path(__file__).parent


def _folder(name: str) -> Path:
    packaged = _HERE / "_resources" / name
    return packaged if packaged.is_dir() else _HERE.parent / name


GRAMMAR = _folder("grammar")
RULES = _folder("rules")
