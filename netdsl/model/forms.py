"""The forms of statements: what `grammar/statements.toml` says of each, and the words of `grammar/keywords.toml`."""

from functools import cache as remember
from pathlib import Path
from typing import Any, NamedTuple

from netdsl import cache, resources

KEYWORDS = resources.GRAMMAR / "keywords.toml"
STATEMENTS = resources.GRAMMAR / "statements.toml"


class Column(NamedTuple):
    """One column of a relation: its name and the types of value it takes."""

    name: str
    types: tuple[str, ...]


class Form(NamedTuple):
    """A form of statement and the relation it gives.

    name: `gives`, or `gives.weight` for a line under it; `head` is the number of columns that come from the head,
    `columns` all of them. For the rest see the head of `statements.toml`.
    """

    name: str
    columns: tuple[Column, ...]
    head: int
    en: str
    nb: str
    ask_en: str
    ask_nb: str
    file: str
    means: str
    example: str
    single: bool
    paired: bool
    on_head: bool
    denies: str | None
    default: str | None
    theme: str

    @property
    def parent(self) -> str | None:
        """The form of the head, for a line under one."""
        return self.name.partition(".")[0] if "." in self.name else None

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns of the line itself."""
        return self.columns[self.head :]

    @property
    def filled(self) -> tuple[Column, ...]:
        """The columns of a row that a line gives: of a pair, one column holds both."""
        return tuple(column for column in self.own if not (self.paired and column.name == "other"))


def _forms(raw: dict[str, Any]) -> dict[str, Form]:
    forms: dict[str, Form] = {}

    def add(name: str, entry: dict[str, Any], head: tuple[Column, ...], theme: str = "") -> tuple[Column, ...]:
        own: list[Column] = []
        for text in entry["columns"]:
            column, _, types = text.partition(": ")
            own.append(Column(column, tuple(types.split("|"))))
            if column == entry.get("pairs"):
                own.append(Column("other", own[-1].types))
        columns = (*head, *own)
        forms[name] = Form(
            name,
            columns,
            len(head),
            en=entry["en"],
            nb=entry["nb"],
            ask_en=entry.get("ask_en", ""),
            ask_nb=entry.get("ask_nb", ""),
            file=entry.get("file", entry["en"]),
            means=entry["means"],
            example=entry["example"],
            single=entry.get("single", False),
            paired="pairs" in entry,
            on_head=entry.get("head", False),
            denies=entry.get("denies"),
            default=entry.get("default"),
            theme=entry.get("theme", theme),
        )
        return columns

    for name, entry in raw.items():
        columns = add(name, entry, ())
        for detail, inner in entry.items():
            if isinstance(inner, dict):
                add(f"{name}.{detail}", inner, columns, entry.get("theme", ""))
    return forms


def _load() -> tuple[dict[str, Form], dict[str, Any]]:
    import tomllib

    return _forms(tomllib.loads(STATEMENTS.read_text("utf-8"))), tomllib.loads(KEYWORDS.read_text("utf-8"))


@remember
def _loaded() -> tuple[dict[str, Form], dict[str, Any]]:
    return cache.cached("forms", cache.digest([STATEMENTS, KEYWORDS, Path(__file__)]), _load)


def forms() -> dict[str, Form]:
    """All forms by name, heads before their lines, in the order of the file."""
    return _loaded()[0]


def dialects() -> dict[str, Any]:
    """`keywords.toml` as it is: dialect -> names, header, words, values."""
    return _loaded()[1]


def word(table: str, value: str, language: str) -> str:
    """The word for a value of a table in a language, as `word("SECTOR", "public", "nb")`."""
    text: str = dialects()[language]["values"][table][value][0]
    return text.partition("|")[0]
