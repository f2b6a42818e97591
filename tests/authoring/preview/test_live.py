"""A library that is compiled again after each edit: nothing of the one before is kept, and nothing stops."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

import txtar
from conftest import SMALLEST
from izeja.authoring.preview.live import LiveLibrary

TREE = "title: Edit {}\nkind: procedure\nstart: a\nnodes: {{a: {{resolution: Done{}}}}}\n"


@pytest.mark.parametrize("mistake", ["", ": {", "\n  kind: x", "}, b: {step: B, next: c"])
def test_what_an_edit_replaces_goes_without_the_collector(mistake: str, tmp_path: Path) -> None:
    txtar.unpack({**SMALLEST, "t.yml": TREE.format(0, "")}, tmp_path)
    library = LiveLibrary(tmp_path)
    gc.disable()
    try:
        known = []
        for edit in range(6):
            (tmp_path / "t.yml").write_text(TREE.format(edit, mistake), "utf-8")
            library.compile()
            known.append(weakref.ref(library.state.shown))
    finally:
        gc.enable()
    assert not any(one() for one in known[:-1])
    assert library.state.shown.source.trees


def test_a_compiled_library_is_not_searched_by_the_collector(tmp_path: Path) -> None:
    txtar.unpack({**SMALLEST, "t.yml": TREE.format(0, "")}, tmp_path)
    gc.unfreeze()
    library = LiveLibrary(tmp_path)
    assert gc.isenabled()
    assert not any(one is library.state.read for one in gc.get_objects())
