"""What a page of a preview shows, as parts that a server sends and a script in the page puts in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from markupsafe import Markup

from izeja.authoring.preview.addresses import Page, PreviewAddresses
from izeja.authoring.preview.live import State
from izeja.authoring.preview.panel import Guide, panel_of
from izeja.authoring.preview.rendering import render_anyway
from izeja.library.library import Library
from izeja.library.topics import page_name
from izeja.page.render import (
    Optional,
    guide_head,
    render_cards,
    render_guide,
    render_topic,
    topic_head,
)
from izeja.problems.html import Links
from izeja.problems.problem import Position
from izeja.proof.graph import Graph

_GONE = Markup("<h1>There is no such page</h1><p>The library has no '{name}' in '{language}'.</p>")
_HEADING = Markup("<h1>Guides ({language})</h1>")


@dataclass(frozen=True)
class Content:
    """The parts of a page. `panel` is None as long as nobody knows what the problems are.

    `places` has the address at which an editor opens each node of a guide.
    """

    title: str
    html: str
    places: dict[str, str]
    panel: str | None
    is_there: bool = True
    is_proved: bool = True

    def as_json(self) -> str:
        """Return it for the script in the page."""
        return json.dumps(asdict(self))

    @property
    def digest(self) -> str:
        """A name for what it says."""
        return sha256(self.as_json().encode()).hexdigest()[:16]


class _Found(NamedTuple):
    title: str
    html: str
    places: dict[str, str]


def content_of(state: State, page: Page, links: Links) -> Content:
    """Return what a page shows.

    Args:
        state: of the library.
        page: in one language.
        links: where an editor opens a place.
    """
    language, compiled = page.languages[0], state.shown
    library = compiled.languages.get(language)
    is_guide = library is not None and page.name in library.guides
    guide = Guide(language, page.name) if is_guide else None
    panel: str | None = panel_of(compiled, guide, state.failure, links=links)
    if not (state.is_proved or state.read.problems):
        panel = None
    found = None
    if library is not None:
        found = _guide(library, compiled.graph, page, links) if is_guide else _list(library, page)
    if found is None:
        html = _GONE.format(name=page.name, language=language)
        return Content("No such page", html, {}, panel, is_there=False, is_proved=state.is_proved)
    return Content(*found, panel, is_proved=state.is_proved)


def _guide(library: Library, graph: Graph, page: Page, links: Links) -> _Found:
    addresses = PreviewAddresses(library.language)
    # Nothing that search engines read is of use here.
    without: tuple[Optional, ...] = ("structured data",)
    render = partial(render_guide, without=without)
    fragment = render_anyway(render, library, graph, page.name, addresses)
    places = {node: links(position) for node, position in _places(library, graph, page.name)}
    return _Found(guide_head(library, page.name).title, fragment.html, places)


def _places(library: Library, graph: Graph, tree_id: str) -> Iterator[tuple[str, Position]]:
    for place in graph.guides.get(tree_id, ()):
        file = library.source_of(graph.placed[place].file_id)
        try:
            yield place.node, graph.key_of(place, library)
        except KeyError:
            # Nothing of the file can be read, and the page shows what was there before.
            yield place.node, file.whole()


def _list(library: Library, page: Page) -> _Found | None:
    addresses = PreviewAddresses(library.language)
    if not page.name:
        heading = _HEADING.format(language=library.language)
        return _Found("All guides", f"{heading}{render_cards(library, addresses)}", {})
    topic = next((one for one in library.shelves.shelves if page_name(one) == page.name), None)
    if topic is None:
        return None
    return _Found(topic_head(library, topic).title, render_topic(library, topic, addresses), {})
