"""The feed of each language of a site of MkDocs; see `izeja.page.feed`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs import i18n_internals
from izeja.hosts.mkdocs.addresses import location_of
from izeja.hosts.mkdocs.guide_files import prefix_of
from izeja.page.feed import FeedPlace, feed_link, render_feed

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build
    from izeja.page.feed import FeedLink


def feed_of(build: Build, config: MkDocsConfig, code: str) -> FeedLink | None:
    """Return how pages lead to the feed of a language of the site; None if it has none.

    A preview has no feeds: it does not write them again after an edit.
    """
    libraries = build.library.languages
    if build.library.serving or (i18n_internals.is_used(config) and code not in libraries):
        return None
    library = libraries.get(code) or build.words(config)
    return feed_link(library, config.site_url or "", prefix_of(code, config))


def feed_files(build: Build, config: MkDocsConfig, languages: Iterable[str]) -> list[str]:
    """Return the files of the feeds in some languages of the site."""
    return [feed.uri for code in languages if (feed := feed_of(build, config, code))]


def write_feed(build: Build, config: MkDocsConfig) -> None:
    """Write what is new in the guides of the language that is being built, if it has a feed."""
    language = build.language(config)
    if (feed := language.look.feed) is None:
        return
    files, home = language.site_pages.files.src_uris, language.site_pages.nav.homepage
    folder = prefix_of(language.code, config)
    place = FeedPlace(
        config.site_url or "",
        folder,
        config.site_name,
        location_of(home.file) if home else folder,
        # static-i18n has left out the files of other languages.
        {guide.tree_id: location_of(files[path]) for path, guide in language.guides.items() if path in files},
    )
    file = Path(config.site_dir, feed.uri)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render_feed(build.words(config), place), "utf-8", newline="\n")
