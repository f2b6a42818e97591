"""The other plugins and hooks of a site: which of them may do something to the page of a guide."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs import material_internals
from izeja.hosts.mkdocs.mkdocs_internals import Handler, handlers

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


_OWN_SEARCH = "mkdocs.contrib.search"


def why_page_by_page(config: MkDocsConfig, trusted: Collection[str]) -> str | None:
    """Return why MkDocs has to build each guide as a page of its own, None if it need not.

    Args:
        config: of the site.
        trusted: plugins that leave guides alone, as the site says (`fast_beside`).
    """
    found = [one for event in _PAGE_EVENTS for one in _unknown(config, event)]
    names = dict.fromkeys(one.origin for one in found if _module_of(one) != _OWN_SEARCH)
    if others := [name for name in names if name not in trusted]:
        return f"{' and '.join(others)} may change them"
    # It finds nothing that is not a page of MkDocs, whatever the site trusts.
    is_searched = any(_module_of(one) == _OWN_SEARCH for one in found)
    return "MkDocs' own search needs each of them as a page" if is_searched else None


def that_see_files(config: MkDocsConfig) -> bool:
    """Return whether a plugin or hook sees the files of a site, which is not known to leave them alone."""
    return any(True for _ in _unknown(config, "files"))


def _unknown(config: MkDocsConfig, event: str) -> Iterator[Handler]:
    for handler in handlers(config, event):
        module = _module_of(handler)
        is_material = module.startswith("material.")
        if module not in _KNOWN or (is_material and not material_internals.is_installed()):
            yield handler


def _module_of(handler: Handler) -> str:
    return str(getattr(handler.call, "__module__", None))
