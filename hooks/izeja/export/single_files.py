"""Guides as HTML files that request nothing: for a help centre, a mail, or a stick."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from izeja.export.addresses import InsideAddresses
from izeja.library.library import Library
from izeja.library.topics import page_name
from izeja.page.render import guide_head, render_cards, render_guide, render_topic, topic_head
from izeja.page.single_page import render_single_page
from izeja.proof.graph import Graph

_HOME = "index"


@dataclass(frozen=True)
class _SingleAddresses(InsideAddresses):
    """Addresses in one of the files: others are beside it."""

    name: str = ""
    home_name: str | None = None

    def guide(self, tree: str) -> str:
        return posixpath.relpath(f"{tree}.html", posixpath.dirname(self.name) or ".")

    def home(self) -> str | None:
        return self.guide(self.home_name) if self.home_name else None


def single_files(
    library: Library, graph: Graph, title: str, site: str | None, media_files: Mapping[str, bytes]
) -> Iterator[tuple[str, str]]:
    """Yield a file for each guide and topic of a library, and one with all guides, which is `index.html`.

    Args:
        library: in one language.
        graph: where its nodes lead.
        title: of the file with all guides.
        site: where the site in this language is, if it is known.
        media_files: the content of each picture, video and captions, by its name in a site.

    Raises:
        NoAddressError: a guide leads to a hand-written page, and `site` is None.
    """
    # A guide of this name has the file.
    home = None if _HOME in library.guides else _HOME

    def file(name: str, head: str, content: str) -> tuple[str, str]:
        return f"{name}.html", render_single_page(library, head, content)

    def at(name: str) -> _SingleAddresses:
        return _SingleAddresses(site, media_files, name, home)

    for name in library.guides:
        guide = render_guide(library, graph, name, at(name), without=["structured data"])
        yield file(name, guide_head(library, name).title, guide.html)
    for topic in library.shelves.shelves:
        name = page_name(topic)
        yield file(name, topic_head(library, topic).title, render_topic(library, topic, at(name)))
    if home:
        yield file(home, title, f"<h1>{escape(title)}</h1>\n{render_cards(library, at(home))}")
