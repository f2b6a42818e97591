"""What is at each address of a site that a generator builds, where nothing may replace another thing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from izeja.hosts.generators.addresses import in_site
from izeja.hosts.generators.language_pages import LanguagePages
from izeja.hosts.generators.others import OthersPages
from izeja.hosts.generators.refused import RefusedError
from izeja.library.addresses import Addresses, Collision
from izeja.site.manifest import SITE_MANIFEST


class Claim(NamedTuple):
    """What wants to be at an address, in words, and what to do if something else is there."""

    what: str
    advice: str = "rename the other one"


def refuse_collisions(site: Sequence[LanguagePages], others: OthersPages) -> None:
    """Refuse a site in which two things would have one address, or a file would be where a folder has to be.

    Args:
        site: its languages.
        others: the pages of somebody else.

    Raises:
        RefusedError: there are such things; all of them are named.
    """
    addresses = Addresses[Claim]()
    ours = [(one, Claim(f"'{one}' of Izeja")) for one in (in_site("").rstrip("/"), SITE_MANIFEST)]
    found = [*addresses.add(ours)]
    for one in site:
        found += addresses.add(_claims(one, others))
    if found:
        raise RefusedError("\n".join(map(_message, found)))


def _claims(pages: LanguagePages, others: OthersPages) -> Iterator[tuple[str, Claim]]:
    generator, library = pages.generator, pages.library
    # What cannot be renamed comes first: the advice is about the second of two.
    for path in generator.reserved:
        yield pages.folder + path, Claim(f"'{path}' of {generator.title}")
    moved = [*pages.moved()]
    # A file in the place of one of ours is refused when that is written.
    ours = {pages.source(name) for name in pages.names}
    names = {page.uri: old for old, _, page in moved} | {pages.file(name): name for name in pages.names}
    for path, name in names.items():
        found = others.at(pages.sources(name), path)
        yield from ((path, _of_others(one, words)) for one, words in found.items() if one not in ours)
    yield pages.file(pages.home), Claim(f"the list of all guides in '{library.language}'")
    for tree_id in library.guides:
        guide = Claim(f"the guide {library.source_of(tree_id).path}", "give the guide another name")
        yield pages.file(tree_id), guide
    for name, topic in pages.topics.items():
        yield pages.file(name), Claim(f"the topic '{topic}'", "give the topic another id")
    for old, _, page in moved:
        yield page.uri, Claim(f"the alias '{old}'", "delete the alias")


def _of_others(file: str, words: str) -> Claim:
    return Claim(f"the file '{file}' ({words})" if words else f"the file '{file}'")


def _message(one: Collision[Claim]) -> str:
    folder, name = posixpath.split(one.path)
    address = one.path if name != "index.html" else folder and f"{folder}/"
    both = f"{one.first.what} and {one.second.what}"
    where = f"two things have the address '{address}'" if address else "two things are the home page"
    return f"{where}: {both}: {one.second.advice}"
