"""The words of the page itself (Next, Start over, ...): catalogs of this package, and those of a site.

A site can have other words, or more languages: what `translations/LANGUAGE/page.po` in its library says
goes before what the package says. The words have no context, since they belong to no tree.
"""

from __future__ import annotations

import gettext
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from izeja.language.fields import Words
from izeja.language.locales import PSEUDO_LANGUAGES, is_language, locale_of, plural_forms
from izeja.language.validation import nearest
from izeja.library.library import Library
from izeja.problems.problem import Position, Problem
from izeja.reading.folder import PAGE_WORDS
from izeja.translation.catalog import read_catalog, whole_line
from izeja.translation.pseudo import pseudo
from izeja.translation.translate import catalog_file

FOLDER = Path(__file__).parent / "locale"
TEMPLATES = Path(__file__).parent.parent / "page" / "templates"
SOURCE_LANGUAGE = "en"

_GAP = re.compile(r"%\((\w+)\)s")


class Word(NamedTuple):
    """A message of the page: its source text, and that for several things if it counts something."""

    text: str
    plural: str | None = None


@dataclass(frozen=True, slots=True)
class SiteWords:
    """The words of the page that a site has of its own: the text of its catalog, and what is wrong there."""

    path: str
    text: str = ""
    problems: tuple[Problem, ...] = ()


@lru_cache
def wording(language: str, own: str = "") -> gettext.NullTranslations:
    """Return the words of the page in a language.

    Args:
        language: one that this package speaks, or that `own` has all the words of.
        own: the text of a catalog that goes before that of the package.
    """
    if language in PSEUDO_LANGUAGES:
        return _PseudoWords(language)
    translations: gettext.NullTranslations = gettext.NullTranslations()
    if speaker := _speaker(language):
        translations = _compiled(FOLDER / f"{speaker}.po", language)
    if not own:
        return translations
    own_words = _compiled(io.BytesIO(own.encode()), language)
    own_words.add_fallback(translations)
    return own_words


class _PseudoWords(gettext.NullTranslations):
    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        return pseudo(message, self._language, Words("line"))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(super().ngettext(msgid1, msgid2, n))


@lru_cache(maxsize=1)
def words() -> Mapping[str, Word]:
    """Return every message of the page's templates, by its source text, in their order."""
    options = {"**.j2": {"trimmed": "true", "newstyle_gettext": "true"}}
    found = extract_from_dir(TEMPLATES, [("**.j2", "jinja2")], options)
    # A message that counts is a pair.
    texts = [(text, None) if isinstance(text, str) else text[:2] for _, _, text, _, _ in found]
    return {text: Word(text, plural) for text, plural in texts}


def languages() -> list[str]:
    """Return the languages that the page itself speaks."""
    return sorted({SOURCE_LANGUAGE, *(file.stem for file in FOLDER.glob("*.po"))})


def speaks(language: str) -> bool:
    """Tell whether this package has the words of the page in a language."""
    return _base(language) == SOURCE_LANGUAGE or _speaker(language) is not None


def counting_in(language: str) -> str:
    """Return the plural forms for the header of a catalog: those of this package, or what CLDR says."""
    speaker = _speaker(language)
    return _read(FOLDER / f"{speaker}.po", language).plural_forms if speaker else plural_forms(language)


def read_site_words(library: Library, language: str) -> SiteWords:
    """Read the words of the page that a site has of its own, which it need not have.

    A mistake in one of them is told as `unknown-message`, `lost-in-translation` or `invalid-catalog`.
    """
    file, path = catalog_file(library, PAGE_WORDS, language)
    if not file.exists() or not is_language(language):
        return SiteWords(path)
    _, text, problems = read_catalog(file, path)
    if problems:
        return SiteWords(path, text, problems)
    try:
        _compiled(io.BytesIO(text.encode()), language)
    except ValueError:
        message = "the line 'Plural-Forms' of this catalog cannot be understood"
        hint = f"the usual one is: {counting_in(language)}"
        place = _place("Plural-Forms", path, text)
        return SiteWords(path, text, (Problem("invalid-catalog", message, place, hint),))
    catalog = _read(io.BytesIO(text.encode()), language)
    return SiteWords(path, text, tuple(_mistakes(catalog, path, text.split("\n"))))


