"""Every answer of every node of every guide, clicked: with JavaScript, and with none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NewContext
from browser.guide import (
    address_after,
    expect_in_view,
    expect_seen,
    guide_of,
    heading,
    link_of,
    open_fresh,
    section,
    seen,
)
from browser.library import (
    EDGES,
    LANGUAGES,
    TREES,
    Place,
    answer_of,
    contact_of,
    heading_of,
    kind_of,
    nodes_of,
    title_of,
)

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def scripted(new_context: NewContext) -> Iterator[Page]:
    with new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def plain(new_context: NewContext) -> Iterator[Page]:
    """A page with JavaScript off."""
    with new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.mark.parametrize("tree", TREES)
def test_every_answer_shows_its_node_alone(scripted: Page, tree: str, language: str) -> None:
    open_fresh(scripted, guide_of(language, tree))
    for edge in (edge for edge in EDGES if edge.source.tree == tree):
        node = edge.target.node
        scripted.evaluate("node => { location.hash = node }", edge.source.node)
        expect(heading(scripted, edge.source.node)).to_be_visible()
        expect_seen(scripted, edge.source.node)
        link_of(scripted, edge).click()
        scripted.wait_for_url(address_after(language, edge))
        expect(heading(scripted, node)).to_be_visible()
        expect(heading(scripted, node)).to_have_text(heading_of(language, edge.target))
        expect_seen(scripted, node)
        expect_in_view(heading(scripted, node))
        if edge.leaves:
            scripted.go_back()
        else:
            expect(heading(scripted, node)).to_be_focused()


@pytest.mark.parametrize("tree", TREES)
def test_without_a_script_every_answer_leads_to_its_node(plain: Page, tree: str, language: str) -> None:
    open_fresh(plain, guide_of(language, tree))
    for edge in (edge for edge in EDGES if edge.source.tree == tree):
        if kind_of(edge.source) == "question":
            expect(link_of(plain, edge).locator("[data-text]")).to_have_text(answer_of(language, edge))
        link_of(plain, edge).click()
        plain.wait_for_url(address_after(language, edge))
        if "#" in plain.url:
            expect(plain.locator(":target")).to_have_id(edge.target.node)
            expect_in_view(heading(plain, edge.target.node))
        else:
            expect(plain.locator("section").first).to_have_id(edge.target.node)
        if edge.leaves:
            plain.go_back()


@pytest.mark.parametrize("tree", TREES)
def test_without_a_script_all_is_visible(plain: Page, tree: str, language: str) -> None:
    open_fresh(plain, guide_of(language, tree))
    assert seen(plain) == nodes_of(tree)
    expect(plain.locator("h1")).to_have_text(title_of(language, tree))
    for node in nodes_of(tree):
        place = Place(tree, node)
        expect(heading(plain, node)).to_have_text(heading_of(language, place))
        if kind_of(place) == "support":
            contact = section(plain, node).locator("a[data-contact]")
            expect(contact).to_be_visible()
            expect(contact).to_contain_text(contact_of(language, place).text)
            expect(contact).to_have_attribute("href", contact_of(language, place).url)
    expect(plain.locator("guided-help button:visible")).to_have_count(0)
