"""All that a report tells, taken from what is written: text, attributes, the data of a script, a Word file's parts."""

import io
import json
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser

FIXED = frozenset(("class", "content", "name", "rel", "role", "scope", "text-anchor", "type"))
"""Attributes of a page whose values are the same whatever it tells of."""

TEMPLATE = "docProps/app.xml"
"""The part of a Word file that python-docx takes over as it is: it tells of a program, not of the document."""


def told(data: bytes, form: str) -> str:
    """Everything that a report of a form (`.html`, `.md`, `.docx`) tells, each text on a line of its own."""
    if form == ".md":
        return data.decode("utf-8")
    if form == ".html":
        return "\n".join(_Reader(data.decode("utf-8")).found)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [file.read(n).decode("utf-8") for n in file.namelist() if n.endswith(".xml") and n != TEMPLATE]
    return "\n".join(text for part in parts for text in _Reader(part, ("descr", "title")).found)


class _Reader(HTMLParser):
    """Reads what a page or a part of a Word file tells; `only` names the attributes that tell, where not all do."""

    def __init__(self, text: str, only: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.only = only
        self.inside = ""
        self.found: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element's attributes, and keep in mind what its text is."""
        of = dict(attrs)
        self.found += [v for key, v in attrs if v and (key in self.only if self.only else key not in FIXED)]
        self.inside = "data" if of.get("type") == "application/json" else tag

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Take a text; code and styles tell nothing."""
        if self.inside == "data":
            self.found += _strings(json.loads(data))
        elif self.inside not in ("script", "style"):
            self.found.append(data)


def _strings(data: object) -> Iterator[str]:
    """All strings in JSON, the names of what is in it too."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)
