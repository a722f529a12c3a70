"""What data files have in common: tables of actors, exchanges, meetings and sources, each cell with its place.

A cell says what the line of a network file would say after its first words (`essential "too dear" [K]`); each line in
a cell is a line of its own. What fits no column stands in a record of `STATEMENTS`, as a network file has it.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from attrs import field, frozen

from netdsl.data.sectors import SectorsRead
from netdsl.data.texts import advice, say
from netdsl.model.forms import dialects

NETWORK, SOURCES, ACTORS, MEETINGS, EXCHANGES, STATEMENTS = KINDS = (
    "network", "sources", "actors", "meetings", "exchanges", "statements",
)  # fmt: skip
"""The kinds of table, in the order in which a network file has them."""


class Place(NamedTuple):
    """Where something stands in a data file: a line of a text, or a cell (or row) of a sheet."""

    file: str
    line: int = 0
    sheet: str = ""
    cell: str = ""

    def shown(self, language: str) -> str:
        """As a message shows it."""
        if self.sheet:
            where = say("in-cell", language, cell=self.cell) if self.cell else ""
            return f"{self.file}, {say('in-sheet', language, sheet=self.sheet)}{where}"
        if self.cell:
            return f"{self.file}{say('in-cell', language, cell=self.cell)}"
        return f"{self.file}:{self.line}" if self.line else self.file


class Cell(NamedTuple):
    """What stands in a column, and where; `members`: where each name of a list stands that is put together."""

    text: str
    place: Place
    members: tuple[Place, ...] = ()


class Remark(NamedTuple):
    """Something of a file that was not taken as it stands: a key of `texts` and what fills its holes."""

    place: Place
    key: str
    values: Mapping[str, object]

    def text(self, language: str) -> str:
        """In a language."""
        values = {n: v.text(language) if isinstance(v, SectorsRead) else v for n, v in self.values.items()}
        return f"{self.place.shown(language)}: {say(self.key, language, **values)}"


class Problem(Exception):  # noqa: N818  it is no error of the program, but of the file
    """What makes a file unreadable: a key of `texts`, what fills its holes, a name that was probably meant.

    What fills a hole may itself be a key, with what fills its own holes. language: that of the file, where it tells.
    """

    def __init__(self, place: Place, key: str, meant: str | None = None, /, **values: object) -> None:
        super().__init__(place, key, values)
        self.place, self.key, self.meant, self.values = place, key, meant, values
        self.language: str | None = None

    def text(self, language: str) -> str:
        """As the terminal shows it."""
        values = {n: say(v[0], language, **v[1]) if isinstance(v, tuple) else v for n, v in self.values.items()}
        lines = [f"{say('error', language)}: {say(self.key, language, **values)}"]
        lines.append(f" --> {self.place.shown(language)}")
        meant = say("meant", language, word=self.meant) if self.meant else ""
        lines += [f"{say('help', language)}: {text}" for text in (meant, advice(self.key, language, **values)) if text]
        return "\n".join(lines)


@frozen
class Record:
    """A row of a table: column -> cell, for those that say something; `empty`: where those are that do not."""

    kind: str
    cells: Mapping[str, Cell]
    place: Place
    empty: Mapping[str, Place] = field(factory=dict)

    def text(self, column: str) -> str:
        """What stands in a column."""
        return self.cells[column].text if column in self.cells else ""

    def at(self, column: str) -> Place:
        """Where a column's cell is, be it empty; the row where that is not known."""
        return self.cells[column].place if column in self.cells else self.empty.get(column, self.place)


@frozen
class Tables:
    """The tables of a network; their words are those of `language`. Remarks: what was not taken as it stands.

    told: the kinds of which there is a table, be it empty: what it does not declare is not there.
    """

    language: str
    records: tuple[Record, ...]
    remarks: tuple[Remark, ...] = field(default=())
    told: frozenset[str] = field(default=frozenset(KINDS))

    def of(self, kind: str) -> Iterator[Record]:
        """The rows of one table."""
        return (record for record in self.records if record.kind == kind)


class Column(NamedTuple):
    """A column of a table: its name, the kind of what stands in it, the words that open the line that it gives.

    takes: `name`, `names`, `text`, `words` (of the language, with a table of values; `list`: several of them), `flag`,
    `things`, `date`, `frequency`, `free`.
    word: the terminal of the grammar that opens the line; none for what stands on the head's line. forms: the lines of
    a network that it holds.
    """

    name: str
    en: str
    nb: str
    takes: str
    word: str = ""
    values: str = ""
    forms: tuple[str, ...] = ()
    needed: bool = False

    def header(self, language: str) -> str:
        """What stands above it."""
        return self.nb if language == "nb" else self.en


WORDED = ("words", "list", "date", "frequency", "flag")
"""What columns take whose cells may have somebody's words in quotes after the rest."""

