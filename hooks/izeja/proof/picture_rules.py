"""The rules for pictures and videos: the files exist, pages can show them, and no language lacks anything."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from izeja.language.locales import PSEUDO_LANGUAGES
from izeja.language.pictures import PictureLink
from izeja.library.library import Library
from izeja.library.likeness import nearest_first, typing_error_of
from izeja.library.pictures import versions
from izeja.library.references import Reference, references_in_texts
from izeja.problems.problem import Position, Problem
from izeja.problems.wording import listed
from izeja.proof.untranslated import severity_of_untranslated
from izeja.reading.folder import files_of_kinds
from izeja.reading.media.formats import INSTEAD, KINDS, kind_of

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_NAMES = re.compile(r"[\\/]")
_FOREIGN = ("http:", "https:", "//", "data:", "file:")


def prove_pictures(library: Library) -> Iterator[Problem]:
    """Yield every problem of the pictures and videos that texts show."""
    for file_id in library.texts_of if library.pictures.are_used else ():
        for reference in references_in_texts(library, file_id):
            if isinstance(reference.to, PictureLink):
                yield from _problems_of(library, reference, reference.to)


def _problems_of(library: Library, reference: Reference, link: PictureLink) -> Iterator[Problem]:
    place = reference.position(library)
    if problem := _unusable_path(reference.file_id, link, place) or _unusable_kind(link, place):
        yield problem
        return
    path = link.path_from(reference.file_id)
    assert path is not None  # noqa: S101 - a path out of the library is a problem
    found = [*library.pictures.with_companions(path, library.config.languages)]
    if not any(kind_of(file.path) == link.kind for file in found):
        yield _missing(library, reference, path)
        return
    tree = frozenset((library.source_of(reference.file_id).path,))
    # Its place is in a file of its own, which other trees may show as well.
    broken = [replace(file.problem, concerns=tree) for file in found if file.problem]
    yield from broken
    if broken:
        return
    for language in library.config.languages:
        if language not in PSEUDO_LANGUAGES:
            yield from _missing_in(library, reference, path, language)


def _unusable_path(file_id: str, link: PictureLink, place: Position) -> Problem | None:
    """`unknown-picture`: a path is one in the library, whether its file is there or not."""
    if link.written.lower().startswith(_FOREIGN):
        message = "a page shows no pictures and videos of other sites"
        hint = "save it beside this file, if you may use it, and write its name: '![...](pictures/plug.png)'"
        return Problem("unknown-picture", message, place, hint)
    if _DRIVE.match(link.written):
        message, name = f"'{link.written}' is outside of the library's folder", _NAMES.split(link.written)[-1]
        return Problem("unknown-picture", message, place, f"put it beside this file, and write '{name}'")
    if "\\" in link.written:
        hint = f"write '{link.written.replace(chr(92), '/')}'"
        return Problem("unknown-picture", f"'{link.written}' has backslashes", place, hint)
    if link.path_from(file_id) is None:
        message = f"'{link.written}' is outside of the library's folder"
        return Problem("unknown-picture", message, place, "put it into the folder of library.yml")
    return None


def _unusable_kind(link: PictureLink, place: Position) -> Problem | None:
    """`invalid-picture`: a picture is of a kind that pages show, by the end of its name."""
    if link.kind == "captions":
        message = "a text shows a video, and not its captions"
        return Problem("invalid-picture", message, place, f"write '{link.written[:-4]}.mp4'")
    if link.kind is None:
        message = f"pages cannot show a file that ends with '{link.suffix}'"
        # Captions are the last of them, and no text shows these.
        hint = INSTEAD.get(link.suffix, f"use one that ends with {listed([*KINDS][:-1])}")
        if not link.suffix:
            message = f"'{link.written}' is not the name of a picture or a video"
            hint = "write the whole name of the file, such as 'pictures/plug.png'"
        return Problem("invalid-picture", message, place, hint)
    return None


def _missing(library: Library, reference: Reference, path: str) -> Problem:
    place, message = reference.position(library), f"there is no file '{path}' in the library's folder"
    folder = posixpath.dirname(reference.file_id)
    names = [
        posixpath.relpath(name, folder or ".") for name in files_of_kinds(library.root, KINDS) if name != path
    ]
    return Problem("unknown-picture", message, place, _meant(posixpath.relpath(path, folder or "."), names))


def _meant(wanted: str, names: list[str]) -> str:
    if same := next((name for name in names if name.casefold() == wanted.casefold()), None):
        return f"write '{same}': capital letters and small ones are not the same"
    stem, base = posixpath.splitext(wanted)[0], posixpath.basename(wanted)
    if same := next((name for name in names if posixpath.splitext(name)[0] == stem), None):
        return f"did you mean '{same}'?"
    if len(elsewhere := [name for name in names if posixpath.basename(name) == base]) == 1:
        return f"write '{elsewhere[0]}': paths begin at the folder of this file"
    if close := typing_error_of(wanted, names):
        return f"did you mean '{close}'?"
    near = nearest_first(wanted, names)
    hint = "put the file there; paths begin at the folder of this file"
    return f"{hint}\nor use one of: {listed(near[:5], len(near))}" if near else hint


def _missing_in(library: Library, reference: Reference, path: str, language: str) -> Iterator[Problem]:
    """`untranslated`, `no-captions`: what a picture or a video lacks in a language."""
    pictures, place = library.pictures, reference.position(library)
    severity = severity_of_untranslated(library, language)
    # What is wrong with the language that texts are written in is the writer's.
    translated = "" if language == library.config.source_language else language
    if pictures.version(path, language) is None:
        own, shared, _ = versions(path, language, library.config.source_language)
        message = f"this has no file for the language '{language}'"
        hint = f"add '{own}', or '{shared}' for all languages without one of their own"
        yield Problem("untranslated", message, place, hint, severity=severity, language=translated)
    if kind_of(path) == "video" and pictures.captions(path, language) is None:
        message = f"this video has no captions in '{language}'"
        hint = f"add '{posixpath.splitext(path)[0]}.{language}.vtt'"
        yield Problem("no-captions", message, place, hint, severity=severity, language=translated)
