"""A room with its mutants: the project that mutmut works on, the sample, and the result."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WORK = ROOT / ".mutation"
GOLDENS = ("tests/problems/test_messages.py", "tests/problems/test_mistakes.py")
# Beside the tests of its own folder and the goldens.
ROOMS: Mapping[str, tuple[str, ...]] = {
    "reading": ("tests/proof/test_properties.py",),
    "library": (),
    "proof": (),
    "translation": (),
    "site": (),
}
NEEDED = ("tests", "decision_trees", "docs", "schema", "mkdocs.yml", "README.md")
"""The files that tests read beside the package."""
NOTICED = ("killed", "timeout", "suspicious", "segfault", "check was interrupted by user")
"""The last one is what mutmut calls it when a mutant breaks the collection of tests."""
SETTINGS = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/izeja/{room}/*"]
also_copy = {needed}
pytest_add_cli_args = ["--hypothesis-profile=quick", "-p", "no:cacheprovider", "-p", "mutation.plugin",
  "-m", "not slow"]
pytest_add_cli_args_test_selection = {tests}
process_isolation = "forkserver"  # no test has run in the process that is copied, so nothing is cached in it
timeout_multiplier = 4.0
timeout_constant = 5.0
use_git_change_detection = false
"""


@dataclass(frozen=True)
class Result:
    """The result of the sample of a room: `unnoticed` has the names and the diffs of its survivors."""

    room: str
    mutants: int
    unnoticed: Mapping[str, str]

    @property
    def score(self) -> float:
        return 100 * (self.mutants - len(self.unnoticed)) / self.mutants


def measure(room: str, size: int) -> Result:
    """Run the tests of a room against a sample of its mutants.

    Args:
        room: a package of Izeja.
        size: how many mutants to take; all if there are fewer.

    Raises:
        subprocess.CalledProcessError: if mutmut cannot run the tests, or they fail without a mutant.
    """
    folder = prepare(room)
    names = sample(mutants_of(folder, room), size)
    mutmut(folder, "run", "--max-children", str(os.cpu_count() or 1), *names)
    listed = mutmut(folder, "results", "--all", "true")
    status = dict(re.findall(r"^ *(\S+): (.+)$", listed, re.MULTILINE))
    survivors = [name for name in names if status[name] not in NOTICED]
    return Result(room, len(names), {name: mutmut(folder, "show", name) for name in sorted(survivors)})


def prepare(room: str) -> Path:
    """Make a project of its own for mutmut, which takes modules for what they are called only below `src`."""
    folder = WORK / room
    shutil.rmtree(folder, ignore_errors=True)
    # Python looks for it before mutmut fills it, and never again for a folder that it did not find.
    (folder / "mutants" / "src").mkdir(parents=True)
    (folder / "src").symlink_to(ROOT / "hooks")
    (folder / "mutants" / "hooks").symlink_to("src")
    for name in NEEDED:
        (folder / name).symlink_to(ROOT / name)
    own = [f"tests/{room}"] if (ROOT / "tests" / room).is_dir() else []
    settings = SETTINGS.format(room=room, needed=list(NEEDED), tests=[*own, *GOLDENS, *ROOMS[room]])
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8") + settings, "utf-8")
    return folder


def mutants_of(folder: Path, room: str) -> Iterator[str]:
    """Yield the names of all mutants of a room."""
    with contextlib.chdir(folder):
        # Mutmut reads its settings from the working folder when it is imported.
        from mutmut.mutation.file_mutation import mutate_file_contents  # noqa: PLC0415 - see above
        from mutmut.utils.format_utils import get_mutant_name  # noqa: PLC0415 - see above

        for file in sorted(Path("src", "izeja", room).rglob("*.py")):
            for name in mutate_file_contents(str(file), file.read_text("utf-8")).mutant_names:
                yield get_mutant_name(file, name)


def sample(names: Iterable[str], size: int) -> list[str]:
    """Take names at random, but always the same: an edit changes the sample only near what it edits."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).digest())[:size]


def mutmut(folder: Path, *arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own command
        [Path(sys.executable).with_name("mutmut"), *arguments],
        cwd=folder,
        # The order of tests and of sets is the same in every run, and every process imports the mutants.
        env={**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(folder / "mutants" / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout[-2000:])  # noqa: T201 - a script
        print(f"If tests fail without a mutant: cd {folder}/mutants && PYTHONPATH=src python -m pytest -x")  # noqa: T201 - a script
        raise subprocess.CalledProcessError(done.returncode, ["mutmut", arguments[0]])
    return done.stdout
