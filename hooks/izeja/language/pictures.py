"""Pictures and videos in prose, `![what it shows](plug.png)`: their paths begin at the file of the text."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from izeja.language.habits import Refusal
from izeja.reading.media.formats import KINDS, Kind, kind_of

if TYPE_CHECKING:  # slow to load, and not needed by a library with simple texts
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class PictureLink:
    """The file of a picture or a video, as a text names it."""

    written: str

    def path_from(self, file_id: str) -> str | None:
        """Return the path of the file from the library's folder; None if it is outside of it.

        Args:
            file_id: the file that the text is in: a tree by its id, `terms` or `contacts`.
        """
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file_id), self.written))
        return None if path.startswith(("../", "/")) else path

    @property
    def suffix(self) -> str:
        """The end of its name, in small letters."""
        return posixpath.splitext(self.written)[1].lower()

    @property
    def kind(self) -> Kind | None:
        """What it is, by the end of its name."""
        return kind_of(self.written)


class _Placed(NamedTuple):
    """A picture or a video in a text: whether it is alone in its paragraph, or in a link."""

    link: PictureLink
    token: Token
    is_alone: bool
    is_linked: bool


_NO_ALT = Refusal(
    "no-alt",
    "nothing says what this shows, for customers who cannot see it",
    "write it between the brackets: '![The socket on the back of the modem](modem.png)'",
)
_IN_LINK = Refusal(
    "unsupported-markup",
    "a picture cannot be a link",
    "put the link into the line below the picture",
)
_TITLE = Refusal(
    "unsupported-markup",
    "a picture has no other text than the one in brackets",
    "delete the text in quotes, or write it in the line below",
)
_AMONG_WORDS = Refusal(
    "unsupported-markup",
    "a video cannot be among words",
    "put it into a paragraph of its own, with an empty line above and below",
)


# What editors write when a file is dropped into a text, and what cameras call it.
_A_FILE = re.compile(
    rf"\S+(?:{'|'.join(map(re.escape, KINDS))})|(?:dsc|img|image|screenshot)[ _-]?\d*", re.IGNORECASE
)
_HTML = re.compile(r"<(?:(img|picture)|(video|source)|(iframe|embed|object))\b", re.IGNORECASE)


def instead_of_html(html: str) -> str | None:
    """Return what to write in place of an element of HTML that shows a picture or a video."""
    found = _HTML.match(html)
    if not found:
        return None
    if found[3]:
        return "link to the page: '[words](https://...)'; a page loads nothing from other sites"
    return f"write '![what it shows](pictures/plug.{'png' if found[1] else 'mp4'})'"


def picture_of(token: Token) -> PictureLink:
    """Return the picture that a token of Markdown names."""
    return PictureLink(unquote(str(token.attrs["src"])))


def _pictures_in(tokens: Sequence[Token]) -> Iterator[_Placed]:
    for token in tokens:
        children = token.children or []
        depth = 0
        for child in children:
            depth += child.nesting if child.type in ("link_open", "link_close") else 0
            if child.type == "image":
                yield _Placed(picture_of(child), child, len(children) == 1, depth > 0)


def refused_pictures(tokens: Sequence[Token]) -> Iterator[Refusal]:
    """Yield what is wrong with the pictures in the tokens of a text, without a look at their files."""
    before: Counter[str] = Counter()
    for placed in _pictures_in(tokens):
        written = placed.link.written
        for refusal in _refusals(placed):
            yield replace(refusal, wanted=written, earlier=before[written])
        before[written] += 1


def _refusals(placed: _Placed) -> Iterator[Refusal]:
    token = placed.token
    # Its words, and its terms.
    if not any(child.content.strip() for child in token.children or ()):
        yield _NO_ALT
    elif _A_FILE.fullmatch(words := token.content.strip()):
        yield replace(_NO_ALT, message=f"'{words}' is the name of a file, and does not say what this shows")
    if token.attrs.get("title"):
        yield _TITLE
    if placed.is_linked:
        yield _IN_LINK
    if placed.link.kind == "video" and not placed.is_alone:
        yield _AMONG_WORDS
