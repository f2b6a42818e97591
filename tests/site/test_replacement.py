"""A folder is replaced as a whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from izeja.site import replacement
from izeja.site.replacement import BusyError, Replacement


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


def test_only_one_process_at_a_time(folder: Path) -> None:
    first = Replacement(folder)
    with pytest.raises(BusyError) as busy:
        Replacement(folder)
    assert str(busy.value) == (
        f"'{folder}' is being built by another process: wait until it has finished, then build again"
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


def test_what_is_no_folder_is_not_replaced(folder: Path) -> None:
    with pytest.raises(NotADirectoryError, match="Not a directory"):
        Replacement(folder / "page.html")
    with pytest.raises(OSError, match="it is a mount point"):
        Replacement(Path("/proc"))
