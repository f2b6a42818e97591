"""A change is made as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

import txtar
from izeja.authoring.changing import plan as module
from izeja.authoring.changing.change import Change, ChangeError, Moved, NodeRenamed
from izeja.authoring.changing.plan import carry_out, plan_of
from izeja.library.library import Library
from izeja.library.reader import read_library
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
        written.append(file)
        write_whole(file, new)

    monkeypatch.setattr(module, "write_whole", full_disk)
    with pytest.raises(OSError, match="No space left"):
        carry_out(plan)
    assert content(library.root) == before


def test_a_file_that_has_changed_meanwhile_is_not_overwritten(library: Library) -> None:
    file = library.root / "other.yml"
    file.write_text(file.read_text("utf-8").replace("Ready", "Not ready"), "utf-8")
    with pytest.raises(ChangeError, match="changed while this ran"):
        plan_of(library, CHANGES[1])
