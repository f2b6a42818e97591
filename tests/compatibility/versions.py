"""Builds the shipped site with the oldest and the newest version of each dependency, on each Python.

`python -m compatibility.versions PYTHON...` makes an environment for each end, and needs `uv` beside it. The
oldest versions are the lower bounds of pyproject.toml.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_ENDS = {"oldest": "lowest-direct", "newest": "highest"}
_TODAY = {"SOURCE_DATE_EPOCH": "1795392000", "NO_MKDOCS_2_WARNING": "1"}


def tried(python: str, end: str, folder: Path) -> Iterator[str]:
    """Build the site in a new environment, and yield what was wrong."""
    uv, binaries = Path(sys.executable).with_name("uv"), folder / "env" / "bin"
    for step in (
        [uv, "venv", "--quiet", "--python", python, folder / "env"],
        [
            *(uv, "pip", "install", "--quiet", "--python", binaries / "python"),
            *("--resolution", _ENDS[end], f"{ROOT}[mkdocs]"),
        ],
        [binaries / "mkdocs", "build", "--strict", "--site-dir", folder / "site"],
        [binaries / "izeja", "verify", folder / "site"],
        [binaries / "izeja", "check", "--no-cache", ROOT / "decision_trees"],
    ):
        done = subprocess.run(  # noqa: S603 - our own commands
            list(map(str, step)),
            cwd=ROOT,
            env={**os.environ, **_TODAY},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            yield f"{' '.join(map(str, step))}: {(done.stderr + done.stdout).strip()[-500:]}"
            return
        if "page by page" in done.stderr:
            yield "guides were built page by page"


def main(pythons: Sequence[str]) -> int:
    failed = False
    for python in pythons or [sys.executable]:
        for end in _ENDS:
            with tempfile.TemporaryDirectory() as name:
                faults = list(tried(python, end, Path(name)))
            failed |= bool(faults)
            print(python, end, *(faults or ["works"]), flush=True)  # noqa: T201 - a script
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
