"""Comments in hand-written pages that guides, lists of guides, or a search field are put in for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from izeja.language.corrections import nearest
from izeja.library.hand_written import CARDS, GUIDE

_SEARCH = re.compile(r"<!--\s*izeja:search\s*-->")


class UnknownGuideError(Exception):
    """A page names a guide or a topic that is not in the library; the message suggests others."""


def check_cards(html: str, known: Collection[str]) -> None:
    """Check that all topics exist whose guides a page wants to list.

    Args:
        html: the content of the page.
        known: the ids of all topics.

    Raises:
        UnknownGuideError: there is no such topic.
    """
    for found in CARDS.finditer(html):
        for topic in _topics(found):
            if topic not in known:
                close = nearest(topic, known)
                hint = (
                    f"did you mean '{close}'?" if close else f"the topics are: {', '.join(known) or 'none'}"
                )
                message = f"the topic '{topic}', which is not in library.yml: {hint}"
                raise UnknownGuideError(message)


def put_cards(html: str, render: Callable[[Sequence[str]], str]) -> str:
    """Put lists of guides where a page says `<!-- izeja:guides -->`, or `<!-- izeja:guides only: TOPIC -->`.

    Args:
        html: the content of the page.
        render: gets the topics that are wanted, none for the list of all guides.
    """
    return CARDS.sub(lambda found: render(_topics(found)), html)


def put_search(html: str, render: Callable[[], str]) -> str:
    """Put a search field where a page says `<!-- izeja:search -->`.

    Args:
        html: the content of the page.
        render: returns the HTML of the field.
    """
    return _SEARCH.sub(lambda _: render(), html)


def _topics(found: re.Match[str]) -> list[str]:
    return re.split(r"[\s,]+", found[1].strip(" ,")) if found[1] else []


def put_guides(html: str, known: Collection[str], render: Callable[[str], str]) -> str:
    """Put guides where a page names them: `<!-- izeja:guide ID -->`, or the path of the tree's file.

    Args:
        html: the content of the page.
        known: the ids of all guides.
        render: returns the HTML of a guide.

    Raises:
        UnknownGuideError: there is no such guide.
    """
    return GUIDE.sub(lambda found: render(_known_id(found[1], known)), html)


def _known_id(name: str, known: Collection[str]) -> str:
    # Writers copy either the id or the file name, and both are clear.
    tree_id = name.removesuffix(".yml")
    if tree_id in known:
        return tree_id
    close = nearest(tree_id, known)
    hint = f"did you mean '{close}'?" if close else f"the guides are: {', '.join(known)}"
    message = f"the guide '{name}', which is not in the library: {hint}"
    raise UnknownGuideError(message)
