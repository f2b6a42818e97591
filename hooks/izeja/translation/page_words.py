"""The words of the page itself (Next, Start over, ...), and the catalogs of them in this package.

They have no context, since they belong to no tree. `izeja.translation.site_words` has those of a site.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract

from izeja.language.fields import Words
from izeja.language.locales import PSEUDO_LANGUAGES, base_language, plural_forms
from izeja.translation import po_files
from izeja.translation.mo_files import compiled
from izeja.translation.po_entries import PoFile
from izeja.translation.po_parser import FORMS
from izeja.translation.pseudo import pseudo

FOLDER = Path(__file__).parent / "locale"
TEMPLATES = Path(__file__).parent.parent / "page" / "templates"
SOURCE_LANGUAGE = "en"


class Word(NamedTuple):
    """A message of the page: its source text, and the plural if it counts something."""

    text: str
    plural: str | None = None


@lru_cache(maxsize=1)
def words() -> Mapping[str, Word]:
    """Return every message of the page's templates, by its source text, in their order."""
    texts = chain.from_iterable(map(_words_of, sorted(TEMPLATES.glob("*.j2"))))
    return {text: Word(text, plural) for text, plural in texts}


def _words_of(template: Path) -> Iterator[tuple[str, str | None]]:
    # A tag of ours (`izeja.page.inlined`), which Babel would have to read another template for.
    content = template.read_bytes().replace(b"{% inline ", b"{% include ")
    # Without this option, Babel takes a template that it cannot read for one without words.
    options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
    for _, found, _, _ in extract("jinja2", BytesIO(content), options=options):
        # A message that counts something is a pair.
        text, plural = (found, None) if isinstance(found, str) else found[:2]
        yield text, plural


@lru_cache
def wording(language: str, own: str = "") -> gettext.NullTranslations:
    """Return the words of the page in a language.

    Args:
        language: one that this package speaks, or that `own` has all the words of.
        own: the text of a site's own catalog, whose words replace those of this package.

    Raises:
        ValueError: if the plural forms of `own` are not valid.
    """
    if language in PSEUDO_LANGUAGES:
        # Made from the English words, so no catalog is needed.
        return _PseudoWords(language)
    shipped = _shipped_catalog(language)
    translations = compiled(shipped) if shipped else gettext.NullTranslations()
    if not own:
        return translations
    # gettext asks the fallback for each message that the site's catalog lacks.
    own_words = compiled(po_files.read(own, language))
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


def languages() -> list[str]:
    """Return the languages that this package has the words of the page in."""
    return sorted({SOURCE_LANGUAGE, *(file.stem for file in FOLDER.glob("*.po"))})


def speaks(language: str) -> bool:
    """Return whether this package has the words of the page in a language."""
    return base_language(language) == SOURCE_LANGUAGE or _shipped_file(language) is not None


def plural_forms_in(language: str) -> str:
    """Return the plural forms for the header of a catalog: those of this package, or else those of CLDR."""
    shipped = _shipped_catalog(language)
    return shipped.plural_forms if shipped else plural_forms(language)


def forms_in(catalog: PoFile, language: str) -> int:
    """Return the number of plural forms that a catalog announces, or that its language has."""
    announced = next(("".join(one.forms) for one in catalog.entries if not any(one.key)), "")
    found = FORMS.search(announced) or FORMS.search(plural_forms_in(language))
    return int(found[1]) if found else 1


def _shipped_catalog(language: str) -> Catalog | None:
    file = _shipped_file(language)
    return po_files.read(file.read_text("utf-8"), language) if file else None


def _shipped_file(language: str) -> Path | None:
    """Return the file of a language or of its base: that of `de` serves `de-AT` too."""
    # The exact variety comes first: `pt-BR` may have words that `pt` lacks.
    files = (FOLDER / f"{one}.po" for one in (language, base_language(language)))
    return next((file for file in files if file.is_file()), None)
