"""Hand-written pages of a new language: copied from the source language, and marked until translated."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from izeja.language.locales import PSEUDO_LANGUAGES
from izeja.library.hand_written import COPIED
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem
from izeja.reading.containment import stays_inside
from izeja.reading.editor_files import is_of_editor
from izeja.reading.files import TooLargeError, read_bytes
from izeja.reading.folder import shown
from izeja.reading.writing import write_whole
from izeja.translation.catalog import whole_line

MAX_BYTES = 10_000_000
"""A larger page is not copied, and not looked at."""


def copy_pages(library: Library, language: str) -> Iterator[str]:
    """Copy the hand-written pages that a language lacks from the source language, and mark them as copies.

    Other files beside them, such as pictures, are copied as they are.

    Yields:
        The path of each new page.
    """
    source = pages_folder(library, library.config.source_language)
    target = pages_folder(library, language)
    if source is None or target is None or language == library.config.source_language:
        return
    for file in sorted(one for one in source.rglob("*") if one.is_file() and not is_of_editor(one.name)):
        copy = target / file.relative_to(source)
        # Never overwrite: this may be run again when half of the pages are translated. A link is no page yet.
        if copy.exists() or not stays_inside(target, copy):
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix != ".md":
            shutil.copyfile(file, copy)
        elif (text := _read(file)) is not None:
            marked = _marked(text, shown(file), language)
            write_whole(copy, marked.encode(errors="surrogateescape"))
            yield shown(copy)


def _read(file: Path) -> str | None:
    """Return the text of a page, None if it cannot be read. Bytes that are no text stay what they are."""
    try:
        raw = read_bytes(file, MAX_BYTES)
    except (OSError, TooLargeError):
        return None
    return raw.decode("utf-8", "surrogateescape").replace("\r\n", "\n")


def _marked(text: str, path: str, language: str) -> str:
    if language in PSEUDO_LANGUAGES:
        return text
    mark = f"{COPIED}{path} -->\n"
    # Metadata must stay at the very top, or MkDocs shows it as text; so the mark goes below it.
    head, fence, body = text.partition("\n---\n")
    if text.startswith("---\n") and fence:
        return f"{head}{fence}\n{mark}{body}" if body.startswith("\n") else f"{head}{fence}\n{mark}\n{body}"
    return f"{mark}\n{text}"


def copies(library: Library, language: str) -> Iterator[Position]:
    """Yield the places at which hand-written pages of a language are marked as copies."""
    folder = pages_folder(library, language)
    for file in sorted(filter(Path.is_file, folder.rglob("*.md"))) if folder else ():
        lines = (_read(file) or "").splitlines()
        number = next((number for number, line in enumerate(lines, 1) if line.startswith(COPIED)), 0)
        if number:
            yield whole_line(shown(file), lines, number)


def copy_problems(library: Library, language: str) -> Iterator[Problem]:
    """Yield an `untranslated` for each page that is still a copy."""
    for place in copies(library, language):
        message = f"this page is not translated into '{language}'"
        yield Problem("untranslated", message, place, "translate it, then delete this line")


def pages_folder(library: Library, language: str) -> Path | None:
    """Return the folder of a language's hand-written pages; None if languages share a folder."""
    return library.page_folder(language) if "{language}" in (library.config.pages or "") else None
