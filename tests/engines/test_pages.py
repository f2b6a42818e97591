"""Pages that are left and come back, are cut off, printed, or opened as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from browser.conftest import serving
from browser.guide import address_of, guide_of, home
from browser.library import LANGUAGES, STARTS, TREES, nodes_of, way_through
from conftest import ROOT, build
from engines.conftest import LONGEST, beyond_core, engines_with
from engines.customer import Customer
from engines.drivers import FIREFOX, NO_SCRIPT

LANGUAGE, OTHER = LANGUAGES[:2]
WAY = [edge for edge in way_through(LONGEST) if edge.source.tree == edge.target.tree == LONGEST][:3]
LAST = WAY[-1].target
TRAIL = "[...document.querySelectorAll('.guide__told [data-slot=heading]')].map((one) => one.textContent)"
# As a printer sees it, also in engines that have no way to say so.
PRINT = """
    [...document.styleSheets].forEach(({ media, cssRules }) => {
        [{ media }, ...cssRules].forEach(({ media }) => {
            if (media?.mediaText.includes("print")) media.mediaText = "all";
            else if (media?.mediaText.includes("screen")) media.mediaText = "not all";
        });
    })
"""
TOOLS = ".md-header, .md-footer, guided-help button, .guide__tool, .guide__past a"


@pytest.fixture
def walked(customer: Customer) -> Customer:
    """A customer who has answered some questions."""
    customer.open(guide_of(LANGUAGE, LONGEST))
    customer.follow(tuple(WAY))
    return customer


def expect_kept(customer: Customer) -> None:
    """Wait for the step that was reached, with the trail to it."""
    customer.expect(LAST.node)
    customer.wait(lambda: len(customer.run(TRAIL)) == len(WAY), lambda: customer.run(TRAIL))


@pytest.mark.parametrize("used", engines_with())
def test_the_tab_keeps_the_step_and_the_trail(walked: Customer) -> None:
    walked.driver.refresh()
    expect_kept(walked)
    walked.run("arguments[0].click()", walked.one(f".md-header a[hreflang='{OTHER}']"))
    walked.expect_address(address_of(OTHER, LAST))
    expect_kept(walked)


@pytest.mark.parametrize("used", engines_with())
def test_a_page_from_the_back_forward_cache_goes_on(walked: Customer) -> None:
    def is_kept() -> object:
        walked.run("void (window.isKept = true)")
        walked.open(home(LANGUAGE))
        walked.driver.back()
        expect_kept(walked)
        return walked.run("window.isKept")

    # Firefox keeps no page that is still busy.
    walked.wait(is_kept)
    walked.driver.back()
    walked.expect(WAY[-1].source.node)
    walked.follow((WAY[-1],))
    expect_kept(walked)


@pytest.mark.parametrize("used", engines_with())
def test_a_page_that_was_loaded_needs_no_network(customer: Customer, site: Path) -> None:
    with serving(site) as server:
        cut_off = replace(customer, address=server.address)
        cut_off.open(guide_of(LANGUAGE, LONGEST))
        cut_off.expect(STARTS[LONGEST].node)
        server.held[""] = let_go = Event()
        server.asked.clear()
        try:
            cut_off.follow(tuple(WAY))
            expect_kept(cut_off)
            # The theme goes on with its search and its words, and WebKit asks for the icon late.
            late = ("/assets/javascripts/", "/search/", "/stylesheets/icon.")
            assert not [path for path in server.asked if not path.startswith(late)]
        finally:
            let_go.set()


@pytest.mark.parametrize("used", engines_with())
def test_a_step_is_printed_with_its_trail_and_without_tools(walked: Customer) -> None:
    walked.run(f"void {PRINT.strip()}")
    assert walked.seen() == [LAST.node]
    assert all(item.is_displayed() for item in walked.all(".guide__told [data-slot=heading]"))
    assert [tool.text for tool in walked.all(TOOLS) if tool.is_displayed()] == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a folder to be opened without a server: each page is a file of its own."""
    made = tmp_path_factory.mktemp("folder") / "site"
    built = build(ROOT, "--strict", "--no-directory-urls", "--site-dir", str(made))
    assert built.returncode == 0, built.stderr
    return made


@beyond_core
@pytest.mark.parametrize("used", engines_with(NO_SCRIPT) + engines_with())
def test_a_folder_can_be_opened_without_a_server(
    customer: Customer, folder: Path, used: tuple[str, str]
) -> None:
    """Firefox shows one step at a time. The others run no module from a file, and show the whole article."""
    has_script = used == (FIREFOX, "plain")
    opened = replace(customer, address=f"{folder.as_uri()}/")
    opened.open("index.html")
    opened.click(opened.one(f".guides a[href='{TREES[0]}.html']"))
    opened.expect(*([STARTS[TREES[0]].node] if has_script else nodes_of(TREES[0])))
    for edge in way_through(TREES[0]):
        opened.click(opened.link_of(edge))
        if has_script:
            opened.expect(edge.target.node)
        elif not edge.leaves:
            opened.expect_address(f"{edge.target.tree}.html#{edge.target.node}")
