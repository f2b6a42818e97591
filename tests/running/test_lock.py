"""A lock says who has it, and is also held where the system has no locks."""

from __future__ import annotations

import errno
import os
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from izeja.running.lock import BusyError, locked, unlock

fcntl = pytest.importorskip("fcntl")


def test_it_names_who_has_it_and_not_who_was_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/izeja", "import", "a story.twee"])
    file = tmp_path / "beside" / "lock"
    file.parent.mkdir()
    file.write_text("99999 izeja move a much longer list of arguments\n", "utf-8")
    lock = locked(file, tmp_path)
    with pytest.raises(BusyError) as busy:
        locked(file, tmp_path)
    assert str(busy.value) == (
        f"'{tmp_path}' is being written by another process (izeja import \"a story.twee\", process "
        f"{os.getpid()}): wait until it has finished, then try again. If it no longer runs, delete '{file}'"
    )
    assert file.read_text("utf-8") == f'{os.getpid()} izeja import "a story.twee"\n'
    unlock(lock)
    assert not file.exists()


@pytest.mark.filterwarnings("ignore:flock not supported")
def test_a_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_file: int, _operation: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(fcntl, "flock", missing)
    file = tmp_path / "beside" / "lock"
    for _ in range(2):
        lock = locked(file, tmp_path)
        # Before, filelock deletes the file of another process there.
        if tuple(map(int, version("filelock").split(".")[:2])) >= (4, 1):
            with pytest.raises(BusyError):
                locked(file, tmp_path)
        unlock(lock)
        assert not file.exists()
