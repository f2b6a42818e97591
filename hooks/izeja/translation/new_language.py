"""A new language in the settings: named in `library.yml`, and the lines that `mkdocs.yml` needs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from izeja.language.locales import PSEUDO_LANGUAGES, name_of
from izeja.library.library import Library
from izeja.reading.containment import stays_inside
from izeja.reading.files import DEFAULT_BOUNDS, read_bytes
from izeja.reading.folder import CONFIG
from izeja.reading.parse import parse
from izeja.reading.writing import write_whole
from izeja.translation.site_settings import HOME, LANGUAGES_PLUGIN, SiteSettings, child, text


class UneditableError(Exception):
    """The languages of `library.yml` are written in a way that a program cannot edit safely."""


def add_to_config(library: Library, language: str) -> bool:
    """Add a language to `library.yml` as one in preparation, and change no other meaning there.

    A list of languages becomes a mapping, since it has no place for states.

    Returns:
        Whether the file has changed. It stays as it is if it names the language already.

    Raises:
        UneditableError: if the languages have to be edited by hand.
    """
    if language in library.config.languages:
        return False
    source = library.sources[CONFIG]
    # Editing text keeps comments and layout, which writing the data again would lose. `_check` makes it safe.
    edited = replace(source, text=_edited(library, f"{language}: preparing"))
    _check(library, language, parse(edited).data)
    file = library.root / CONFIG
    if not stays_inside(library.root, file):
        message = f"{library.shown_root}/{CONFIG} is a link: add '{language}' to 'languages:' there"
        raise UneditableError(message)
    # The source text is without its mark, so it is put back.
    raw = read_bytes(file, DEFAULT_BOUNDS.size)
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    write_whole(file, mark + edited.text.encode())
    return True


def _edited(library: Library, entry: str) -> str:
    """Return the text of `library.yml` with a state for each language, and one more entry at the end."""
    source, languages = library.sources[CONFIG], library.config.languages
    lines = source.text.split("\n")
    items: Sequence[str | int] = [*languages] if isinstance(languages, dict) else range(len(languages))
    whole, last = source.value("languages"), source.value("languages", items[-1])
    is_flow = lines[whole.line - 1][whole.column - 1] in "[{"
    # From the end backwards, so that no edit moves the place of a later one.
    if not is_flow:
        column = (source.key if isinstance(languages, dict) else source.value)("languages", items[-1]).column
        ending = "\r" if lines[last.line - 1].endswith("\r") else ""
        lines.insert(last.line, f"{' ' * (column - 1)}{entry}{ending}")
    elif not isinstance(languages, dict):
        _put(lines, whole.end_line, whole.end_column - 1, "}", over=1)
    if is_flow:
        _put(lines, last.end_line, last.end_column, f", {entry}")
    if not isinstance(languages, dict):
        for index in reversed(range(len(languages))):
            place = source.value("languages", index)
            _put(lines, place.end_line, place.end_column, f": {library.config.states[languages[index]]}")
            if not is_flow:
                # In place of the dash, so that the keys are further in than 'languages:'.
                _put(lines, place.line, lines[place.line - 1].find("-") + 1, " ", over=1)
        if is_flow:
            _put(lines, whole.line, whole.column, "{", over=1)
    # The states say it now.
    return "\n".join(line for line in lines if not re.match(r"untranslated\s*:", line))


def _put(lines: list[str], line: int, column: int, text: str, over: int = 0) -> None:
    """Put a text into a line, in place of some characters."""
    before = lines[line - 1]
    lines[line - 1] = f"{before[: column - 1]}{text}{before[column - 1 + over :]}"


def _check(library: Library, language: str, data: Any) -> None:
    """Refuse an edit unless one more language is all that it changes."""
    before = parse(library.sources[CONFIG]).data
    before.pop("untranslated", None)
    if data != {**before, "languages": {**library.config.states, language: "preparing"}}:
        place = f"'languages:' in {library.shown_root}/{CONFIG}"
        message = f"add '{language}: preparing' to {place} by hand, with the state of each language"
        raise UneditableError(message)


def missing_lines(mkdocs: Path, language: str, languages: Iterable[str]) -> str | None:
    """Return the lines that `mkdocs.yml` needs for a language, for people to paste; None if it has them.

    The file itself is not edited: it may have tags, anchors, environment variables or a parent file, and
    a mistake in it would stop the whole site.

    Args:
        mkdocs: the file.
        language: the new language.
        languages: all languages of the library, the site's default first.
    """
    settings = SiteSettings(mkdocs)
    entries = settings.languages
    if language in entries:
        return None
    if not entries:
        first, *others = languages
        listed = "\n".join([_entry(first, 8, default=True), *(_entry(one, 8) for one in others)])
        head = f"plugins:\n  - {LANGUAGES_PLUGIN}:\n      docs_structure: {settings.structure(first)}"
        return f"{head}\n      languages:\n{listed}"
    # The last entry is the pattern: a site with its own addresses has them in every language.
    last, example = [*entries.items()][-1]
    link = text(child(example, "fixed_link")).replace(last, language)
    return _entry(language, max(example.start_mark.column - 2, 0), link=link)


def missing_home(mkdocs: Path, language: str, default: str) -> tuple[Path, Path] | None:
    """Return the home page that a language lacks, and that of the default language; None if it has one.

    Args:
        mkdocs: the settings of the site.
        language: the new language.
        default: the site's default language.
    """
    settings = SiteSettings(mkdocs)
    docs = settings.docs
    if settings.structure(default) == "folder":
        home, homes = docs / language / HOME, [docs / default / HOME]
    else:
        stem, ending = Path(HOME).stem, Path(HOME).suffix
        home, homes = docs / f"{stem}.{language}{ending}", [docs / f"{stem}.{default}{ending}", docs / HOME]
    existing = next((one for one in homes if one.is_file()), None)
    return None if existing is None or home.is_file() else (home, existing)


def _entry(language: str, indent: int, *, default: bool = False, link: str = "") -> str:
    lines = [f"- locale: {language}", f"  name: {name_in_menu(language)}"]
    lines += ["  default: true"] if default else []
    lines += [f"  fixed_link: {link}"] if link else []
    return "\n".join(" " * indent + line for line in lines)


def name_in_menu(language: str) -> str:
    """Return the name of a language in its own words, as a site's menu has it."""
    name = language if language in PSEUDO_LANGUAGES else name_of(language, language)
    return f"{name[:1].upper()}{name[1:]}"