def wording_problems(language: str, own: SiteWords, place: Position) -> Iterator[Problem]:
    """Yield what keeps a page from being made in a language.

    Args:
        language: the language.
        own: the site's own words in it.
        place: where the language is asked for.
    """
    if not is_language(language):
        hint = "use the code of a language, like 'lv', 'en' or 'pt-BR'"
        yield Problem("unknown-language", f"'{language}' is not a language", place, hint)
        return
    yield from own.problems
    if speaks(language) or own.problems:
        return
    missing = missing_words(language, own.text)
    if len(missing) == len(words()):
        message = f"the words of the page itself are not translated into '{language}'"
        hint = (
            f"'izeja translate add {language}' makes {own.path} for them\n"
            f"the page itself speaks {', '.join(languages())}"
        )
        yield Problem("unknown-language", message, place, hint)
    elif missing:
        message = f"not all words of the page itself are translated into '{language}'"
        hint = f"translate it here, and whatever else {own.path} lacks"
        shown = next((word.text for word in missing if f'msgid "{word.text}"' in own.text), "")
        yield Problem("untranslated", message, _place(shown, own.path, own.text), hint)


def missing_words(language: str, own: str) -> list[Word]:
    """Return the words that a language lacks: those that would come out as they stand in the templates."""
    if speaks(language):
        return []
    said = wording(language, own)
    return [word for word in words().values() if not _says(said, word)]


def _says(translations: gettext.NullTranslations, word: Word) -> bool:
    # A translation may read like its source, so what is asked is whether the catalog has it.
    catalog = getattr(translations, "_catalog", {})
    return word.text in catalog or (word.text, 0) in catalog


def _mistakes(catalog: Catalog, path: str, lines: list[str]) -> Iterator[Problem]:
    for message in catalog:
        text, place = _source(message), whole_line(path, lines, message.lineno or 0)
        if not text:
            continue
        if text not in words() or message.context is not None:
            close = nearest(text, words())
            hint = f"did you mean '{close}'?" if close else "delete it; 'izeja translate update' does so"
            yield Problem("unknown-message", f"the page does not say '{text}'", place, hint)
        elif not message.fuzzy:
            yield from _lost(message, place)


def _lost(message: Message, place: Position) -> Iterator[Problem]:
    """Tell what is put into a word and is not there, and whatever else looks as if something were put in."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    wanted = Counter(_GAP.findall(_source(message)))
    for text in filter(None, forms):
        found = Counter(_GAP.findall(text))
        for gap in (wanted - found) if len(forms) == 1 else ():
            yield Problem("lost-in-translation", f"%({gap})s is missing in '{text}'", place, _GAPS)
        for gap in found - wanted:
            yield Problem("lost-in-translation", f"%({gap})s is not in the source text", place, _GAPS)
        if "%" in _GAP.sub("", text).replace("%%", ""):
            hint = f"write '%%' for a per cent sign; {_GAPS}"
            yield Problem("lost-in-translation", f"there is a stray '%' in '{text}'", place, hint)


_GAPS = "what stands in %(...)s is put there by the page, and has the same name in every language"


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def _place(wanted: str, path: str, text: str) -> Position:
    lines = text.split("\n")
    number = next((number for number, line in enumerate(lines, 1) if wanted and f'"{wanted}' in line), 0)
    return whole_line(path, lines, number)


def _speaker(language: str) -> str | None:
    """Return the language of a catalog of this package: that of `de` also speaks to `de-AT`."""
    return next((one for one in (language, _base(language)) if (FOLDER / f"{one}.po").is_file()), None)


def _base(language: str) -> str:
    return re.split("[-_]", language)[0]


def _compiled(file: Path | io.BytesIO, language: str) -> gettext.GNUTranslations:
    catalog = _read(file, language)
    for message in catalog:
        if not isinstance(message.string, str) and not all(message.string or ()):
            message.string = ""
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _read(file: Path | io.BytesIO, language: str) -> Catalog:
    opened = io.BytesIO(file.read_bytes()) if isinstance(file, Path) else file
    return read_po(opened, locale=locale_of(language), charset="utf-8")
