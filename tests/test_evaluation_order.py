"""No result hangs on the order of a set: what is printed does not change with the seed of Python's hashes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.network_strategies import written

ROOT = Path(__file__).parent.parent
PRINT = """
import sys
from netdsl.check.network import read_network
from netdsl.pipeline import evaluate_network, load_rules
from netdsl.report.structured import as_json
from netdsl.report.tree import Tree
from netdsl.report.view import view
from netdsl.source import read

sys.stdout.reconfigure(encoding="utf-8")
for file in sys.argv[1:]:
    network, _ = read_network(read(file))
    found = evaluate_network(network, load_rules())
    print(as_json([view(found)]))
    tree = Tree(found, "en")
    for finding in found.findings:
        print(finding.id, *tree.finding(finding), sep="\\n")
        for other in finding.all_evidence():
            print(*tree.derivation(other), sep="\\n")
"""


def printed(seed: int, files: list[Path]) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PRINT, *map(str, files)],
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return done.stdout


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for seed in range(12):
        (tmp_path / f"{seed}.net").write_text(written(seed, 24, endings=True).text, "utf-8")
    return sorted([*(ROOT / "examples").glob("*.net"), *tmp_path.glob("*.net")])


def test_results_do_not_depend_on_the_hash_seed(files: list[Path]) -> None:
    first = printed(0, files)
    assert first.count('"findings"') == len(files)
    for seed in (1, 2):
        assert printed(seed, files) == first
