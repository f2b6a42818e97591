"""The changes that `izeja translate update` makes to catalogs.

A case is a file in tests/translation/catalogs: a library, with the command's output under `said`, and
every catalog as it is afterwards under `after/`. A second run has to change nothing.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import ROOT
from golden import read_case
from izeja.cli.main import main

FOLDER = Path(__file__).parent / "catalogs"
CASES = sorted(FOLDER.glob("*.txtar"))
SHIPPED = (ROOT / "decision_trees", ROOT / "docs" / "examples" / "provider" / "decision_trees")
DEFAULTS = {"library.yml": "source_language: en\nlanguages: [lv, en]\n"}


def catalogs(folder: Path) -> dict[str, str]:
    return {
        f"after/{file.relative_to(folder).as_posix()}": file.read_text("utf-8")
        for file in sorted(folder.rglob("*.po"))
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_update(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    read = read_case(case, "said", "after/")
    txtar.unpack({**DEFAULTS, **read.given}, tmp_path / "trees")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["translate", "update", "trees"])
    found = {"said": f"{result.output}exit {result.exit_code}\n", **catalogs(tmp_path / "trees")}
    read.compare(found, update=update_goldens)
    CliRunner().invoke(main, ["translate", "update", "trees"])
    assert catalogs(tmp_path / "trees") == {path: text for path, text in found.items() if path != "said"}


@pytest.mark.parametrize("library", SHIPPED, ids=lambda path: path.parent.name)
def test_the_shipped_catalogs_are_up_to_date(
    library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(library, tmp_path / "decision_trees")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["translate", "update"])
    assert result.output == "All catalogs are up to date and complete.\n"
    assert catalogs(tmp_path / "decision_trees") == catalogs(library)
