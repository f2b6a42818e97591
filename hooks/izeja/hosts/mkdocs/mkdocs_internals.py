"""All undocumented parts of MkDocs that we use.

Assumed, and checked by `check` when a build starts:

1. `mkdocs.commands.build._populate_page(page, config, files)` reads a page and runs its events.
2. `mkdocs.commands.build.get_context(nav, files, config, page)` makes the context of a page's template.
3. `config._current_page` is the page whose events are running.
4. `config.plugins.events` lists the handlers of each event, in order.
5. `config.plugins._event_origins` has the name of the plugin or hook that registered a handler.
6. `File` works out its name and addresses when they are wanted, and keeps them among its own attributes, from
   where they can be copied.
7. `Page.present_anchor_ids` has the ids that links to the page may name.
8. `Theme.get_env` makes every environment of templates, and can be replaced on one theme (`templates.py`).

Checked by `check_server` when a preview starts:

9. `server._watched_paths` has the path of each file or folder that a preview watches.
10. `server.builder` is called for each change.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from mkdocs.commands import build
from mkdocs.structure.files import File, get_files
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from izeja.hosts.mkdocs.assumptions import Package

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

MKDOCS = Package("mkdocs", "1.6.1", "1.6.1")

_LAZY = ("name", "dest_uri", "url", "abs_src_path", "abs_dest_path")


class Handler(NamedTuple):
    """A handler of an event, and the name of the plugin or hook that registered it."""

    call: Callable[..., Any]
    origin: str


def check(config: MkDocsConfig) -> None:
    """Check the assumptions about MkDocs.

    Raises:
        StoppedError: it does not hold.
    """
    MKDOCS.require(
        {
            "'_populate_page' does not take a page, config and files": _takes(
                "_populate_page", "page", "config", "files"
            ),
            "'get_context' does not take nav, files, config and a page": _takes(
                "get_context", "nav", "files", "config", "page"
            ),
            "the config has no '_current_page'": hasattr(config, "_current_page"),
            "the plugins have no 'events'": "page_context" in getattr(config.plugins, "events", ()),
            "the plugins have no '_event_origins'": hasattr(config.plugins, "_event_origins"),
            "files do not keep their addresses": all(
                isinstance(vars(File).get(name), cached_property) for name in _LAZY
            ),
            "pages have no 'present_anchor_ids'": hasattr(Page, "present_anchor_ids"),
            "themes have no 'get_env'": hasattr(Theme, "get_env"),
        }
    )


def check_server(server: LiveReloadServer) -> None:
    """Check the assumptions about a preview.

    Raises:
        StoppedError: it does not hold.
    """
    MKDOCS.require(
        {
            "the server of the preview has no '_watched_paths'": hasattr(server, "_watched_paths"),
            "the server of the preview has no 'builder'": callable(getattr(server, "builder", None)),
        }
    )


def handlers(config: MkDocsConfig, event: str) -> Iterator[Handler]:
    """Yield all handlers of an event, in the order in which they run."""
    for call in config.plugins.events[event]:
        yield Handler(call, config.plugins._event_origins.get(call, "a hook"))  # noqa: SLF001 - 5 above


def files_on_disk(config: MkDocsConfig) -> Files:
    """Return the files of the folder of pages, as MkDocs will find them, without its messages about them."""
    log = logging.getLogger("mkdocs.structure.files")
    log.addFilter(_nothing)
    try:
        return get_files(config)
    finally:
        log.removeFilter(_nothing)


def read_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Let MkDocs read a page and make its content, with the events for it."""
    build._populate_page(page, config, files)  # noqa: SLF001 - 1 above


def whole_page(nav: Navigation, config: MkDocsConfig, files: Files, env: Environment, page: Page) -> str:
    """Return a page as MkDocs builds it, with the events for it, without writing it."""
    read_page(page, config, files)
    # As `_build_page` does: plugins look up the current page while its events run.
    config._current_page = page  # noqa: SLF001 - 3 above
    page.active = True
    try:
        context = build.get_context(nav, files, config, page)
        template = env.get_template(page.meta.get("template", "main.html"))
        context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
        return config.plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
        config._current_page = None  # noqa: SLF001 - 3 above


def attributes_of(file: File) -> dict[str, Any]:
    """Return all that a file holds, addresses too."""
    for name in _LAZY:
        # Asking for a cached property keeps its value in the file, from where it is copied.
        getattr(file, name)
    return vars(file)


def file_with(kind: type[File], attributes: Mapping[str, Any]) -> Any:
    """Return a file that holds these attributes."""
    # Without `__init__`: all that it would work out is in the attributes.
    file = object.__new__(kind)
    vars(file).update(attributes)
    return file


def is_included(file: File) -> bool:
    """Return whether a file is part of the site."""
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]  # MkDocs leaves it untyped


def set_anchors(page: Page, ids: Collection[str]) -> None:
    """Set the ids that links to a page may name, for MkDocs to check links."""
    page.present_anchor_ids = set(ids)


def watched_paths(server: LiveReloadServer) -> Collection[str]:
    """Return the files and folders that a preview watches."""
    return server._watched_paths  # noqa: SLF001 - 9 above


def _nothing(_record: logging.LogRecord) -> bool:
    return False


def _takes(function: str, *names: str) -> bool:
    code = getattr(getattr(build, function, None), "__code__", None)
    return code is not None and code.co_varnames[: len(names)] == names
