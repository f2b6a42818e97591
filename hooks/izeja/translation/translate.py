"""The same library in another language, in the words of its catalogs or of a pseudo-language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TypeVar

from izeja.language.entries import Contact, Term
from izeja.language.facts import Fact
from izeja.language.locales import PSEUDO_LANGUAGES
from izeja.language.topics import Topic
from izeja.language.tree import Tree
from izeja.language.words import packed, unpacked, with_words, words_of
from izeja.library.file_names import meant_ids
from izeja.library.library import LIBRARY, Library, Text
from izeja.problems.problem import Problem
from izeja.proof.untranslated import severity_of_untranslated
from izeja.reading.files import decode
from izeja.translation.catalog import MAX_BYTES, TOO_LARGE
from izeja.translation.catalog_names import catalog_file
from izeja.translation.pseudo import pseudo
from izeja.translation.translated_file import TranslatableFile, TranslatedFile, translate_file

_NO_WORDS = packed(())
_Value = TypeVar("_Value", Tree, Mapping[str, Term], Mapping[str, Contact], Mapping[str, Fact])


@dataclass(frozen=True)
class Translation:
    """The words of a library in a language, and the problems of its catalogs.

    `words` has the translation of each of the library's texts, packed (`izeja.language.words.packed`), part
    by part in their order, None for a text without one; `texts` has every catalog that a problem names, by
    the path that it names.
    """

    language: str
    words: Mapping[str, bytes]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]

    def library(self, source: Library) -> Library:
        """Return the library in this language. A text without a translation stays in the source language."""

        def translated(file_id: str, value: _Value) -> _Value:
            words = self.words.get(file_id, _NO_WORDS)
            # A preview translates again only the trees whose texts or catalogs have changed.
            made: _Value = source.memory.made_once(_with_words, (self.language, file_id), value, words)
            return made

        return replace(
            source,
            language=self.language,
            foreign=frozenset(
                (file_id, text.at)
                for file_id, one in self.words.items()
                if None in (words := unpacked(one))
                for text, translation in zip(source.texts_of[file_id], words, strict=True)
                if translation is None
            ),
            trees={key: translated(key, tree) for key, tree in source.trees.items()},
            terms=translated("terms", source.terms),
            contacts=translated("contacts", source.contacts),
            facts=translated("facts", source.facts),
            topics=source.memory.made(
                _topics_with_words,
                (self.language, LIBRARY),
                source.topics,
                self.words.get(LIBRARY, _NO_WORDS),
            ),
        )


def _topics_with_words(topics: Mapping[str, Topic], words: bytes) -> Mapping[str, Topic]:
    left = iter(unpacked(words))
    # Topics within a topic take all words that are left, so each topic gets no more than its own.
    return {key: with_words(topic, islice(left, len(words_of(topic)))) for key, topic in topics.items()}


def _with_words(value: _Value, words: bytes) -> _Value:
    return with_words(value, iter(unpacked(words)))


def translate(library: Library, language: str, parts: Iterable[str] | None = None) -> Translation:
    """Translate a library with the catalogs of a language.

    Args:
        library: in its source language.
        language: another one of the library's languages.
        parts: the parts to translate; by default all.

    Returns:
        The translation. A text without a translation is reported as `untranslated` or `stale`, which are
        warnings if customers then read the source text; one that lost a term, a link or a list item as
        `lost-in-translation`. All problems of a language in preparation are warnings, since customers do not
        see it. A pseudo-language has all words, and no catalog.
    """
    wanted = library.texts_of if parts is None else parts
    if language in PSEUDO_LANGUAGES:
        words = {
            file_id: library.memory.made(
                _pseudo_words, (language, file_id), library.texts_of[file_id], language
            )
            for file_id in wanted
        }
        return Translation(language, words, {}, ())
    # A catalog is kept for reports only if it has problems, since it is as large as its tree.
    done = {file_id: _translated(library, file_id, language) for file_id in wanted}
    problems = chain.from_iterable([one.problems for one in done.values()])
    return Translation(
        language,
        {file_id: packed(one.words) for file_id, one in done.items()},
        {one.path: one.text for one in done.values() if one.problems},
        tuple(as_prepared(problems) if library.config.states[language] == "preparing" else problems),
    )


def as_prepared(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of a language in preparation, which keep nothing from being published."""
    return (replace(problem, severity="warning") for problem in problems)


def together(translations: Sequence[Translation]) -> Translation:
    """Return translations of several parts of a library into one language as one."""
    return Translation(
        translations[0].language,
        {file_id: words for one in translations for file_id, words in one.words.items()},
        {path: text for one in translations for path, text in one.texts.items()},
        tuple(chain.from_iterable([one.problems for one in translations])),
    )


def _pseudo_words(texts: Sequence[Text], language: str) -> bytes:
    return packed(tuple(pseudo(text.text, language, text.words) for text in texts))


def _translated(library: Library, name: str, language: str) -> TranslatedFile:
    tree = library.trees.get(name)
    file_id = TranslatableFile(
        language,
        library.config.source_language,
        "warning" if tree and tree.draft else severity_of_untranslated(library, language),
        library.texts_of[name],
        library.source_of(name),
    )
    file, path = catalog_file(library, name, language)
    found = decode(file, path, MAX_BYTES, TOO_LARGE, library.root)
    # Most files exist, so they are opened first and looked for only when that fails.
    is_missing = found[1] is not None and not file.exists()
    if is_missing and meant_ids([f"{name}.yml"]):
        # It is renamed first, and the catalog of its new name may be there.
        return TranslatedFile(path, "", (None,) * len(library.texts_of[name]), ())
    return library.memory.made_once(
        translate_file, (language, name), file_id, path, None if is_missing else found
    )
