"""Catalogs that nobody reads, since no tree or no language of the library has them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from izeja.language.locales import is_language
from izeja.library.library import LIBRARY, Library
from izeja.library.likeness import typing_error_of
from izeja.problems.problem import Position, Problem
from izeja.problems.wording import listed
from izeja.reading.folder import (
    CONFIG,
    PAGE_WORDS,
    SHARED,
    TRANSLATIONS,
    files_of_kinds,
    is_content,
    printable,
)


def unread_catalogs(library: Library, languages: Collection[str]) -> Iterator[Problem]:
    """`unread-file`: each catalog belongs to a file of the library, and to one of its languages.

    Args:
        library: in its source language.
        languages: those whose catalogs to look at; folders that belong to no language are always looked at.
    """
    folder = library.root / TRANSLATIONS
    read = frozenset(library.config.languages)
    for below in sorted(folder.iterdir()) if folder.is_dir() else ():
        catalogs = [] if below.name.startswith(".") else _catalogs(below)
        if below.suffix == ".po" and is_content(below.name) and below.is_file():
            yield _in_no_language(library, below)
        elif below.name in read:
            if below.name in languages:
                yield from _without_a_part(library, below, catalogs)
        elif catalogs:
            message = f"library.yml does not list the language '{printable(below.name)}'"
            yield _unread(library, below, message, _hint_for_language(below, read))
    for name in files_of_kinds(library.root, (".po",)):
        yield _in_no_language(library, library.root / name)


def _in_no_language(library: Library, file: Path) -> Problem:
    message = f"this catalog is not read, since it is not in the folder of a language below '{TRANSLATIONS}'"
    to = f"'{TRANSLATIONS}/LANGUAGE/', and there to the path of its tree"
    hint = f"move it to {to}, if it has none; or delete it"
    return _unread(library, file, message, hint)


def _catalogs(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*.po") if is_content(file.name))


def _without_a_part(library: Library, folder: Path, catalogs: Collection[Path]) -> Iterator[Problem]:
    parts = {PAGE_WORDS, *(name.removesuffix(".yml") for name in library.sources if name != CONFIG)}
    # The texts of library.yml are those of its topics.
    parts |= {LIBRARY} & library.texts_of.keys()
    renamed = {alias: tree_id for tree_id, aliases in library.names.items() for alias in aliases}
    for file in catalogs:
        part = file.relative_to(folder).with_suffix("").as_posix()
        if part in renamed:
            hint = f"run 'izeja translate update', which puts its translations into {renamed[part]}.po"
            yield _unread(library, file, "this catalog has an older name of its tree", hint, folder.name)
        elif part == LIBRARY and part not in parts:
            message = f"this catalog is not read, since {CONFIG} has no topics"
            yield _unread(library, file, message, "delete it", folder.name)
        elif part not in parts:
            message = f"this catalog is not read, since there is no file {printable(part)}.yml"
            yield _unread(library, file, message, _hint_for_part(folder, part, parts), folder.name)


def _hint_for_part(folder: Path, part: str, parts: Collection[str]) -> str:
    if close := typing_error_of(part, parts):
        if os.path.lexists(folder / f"{close}.po"):
            return f"'{close}.po' is there, too: move to it what it lacks, and delete this catalog"
        return f"did you mean '{close}.po'?"
    gone = "if the file is gone for good, delete its catalog"
    if f"{part}.yml" in SHARED:
        return gone
    return f"if the tree has another name now, add 'aliases: [{part}]' to it\n{gone}"


def _hint_for_language(folder: Path, languages: Collection[str]) -> str:
    name = folder.name
    alike = (one for one in languages if one.replace("_", "-").lower() == name.replace("_", "-").lower())
    if close := next(alike, None):
        if folder.with_name(close).exists() and not folder.samefile(folder.with_name(close)):
            return f"move what '{close}' lacks to there, and delete this folder"
        return f"rename this folder to '{close}'"
    if is_language(name):
        return f"add '{name}: preparing' to 'languages' in library.yml, or delete this folder"
    free = sorted(one for one in languages if not os.path.lexists(folder.with_name(one)))
    if free:
        return f"rename this folder to one of: {listed(free)}; or delete it"
    return "move each catalog that a language lacks to its folder, and delete this one"


def _unread(library: Library, path: Path, message: str, hint: str, language: str = "") -> Problem:
    place = Position(f"{library.shown_root}/{printable(path.relative_to(library.root).as_posix())}")
    return Problem("unread-file", message, place, hint, severity="warning", language=language)
