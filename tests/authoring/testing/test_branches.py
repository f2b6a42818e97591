"""Every link and every branch of every guide, in every language, on the built site: one test each.

A branch is a way from the start of a guide to an ending, over all guides that it leads through. Answers that
say `retry` begin no branch of their own; that they lead back to a node that exists is the test of their edge.

The expected values come from the YAML and the catalogs, the found ones from the built HTML, read by lxml.
Neither the compiler nor the crawler has a say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from babel.messages.pofile import read_po
from lxml import html

from browser.library import (
    EDGES,
    EDGES_OF,
    ENDINGS,
    ENDS,
    LANGUAGES,
    STARTS,
    TREES,
    Edge,
    Place,
    actions_of,
    answer_of,
    contact_of,
    heading_of,
    kind_of,
    nodes_of,
    title_of,
    way_out,
)
from conftest import ROOT
from izeja.compiler.compiled import Compiled

PAGE_WORDS = ROOT / "hooks" / "izeja" / "translation" / "locale"


class Here(NamedTuple):
    """Where a customer is: a page by its address under the site's root, and the id of a node on it."""

    page: str
    node: str


def branches_from(place: Place) -> Iterator[tuple[Edge, ...]]:
    """Yield every way from a node to an ending. Retries begin none, so there is no circle."""
    onward = [edge for edge in EDGES_OF[place] if not edge.retry]
    if not onward:
        yield ()
    for edge in onward:
        yield from ((edge, *rest) for rest in branches_from(edge.target))


BRANCHES = [(tree, branch) for tree in TREES for branch in branches_from(STARTS[tree])]


def address_of(language: str, tree: str) -> str:
    folder = "" if language == LANGUAGES[0] else f"{language}/"
    return f"{folder}{tree}/"


def place_of(language: str, place: Place) -> Here:
    return Here(address_of(language, place.tree), place.node)


@cache
def sections_of(site: Path, page: str) -> dict[str, html.HtmlElement]:
    """Return the nodes of the guide on a page by their ids, in the order of the page."""
    found = html.parse(str(site / page / "index.html")).getroot()
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids))
    return {node.get("id"): node for node in found.xpath("//guided-help//section[@data-kind]")}


def links_of(site: Path, here: Here, kind: str) -> list[html.HtmlElement]:
    found: list[html.HtmlElement] = sections_of(site, here.page)[here.node].xpath(f".//a[@{kind}]")
    return found


def words_on(element: html.HtmlElement) -> str:
    """Return the words of a link or heading, without the remark that a link leads to another guide."""
    return " ".join("".join(element.xpath(".//text()[not(ancestor::small)]")).split())


def follow(site: Path, here: Here, href: str) -> Here:
    """Go where a link leads; without a fragment that is the start of a guide."""
    address, fragment = urldefrag(urljoin(here.page, href))
    return Here(address, unquote(fragment) or next(iter(sections_of(site, address))))


def take(site: Path, here: Here, edge: Edge, language: str) -> Here:
    """Select the link of an edge, and return where it leads."""
    link = links_of(site, here, "data-answer")[edge.number]
    assert words_on(link) == words_of(language, edge)
    return follow(site, here, link.get("href"))


def words_of(language: str, edge: Edge) -> str:
    """Return the expected words of the link of an edge."""
    if kind_of(edge.source) == "question":
        return answer_of(language, edge)
    if edge.leaves:
        title = title_of(language, edge.target.tree)
        return page_words(language, "Continue in the guide: %(guide)s") % {"guide": title}
    return page_words(language, "Next: %(heading)s") % {"heading": heading_of(language, edge.target)}


@cache
def page_words(language: str, text: str) -> str:
    """Return words of the page itself in a language."""
    if language == "en":
        return text
    with (PAGE_WORDS / f"{language}.po").open("rb") as catalog:
        message = read_po(catalog).get(text)
    assert message is not None
    return str(message.string)


def _way(branch: tuple[str, tuple[Edge, ...]]) -> str:
    tree, edges = branch
    return " > ".join([str(STARTS[tree]), *(f"{edge.target.node} ({edge.number + 1})" for edge in edges)])


def test_every_branch_is_counted(compiled: Compiled) -> None:
    assert len(BRANCHES) == compiled.branches


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: f"{edge.source} ({edge.number + 1})")
def test_edge(site: Path, edge: Edge, language: str) -> None:
    reached = take(site, place_of(language, edge.source), edge, language)
    assert reached == place_of(language, edge.target)
    assert reached.node in sections_of(site, reached.page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("branch", BRANCHES, ids=_way)
def test_branch(site: Path, branch: tuple[str, tuple[Edge, ...]], language: str) -> None:
    tree, edges = branch
    here = follow(site, Here("", ""), address_of(language, tree))
    for edge in edges:
        here = take(site, here, edge, language)
    assert here == place_of(language, edges[-1].target if edges else STARTS[tree])
    assert sections_of(site, here.page)[here.node].get("data-kind") in ENDINGS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", ENDS, ids=str)
def test_ending(site: Path, ending: Place, language: str) -> None:
    """An ending offers its contact, and a way on for those whom it did not help."""
    here = place_of(language, ending)
    contacts = [link.get("href") for link in links_of(site, here, "data-contact")]
    assert contacts == ([contact_of(language, ending).url] if kind_of(ending) == "support" else [])
    assert all(contact.startswith("https://") for contact in contacts)
    ways_out = [follow(site, here, link.get("href")) for link in links_of(site, here, "data-unsolved")]
    assert ways_out == [place_of(language, way_out(ending))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tree", TREES)
def test_a_page_has_the_nodes_of_its_guide_and_no_other_answers(site: Path, tree: str, language: str) -> None:
    sections = sections_of(site, address_of(language, tree))
    assert list(sections) == nodes_of(tree)
    for node, section in sections.items():
        place = Place(tree, node)
        assert section.get("data-kind") == kind_of(place)
        assert words_on(section.xpath("./h2")[0]) == heading_of(language, place)
        answers = links_of(site, place_of(language, place), "data-answer")
        assert len(answers) == len(EDGES_OF[place]) + actions_of(place)
