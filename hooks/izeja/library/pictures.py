"""The pictures and videos that texts show: each file is read once, and a language can have its own.

`plug.png` is for all languages without a picture of their own, and `plug.lv.png` is for Latvian. A video has
captions as well (`plug.lv.vtt`; `plug.vtt` is in the source language), and can have a picture to begin with,
of the same name (`plug.jpg`).
"""

from __future__ import annotations

import codecs
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from izeja.language.config import Config
from izeja.problems.problem import Position, Problem
from izeja.reading.containment import stays_inside
from izeja.reading.files import TooLargeError, decode, read_bytes
from izeja.reading.folder import files_of_kinds
from izeja.reading.media.captions import CaptionsError, transcript
from izeja.reading.media.file import prepare
from izeja.reading.media.formats import KINDS, Size, UnusableError, kind_of
from izeja.running.memo import Memory

_PICTURES = tuple(suffix for suffix, kind in KINDS.items() if kind == "picture")
_DIGITS = 16


class PictureFile(NamedTuple):
    """A picture, a video or captions: the path from the library's folder, and the name in the site.

    `removed` says what of it is not published, and `says` has the paragraphs of captions. `problem` keeps it
    from being shown, and `text` is that of captions with a problem.
    """

    path: str
    name: str = ""
    size: Size | None = None
    weight: int = 0
    removed: str = ""
    says: tuple[str, ...] = ()
    problem: Problem | None = None
    text: str = ""


class Shown(NamedTuple):
    """What a page shows of a picture or a video in one language.

    `is_foreign` says whether a file or captions of the source language take the place of missing ones.
    """

    file: PictureFile
    poster: PictureFile | None
    captions: PictureFile | None
    is_foreign: bool
    are_captions_foreign: bool


