"""A folder is replaced as a whole, or not at all."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock
from unittest.mock import call as mock_call

import pytest

from izeja.running.lock import BusyError
from izeja.site import replacement
from izeja.site.replacement import Replacement, _exchange, has_files


@pytest.fixture(params=["in one step", "in two steps"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file, on systems that can exchange two folders in one step, and on others."""
    if request.param == "in two steps":
        monkeypatch.setattr(replacement, "_exchange", lambda *_: False)
    site = tmp_path / "site"
    site.mkdir()
    (site / "page.html").write_text("old", "utf-8")
    return site


def replace(folder: Path) -> None:
    started = Replacement(folder)
    (started.new / "page.html").write_text("new", "utf-8")
    started.publish()


def test_it_is_replaced(folder: Path) -> None:
    replace(folder)
    assert [*folder.parent.iterdir()] == [folder]
    assert (folder / "page.html").read_text("utf-8") == "new"


def test_it_is_made(folder: Path) -> None:
    replace(folder / "in" / "new folders")
    assert (folder / "in" / "new folders" / "page.html").read_text("utf-8") == "new"


def test_nothing_is_left_of_what_is_discarded(folder: Path) -> None:
    Replacement(folder).discard()
    assert [*folder.parent.iterdir()] == [folder]
    assert (folder / "page.html").read_text("utf-8") == "old"


def test_only_one_process_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/izeja", "build"])
    first = Replacement(folder)
    with pytest.raises(BusyError) as busy:
        Replacement(folder)
    lock = Path(os.path.realpath(folder)).with_name(".site.izeja") / "lock"
    assert str(busy.value) == (
        f"'{folder}' is being written by another process (izeja build, process {os.getpid()}): wait until it "
        f"has finished, then try again. If it no longer runs, delete '{lock}'"
    )
    (first.new / "page.html").write_text("new", "utf-8")
    first.publish()
    assert (folder / "page.html").read_text("utf-8") == "new"
    replace(folder)


def test_the_next_one_clears_up(folder: Path) -> None:
    beside = folder.parent / ".site.izeja"
    for leftover in ("new", "old"):
        (beside / leftover).mkdir(parents=True)
        (beside / leftover / "half.html").touch()
    (beside / "lock").touch()
    replace(folder)
    assert [*folder.parent.iterdir()] == [folder]
    assert [*folder.iterdir()] == [folder / "page.html"]


def test_a_process_killed_between_the_two_steps_loses_nothing(folder: Path) -> None:
    beside = folder.parent / ".site.izeja"
    beside.mkdir()
    folder.rename(beside / "old")
    Replacement(folder).discard()
    assert (folder / "page.html").read_text("utf-8") == "old"


def test_a_folder_that_can_only_be_deleted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacement, "_exchange", lambda *_: False)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == folder:
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    replace(folder)
    assert (folder / "page.html").read_text("utf-8") == "new"


BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.getuid() == 0 else []
"""Runs a command as a user whom the modes of files bind, which they do not bind root."""
REPLACE = """
import sys
from pathlib import Path
from izeja.site.replacement import Replacement
started = Replacement(Path(sys.argv[1]))
(started.new / "page.html").write_text("new", "utf-8")
started.publish()
"""


