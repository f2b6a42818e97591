"""Builds a project with each generator, clicks every answer, and opens a guide in a page of others."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from browser.conftest import serving
from browser.guide import heading, home, link_of, open_fresh, seen
from browser.library import EDGES, LANGUAGES, STARTS, TREES, Edge, heading_of
from compatibility import customer
from generators.builds import TRIALS, Trial, built, example_built
from generators.front_matter import addresses_kept
from generators.programs import read_by_programs

_EXAMPLE, _PROGRAMS, _FRONT_MATTER = "example", "programs", "front-matter"


def main(names: Sequence[str]) -> int:
    """Try the generators that are named, or all, the example, and other programs."""
    with customer.launched() as browser:
        for name in names or (*TRIALS, _EXAMPLE, _PROGRAMS, _FRONT_MATTER):
            with tempfile.TemporaryDirectory() as folder:
                print(f"{name}: {_tried(browser, name, Path(folder))}", flush=True)  # noqa: T201 - a script
    return 0


def _tried(browser: Browser, name: str, folder: Path) -> str:
    if name == _EXAMPLE:
        _expect_guide_in_page(browser, example_built(folder))
        return "verified, and a guide stands in a page of its own"
    if name == _PROGRAMS:
        return read_by_programs(browser, folder)
    if name == _FRONT_MATTER:
        return addresses_kept(folder)
    site = built(name, folder)
    clicked = _walk(browser, site, TRIALS[name])
    _expect_guide_in_page_of_others(browser, site, TRIALS[name], folder / "shop")
    return f"verified, {clicked} answers clicked, and a guide opened in a page of others"


def _expect_guide_in_page(browser: Browser, site: Path) -> None:
    """Expect a guide on the page that says where one is to be."""
    with serving(site) as server:
        page = browser.new_page()
        page.goto(f"{server.address}lv/wifi/")
        expect(page.locator("guided-help section[data-kind]:visible")).to_have_count(1)
        # The theme has boxes for details, and underlines links.
        expect(page.locator("guided-help .guide__more")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
        answer = page.locator("guided-help .guide__answer:visible").first
        expect(answer).to_have_css("text-decoration-line", "none")
        page.close()


def _expect_guide_in_page_of_others(browser: Browser, site: Path, trial: Trial, shop: Path) -> None:
    tree = TREES[0]
    with serving(site) as helping:
        helping.headers["Access-Control-Allow-Origin"] = "*"
        at = helping.address
        shop.mkdir()
        (shop / "index.html").write_text(
            f"<!doctype html><title>Shop</title><script type=module src={at}assets/izeja/izeja.js></script>"
            f"<guided-help src={at}{trial.page(tree)}></guided-help>"
        )
        with serving(shop) as server:
            page = browser.new_page()
            page.goto(server.address)
            start = STARTS[tree]
            title = page.locator(f"guided-help section[id='{start.node}'] .guide__heading")
            expect(title).to_have_text(heading_of(LANGUAGES[0], start))
            expect(title).to_be_visible()
            page.close()


def _walk(browser: Browser, site: Path, trial: Trial) -> int:
    """Click every answer, and return how many there were."""
    clicked = 0
    with serving(site) as server:
        for has_script in (True, False):
            context = browser.new_context(base_url=server.address, java_script_enabled=has_script)
            # Some themes load fonts and scripts from elsewhere, which may not be there.
            context.route(lambda url: not url.startswith(server.address), lambda route: route.abort())
            page = context.new_page()
            for language in LANGUAGES:
                for tree in TREES:
                    clicked += _walk_guide(page, language, tree, trial, has_script=has_script)
            context.close()
    return clicked


def _walk_guide(page: Page, language: str, tree: str, trial: Trial, *, has_script: bool) -> int:
    edges = [edge for edge in EDGES if edge.source.tree == tree]
    open_fresh(page, home(language) + trial.page(tree))
    for edge in edges:
        if has_script:
            page.evaluate("node => { location.hash = node }", edge.source.node)
            expect(heading(page, edge.source.node)).to_be_visible()
            assert seen(page) == [edge.source.node], edge
        link_of(page, edge).click()
        page.wait_for_url(_after(language, edge, trial))
        expect(heading(page, edge.target.node)).to_have_text(heading_of(language, edge.target))
        if has_script:
            expect(heading(page, edge.target.node)).to_be_visible()
            assert seen(page) == [edge.target.node], edge
        if edge.leaves:
            page.go_back()
    return len(edges)


def _after(language: str, edge: Edge, trial: Trial) -> str:
    """Return the address to which an answer leads: the start of another guide needs no step."""
    guide = home(language) + trial.page(edge.target.tree)
    is_guide = edge.leaves and edge.target == STARTS[edge.target.tree]
    return guide if is_guide else f"{guide}#{edge.target.node}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
