"""The files in the folder of hand-written pages: which are published, and in which language.

As MkDocs and its plugin static-i18n read the folder, so that the same files have the same addresses.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pathspec import GitIgnoreSpec

from izeja.hosts.plain.settings import Settings
from izeja.hosts.plain.stopped import StoppedError
from izeja.reading.containment import real
from izeja.reading.editor_files import is_of_editor
from izeja.reading.links import does_not_exist, is_in_itself, is_outside

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
_HIDDEN = ".*\n/templates/\n"
"""What MkDocs never publishes, unless `exclude_docs` says so."""
# What static-i18n takes for a language, even if the site does not have it.
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Za-z]{4})?(-[A-Z]{2})?|[a-z]{2}_[A-Z]{2}")
_OF_LIBRARY = (".yml", ".po")


class DocFile(NamedTuple):
    """A file: its path from the folder of pages, and from that of its language, or without its ending.

    `language` is None for a file of no language in particular.
    """

    path: str
    name: str
    language: str | None

    @property
    def is_page(self) -> bool:
        """Whether this is a page, and nothing to copy."""
        return self.name.endswith(_MARKDOWN)

    @property
    def page(self) -> str:
        """The path of a page without the ending of Markdown."""
        return posixpath.splitext(self.name)[0]


def find_docs(settings: Settings, languages: Collection[str], pictures: Collection[Path]) -> list[DocFile]:
    """Return the files of all languages in their order.

    Args:
        settings: of the site.
        languages: all of the site; none if it has only one.
        pictures: those of the library, which are published without their metadata.

    Raises:
        StoppedError: a link leads out of the project, nowhere, or back to a folder that it is in; a folder
            cannot be read.
    """
    hidden = GitIgnoreSpec.from_lines(f"{_HIDDEN}{settings.excluded}".splitlines())
    found = [path for path in _below(settings, hidden) if not _is_of_library(settings, path, pictures)]
    in_folders = _are_in_folders(settings, languages)
    files = [_in_language(path, languages, in_folders=in_folders) for path in found]
    # MkDocs takes the one that is called `index` of two home pages of a folder.
    indexes = {(one.language, one.page) for one in files if one.is_page}
    return [one for one in files if not (one.is_page and _is_second_index(one, indexes))]


def _below(settings: Settings, hidden: GitIgnoreSpec) -> Iterator[str]:
    """Yield the files below the folder of pages, but for hidden ones, and follow links as MkDocs does."""
    failed = partial(_refuse_unread, settings)
    for below, folders, names in os.walk(settings.docs, followlinks=True, onerror=failed):
        at = Path(below).relative_to(settings.docs)
        folders[:] = [
            name
            for name in sorted(folders)
            if not hidden.match_file(f"{(at / name).as_posix()}/") or not (Path(below) / name).is_symlink()
        ]
        wanted = [
            name
            for name in sorted(names)
            if not is_of_editor(name) and not hidden.match_file((at / name).as_posix())
        ]
        for link in (Path(below) / name for name in (*folders, *wanted)):
            if link.is_symlink():
                _check_link(link, settings)
        yield from ((at / name).as_posix() for name in wanted)


def _refuse_unread(settings: Settings, error: OSError) -> None:
    folder = Path(error.filename)
    if isinstance(error, FileNotFoundError) and folder == settings.docs:
        return  # a site may be of guides alone
    reason = f"cannot read the folder '{_shown(folder, settings)}': {error.strerror}"
    message = f"{reason}. Check that it is a folder, and who may read it"
    raise StoppedError(message)


def _check_link(link: Path, settings: Settings) -> None:
    """Refuse a link whose file nobody meant to publish, and one that would be followed without end."""
    shown_as = _shown(link, settings)
    if fault := (
        does_not_exist(link, shown_as)
        or is_outside(link, shown_as, (settings.root, settings.docs))
        or is_in_itself(link, shown_as, settings.docs)
    ):
        raise StoppedError(fault)


def _shown(path: Path, settings: Settings) -> str:
    return (settings.docs.name / path.relative_to(settings.docs)).as_posix()


def _is_of_library(settings: Settings, path: str, pictures: Collection[Path]) -> bool:
    file = settings.docs / path
    if file in pictures:
        return True
    # A link may lead to the library, whose drafts are nobody's to read.
    return file.suffix in _OF_LIBRARY and real(file).is_relative_to(real(settings.library))


def _are_in_folders(settings: Settings, languages: Collection[str]) -> bool:
    if settings.in_folders is not None:
        return settings.in_folders
    return any((settings.docs / one).is_dir() for one in languages)


def _in_language(path: str, languages: Collection[str], *, in_folders: bool) -> DocFile:
    if not languages:
        return DocFile(path, path, None)
    if in_folders:
        folder, slash, name = path.partition("/")
        is_language = slash and (folder in languages or _LANGUAGE.fullmatch(folder))
        return DocFile(path, name, folder) if is_language else DocFile(path, path, None)
    stem, ending = posixpath.splitext(path)
    name, dot, language = stem.rpartition(".")
    is_known = language in languages or _LANGUAGE.fullmatch(language)
    return DocFile(path, f"{name}{ending}", language) if dot and is_known else DocFile(path, path, None)


def _is_second_index(file: DocFile, pages: Collection[tuple[str | None, str]]) -> bool:
    folder, stem = posixpath.split(file.page)
    return stem == "README" and (file.language, posixpath.join(folder, "index")) in pages
