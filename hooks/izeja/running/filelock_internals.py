"""What a lock of filelock holds, which it does not document and Izeja relies on.

1. While a lock is held, `_context.lock_file_fd` is the file that it has opened.
2. Where the system has no locks, the file itself is one, with the process that has it: a lock then has a
   `pid`, and otherwise none.

`tests/running/test_lock.py` tries both.
"""

from __future__ import annotations

from filelock import FileLock


def opened_file(lock: FileLock) -> int | None:
    """Return the descriptor of the file of a lock that is held; at its path may be another file by now."""
    return lock._context.lock_file_fd  # noqa: SLF001 - see above


def is_file_itself(lock: FileLock) -> bool:
    """Return whether the file of a lock that is held is the lock, so that nobody else may write to it."""
    return getattr(lock, "pid", None) is not None
