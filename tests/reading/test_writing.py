"""Files that are written in one step: their modes, and what is left after a failure."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from izeja.reading.writing import cannot_write, write_whole


@pytest.mark.parametrize(
    ("before", "umask", "after"),
    [(None, 0o022, 0o644), (None, 0o077, 0o600), (0o640, 0o022, 0o640), (0o600, 0o022, 0o600)],
)
def test_modes(before: int | None, umask: int, after: int, tmp_path: Path) -> None:
    file = tmp_path / "a"
    if before is not None:
        file.touch()
        file.chmod(before)
    old = os.umask(umask)
    try:
        write_whole(file, b"new")
    finally:
        os.umask(old)
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", after)


def test_a_failure_names_the_file_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory") as failed:
        write_whole(tmp_path / "a", b"new")
    assert failed.value.filename == str(tmp_path / "a")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


def test_what_a_killed_process_left_is_deleted_once_it_is_nobodys(tmp_path: Path) -> None:
    old, young, other = (
        tmp_path / name for name in (".0123456789abcdef.tmp", ".fedcba9876543210.tmp", ".notes.tmp")
    )
    for file in (old, young, other):
        file.touch()
    for file in (old, other):
        os.utime(file, (0, 0))
    write_whole(tmp_path / "a", b"new")
    assert {one.name for one in tmp_path.iterdir()} == {"a", young.name, other.name}


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    file, link = tmp_path / "real" / "a", tmp_path / "new folder" / "a"
    write_whole(file, b"old")
    link.parent.mkdir()
    link.symlink_to("../real/a")
    write_whole(link, b"new")
    assert (link.is_symlink(), file.read_bytes()) == (True, b"new")


def test_a_read_only_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "a", b"old")
    # Modes do not bind root, who runs these tests in some places.
    monkeypatch.setattr(os, "access", lambda _file, mode: mode != os.W_OK)
    with pytest.raises(PermissionError) as refused:
        write_whole(tmp_path / "a", b"new")
    assert refused.value.filename == str(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_device_stays_one() -> None:
    write_whole(Path(os.devnull), b"new")
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.EACCES, "Check who may write there, or choose another folder"),
        (errno.EROFS, "Check who may write there, or choose another folder"),
        (errno.ENOSPC, "Make room there, or choose another folder"),
        (errno.ENOTDIR, "Choose another folder"),
    ],
)
def test_what_to_do_depends_on_what_was_refused(code: int, said: str) -> None:
    error = OSError(code, os.strerror(code), "/site/.1234.tmp")
    assert cannot_write("site", error, "choose another folder") == (
        f"cannot write 'site': {os.strerror(code)}. {said}"
    )
