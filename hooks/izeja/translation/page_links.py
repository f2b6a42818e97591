"""Links in catalogs, from each message to the step of the site that shows its text.

The address of the site is in no file of a library: one translator looks at the preview, another at the site.
So an update puts the links in when it gets the address, and each later one keeps the address that is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from izeja.library.expansion import expand
from izeja.library.library import Library, Text
from izeja.library.step_addresses import address_of
from izeja.translation.po_entries import Entry

_ON_ITS_PAGE = "On its page:"
LANGUAGE = "{language}"
"""What the code of the language replaces in the address of a site."""


class PageLinks:
    """The links from texts of a library to the pages of a site.

    Args:
        library: in its source language.
        sites: the address of the site in each language; no links in those without one.
    """

    def __init__(self, library: Library, sites: Mapping[str, str]) -> None:
        self._pages = _Pages(library)
        self._sites = sites

    def remarks_on(self, text: Text, language: str) -> Iterator[str]:
        """Yield the remark that has the link, if there is one."""
        site = self._sites.get(language)
        if site and (page := self._pages.of(text)):
            yield f"{_ON_ITS_PAGE} {site}{page}"


def sites_in(library: Library, messages: Iterable[tuple[str, Text, Entry]]) -> dict[str, str]:
    """Return the address of the site in each language that the links in catalogs have.

    Args:
        library: in its source language.
        messages: all messages, with their languages and texts.
    """
    pages, found = _Pages(library), dict[str, str]()
    for language, text, message in messages:
        if language not in found and (link := _link_in(message)) and (page := pages.of(text)):
            site = link.removesuffix(page)
            # The link of a step with a new id is made again with the others.
            if site != link:
                found[language] = site
    return found


def sites_of(address: str, languages: Sequence[str]) -> dict[str, str]:
    """Return the address of a site in each language.

    Args:
        address: of the site: the default language is there, and each other one in a folder below. If this
            is not so, `LANGUAGE` says where the code of the language is in it. "" for no site.
        languages: those of the site, the default one first.
    """
    site = f"{address.rstrip('/')}/" if address else ""
    if not site or LANGUAGE in site:
        return {language: site.replace(LANGUAGE, language) for language in languages}
    return {language: f"{site}{language}/" if at else site for at, language in enumerate(languages)}


def _link_in(message: Entry) -> str:
    words = " ".join(message.remarks).partition(f"{_ON_ITS_PAGE} ")[2].split()
    return words[0] if words else ""


class _Pages:
    """The page of each text, and the step on it: of a part, in the first guide that includes it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def of(self, text: Text) -> str:
        """Return the address of a text from that of the site; "" if no page is known to show it."""
        if text.at[0] == "nodes":
            return self._steps.get((text.file_id, str(text.at[1])), "")
        return address_of("", text.file_id) if text.file_id in self._library.guides else ""

    # Most libraries have no links, so this waits for the first one.
    @cached_property
    def _steps(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for guide, nodes in expand(self._library).guides.items():
            for placed in nodes.values():
                found.setdefault((placed.file_id, placed.name), address_of("", guide, placed.id))
        return found
