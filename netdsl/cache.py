"""Things that take long to build and depend only on files: built once, kept in the user's cache folder, never stale.

An entry is named after a digest of everything it was built from (the input texts and the code that builds it), so an
entry that exists is right, and a change of any input makes another entry. Of each kind the newest entries are kept. A
folder that cannot be written to costs time, nothing else.
"""

import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib.util import source_hash
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

NEWEST = 10
"""How many entries of a kind are kept: who writes rules makes a new one with each change of a rule."""


def folder() -> Path:
    """The cache folder: `NETDSL_CACHE`, or `netdsl` in the user's cache folder of the platform."""
    if chosen := os.environ.get("NETDSL_CACHE"):
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "netdsl" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "netdsl"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "netdsl"


def digest(files: Iterable[Path], *more: str) -> str:
    """A digest of the contents of files, further texts and the Python version.

    It is the one by which Python tells whether compiled code is up to date with its source. Raises OSError.
    """
    parts = [repr((sys.version_info[:3], *more)).encode(), *(file.read_bytes() for file in files)]
    return source_hash(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hex()


def cached(name: str, key: str, build: Callable[[], T]) -> T:
    """The value that `build` gives, from the cache when it was built before under the same key.

    `name` tells what kind of entry it is; `key` is a `digest`.
    """
    place = folder() / f"{name}-{key}.pickle"
    try:
        return pickle.loads(place.read_bytes())  # type: ignore[no-any-return]
    except Exception:  # missing, cut off or written by another program: build it again
        pass
    value = build()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(pickle.dumps(value, protocol=5))
        Path(temporary).replace(place)
        others = [f for f in place.parent.iterdir() if f.name.rpartition("-")[0] == name and f != place]
        for old in sorted(others, key=lambda f: f.stat().st_mtime_ns, reverse=True)[NEWEST - 1 :]:
            old.unlink(missing_ok=True)
    except OSError:
        pass
    return value
