"""Every guide, answered in each engine: with JavaScript, and with none."""

from __future__ import annotations

import pytest

from browser.guide import address_after, address_of, guide_of
from browser.library import (
    EDGES,
    ENDINGS,
    LANGUAGES,
    STARTS,
    TREES,
    heading_of,
    kind_of,
    nodes_of,
    title_of,
    way_through,
)
from engines.conftest import GUIDES, LONGEST, SHORTEST, beyond_core, core, engines_with
from engines.customer import Customer
from engines.drivers import NO_SCRIPT


@pytest.mark.parametrize("used", engines_with())
@pytest.mark.parametrize(
    ("tree", "language"), core(GUIDES, (LONGEST, LANGUAGES[0]), (TREES[-1], LANGUAGES[1]))
)
def test_a_guide_leads_to_an_ending(customer: Customer, tree: str, language: str) -> None:
    customer.open(guide_of(language, tree))
    customer.expect(STARTS[tree].node)
    assert customer.one("h1").text == title_of(language, tree)
    for edge in way_through(tree):
        customer.click(customer.link_of(edge))
        customer.expect(edge.target.node)
        customer.expect_address(address_after(language, edge))
        heading = customer.one(f"section[id='{edge.target.node}'] h2")
        assert heading.text == heading_of(language, edge.target)
        if not edge.leaves:
            assert customer.focused() == heading
    ending = customer.one(f"section[id='{edge.target.node}']")
    assert ending.get_attribute("data-kind") == kind_of(edge.target)
    assert kind_of(edge.target) in ENDINGS


@beyond_core
@pytest.mark.parametrize("used", engines_with())
@pytest.mark.parametrize(("tree", "language"), GUIDES)
def test_every_answer_shows_its_node_alone(customer: Customer, tree: str, language: str) -> None:
    for edge in (edge for edge in EDGES if edge.source.tree == tree):
        customer.driver.get("about:blank")
        customer.open(address_of(language, edge.source))
        customer.expect(edge.source.node)
        customer.click(customer.link_of(edge))
        customer.expect(edge.target.node)
        customer.expect_address(address_after(language, edge))


@pytest.mark.parametrize("used", engines_with(NO_SCRIPT))
@pytest.mark.parametrize(("tree", "language"), core(GUIDES, (SHORTEST, LANGUAGES[0])))
def test_without_a_script_every_answer_leads_to_its_node(
    customer: Customer, tree: str, language: str
) -> None:
    customer.open(guide_of(language, tree))
    assert customer.seen() == nodes_of(tree)
    for edge in (edge for edge in EDGES if edge.source.tree == tree):
        customer.click(customer.link_of(edge))
        customer.expect_address(address_after(language, edge))
        if edge.leaves:
            customer.driver.back()
        else:
            assert customer.one(":target").get_attribute("id") == edge.target.node
