"""The search of the theme `izeja`: the plugin that the line `search` of a site with this theme means.

MkDocs takes a plugin `THEME/NAME` for `NAME`, so a site that leaves Material keeps its line. The plugin
only keeps the entries; they are found by the plugin `izeja`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from izeja.hosts.mkdocs import material_internals
from izeja.hosts.mkdocs.i18n_internals import is_inner_build
from izeja.hosts.mkdocs.mkdocs_internals import handlers
from izeja.hosts.mkdocs.plugin import IzejaPlugin
from izeja.hosts.mkdocs.terminal import StoppedError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.page.search import Entry


class SearchOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs leaves __init_subclass__ untyped
    """The options of the searches of Material and MkDocs. All but the first are for these alone."""

    enabled = config_options.Type(bool, default=True)
    fields = config_options.Optional(config_options.Type(object))
    indexing = config_options.Optional(config_options.Type(object))
    jieba_dict = config_options.Optional(config_options.Type(object))
    jieba_dict_user = config_options.Optional(config_options.Type(object))
    lang = config_options.Optional(config_options.Type(object))
    min_search_length = config_options.Optional(config_options.Type(object))
    pipeline = config_options.Optional(config_options.Type(object))
    prebuild_index = config_options.Optional(config_options.Type(object))
    separator = config_options.Optional(config_options.Type(object))


class SearchPlugin(BasePlugin[SearchOptions]):  # type: ignore[no-untyped-call]  # the same
    """Keeps the entries of all pages that MkDocs builds: `entries` of this language, `earlier` of others."""

    entries: list[Entry]
    earlier: list[Entry]

    def on_config(self, config: MkDocsConfig) -> None:
        """Begin with none; static-i18n runs this event again for each language.

        Raises:
            StoppedError: nothing makes the pages of the theme.
        """
        _check_plugin(config)
        self.earlier = [*self.earlier, *self.entries] if is_inner_build(config) else []
        self.entries = []


def _check_plugin(config: MkDocsConfig) -> None:
    """Refuse a site without the plugin `izeja`, whose line somebody has forgotten, before it is cleaned."""
    # Only a handler of an event shows a hook, which does the same as the plugin.
    owners = (getattr(one.call, "__self__", None) for one in handlers(config, "config"))
    if not any(isinstance(one, IzejaPlugin) for one in owners):
        raise StoppedError(
            "mkdocs.yml has the theme 'izeja' without the plugin 'izeja', which makes its pages: write",
            "",
            "plugins:",
            "  - search",
            "  - izeja",
        )


def own_search_of(config: MkDocsConfig) -> SearchPlugin | None:
    """Return this search, if it is that of the site."""
    found = (one for one in config.plugins.values() if isinstance(one, SearchPlugin))
    return next((one for one in found if one.config.enabled), None)


def search_entries(config: MkDocsConfig) -> list[Entry] | None:
    """Return the entries that the search has so far, for others to be added.

    None for a search that is neither this nor Material's, which nothing can be added to.
    """
    own = own_search_of(config)
    return own.entries if own else material_internals.search_entries(config)
