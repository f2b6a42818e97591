"""The end of a language and of a build: files beside the pages, the search, and what became of the time."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from izeja.hosts.mkdocs import search
from izeja.hosts.mkdocs.assets import write_assets, write_moved_pages
from izeja.hosts.mkdocs.shards import write_manifest
from izeja.running.timing import as_table

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from izeja.hosts.mkdocs.build import Build


def finish_language(build: Build, config: MkDocsConfig) -> None:
    """Add guides to Material's search, and write scripts and the pages at old addresses."""
    search.add_guides(build, config)
    site, language = Path(config.site_dir), build.language(config)
    write_assets(site, analytics=build.options.analytics)
    write_moved_pages(site, language, build.library, with_folders=config.use_directory_urls)


def finish_build(build: Build, config: MkDocsConfig) -> None:
    """Divide the search by language, and wait for the pages of all guides."""
    search.divide(build, config)
    for language in build.languages.values():
        search.entries_of_guides(build, language)
    if build.part.is_part:
        write_manifest(Path(config.site_dir), build.languages.values())
    if build.options.profile:
        whole = time.perf_counter() - build.started
        click.echo(f"Where the time of guides went (the whole build: {whole:.2f} s):\n{as_table()}", err=True)
