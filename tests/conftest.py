"""What all tests share: expected output kept as text beside its input, written anew by `pytest --accept`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

for _name in ("LC_ALL", "LC_MESSAGES", "LANG"):  # what is printed is in the language of the person
    os.environ[_name] = "C.UTF-8"

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

Expect = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write the output of the cases as what is expected of them")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expect:
    """Hold a text against what a file expects, or with `--accept` write it there."""

    def held(path: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8")
        assert path.exists(), f"nothing is expected yet: run `pytest --accept` and read {path}"
        assert text == path.read_text("utf-8")

    return held
