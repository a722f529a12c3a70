"""Tables whose columns are there where anything is told for them."""

from collections.abc import Mapping, Sequence

from netdsl.document.blocks import Inlines, Table
from netdsl.document.material import Material


def table(
    material: Material, kind: str, rows: Sequence[Mapping[str, Inlines]], optional: tuple[str, ...]
) -> Table | None:
    """A table of rows by column; an optional column only where any row tells of it."""
    if not rows:
        return None
    columns = [c for c in rows[0] if c not in optional or any(row[c] for row in rows)]
    head = tuple(material.say("exchange-lines" if c == "lines" else f"{kind}-{c}") for c in columns)
    return Table(material.say(f"{kind}s-caption"), head, tuple(tuple(row[c] for c in columns) for row in rows))