def replace_limited(folder: Path) -> str:
    """Return what a process says that replaces a folder."""
    command = [*BOUND, sys.executable, "-c", REPLACE, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr  # noqa: S603 - our own


def test_a_read_only_folder_stays(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "page.html").write_text("old", "utf-8")
    folder.chmod(0o555)
    assert f"PermissionError: [Errno 13] Permission denied: '{folder}'" in replace_limited(folder)
    assert (folder / "page.html").read_text("utf-8") == "old"
    assert [*tmp_path.iterdir()] == [folder]


def test_a_folder_that_cannot_be_moved_is_not_deleted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacement, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", Mock(side_effect=PermissionError(13, "Permission denied")))
    with pytest.raises(PermissionError):
        replace(folder)
    assert (folder / "page.html").read_text("utf-8") == "old"


def test_read_only_folders_in_it_are_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    closed = folder / ".git" / "objects"
    closed.mkdir(parents=True)
    (closed / "pack").write_text("old", "utf-8")
    closed.chmod(0o555)
    for _ in range(2):
        assert replace_limited(folder) == ""
        assert (folder / "page.html").read_text("utf-8") == "new"
        assert (folder / ".git" / "objects" / "pack").exists()
        assert [*tmp_path.iterdir()] == [folder]


def test_several_processes_at_once_are_busy_or_replace_it(folder: Path) -> None:
    def replace_often() -> None:
        for _ in range(50):
            with suppress(BusyError):
                Replacement(folder).discard()

    with ThreadPoolExecutor(3) as threads:
        for done in [threads.submit(replace_often) for _ in range(3)]:
            done.result()
    assert [*folder.parent.iterdir()] == [folder]


def test_hidden_files_stay(folder: Path) -> None:
    (folder / ".git" / "refs").mkdir(parents=True)
    (folder / ".git" / "refs" / "main").write_text("1a2b", "utf-8")
    (folder / ".nojekyll").write_text("", "utf-8")
    (folder / ".old").write_text("old", "utf-8")
    (folder / ".link").symlink_to("nowhere")
    started = Replacement(folder)
    (started.new / ".old").write_text("new", "utf-8")
    started.publish()
    assert {file.name for file in folder.iterdir()} == {".git", ".nojekyll", ".old", ".link"}
    assert (folder / ".git" / "refs" / "main").read_text("utf-8") == "1a2b"
    assert (folder / ".old").read_text("utf-8") == "new"
    assert (folder / ".link").readlink() == Path("nowhere")


@pytest.mark.parametrize(
    ("platform", "function", "arguments"),
    [
        ("linux", "renameat2", (-100, b"new", -100, b"site", 2)),
        ("darwin", "renamex_np", (b"new", b"site", 2)),
        ("win32", "", ()),
    ],
)
@pytest.mark.parametrize("returned", [0, -1])
def test_each_system_has_its_call_for_the_exchange(
    platform: str,
    function: str,
    arguments: tuple[object, ...],
    returned: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    renameat2, renamex_np = Mock(return_value=returned), Mock(return_value=returned)
    library = SimpleNamespace(renameat2=renameat2, renamex_np=renamex_np)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "CDLL", lambda _: library)
    assert _exchange(Path("new"), Path("site")) is (bool(function) and returned == 0)
    assert renameat2.mock_calls == ([mock_call(*arguments)] if function == "renameat2" else [])
    assert renamex_np.mock_calls == ([mock_call(*arguments)] if function == "renamex_np" else [])
    # Neither an older C library nor a file system has to know it.
    monkeypatch.setattr(ctypes, "CDLL", lambda _: SimpleNamespace())
    assert not _exchange(Path("new"), Path("site"))


def test_a_folder_has_files_but_for_hidden_ones(tmp_path: Path) -> None:
    file, folder, gone = tmp_path / "file", tmp_path / "folder", tmp_path / "gone"
    file.touch()
    folder.mkdir()
    (folder / ".git").touch()
    assert [has_files(one) for one in (tmp_path, file, folder, gone)] == [True, False, False, False]


def test_a_folder_that_goes_meanwhile_has_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "iterdir", Mock(side_effect=FileNotFoundError))
    assert not has_files(tmp_path)


def test_a_folder_that_cannot_be_read_is_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "iterdir", Mock(side_effect=PermissionError))
    with pytest.raises(PermissionError):
        has_files(tmp_path)


def test_what_is_no_folder_is_not_replaced(folder: Path) -> None:
    with pytest.raises(NotADirectoryError, match="Not a directory"):
        Replacement(folder / "page.html")
    with pytest.raises(OSError, match=r"\] it is a mount point: "):
        Replacement(Path("/proc"))
