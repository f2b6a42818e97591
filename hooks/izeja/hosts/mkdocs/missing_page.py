"""The page for missing addresses, 404.html: what to do now, in the customer's language.

A host has one such page for all addresses. So it has a section for each language, of which a script shows the
one that the address is in.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from izeja.hosts.mkdocs import own_theme
from izeja.hosts.mkdocs.assets import with_missing_script
from izeja.hosts.mkdocs.i18n_internals import page_path
from izeja.hosts.mkdocs.material_internals import corrected
from izeja.page.render import render_missing
from izeja.site.page_files import url_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build, Language

_FILE = "404.html"
# The heading of Material, and the two of MkDocs' own themes.
_WORDS = re.compile(r"<h1\b[^>]*>\s*404\b[^<]*</h1>(\s*<p\b[^>]*>\s*<strong>Page not found</strong>\s*</p>)?")
_MOST = 6
"""How many guides it lists: those that `order` names first."""


def complete_missing_page(build: Build, config: MkDocsConfig) -> None:
    """Write what to do now into the page for missing addresses, if its theme has one as expected."""
    file = Path(config.site_dir, _FILE)
    is_own = own_theme.is_used(config)
    # In one language, pages without guides stay as they are.
    if not file.exists() or (len(build.languages) < 2 and not is_own):
        return
    html = file.read_text("utf-8")
    if not (found := _WORDS.search(html)):
        return
    # Wherever the page is shown, its links have to lead to the same pages.
    root = urlsplit(config.site_url or "/").path.rstrip("/") + "/"
    sections = [_section(build, one, root, config) for one in build.languages.values()]
    complete = f"{html[: found.start()]}{''.join(sections)}{html[found.end() :]}"
    if not is_own:
        complete = corrected(with_missing_script(complete, root))
    file.write_text(complete, "utf-8", newline="\n")


def _section(build: Build, language: Language, root: str, config: MkDocsConfig) -> str:
    library = build.library.languages.get(language.code)
    if library is None:
        return ""
    url = partial(url_of, with_folders=config.use_directory_urls)
    places = {guide.tree_id: uri for guide, uri in language.places.items() if guide.language == language.code}
    guides = [tree_id for tree_id in library.guides if tree_id in places][:_MOST]
    home = language.site_pages.files.src_uris.get(page_path("index", language.code, config))
    return render_missing(
        library,
        {tree_id: root + url(places[tree_id]) for tree_id in guides},
        root + url(home.dest_uri) if home else None,
    )
