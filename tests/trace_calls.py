"""Prints the functions of Izeja that are called while a guide is compiled, rendered, and sent to translators.

python -m trace_calls FOLDER TREE
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from izeja.compiler.compile import compile_library
from izeja.page.render import render_guide
from izeja.translation.update import draft_catalogs, write_catalog


class _Addresses:
    """A site of one guide."""

    def guide(self, tree: str) -> str:
        return f"../{tree}/"

    def page(self, path: str) -> str:
        return f"../{path}"

    def media(self, name: str) -> str:
        return f"../{name}"

    def home(self) -> str | None:
        return None


def of_a_guide(root: Path, tree_id: str) -> set[str]:
    """Return the names of all functions that were called, like `reading.source.parse`.

    Args:
        root: the folder of a library.
        tree_id: a guide of it.
    """
    called: set[str] = set()

    def note(frame: FrameType, event: str, _arg: Any) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("izeja."):
            called.add(f"{module.removeprefix('izeja.')}.{frame.f_code.co_qualname}")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        compiled = compile_library(root)
        for draft in draft_catalogs(compiled.source):
            write_catalog(draft)
        for library in compiled.languages.values():
            render_guide(library, compiled.graph, tree_id, _Addresses())
    finally:
        sys.setprofile(before)
    return called


if __name__ == "__main__":
    print("\n".join(sorted(of_a_guide(Path(sys.argv[1]), sys.argv[2]))))  # noqa: T201 - its result
