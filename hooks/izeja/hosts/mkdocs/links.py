"""Links on the disk among the pages of a site, which MkDocs follows wherever they lead."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs.mkdocs_internals import is_included
from izeja.hosts.mkdocs.terminal import StoppedError
from izeja.reading.links import does_not_exist, is_outside

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File


def links_out(files: Iterable[File], config: MkDocsConfig) -> Iterator[str]:
    """Yield what is wrong with each link that leads out of the project.

    Raises:
        StoppedError: a link leads nowhere.
    """
    docs = Path(config.docs_dir)
    project = (Path(config.config_file_path).parent, docs)
    for link in _links(docs, files):
        shown_as = (docs.name / link.relative_to(docs)).as_posix()
        if fault := does_not_exist(link, shown_as):
            raise StoppedError(fault)
        if fault := is_outside(link, shown_as, project):
            yield fault


def _links(docs: Path, files: Iterable[File]) -> Iterator[Path]:
    """Yield the links below the folder of pages, each once: files, and folders on the way to files."""
    looked_at = {str(docs)}
    for file in files:
        path = file.abs_src_path or ""
        # Files of themes and of other plugins are elsewhere.
        if not is_included(file) or not path.startswith(f"{docs}{os.sep}"):
            continue
        while path not in looked_at:
            looked_at.add(path)
            if os.path.islink(path):  # noqa: PTH114 - for each file of the site, and faster
                yield Path(path)
            path = os.path.dirname(path)  # noqa: PTH120 - as above
