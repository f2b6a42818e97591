"""Writing a file in one step: who reads it at the same time finds the old content or all of the new one."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step. A file that exists keeps its mode.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    # In the same folder, since a file can be replaced in one step only within a file system.
    handle, name = tempfile.mkstemp(dir=file.parent)
    try:
        with open(handle, "wb") as written:  # noqa: PTH123 - it is open already
            written.write(content)
        if file.exists():
            shutil.copymode(file, name)
        os.replace(name, file)  # noqa: PTH105 - both are paths as the system has them
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
