"""The search of Izeja's own theme: the entries of hand-written pages, and a worker with lunr in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from izeja.page.assets import LUNR, SEARCH_WORKER, asset
from izeja.page.html_text import text_of
from izeja.page.search import Entry
from izeja.site.search import FIELDS, INDEX, SiteSearch, words_of, worker_of
from izeja.site.theme_files import in_site

# As Material's index has them, which the workers of all hosts read.
_CONFIG = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": [], "fields": FIELDS}
_LICENCE = "/*! lunr 2.3.9, https://lunrjs.com, (c) 2020 Oliver Nightingale, MIT */\n"
_HEADING = re.compile(r'<h[1-6]\b[^>]*?\bid="([^"]*)"[^>]*>(.*?)</h[1-6]>', re.DOTALL)


def own_search(
    languages: tuple[str, ...], default: str, pieces: frozenset[str], unknown: Mapping[str, str]
) -> SiteSearch:
    """Return what the search has to know of a site; see `SiteSearch`."""
    return SiteSearch(
        languages=languages,
        default=default,
        worker=in_site(SEARCH_WORKER),
        files=frozenset(),
        knows_words=True,
        in_pieces=pieces,
        unknown=unknown,
    )


def worker_file(search: SiteSearch, language: str) -> str:
    """Return where the worker of a language is."""
    return worker_of(language) if search.is_divided else search.worker


def entries_of_written(html: str, title: str, url: str) -> list[Entry]:
    """Return the entries of a hand-written page: one for the page, and one for each part with a heading.

    Args:
        html: its content.
        title: as HTML.
        url: its address from the site's root.
    """
    first, *rest = _HEADING.split(html)
    entries = [{"location": url, "title": title, "text": text_of(first)}]
    for id_, heading, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        entries.append({"location": f"{url}#{id_}", "title": text_of(heading), "text": text_of(text)})
    return entries


def write_worker_and_index(folder: Path, search: SiteSearch, entries: Iterable[Entry]) -> None:
    """Write what `izeja.site.search.publish` divides by language.

    Args:
        folder: of the site.
        search: from `own_search`.
        entries: of all pages but guides.
    """
    scripts = (asset(LUNR), asset(SEARCH_WORKER), words_of(search))
    _write(folder / search.worker, _LICENCE + "\n".join(scripts))
    _write(folder / INDEX, json.dumps({"config": _CONFIG, "docs": list(entries)}))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8", newline="\n")
