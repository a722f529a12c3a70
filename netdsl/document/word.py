"""A document as a Word file, with real headings, tables and figures; the same document gives the same bytes."""

import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

from netdsl.document.blocks import (
    Block,
    Document,
    Inlines,
    Line,
    Link,
    Listed,
    Listing,
    Paragraph,
    Picture,
    Section,
    Table,
    Text,
    clean,
    plain,
)
from netdsl.document.texts import say

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph as Words

LOCALES = {"en": "en-GB", "nb": "nb-NO"}

EARLIEST = datetime(1980, 1, 1)
"""The time in the file: the same each time, as what it holds is."""

COLOURS = {
    "critical": "8F1414", "major": "8A3B00", "deviates": "8A3B00", "minor": "5C4B00", "mixed": "5C4B00",
    "note": "2C4F73", "unknown": "2C4F73", "ideal": "0B5A34",
}  # fmt: skip
"""How severe something is, or a verdict -> its colour, beside the word that says so."""

LONGEST = 255
"""So many letters of a title fit into the properties of a Word file."""

DEEPEST = 4
"""Headings below this level look like it."""

WIDEST, HIGHEST = 16.5, 20.0
"""Of a figure or a table, in centimetres."""

WIDER = 2.0
"""A cell of n letters makes its column this often as wide as the root of n, in letters."""

LETTER, MARGINS = 0.27, 0.45
"""How wide a letter is, with room for the wide ones of other fonts, and the margins of a cell, in centimetres."""

SMALLER = 8.5 / 11
"""The letters of a table whose longest words have no room beside each other."""


def word(document: Document) -> bytes:
    """The document as the bytes of a .docx file. Raises ModuleNotFoundError without python-docx."""
    return _Writer(document).made()


