"""Texts of a library in one language as values of a document: as HTML, and as plain text or Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from izeja.export.addresses import DataAddresses
from izeja.export.document import Line, LineByFact, Prose, ProseByFact
from izeja.language.facts import OTHERWISE, Variants
from izeja.language.fields import Words
from izeja.language.html import open_line_html, plain, prose_html
from izeja.language.links import Link
from izeja.language.literal_markup import TERM
from izeja.language.pictures import PictureLink
from izeja.language.text_reader import content_of
from izeja.library.library import Library
from izeja.page.link_addresses import link_address
from izeja.page.pictures import PicturesOfPage
from izeja.page.text_pieces import pieces_for
from izeja.reading.data import Address

# CommonMark 4.5 and 6.1: code ends at as many marks as it began with; a block without an end takes the rest.
_FENCED = r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)"
_IN_LINE = r"(?<!`)(?P<marks>`++).+?(?<!`)(?P=marks)(?!`)"
_CODE = re.compile(f"{_FENCED}|{_IN_LINE}", re.MULTILINE | re.DOTALL)
_PROSE = Words("prose")
# CommonMark 4.2: a heading ends before the signs of its level, and these may be the name of a key.
_SIGNS = re.compile(r"([\\`*_\[\]<>]|#\Z)")
LINK_WORDS = r"(?:\\.|[^\[\]\\])*"
"""A regular expression of the words of a link in Markdown, in which brackets are escaped."""


def escaped(text: str) -> str:
    """Return a plain text as Markdown."""
    return _SIGNS.sub(r"\\\1", text)


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """Return Markdown with everything changed that is not code."""
    end, found = 0, []
    for code in _CODE.finditer(markdown):
        found += [change(markdown[end : code.start()]), code[0]]
        end = code.end()
    return "".join((*found, change(markdown[end:])))


class Texts:
    """Writes the texts of a library for a document."""

    def __init__(self, library: Library, addresses: DataAddresses) -> None:
        """Take a library in the language of the document, and the addresses of what texts link to."""
        self._library = library
        self._addresses = addresses
        self._terms = library.term_names
        self._pictures = PicturesOfPage(library, addresses)
        self._pieces = pieces_for(library, "h3")

    def line(self, text: str, file_id: str, at: Address) -> Line:
        """Return a line that is written somewhere in a file."""
        return Line(
            text=self.plain(text),
            html=open_line_html(text, self._terms),
            language=self._language(file_id, at),
        )

    def plain(self, text: str) -> str:
        """Return a line without markup."""
        return plain(text, self._terms)

    def prose(self, text: str, file_id: str, at: Address) -> Prose:
        """Return a text of several paragraphs that is written somewhere in a file."""
        address, picture = partial(self._address, file_id), partial(self._pictures.html, file_id)
        return Prose(
            markdown=self._markdown(text, file_id),
            html=prose_html(text, self._terms, address, self._pieces, picture).strip(),
            language=self._language(file_id, at),
        )

    def varied_line(self, text: str | Variants | None, file_id: str, at: Address) -> Line | LineByFact | None:
        """Return a line that can depend on a fact."""
        if not isinstance(text, Variants):
            return self.line(text, file_id, at) if text else None
        # `otherwise` is no value that a customer can have, so programs get it apart from these.
        texts = {value: self.line(one, file_id, (*at, value)) for value, one in text.items()}
        otherwise = texts.pop(OTHERWISE, None)
        return LineByFact(fact=text.fact, texts=texts, otherwise=otherwise)

    def varied_prose(
        self, text: str | Variants | None, file_id: str, at: Address
    ) -> Prose | ProseByFact | None:
        """Return a text of several paragraphs that can depend on a fact."""
        if not isinstance(text, Variants):
            return self.prose(text, file_id, at) if text else None
        texts = {value: self.prose(one, file_id, (*at, value)) for value, one in text.items()}
        otherwise = texts.pop(OTHERWISE, None)
        return ProseByFact(fact=text.fact, texts=texts, otherwise=otherwise)

    def _language(self, file_id: str, at: Address) -> str | None:
        is_foreign = bool(self._library.foreign) and self._library.is_foreign(file_id, *at)
        return self._library.config.source_language if is_foreign else None

    def _markdown(self, text: str, file_id: str) -> str:
        """Return prose as it is written, with the names of terms and the addresses of links and pictures."""
        content = content_of(text, _PROSE)
        written = {link.written: self._address(file_id, link) for link in content.links}
        written |= {picture.written: self._picture(file_id, picture) for picture in content.pictures}
        return outside_code(text, lambda words: self._named(words, written)).strip()

    def _named(self, text: str, written: Mapping[str, str]) -> str:
        # With what comes before an address, since the same letters may be words of the text. An address with
        # spaces is in angle brackets (CommonMark 6.3).
        for old, new in written.items():
            text = text.replace(f"]({old}", f"]({new}").replace(f"](<{old}", f"](<{new}")
        return TERM.sub(lambda term: f"**{self._name(term[1])}**", text)

    def _name(self, term: str) -> str:
        # It may be in a table, whose cells end at a line.
        return escaped(self._terms[term].text).replace("|", "\\|")

    def _picture(self, file_id: str, picture: PictureLink) -> str:
        path = picture.path_from(file_id)
        shown = self._library.pictures.shown(path, self._library.language) if path else None
        # A library without problems has every picture.
        return self._addresses.media(shown.file.name) if shown else picture.written

    def _address(self, file_id: str, link: Link) -> str:
        return link_address(link, file_id, self._library, self._addresses)
