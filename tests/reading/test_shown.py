"""Paths in messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from izeja.reading.folder import shown


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("{here}/desk/trees", "trees"),
        ("trees/../site", "site"),
        ("{here}/desk/../site", "{here}/site"),
        ("../site", "../site"),
        # What '..' means behind a link to a folder depends on where it leads.
        ("{here}/link/../site", "{here}/link/../site"),
    ],
)
def test_a_path_is_shown_from_here_and_without_detours(
    path: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("desk", "far/away"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "away")
    monkeypatch.chdir(tmp_path / "desk")
    assert shown(Path(path.format(here=tmp_path))) == said.format(here=tmp_path)
