"""A document as Markdown; HTML stands in it for nothing but anchors."""

from collections.abc import Iterator

from netdsl.document.blocks import (
    Block,
    Document,
    Inline,
    Inlines,
    Line,
    Link,
    Listed,
    Listing,
    Paragraph,
    Section,
    Table,
    Text,
    clean,
)
from netdsl.document.texts import say
from netdsl.report.markdown import plain

BETWEEN_CHUNKS = ""
"""Lines of a file that have nothing on them part its listing: anchors can only stand outside of code."""


def markdown(document: Document) -> str:
    """The document as one text."""
    return "\n".join(_document(document)).rstrip() + "\n"


def _document(document: Document) -> Iterator[str]:
    yield from (f"# {_plain(document.title)}", "", f"*{_plain(document.subtitle)}*", "")
    for block in document.lead:
        yield from _block(block, 2)
    yield from (f"**{say('contents', document.language)}**", "")
    yield from (f"- [{_plain(s.title)}](#{s.anchor})" for s in document.sections)
    yield ""
    for section in document.sections:
        yield from _block(section, 2)


def _block(block: Block, level: int) -> Iterator[str]:
    if isinstance(block, Section):
        badge = f"{_inlines(block.badge)}: " if block.badge else ""
        yield from (f'<a id="{block.anchor}"></a>', "", f"{'#' * min(level, 6)} {badge}{_plain(block.title)}", "")
        for inner in block.blocks:
            yield from _block(inner, level + 1)
    elif isinstance(block, Paragraph):
        yield from (_inlines(block.words), "")
    elif isinstance(block, Listed):
        signs = (f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1))
        yield from (f"{sign} {_inlines(item)}" for sign, item in zip(signs, block.items, strict=True))
        yield ""
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Listing):
        yield from _listing(block)


def _table(table: Table) -> Iterator[str]:
    yield f"{_plain(table.caption)}:"
    yield ""
    yield f"| {' | '.join(_plain(cell) for cell in table.head)} |"
    yield "|" + "---|" * len(table.head)
    anchors = table.anchors or ("",) * len(table.rows)
    for anchor, row in zip(anchors, table.rows, strict=True):
        cells = [_inlines(cell).replace("\n", " ") for cell in row]
        if anchor:
            cells[0] = f'<a id="{anchor}"></a>{cells[0]}'
        yield f"| {' | '.join(cells)} |"
    yield ""


def _listing(listing: Listing) -> Iterator[str]:
    yield from (f"{_plain(listing.caption.rstrip(':'))}:", "")
    chunk: list[Line] = []
    for line in (*listing.lines, None):
        if line is not None and (line.text.strip() or not line.anchor):
            chunk.append(line)
            continue
        if chunk:
            if anchors := "".join(f'<a id="{one.anchor}"></a>' for one in chunk if one.anchor):
                yield from (anchors, "")
            fence = "```"
            while any(fence in one.text for one in chunk):
                fence += "`"
            yield f"{fence}text"
            yield from (_code_line(one) for one in chunk)
            yield from (fence, "")
        chunk = []
        if line is not None and line.anchor:
            chunk = [line]


def _code_line(line: Line) -> str:
    text = clean(line.text)
    return f"{line.number:>4}  {text}".rstrip() if line.number is not None else text


def _inlines(words: Inlines) -> str:
    said = ""
    for word in words:
        if isinstance(word, Link) and said.endswith("!"):
            said = f"{said[:-1]}\\!"  # before a link it would make it a picture
        said += _inline(word)
    return said.strip()


def _inline(word: Inline) -> str:
    if isinstance(word, Link):
        return f"[{_plain(word.text)}](#{word.target})"
    if word.kind == "code":
        return _code(word.text)
    text = _plain(word.text)
    return f"**{text}**" if word.kind and word.kind != "aside" and text.strip() else text


def _code(text: str) -> str:
    """Text as code, in as many backticks as keep those in it apart."""
    fence = "`"
    while fence in text:
        fence += "`"
    shown = clean(text).replace("|", "\\|")
    return f"{fence} {shown} {fence}" if "`" in text else f"{fence}{shown}{fence}"


def _plain(text: Text | str) -> str:
    return plain(" ".join(clean(str(text)).split(" ")).replace("\n", " "))
