"""Which statement or line of a file a text means: by its form and by what it says, not by how it is written."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from netdsl.model.forms import dialects
from netdsl.syntax.lalr import Node, Token
from netdsl.syntax.names import NAME_TYPES, named, spoken
from netdsl.syntax.network import Document, Paragraph, Sentence
from netdsl.syntax.reading import Reader, Reading, start_of
from netdsl.syntax.spelling import spell

NEAR = 3
"""How many are offered where a text means none."""

ATTENDED = "meeting.attended"
"""The form of the lines after which a meeting without a name is called."""

_LIKE = 0.5
_UNSAID = ("aside", "refs")
_COLON = re.compile(r"""((?:[^"':]++|"(?:[^"\\]|\\.)*+"|(?<!\w)'[^']*+'|"|')*+):""")
"""What stands before the first colon outside of quotes; a quote that nothing closes is a character as any other."""

_Said = tuple[object, ...]


class _Place(NamedTuple):
    """A head, or a line under one."""

    paragraph: Paragraph
    sentence: Sentence


def head_like(document: Document, text: str) -> Sentence | list[Sentence]:
    """The head that says what a text says, in the file's language; a line under it is named as `HEAD: LINE`.

    Asides and sources count only where several say the same. When these still are several, all of them; when there is
    none, those that are most like the text, best first, if any. `called` has their names.
    """
    head, line = _halves(text)
    if not head:
        return []
    reader = Reader(document.language, document.names)
    asked = reader.read(head, start_of(head, None))
    wanted = _said_by(asked, None) if isinstance(asked, Reading) else _gathering(document.language, head)
    heads = [_Place(p, p.head) for p in document.paragraphs if p.head]
    meant = [h for h in heads if _said_by(h.sentence.reading, h.paragraph) == wanted]
    if line is None:
        meant = _narrowed(meant, asked, document.language)
        alike = [h for h in heads if isinstance(asked, Reading) and h.sentence.form == asked.form]
        near = _nearest(document, text, alike, 0) or _nearest(document, text, heads)
        return meant[0].sentence if len(meant) == 1 else _sentences(meant) or near
    lines = [_Place(h.paragraph, under) for h in meant or heads for under in h.paragraph.lines]
    found: list[_Place] = []
    if meant and line:
        form = meant[0].sentence.form
        detail = reader.read(line, start_of(line, form), form)
        if isinstance(detail, Reading):
            found = [u for u in lines if _said_by(u.sentence.reading, None) == _said_by(detail, None)]
            found = _narrowed(found, detail, document.language)
    return found[0].sentence if len(found) == 1 else _sentences(found) or _nearest(document, text, lines)


def called(document: Document, sentence: Sentence) -> str:
    """The shortest text by which `head_like` finds a sentence of a file."""
    paragraph = next(p for p in document.paragraphs if sentence is p.head or sentence in p.lines)
    return _called(document.language, _Place(paragraph, sentence))


def thing(paragraph: Paragraph) -> tuple[str, str]:
    """The form and the name of what a statement declares. A meeting without a name is called after those who attend."""
    assert paragraph.head
    return paragraph.head.form, _name(paragraph.head.reading) or ", ".join(_attending(paragraph))


def gathered_by(paragraph: Paragraph) -> list[Sentence]:
    """The lines that give a meeting without a name of its own its name."""
    named_itself = paragraph.head and _name(paragraph.head.reading)
    return [] if named_itself else [line for line in paragraph.lines if line.form == ATTENDED]


def aside(reading: Reading) -> Token | None:
    """The words in quotes that are added to a line as a whole."""
    node = reading.node.node("aside")
    return node.tokens()[0] if node else None


def named_by_text(reading: Reading) -> Token | None:
    """The words in quotes that stand in the place of the name of a meeting."""
    return aside(reading) if reading.form == "meeting" and not reading.node.node("name") else None


def _name(reading: Reading) -> str:
    """What a head declares; empty when nothing, or a meeting without a name."""
    if node := reading.node.node("name"):
        return named(node.tokens()[0])
    words = named_by_text(reading)
    return named(words) if words else ""


def _attending(paragraph: Paragraph) -> list[str]:
    found = {word for line in gathered_by(paragraph) for part in line.node.children for word in _words(part)}
    return sorted(found)


def _said_by(reading: Reading, paragraph: Paragraph | None) -> _Said:
    """What a line says, to be compared; a head that declares a thing says its name."""
    if reading.form == "meeting":
        return "meeting", _sorted(thing(paragraph)[1] if paragraph else _name(reading))
    if name := _name(reading):
        return reading.form, name
    parts = [(_role(child), *sorted(_words(child))) for child in reading.node.children if _role(child) not in _UNSAID]
    return (reading.form, *sorted(parts))


def _role(part: Node | Token) -> str:
    return part.rule if isinstance(part, Node) else part.type


def _words(part: Node | Token) -> Iterator[str]:
    """What the tokens of a part say, without asides and sources."""
    if isinstance(part, Node):
        for child in part.children if part.rule not in _UNSAID else ():
            yield from _words(child)
    elif part.type in NAME_TYPES:
        yield named(part)
    elif part.type == "TEXT":
        yield f'"{spoken(part)}"'
    elif part.type not in ("DASH", "ORDINAL"):
        yield part.value or part.text.replace(",", ".")


def _gathering(language: str, head: str) -> _Said:
    """`meeting A, B` as the name of a meeting that has none; nothing for other texts."""
    for word in dialects()[language]["words"]["MEETING"]:
        noun, _, names = head.partition(" ")
        if noun == word:
            return "meeting", _sorted(names)
    return ()


def _sorted(names: str) -> str:
    """The names of those who attend, in one order."""
    return ", ".join(sorted(" ".join(name.split()).strip("'") for name in names.split(",")))


def _narrowed(places: list[_Place], asked: object, language: str) -> list[_Place]:
    """Of those that say the same, the ones that have the aside and the sources of the text too, if any."""
    if len(places) < 2 or not isinstance(asked, Reading):
        return places
    whole = spell(asked.tokens, language)
    return [p for p in places if spell(p.sentence.reading.tokens, language) == whole] or places


def _sentences(places: Sequence[_Place]) -> list[Sentence]:
    return [place.sentence for place in places]


def _nearest(document: Document, text: str, places: Sequence[_Place], like: float = _LIKE) -> list[Sentence]:
    from difflib import get_close_matches

    names: dict[str, list[Sentence]] = {}
    for place in places:
        names.setdefault(_called(document.language, place).casefold(), []).append(place.sentence)
    asked = " ".join(text.casefold().split())
    begun = [name for name in names if asked and name.startswith(asked)]
    near = dict.fromkeys([*begun, *get_close_matches(asked, names, NEAR, like)])
    return [names[name][0] for name in near][:NEAR]


def _called(language: str, place: _Place) -> str:
    head = place.paragraph.head
    assert head
    text = _shown(head.reading, language)
    if head.form == "meeting" and not _name(head.reading):
        text = f"{text} {', '.join(_attending(place.paragraph))}".rstrip()
    return text if place.sentence is head else f"{text}: {_shown(place.sentence.reading, language)}"


def _shown(reading: Reading, language: str) -> str:
    """A line without what is added to it; the words that name a meeting stay."""
    named_by = named_by_text(reading)
    added = {token.start for token in _added(reading.node)} - ({named_by.start} if named_by else set())
    return spell([t for t in reading.tokens if t.type != "REFS" and t.start not in added], language)


def _added(node: Node) -> Iterator[Token]:
    for child in node.children:
        if isinstance(child, Node):
            yield from child.tokens() if child.rule == "aside" else _added(child)


def _halves(text: str) -> tuple[str, str | None]:
    """The head and, after a colon that is in no quotes, the line."""
    match = _COLON.match(text)
    return (match[1].strip(), text[match.end() :].strip()) if match else (text.strip(), None)
