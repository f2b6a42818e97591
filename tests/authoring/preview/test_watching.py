"""Changes of a folder are noticed, by any program and in any way; those that matter to nobody are not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import pytest

from izeja.authoring.preview.watching import watching

PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder behind a link."""
    (tmp_path / "there" / "in it").mkdir(parents=True)
    (tmp_path / "there" / "in it" / "a.yml").write_text("a", "utf-8")
    (tmp_path / "trees").symlink_to("there")
    return tmp_path / "trees"


@pytest.fixture
def noticed(folder: Path) -> Iterator[SimpleQueue[str]]:
    """Get something whenever a change is noticed."""
    found: SimpleQueue[str] = SimpleQueue()
    with watching(folder) as changes:

        def follow() -> None:
            while changes.wait():
                found.put("noticed")

        following = Thread(target=follow, daemon=True)
        following.start()
        yield found
    following.join(PATIENCE)
    assert not following.is_alive()


def replace_file(folder: Path) -> None:
    # As many editors save.
    (folder / "in it" / ".a.yml.swp").write_text("b", "utf-8")
    (folder / "in it" / ".a.yml.swp").replace(folder / "in it" / "a.yml")


def delete_and_copy(folder: Path) -> None:
    there = folder.resolve()
    shutil.copytree(there, there.with_name("copy"))
    shutil.rmtree(there)
    shutil.copytree(there.with_name("copy"), there)


def replace_folder(folder: Path) -> None:
    # As Git does where a branch has no such folder.
    there = folder.resolve()
    shutil.copytree(there, there.with_name("other"))
    shutil.rmtree(there)
    there.with_name("other").rename(there)


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "in it" / "a.yml").write_text("b", "utf-8"),
        lambda folder: (folder / "b.yml").write_text("b", "utf-8"),
        lambda folder: (folder / "in it" / "a.yml").unlink(),
        lambda folder: (folder / "in it").rename(folder / "elsewhere"),
        replace_file,
        replace_folder,
        delete_and_copy,
    ],
    ids=["edited", "new", "deleted", "moved", "replaced", "folder-replaced", "folder-deleted-and-copied"],
)
def test_a_change_is_noticed(
    folder: Path, noticed: SimpleQueue[str], change: Callable[[Path], object]
) -> None:
    change(folder)
    assert noticed.get(timeout=PATIENCE)
    # What follows is noticed too, wherever the folder is by now.
    while not noticed.empty():
        noticed.get()
    (folder / "c.yml").write_text("c", "utf-8")
    assert noticed.get(timeout=PATIENCE)


def test_files_that_editors_keep_beside_a_file_are_none(folder: Path, noticed: SimpleQueue[str]) -> None:
    for name in (".a.yml.swp", "a.yml~"):
        (folder / name).write_text("a", "utf-8")
    (folder / "last.yml").write_text("a", "utf-8")
    assert noticed.get(timeout=PATIENCE)
