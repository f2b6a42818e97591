"""Targets and links: each is parsed once, here, to a value of its kind.

A *target* is what `to`, `next`, `include`, `unsolved` and `order` say. A *link* is the address of a Markdown
link in a text. Both can name a tree's file; the rest is of one or the other.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from izeja.reading.characters import INVISIBLE

_UNSAFE = re.compile(rf"[\s\"<>\\{INVISIBLE.pattern[1:-1]}]")
# Letters of any script, or the number of a machine. Browsers go nowhere with other signs in a name.
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")


@dataclass(frozen=True, slots=True)
class NodeLink:
    """A node of the same tree: `manage`."""

    written: str


@dataclass(frozen=True, slots=True)
class ReturnLink:
    """The way out of a part, to the `next` of the include around it: `return`."""

    written: str = "return"


@dataclass(frozen=True, slots=True)
class TreeLink:
    """A tree's file, and a node of it (None is its start): `other.yml`, `other.yml#manage`."""

    written: str
    file: str
    node: str | None

    def tree_from(self, tree_id: str) -> str | None:
        """Return the id of the tree, or None if the file is outside of the library.

        Args:
            tree_id: the tree that this is written in, since files are relative to it; `""` for `library.yml`.
        """
        # Text only, without a look at the disk: links mean the same on every platform.
        path = posixpath.normpath(posixpath.join(posixpath.dirname(tree_id), self.file))
        return None if path.startswith(("../", "/")) else path.removesuffix(".yml")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A hand-written page of the site: `about.md`, `about.md#phone`. The fragment keeps its `#`."""

    written: str
    path: str
    fragment: str


@dataclass(frozen=True, slots=True)
class ContactLink:
    """An entry of `contacts.yml`: `contact:our-support`."""

    written: str
    key: str


@dataclass(frozen=True, slots=True)
class WebLink:
    """A full `https://` URL."""

    written: str


@dataclass(frozen=True, slots=True)
class MailLink:
    """An e-mail address that is written out in a text: `help@example.com`."""

    written: str


@dataclass(frozen=True, slots=True)
class RefusedLink:
    """Anything else, like `http://...` or `javascript:...`. It never reaches a page."""

    written: str


Target: TypeAlias = NodeLink | ReturnLink | TreeLink
Link: TypeAlias = TreeLink | PageLink | ContactLink | WebLink | MailLink | RefusedLink

_RETURN = ReturnLink()


def target_of(written: str) -> Target:
    """Parse the value of `to`, `next`, `include`, `unsolved` or `order`."""
    # The quick look first: most targets are nodes of the same tree.
    if ".yml" in written:
        file, _, node = written.partition("#")
        if file.endswith(".yml"):
            return TreeLink(written, file, node or None)
    return _RETURN if written == _RETURN.written else NodeLink(written)


def link_of(written: str) -> Link:
    """Parse the address of a link in a text."""
    scheme, colon, rest = written.partition(":")
    if not colon:
        path, hash_, anchor = written.partition("#")
        if path.endswith(".yml"):
            return TreeLink(written, path, anchor or None)
        if path.endswith(".md") and not path.startswith("/"):
            return PageLink(written, path, hash_ + anchor)
    elif scheme == "contact":
        return ContactLink(written, rest)
    return WebLink(written) if is_https(written) else RefusedLink(written)


def is_https(url: str) -> bool:
    """Return whether a text is a full `https://` URL that is safe to link to."""
    try:
        parts = urlsplit(url)
        # A name before an `@` makes a URL look as if it led elsewhere.
        named = _HOST.fullmatch(parts.hostname or "") is not None and parts.username is None
    except ValueError:
        return False
    return named and parts.scheme == "https" and not _UNSAFE.search(url)