_WHEN = (
    Column("since", "since", "fra", "date", "SINCE", forms=("since",)),
    Column("until", "until", "til", "date", "UNTIL", forms=("until",)),
    Column("ended", "over by now", "over nå", "flag", "ENDED", forms=("ended",)),
    Column("note", "note", "notat", "text", "NOTE", forms=("note",)),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    NETWORK: (
        Column("name", "name", "navn", "name", needed=True),
        Column("words", "in words", "med ord", "text"),
        Column("references", "sources", "kilder", "free"),
        Column("purpose", "purpose", "formål", "text", "PURPOSE", forms=("purpose",)),
        Column("problem", "problem", "problem", "words", "PROBLEM", "PROBLEM_KIND", ("problem",)),
        Column("started", "started by", "startet av", "words", "STARTED", "STARTER", ("started",)),
        Column("as_of", "as of", "per", "date", "AS_OF", forms=("as_of",)),
        *_WHEN,
    ),
    SOURCES: (
        Column("name", "name", "navn", "name", needed=True),
        Column("words", "in words", "med ord", "text"),
        Column("kind", "kind", "slag", "words", "", "SOURCE_KIND"),
        Column("member", "belongs to", "tilhører", "names"),
        Column("date", "date", "dato", "date"),
        Column("references", "sources", "kilder", "free"),
        _WHEN[-1],
    ),
    ACTORS: (
        Column("name", "name", "navn", "name", needed=True),
        Column("words", "in words", "med ord", "text"),
        Column("sector", "sector", "sektor", "words", "", "SECTOR"),
        Column("level", "level", "nivå", "words", "", "LEVEL"),
        Column("references", "sources", "kilder", "free"),
        Column("role", "role", "rolle", "list", "ROLE_IS", "ROLE", ("role",)),
        Column("joined", "joined", "ble med", "words", "JOINED", "MANNER", ("joined",)),
        Column("aims", "aims at", "sikter mot", "names", "AIMS", "", ("aims",)),
        Column("owned_by", "owned by", "eies av", "names", "OWNED_BY", "", ("owned_by",)),
        Column("part_of", "part of", "del av", "names", "PART_OF", "", ("part_of",)),
        Column("guards", "guards its autonomy", "verner om selvstyret", "flag", "GUARDS", "", ("guards",)),
        Column(
            "would_leave", "would leave rather than be directed", "går heller enn å bli styrt",
            "flag", "WOULD_LEAVE", "", ("would_leave",),
        ),
        *_WHEN,
    ),
    EXCHANGES: (
        Column("from", "from", "fra", "names", needed=True),
        Column("deed", "deed", "gjør", "words"),
        Column("to", "to", "til", "names", needed=True),
        Column("what", "what", "hva", "things", needed=True),
        Column("words", "in words", "med ord", "text"),
        Column("references", "sources", "kilder", "free"),
        Column("weight", "importance", "betydning", "words", "", "WEIGHT", ("weight",)),
        Column("alternatives", "alternatives", "alternativer", "words", "", "ALTERNATIVES", ("alternatives",)),
        Column("resource", "kind", "slag", "words", "KIND", "RESOURCE", ("resource",)),
        Column("extent", "paid", "betalt", "words", "", "EXTENT", ("extent",)),
        Column("meant_for", "for", "for", "names", "FOR", "", ("meant_for",)),
        Column("on_behalf", "on behalf of", "på vegne av", "names", "ON_BEHALF", "", ("on_behalf",)),
        Column("less", "less than before", "mindre enn før", "flag", "LESS", "", ("less",)),
        Column("since", "since", "siden", "date", "SINCE", "", ("since",)),
        Column("until", "until", "fram til", "date", "UNTIL", "", ("until",)),
        *_WHEN[2:],
    ),
    MEETINGS: (
        Column("name", "name", "navn", "name"),
        Column("words", "in words", "med ord", "text"),
        Column("references", "sources", "kilder", "free"),
        Column("attended", "attended by", "deltar", "names", "ATTEND", "", ("attended",)),
        Column("at_times", "at times", "av og til", "names", "AT_TIMES", "", ("at_times",)),
        Column("nobody_else", "nobody else attends", "ingen andre deltar", "flag", "NOBODY_ELSE", "", ("nobody_else",)),
        Column("often", "how often", "hvor ofte", "frequency", "", "", ("frequency", "occasion")),
        Column("topics", "about", "om", "things", "ABOUT", "", ("topics",)),
        Column("decides", "decides", "avgjør", "words", "DECIDES", "MODE", ("decides",)),
        Column("less", "less than before", "mindre enn før", "flag", "LESS", "", ("less",)),
        *_WHEN,
    ),
    STATEMENTS: (Column("statement", "statement", "setning", "free", needed=True),),
}  # fmt: skip
"""The columns of each table, in order. What stands on a statement's own line comes first."""

DEEDS = {"gives": "GIVES", "pays": "PAYS", "informs": "INFORMS"}
"""What an exchange may be, and the word for it."""


def deed_word(deed: str, language: str) -> str:
    """The word for a deed in the third person."""
    text: str = dialects()[language]["words"][DEEDS[deed]][0]
    return text.rpartition("|")[2]


def column(kind: str, name: str) -> Column:
    """A column of a table."""
    return next(c for c in COLUMNS[kind] if c.name == name)


def choices(of: Column, language: str) -> list[str]:
    """The words that may stand in a column, where they can be counted."""
    if of.name == "deed":
        return [deed_word(deed, language) for deed in DEEDS]
    if of.takes == "flag":
        return [say("yes", language)]
    values = dialects()[language]["values"].get(of.values, {})
    return [texts[0].partition("|")[0] for texts in values.values()]
