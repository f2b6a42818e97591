"""What `izeja verify` says of built sites with faults: a case is a file in tests/site/faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from izeja.cli.main import main

FOLDER = Path(__file__).parent / "faults"
CASES = sorted(FOLDER.glob("*.txtar"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_verify(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_goldens: bool) -> None:  # noqa: FBT001 - a fixture
    text = case.read_text("utf-8")
    files = txtar.split(text)
    expected = files.pop("expected", "")
    txtar.unpack(files, tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["verify"])
    said = f"{result.output}exit {result.exit_code}\n"
    if update_goldens and said != expected:
        case.write_text(txtar.join({**files, "expected": said}, text[: text.index("-- ")]), "utf-8")
    assert said == expected


def test_a_site_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["verify"])
    assert result.exit_code == 2
    assert "Directory 'site' does not exist" in result.output
