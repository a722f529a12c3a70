"""Things that take long to build and depend only on files: built once, kept in the user's cache folder, never stale.

An entry is named after a digest of everything it was built from (the input texts and the code that builds it), so an
entry that exists is right, and a change of any input makes another entry. A folder that cannot be written to costs
time, nothing else.
"""

import hashlib
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


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
    """A digest of the contents of files, further texts and the Python version."""
    total = hashlib.blake2b(repr((sys.version_info[:3], *more)).encode(), digest_size=16)
    for file in files:
        total.update(file.read_bytes())
        total.update(b"\0")
    return total.hexdigest()


def cached(name: str, key: str, build: Callable[[], T]) -> T:
    """The value that `build` gives, from the cache when it was built before under the same key."""
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
    except OSError:
        pass
    return value
