"""Comments in hand-written pages that guides, or the cards of all guides, are put in for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from izeja.language.corrections import nearest

_CARDS = "<!-- izeja:guides -->"
_GUIDE = re.compile(r"<!--\s*izeja:guide\s+(\S+?)\s*-->")


class UnknownGuideError(Exception):
    """A page names a guide that is not in the library; the message suggests others."""


def put_cards(html: str, render: Callable[[], str]) -> str:
    """Put the cards of all guides where a page says `<!-- izeja:guides -->`."""
    # Cards are rendered only for pages that show them: a large library has hundreds.
    return html.replace(_CARDS, render()) if _CARDS in html else html


def put_guides(html: str, known: Collection[str], render: Callable[[str], str]) -> str:
    """Put guides where a page names them: `<!-- izeja:guide ID -->`, or the path of the tree's file.

    Args:
        html: the content of the page.
        known: the ids of all guides.
        render: returns the HTML of a guide.

    Raises:
        UnknownGuideError: there is no such guide.
    """
    return _GUIDE.sub(lambda found: render(_known_id(found[1], known)), html)


def _known_id(name: str, known: Collection[str]) -> str:
    # Writers copy either the id or the file name, and both are clear.
    tree_id = name.removesuffix(".yml")
    if tree_id in known:
        return tree_id
    close = nearest(tree_id, known)
    hint = f"did you mean '{close}'?" if close else f"the guides are: {', '.join(known)}"
    message = f"'{name}', which is not in the library: {hint}"
    raise UnknownGuideError(message)
