"""Keeping the catalogs of translators in step with the trees, as `izeja translate update` does."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from pathlib import Path

from izeja.language.tree import Tree
from izeja.library.library import LIBRARY, Library, Text
from izeja.library.topics import all_topics
from izeja.problems.problem import Problem
from izeja.reading.containment import stays_inside
from izeja.reading.files import outside, read_bytes
from izeja.reading.folder import PAGE_WORDS
from izeja.reading.writing import write_whole
from izeja.translation import po_parser
from izeja.translation.catalog import MAX_BYTES, read_catalog
from izeja.translation.catalog_names import catalog_file, context_of, translated_languages
from izeja.translation.earlier_translations import Wanted, context_now, with_earlier
from izeja.translation.fitting import progress_of_text
from izeja.translation.page_links import PageLinks, sites_in, sites_of
from izeja.translation.page_words import forms_in, plural_forms_in, speaks, words
from izeja.translation.po_entries import Entry, Line, PoFile
from izeja.translation.po_strings import Key
from izeja.translation.proposals import with_proposals
from izeja.translation.remarks import remarks_on_text, remarks_on_word
from izeja.translation.same_as_source import MEANT
from izeja.translation.tally import Progress, Tally


@dataclass(frozen=True, slots=True)
class Updated:
    """The result for one catalog: its language, its path, and how far it is translated.

    `took_over` are the catalogs of older ids of the same tree, whose translations are now in this one.
    """

    language: str
    path: str
    progress: Progress
    changed: bool
    took_over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A catalog as it is to be written: the file, its messages, and the texts that they translate.

    `old` are the catalogs of older ids of the same tree, each with its path in messages. With `problems`,
    there are no messages.
    """

    source_language: str
    language: str
    file_id: str
    file: Path
    path: str
    catalog: PoFile = field(default_factory=lambda: PoFile([]))
    texts: tuple[Text, ...] = ()
    old: tuple[tuple[Path, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def translation(self, key: Key) -> str:
        """Return the translation of a message; "" if it has none or only a fuzzy one."""
        message = self.catalog.current.get(key)
        return message.forms[0] if message is not None and message.is_complete and not message.fuzzy else ""


def languages_of_catalogs(library: Library) -> list[str]:
    """Return the languages that have catalogs; the source language has one if the page needs its words."""
    source = library.config.source_language
    languages = translated_languages(library)
    has_words = not speaks(source) or catalog_file(library, PAGE_WORDS, source)[0].exists()
    return [*languages, source] if has_words and source in library.config.languages else languages


def update_catalogs(library: Library, site: str | None = None) -> Iterator[Updated | Problem]:
    """Bring all catalogs up to date with the trees, and create those that are missing.

    Translations are kept. That of a changed text becomes a fuzzy proposal beside the old source text, that of
    a removed text goes to the end of the file, and that of a renamed tree or node follows its `aliases`.
    A catalog that cannot be read stays as it is, and so does each line that does not change its meaning.

    Args:
        library: in its source language. All of its languages are known to CLDR.
        site: see `draft_catalogs`.

    Yields:
        The result for each catalog, or the problems that kept it from being updated.
    """
    for draft in draft_catalogs(library, site):
        if draft.problems:
            yield from draft.problems
        else:
            yield write_catalog(draft)


def draft_catalogs(library: Library, site: str | None = None) -> list[Draft]:
    """Return the catalogs of a library as `update_catalogs` would write them.

    Args:
        library: in its source language.
        site: the address of the site that remarks link to, as in `page_links.sites_of`; None for the one that
            they have today.
    """
    drafts = [one for language in languages_of_catalogs(library) for one in _drafts(library, language)]
    # Remarks quote the translations of other catalogs, so all of these come first.
    usable = {(one.language, one.file_id): one for one in drafts if not one.problems}
    messages = [
        (draft.language, text, draft.catalog.current[context_of(text), text.text])
        for draft in usable.values()
        for text in draft.texts
    ]
    sites = sites_in(library, messages) if site is None else sites_of(site, list(library.config.languages))
    links = PageLinks(library, sites)
    for language, text, message in messages:
        remarks = [*remarks_on_text(library, text, language, usable), *links.remarks_on(text, language)]
        message.remarks = with_proposals(message, remarks)
        # Without the line, which would change in every language with each edit above it.
        message.files = [f"{text.file_id}.yml"]
    return drafts


def catalog_as_read(draft: Draft) -> PoFile:
    """Return the catalog of a draft as its file has it; the draft itself if the file lacks messages."""
    if not draft.file.exists() or draft.old:
        return draft.catalog
    catalog = _parse(draft.file)
    return catalog if catalog.current.keys() >= draft.catalog.current.keys() else draft.catalog


def address_today(library: Library, file_id: str, context: str) -> tuple[str, str]:
    """Return the part and the context that a message has today; what it belongs to may have been renamed."""
    if file_id not in library.texts_of:
        file_id = next((one for one, names in library.names.items() if file_id in names), file_id)
    return file_id, context_now(context, file_id, _renamed(library, file_id))


def write_catalog(draft: Draft, catalog: PoFile | None = None) -> Updated:
    """Write a catalog if it differs from its file, and delete those of older ids of its tree.

    Args:
        draft: the draft.
        catalog: to be written instead of that of the draft.
    """
    catalog = catalog or draft.catalog
    content = catalog.text.encode()
    # Compared as bytes, so that an update that changes nothing leaves the file's date as it is.
    changed = not draft.file.exists() or read_bytes(draft.file, MAX_BYTES) != content
    if changed:
        write_whole(draft.file, content)
    if catalog is draft.catalog:
        for file, _ in draft.old:
            # All of its translations are in the new file, and two catalogs of one tree would drift apart.
            file.unlink()
    progress = progress_of(draft, catalog)
    took_over = tuple(path for _, path in draft.old)
    return Updated(draft.language, draft.path, progress, changed, took_over)


def progress_of(draft: Draft, catalog: PoFile | None = None) -> Progress:
    """Return how much of a catalog is translated.

    Args:
        draft: the draft.
        catalog: it counts instead of that of the draft.
    """
    texts = {(context_of(text), text.text): text for text in draft.texts}
    messages = (catalog or draft.catalog).current.items()
    each = (_progress(message, texts.get(key), draft) for key, message in messages)
    return reduce(add, each, Progress())


def _progress(message: Entry, text: Text | None, draft: Draft) -> Progress:
    tally = Tally.of(message.source)
    if not message.is_complete:
        return Progress(missing=tally)
    if message.fuzzy:
        return Progress(stale=tally)
    # Words of the page belong to no text of the library.
    if text is None:
        return Progress(translated=tally)
    languages = draft.source_language, draft.language
    return progress_of_text(text, message.forms[0], *languages, lambda: MEANT in message.flags)


def _drafts(library: Library, language: str) -> Iterator[Draft]:
    if language != library.config.source_language:
        for file_id, texts in library.texts_of.items():
            wanted = [Wanted(context_of(text), text.text) for text in texts]
            yield _draft(library, file_id, language, wanted, texts)
    file, _ = catalog_file(library, PAGE_WORDS, language)
    if file.exists() or not speaks(language):
        yield _draft_of_page(library, language, file)


def _draft_of_page(library: Library, language: str, file: Path) -> Draft:
    """Return the words of the page that a site translates: all of them only if this package has none."""
    wanted = [Wanted("", word.text, word.plural) for word in words().values()]
    if speaks(language):
        _, _, problems = read_catalog(file, "", library.root)
        own = set() if problems else {entry.source for entry in _parse(file).entries}
        wanted = [one for one in wanted if one.source in own]
    draft = _draft(library, PAGE_WORDS, language, wanted)
    for one in wanted if not draft.problems else ():
        draft.catalog.current[one.key].remarks = remarks_on_word(one.source, language)
    return draft


def _draft(
    library: Library, file_id: str, language: str, wanted: Sequence[Wanted], texts: tuple[Text, ...] = ()
) -> Draft:
    source = library.config.source_language
    file, path = catalog_file(library, file_id, language)
    old = _old_catalogs(library, file_id, language)
    # The catalog of today's id comes first, so its translations go before those of older ids.
    files = [(file, path), *old] if file.exists() else old
    problems = tuple(_led_outside(library, [(file, path), *old])) or tuple(
        problem for one in files for problem in read_catalog(*one, library.root)[2]
    )
    if problems:
        return Draft(source, language, file_id, file, path, problems=problems)
    catalogs = [_parse(one) for one, _ in files] or [PoFile([])]
    # An existing header stays as it is: it belongs to the translator's tools, which add fields of their own.
    if all(any(entry.key) for entry in catalogs[0].entries):
        catalogs[0].entries.insert(0, _header(language, catalogs[0].end))
    catalog = with_earlier(
        wanted, catalogs, file_id, _renamed(library, file_id), forms_in(catalogs[0], language)
    )
    return Draft(source, language, file_id, file, path, catalog, texts, tuple(old))


def _renamed(library: Library, file_id: str) -> Tree | Mapping[str, str] | None:
    """Return what may have had another id before, as `earlier_translations.with_earlier` takes it."""
    if file_id == LIBRARY:
        return {alias: topic.id for topic in all_topics(library.topics) for alias in topic.written.aliases}
    return library.trees.get(file_id)


def _led_outside(library: Library, files: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    """Yield a problem for each catalog that would be written or deleted somewhere else, through a link."""
    return (outside(path) for file, path in files if not stays_inside(library.root, file))


def _old_catalogs(library: Library, file_id: str, language: str) -> list[tuple[Path, str]]:
    """Return the catalogs that a tree had under older ids, if they are still there."""
    tree = library.trees.get(file_id)
    aliases = [alias for alias in tree.aliases if alias not in library.trees] if tree else []
    found = (catalog_file(library, alias, language) for alias in aliases)
    today, _ = catalog_file(library, file_id, language)
    # Where case does not matter, an id that differs in case only has the same file.
    is_today = today.samefile if today.exists() else today.__eq__
    return [(file, path) for file, path in found if file.is_file() and not is_today(file)]


def _parse(file: Path) -> PoFile:
    raw = read_bytes(file, MAX_BYTES)
    catalog, _ = po_parser.parse(raw.removeprefix(codecs.BOM_UTF8).decode("utf-8"))
    catalog.mark = "\ufeff" if raw.startswith(codecs.BOM_UTF8) else ""
    return catalog


def _header(language: str, end: str) -> Entry:
    # Without a date and a name, which git knows, a file that nobody has changed stays the same.
    fields = (
        f"Language: {language}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plural_forms_in(language)}",
    )
    lines = [Line("msgid", f'msgid ""{end}'), Line("msgstr", f'msgstr ""{end}')]
    return Entry([*lines, *(Line("msgstr", f'"{one}\\n"{end}') for one in fields)], end=end)
