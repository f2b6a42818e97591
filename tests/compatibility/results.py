"""What came out of all trials, and how docs/compatibility.md shows it."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from compatibility.table import FOLDER, Row, rows
from compatibility.trial import Trial

PAGE = FOLDER.parent.parent / "docs" / "compatibility.md"
_RESULTS = FOLDER / "results.json"
_BLOCK = re.compile(r"<!-- (tried|themes|plugins) -->\n.*?<!-- /\1 -->", re.DOTALL)


def read() -> dict[str, Any]:
    """Return the results of the last time."""
    found: dict[str, Any] = json.loads(_RESULTS.read_text("utf-8"))
    return found


def write(trials: Mapping[str, Trial]) -> None:
    """Keep the results of some rows, by their keys, and those of all others as they were."""
    tried = {key: trial._asdict() for key, trial in trials.items()}
    known = (read()["rows"] if _RESULTS.exists() else {}) | tried
    results = {
        "python": platform.python_version(),
        "mkdocs": version("mkdocs"),
        "material": version("mkdocs-material"),
        "rows": {row.key: known[row.key] for row in rows() if row.key in known},
    }
    _RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")


def page(text: str) -> str:
    """Return docs/compatibility.md with the tables of the last results."""
    results = read()
    tried = (
        f"Tried with Python {results['python']}, MkDocs {results['mkdocs']} and Material for MkDocs "
        f"{results['material']}.\n"
    )
    tables = {"tried": tried, "themes": _table("theme", results), "plugins": _table("plugin", results)}
    return _BLOCK.sub(lambda found: f"<!-- {found[1]} -->\n{tables[found[1]]}<!-- /{found[1]} -->", text)


def _table(kind: str, results: Mapping[str, Any]) -> str:
    lines = [f"| {kind} | package | built | to know |", "| --- | --- | --- | --- |"]
    for row in (one for one in rows() if one.kind == kind):
        trial = results["rows"][row.key]
        lines.append(f"| `{row.name}` | {row.distribution} {trial['version']} | {_outcome(row, trial)} |")
    return "\n".join([*lines, ""])


def _outcome(row: Row, trial: Mapping[str, Any]) -> str:
    speed = "fast" if trial["is_fast"] else "page by page"
    faults = "; ".join(trial["faults"])
    return " | ".join([f"**no**: {faults}" if faults else speed, row.note])
