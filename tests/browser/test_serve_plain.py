"""`izeja build --serve` in a browser: an open page shows each edit by itself, and stays where it was."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import txtar
from browser.conftest import SERVED
from conftest import ROOT
from preview import PATIENCE

SITE = ROOT / "tests" / "hosts" / "sites" / "folders.txtar"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    txtar.unpack(txtar.split(SITE.read_text("utf-8")), tmp_path)
    return tmp_path


@contextmanager
def serving(project: Path) -> Iterator[str]:
    # A shell lets what runs in its background, such as these tests, ignore Ctrl-C.
    run = "signal.signal(signal.SIGINT, signal.default_int_handler); main()"
    command = [sys.executable, "-c", f"import signal; from izeja.cli.main import main; {run}"]
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "build", project, "--serve", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = iter(process.stdout.readline, "")
    found = next(line.split()[4] for line in lines if line.startswith("The site is at"))
    SERVED.append(found)
    yield found
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


@pytest.fixture
def served(project: Path) -> Iterator[str]:
    with serving(project) as address:
        yield address


def expect_heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text, exact=True)).to_be_visible()


def test_an_open_page_shows_each_edit(project: Path, served: str, page: Page) -> None:
    tree = project / "decision_trees" / "restart.yml"
    catalog = project / "decision_trees" / "translations" / "lv" / "restart.po"
    written, translated = tree.read_text("utf-8"), catalog.read_text("utf-8")
    page.goto(f"{served}lv/restart/#plug-in")
    expect_heading(page, "Pieslēdziet to")
    catalog.write_text(translated.replace("Pieslēdziet to", "Iespraudiet to"), "utf-8")
    expect_heading(page, "Iespraudiet to")
    # With a mistake, the last good site stays, and the page names the mistake.
    stopped = page.get_by_role("alert")
    tree.write_text(written.replace("kind:", "kin:"), "utf-8")
    expect(stopped).to_contain_text("Build stopped")
    expect(stopped).to_contain_text(re.compile(r"restart\.yml:\d+:1: .*'kin'"))
    catalog.write_text(translated, "utf-8")
    page.reload()
    expect_heading(page, "Iespraudiet to")
    expect(stopped).to_contain_text("'kin'")
    # Settings that cannot be read stop a build, too.
    settings = project / "mkdocs.yml"
    set_up = settings.read_text("utf-8")
    settings.write_text("[", "utf-8")
    expect(stopped).to_contain_text("mkdocs.yml")
    settings.write_text(set_up, "utf-8")
    expect(stopped).to_contain_text("'kin'")
    tree.write_text(written, "utf-8")
    expect_heading(page, "Pieslēdziet to")
    expect(stopped).not_to_be_attached()


def test_an_edit_is_seen_before_all_of_the_site_is_proved(project: Path, served: str, page: Page) -> None:
    """Its translation is of an older text now, so the library has an error, and nothing is written."""
    tree = project / "decision_trees" / "restart.yml"
    written = tree.read_text("utf-8")
    page.goto(f"{served}restart/#plug-in")
    expect_heading(page, "Plug it in")
    tree.write_text(written.replace("Plug it in", "Put the plug in"), "utf-8")
    expect_heading(page, "Put the plug in")
    stopped = page.get_by_role("alert")
    expect(stopped).to_contain_text("The folder of the site has not changed")
    expect(stopped).to_contain_text("[stale]")
    assert "Put the plug in" not in (project / "site" / "restart" / "index.html").read_text("utf-8")
    page.reload()
    expect_heading(page, "Put the plug in")
    tree.write_text(written, "utf-8")
    expect_heading(page, "Plug it in")
    expect(stopped).not_to_be_attached()


def test_a_page_that_an_edit_does_not_change_stays(project: Path, served: str, page: Page) -> None:
    tree = project / "decision_trees" / "restart.yml"
    catalog = project / "decision_trees" / "translations" / "lv" / "restart.po"
    written = tree.read_text("utf-8")
    page.goto(f"{served}restart/#plug-in")
    page.evaluate("document.body.append(Object.assign(document.createElement('i'), {id: 'kept'}))")
    kept, stopped = page.locator("#kept"), page.get_by_role("alert")
    catalog.write_text(catalog.read_text("utf-8").replace("Pieslēdziet to", "Iespraudiet to"), "utf-8")
    other = page.context.new_page()
    other.goto(f"{served}lv/restart/#plug-in")
    expect_heading(other, "Iespraudiet to")
    # The page hears of two later builds, and so has heard of the one before them.
    tree.write_text(written.replace("kind:", "kin:"), "utf-8")
    expect(stopped).to_contain_text("'kin'")
    tree.write_text(written, "utf-8")
    expect(stopped).not_to_be_attached()
    expect(kept).to_be_attached()
    # Pages may load what is now another file.
    (project / "docs" / "en" / "index.md").write_text("# Welcome", "utf-8")
    expect(kept).not_to_be_attached()


def test_hand_written_pages_and_settings_are_shown_too(project: Path, served: str, page: Page) -> None:
    home, settings = project / "docs" / "en" / "index.md", project / "mkdocs.yml"
    page.goto(served)
    expect_heading(page, "Home")
    home.write_text(home.read_text("utf-8").replace("# Home", "# Welcome"), "utf-8")
    expect_heading(page, "Welcome")
    settings.write_text(settings.read_text("utf-8").replace("site_name: Test", "site_name: Help"), "utf-8")
    expect(page).to_have_title(re.compile("Help"))


def test_a_site_that_was_never_built_says_why_until_it_is(
    project: Path, page: Page, faults: list[str]
) -> None:
    tree = project / "decision_trees" / "restart.yml"
    written = tree.read_text("utf-8")
    tree.write_text(written.replace("kind:", "<b>kin:"), "utf-8")
    no_site = page.get_by_role("heading", name="Build stopped. There is no site yet.")
    with serving(project) as address:
        page.goto(f"{address}lv/restart/#plug-in")
        expect(no_site).to_be_visible()
        expect(page.locator("pre")).to_contain_text(re.compile(r"restart\.yml:\d+:1: .*'<b>kin'"))
        # Another reason takes the place of the first one.
        tree.rename(project / "away.yml")
        expect(page.locator("pre")).not_to_contain_text("<b>kin")
        expect(no_site).to_be_visible()
        (project / "away.yml").rename(tree)
        tree.write_text(written, "utf-8")
        expect_heading(page, "Pieslēdziet to")
        expect(no_site).not_to_be_attached()
        assert all("503" in fault for fault in faults)
        faults.clear()
