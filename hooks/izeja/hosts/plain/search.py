"""The search of a site: the index files and the workers of every host, over a worker of our own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from izeja.hosts.plain.assets import in_site
from izeja.hosts.plain.plan import SitePlan
from izeja.page.assets import LUNR, SEARCH_WORKER, asset
from izeja.page.search import Entry, also_called
from izeja.page.search_words import unknown_number
from izeja.site.search import FIELDS, INDEX, SiteSearch, in_pieces, own_index, publish, worker_of

# As Material's index has them, which the workers of all hosts read.
_CONFIG = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": [], "fields": FIELDS}

_LICENCE = "/*! lunr 2.3.9, https://lunrjs.com, (c) 2020 Oliver Nightingale, MIT */\n"


def search_of(site: SitePlan) -> SiteSearch:
    """Return what the search has to know of a site."""
    return SiteSearch(
        languages=tuple(one.code for one in site.languages),
        default=site.default.code,
        worker=in_site(SEARCH_WORKER),
        files=frozenset(),
        in_pieces=in_pieces({one.code: sum(1 for _ in one.names) for one in site.languages}),
        unknown={one.code: unknown_number(one.library) for one in site.languages},
    )


def worker_file(search: SiteSearch, language: str) -> str:
    """Return where the worker of a language is."""
    return worker_of(language) if search.is_divided else search.worker


def search_files(site: SitePlan, search: SiteSearch) -> Iterable[str]:
    """Yield the files that `write_search` writes, from the root of the site."""
    codes = [one.code for one in site.languages]
    yield from (INDEX, search.worker, *map(own_index, codes), *map(worker_of, codes))


def write_search(
    site: SitePlan,
    search: SiteSearch,
    pages: Mapping[str, list[Entry]],
    guides: Mapping[str, list[bytes]],
    folder: Path,
) -> None:
    """Write the index and the worker of each language.

    Args:
        site: the site.
        search: from `search_of`.
        pages: the entries of hand-written pages and topics, by language.
        guides: those of guides, as published.
        folder: of the site.
    """
    worker, index = folder / search.worker, folder / INDEX
    worker.parent.mkdir(parents=True, exist_ok=True)
    worker.write_text(f"{_LICENCE}{asset(LUNR)}\n{asset(SEARCH_WORKER)}", "utf-8", newline="\n")
    index.parent.mkdir(parents=True, exist_ok=True)
    entries = [entry for one in pages.values() for entry in one]
    index.write_text(json.dumps({"config": _CONFIG, "docs": entries}), "utf-8")
    languages = {one.url(name): one.code for one in site.languages for name in one.names}
    called = {
        one.url(tree_id): also_called(one.library, tree_id)
        for one in site.languages
        for tree_id in one.library.guides
    }
    publish(folder, search, called, lambda code: guides.get(code, ()), languages)
