"""A lock on a folder that is being written: a file that other processes see, and that says who has it."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

_DYING = 1.0
"""The seconds to wait for the workers of a process that was killed, which still hold its lock."""
_SPACE = re.compile(r"\s")
_LONGEST = 80
"""The characters of a command that are shown."""


class BusyError(Exception):
    """Another process is writing the folder; the message says so."""


def this_command() -> str:
    """Return what this process was started with, such as `izeja move old new`, for messages."""
    program, *arguments = sys.argv or [""]
    path = Path(program)
    # As `python -m izeja` has it.
    name = path.parent.name if path.name == "__main__.py" else path.name
    # Messages put single quotes around it.
    return " ".join(f'"{one}"' if not one or _SPACE.search(one) else one for one in (name, *arguments))


def locked(file: Path, folder: Path) -> FileLock:
    """Return a lock that is held. `unlock` gives it up.

    Args:
        file: of the lock; folders around it are made.
        folder: what is being written, for the message.

    Raises:
        BusyError: another process has the lock.
    """
    lock = FileLock(file)
    while True:
        try:
            if _has_acquired(lock, file):
                return lock
        except Timeout:
            message = (
                f"'{folder}' is being written by another process{_holder(file)}: wait until it has finished, "
                f"then try again. If it no longer runs, delete '{file}'"
            )
            raise BusyError(message) from None
        except (FileNotFoundError, FileExistsError):
            # A process that gives up the lock may delete its folder at any moment, also while we make it.
            # A link that leads nowhere will never be a folder.
            if file.parent.is_file() or file.parent.is_symlink() or not file.parent.parent.is_dir():
                raise


def _has_acquired(lock: FileLock, file: Path) -> bool:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Nothing is written where a link leads that somebody has left here.
    if file.is_symlink():
        file.unlink()
    lock.acquire(timeout=_DYING)
    # A process that gives up the lock deletes the file. If it is still there, we hold it: filelock takes none
    # that has been deleted.
    if file.exists():
        _sign(lock, file)
        return True
    lock.release()
    return False


def _sign(lock: FileLock, file: Path) -> None:
    # Where the system has no locks, the file itself is one, and says so: a lock then has a `pid`.
    if getattr(lock, "pid", None) is not None:
        return
    # Windows lets nobody write to a locked file. There and on a full disk, it is the lock that counts.
    with suppress(OSError), file.open("r+b", buffering=0) as opened:
        # What a process has left that was killed goes.
        opened.truncate()
        opened.write(f"{os.getpid()} {this_command()}\n".encode("utf-8", "backslashreplace"))


def _holder(file: Path) -> str:
    """Return in brackets who says to have a lock; nothing where nobody says so."""
    try:
        with file.open("rb") as opened:
            number, _, command = opened.read(4 * _LONGEST).decode("utf-8", "replace").partition(" ")
    except OSError:
        return ""
    return f" ({_cut(command.strip())}, process {number})" if number.isdecimal() else ""


def _cut(command: str) -> str:
    return command if len(command) <= _LONGEST else f"{command[:_LONGEST]} ..."


def unlock(lock: FileLock) -> None:
    """Give up a lock, and delete its file."""
    # While it is locked: a process that waits for this file finds it gone, and makes another one.
    Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
