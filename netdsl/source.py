"""A text and the places in it."""

from functools import cached_property

from attrs import field, frozen


@frozen(order=True)
class Span:
    """A stretch of one line: its number from 1, and its columns from 0, the end not included."""

    line: int
    start: int
    end: int


@frozen(slots=False)
class Source:
    """A text under the name it is shown by (a path, or `-` for standard input)."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends; line n is `lines[n - 1]`."""
        return self.text.split("\n")
