"""The addresses of guides and their steps in a site with a folder for each page."""

from __future__ import annotations


def address_of(site: str, tree: str, node: str = "") -> str:
    """Return the address of a guide or of one of its nodes.

    Args:
        site: the address of the site in one language; "" for an address from there.
        tree: the guide.
        node: the id of the node on the page of the guide.
    """
    folder = f"{site.rstrip('/')}/{tree}/" if site else f"{tree}/"
    return f"{folder}#{node}" if node else folder
