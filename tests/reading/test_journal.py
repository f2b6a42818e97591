"""What a process that was killed has begun is undone by the next, and nothing else is touched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from izeja.reading import journal as module
from izeja.reading.journal import (
    CHANGES,
    Rewritten,
    SinceEdited,
    UnfinishedError,
    alone,
    on_trial,
    unfinished,
)
from izeja.reading.writing import write_whole
from izeja.running.lock import BusyError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "a.yml").write_bytes(b"old")
    (folder / "b.yml").write_bytes(b"b")
    return folder


def journal(folder: Path) -> Path:
    return folder / CHANGES / "journal.json"


def half_done(folder: Path) -> None:
    """Leave a folder as a process does that is killed when it has written everything."""
    moves = [(folder / "b.yml", folder / "new" / "b.yml")]
    files = [Rewritten(folder / "a.yml", b"old", b"new"), Rewritten(folder / "made" / "c.yml", None, b"c")]
    with on_trial(folder, moves, files) as keep:
        left = journal(folder).read_bytes()
        keep()
    journal(folder).parent.mkdir()
    journal(folder).write_bytes(left)


def content(folder: Path) -> Mapping[str, bytes | None]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes() if one.is_file() else None
        for one in folder.rglob("*")
    }


def test_the_next_one_undoes_it(folder: Path) -> None:
    before = content(folder)
    half_done(folder)
    assert unfinished(folder) is not None
    with alone(folder):
        assert unfinished(folder) is None
    assert content(folder) == before


def test_it_is_undone_where_the_folder_is_now(folder: Path) -> None:
    before = content(folder)
    half_done(folder)
    now = folder.rename(folder.with_name("elsewhere"))
    with alone(now):
        pass
    assert content(now) == before


@pytest.mark.parametrize(
    ("path", "edited"), [("a.yml", b"mine"), ("made/c.yml", b"mine"), ("a.yml", b""), ("made/c.yml", b"c\n")]
)
def test_what_was_edited_since_is_kept_and_keeps_nobody_from_undoing(
    folder: Path, path: str, edited: bytes
) -> None:
    before = content(folder)
    half_done(folder)
    (folder / path).write_bytes(edited)
    kept = folder / f"{Path(path).name}.edited"
    with alone(folder) as undone:
        assert undone is not None
        assert undone.edited == [SinceEdited(folder / path, kept)]
    assert content(folder) == {**before, kept.name: edited}


@pytest.mark.parametrize("moved", ["b.yml", "trees"])
def test_what_was_moved_and_edited_since_goes_back(folder: Path, moved: str) -> None:
    (folder / "trees").mkdir()
    (folder / "trees" / "b.yml").write_bytes(b"b")
    before = content(folder)
    new = folder / "new" / "place"
    file = new if moved == "b.yml" else new / "b.yml"
    with on_trial(folder, [(folder / moved, new)], [Rewritten(file, b"b", b"c")]) as keep:
        left = journal(folder).read_bytes()
        keep()
    journal(folder).parent.mkdir()
    journal(folder).write_bytes(left)
    file.write_bytes(b"mine")
    with alone(folder):
        pass
    assert content(folder) == {**before, f"{file.name}.edited": b"mine"}


def test_no_file_is_replaced_by_what_is_kept(folder: Path) -> None:
    half_done(folder)
    (folder / "a.yml.edited").write_bytes(b"of last time")
    # A link to the file itself has its content only until that is undone.
    (folder / "a.yml.edited-2").symlink_to("a.yml")
    (folder / "a.yml").write_bytes(b"mine")
    with alone(folder):
        pass
    kept = {file.name: file.read_bytes() for file in folder.iterdir() if "edited" in file.name}
    assert kept == {"a.yml.edited": b"of last time", "a.yml.edited-2": b"old", "a.yml.edited-3": b"mine"}


@pytest.mark.parametrize("writes", [0, 1])
def test_nothing_is_lost_if_the_undo_is_killed_too(
    folder: Path, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(folder)
    half_done(folder)
    (folder / "a.yml").write_bytes(b"mine")
    left = iter(range(writes))

    def killed(file: Path, new: bytes) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        write_whole(file, new)

    with monkeypatch.context() as patch:
        patch.setattr(module, "write_whole", killed)
        with pytest.raises(KeyboardInterrupt), alone(folder):
            pass
    with alone(folder):
        pass
    assert content(folder) == {**before, "a.yml.edited": b"mine"}


def test_a_page_beside_it_that_was_edited_since_stays(folder: Path) -> None:
    page = folder.parent / "docs" / "index.md"
    page.parent.mkdir()
    page.write_bytes(b"old")
    before = content(folder)
    with on_trial(folder, (), [Rewritten(page, b"old", b"new")]) as keep:
        left = journal(folder).read_bytes()
        keep()
    journal(folder).parent.mkdir()
    journal(folder).write_bytes(left)
    page.write_bytes(b"mine")
    with alone(folder, lambda: [page.parent]) as undone:
        assert undone is not None
        assert undone.edited == [SinceEdited(page, None)]
    assert (page.read_bytes(), content(folder)) == (b"mine", before)


def test_what_is_undone_already_stays(folder: Path) -> None:
    before = content(folder)
    half_done(folder)
    (folder / "a.yml").write_bytes(b"old")
    (folder / "made" / "c.yml").unlink()
    with alone(folder):
        pass
    assert content(folder) == before


OUTSIDE = "../outside.txt"
FOREIGN: dict[str, Any] = {
    "a file outside": {"files": [[OUTSIDE, "aGFja2Vk", "HASH"]]},
    "a new file outside": {"files": [[OUTSIDE, None, "HASH"]]},
    "a move to the outside": {"moves": [["../new.txt", "a.yml"]]},
    "a move from the outside": {"moves": [["stolen.yml", OUTSIDE]]},
    "a folder outside": {"made": ["../empty"]},
    "a file behind a link": {"files": [["link/outside.txt", None, "HASH"]]},
    "a move to where it says that pages are": {"moves": [["../pages/new.desktop", "a.yml"]]},
    "a folder where it says that pages are": {"made": ["../pages/empty"]},
    "a file where it says that pages are": {"files": [["../pages/own.txt", "aGFja2Vk", "HASH"]]},
    "what a page there leads to": {"files": [["../pages/own.md", "aGFja2Vk", "HASH"]]},
    "a new page there": {"files": [["../pages/page.md", None, "HASH"]]},
    "a page that no path can be": {"files": [["../pages/\0.md", "aGFja2Vk", "HASH"]]},
    "what git runs": {"moves": [[".git/hooks/post-commit", "a.yml"]]},
    "what git runs, in other letters": {"moves": [[".GIT/hooks/post-commit", "a.yml"]]},
    "what git runs, behind a link": {"files": [["git/hooks/pre-commit", "aGFja2Vk", "HASH"]]},
    "the folder itself": {"made": ["."]},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_journal_of_a_stranger_touches_nothing_outside(folder: Path, name: str) -> None:
    outside, empty = folder.parent / "outside.txt", folder.parent / "empty"
    outside.write_bytes(b"mine")
    empty.mkdir()
    (folder / "link").symlink_to("..")
    pages, hook = folder.parent / "pages", folder / ".git" / "hooks" / "pre-commit"
    for one in (pages / "empty", hook.parent):
        one.mkdir(parents=True)
    for file in (pages / "own.txt", pages / "page.md", hook):
        file.write_bytes(b"mine")
    (pages / "own.md").symlink_to("own.txt")
    (folder / "git").symlink_to(".git")
    journal(folder).parent.mkdir()
    written = {"version": 1, "command": "izeja move", "moves": [], "files": [], "made": [], **FOREIGN[name]}
    # The hash of what is there.
    known = "3fd30542fe3f61b14bd4a4b2dc0b6fb30fa6f63ebce52dd1778aaa8c4dc02cff"
    journal(folder).write_text(json.dumps(written).replace("HASH", known), "utf-8")
    before = content(folder.parent)
    with pytest.raises(UnfinishedError, match="is no part of it"), alone(folder, lambda: [pages]):
        pass
    assert content(folder.parent) == before


@pytest.mark.parametrize("what", ["a move to it", "a move from it", "a folder in it"])
def test_a_link_that_leads_outside_once_it_is_moved_is_not_followed(folder: Path, what: str) -> None:
    outside = folder.parent / "outside"
    (outside / "empty").mkdir(parents=True)
    (outside / "mine.txt").write_bytes(b"mine")
    (folder / "d1" / "d2").mkdir(parents=True)
    # Two folders up from where it is now, that is in the library.
    (folder / "d1" / "d2" / "s").symlink_to("../outside")
    journal(folder).parent.mkdir()
    moves = {"a move to it": [["s/new.txt", "a.yml"]], "a move from it": [["stolen.txt", "s/mine.txt"]]}
    made = ["s/empty"] if what == "a folder in it" else []
    written = {"command": "izeja move", "moves": [*moves.get(what, []), ["s", "d1/d2/s"]], "files": []}
    journal(folder).write_text(json.dumps({**written, "made": made}), "utf-8")
    before = content(outside)
    with pytest.raises(UnfinishedError, match="is no part of it"), alone(folder):
        pass
    assert content(outside) == before
    assert (folder / "a.yml").read_bytes() == b"old"


def test_what_is_there_again_is_not_mixed_with_what_was_moved(folder: Path) -> None:
    half_done(folder)
    (folder / "b.yml").write_bytes(b"mine")
    before = content(folder)
    with (
        pytest.raises(UnfinishedError, match=r"b\.yml' is there again, beside '.*new/b\.yml'"),
        alone(folder),
    ):
        pass
    assert content(folder) == before
    # What the message says to do.
    mine = (folder / "b.yml").rename(folder.parent / "b.yml")
    with alone(folder):
        pass
    assert ((folder / "b.yml").read_bytes(), mine.read_bytes()) == (b"b", b"mine")
    assert not (folder / CHANGES).exists()


def test_pages_beside_it_are_undone(folder: Path) -> None:
    page = folder.parent / "docs" / "index.md"
    page.parent.mkdir()
    page.write_bytes(b"old")
    with on_trial(folder, (), [Rewritten(page, b"old", b"new")]) as keep:
        left = journal(folder).read_bytes()
        keep()
    journal(folder).parent.mkdir()
    journal(folder).write_bytes(left)
    with alone(folder, lambda: [page.parent]):
        pass
    assert page.read_bytes() == b"old"


@pytest.mark.parametrize("broken", [b"", b"[]", b"{}", b"\xff", b'{"moves": 1}', b"[" * 100_000])
def test_a_broken_journal_is_named(folder: Path, broken: bytes) -> None:
    journal(folder).parent.mkdir()
    journal(folder).write_bytes(broken)
    assert unfinished(folder) == "izeja"
    with pytest.raises(UnfinishedError, match=r"journal\.json' cannot be read"), alone(folder):
        pass
    assert journal(folder).read_bytes() == broken


def test_a_journal_that_is_a_link_is_not_followed(folder: Path) -> None:
    half_done(folder)
    other = journal(folder).rename(folder.parent / "journal.json")
    journal(folder).symlink_to(other)
    with pytest.raises(UnfinishedError, match="it is a link"), alone(folder):
        pass


def test_nothing_is_written_where_a_link_leads(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (folder / CHANGES).symlink_to(outside)
    with alone(folder), on_trial(folder, (), [Rewritten(folder / "a.yml", b"old", b"new")]) as keep:
        assert not [*outside.iterdir()]
        keep()
    assert not [*outside.iterdir()]


def test_only_one_at_a_time(folder: Path) -> None:
    with alone(folder):
        with pytest.raises(BusyError, match="is being written by another process"), alone(folder):
            pass
        assert (folder / CHANGES / "lock").exists()
    assert not (folder / CHANGES).exists()


def test_a_new_folder_into_which_nothing_is_written_goes(tmp_path: Path) -> None:
    with alone(tmp_path / "a" / "b"):
        pass
    assert not [*tmp_path.iterdir()]
