"""The files that a site needs beside its pages: scripts, the style sheet, and pages at old addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.utils import get_relative_url

from izeja.hosts.mkdocs.aliases import moved_pages
from izeja.hosts.mkdocs.mkdocs_internals import module_script
from izeja.page.render import ANALYTICS, MOVED, SCRIPT, STYLE, asset, render_moved

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Language
    from izeja.hosts.mkdocs.library import SiteLibrary

_FOLDER = "assets/izeja"


def add_to_pages(config: MkDocsConfig, *, analytics: bool) -> None:
    """Let every page of a site load the scripts and the style sheet."""
    for name in _scripts(analytics=analytics):
        _add_once(config.extra_javascript, module_script(f"{_FOLDER}/{name}"))
    _add_once(config.extra_css, f"{_FOLDER}/{STYLE}")


def write_assets(site: Path, *, analytics: bool) -> None:
    """Write the scripts and the style sheet into a site."""
    target = site / _FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name in (*_scripts(analytics=analytics), STYLE, MOVED):
        (target / name).write_text(asset(name), "utf-8")


def write_moved_pages(site: Path, language: Language, library: SiteLibrary, *, with_folders: bool) -> None:
    """Write a page at every old address of a language's guides."""
    for guide, uri in language.places.items():
        words = library.languages[guide.language]
        aliases = words.trees[guide.tree_id].aliases
        for page in moved_pages(uri, guide.tree_id, aliases, with_folders=with_folders):
            script = get_relative_url(f"{_FOLDER}/{MOVED}", page.url)
            file = site / page.uri
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(render_moved(words, guide.tree_id, page.href, script), "utf-8")


def _scripts(*, analytics: bool) -> tuple[str, ...]:
    # What counts steps has to listen before the first step is shown.
    return (ANALYTICS, SCRIPT) if analytics else (SCRIPT,)


def _add_once(values: list[Any], value: object) -> None:
    if str(value) not in map(str, values):
        values.append(value)
