"""A network file as tables: each statement that fits a row in its table, any other as it is written."""

from collections.abc import Callable, Iterator

from netdsl.data.cells import in_list
from netdsl.data.tables import (
    ACTORS,
    COLUMNS,
    EXCHANGES,
    MEETINGS,
    NETWORK,
    SOURCES,
    STATEMENTS,
    Cell,
    Column,
    Place,
    Record,
    Tables,
    deed_word,
)
from netdsl.data.texts import say
from netdsl.model.forms import dialects
from netdsl.syntax.format import Row, Rows, laid_out, units_of
from netdsl.syntax.lalr import Node, Token
from netdsl.syntax.names import named, spoken
from netdsl.syntax.network import Document, Sentence

_KINDS = {
    "network": NETWORK, "source": SOURCES, "actor": ACTORS, "meeting": MEETINGS,
    "gives": EXCHANGES, "pays": EXCHANGES, "informs": EXCHANGES,
}  # fmt: skip
_GIVERS = {"gives": "givers", "pays": "payers", "informs": "informers"}
_RECEIVERS = {"gives": "receiver", "pays": "payee", "informs": "informed"}


def tables_from(document: Document, language: str | None = None, *, loops: bool = False) -> Tables:
    """The tables of a file without errors, in its own language or in another.

    loops: whether what an actor gives itself is a row of exchanges, which a sheet takes for a slip, or a statement.
    """
    return Tables(language or document.language, tuple(_Taking(document, language, loops).records()))


