"""Writing a file in one step: a reader at the same time finds the old content or all of the new one.

And what to say when that cannot be done.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import time
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from izeja.reading.containment import real

_UNFINISHED = re.compile(r"\.[0-9a-f]{16}\.tmp")
_OLD = 3600
"""The seconds after which no process still writes a file that it has begun."""


def cannot_write(where: object, error: OSError, instead: str) -> str:
    """Return what to say when a file or a folder cannot be written, and what to do about it.

    Args:
        where: the file or the folder, by the name that its owner knows.
        error: why not.
        instead: another way, such as "choose another folder".
    """
    first = ""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        first = "Check who may write there, or "
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        first = "Make room there, or "
    advice = f"{first}{instead}"
    return f"cannot write '{where}': {error.strerror}. {advice[0].upper()}{advice[1:]}"


def write_whole(file: Path, content: bytes) -> None:
    """Write a file in one step. A file that exists keeps its mode; a new one has that of any new file.

    A missing folder is made, and what processes that were killed have left in the folder is deleted. A link
    stays, and the file that it leads to is written.

    Raises:
        OSError: it cannot be written; what was there is still there.
    """
    if file.exists() and not file.is_file():
        # A device or a pipe, such as /dev/stdout: a file in its place would be a surprise.
        file.write_bytes(content)
        return
    if file.is_symlink():
        file = real(file)
    if file.exists() and not os.access(file, os.W_OK):
        # Replacing it asks for the folder alone, but who made it read-only wants it to stay.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    _clear_up(file.parent)
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


# Once, or writing the files of a folder would take the square of their number.
@lru_cache(maxsize=1024)
def _clear_up(folder: Path) -> None:
    delete_unfinished(folder, older_than=_OLD)


def delete_unfinished(folder: Path, older_than: float = 0) -> None:
    """Delete what processes that were killed have left in a folder, as far as the system lets us.

    Args:
        folder: the folder.
        older_than: the seconds for which a process may still write a file that it has begun.
    """
    with suppress(OSError), os.scandir(folder) as found:
        for one in found:
            if _UNFINISHED.fullmatch(one.name):
                # Others may delete the same.
                with suppress(OSError):
                    if one.stat(follow_symlinks=False).st_mtime <= time.time() - older_than:
                        Path(one.path).unlink()
