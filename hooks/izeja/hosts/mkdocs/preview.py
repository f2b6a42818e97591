"""A preview that writes only the guides that an edit has changed, where MkDocs would build the whole site."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import get_plugin_logger

from izeja.hosts.mkdocs.i18n_internals import site_languages
from izeja.hosts.mkdocs.mkdocs_internals import check_server, watched_paths
from izeja.page.assets import ASSETS
from izeja.problems.wording import counted
from izeja.site.search import publish_again
from izeja.translation.page_words import TEMPLATES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

    from izeja.hosts.mkdocs.build import Build

FileStates = Mapping[str, tuple[int, int]]

_log = get_plugin_logger("izeja")


@dataclass
class Preview:
    """Decides at each change whether to build the whole site or only some guides.

    `library` is the folder of trees. `write_guides` writes what an edit there has changed, and returns
    whether that was all.
    """

    server: LiveReloadServer
    library: Path
    build: Callable[[], None]
    write_guides: Callable[[], bool]

    def __post_init__(self) -> None:
        """Take the site as built: MkDocs begins to serve it now."""
        self._seen = self._states()

    def __call__(self) -> None:
        """Bring the site up to date."""
        now = self._states()
        trees, others = (now[part] != self._seen[part] for part in (0, 1))
        self._seen = now
        # Any doubt leads to a whole build, which is slow and always right.
        if others or not trees or not self.write_guides():
            self.build()

    def _states(self) -> tuple[FileStates, FileStates]:
        # MkDocs makes paths absolute and follows no links.
        own = os.path.abspath(self.library)  # noqa: PTH100 - as above
        others = (path for path in watched_paths(self.server) if path != own)
        return file_states([own]), file_states(others)


def start_preview(
    server: LiveReloadServer, config: MkDocsConfig, root: Path, builder: Any, build: Callable[[], Build]
) -> None:
    """Watch the trees, catalogs, templates and assets too, and write changed guides without a build.

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
    write = partial(_write_changed, build, root, config)
    server.builder = Preview(server, root, builder, write)


def file_states(roots: Iterable[str | Path]) -> FileStates:
    """Return when each file below some folders was written, and its size."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [os.fspath(root) for root in roots]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    # `scandir` has the type of each entry; `rglob` would ask the disk once more.
                    if entry.is_dir():
                        waiting.append(entry.path)
                    else:
                        found[entry.path] = _state(entry.stat())
        except NotADirectoryError:
            found[path] = _state(Path(path).stat())
        except OSError:
            # A file that vanishes while we look has no state, which differs from the one it had.
            continue
    return found


def _state(status: os.stat_result) -> tuple[int, int]:
    return status.st_mtime_ns, status.st_size


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
        _log.info(f"Updated {counted(len(changed), 'guide')}: {', '.join(sorted(changed))}")
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
