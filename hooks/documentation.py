"""The MkDocs hook of the documentation's site (`mkdocs.docs.yml`), whose pages are read on GitHub, too.

There, links may lead to any file of the repository, and to a page in another language. The site has these in
other places, and MkDocs does not know them.
"""

from __future__ import annotations

import posixpath
import re
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from izeja import HOME

ROOT = Path(__file__).parent.parent
# Code comes first, so that what looks like a link in it is none.
_LINK = re.compile(
    r"(?P<code>^(?P<fence>`{3,}).*?^(?P=fence)|`[^`\n]+`(?!\]))"
    r"|(?P<picture>!?)\[(?P<words>[^]]+)\]\((?P<path>[^)\s:#]+)(?P<anchor>#[^)\s]*)?\)",
    re.DOTALL | re.MULTILINE,
)


def on_config(config: MkDocsConfig) -> None:
    """Replace each `folder/*` in the menu with the pages of the folder."""
    i18n: Any = config.plugins["i18n"]
    for part in (config, *i18n.config.languages):
        part.nav = part.nav and with_pages(part.nav, Path(config.docs_dir))


def with_pages(nav: Any, docs: Path) -> Any:
    """Return a menu, or a part of it, with the pages of each `folder/*` in its place."""
    if isinstance(nav, dict):
        return {title: with_pages(item, docs) for title, item in nav.items()}
    if isinstance(nav, list):
        return [page for item in nav for page in _pages_of(item, docs)]
    return nav


def _pages_of(item: Any, docs: Path) -> list[Any]:
    if not isinstance(item, str) or not item.endswith("/*"):
        return [with_pages(item, docs)]
    pages = sorted(docs.glob(f"{item}.md"))
    return [page.relative_to(docs).as_posix() for page in pages if page.name != "README.md"]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say where in the site, or at GitHub, a link leads that this language has no file for."""

    def replaced(link: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), link["path"] or ""))
        file = files.get_file_from_path(path)
        if link["code"] or (file and file.inclusion is not InclusionLevel.EXCLUDED):
            return link[0]
        anchor = link["anchor"] or ""
        if link["picture"]:
            address = posixpath.relpath(path, page.url or ".")
            return f'<img alt="{escape(link["words"])}" src="{escape(address)}">'
        if _is_page(path, config):
            address = posixpath.relpath(_address(path), page.url or ".")
            return f'<a href="{escape(address + "/" + anchor)}" hreflang="en">{link["words"]}</a>'
        kind = "tree" if (ROOT / "docs" / path).is_dir() else "blob"
        return f"[{link['words']}]({HOME}/{kind}/main/{posixpath.normpath(f'docs/{path}')}{anchor})"

    return _LINK.sub(replaced, markdown)


def _is_page(path: str, config: MkDocsConfig) -> bool:
    """Whether a file of the documentation has a page in English."""
    excluded = config.exclude_docs
    return (
        path.endswith(".md") and not path.startswith("../") and not (excluded and excluded.match_file(path))
    )


def _address(path: str) -> str:
    """Return where the page of a file is in the site."""
    place = PurePosixPath(path)
    return str(place.parent if place.stem in ("index", "README") else place.with_suffix(""))
