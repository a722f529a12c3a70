"""What is measured of netdsl: the one place where the benchmarks reach into it. `None` is not there yet."""

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.contents import Relations
from benchmarks.findings import Findings

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "ny_sjanse.net"
REFERENCE_RULES = Path(__file__).with_name("reference.rules")

RUN = [sys.executable, "-c", "from netdsl.cli.main import main; main()"]
"""The program, as its installed script starts it; arguments follow."""

PROCESS: list[str] | None = None  # [*RUN, "evaluate", str(EXAMPLE)]
"""The whole process that is measured."""

evaluate_reference: Callable[[Relations], Callable[[], Findings]] | None = None
"""From the facts of a reference network, which need no further preparation, to one evaluation of `reference.rules`.

The rules are read, checked and planned before; indexes over the facts are built within the evaluation.
"""

evaluate_all: Callable[[str], Callable[[], object]] | None = None
"""From the text of a file to one evaluation of the built-in rules over its facts, which are read before."""

parse: Callable[[str], object] | None = None
"""From the text of a file to its tree, each node with its place."""

read: Callable[[str], object] | None = None
"""From the text of a file to its network, every name resolved; fails where the file has an error."""
