"""Several small files in one: each begins with a line `-- path --`, as in Go's txtar format."""

from __future__ import annotations

import re
from pathlib import Path

_HEADER = re.compile(r"^-- (.+) --\n", re.MULTILINE)


def split(text: str) -> dict[str, str]:
    """Return the files of an archive by their paths."""
    parts = _HEADER.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def join(files: dict[str, str], comment: str = "") -> str:
    """Return an archive with files."""
    return comment + "".join(f"-- {path} --\n{text}" for path, text in files.items())


def unpack(files: dict[str, str], folder: Path) -> None:
    """Write the files of an archive below a folder.

    Escapes replace things that a text file cannot show: a path that ends in `/` is a folder, one that ends in
    `.link` a symbolic link to what the text says, and `\\xNN` in a file whose path ends in `.raw` is a byte
    (these endings are dropped).
    """
    for path, text in files.items():
        target = folder / path.removesuffix(".raw")
        if path.endswith("/"):
            target.mkdir(parents=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith(".link"):
            target.with_suffix("").symlink_to(text.strip())
            continue
        raw = text.encode()
        if path.endswith(".raw"):
            raw = re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found[1], 16)]), raw)
        target.write_bytes(raw)
