"""A guide in themes other than Material for MkDocs."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from compatibility import customer
from compatibility.table import Row, rows
from compatibility.trial import site_of, try_row

THEMES = [row for row in rows() if row.kind == "theme" and row.package == "mkdocs"]


@pytest.mark.parametrize("row", THEMES, ids=lambda row: row.name)
def test_a_customer_answers_a_question(row: Row, browser: Browser, tmp_path: Path) -> None:
    assert not try_row(row, tmp_path).faults
    site = site_of(tmp_path / "with")
    assert not customer.answer(browser, site)
    assert not customer.indented(browser, site)
