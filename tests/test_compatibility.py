"""Sites with the themes and plugins of others: what `make setup` installs is tried, the rest was."""

from __future__ import annotations

from pathlib import Path

import pytest

from compatibility import results
from compatibility.table import FOLDER, Row, rows
from compatibility.trial import try_row

ROWS = rows()
PACKAGES = {row.key: row.distribution for row in ROWS}
REQUIREMENTS = (FOLDER / "requirements.txt").read_text("utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in ROWS if row.is_installed], ids=lambda row: row.key)
def test_a_site_with_guides(row: Row, tmp_path: Path) -> None:
    trial = try_row(row, tmp_path)
    assert not trial.faults
    assert trial.is_fast is results.read()["rows"][row.key]["is_fast"]


def test_every_row_was_tried_with_its_pinned_version_and_works() -> None:
    tried = results.read()["rows"]
    assert [*tried] == [row.key for row in ROWS]
    pinned = {key: f"{PACKAGES[key]}=={trial['version']} " for key, trial in tried.items()}
    assert {key: one for key, one in pinned.items() if one not in REQUIREMENTS} == {}
    assert not {key: trial["faults"] for key, trial in tried.items() if trial["faults"]}


def test_the_page_shows_what_came_out() -> None:
    text = results.PAGE.read_text("utf-8")
    assert text == results.page(text), "make test-compatibility writes it"


def test_the_table_has_the_themes_and_plugins_that_people_use() -> None:
    kinds = [row.kind for row in ROWS]
    assert kinds.count("theme") >= 6
    assert kinds.count("plugin") >= 30
    assert len({row.key for row in ROWS}) == len(ROWS)
