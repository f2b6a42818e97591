"""The search of a site: the index files and the workers of every host, over a worker of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from izeja.hosts.plain.plan import SitePlan
from izeja.page.search import Entry, also_called
from izeja.page.search_words import unknown_number
from izeja.site.lunr_search import own_search, worker_file, write_worker_and_index
from izeja.site.search import INDEX, SiteSearch, in_pieces, own_index, publish


def search_of(site: SitePlan) -> SiteSearch:
    """Return what the search has to know of a site."""
    return own_search(
        tuple(one.code for one in site.languages),
        site.default.code,
        in_pieces({one.code: sum(1 for _ in one.names) for one in site.languages}),
        {one.code: unknown_number(one.library) for one in site.languages},
    )


def search_files(site: SitePlan, search: SiteSearch) -> Iterable[str]:
    """Yield the files that `write_search` writes at addresses of the site, from its root."""
    yield from (INDEX, search.worker)
    for one in site.languages:
        yield worker_file(search, one.code)
        if search.has_own_index(one.code):
            yield own_index(one.code)


def write_search(
    site: SitePlan,
    search: SiteSearch,
    pages: Mapping[str, list[Entry]],
    guides: Callable[[str], Iterable[bytes]],
    folder: Path,
) -> None:
    """Write the index and the worker of each language.

    Args:
        site: the site.
        search: from `search_of`.
        pages: the entries of hand-written pages and topics, by language.
        guides: returns those of the guides of a language, as published. It may have to wait for them.
        folder: of the site.
    """
    write_worker_and_index(folder, search, (entry for one in pages.values() for entry in one))
    languages = {one.url(name): one.code for one in site.languages for name in one.names}
    called = {
        one.url(tree_id): also_called(one.library, tree_id)
        for one in site.languages
        for tree_id in one.library.guides
    }
    publish(folder, search, called, guides, languages)
