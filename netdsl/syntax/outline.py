"""The layout of a rule file: an outline of lines, each with the lines indented under it."""

import re

from attrs import field, frozen

from netdsl.source import Source, Span

_CODE = re.compile(r'(?:"[^"\n]*"|[^"#\n])*')


@frozen
class Outline:
    """A line without its comment and indentation, and the lines under it."""

    text: str
    number: int
    indent: int
    children: tuple["Outline", ...] = field(default=(), repr=False)

    @property
    def span(self) -> Span:
        """The stretch of the line's text."""
        return Span(self.number, self.indent, self.indent + len(self.text))

    def within(self, start: int, end: int) -> Span:
        """The span of some columns of the text."""
        return Span(self.number, self.indent + start, self.indent + end)


def outline(source: Source) -> tuple[Outline, ...]:
    """The lines at the margin with what is indented under them. Blank lines and comments fall away."""
    found: list[tuple[str, int, int]] = []
    for number, raw in enumerate(source.lines, 1):
        body = _CODE.match(raw).group().expandtabs(8).rstrip()  # type: ignore[union-attr]
        if text := body.lstrip():
            found.append((text, number, len(body) - len(text)))
    return _nest(found)


def _nest(found: list[tuple[str, int, int]]) -> tuple[Outline, ...]:
    # From the last line to the first: a line takes what was gathered after it and stands deeper.
    waiting: list[Outline] = []
    for text, number, indent in reversed(found):
        children = []
        while waiting and waiting[-1].indent > indent:
            children.append(waiting.pop())
        waiting.append(Outline(text, number, indent, tuple(children)))
    return tuple(reversed(waiting))


def raw(lines: tuple[Outline, ...], depth: int = 0) -> str:
    """The text of an outline, two spaces for each level."""
    return "".join(f"{'  ' * depth}{line.text}\n{raw(line.children, depth + 1)}" for line in lines)
