"""The names of catalogs and of their messages: a file for each part and language, a context for each text.

A message's context is the address of its text: `microsoft/still-charged#too-late hint` is the hint of a
node, `microsoft/still-charged title` the title of a tree, `terms#manage text` a term, `library#billing title`
the title of a topic. Answers share the context of their question, since no two of them read the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from izeja.language.locales import PSEUDO_LANGUAGES
from izeja.library.library import LIBRARY, Library, Text
from izeja.reading.folder import TRANSLATIONS


def translated_languages(library: Library) -> list[str]:
    """Return the languages of a library that have catalogs."""
    source, languages = library.config.source_language, library.config.languages
    return [one for one in languages if one != source and one not in PSEUDO_LANGUAGES]


def catalog_file(library: Library, file_id: str, language: str) -> tuple[Path, str]:
    """Return the file of a part's catalog (`translations/LANGUAGE/PART.po`), and its path in problems."""
    name = f"{TRANSLATIONS}/{language}/{file_id}.po"
    return library.root / name, f"{library.shown_root}/{name}"


def context_of(text: Text) -> str:
    """Return the context of a text's message; see the module."""
    file_id, at = text.file_id, text.at
    if len(at) == 3 and at[0] == "nodes":
        # Most texts are fields of a node, and each is asked for in each language.
        return f"{file_id}#{at[1]} {at[2]}"
    owner: str | int = ""
    if at[0] == "nodes":
        owner, at = at[1], at[2:]
    elif file_id in ("terms", "contacts", "facts"):
        owner, at = at[0], at[1:]
    elif file_id == LIBRARY:
        # Without the topic around it: a topic keeps its translation wherever it is.
        owner, at = at[-2], at[-1:]
    # Without list indexes: an answer keeps its translation when answers are reordered.
    field = at[0] if len(at) == 1 else ".".join([key for key in at if isinstance(key, str)])
    return f"{file_id}#{owner} {field}" if owner else f"{file_id} {field}"


def sources_by_context(texts: Iterable[Text]) -> Mapping[str, frozenset[str]]:
    """Return the source texts of a part by the contexts of their messages."""
    found: dict[str, set[str]] = {}
    for text in texts:
        found.setdefault(context_of(text), set()).add(text.text)
    return {context: frozenset(texts) for context, texts in found.items()}
