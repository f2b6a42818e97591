"""The pictures and videos of guides in a site of MkDocs: written by us, without their metadata."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from izeja.hosts.mkdocs.terminal import log
from izeja.problems.wording import counted
from izeja.reading.media.formats import POSITION
from izeja.site.media import files_of, write_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from izeja.hosts.mkdocs.build import Build
    from izeja.library.library import Library
    from izeja.library.pictures import PictureFile


def media_files(build: Build) -> dict[str, PictureFile]:
    """Return the files that `write_media` writes, by their paths from the root of the site."""
    return files_of(build.library.compiled.source, build.library.languages)


def write_media(build: Build, config: MkDocsConfig) -> None:
    """Write the pictures, videos and captions of all guides into a site: of all languages, in a shard too."""
    wanted = media_files(build)
    write_files(build.library.compiled.source.root, wanted, Path(config.site_dir))
    _say_what_is_removed([file for file in wanted.values() if file.removed])


def _say_what_is_removed(files: list[PictureFile]) -> None:
    if not files:
        return
    placed = [file.path for file in files if file.removed == POSITION]
    also = f"; {counted(len(placed), 'file')} had {POSITION}: {', '.join(placed)}" if placed else ""
    log.info(f"Published without the metadata of cameras and editors: {counted(len(files), 'file')}{also}")


def is_picture(file: File, library: Library) -> bool:
    """Return whether a file is a picture of guides, which MkDocs would publish as it is."""
    files = library.pictures.files
    if not files or file.abs_src_path is None:
        return False
    path = Path(file.abs_src_path)
    root = library.root.absolute()
    return path.is_relative_to(root) and path.relative_to(root).as_posix() in files
