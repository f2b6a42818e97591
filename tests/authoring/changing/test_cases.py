"""The output and files of commands that change a library.

A case is a file in `cases/`: a project, with `commands`, their output under `said`, and every file that they
make or change under `after/`. Files that are gone are listed under `gone`.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from golden import read_case
from izeja.cli.main import main

CASES = sorted((Path(__file__).parent / "cases").glob("*.txtar"))


def run(*arguments: str) -> tuple[str, int]:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    # The lines about usage are the same for each mistake.
    lines = [
        line for line in result.output.splitlines(keepends=True) if not line.startswith(("Usage: ", "Try "))
    ]
    return "".join(lines).lstrip("\n"), result.exit_code


def files_of(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes().decode()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and ".izeja_cache" not in file.parts
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_change(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "said", "gone", "after/")
    project = {path: content for path, content in read.given.items() if path != "commands"}
    txtar.unpack(project, tmp_path)
    monkeypatch.chdir(tmp_path)
    said = ""
    for command in read.given["commands"].splitlines():
        output, exit_code = run(*shlex.split(command))
        said += f"$ izeja {command}\n{output}exit {exit_code}\n\n"
    after = files_of(tmp_path)
    found = {"said": said}
    if gone := sorted(project.keys() - after.keys()):
        found["gone"] = "".join(f"{path}\n" for path in gone)
    found |= {f"after/{path}": content for path, content in after.items() if project.get(path) != content}
    read.compare(found, update=update_goldens)
