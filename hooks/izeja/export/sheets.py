"""Guides as sheets of paper: every question, step and ending has a number, and every answer names one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from izeja.export.addresses import InsideAddresses
from izeja.export.paper import Signposts, on_paper
from izeja.language.contact_ways import ways_of
from izeja.language.locales import direction_of
from izeja.library.library import Library
from izeja.library.step_addresses import address_of
from izeja.page.foreign import plain_in_its_language
from izeja.page.render import guide_head
from izeja.page.sheet import NumberedNode, Sheet, render_sheet
from izeja.page.single_page import render_paper
from izeja.page.view_builder import view_of
from izeja.proof.graph import Graph, Place

_ENDINGS = ("resolution", "support")


def sheets(
    library: Library, graph: Graph, site: str | None, media_files: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """Yield the HTML file of each guide of a library, by its name.

    Args:
        library: in one language.
        graph: where its nodes lead.
        site: where the site in this language is, if it is known. Endings then have a QR code, which needs the
            package segno.
        media_files: the content of each picture, video and captions, by its name in a site.

    Raises:
        NoAddressError: a guide leads to a hand-written page, and `site` is None.
    """
    numbers = {tree: _names(graph, numbers_of(graph, tree)) for tree in library.guides}
    titles = {
        tree: plain_in_its_language(library, one.title, tree, ("title",))
        for tree, one in library.guides.items()
    }
    contacts = [way for one in library.contacts.values() for way in ways_of(one, library.language)]
    reached = {way.href.partition("?")[0]: way.shown for way in contacts}
    arrow = "→" if direction_of(library.language) == "ltr" else "←"
    addresses = InsideAddresses(site, media_files)
    for tree in library.guides:
        content = render_sheet(library, _sheet(library, graph, tree, addresses))
        signposts = Signposts(tree, numbers, titles, reached, site, arrow)
        page = render_paper(library, guide_head(library, tree).title, on_paper(content, signposts))
        yield f"{tree}.html", page


def numbers_of(graph: Graph, tree: str) -> Mapping[Place, int]:
    """Return the number of each node, in the order of a customer who always tries the first answer first."""
    met: dict[Place, int] = {}
    waiting = [graph.starts[tree]]
    while waiting:
        place = waiting.pop()
        if place.tree == tree and place not in met:
            met[place] = len(met) + 1
            waiting += reversed(_ways_on(graph, place))
    # Some are met only from other guides.
    for place in graph.guides[tree]:
        met.setdefault(place, len(met) + 1)
    return met


def _ways_on(graph: Graph, place: Place) -> list[Place]:
    edges = (*graph.edges[place], *graph.offers.get(place, ()))
    last = graph.ways_out.get(place)
    return [edge.target for edge in edges if edge.target is not None] + ([last] if last else [])


def _names(graph: Graph, numbers: Mapping[Place, int]) -> dict[str, int]:
    """Return numbers by everything that a link can call a node."""
    names = {place.node: number for place, number in numbers.items()}
    anchors = {name: one for place, one in numbers.items() for name in graph.anchors.get(place, ())}
    return names | anchors


def _sheet(library: Library, graph: Graph, tree: str, addresses: InsideAddresses) -> Sheet:
    guide, site = view_of(library, graph, tree, addresses, ""), addresses.site
    sections = {one.id: one for one in guide.sections}
    nodes = []
    for place, number in numbers_of(graph, tree).items():
        section = sections[place.node]
        address = address_of(site, tree, place.node) if site and section.kind in _ENDINGS else None
        nodes.append(NumberedNode(number, section, address, _code(address)))
    page = address_of(site, tree) if site else None
    return Sheet(guide, tuple(nodes), page, _code(page))


def _code(address: str | None) -> Markup | None:
    """Return the QR code of an address as SVG, with the white margin that it needs."""
    if address is None:
        return None
    import segno  # noqa: PLC0415 - needs the extra

    # At level M, 15 % of it can be unreadable; the white margin is four modules wide (ISO/IEC 18004).
    svg = segno.make_qr(address, error="m").svg_inline(border=4, omitsize=True)
    return Markup(svg)  # noqa: S704 - it has no text
