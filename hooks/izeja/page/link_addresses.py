"""The addresses of the links that writers put into texts."""

from __future__ import annotations

from izeja.language.contact_ways import ways_of
from izeja.language.links import ContactLink, Link, MailLink, PageLink, RefusedLink, TreeLink, WebLink
from izeja.library.library import Library
from izeja.page.addresses import Addresses


def link_address(link: Link, file_id: str, library: Library, addresses: Addresses) -> str:
    """Return the address of a link.

    Args:
        link: the link.
        file_id: the file that it is written in, since files are relative to it.
        library: in the language of the reader, without links to trees that do not exist.
        addresses: where guides and pages are.
    """
    match link:
        case TreeLink(node=node):
            tree = link.tree_from(file_id)
            assert tree is not None  # noqa: S101 - a library without problems has every target
            return addresses.guide(tree) + (f"#{node}" if node else "")
        case PageLink(path=path, fragment=fragment):
            return addresses.page(path) + fragment
        case ContactLink(key=key):
            return ways_of(library.contacts[key], library.language)[0].href
        case WebLink(url):
            return url
        case MailLink(mail):
            return f"mailto:{mail}"
        case RefusedLink():
            # Only a preview shows a library with such a link.
            return "#"
