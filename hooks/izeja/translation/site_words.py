"""A site's own words of the page, in `translations/LANGUAGE/page.po` of its library, and their problems.

A site may replace words that this package has, or bring the words of a language that it lacks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from izeja.language.corrections import nearest
from izeja.language.locales import hint_for_code, is_language
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem
from izeja.reading.folder import PAGE_WORDS
from izeja.translation import po_files, po_parser
from izeja.translation.catalog import read_catalog, whole_line
from izeja.translation.catalog_names import catalog_file
from izeja.translation.mo_files import compiled
from izeja.translation.page_words import Word, languages, plural_forms_in, speaks, words

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_KEEP_PLACEHOLDERS = "the page fills in each %(...)s; keep its name as it is in the source text"


@dataclass(frozen=True, slots=True)
class SiteWords:
    """A site's own words of the page: the text of its catalog, "" without one, and the problems there."""

    path: str
    text: str = ""
    problems: tuple[Problem, ...] = ()


def read_site_words(library: Library, language: str) -> SiteWords:
    """Read the words of the page that a site has of its own, if it has any.

    Problems in them are reported as `unknown-message`, `lost-in-translation` or `invalid-catalog`.
    """
    file, path = catalog_file(library, PAGE_WORDS, language)
    if not file.exists() or not is_language(language):
        return SiteWords(path)
    _, text, problems = read_catalog(file, path, library.root)
    if problems:
        return SiteWords(path, text, problems)
    try:
        if _lacks_plural_forms(text):
            return SiteWords(path, text, (_no_plural_forms(language, path, text),))
        catalog = po_files.read(text, language)
        problems = tuple(_mistakes(catalog, path, text.split("\n")))
        compiled(catalog)
    except ValueError:
        problems = (_invalid_plural_forms(language, path, text),)
    return SiteWords(path, text, problems)


def wording_problems(language: str, own: SiteWords, place: Position) -> Iterator[Problem]:
    """Yield the problems that keep pages from being made in a language.

    Args:
        language: the language.
        own: the site's own words in it.
        place: the place in `library.yml` that names the language.
    """
    if not is_language(language):
        hint = hint_for_code(language, languages())
        yield Problem("unknown-language", f"'{language}' is not the code of a language", place, hint)
        return
    yield from own.problems
    # Shipped words fill every gap, and a broken catalog is one problem, not one for each word.
    if speaks(language) or own.problems:
        return
    missing = missing_words(language, own.text)
    if len(missing) == len(words()):
        message = f"the words of the page itself are not translated into '{language}'"
        hint = (
            f"run 'izeja translate add {language}', then translate {own.path}\n"
            f"the page itself is translated into {', '.join(languages())}"
        )
        yield Problem("unknown-language", message, place, hint)
    elif missing:
        message = f"some words of the page itself are not translated into '{language}'"
        hint = f"translate this one, and the others that {own.path} lacks"
        # Point at a message that is in the catalog; a word that has no entry yet has no line.
        shown = next((word.text for word in missing if f'msgid "{word.text}"' in own.text), "")
        yield Problem("untranslated", message, _place(shown, own.path, own.text), hint)


def missing_words(language: str, own: str) -> list[Word]:
    """Return the words that neither this package nor the text of a site's catalog has in a language."""
    if speaks(language):
        return []
    catalog = po_files.read(own, language)
    return [word for word in words().values() if not _has(catalog, word)]


def _has(catalog: Catalog, word: Word) -> bool:
    message = catalog.get(word.text)
    return message is not None and not message.fuzzy and po_files.is_complete(message)


def _no_plural_forms(language: str, path: str, text: str) -> Problem:
    lines = text.split("\n")
    number = next((number for number, line in enumerate(lines, 1) if "msgid_plural" in line), 0)
    message = "this message has plural forms, but the header does not say which this language has"
    hint = f'add to the header: "Plural-Forms: {plural_forms_in(language)}\\n"'
    return Problem("invalid-catalog", message, whole_line(path, lines, number), hint)


def _invalid_plural_forms(language: str, path: str, text: str) -> Problem:
    place = _place("Plural-Forms", path, text)
    hint = f"write: Plural-Forms: {plural_forms_in(language)}"
    return Problem("invalid-catalog", "the plural forms of this catalog are not valid", place, hint)


def _lacks_plural_forms(text: str) -> bool:
    """Return whether a catalog has plural forms that its header does not announce; gettext refuses that."""
    catalog, _ = po_parser.parse(text)
    counts = any(one.plural is not None and one.is_translated for one in catalog.current.values())
    return counts and "Plural-Forms:" not in text


def _mistakes(catalog: Catalog, path: str, lines: list[str]) -> Iterator[Problem]:
    for message in catalog:
        text, place = _source(message), whole_line(path, lines, message.lineno or 0)
        if not text:
            continue
        if text not in words() or message.context is not None:
            close = nearest(text, words())
            hint = f"did you mean '{close}'?" if close else "delete it, or run 'izeja translate update'"
            yield Problem("unknown-message", f"the page has no text '{text}'", place, hint)
        elif not message.fuzzy:
            yield from _lost(message, place)


def _lost(message: Message, place: Position) -> Iterator[Problem]:
    """Yield the placeholders that a translation lacks or adds, and each '%' that is part of none."""
    forms = po_files.forms_of(message)
    wanted = Counter(_PLACEHOLDER.findall(_source(message)))
    for text in filter(None, forms):
        found = Counter(_PLACEHOLDER.findall(text))
        # A plural form may spell its number out: "one more question".
        missing = wanted - found if len(forms) == 1 else ()
        complaints = [f"%({name})s is missing in '{text}'" for name in missing]
        complaints += [f"%({name})s is not in the source text" for name in found - wanted]
        for complaint in complaints:
            yield Problem("lost-in-translation", complaint, place, _KEEP_PLACEHOLDERS)
        if "%" in _PLACEHOLDER.sub("", text).replace("%%", ""):
            hint = f"write '%%' for a percent sign; {_KEEP_PLACEHOLDERS}"
            yield Problem("lost-in-translation", f"there is a stray '%' in '{text}'", place, hint)


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _place(wanted: str, path: str, text: str) -> Position:
    """Return the place of the first string that begins with some words; that of the file without them."""
    lines = text.split("\n")
    number = next((number for number, line in enumerate(lines, 1) if wanted and f'"{wanted}' in line), 0)
    return whole_line(path, lines, number)
