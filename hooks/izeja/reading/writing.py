"""Writing a file in one step: who reads it at the same time finds the old content or all of the new one."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step. A file that exists keeps its mode; a new one has that of any new file.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    # In the same folder, since a file can be replaced in one step only within a file system. Files of
    # `tempfile` are for their owner only, and a web server run by somebody else could not read them.
    new = file.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with new.open("xb") as written:
            if file.exists():
                shutil.copymode(file, new)
            written.write(content)
        os.replace(new, file)  # noqa: PTH105 - both are paths as the system has them
    except OSError as error:
        new.unlink(missing_ok=True)
        # A full disk names no file, and the temporary one says nothing to anybody.
        raise OSError(error.errno, error.strerror, str(file)) from None
