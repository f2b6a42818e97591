"""Keeping the catalogs of translators in step with the trees, as `izeja translate update` does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog

from izeja.library.library import Library, Text
from izeja.problems.problem import Problem
from izeja.reading.folder import PAGE_WORDS
from izeja.translation import po_files
from izeja.translation.catalog import Key, read_catalog
from izeja.translation.catalog_names import catalog_file, context_of
from izeja.translation.earlier_translations import with_earlier
from izeja.translation.page_words import plural_forms_in, speaks, words
from izeja.translation.remarks import remarks_on_text, remarks_on_word

_HEADER = re.compile(r'\A(?:#.*\n)*msgid ""\nmsgstr .*\n(?:".*\n)*')


@dataclass(frozen=True, slots=True)
class Updated:
    """The result for one catalog: its path, its messages, how many of them wait to be translated.

    `took_over` is the catalog of an older id of the same tree, whose translations are now in this one.
    """

    path: str
    messages: int
    waiting: int
    changed: bool
    took_over: str = ""


@dataclass(frozen=True)
class Draft:
    """A catalog before it is written: the file, its messages, and the texts that they translate.

    `old` is the catalog of an older id of the same tree. With `problems`, there are no messages.
    """

    language: str
    file_id: str
    file: Path
    path: str
    header: str
    catalog: Catalog
    texts: tuple[Text, ...] = ()
    old: tuple[Path, str] | None = None
    problems: tuple[Problem, ...] = ()

    def translation(self, key: Key) -> str:
        """Return the translation of a message; "" if it has none or only a fuzzy one."""
        message = self.catalog.get(key[1], key[0] or None)
        return str(message.string or "") if message is not None and not message.fuzzy else ""


def update_catalogs(library: Library, languages: Iterable[str]) -> Iterator[Updated | Problem]:
    """Bring the catalogs of languages up to date with the trees, and create those that are missing.

    Translations are kept. That of a changed text becomes a fuzzy proposal beside the old source text, that of
    a removed text goes to the end of the file, and that of a renamed tree or node follows its `aliases`.
    A catalog that cannot be read stays as it is.

    Args:
        library: in its source language.
        languages: those of the catalogs, all of them known to CLDR.

    Yields:
        The result for each catalog, or the problems that kept it from being updated.
    """
    for draft in draft_catalogs(library, languages):
        if draft.problems:
            yield from draft.problems
        else:
            yield write_catalog(draft)


def draft_catalogs(library: Library, languages: Iterable[str]) -> list[Draft]:
    """Return the catalogs of languages as `update_catalogs` would write them."""
    drafts = [one for language in languages for one in _drafts(library, language)]
    # Remarks quote the translations of other catalogs, so all of these come first.
    usable = {(one.language, one.file_id): one for one in drafts if not one.problems}
    for draft in usable.values():
        for text in draft.texts:
            message = draft.catalog.get(text.text, context_of(text))
            if message is not None:
                message.auto_comments = list(remarks_on_text(library, text, draft.language, usable))
    return drafts


def write_catalog(draft: Draft) -> Updated:
    """Write a catalog if it differs from its file, and delete that of an older id of its tree."""
    # Compared as bytes, so that an update without news leaves the file's date alone, and git quiet.
    content = po_files.write(draft.catalog, draft.header)
    changed = not draft.file.exists() or draft.file.read_bytes() != content
    if changed:
        draft.file.parent.mkdir(parents=True, exist_ok=True)
        draft.file.write_bytes(content)
    if draft.old:
        # All of its translations are in the new file, and two catalogs of one tree would drift apart.
        draft.old[0].unlink()
    messages = [one for one in draft.catalog if one.id]
    waiting = sum(1 for one in messages if one.fuzzy or not po_files.is_complete(one))
    return Updated(draft.path, len(messages), waiting, changed, draft.old[1] if draft.old else "")


def _drafts(library: Library, language: str) -> Iterator[Draft]:
    for file_id, texts in library.texts_of.items():
        template = po_files.empty(language)
        for text in texts:
            template.add(text.text, context=context_of(text))
        yield _draft(library, file_id, language, template, texts)
    file, _ = catalog_file(library, PAGE_WORDS, language)
    if file.exists() or not speaks(language):
        yield _draft(library, PAGE_WORDS, language, _template_of_page(file, language))


def _template_of_page(file: Path, language: str) -> Catalog:
    """Return the words of the page that a site translates: all of them only if this package has none."""
    template = po_files.empty(language)
    # Words are short, so each is on one line of the file, as it is.
    own = file.read_text("utf-8", "replace") if file.exists() and speaks(language) else None
    for word in words().values():
        if own is None or f'msgid "{word.text}"' in own:
            source = (word.text, word.plural) if word.plural else word.text
            template.add(source, auto_comments=remarks_on_word(word.text, language))
    return template


def _draft(
    library: Library, file_id: str, language: str, template: Catalog, texts: tuple[Text, ...] = ()
) -> Draft:
    file, path = catalog_file(library, file_id, language)
    old = _old_catalog(library, file_id, language)
    # The catalog of today's id comes last, so its translations replace those of the older one.
    read = [_read(language, *found) for found in (old, (file, path)) if found]
    problems = tuple(problem for one in read for problem in one.problems)
    # The header is kept as text: it belongs to the translator's tools, which add fields of their own.
    header = next((one.header for one in reversed(read) if one.header), _header(language))
    catalog = po_files.empty(language)
    if not problems:
        catalog = with_earlier(template, [one.catalog for one in read], file_id, library.trees.get(file_id))
    return Draft(language, file_id, file, path, header, catalog, texts, old, problems)


def _old_catalog(library: Library, file_id: str, language: str) -> tuple[Path, str] | None:
    """Return the catalog that a tree had under an older id, if it is still there."""
    tree = library.trees.get(file_id)
    aliases = [alias for alias in tree.aliases if alias not in library.trees] if tree else []
    found = (catalog_file(library, alias, language) for alias in aliases)
    return next(((file, path) for file, path in found if file.is_file()), None)


@dataclass(frozen=True)
class _Read:
    """A catalog as it was read, empty if there is no file. `header` is the text of its first message."""

    catalog: Catalog
    problems: tuple[Problem, ...] = ()
    header: str = ""


def _read(language: str, file: Path, path: str) -> _Read:
    if not file.exists():
        return _Read(po_files.empty(language))
    _, text, problems = read_catalog(file, path)
    if problems:
        return _Read(po_files.empty(language), problems)
    header = _HEADER.match(text)
    return _Read(po_files.read(text, language), header=header[0] if header else "")


def _header(language: str) -> str:
    # Without a date and a name, which git knows, an unchanged catalog stays the same.
    fields = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plural_forms_in(language)}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in fields)
