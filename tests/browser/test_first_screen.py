"""On the first screen of a small phone, each guide shows at least one whole answer of its first step."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from browser.conftest import NewPage, Server, serving
from browser.guide import address_of, expect_begun, expect_step, guide_of, link_of, opened, part
from browser.library import LANGUAGES, TREES, way_through
from more_languages import WORDS, add_long_translations

# Not one in a page of other words, which come first.
IS_GUIDE = re.compile(r"<guided-help(?![^>]* data-prefix)")
SCREEN = {"width": 360, "height": 640}
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmütze"
NARROW = 320
FIRST_ANSWERS = "guided-help > section [data-answer]"
TOPS = "selector => [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect().top)"
# Words in a menu that is closed have no width, and those of a table scroll.
WITH_LONG_WORDS = """word => {
    const texts = document.createTreeWalker(document.querySelector(".md-content"), NodeFilter.SHOW_TEXT);
    const seen = ({ parentElement: one }) => one.checkVisibility() && !one.closest("script, table, bdi");
    const found = [];
    while (texts.nextNode()) if (texts.currentNode.data.trim()) found.push(texts.currentNode);
    for (const one of found.filter(seen)) one.data = word;
    return document.scrollingElement.scrollWidth;
}"""
FIRST_WAY_ENDS = """() => {
    const step = [...document.querySelectorAll("section[data-kind]")].find(one => one.checkVisibility());
    const ways = [...step.querySelectorAll("[data-answer], [data-contact], button")];
    const seen = ways.filter(one => one.checkVisibility());
    return Math.min(...seen.map(one => one.getBoundingClientRect().bottom)) - innerHeight;
}"""


def too_low(page: Page, site: Path, address: str) -> list[str]:
    """Return the guides of a site of which no way on is in view, and by how much."""
    guides = [file.parent for file in site.rglob("index.html") if IS_GUIDE.search(file.read_text("utf-8"))]
    assert guides
    over = []
    for guide in sorted(guides):
        # What its script and those of parts change, is changed.
        opened(page, f"{address}{guide.relative_to(site).as_posix()}/")
        below = page.evaluate(FIRST_WAY_ENDS)
        if below > 0:
            over.append(f"{guide.relative_to(site)}: its first answer ends {below:.0f} px below the screen")
    return over


def test_the_first_answer_of_each_guide_is_on_the_first_screen(
    new_page: NewPage, site: Path, address: str, provider_site: Path
) -> None:
    page = new_page(viewport=SCREEN, is_mobile=True, has_touch=True)
    with serving(provider_site) as example:
        found = too_low(page, site, address) + too_low(page, provider_site, example.address)
        page.context.close()
    assert not found


@pytest.fixture(scope="module")
def long_sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The shipped site in every other language of the page, with texts a third longer, by its host."""
    project = tmp_path_factory.mktemp("long")
    site, plain = add_long_translations(project), project / "plain"
    izeja = [sys.executable, "-c", "from izeja.cli.main import main; main()"]
    subprocess.run([*izeja, "build", project, "--site-dir", plain], check=True, capture_output=True)  # noqa: S603 - our own command
    return {"mkdocs": site, "plain": plain}


@pytest.mark.parametrize("host", ["mkdocs", "plain"])
def test_it_is_there_in_languages_with_longer_words(
    new_page: NewPage, long_sites: dict[str, Path], host: str
) -> None:
    page = new_page(viewport=SCREEN, is_mobile=True, has_touch=True)
    site = long_sites[host]
    assert {folder.name for folder in site.iterdir()} >= set(WORDS)
    with serving(site) as server:
        found = too_low(page, site, server.address)
        page.context.close()
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tools_above_a_step_are_beside_each_other(new_page: NewPage, language: str) -> None:
    page = new_page(viewport=SCREEN)
    opened(page, address_of(language, way_through(TREES[0])[0].target))
    expect(part(page, "begin")).to_be_visible()
    tops = page.locator(".guide__bar > :visible").evaluate_all(
        "tools => tools.map(one => one.getBoundingClientRect().top)"
    )
    assert len(tops) == 2
    assert len(set(tops)) == 1


@pytest.mark.parametrize(
    "place",
    [
        "",
        "topics/internet/",
        "internet/no-light/#broken",
        "internet/slow-wifi/",
        "internet/slow-wifi/#measure",
    ],
)
def test_a_word_wider_than_a_phone_breaks(new_page: NewPage, provider: Server, place: str) -> None:
    page = new_page(viewport={"width": NARROW, "height": 640})
    page.goto(f"{provider.address}{place}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(WITH_LONG_WORDS, LONG) <= NARROW


def test_an_answer_counts_before_the_script_is_there(new_page: NewPage) -> None:
    first = way_through(TREES[0])[0]
    page = new_page()
    held: list[Route] = []
    page.route("**/guided-help.js", lambda route: held.append(route))  # noqa: PLW0108 - it marks what it gets
    page.goto(guide_of("en", TREES[0]), wait_until="commit")
    link_of(page, first).click()
    expect(page).to_have_url(re.compile(f"#{first.target.node}$"))
    for route in held:
        route.continue_()
    expect_step(page, first.target.node)


@pytest.mark.parametrize("tree", TREES)
def test_nothing_moves_once_the_step_of_a_guide_that_waits_for_facts_is_seen(
    new_page: NewPage, tree: str
) -> None:
    page = new_page(viewport=SCREEN)
    held: list[Route] = []
    page.route("**/facts.min.js", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    with page.expect_request("**/facts.min.js"):
        page.goto(guide_of("en", tree), wait_until="commit")
    expect(page.locator(FIRST_ANSWERS).first).to_be_visible()
    # The theme's scripts are there.
    page.wait_for_load_state("load")
    before = page.evaluate(TOPS, FIRST_ANSWERS)
    held[0].continue_()
    expect_begun(page)
    after = page.evaluate(TOPS, FIRST_ANSWERS)
    assert after == before
