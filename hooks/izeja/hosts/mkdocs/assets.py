"""The files that a site needs beside its pages: scripts, the style sheet, and pages at old addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.utils import get_relative_url

from izeja.hosts.mkdocs.addresses import page_file, url_of
from izeja.hosts.mkdocs.mkdocs_internals import module_script
from izeja.page.assets import ANALYTICS, MOVED, SCRIPT, STYLE, asset
from izeja.page.render import render_moved

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build

_FOLDER = "assets/izeja"


class MovedPage(NamedTuple):
    """A page at an old address: its file in the site, its address, and the link to the guide from there."""

    uri: str
    url: str
    href: str


def add_to_pages(config: MkDocsConfig, *, analytics: bool) -> None:
    """Let every page of a site load the scripts and the style sheet."""
    for name in _scripts(analytics=analytics):
        # A site may list these files itself.
        _add_once(config.extra_javascript, module_script(f"{_FOLDER}/{name}"))
    _add_once(config.extra_css, f"{_FOLDER}/{STYLE}")


def write_assets(build: Build, config: MkDocsConfig) -> None:
    """Write the scripts and the style sheet into a site."""
    # Written here, not added as files of MkDocs: they are minified, and exist nowhere on disk.
    Path(config.site_dir, _FOLDER).mkdir(parents=True, exist_ok=True)
    for uri in asset_files(analytics=build.options.analytics):
        file = Path(config.site_dir, uri)
        file.write_text(asset(file.name), "utf-8")


def write_moved_pages(build: Build, config: MkDocsConfig) -> None:
    """Write a page at every old address of the guides in the language that is being built."""
    for (language, tree_id), uri in build.language(config).places.items():
        library = build.library.languages[language]
        aliases = library.trees[tree_id].aliases
        for page in moved_pages(uri, tree_id, aliases, with_folders=config.use_directory_urls):
            script = get_relative_url(f"{_FOLDER}/{MOVED}", page.url)
            file = Path(config.site_dir, page.uri)
            file.parent.mkdir(parents=True, exist_ok=True)
            # A static host has no redirects, so each old address is a small page of its own.
            file.write_text(render_moved(library, tree_id, page.href, script), "utf-8")


def moved_pages(uri: str, tree_id: str, aliases: Iterable[str], *, with_folders: bool) -> Iterator[MovedPage]:
    """Yield a page for each old id of a guide.

    Args:
        uri: the file of the guide's page in the site.
        tree_id: the guide.
        aliases: its old ids.
        with_folders: whether addresses are those of folders (`use_directory_urls`).
    """
    # What is left of it is the folder of the language.
    prefix = uri.removesuffix(page_file(tree_id, with_folders=with_folders))
    for alias in aliases:
        old = prefix + page_file(alias, with_folders=with_folders)
        url = url_of(old, with_folders=with_folders)
        yield MovedPage(old, url, get_relative_url(url_of(uri, with_folders=with_folders), url))


def asset_files(*, analytics: bool) -> Iterator[str]:
    """Yield the files that `write_assets` writes, from the root of the site."""
    for name in (*_scripts(analytics=analytics), STYLE, MOVED):
        yield f"{_FOLDER}/{name}"


def _scripts(*, analytics: bool) -> tuple[str, ...]:
    # What counts steps has to listen before the first step is shown.
    return (ANALYTICS, SCRIPT) if analytics else (SCRIPT,)


def _add_once(values: list[Any], value: object) -> None:
    if str(value) not in map(str, values):
        values.append(value)
