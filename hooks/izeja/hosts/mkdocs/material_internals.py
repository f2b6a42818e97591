"""All undocumented parts of Material for MkDocs that we use.

Assumed, and checked by `check` when a build starts:

1. The search plugin is the class of `material.plugins.search.plugin`, whatever name the site gives it.
2. `search_index.entries` of it has the entries of all pages so far, each with location, title and text.
3. Its `fields` say how much a title or text counts; they are part of the index since 9.7.
4. The search worker is `assets/javascripts/workers/search.*.min.js`, and pages name it through the filter
   `url`. (A theme that overrides this keeps Material's search.)
5. The worker's packs of languages are `assets/javascripts/lunr/min/lunr.*.min.js`.
6. The words of a language are in `partials/languages/LANGUAGE.html`.

Held by a test, since it lies in a script:

7. The script asks for a sitemap at each `link[rel=alternate]`, and a missing one makes it lead to the home
   page of another language.
8. The search is a `role="dialog"` without a name, and its field has one as `aria-label`.
9. With `navigation.instant`, the script runs each script in the content of a page again, whatever its type.
10. The script fails where a browser keeps nothing, and takes the focus out of the search (`material.js`).
11. How many results there are is the text of `.md-search-result__meta`, which no screen reader announces
    (`material.js`).
12. The script is the last one of a page, needs the page to be whole, and waits for `DOMContentLoaded`, so it
    can be deferred but not be asynchronous (`script_order`).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from izeja.hosts.mkdocs.assumptions import Package
from izeja.hosts.mkdocs.script_order import with_theme_last
from izeja.site.search import material_worker

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.page.search import Entry

MATERIAL = Package("mkdocs-material", "9.7.0", "9.8.2")

LANGUAGES = "partials/languages"
"""The folder with the theme's words, a template for each language."""

_SEARCH = "material.plugins.search.plugin"
_WORKERS = "assets/javascripts/workers"
_STEMMER = "assets/javascripts/lunr/min/lunr.stemmer.support.min.js"
_SEARCH_DIALOG = '<div class="md-search" data-md-component="search" role="dialog"'
HITS = re.compile(r'<ol class="md-search-result__list"[^>]*></ol>\s*</div>')
"""The list of hits on a page, with the end of what the script fills. What comes behind it stays as it is."""
_SEARCH_FIELD = re.compile(r'<input [^>]*class="md-search__input"[^>]* (aria-label="[^"]*")')
# They put the whole index into a script, for pages that are opened as files.
_OFFLINE = frozenset({"offline", "material/offline"})


def check(config: MkDocsConfig) -> None:
    """Check the assumptions about Material, if the site has its theme or its search.

    Raises:
        StoppedError: it does not hold.
    """
    assumptions = {}
    if plugin := _search_plugin(config):
        # The module is loaded, since its plugin is; importing it here would need Material on every site.
        index = getattr(sys.modules[_SEARCH], "SearchIndex", None)
        assumptions = {
            "the search has no 'search_index.entries'": index is not None and hasattr(index(), "entries"),
            "the search has no 'fields'": "fields" in plugin.config,
        }
    if config.theme.name == "material":
        assumptions |= {
            f"there is no search worker in '{_WORKERS}'": material_worker(_workers(config.theme.dirs))
            is not None,
            f"there is no '{_STEMMER}'": _is_in_theme(_STEMMER, config),
            f"there is no '{LANGUAGES}/en.html'": _is_in_theme(f"{LANGUAGES}/en.html", config),
        }
    MATERIAL.require(assumptions)


def search_entries(config: MkDocsConfig) -> list[Entry] | None:
    """Return the entries that the search has so far, for others to be added; None without the search."""
    plugin = _search_plugin(config)
    return None if plugin is None else plugin.search_index.entries


def keeps_its_index(config: MkDocsConfig) -> bool:
    """Return whether the index has to stay as it is: another plugin reads it, or it is not Material's."""
    return bool(_OFFLINE & config.plugins.keys()) or _search_plugin(config) is None


def has_theme(config: MkDocsConfig) -> bool:
    """Return whether a site has the theme, or one that is made from it."""
    return _has_theme(tuple(config.theme.dirs))


def has_instant_navigation(config: MkDocsConfig) -> bool:
    """Return whether the script changes pages without a load, and data in a `script` would run (9 above)."""
    features = config.theme.get("features") or ()
    return has_theme(config) and "navigation.instant" in features


def corrected(html: str) -> str:
    """Return a page without what its HTML has against customers (7, 8 and 12 above)."""
    return with_theme_last(name_search(hide_alternates(html)))


def hide_alternates(html: str) -> str:
    """Keep a page from asking for missing sitemaps, and customers from losing their page (7 above).

    The space at the end is no part of the value (HTML, 2.3.7), but hides the link from Material's script.
    """
    return html.replace('<link rel="alternate" ', '<link rel="alternate " ')


def name_search(html: str) -> str:
    """Give the dialog of the search the name of its field, for screen readers (8 above)."""
    field = _SEARCH_FIELD.search(html)
    return html.replace(_SEARCH_DIALOG, f"{_SEARCH_DIALOG} {field[1]}", 1) if field else html


@cache
def is_installed() -> bool:
    """Return whether the package `material` is Material for MkDocs, and not another theme made from it."""
    try:
        return bool(version(MATERIAL.name))
    except PackageNotFoundError:
        return False


def _search_plugin(config: MkDocsConfig) -> Any:
    for plugin in config.plugins.values() if is_installed() else ():
        # By its class: `plugins: - search` and `- material/search` both give it, under different names.
        if type(plugin).__module__ == _SEARCH and plugin.config.enabled:
            return plugin
    return None


@cache
def _has_theme(dirs: tuple[str, ...]) -> bool:
    # By its script, which decides how a page behaves.
    return material_worker(_workers(dirs)) is not None


def _workers(dirs: Iterable[str]) -> list[str]:
    folders = (Path(one, _WORKERS) for one in dirs)
    return [f"{_WORKERS}/{file.name}" for folder in folders if folder.is_dir() for file in folder.iterdir()]


def _is_in_theme(path: str, config: MkDocsConfig) -> bool:
    return any(Path(one, path).is_file() for one in config.theme.dirs)
