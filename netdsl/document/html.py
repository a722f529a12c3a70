"""A document as one HTML file: it opens offline, asks the net for nothing, and may be printed.

Everything that comes from a file is escaped. The policy in the head lets no other script run than the one that is
there, by its hash, and nothing be loaded. Without the script the page shows all but what changes do.
"""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache as remember
from html import escape
from pathlib import Path

from netdsl.document.blocks import (
    Block,
    Document,
    Hint,
    Inline,
    Inlines,
    Link,
    Listed,
    Listing,
    Paragraph,
    Picture,
    Point,
    Section,
    Switch,
    Table,
    Text,
    clean,
    walk,
)
from netdsl.document.texts import say, unfilled

MOST = 8
"""A section with more parts than this has none of them in the table of contents."""

TOP = 2
"""The level of the headings of sections that are landmarks: those below them would be too many."""

SMALLEST = 0.9
"""A drawing is made no smaller than this share of its width: what has no room is scrolled."""

WORDS = (
    "bar-none", "bar-on", "bar-alone", "gone-now", "severity-now", "panel-hint", "panel-nothing", "highlighted",
    "was", "none-given",
    "ideal", "mixed", "deviates", "unknown", "critical", "major", "minor", "note",
    "interdependence", "decisions", "frame", "autonomy", "public_governance",
)  # fmt: skip
"""Texts that the script needs."""


def html(document: Document) -> str:
    """The document as one text."""
    return "".join(line + "\n" for line in _page(document))


def _page(document: Document) -> Iterator[str]:
    language = document.language
    script = _beside("page.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    yield "<!DOCTYPE html>"
    yield f'<html lang="{language}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<link rel="icon" href="data:,">'
    yield f"<title>{_text(document.title)}: {_text(document.subtitle)}</title>"
    yield f"<style>\n{_drawing_style(document)}{_beside('page.css')}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<a class="skip" href="#report">{_text(say("skip", language))}</a>'
    yield "<header>"
    yield f"<h1>{_text(document.title)}</h1>"
    yield f'<p class="subtitle">{_text(document.subtitle)}</p>'
    writer = _Writer(language, tuple(document.states.get("together", ())))
    for block in document.lead:
        yield from writer.block(block, 2)
    yield "</header>"
    yield from _contents(document)
    yield '<main id="report" tabindex="-1">'
    if document.states:
        yield from _ticked(document)
    for section in document.sections:
        yield from writer.block(section, 2)
    yield "</main>"
    if document.states:
        yield from _bar(document)
    words = {key: unfilled(key, language) for key in WORDS}
    yield f'<script type="application/json" id="data">{_json({**document.states, "say": words})}</script>'
    yield f"<script>{script}</script>"
    yield "</body>"
    yield "</html>"


def _contents(document: Document) -> Iterator[str]:
    title = _text(say("contents", document.language))
    yield f'<nav aria-labelledby="contents"><h2 id="contents">{title}</h2><ol>'
    for section in document.sections:
        parts = [b for b in section.blocks if isinstance(b, Section)]
        inner = "".join(f"<li>{_to(p.anchor, p.title)}</li>" for p in parts) if len(parts) <= MOST else ""
        yield f"<li>{_to(section.anchor, section.title)}{f'<ol>{inner}</ol>' if inner else ''}</li>"
    yield "</ol></nav>"


def _ticked(document: Document) -> Iterator[str]:
    """Where the script names the changes that are switched on, and what they bring: paper shows no switches."""
    language = document.language
    yield '<section id="ticked" aria-labelledby="ticked-title" hidden>'
    yield f'<h2 id="ticked-title">{_text(say("bar", language))}</h2><ul></ul>'
    yield f"<div><p><strong>{_text(say('bar-new', language))}</strong></p><ul></ul></div>"
    yield "</section>"


def _bar(document: Document) -> Iterator[str]:
    language = document.language
    yield f'<aside class="bar scripted" aria-label="{_attribute(say("bar", language))}">'
    yield f'<p role="status" id="told">{_text(say("bar-none", language))}</p>'
    yield f'<details id="new" hidden><summary>{_text(say("bar-new", language))}</summary><ul></ul></details>'
    yield f'<button type="button" id="off" hidden>{_text(say("bar-off", language))}</button>'
    yield "</aside>"


class _Writer:
    """Writes blocks; `together` are the changes that can be switched on in any combination."""

    def __init__(self, language: str, together: tuple[str, ...]) -> None:
        self.language = language
        self.together = together

    def block(self, block: Block, level: int) -> Iterator[str]:
        """A block, with headings from a level on."""
        if isinstance(block, Section):
            yield from self._section(block, level)
        elif isinstance(block, Paragraph):
            kind = f' class="{block.kind}"' if block.kind else ""
            yield f"<p{kind}>{_inlines(block.words)}</p>"
        elif isinstance(block, Listed):
            tag = "ol" if block.ordered else "ul"
            yield f"<{tag}>"
            yield from (f"<li>{_inlines(item)}</li>" for item in block.items)
            yield f"</{tag}>"
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Listing):
            yield from self._listing(block)
        elif isinstance(block, Picture):
            yield from self._picture(block)
        elif isinstance(block, Hint):
            if self.together:
                yield f'<p class="note scripted">{_text(block.text)}</p>'
        elif isinstance(block, Switch):
            yield from self._switch(block)
        else:
            yield self._point(block)

    def _section(self, section: Section, level: int) -> Iterator[str]:
        kind = section.mark.partition(":")[0]
        css = f' class="{_attribute(kind)}"' if kind else ""
        anchor = _attribute(section.anchor)
        badge = f"{_inlines(section.badge)} " if section.badge else ""
        named = f' aria-labelledby="{anchor}-title"' if level == TOP else ""
        yield f'<section id="{anchor}"{named}{css}>'
        yield f'<h{level} id="{anchor}-title">{badge}{_text(section.title)}</h{level}>'
        for block in section.blocks:
            if isinstance(block, Switch):
                yield from self._switch(block, f"{anchor}-title")
            else:
                yield from self.block(block, min(level + 1, 6))
        yield "</section>"

    def _table(self, table: Table) -> Iterator[str]:
        css = f' class="{table.kind}"' if table.kind else ""
        yield f'<div class="wide" tabindex="0" role="region" aria-label="{_attribute(table.caption)}">'
        yield f"<table{css}><caption>{_text(table.caption)}</caption>"
        head = "".join(f'<th scope="col">{_text(cell)}</th>' for cell in table.head)
        yield f"<thead><tr>{head}</tr></thead><tbody>"
        for number, (first, *rest) in enumerate(table.rows):
            anchor = f' id="{_attribute(table.anchors[number])}"' if table.anchors else ""
            cells = "".join(f"<td>{_inlines(cell)}</td>" for cell in rest)
            yield f'<tr{anchor}><th scope="row">{_inlines(first)}</th>{cells}</tr>'
        yield "</tbody></table></div>"

    def _listing(self, listing: Listing) -> Iterator[str]:
        numbered = any(line.number is not None for line in listing.lines)
        lines = []
        for line in listing.lines:
            anchor = f' id="{_attribute(line.anchor)}"' if line.anchor else ""
            number = f'<span class="number">{line.number}</span>' if line.number is not None else ""
            text = _text(line.text) or " "
            lines.append(f'<span class="line"{anchor}>{number}{text}</span>')
        kind = "listing numbered" if numbered else "listing"
        yield f'<div class="{kind}"><p class="caption">{_text(listing.caption)}</p>'
        code = "\n".join(lines)
        region = f' class="wide" tabindex="0" role="region" aria-label="{_attribute(listing.caption)}"'
        yield f'<pre{region if numbered else ""} lang="{listing.language}">{code}</pre>'
        yield "</div>"

    def _picture(self, picture: Picture) -> Iterator[str]:
        name = _attribute(picture.name)
        caption = _text(picture.caption)
        label = _attribute(say("drawing", self.language, caption=picture.caption))
        yield f'<figure id="figure-{name}" data-view="{name}">'
        yield f'<div class="wide drawing" tabindex="0" role="region" aria-label="{label}">'
        yield _inline_svg(picture.svg)
        yield "</div>"
        yield f"<figcaption><strong>{caption}.</strong> {_text(picture.alt)}</figcaption>"
        yield f'<div class="panel scripted" role="status">{_text(say("panel-hint", self.language))}</div>'
        yield "</figure>"

    def _switch(self, switch: Switch, title: str = "") -> Iterator[str]:
        mark = ' <span aria-hidden="true">◆</span>' if switch.change in self.together else ""
        described = f' aria-describedby="{title}"' if title else ""
        yield (
            f'<p class="switch scripted"><label><input type="checkbox" autocomplete="off"{described} '
            f'data-change="{_attribute(switch.change)}"> {_text(switch.label)}{mark}</label></p>'
        )

    def _point(self, point: Point) -> str:
        actors, lines = _attribute(json.dumps(point.actors, ensure_ascii=False)), " ".join(map(str, point.lines))
        return (
            f'<p class="point scripted"><a href="#ties" data-actors="{actors}" data-lines="{lines}">'
            f"{_text(point.label)}</a></p>"
        )


