"""The outlines of a library's trees on disk, so that the next check reads fewer trees.

A file that is missing, damaged or made by another version is ignored.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pydantic
import yaml
from pydantic import TypeAdapter

from izeja import __version__
from izeja.compiler.incremental.outline import Outline, digest
from izeja.reading.cache_folder import cache_file, keep
from izeja.reading.files import read_bytes

MAX_BYTES = 100_000_000
"""A larger file is ignored."""


def recall(root: Path, config: bytes) -> dict[str, Outline]:
    """Return the outlines that the last check kept; none if they cannot be trusted.

    Args:
        root: the folder of the library.
        config: the content of its `library.yml`.
    """
    with suppress(OSError, ValueError):
        head, _, body = read_bytes(cache_file(root), MAX_BYTES).partition(b"\n")
        if head == _head(config, body):
            return _adapter().validate_json(body)
    return {}


def remember(root: Path, config: bytes, outlines: Mapping[str, Outline]) -> None:
    """Keep the outlines of a library's trees for `recall`, if its folder is writable.

    A check that reads the file at the same time finds the old outlines or all of the new ones.
    """
    with suppress(OSError, ValueError):
        # Sorted, so that equal outlines give an equal file.
        body = _adapter().dump_json(dict(sorted(outlines.items())))
        content = _head(config, body) + b"\n" + body
        keep(cache_file(root), content)


def _head(config: bytes, body: bytes) -> bytes:
    """Return the first line of a file that can be trusted.

    An outline depends on the file of its tree, on `library.yml` and on this program. The outline has a digest
    of the first, and this line is a digest of the other two and of the outlines themselves.
    """
    return digest(b"\n".join((_program(), digest(config).encode(), body))).encode()


@lru_cache(maxsize=1)
def _program() -> bytes:
    """Return a fingerprint of this program and of the libraries that decide how trees are read."""
    files = sorted(Path(__file__).parents[2].rglob("*.py"))
    # During development, the code changes and the version does not.
    states = [(file.name, (found := file.stat()).st_size, found.st_mtime_ns) for file in files]
    libraries = (pydantic.VERSION, yaml.__version__, yaml.__with_libyaml__, platform.python_version())
    return repr((__version__, libraries, states)).encode()


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[dict[str, Outline]]:
    return TypeAdapter(dict[str, Outline])
