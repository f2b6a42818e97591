"""A page of a built site, as a browser without JavaScript reads it.

Knows only HTML and shares no code with the compiler.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast
from urllib.parse import quote, unquote, urljoin, urlsplit

from lxml import etree

_Value = TypeVar("_Value", bound=Hashable)

MARKER = "izeja:"
_COPIED = "izeja: translate this page"
"""What a page begins with that is still to be translated; nothing is put in for it."""
MAX_BYTES = 50_000_000
"""A larger page is not read."""


class Spot(NamedTuple):
    """A node as a browser sees it: the path of its page under the site's root, and its id."""

    page: str
    node: str

    def __str__(self) -> str:
        return f"{self.page}#{self.node}" if self.node else self.page


class Section(NamedTuple):
    """A node of a guide on a page, with the addresses that its links name."""

    kind: str
    ways: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


_NAMED_BY = {
    "data-answer": "ways",
    "data-contact": "contacts",
    "data-action": "actions",
    "data-unsolved": "ways_out",
}
"""The attributes of links, and the field of `Section` that has their addresses."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page: all its ids, the trees of its guides, and their nodes by id, the start first.

    `opened` has the ids of what its buttons open. `languages` has the language of each guide. `leads_to` is
    where a browser goes on from here by itself.
    `loads` has the addresses of other files that it needs: style sheets, scripts, icons, pictures outside
    of nodes, and the worker that keeps the site on a device. `scripts` has those from files, `parts` those
    that a guide loads itself, `markers` the comments that name guides to put in, `topics` the topics whose
    page this is, with their languages, and `entries` the addresses in lists of guides and topics.
    `generator` is the program that has made the page, if the page says so.
    """

    ids: frozenset[str]
    opened: frozenset[str]
    loads: tuple[str, ...]
    scripts: tuple[Script, ...]
    parts: frozenset[str]
    markers: tuple[str, ...]
    topics: Mapping[str, str]
    entries: tuple[str, ...]
    generator: str
    guides: tuple[str, ...]
    languages: tuple[str, ...]
    leads_to: str | None
    sections: Mapping[str, Section]


class Shared:
    """Gives the first of several equal values, so that what many pages of a site have alike is kept once.

    Such are the files that all pages load, and the nodes of a guide in each language, which differ in their
    texts.
    """

    def __init__(self) -> None:
        self._first: dict[Hashable, Any] = {}
        self._first_mapping: dict[Hashable, Any] = {}

    def __call__(self, value: _Value) -> _Value:
        """Return the first value that is equal to this one."""
        return cast("_Value", self._first.setdefault(value, value))

    def mapping(self, value: Mapping[str, _Value]) -> Mapping[str, _Value]:
        """Return the first mapping with the same items in the same order; its values are hashable."""
        return cast("Mapping[str, _Value]", self._first_mapping.setdefault((*value, *value.values()), value))


_MEDIA = frozenset(("img", "video", "audio", "source", "track"))
# What these name is loaded; what other links name is only mentioned.
_LOADED_BY_LINKS = frozenset(
    ("stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload")
)


class Script(NamedTuple):
    """A script of a page: its address, and whether the page loads it as a module."""

    src: str
    is_module: bool


def read_page(file: Path, shared: Shared | None = None) -> SitePage:
    """Read a page.

    Args:
        file: where it is.
        shared: what other pages of the site have been read with.

    Raises:
        ValueError: if it is too large, or not UTF-8.
    """
    if file.stat().st_size > MAX_BYTES:
        message = f"'{file}' has more than {MAX_BYTES:,} bytes"
        raise ValueError(message)
    return read_html(file.read_text("utf-8"), shared)


def read_html(text: str, shared: Shared | None = None) -> SitePage:
    """Read HTML: a page, or a piece of one; `shared` as for `read_page`."""
    reader = _Reader()
    # libxml2 splits HTML as browsers do, in linear time however broken it is; Python's own parser does not.
    parser = etree.HTMLParser(target=reader, huge_tree=True)  # type: ignore[arg-type]  # it gives no bytes
    parser.feed(text)
    parser.close()
    return reader.page(shared or Shared())


