"""The pictures, videos and captions of a library as files of a site, without their metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from izeja.library.library import Library
from izeja.library.pictures import PictureFile, content_of
from izeja.page.addresses import MEDIA


def files_of(library: Library, languages: Iterable[str]) -> dict[str, PictureFile]:
    """Return what pages in some languages need, by its path from the root of the site."""
    return {f"{MEDIA}/{file.name}": file for file in library.pictures.published(languages)}


def write_files(root: Path, files: Mapping[str, PictureFile], site: Path) -> None:
    """Write these files into a site.

    Args:
        root: the folder of the library.
        files: as from `files_of`.
        site: the folder of the site.
    """
    for uri, file in files.items():
        target = site / uri
        # Its name says what is in it. In a preview, most are there.
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content_of(root, file))
