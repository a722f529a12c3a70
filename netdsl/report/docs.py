"""The generated pages of the documentation, and the generated parts of the others.

`python -m netdsl.report.docs` writes them into the folder `docs` of the checkout; with `--check` it only says which
are stale, and exits with 1 when one is.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from netdsl import resources
from netdsl.pipeline import BUILT_IN, load_rules, rule_files
from netdsl.report.reference import diagnostics, other_words, statements, values
from netdsl.report.rules_page import RulesPage
from netdsl.source import read
from netdsl.syntax.rules import parse

DOCS = resources.GRAMMAR.parent / "docs"

_PART = re.compile(r"(?P<begin><!-- generated: (?P<name>[\w-]+) -->\n).*?(?P<end><!-- end of (?P=name) -->)", re.DOTALL)


def pages(folder: Path = DOCS) -> dict[Path, str]:
    """Each page that has something generated in it, as it should be."""
    loaded = load_rules()
    if loaded.program is None:
        raise ValueError("the built-in rules have errors: see `netdsl rules list`")
    files = [parse(read(str(file))) for file in rule_files([BUILT_IN])]
    found = {
        folder / "rules.md": _text(RulesPage(loaded, files, "en").lines()),
        folder / "no" / "regler.md": _text(RulesPage(loaded, files, "nb").lines()),
    }
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8")
        if path not in found and _PART.search(text):
            found[path] = _PART.sub(_anew, text)
    return found


def _anew(match: re.Match[str]) -> str:
    made: dict[str, Callable[[], Iterator[str]]] = {
        "statements": statements,
        "values": values,
        "other-words": other_words,
        "network-diagnostics": lambda: diagnostics("N"),
        "rule-diagnostics": lambda: diagnostics("R"),
    }
    return f"{match['begin']}\n{_text(made[match['name']]())}\n{match['end']}"


def _text(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def main(arguments: Sequence[str]) -> int:
    """Write the pages that are stale, or with `--check` name them. The exit status."""
    stale = {path: text for path, text in pages().items() if not path.exists() or path.read_text("utf-8") != text}
    for path, text in stale.items():
        if "--check" in arguments:
            sys.stderr.write(f"{path.relative_to(DOCS.parent)} is stale: run `python -m netdsl.report.docs`\n")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
