"""What is measured of netdsl: the one place where the benchmarks reach into it. `None` is not there yet."""

import re
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from benchmarks.contents import Relations
from benchmarks.findings import Findings

Derived = Mapping[str, Collection[tuple[object, ...]]]
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "ny_sjanse.net"
REFERENCE_RULES = Path(__file__).with_name("reference.rules")

RUN = [sys.executable, "-c", "from netdsl.cli.main import main; main()"]
"""The program, as its installed script starts it; arguments follow."""

PROCESS: list[str] | None = None  # [*RUN, "evaluate", str(EXAMPLE)]
"""The whole process that is measured."""

evaluate_reference: Callable[[Relations], Callable[[], Derived]] | None = None
"""From the facts of a reference network to one evaluation of `reference.rules`, a relation for each sentence.

The rules are read, checked and planned before; indexes over the facts are built within the evaluation.
"""


def findings(derived: Derived) -> Findings:
    """What the sentences of `reference.rules` say, in the numbers of the network."""

    def rows(sentence: str) -> Iterator[tuple[int, ...]]:
        for row in derived[sentence]:
            yield tuple(value if isinstance(value, int) else int(re.sub(r"\D", "", str(value))) for value in row)

    return Findings(
        frozenset((giver, receiver) for giver, receiver in rows("_ gives _ for nothing")),
        frozenset(actor for (actor,) in rows("_ decides among two only")),
        any(rows("_ gathers everyone")),
        next(rows("_ pairs meet"))[0],
        len({part for _, part in rows("_ belongs to _")}),
        frozenset((giver, actor, kind) for giver, actor, kind in rows("_ alone gives _ what it wants of _")),
    )


evaluate_all: Callable[[str], Callable[[], object]] | None = None
"""From the text of a file to one evaluation of the built-in rules over its facts, which are read before."""

parse: Callable[[str], object] | None = None
"""From the text of a file to its tree, each node with its place."""

read: Callable[[str], object] | None = None
"""From the text of a file to its network, every name resolved; fails where the file has an error."""