class _Writer:
    """Writes a document block by block."""

    def __init__(self, document: Document) -> None:
        import docx

        self.document = document
        self.word: Word = docx.Document()
        self.bookmarks: dict[str, int] = {}

    def made(self) -> bytes:
        """The file."""
        self._styles()
        self._properties()
        document = self.document
        self._words(self.word.add_paragraph(style="Title"), plain(document.title))
        self._words(self.word.add_paragraph(style="Subtitle"), plain(document.subtitle))
        for block in document.lead:
            self._block(block, 1)
        self._contents()
        for section in document.sections:
            self._block(section, 1)
        data = io.BytesIO()
        self.word.save(data)
        return _timeless(data.getvalue())

    # --- the file as a whole

    def _properties(self) -> None:
        properties = self.word.core_properties
        properties.title = clean(self.document.title)[:LONGEST]
        properties.subject = clean(self.document.subtitle)[:LONGEST]
        properties.author = "netdsl"
        properties.last_modified_by = "netdsl"
        properties.comments = ""
        properties.language = LOCALES[self.document.language]
        properties.created = properties.modified = EARLIEST
        properties.revision = 1

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Cm, Pt, RGBColor

        page = self.word.sections[0]
        page.page_width, page.page_height = Cm(21.0), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.2)
        page.top_margin = page.bottom_margin = Cm(2.0)
        styles: Any = self.word.styles
        styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
        self._language(styles)
        for name in ("Title", "Subtitle", "Caption", *(f"Heading {n}" for n in range(1, DEEPEST + 1))):
            styles[name].font.color.rgb = RGBColor(0x1B, 0x1F, 0x24)
        styles["Caption"].paragraph_format.keep_with_next = True
        small = styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style = styles["Normal"]
        small.font.size = Pt(11 * SMALLER)
        source = styles.add_style("Source", WD_STYLE_TYPE.PARAGRAPH)
        source.base_style = styles["Normal"]
        source.font.name, source.font.size = "Consolas", Pt(8.5)
        source.paragraph_format.space_after = Pt(0)
        source.paragraph_format.left_indent = Cm(1.2)
        source.paragraph_format.first_line_indent = Cm(-1.2)

    def _language(self, styles: Any) -> None:
        """All words are of one language, also where the template says another."""
        from docx.oxml.ns import qn

        for told in list(styles.element.iter(qn("w:lang"))):
            told.getparent().remove(told)
        self._child(styles["Normal"].element.get_or_add_rPr(), "w:lang", {"w:val": LOCALES[self.document.language]})

    def _contents(self) -> None:
        """A table of contents that Word can renew; until then it has the sections without their pages."""
        first = self.word.add_paragraph(style="Normal")
        first.add_run(say("contents", self.document.language)).bold = True
        lines = [self.word.add_paragraph(style="List Number") for _ in self.document.sections]
        if not lines:
            return
        self._field(lines[0], "begin")
        instruction = lines[0].add_run()
        self._child(instruction._r, "w:instrText", {"xml:space": "preserve"}).text = ' TOC \\o "1-2" \\h \\z '
        self._field(lines[0], "separate")
        for line, section in zip(lines, self.document.sections, strict=True):
            self._words(line, (Link(section.anchor, section.title),))
        self._field(lines[-1], "end")

    def _field(self, paragraph: "Words", kind: str) -> None:
        self._child(paragraph.add_run()._r, "w:fldChar", {"w:fldCharType": kind})

    # --- blocks

    def _block(self, block: Block, level: int, title: str = "") -> None:
        """A block; `title` is that of the section it is in."""
        if isinstance(block, Section):
            self._section(block, level)
        elif isinstance(block, Paragraph):
            paragraph = self.word.add_paragraph()
            self._words(paragraph, block.words)
            strong = all(isinstance(w, Text) and w.kind == "strong" for w in block.words)
            paragraph.paragraph_format.keep_with_next = strong
        elif isinstance(block, Listed):
            for item in block.items:
                self._words(self.word.add_paragraph(style="List Number" if block.ordered else "List Bullet"), item)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Listing):
            self._words(self.word.add_paragraph(style="Caption"), plain(block.caption))
            for line in block.lines:
                self._line(line)
            self.word.add_paragraph()
        elif isinstance(block, Picture) and block.png:
            self._picture(block, block.png, title)

    def _section(self, section: Section, level: int) -> None:
        heading = self.word.add_paragraph(style=f"Heading {min(level, DEEPEST)}")
        self._bookmark(heading, section.anchor)
        self._words(heading, (*section.badge, Text(": ")) if section.badge else ())
        self._words(heading, plain(section.title))
        for block in section.blocks:
            self._block(block, level + 1, section.title)

    def _table(self, table: Table) -> None:
        self._words(self.word.add_paragraph(style="Caption"), plain(table.caption))
        made = self.word.add_table(rows=1, cols=len(table.head), style="Table Grid")
        head = made.rows[0]
        self._child(head._tr.get_or_add_trPr(), "w:tblHeader", {})
        for cell, text in zip(head.cells, table.head, strict=True):
            self._words(cell.paragraphs[0], (Text(text, "strong"),))
            self._child(cell._tc.get_or_add_tcPr(), "w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "E9EDF1"})
        widths, small = _widths(table)
        anchors = table.anchors or ("",) * len(table.rows)
        for anchor, row in zip(anchors, table.rows, strict=True):
            added = made.add_row()
            self._child(added._tr.get_or_add_trPr(), "w:cantSplit", {})
            cells = added.cells
            if anchor:
                self._bookmark(cells[0].paragraphs[0], anchor)
            for cell, words in zip(cells, row, strict=True):
                self._words(cell.paragraphs[0], words)
        self._fitted(made, widths, small)
        self.word.add_paragraph()

    def _fitted(self, made: Any, widths: list[float], small: bool) -> None:
        """Columns of these widths, in the grid and in each cell: some programs read the one, some the other."""
        from docx.shared import Cm

        made.autofit = False
        for number, (column, width) in enumerate(zip(made.columns, widths, strict=True)):
            column.width = Cm(width)
            for row in made.rows:
                row.cells[number].width = Cm(width)
        for row in made.rows if small else ():
            for cell in row.cells:
                cell.paragraphs[0].style = "Small"

    def _line(self, line: Line) -> None:
        paragraph = self.word.add_paragraph(style="Source")
        if line.anchor:
            self._bookmark(paragraph, line.anchor)
        text = clean(line.text)
        paragraph.add_run(f"{line.number}\t{text}" if line.number is not None else text)

    def _picture(self, picture: Picture, png: bytes, title: str) -> None:
        """A figure; its caption is left out below a heading that says the same."""
        from docx.shared import Cm

        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        shape = paragraph.add_run().add_picture(io.BytesIO(png))
        shrunk = min(Cm(WIDEST) / shape.width, Cm(HIGHEST) / shape.height)
        shape.width, shape.height = int(shape.width * shrunk), int(shape.height * shrunk)  # type: ignore[assignment]
        properties: Any = shape._inline.docPr
        properties.set("descr", clean(picture.alt))
        properties.set("name", clean(picture.caption))
        if picture.caption != title:
            self._words(self.word.add_paragraph(style="Caption"), plain(f"{picture.caption}."))

    # --- words

    def _words(self, paragraph: "Words", words: Inlines) -> None:
        from docx.shared import RGBColor

        for word in words:
            if isinstance(word, Link):
                self._link(paragraph, word)
                continue
            run = paragraph.add_run(clean(word.text))
            shade = COLOURS.get(word.kind.rpartition(" ")[2])
            if word.kind == "code":
                run.font.name = "Consolas"
            elif shade:
                run.bold, run.font.color.rgb = True, RGBColor.from_string(shade)
            elif word.kind == "strong":
                run.bold = True

    def _link(self, paragraph: "Words", link: Link) -> None:
        element = self._child(paragraph._p, "w:hyperlink", {"w:anchor": self._name(link.target), "w:history": "1"})
        run = self._child(element, "w:r", {})
        properties = self._child(run, "w:rPr", {})
        self._child(properties, "w:color", {"w:val": "0B57A4"})
        self._child(properties, "w:u", {"w:val": "single"})
        self._child(run, "w:t", {"xml:space": "preserve"}).text = clean(link.text)

    def _bookmark(self, paragraph: "Words", anchor: str) -> None:
        name = self._name(anchor)
        number = str(self.bookmarks[anchor])
        self._child(paragraph._p, "w:bookmarkStart", {"w:id": number, "w:name": name})
        self._child(paragraph._p, "w:bookmarkEnd", {"w:id": number})

    def _name(self, anchor: str) -> str:
        """A bookmark's name: Word wants 40 letters at most."""
        return f"netdsl_{self.bookmarks.setdefault(anchor, len(self.bookmarks) + 1)}"

    def _child(self, parent: Any, name: str, attributes: dict[str, str]) -> Any:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        element: Any = OxmlElement(name)
        for key, value in attributes.items():
            element.set("{http://www.w3.org/XML/1998/namespace}space" if key == "xml:space" else qn(key), value)
        parent.append(element)
        return element


def _widths(table: Table) -> tuple[list[float], bool]:
    """How wide columns are, in centimetres, and whether the letters have to be small.

    Each is as wide as its longest word needs, where there is room for that, and wider the more stands in a cell.
    """
    columns = list(zip(table.head, *(map(_told, row) for row in table.rows), strict=True))
    longest = [max(len(w) for text in texts for w in text.split() or [""]) for texts in columns]
    needs = [LETTER * letters + MARGINS for letters in longest]
    small = sum(needs) > WIDEST
    if small:
        needs = [LETTER * SMALLER * letters + MARGINS for letters in longest]
    wishes = [WIDER * max(map(len, texts)) ** 0.5 * LETTER for texts in columns]
    more = [max(wish - need, 0.01) for wish, need in zip(wishes, needs, strict=True)]
    spare = max(WIDEST - sum(needs), 0.0)
    widths = [need + spare * part / sum(more) for need, part in zip(needs, more, strict=True)]
    return [width * WIDEST / sum(widths) for width in widths], small


def _told(words: Inlines) -> str:
    return "".join(word.text for word in words)


def _timeless(data: bytes) -> bytes:
    """A zip file with the times of its members left out, and its members in order."""
    found = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, EARLIEST.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, old.read(name))
    return found.getvalue()
