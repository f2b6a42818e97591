"""The outlines of a library's trees on disk, so that the next check need not read all of them.

A file that is missing, damaged, or made by another version is as good as none.
"""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pydantic
import yaml
from pydantic import TypeAdapter

from izeja import __version__
from izeja.incremental.outline import Outline, digest

FOLDER = ".izeja_cache"
"""It lies beside the folder of the library."""


def recall(root: Path, config: bytes) -> dict[str, Outline]:
    """Return what was known of the trees of a library the last time; nothing if that is not certain.

    Args:
        root: the folder of the library.
        config: what stands in its `library.yml`.
    """
    with suppress(OSError, ValueError):
        head, _, body = _file(root).read_bytes().partition(b"\n")
        if head == _head(config, body):
            return _adapter().validate_json(body)
    return {}


def remember(root: Path, config: bytes, outlines: Mapping[str, Outline]) -> None:
    """Keep what is known of the trees of a library, if its folder allows it; see `recall`.

    Whoever reads it meanwhile finds what was there before, or all of it.
    """
    with suppress(OSError, ValueError):
        file = _file(root)
        body = _adapter().dump_json(dict(sorted(outlines.items())))
        content = _head(config, body) + b"\n" + body
        if not file.parent.is_dir():
            file.parent.mkdir()
            # Nobody wants it under version control.
            (file.parent / ".gitignore").write_text("*\n", "utf-8")
        handle, name = tempfile.mkstemp(dir=file.parent)
        try:
            with open(handle, "wb") as written:  # noqa: PTH123 - it is open already
                written.write(content)
            os.replace(name, file)  # noqa: PTH105 - as above
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _file(root: Path) -> Path:
    folder = root.resolve()
    return folder.parent / FOLDER / f"{folder.name}.json"


def _head(config: bytes, body: bytes) -> bytes:
    """Return what a file begins with whose content can be trusted.

    What is known of a tree follows from its file, from `library.yml` and from this very program.
    """
    return digest(b"\n".join((_program(), digest(config).encode(), body))).encode()


@lru_cache(maxsize=1)
def _program() -> bytes:
    files = sorted(Path(__file__).parent.parent.rglob("*.py"))
    # The number of a version stays the same while somebody works on it.
    states = [(file.name, (found := file.stat()).st_size, found.st_mtime_ns) for file in files]
    libraries = (pydantic.VERSION, yaml.__version__, yaml.__with_libyaml__, platform.python_version())
    return repr((__version__, libraries, states)).encode()


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[dict[str, Outline]]:
    return TypeAdapter(dict[str, Outline])
