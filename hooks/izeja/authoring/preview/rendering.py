"""Guides with mistakes as pages: what cannot be rendered has a stand-in."""

from __future__ import annotations

from collections.abc import Callable

from izeja.compiler.stand_ins import alone
from izeja.library.library import Library
from izeja.page.addresses import Addresses
from izeja.page.render import Fragment
from izeja.proof.graph import Graph

Render = Callable[[Library, Graph, str, Addresses], Fragment]


def render_anyway(
    render: Render, library: Library, graph: Graph, tree_id: str, addresses: Addresses
) -> Fragment:
    """Render a guide, or a stand-in that says why it cannot be rendered.

    Args:
        render: does it for a library without problems.
        library: in the language of the page, with stand-ins for what is missing (`compiler.stand_ins`).
        graph: where its nodes lead.
        tree_id: the guide.
        addresses: where other pages are; they raise nothing.
    """
    try:
        return render(library, graph, tree_id, addresses)
    except Exception:  # noqa: BLE001 - the mistakes of a library are reported; this shows what it can
        only, own_graph = alone(library, tree_id)
        return render(only, own_graph, tree_id, addresses)
