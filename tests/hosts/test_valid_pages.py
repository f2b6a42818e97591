"""Every page of the shipped site is valid HTML, from both hosts, as html-validate judges it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import ROOT
from izeja.cli.main import main
from javascript import node

CONFIG = node.HERE / "html-validate.json"
KNOWN = {
    "no-redundant-role": "Safari takes a list without bullets for none, unless it has the role",
    "no-implicit-button-type": "a button without a type sends its form, as ours are to",
    "wcag/h32": "searches show what they find while a customer types",
}
"""Rules that pages break, each with the reason."""
ONE_OF_MANY = {"heading-level": "a page for missing addresses has a section for each language, and shows one"}
MATERIAL = {
    "input-missing-label": "labels of the theme that open its menu and its search are icons",
    "valid-autocomplete": "boxes behind them forget at each load that they were ticked",
}


def judged(folder: Path, tmp_path: Path) -> dict[str, set[str]]:
    """Return which rules each page of a folder breaks."""
    # Its standard output ends early in a pipe.
    report_file = tmp_path / "report.json"
    tool = ("html-validate/bin/html-validate.mjs", "--config", str(CONFIG))
    ran = node.run(*tool, "--formatter", f"json={report_file}", f"{folder}/**/*.html")
    assert report_file.exists(), ran.stdout + ran.stderr
    reports: list[dict[str, Any]] = json.loads(report_file.read_text("utf-8"))
    return {
        str(Path(report["filePath"]).relative_to(folder)): {one["ruleId"] for one in report["messages"]}
        for report in reports
    }


def expect_valid(folder: Path, tmp_path: Path, known: set[str]) -> None:
    pages = judged(folder, tmp_path)
    assert set(pages) == {file.relative_to(folder).as_posix() for file in folder.rglob("*.html")}
    pages["404.html"] -= set(ONE_OF_MANY)
    assert not {page: rules - known for page, rules in pages.items() if rules - known}


@pytest.mark.slow
def test_pages_of_mkdocs_and_material(site: Path, tmp_path: Path) -> None:
    expect_valid(site, tmp_path, {*KNOWN, *MATERIAL})


@pytest.mark.slow
def test_pages_of_izeja_build(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    ran = CliRunner().invoke(main, ["build", str(ROOT), "--site-dir", str(folder)], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    expect_valid(folder, tmp_path, set(KNOWN))


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<p id="a"></p><p id="a"></p>', "no-dup-id"),
        ("<ul><p>One</p></ul>", "element-permitted-content"),
        ("<p><b>One</p>", "close-order"),
        ('<a href="#a" aria-labelledby="b">One</a>', "no-missing-references"),
    ],
)
def test_faults_are_found(tmp_path: Path, html: str, rule: str) -> None:
    page = f'<!DOCTYPE html><html lang="en"><head><title>A</title></head><body>{html}</body></html>'
    (tmp_path / "page.html").write_text(page, "utf-8")
    assert rule in judged(tmp_path, tmp_path)["page.html"]