def _inlines(words: Inlines) -> str:
    return "".join(map(_inline, words))


def _inline(word: Inline) -> str:
    if isinstance(word, Link):
        return _to(word.target, word.text)
    return _word(word)


def _word(word: Text) -> str:
    mark = f' data-mark="{_attribute(word.mark)}"' if word.mark else ""
    text = _text(word.text)
    if word.kind == "strong":
        return f"<strong{mark}>{text}</strong>"
    if word.kind == "code":
        return f"<code{mark}>{text}</code>"
    if word.kind or mark:
        css = f' class="{_attribute(word.kind)}"' if word.kind else ""
        return f"<span{css}{mark}>{text}</span>"
    return text


def _to(anchor: str, text: str) -> str:
    return f'<a href="#{_attribute(anchor)}">{_text(text)}</a>'


def _text(text: str) -> str:
    return escape(clean(text), quote=False)


def _attribute(text: str) -> str:
    return escape(clean(text), quote=True)


def _json(data: Mapping[str, object]) -> str:
    """JSON that ends no script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _inline_svg(svg: str) -> str:
    """A drawing as part of a page: without its style, which stands once in the head, and the name of its language."""
    bare = re.sub(r"\s*<style>.*?</style>", "", svg, flags=re.DOTALL)
    bare = bare.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1).strip()
    return re.sub(r' width="([\d.]+)"', _no_smaller, bare, count=1)


def _no_smaller(width: re.Match[str]) -> str:
    return f'{width[0]} style="min-width: {float(width[1]) * SMALLEST:.0f}px"'


def _drawing_style(document: Document) -> str:
    found = [b for b in walk(document.sections) if isinstance(b, Picture)]
    styles = [match for b in found for match in re.findall(r"<style>(.*?)</style>", b.svg, flags=re.DOTALL)]
    return "".join(dict.fromkeys(styles)).lstrip("\n")


@remember
def _beside(name: str) -> str:
    return (Path(__file__).parent / name).read_text("utf-8")
