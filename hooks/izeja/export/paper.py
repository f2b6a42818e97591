"""Links on paper, which nobody can press: behind each is the number, the address or the phone it leads to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import html
from lxml.html import HtmlElement, HTMLParser
from markupsafe import Markup

from izeja.export.addresses import NODE
from izeja.library.step_addresses import address_of
from izeja.proof.graph import Place

_NUMBER = Markup('<b class="sheet__number">{}</b>')
_TO = Markup('<span class="sheet__to">{} {}</span>')
_ITEM = Markup('<li>{}: <a href="{}"><bdi>{}</bdi></a></li>')
_ADDRESS = Markup('<span class="sheet__address">(<bdi>{}</bdi>)</span>')


@dataclass(frozen=True)
class Signposts:
    """What is known of the places that the links on a sheet lead to.

    Args:
        tree: the guide of the sheet.
        numbers: those of the nodes of each guide, by their ids and by all other ids that links may name, that
            of the start first.
        titles: of all guides.
        reached: how phone numbers and mail addresses are written, by their links.
        site: where the site in this language is; if it is not known, sheets lead to each other's files.
        arrow: in the direction of the language.
    """

    tree: str
    numbers: Mapping[str, Mapping[str, int]]
    titles: Mapping[str, Markup]
    reached: Mapping[str, str]
    site: str | None
    arrow: str


def on_paper(sheet: str, signposts: Signposts) -> str:
    """Return the HTML of a sheet with everything visible that a screen shows when something is pressed."""
    # A picture is an attribute, and can be longer than what libxml2 takes for an attack.
    parser = HTMLParser(huge_tree=True, encoding="utf-8")
    root = html.fragment_fromstring(sheet.encode(), create_parent="div", parser=parser)
    _open(root)
    others: dict[str, None] = {}
    # A list, since what is put behind a link is part of the tree that is gone through.
    for link in list(root.iter("a")):
        to = _target(link, signposts.tree)
        if to is None:
            _say_address(link, signposts.reached)
        elif to.tree == signposts.tree:
            _say_number(link, to, signposts)
        else:
            _say_guide(link, to, signposts)
            others[to.tree] = None
    _list_guides(root, others, signposts)
    for term in root.iter("button"):
        # It opens a meaning that is in the list below.
        term.tag, element = "a", term.get("popovertarget", "")
        term.attrib.clear()
        term.set("href", f"#{element}")
    return str(html.tostring(root, encoding="unicode", method="html"))


def _open(root: HtmlElement) -> None:
    """Show pictures in their size, and of a video its title and what it says."""
    for screen in root.find_class("guide__screen"):
        screen.drop_tree()
    for link in (*root.find_class("guide__enlarge"), *root.xpath("//*[@class='guide__watch']/a")):
        link.drop_tag()
    for words in root.xpath("//span[@hidden]"):
        words.drop_tree()
    for transcript in root.iter("details"):
        transcript.set("open", "")
    for picture in root.iter("img"):
        # Printing begins before a picture below the first screen would be loaded.
        picture.attrib.pop("loading", None)


def _target(link: HtmlElement, tree: str) -> Place | None:
    """Return the node that a link leads to; one without an id is the start of its guide."""
    address = link.get("href", "")
    if not address.startswith(("#", NODE)):
        return None
    other, _, node = address.removeprefix(NODE).partition("#")
    return Place(other or tree, node)


def _say_number(link: HtmlElement, to: Place, signposts: Signposts) -> None:
    numbers = signposts.numbers[to.tree]
    node = to.node or next(iter(numbers))
    link.set("href", f"#{node}")
    _put_behind(link, _TO.format(signposts.arrow, _NUMBER.format(numbers[node])))


def _say_guide(link: HtmlElement, to: Place, signposts: Signposts) -> None:
    """Name another guide, and the number on its sheet unless it is the start."""
    title, fragment = signposts.titles[to.tree], f"#{to.node}" if to.node else ""
    beside = posixpath.relpath(f"{to.tree}.html", posixpath.dirname(signposts.tree) or ".") + fragment
    link.set("href", address_of(signposts.site, *to) if signposts.site else beside)
    named = () if title.striptags() in link.text_content() else (title,)
    number = (_NUMBER.format(signposts.numbers[to.tree][to.node]),) if to.node else ()
    if named or number:
        _put_behind(link, _TO.format(signposts.arrow, Markup(" ").join((*named, *number))))


def _list_guides(root: HtmlElement, others: Iterable[str], signposts: Signposts) -> None:
    """Put the guides that a sheet names into its list, with their addresses."""
    for place in root.find_class("sheet__others"):
        if not others:
            place.drop_tree()
        for tree in others:
            address = address_of(signposts.site or "", tree)
            item = _ITEM.format(signposts.titles[tree], address, address)
            place.find("ul").append(html.fragment_fromstring(item))


def _say_address(link: HtmlElement, reached: Mapping[str, str]) -> None:
    shown = _shown(link.get("href", ""), reached)
    # A QR code says it already.
    if link.get("class") != "sheet__code" and shown not in link.text_content():
        _put_behind(link, _ADDRESS.format(shown))


def _shown(address: str, reached: Mapping[str, str]) -> str:
    """Return a link as people write it: a phone number or a mail address without what a program needs."""
    scheme, _, rest = address.partition(":")
    if scheme not in ("tel", "mailto"):
        return address
    return reached.get(address.partition("?")[0], unquote(rest.partition("?")[0]))


def _put_behind(link: HtmlElement, more: Markup) -> None:
    """Put HTML at the end of a link, after a space."""
    if len(link):
        link[-1].tail = f"{link[-1].tail or ''} "
    else:
        link.text = f"{link.text or ''} "
    link.append(html.fragment_fromstring(more))
