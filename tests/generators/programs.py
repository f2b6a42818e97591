"""What is exported for other programs, read by these: stories of Twine by Extwee, and maps by Graphviz."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import ROOT
from generators.builds import FOLDER, IZEJA, run


def read_by_programs(folder: Path) -> str:
    """Expect that other programs understand all stories and maps of the example, and return how many."""
    for form in ("twee", "dot"):
        run(
            (IZEJA, "export", "--for", form, str(folder / form), "docs/examples/provider/decision_trees"),
            ROOT,
        )
    found = json.loads(run(("node", str(FOLDER / "programs.mjs"), str(folder)), ROOT))
    for name, story in found["stories"].items():
        names = {one["name"] for one in story["passages"]}
        assert story["title"], name
        assert story["ifid"], name
        assert story["start"] in names, name
        assert story["isInHtml"], name
        assert {link for one in story["passages"] for link in one["links"]} <= names, name
    assert all(found["maps"].values()), found["maps"]
    assert found["stories"]
    assert found["maps"]
    return f"{len(found['stories'])} stories and {len(found['maps'])} maps read"