class _Reader:
    """Gets the elements of a page from the parser, each with its end."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._opened: set[str] = set()
        self._loads: list[str] = []
        self._scripts: list[Script] = []
        self._parts: set[str] = set()
        self._markers: list[str] = []
        self._topics: dict[str, str] = {}
        self._entries: list[str] = []
        self._generator = ""
        self._guides: list[tuple[str, str]] = []
        self._leads_to: str | None = None
        self._nodes: dict[str, _Node] = {}
        # The node that each open section belongs to: a node can have sections of its author inside.
        self._open: list[_Node | None] = []
        self._templates = 0
        self._settings: list[str] | None = None

    def page(self, shared: Shared) -> SitePage:
        """Return what has been read."""
        return SitePage(
            ids=shared(frozenset(self._ids)),
            opened=shared(frozenset(self._opened)),
            loads=shared(tuple(self._loads)),
            scripts=shared(tuple(self._scripts)),
            parts=shared(frozenset(self._parts)),
            markers=shared(tuple(self._markers)),
            topics=shared.mapping(self._topics),
            entries=shared(tuple(self._entries)),
            generator=shared(self._generator),
            guides=shared(tuple(tree for tree, _ in self._guides)),
            languages=shared(tuple(language for _, language in self._guides)),
            leads_to=self._leads_to,
            sections=shared.mapping({name: shared(node.section()) for name, node in self._nodes.items()}),
        )

    # lxml asks for the signature, which mutmut hides.
    def start(self, tag: str, attrs: Mapping[str, str]) -> None:  # pragma: no mutate block
        self._read(tag, attrs)

    def _read(self, tag: str, attrs: Mapping[str, str]) -> None:
        if tag == "template":
            self._templates += 1
        # Nothing in a template is on the page, and no script runs here that would put it there.
        if self._templates:
            return
        self._read_marks(attrs)
        if tag == "guided-help":
            self._guides.append((attrs.get("data-tree", ""), attrs.get("lang", "")))
        if tag == "section":
            self._open.append(self._node(attrs))
        if tag == "a":
            self._read_link(attrs)
        if self._open and self._open[-1] is not None:
            self._open[-1].read(tag, attrs)
        else:
            self._read_loaded(tag, attrs)
        if tag == "script":
            self._read_script(attrs)
        if tag == "meta":
            self._read_meta(attrs)

    def _read_marks(self, attrs: Mapping[str, str]) -> None:
        if "id" in attrs:
            self._ids.add(attrs["id"])
        if "data-script" in attrs:
            self._parts.add(attrs["data-script"])
        if "data-offline" in attrs:
            self._loads.append(attrs["data-offline"])
        if "popovertarget" in attrs:
            self._opened.add(attrs["popovertarget"])
        if "data-topic" in attrs:
            self._topics[attrs["data-topic"]] = attrs.get("lang", "")

    def _read_loaded(self, tag: str, attrs: Mapping[str, str]) -> None:
        if tag in _MEDIA:
            self._loads += _media_of(attrs)
        if tag == "link" and not _LOADED_BY_LINKS.isdisjoint(attrs.get("rel", "").lower().split()):
            self._loads.append(attrs.get("href", ""))

    def _read_script(self, attrs: Mapping[str, str]) -> None:
        kind = attrs.get("type", "").lower()
        if "src" in attrs:
            self._scripts.append(Script(attrs["src"], kind == "module"))
            self._loads.append(attrs["src"])
        elif kind == "application/json":
            self._settings = []

    def _read_link(self, attrs: Mapping[str, str]) -> None:
        # A browser goes to the name of a link as well.
        self._ids |= {attrs["name"]} if "name" in attrs else set()
        self._entries += [attrs.get("href", "")] if "data-entry" in attrs else []

    def _read_meta(self, attrs: Mapping[str, str]) -> None:
        if attrs.get("http-equiv", "").lower() == "refresh":
            self._leads_to = attrs.get("content", "").partition("url=")[2]
        if attrs.get("name", "").lower() == "generator":
            self._generator = attrs.get("content", "")

    def comment(self, data: str) -> None:
        words = data.strip()
        if words.startswith(MARKER) and not words.startswith(_COPIED):
            self._markers.append(words)

    def data(self, data: str) -> None:
        if self._settings is not None:
            self._settings.append(data)

    def end(self, tag: str) -> None:
        if self._settings is not None:
            self._loads += _scripts_in("".join(self._settings))
            self._settings = None
        if tag == "template":
            self._templates -= 1
        elif tag == "section" and not self._templates:
            self._open.pop()

    def close(self) -> None:
        """Do nothing at the end of the page, when the parser expects a result."""

    def _node(self, attrs: Mapping[str, str]) -> _Node | None:
        if "data-kind" not in attrs:
            return self._open[-1] if self._open else None
        node = self._nodes[attrs.get("id", "")] = _Node(attrs["data-kind"])
        return node


class _Node:
    """A node whose end has not been read yet."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._named: dict[str, list[str]] = defaultdict(list)

    def read(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Take what an element inside of it names."""
        if tag in _MEDIA:
            self._named["media"] += _media_of(attrs)
        if tag == "a":
            for attribute in _NAMED_BY.keys() & attrs.keys():
                self._named[_NAMED_BY[attribute]].append(attrs.get("href", ""))

    def section(self) -> Section:
        """Return what has been read."""
        return Section(self._kind, **{field: tuple(named) for field, named in self._named.items()})


def _media_of(attrs: Mapping[str, str]) -> list[str]:
    sizes = [one.split()[0] for one in attrs.get("srcset", "").split(", ") if one.strip()]
    return [attrs[name] for name in ("src", "poster") if name in attrs] + sizes


def _scripts_in(settings: str) -> list[str]:
    """Return the scripts that the settings of a theme name, as Material's do for the search."""
    try:
        values = json.loads(settings).values()
    except (ValueError, AttributeError, RecursionError):
        return []
    return [value for value in values if isinstance(value, str) and value.partition("?")[0].endswith(".js")]


_ESCAPED = {ord(sign): quote(sign) for sign in "%?#\t\n\r"}
"""What the name of a file may have, and has another meaning in a URL, or none."""


def follow(spot: Spot, href: str) -> Spot | None:
    """Return where a link leads; None if that is not a page of the site."""
    # Nearly all links of a guide, and the slow way takes a third of the time of a whole crawl.
    if href.startswith("#") and href.isprintable():
        return Spot(spot.page, unquote(href[1:]))
    try:
        address = urlsplit(urljoin(f"/{spot.page.translate(_ESCAPED)}", href))
    except ValueError:  # such as `//[`
        return None
    if address.scheme or address.netloc:
        return None
    # Percent signs are part of the URL, not of the file's name.
    path = unquote(address.path).removeprefix("/")
    return Spot(f"{path}index.html" if path.endswith("/") or not path else path, unquote(address.fragment))


def has_file(site: Path, name: str) -> bool:
    """Return whether a site has a file, by the path that `follow` returns."""
    # Percent signs can hide dots, and no browser asks for a file above the site.
    if ".." in name.split("/"):
        return False
    try:
        return (site / name).is_file()
    except OSError:  # a name that is too long
        return False


def is_hand_over(href: str) -> bool:
    """Return whether a link leads to someone: a full 'https://' URL, a phone number or an e-mail address."""
    try:
        address = urlsplit(href)
        is_web = address.scheme == "https" and bool(address.hostname)
    except ValueError:
        return False
    return is_web or _CALLED.fullmatch(href) is not None


# What a phone dials (RFC 3966), and whom a mail is for (RFC 6068).
_CALLED = re.compile(r"tel:\+?\d+(?:;ext=\d+)?|mailto:[^@?\s]+@[^@?\s]+(?:\?\S*)?")
