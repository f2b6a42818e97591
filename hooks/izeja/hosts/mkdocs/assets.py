"""The files that a site needs beside its pages: scripts, the style sheet, and pages at old addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from izeja.hosts.mkdocs import material_internals, own_theme
from izeja.hosts.mkdocs.page_head import END_OF_HEAD
from izeja.library.topics import former_pages, page_name
from izeja.page.assets import (
    ANALYTICS,
    ANYWHERE,
    ANYWHERE_STYLE,
    LISTING,
    MATERIAL,
    MISSING,
    MOVED,
    PARTS,
    PRINT,
    SCRIPT,
    SEARCH_FIELD,
    STYLE,
    asset,
    link_to_script,
    link_to_style,
    style_anywhere,
    style_outside_material,
)
from izeja.page.render import guide_head, render_moved, topic_head
from izeja.site.page_files import MovedPage, moved_pages
from izeja.site.skeleton import CONTENT
from izeja.site.theme_files import theme_files, write_theme

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build
    from izeja.library.library import Library

_FOLDER = "assets/izeja"
_STYLES = (STYLE, LISTING, PRINT)
# With the brackets, which a page escapes when it only shows the code of a guide.
_AFTER_GUIDE = re.compile(f"</guided-help>|{re.escape(CONTENT)}")
_LIST = re.compile('<ul class="guides[ "]|<guided-search ')
_AFTER_SEARCH = re.compile("</guided-search>")
_STYLED = re.compile(f'<guided-help |{_LIST.pattern}|<div class="topic" |{re.escape(CONTENT)}')
# Each of these ends an open paragraph, so a guide behind it is in none.
_BLOCKS = (
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|"
    "nav|ol|p|pre|section|table|td|th|ul"
)
_IN_PARAGRAPH = re.compile(
    rf"(<p(?:\s[^<>]*)?>(?:[^<]|<(?!/?(?:{_BLOCKS})\b|guided-help ))*)(?=<guided-help |{re.escape(CONTENT)})"
)


def add_to_page(html: str, url: str, *, analytics: bool, in_material: bool) -> str:
    """Let a page with guides or their cards load what these need; other pages stay as they are.

    Not by `extra_javascript` and `extra_css`: these are for all pages, and many themes print scripts there
    without `type="module"`.

    Args:
        html: the whole page.
        url: its address.
        analytics: whether events are passed on.
        in_material: whether the page is made with Material for MkDocs.
    """
    if not (first := _STYLED.search(html)):
        return html
    # Dracula puts all content into a paragraph. Its first paragraph would then end the guide's element.
    html = _IN_PARAGRAPH.sub(r"\1</p>", html)
    if field := _AFTER_SEARCH.search(html):
        html = f"{html[: field.end()]}{_script(SEARCH_FIELD, url)}{html[field.end() :]}"
    if guide := _AFTER_GUIDE.search(html):
        # Beside the guide, since Material's instant navigation runs no new scripts of the head.
        scripts = "".join(_script(name, url) for name in _scripts(analytics=analytics))
        html = f"{html[: guide.end()]}{scripts}{html[guide.end() :]}"
    names = (STYLE, LISTING, PRINT) if _LIST.search(html) else (STYLE, PRINT)
    head = "".join(_link(name, url) for name in names)
    if in_material:
        head += f'<script src="{_address(MATERIAL, url)}"></script>'
    at = (END_OF_HEAD.search(html, endpos=first.start()) or first).start()
    return f"{html[:at]}{head}{html[at:]}"


def write_assets(build: Build, config: MkDocsConfig) -> None:
    """Write the scripts and the style sheet into a site."""
    if own_theme.is_used(config):
        write_theme(own_theme.theme_options(build, config), Path(config.site_dir))
        return
    # Written here, not added as files of MkDocs: they are minified, and exist nowhere on disk.
    for uri in asset_files(build, config):
        file, name = Path(config.site_dir, uri), uri.removeprefix(f"{_FOLDER}/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_asset(name, config), "utf-8")


def _asset(name: str, config: MkDocsConfig) -> str:
    if name == ANYWHERE_STYLE:
        return style_anywhere()
    is_for_others = name in _STYLES and not material_internals.has_theme(config)
    return style_outside_material(name) if is_for_others else asset(name)


def write_moved_pages(build: Build, config: MkDocsConfig) -> None:
    """Write a page at every old address of the guides and topics in the language that is being built."""
    language = build.language(config)
    for (spoken, tree_id), uri in language.places.items():
        library = build.library.languages[spoken]
        aliases = library.trees[tree_id].aliases
        for page in moved_pages(uri, tree_id, aliases, with_folders=config.use_directory_urls):
            _write_moved(page, library, guide_head(library, tree_id).title, config)
    files = language.site_pages.files.src_uris
    for path, (spoken, topic_id) in language.topics.items():
        library = build.library.languages[spoken]
        aliases = former_pages(library.shelves.shelves[topic_id].topic.written)
        # static-i18n has left out the files of other languages.
        if aliases and path in files:
            uri, name = files[path].dest_uri, page_name(topic_id)
            for page in moved_pages(uri, name, aliases, with_folders=config.use_directory_urls):
                _write_moved(page, library, topic_head(library, topic_id).title, config)


def _write_moved(page: MovedPage, library: Library, title: str, config: MkDocsConfig) -> None:
    script = get_relative_url(f"{_FOLDER}/{MOVED}", page.url)
    file = Path(config.site_dir, page.uri)
    file.parent.mkdir(parents=True, exist_ok=True)
    # A static host has no redirects, so each old address is a small page of its own.
    file.write_text(render_moved(library, title, page.href, script), "utf-8")


def asset_files(build: Build, config: MkDocsConfig) -> Iterator[str]:
    """Yield the files that `write_assets` writes, from the root of the site."""
    if own_theme.is_used(config):
        yield from theme_files(own_theme.theme_options(build, config))
        return
    for name in (
        *_scripts(analytics=build.options.analytics),
        *PARTS,
        *_STYLES,
        ANYWHERE,
        ANYWHERE_STYLE,
        MATERIAL,
        SEARCH_FIELD,
        MISSING,
        MOVED,
    ):
        yield f"{_FOLDER}/{name}"


def with_missing_script(html: str, root: str) -> str:
    """Return the page for missing addresses with what it loads; `root` is the address of the site's root."""
    at = END_OF_HEAD.search(html)
    more = "".join(_link(name, "", root) for name in _STYLES) + _script(MISSING, "", root)
    return html if at is None else f"{html[: at.start()]}{more}{html[at.start() :]}"


def _scripts(*, analytics: bool) -> tuple[str, ...]:
    # What counts steps has to listen before the first step is shown.
    return (ANALYTICS, SCRIPT) if analytics else (SCRIPT,)


def _link(name: str, url: str, root: str = "") -> str:
    return link_to_style(name, root + _address(name, url))


def _script(name: str, url: str, root: str = "") -> str:
    return link_to_script(root + _address(name, url))


def _address(name: str, url: str) -> str:
    return get_relative_url(f"{_FOLDER}/{name}", url)
