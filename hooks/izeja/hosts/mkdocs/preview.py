"""A preview that writes only the guides that an edit has changed, where MkDocs would build the whole site."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import MkDocsException

from izeja.hosts.mkdocs.i18n_internals import site_languages
from izeja.hosts.mkdocs.media import write_media
from izeja.hosts.mkdocs.mkdocs_internals import check_server, watched_paths
from izeja.hosts.mkdocs.panel import panel_of, with_panel
from izeja.hosts.mkdocs.site_manifest import write_site_manifest
from izeja.hosts.mkdocs.terminal import log, say
from izeja.page.assets import ASSETS
from izeja.problems.wording import counted
from izeja.reading.file_states import FileStates, file_states
from izeja.site.search import publish_again
from izeja.translation.page_words import TEMPLATES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from izeja.hosts.mkdocs.build import Build


@dataclass
class Preview:
    """Decides at each change whether to build the whole site or only some guides.

    `library` is the folder of trees. `write_guides` writes what an edit there has changed, and returns
    whether that was all. `failure` is why the last build did not end, None if it did.
    """

    server: LiveReloadServer
    library: Path
    build: Callable[[], None]
    write_guides: Callable[[], bool]
    failure: str | None = None

    def __post_init__(self) -> None:
        """Take the site as built: MkDocs begins to serve it now."""
        self._seen = self._states()

    def __call__(self) -> None:
        """Bring the site up to date."""
        now = self._states()
        trees, others = (now[part] != self._seen[part] for part in (0, 1))
        self._seen = now
        try:
            # Any doubt leads to a whole build, which is slow and always right.
            if self.failure or others or not trees or not self.write_guides():
                self.build()
        except Exception as error:  # noqa: BLE001 - MkDocs would answer no request until a build succeeds
            self.failure = f"The site could not be built: {error or type(error).__name__}"
            is_known = isinstance(error, MkDocsException)
            say(self.failure if is_known else traceback.format_exc())
        else:
            self.failure = None

    def _states(self) -> tuple[FileStates, FileStates]:
        # MkDocs makes paths absolute and follows no links.
        own = os.path.abspath(self.library)  # noqa: PTH100 - as above
        others = (path for path in watched_paths(self.server) if path != own)
        return file_states([own]), file_states(others)


def start_preview(
    server: LiveReloadServer, config: MkDocsConfig, root: Path, builder: Any, build: Callable[[], Build]
) -> None:
    """Watch the trees, catalogs, templates and assets too, write changed guides alone, and show problems.

    Args:
        server: of the preview.
        config: of the site.
        root: the folder of trees.
        builder: MkDocs' function that builds the whole site.
        build: returns the last build.
    """
    check_server(server)
    for folder in (root, TEMPLATES, ASSETS):
        server.watch(str(folder))
    preview = Preview(server, root, builder, partial(_write_changed, build, root, config))
    server.builder = preview
    application = server.get_app()
    assert application is not None  # noqa: S101 - MkDocs sets it when it makes the server
    server.set_app(
        with_panel(application, server.mount_path, lambda uri: panel_of(build(), uri, preview.failure))
    )


def _write_changed(last_build: Callable[[], Build], root: Path, config: MkDocsConfig) -> bool:
    """Write the guides that an edit of the library has changed; return whether nothing else has changed."""
    build = last_build()
    changed = build.library.changed(root)
    if changed is None:
        return False
    if changed and not _can_write(build, changed, site_languages(config).built):
        return False
    for language in build.languages.values() if changed else ():
        assert language.search.site is not None  # noqa: S101 - `_can_write` has refused a site without search
        entries = language.strategy.rewrite(changed)
        publish_again(Path(config.site_dir), language.search.site, language.code, entries)
    if changed:
        write_media(build, config)
        write_site_manifest(build, config)
        log.info(f"Updated {counted(len(changed), 'guide')}: {', '.join(sorted(changed))}")
    return True


def _can_write(build: Build, changed: frozenset[str], built: Iterable[str]) -> bool:
    languages = build.languages.values()
    return not (
        build.part.is_shard
        or build.site_writer is None
        or build.site_writer.has_other_links()
        or any(not one.strategy.is_published or changed & one.embedded for one in languages)
        or build.languages.keys() != set(built)
    )