@dataclass(frozen=True)
class Pictures:
    """The files of all pictures and videos that texts show, by their paths from the library's folder.

    `paths` has what the texts name.
    """

    files: Mapping[str, PictureFile] = field(default_factory=dict)
    source_language: str = ""
    paths: tuple[str, ...] = ()

    @property
    def are_used(self) -> bool:
        """Whether any text has a picture, be its file there or not."""
        return bool(self.source_language)

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of captions with a problem, by the paths that it names."""
        return {
            file.problem.position.path: file.text
            for file in self.files.values()
            if file.problem and file.text
        }

    def shown(self, path: str, language: str) -> Shown | None:
        """Return what a page in a language shows of the picture or video that a text names."""
        file = self._first(versions(path, language, self.source_language))
        if file is None or file.problem:
            return None
        if kind_of(path) != "video":
            return Shown(file, None, None, self._is_foreign(file, path, language), are_captions_foreign=False)
        captions, poster = self.captions(path, language), self._first(_posters(path, language))
        own = captions or self.captions(path, self.source_language)
        return Shown(
            file,
            None if poster and poster.problem else poster,
            None if own and own.problem else own,
            self._is_foreign(file, path, language),
            are_captions_foreign=captions is None,
        )

    def version(self, path: str, language: str) -> PictureFile | None:
        """Return the file of a picture or video for a language; None if there is only one for others."""
        file = self._first(versions(path, language, self.source_language))
        return None if file is None or self._is_foreign(file, path, language) else file

    def captions(self, path: str, language: str) -> PictureFile | None:
        """Return the captions of a video in a language."""
        return self._first(_captions(path, language, self.source_language))

    def with_companions(self, path: str, languages: Iterable[str]) -> Iterator[PictureFile]:
        """Yield each file that pages use for a picture or a video, in some languages."""
        for name in dict.fromkeys(_all_names(path, languages, self.source_language)):
            if name in self.files:
                yield self.files[name]

    def published(self, languages: Iterable[str]) -> Iterator[PictureFile]:
        """Yield each file that pages in some languages need, once."""
        shown = [one for path in self.paths for language in languages if (one := self.shown(path, language))]
        files = (file for one in shown for file in (one.file, one.poster, one.captions) if file is not None)
        yield from dict.fromkeys(files)

    def _first(self, names: Iterable[str]) -> PictureFile | None:
        return next((self.files[name] for name in names if name in self.files), None)

    def _is_foreign(self, file: PictureFile, path: str, language: str) -> bool:
        return language != self.source_language and file.path == _of(path, self.source_language)


def versions(path: str, language: str, source_language: str) -> tuple[str, ...]:
    """Return the names that the file of a picture for a language can have, the best first."""
    return _of(path, language), path, _of(path, source_language)


def _captions(path: str, language: str, source_language: str) -> Iterator[str]:
    stem = posixpath.splitext(path)[0]
    yield f"{stem}.{language}.vtt"
    # Captions without a language are in that of the texts.
    if language == source_language:
        yield f"{stem}.vtt"


def _posters(path: str, language: str) -> Iterator[str]:
    stem = posixpath.splitext(path)[0]
    yield from (f"{stem}.{language}{suffix}" for suffix in _PICTURES)
    yield from (f"{stem}{suffix}" for suffix in _PICTURES)


def _all_names(path: str, languages: Iterable[str], source_language: str) -> Iterator[str]:
    for language in languages:
        yield from versions(path, language, source_language)
        if kind_of(path) == "video":
            yield from _captions(path, language, source_language)
            yield from _posters(path, language)


def _of(path: str, language: str) -> str:
    stem, suffix = posixpath.splitext(path)
    return f"{stem}.{language}{suffix}"


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def read_pictures(
    root: Path, shown_root: str, config: Config, paths: Iterable[str], memory: Memory
) -> Pictures:
    """Read the pictures and videos that texts show, in all their languages.

    Args:
        root: the folder of the library.
        shown_root: the folder in messages.
        config: its settings.
        paths: what texts name, from the library's folder.
        memory: results of the last time.
    """
    wanted = [path for path in dict.fromkeys(paths) if kind_of(path)]
    # Listed, not looked for: a system that ignores the case of letters would find `Plug.PNG` as `plug.png`.
    there = frozenset(files_of_kinds(root, KINDS))
    names = (name for path in wanted for name in _all_names(path, config.languages, config.source_language))
    return Pictures(
        {
            name: memory.made(_read, name, name, root, shown_root, config, _state(root / name))
            for name in dict.fromkeys(names)
            if name in there
        },
        config.source_language,
        tuple(wanted),
    )


def _state(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _read(name: str, root: Path, shown_root: str, config: Config, _state: object) -> PictureFile:
    place = Position(f"{shown_root}/{name}")
    if not stays_inside(root, root / name):
        message = "this is a link to a file outside of the library's folder"
        return PictureFile(name, problem=Problem("unreadable-file", message, place, "copy the file here"))
    kind = kind_of(name)
    if kind == "captions":
        return _read_captions(name, root, place, config)
    limit = config.limits.video_size if kind == "video" else config.limits.picture_size
    try:
        done = prepare(raw := read_bytes(root / name, limit), _suffix(name))
    except TooLargeError as error:
        hint = f"save it smaller, or raise 'limits: {kind}_size' in library.yml"
        return PictureFile(name, problem=Problem("too-large", str(error), place, hint))
    except UnusableError as error:
        return PictureFile(name, problem=Problem("invalid-picture", str(error), place, error.hint))
    except OSError as error:
        message = f"this file cannot be read: {error.strerror}"
        hint = "check that you have permission to open it"
        return PictureFile(name, problem=Problem("unreadable-file", message, place, hint))
    return PictureFile(name, _name_in_site(done.content, name), done.size, len(raw), done.removed)


def _read_captions(name: str, root: Path, place: Position, config: Config) -> PictureFile:
    source, problem = decode(root / name, place.path, config.limits.file_size)
    if problem:
        return PictureFile(name, problem=problem)
    try:
        says = transcript(source.text)
    except CaptionsError as error:
        line = Position(place.path, error.line, 1, error.line, 1)
        problem = Problem("invalid-captions", str(error), line, error.hint)
        return PictureFile(name, problem=problem, text=source.text)
    content = source.text.encode()
    return PictureFile(name, _name_in_site(content, name), weight=len(content), says=says)


def _name_in_site(content: bytes, name: str) -> str:
    """Return a name that changes with the content, so that browsers can keep the file for ever."""
    return f"{sha256(content).hexdigest()[:_DIGITS]}{_suffix(name)}"


def content_of(root: Path, file: PictureFile) -> bytes:
    """Return the content of a file as it is published.

    Raises:
        UnusableError: it has changed since it was read.
        OSError: it cannot be read.
    """
    path = root / file.path
    raw = read_bytes(path, path.stat().st_size)
    if _suffix(file.path) == ".vtt":
        return raw.removeprefix(codecs.BOM_UTF8)
    return prepare(raw, _suffix(file.path)).content