class _Taking:
    """Takes the statements of one file."""

    def __init__(self, document: Document, language: str | None, loops: bool) -> None:
        self.document = document
        self.loops = loops
        self.language = language or document.language
        self.units = units_of(document)
        self.rows = Rows(document, self.units, self.language)
        self.measures = document.names.declared.get("measure", {})
        self.words = dialects()[self.language]["words"]

    def records(self) -> Iterator[Record]:
        """A record for each statement, in the order of the file."""
        numbers = {unit.head.line.number: unit.numbers for unit in self.units if unit.head}
        for paragraph in self.document.paragraphs:
            head = paragraph.head
            assert head
            place = Place(self.document.source.name, head.line.number)
            kind = None if _loops(head) and not self.loops else _KINDS.get(head.form)
            cells = self._head(head, place) if kind else {}
            fits = bool(kind)
            for line in paragraph.lines:
                column = self._column(kind, line) if kind else None
                fits = fits and column is not None
                if column:
                    text = self._cell(column, line)
                    before = f"{cells[column.name].text}\n" if column.name in cells else ""
                    cells[column.name] = Cell(before + text, place)
            if kind and fits:
                yield Record(kind, cells, place)
            else:
                said = [n for n in numbers[head.line.number] if n in self.rows.sentences]
                rows = [self.rows.row(number) for number in said]
                text = "\n".join(laid_out([Row(row.text, row.references) for row in rows]))
                yield Record(STATEMENTS, {"statement": Cell(text, place)}, place)

    def _column(self, kind: str, line: Sentence) -> Column | None:
        form = line.form.rpartition(".")[2]
        return next((c for c in COLUMNS[kind] if form in c.forms), None)

    def _cell(self, column: Column, line: Sentence) -> str:
        """What a line says after its first words, with its sources."""
        row = self.rows.row(line.line.number)
        text = row.text.strip()
        opening = self.words[column.word][0].partition("|")[0] if column.word else ""
        body = text[len(opening) :].strip() if opening and text.startswith(opening) else text
        if column.takes == "flag":
            body = f"{say('yes', self.language)} {body}".strip()
        elif column.takes == "text" and body.startswith('"') and not _special(spoken_words(body)):
            body = spoken_words(body)
        elif column.takes == "names":
            body = "; ".join(self._members(line))
        elif column.takes == "things":
            body = "; ".join(self._things(line.node))
        return f"{body} {row.references}".strip()

    def _head(self, head: Sentence, place: Place) -> dict[str, Cell]:
        found = self._deed(head) if head.form in _GIVERS else self._thing(head)
        aside = next((c for c in head.node.children if isinstance(c, Node) and c.rule == "aside"), None)
        if aside:
            words = spoken(aside.tokens()[0])
            found["words"] = aside.tokens()[0].text if _special(words) else words
        references = self.rows.row(head.line.number).references
        if references:
            found["references"] = references[1:-1]
        return {name: Cell(text, place) for name, text in found.items() if text}

    def _thing(self, head: Sentence) -> dict[str, str]:
        found = {}
        if isinstance(name := head.node.node("name"), Node):
            found["name"] = named(name.tokens()[0])
        for column, rule in (("sector", "sector"), ("level", "level"), ("kind", "source_kind"), ("date", "date")):
            if isinstance(part := head.node.node(rule), Node):
                token = part.tokens()[0]
                table = {"sector": "SECTOR", "level": "LEVEL", "source_kind": "SOURCE_KIND"}.get(rule)
                found[column] = dialects()[self.language]["values"][table][token.value][0] if table else token.text
        if isinstance(part := head.node.node("member"), Node):
            found["member"] = named(part.tokens()[0])
        return found

    def _deed(self, head: Sentence) -> dict[str, str]:
        def names(rule: str) -> str:
            part = head.node.node(rule)
            assert isinstance(part, Node)
            return "; ".join(in_list(named(token)) for token in part.tokens() if token.type == "NAME")

        part = head.node.node("things") or head.node.node("knowledge")
        assert isinstance(part, Node)
        return {
            "from": names(_GIVERS[head.form]),
            "deed": deed_word(head.form, self.language),
            "to": names(_RECEIVERS[head.form]),
            "what": "; ".join(self._things(part)),
        }

    def _members(self, line: Sentence) -> list[str]:
        return _with_asides(line.node, self._name)

    def _name(self, token: Token) -> str:
        return in_list(named(token))

    def _things(self, part: Node) -> list[str]:
        return _with_asides(part, self._said)

    def _said(self, token: Token) -> str:
        """A measure by its name, a word for what can be known, other words in quotes where they could be either."""
        if token.type == "NAME":
            return in_list(named(token))
        if token.type == "KNOWLEDGE":
            return str(dialects()[self.language]["values"]["KNOWLEDGE"][token.value][0])
        words = spoken(token)
        known = {t for texts in dialects()[self.language]["values"]["KNOWLEDGE"].values() for t in texts}
        plain = words not in self.measures and words not in known and not _special(words)
        return words if plain else token.text


def _loops(head: Sentence) -> bool:
    """Whether a deed is done to who does it, or to one of them."""
    if head.form not in _GIVERS:
        return False
    givers, receivers = (
        {named(token) for token in part.tokens() if token.type == "NAME"} if isinstance(part, Node) else set()
        for part in (head.node.node(roles[head.form]) for roles in (_GIVERS, _RECEIVERS))
    )
    return bool(givers & receivers)


def spoken_words(text: str) -> str:
    """What stands between a pair of double quotes."""
    return text[1:-1].replace('\\"', '"').replace("\\\\", "\\")


def _special(words: str) -> bool:
    """Whether words need their quotes in a cell: those that a cell would read as something else than words."""
    return (
        words != " ".join(words.split())
        or any(mark in words for mark in '";[]\\')
        or words.startswith("'")
        or not words
    )


def _with_asides(node: Node, shown: Callable[[Token], str]) -> list[str]:
    found: list[str] = []
    for child in node.children:
        if isinstance(child, Token):
            if child.type in ("NAME", "TEXT", "KNOWLEDGE"):
                found.append(shown(child))
        elif child.rule == "aside":
            if found:
                found[-1] += f" {child.tokens()[0].text}"
        else:
            found += _with_asides(child, shown)
    return found
