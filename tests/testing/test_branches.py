"""Every link and every branch of every guide, in every language, on the built site: one test each.

A branch is a way from the start of a guide to an ending, over all guides that it leads through. Answers that
say `retry` begin no branch of their own; that they lead back to a node that exists is the test of their edge.

What has to be there comes from the YAML and the catalogs (see `written`), what is there from the built HTML,
read by lxml. Neither the compiler nor the crawler has a say.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from lxml import html

from izeja.compiler import Compiled
from oracle import Spot
from written import (
    GUIDES,
    LANGUAGES,
    ORACLE,
    Edge,
    branches_from,
    contact_of,
    edges_of,
    heading_of,
    id_of,
    node_of,
    start_of,
    words_of,
)

EDGES = [edge for spot in ORACLE.spots for edge in edges_of(spot)]
ENDINGS = [spot for spot in ORACLE.spots if not edges_of(spot)]
BRANCHES = [(guide, branch) for guide in GUIDES for branch in branches_from(start_of(guide))]


class Here(NamedTuple):
    """Where a customer is: a page by its address under the site's root, and the id of a node on it."""

    page: str
    node: str


def address_of(language: str, guide: str) -> str:
    folder = "" if language == LANGUAGES[0] else f"{language}/"
    return f"{folder}{guide}/"


@cache
def nodes_of(site: Path, page: str) -> dict[str, html.HtmlElement]:
    """Return the nodes of the guide on a page by their ids, the start first."""
    found = html.parse(str(site / page / "index.html")).getroot()
    sections = found.xpath("//guided-help//section[@data-kind]")
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    return {section.get("id"): section for section in sections}


def links_of(site: Path, here: Here, kind: str) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = nodes_of(site, here.page)[here.node].xpath(f".//a[@{kind}]")
    return found


def words_on(link: html.HtmlElement) -> str:
    """Return the words of a link, without the remark that it leads to another guide."""
    texts = link.xpath(".//text()[not(ancestor::small)]")
    return " ".join("".join(texts).split())


def follow(site: Path, here: Here, link: html.HtmlElement) -> Here:
    """Go where a link leads; without a fragment that is the start of a guide."""
    address, fragment = urldefrag(urljoin(here.page, link.get("href")))
    return Here(address, unquote(fragment) or next(iter(nodes_of(site, address))))


def place_of(language: str, spot: Spot) -> Here:
    return Here(address_of(language, spot[0][0]), id_of(spot))


def take(site: Path, here: Here, edge: Edge, language: str) -> Here:
    """Select the link of an edge, and return where it leads."""
    link = links_of(site, here, "data-answer")[edge.number]
    assert words_on(link) == words_of(language, edge)
    return follow(site, here, link)


def _way(branch: tuple[str, tuple[Edge, ...]]) -> str:
    guide, edges = branch
    ids = [id_of(start_of(guide)), *(f"{id_of(edge.target)} ({edge.number + 1})" for edge in edges)]
    return f"{guide}: {' > '.join(ids)}"


def test_every_branch_is_counted(compiled: Compiled) -> None:
    assert len(BRANCHES) == compiled.branches == ORACLE.branches()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edge", EDGES, ids=str)
def test_edge(site: Path, edge: Edge, language: str) -> None:
    reached = take(site, place_of(language, edge.source), edge, language)
    assert reached == place_of(language, edge.target)
    assert reached.node in nodes_of(site, reached.page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("branch", BRANCHES, ids=_way)
def test_branch(site: Path, branch: tuple[str, tuple[Edge, ...]], language: str) -> None:
    guide, edges = branch
    here = follow(site, Here("", ""), html.fromstring(f'<a href="{address_of(language, guide)}">'))
    for edge in edges:
        here = take(site, here, edge, language)
    assert nodes_of(site, here.page)[here.node].get("data-kind") in ("resolution", "support")
    assert here == place_of(language, edges[-1].target if edges else start_of(guide))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda spot: f"{spot[0][0]}: {id_of(spot)}")
def test_ending(site: Path, ending: Spot, language: str) -> None:
    """An ending offers its contact, and a way on for those whom it did not help."""
    here = place_of(language, ending)
    contacts = [link.get("href") for link in links_of(site, here, "data-contact")]
    assert contacts == ([contact_of(language, ending)] if "support" in node_of(ending) else [])
    assert all(contact.startswith("https://") for contact in contacts)
    ways_out = [follow(site, here, link) for link in links_of(site, here, "data-unsolved")]
    assert ways_out == [place_of(language, spot) for spot in ORACLE.way_out(ending)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES)
def test_a_page_has_the_nodes_of_its_guide_and_no_other_link(site: Path, guide: str, language: str) -> None:
    spots = {id_of(spot): spot for spot in ORACLE.spots if spot[0][0] == guide}
    nodes = nodes_of(site, address_of(language, guide))
    assert nodes.keys() == spots.keys()
    assert next(iter(nodes)) == id_of(start_of(guide))
    for name, spot in spots.items():
        here = place_of(language, spot)
        assert len(links_of(site, here, "data-answer")) == len(edges_of(spot))
        assert words_on(nodes[name].xpath("./h2")[0]) == heading_of(language, spot)
