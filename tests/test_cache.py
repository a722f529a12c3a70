"""What is kept on disk: right whatever was kept before, and not more and more of it."""

import os
import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netdsl.cache import cached

NAMES = ("rules", "rules-en", "changes")
KEYS = st.sampled_from("12345")
FEW = 2
FEWER = mock.patch("netdsl.cache.NEWEST", FEW)


@given(st.lists(st.tuples(st.sampled_from(NAMES), KEYS), max_size=20))
def test_a_value_is_that_of_its_key_and_few_are_kept(asked: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, {"NETDSL_CACHE": folder}), FEWER:
        for name, key in asked:
            assert cached(name, key, lambda name=name, key=key: (name, key)) == (name, key)  # type: ignore[misc]
            assert (Path(folder) / f"{name}-{key}.pickle").exists()
        kept = [file.name.rpartition("-")[0] for file in Path(folder).iterdir()]
        for name in NAMES:
            assert kept.count(name) == min(FEW, len({key for n, key in asked if n == name}))


def test_what_is_kept_is_not_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETDSL_CACHE", str(tmp_path))
    assert cached("rules", "1", lambda: "first") == "first"
    assert cached("rules", "1", lambda: "second") == "first"


def test_an_entry_that_does_not_load_is_built_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETDSL_CACHE", str(tmp_path))
    cached("rules", "1", lambda: "first")
    (tmp_path / "rules-1.pickle").write_bytes(b"cut off")
    assert cached("rules", "1", lambda: "second") == "second"


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("NETDSL_CACHE", str(tmp_path / "file" / "folder"))
    assert cached("rules", "1", lambda: "first") == "first"
