"""What the browser tests know of the guides, and what they do and see on a page."""

from __future__ import annotations

from functools import cache

from playwright.sync_api import Locator, Page, expect

from conftest import ROOT
from izeja.compiler import compile_library
from izeja.proof.graph import Edge, Place

COMPILED = compile_library(ROOT / "decision_trees")
GRAPH = COMPILED.graph
LANGUAGES = list(COMPILED.languages)
SOURCE = COMPILED.languages[LANGUAGES[0]]
TREES = list(GRAPH.starts)
EDGES = [edge for edges in GRAPH.edges.values() for edge in edges]
DATED = next(place for place, one in GRAPH.placed.items() if getattr(one.node(SOURCE), "dates", None))
ENDINGS = ("resolution", "support")

PHONE = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}


def kind_of(place: Place) -> str:
    return GRAPH.placed[place].node(SOURCE).kind


def nodes_of(tree: str) -> list[str]:
    """Return the nodes in the order of the page."""
    return [place.node for place in GRAPH.guides[tree]]


def target_of(edge: Edge) -> Place:
    assert edge.target
    return edge.target


def leaves(edge: Edge) -> bool:
    """Tell whether an answer leads to another guide."""
    return target_of(edge).tree != edge.source.tree


@cache
def longest_way(place: Place) -> tuple[Edge, ...]:
    """Return the longest way through a guide that leads back nowhere."""
    onward = [edge for edge in GRAPH.edges[place] if not edge.retry and not leaves(edge)]
    return max(((edge, *longest_way(target_of(edge))) for edge in onward), key=len, default=())


def way_through(tree: str) -> tuple[Edge, ...]:
    """Return a way from the start to an ending: the longest through the guide, and then the shortest."""
    start = GRAPH.starts[tree]
    way = longest_way(start)
    last = target_of(way[-1]) if way else start
    onward = (GRAPH.way(last, place) for place in GRAPH.edges if GRAPH.is_end(place))
    return way + min(filter(None, onward), key=len, default=()) * (not GRAPH.is_end(last))


def way_to(place: Place) -> tuple[Edge, ...]:
    """Return the shortest way to a node inside its guide; none if that leads through another guide."""
    way = GRAPH.way(GRAPH.starts[place.tree], place) or ()
    return () if any(map(leaves, way)) else way


def home(language: str) -> str:
    return "" if language == LANGUAGES[0] else f"{language}/"


def address_of(language: str, place: Place) -> str:
    return f"{guide_of(language, place.tree)}#{place.node}"


def guide_of(language: str, tree: str) -> str:
    return f"{home(language)}{tree}/"


def address_after(language: str, edge: Edge) -> str:
    """Return the address to which an answer leads: the start of another guide needs no step."""
    place = target_of(edge)
    is_guide = leaves(edge) and place == GRAPH.starts[place.tree]
    return guide_of(language, place.tree) if is_guide else address_of(language, place)


def open_fresh(page: Page, path: str) -> None:
    """Load a page anew, also where only the step differs from the page that is open."""
    page.goto("about:blank")
    page.goto(path)


def seen(page: Page) -> list[str]:
    """Return the nodes that a customer sees."""
    seen: list[str] = page.locator("section[data-kind]").evaluate_all(
        """sections => sections
            .filter(section => section.checkVisibility({visibilityProperty: true, opacityProperty: true}))
            .map(section => section.id)"""
    )
    return seen


def section(page: Page, node: str) -> Locator:
    return page.locator(f"section[id='{node}']")


def heading(page: Page, node: str) -> Locator:
    return section(page, node).locator("h2")


def link_of(page: Page, edge: Edge) -> Locator:
    """Return the link of an answer, or of the way on from a step."""
    index = GRAPH.edges[edge.source].index(edge)
    return section(page, edge.source.node).locator("[data-answer]").nth(index)


def follow(page: Page, way: tuple[Edge, ...]) -> None:
    for edge in way:
        link_of(page, edge).click()
        expect_step(page, target_of(edge).node)


def expect_step(page: Page, node: str) -> None:
    """Wait for a step, and see no other."""
    expect(heading(page, node)).to_be_visible()
    assert seen(page) == [node]


def part(page: Page, name: str) -> Locator:
    """Return something that the script has added: a tool, or the trail."""
    return page.locator(f"guided-help [data-part='{name}']")


def trail(page: Page) -> list[str]:
    """Return the headings of the steps in the trail."""
    return part(page, "way").locator(".guide__told [data-slot='heading']").all_text_contents()


def is_in_view(element: Locator) -> bool:
    """Tell whether a customer sees all of an element: it is neither beyond an edge nor under the header."""
    found: bool = element.evaluate(
        """element => {
            const { top, bottom, left, right } = element.getBoundingClientRect();
            const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
            return top >= header && left >= 0 && bottom <= innerHeight && right <= innerWidth;
        }"""
    )
    return found


def card_of(page: Page, tree: str) -> Locator:
    """Return the link to a guide on the home page."""
    return page.locator(f".guides a[href='{tree}/']")
