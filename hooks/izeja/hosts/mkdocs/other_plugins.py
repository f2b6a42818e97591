"""The other plugins and hooks of a site: which of them may do something to the page of a guide."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs import material_internals
from izeja.hosts.mkdocs.mkdocs_internals import handlers

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# Handlers of these events may learn or change something of a single page.
_PAGE_EVENTS = (
    *("files", "nav", "env", "pre_page", "page_read_source", "page_markdown"),
    *("page_content", "page_context", "post_page"),
)
# What these do to the page of a guide shows in the page with placeholders, and in the comparison. Tags are
# read from a page's own meta data, which a guide doesn't have.
_KNOWN = frozenset(
    {
        "izeja.hosts.mkdocs.plugin",
        "mkdocs_static_i18n.plugin",
        "mkdocs_static_i18n.reconfigure",
        "material.plugins.group.plugin",
        "material.plugins.info.plugin",
        "material.plugins.offline.plugin",
        "material.plugins.search.plugin",
        "material.plugins.tags.plugin",
    }
)


def that_may_change_guides(config: MkDocsConfig, trusted: Collection[str]) -> list[str]:
    """Return the names of plugins and hooks that may do something to the page of a guide.

    Args:
        config: of the site.
        trusted: plugins that leave guides alone, as the site says (`fast_beside`).
    """
    found = dict.fromkeys(name for event in _PAGE_EVENTS for name in _unknown(config, event))
    return [name for name in found if name not in trusted]


def that_see_files(config: MkDocsConfig) -> bool:
    """Return whether a plugin or hook sees the files of a site, which is not known to leave them alone."""
    return any(True for _ in _unknown(config, "files"))


def _unknown(config: MkDocsConfig, event: str) -> Iterator[str]:
    for handler in handlers(config, event):
        module = str(getattr(handler.call, "__module__", None))
        is_material = module.startswith("material.")
        if module not in _KNOWN or (is_material and not material_internals.is_installed()):
            yield handler.origin
