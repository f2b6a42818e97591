"""A change is made as a whole or not at all."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pytest

import txtar
from izeja.authoring.changing.change import Change, ChangeError, Moved, NodeRenamed
from izeja.authoring.changing.plan import carry_out, plan_of
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.reading import journal as module
from izeja.reading.writing import write_whole

CASE = Path(__file__).parent / "cases" / "move-folder.txtar"
CHANGES: tuple[Change, ...] = (
    Moved("devices", "new/place", is_folder=True),
    NodeRenamed("devices/modem", "look", "new"),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    files = {
        path: text for path, text in txtar.split(CASE.read_text("utf-8")).items() if path.startswith("trees")
    }
    txtar.unpack(files, tmp_path)
    library, _, _ = read_library(tmp_path / "trees")
    assert library is not None
    return library


def content(root: Path) -> dict[Path, bytes]:
    """Every file below a folder; an empty folder would be seen as well."""
    return {path: path.read_bytes() if path.is_file() else b"" for path in root.rglob("*")}


@pytest.mark.parametrize("change", CHANGES, ids=str)
@pytest.mark.parametrize("allowed", [0, 1])
def test_what_was_done_is_undone(
    library: Library, change: Change, allowed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, before = plan_of(library, change), content(library.root)
    written: list[Path] = []

    def full_disk(file: Path, new: bytes) -> None:
        # What undoes a change finds room again.
        if len(written) == allowed and new in {one.after for one in plan.edits}:
            raise OSError(28, "No space left on device", str(file))
        if file.name != "journal.json":
            written.append(file)
        write_whole(file, new)

    monkeypatch.setattr(module, "write_whole", full_disk)
    with pytest.raises(OSError, match="No space left"):
        carry_out(plan, library.root)
    assert content(library.root) == before


class Ended(BaseException):
    """Stands for the end of the program, which would be that of the tests."""


def end(number: int, _frame: object) -> None:
    raise Ended(number)


@pytest.mark.parametrize(
    ("change", "at"),
    [(CHANGES[0], "rename"), (CHANGES[0], "write"), (CHANGES[1], "write")],
    ids=["folder moved", "file of a move written", "file of a rename written"],
)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "end"])
@pytest.mark.parametrize("times", [1, 2], ids=["once", "again while it is undone"])
def test_what_was_done_before_the_program_is_ended_is_undone(
    library: Library, change: Change, at: str, number: int, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, before = plan_of(library, change), content(library.root)
    pressed = 0

    def press() -> None:
        nonlocal pressed
        if pressed < times:
            pressed += 1
            signal.raise_signal(number)

    rename = Path.rename

    def renamed(old: Path, new: Path) -> Path:
        moved = rename(old, new)
        press()
        return moved

    def written(file: Path, new: bytes) -> None:
        write_whole(file, new)
        if file.name != "journal.json":
            press()

    if at == "rename":
        monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(module, "write_whole", written)
    handler = signal.signal(number, end)
    try:
        with pytest.raises(Ended, match=str(int(number))):
            carry_out(plan, library.root)
        assert signal.getsignal(number) is end
    finally:
        signal.signal(number, handler)
    assert pressed == times
    assert content(library.root) == before


def test_a_file_that_has_changed_meanwhile_is_not_overwritten(library: Library) -> None:
    file = library.root / "other.yml"
    file.write_text(file.read_text("utf-8").replace("Ready", "Not ready"), "utf-8")
    with pytest.raises(ChangeError, match="changed while this ran"):
        plan_of(library, CHANGES[1])


def test_a_page_that_is_a_link_to_elsewhere_is_left_alone(library: Library) -> None:
    pages = library.root.parent / "docs"
    text = "[Modem](devices/modem.md#look)\n"
    (pages.parent / "README.md").write_text(text, "utf-8")
    for folder in (pages, pages / "below"):
        folder.mkdir()
    (pages / "own.md").write_text(text, "utf-8")
    (pages / "readme.md").symlink_to("../README.md")
    (pages / "below" / "alike.md").symlink_to("../own.md")
    config = library.config.model_copy(update={"pages": "../docs"})
    plan = plan_of(replace(library, config=config), CHANGES[1])
    edited = {one.now.name for one in plan.edits if one.now.suffix == ".md"}
    assert edited == {"own.md"}
