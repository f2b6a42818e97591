"""The same library in other words: gettext catalogs, one for each part of the library and language.

A message's context is the address of its text: `microsoft/still-charged#too-late hint` is the hint of a
node, `microsoft/still-charged title` the title of a tree, `terms#manage text` a term. Answers share the
context of their question, since no two of them read alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from izeja.catalog import CatalogFile, Message, read_catalog
from izeja.language import PSEUDO_LANGUAGES
from izeja.library import TRANSLATIONS, Library, Text
from izeja.markup import SUBSET, Content, Difference, content_of, ending_differs
from izeja.model import Contact, Question, Term, Tree, with_words
from izeja.problem import Problem, Related
from izeja.proof import alike, severity_of_untranslated
from izeja.pseudo import pseudo
from izeja.source import Address

_Part = TypeVar("_Part", Tree, Term, Contact)


def context_of(text: Text) -> str:
    """Return the context of a text's message; see the module."""
    part, at = text.part, text.at
    owner: str | int = ""
    if at[0] == "nodes":
        owner, at = at[1], at[2:]
    elif part in ("terms", "contacts"):
        owner, at = at[0], at[1:]
    field = at[0] if len(at) == 1 else ".".join([key for key in at if isinstance(key, str)])
    return f"{part}#{owner} {field}" if owner else f"{part} {field}"


def translated_languages(library: Library) -> list[str]:
    """Return the languages of a library that have catalogs."""
    source, languages = library.config.source_language, library.config.languages
    return [one for one in languages if one != source and one not in PSEUDO_LANGUAGES]


def catalog_file(library: Library, part: str, language: str) -> tuple[Path, str]:
    """Return where the catalog of a part lies (`translations/LANGUAGE/PART.po`), and its path in messages."""
    name = f"{TRANSLATIONS}/{language}/{part}.po"
    return library.root / name, f"{library.shown_root}/{name}"


@dataclass(frozen=True)
class Translation:
    """What the catalogs of a language say, and what is wrong with them.

    `words` has the translation of each of the library's texts, in their order, None where there is none;
    `texts` has every catalog that a problem names, by the path that it names.
    """

    language: str
    words: tuple[str | None, ...]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]

    def library(self, source: Library) -> Library:
        """Return the library in other words. A text without a translation keeps its own."""
        words: dict[str, dict[Address, str]] = {}
        foreign: set[tuple[str, Address]] = set()
        for text, translation in zip(source.texts, self.words, strict=True):
            if translation is not None:
                words.setdefault(text.part, {})[text.at] = translation
            else:
                foreign.add((text.part, text.at))

        def said(part: str, value: _Part, *at: str) -> _Part:
            translated: _Part = with_words(value, words.get(part, {}), at)
            return translated

        return replace(
            source,
            language=self.language,
            foreign=frozenset(foreign),
            trees={key: said(key, tree) for key, tree in source.trees.items()},
            terms={key: said("terms", term, key) for key, term in source.terms.items()},
            contacts={key: said("contacts", contact, key) for key, contact in source.contacts.items()},
        )


def sources_by_context(library: Library) -> Mapping[str, frozenset[str]]:
    """Return the source texts of a library by the contexts of their messages."""
    found: dict[str, set[str]] = {}
    for text in library.texts:
        found.setdefault(context_of(text), set()).add(text.text)
    return {context: frozenset(texts) for context, texts in found.items()}


def older_translation(
    text: Text, catalog: CatalogFile, sources: Mapping[str, frozenset[str]]
) -> Message | None:
    """Return what makes a text stale: its doubtful translation, or that of an older text.

    Args:
        text: the text.
        catalog: of its part.
        sources: of its library, from `sources_by_context`.
    """
    context = context_of(text)
    doubtful = catalog.messages.get((context, text.text))
    if doubtful is not None and doubtful.fuzzy:
        return doubtful
    return next((one for one in catalog.of_context(context) if one.source not in sources[context]), None)


def translate(library: Library, language: str) -> Translation:
    """Read the catalogs of a language.

    Args:
        library: in its source language.
        language: another one of the library's languages.

    Returns:
        The words of the catalogs. A text without a translation is reported as `untranslated` or `stale`,
        which are warnings if customers then read the source text; one that lost a term, a link or a list
        item as `lost-in-translation`. A pseudo-language has all words, and no catalog.
    """
    if language in PSEUDO_LANGUAGES:
        made = tuple(pseudo(text.text, language, text.words) for text in library.texts)
        return Translation(language, made, {}, ())
    translator = _Translator(library, language)
    words = tuple(translator.translate())
    return Translation(language, words, translator.texts, tuple(translator.problems))


class _Translator:
    def __init__(self, library: Library, language: str) -> None:
        self._library = library
        self._language = language
        self._severity = severity_of_untranslated(library)
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []

    def translate(self) -> Iterator[str | None]:
        for part, group in groupby(self._library.texts, key=attrgetter("part")):
            texts = tuple(group)
            told = len(self.problems)
            catalog, po = self._read(part)
            if catalog is None:
                yield from [None] * len(texts)
            else:
                words = [self._translation(text, catalog) for text in texts]
                self._check_answers(texts, words, catalog)
                yield from words
            if len(self.problems) > told:
                self.texts.update(po)

    def _translation(self, text: Text, catalog: CatalogFile) -> str | None:
        translation = catalog.translation((context_of(text), text.text))
        if translation is None:
            self.problems.append(self._untranslated(text, catalog))
            return None
        content = content_of(translation, text.words)
        if content is not text.content or "\n" in translation:
            self.problems += self._lost(text, translation, content, catalog)
        if text.text[-1] != translation[-1] and (
            other := ending_differs(text.text, translation, self._language)
        ):
            self.problems.append(self._difference(text, translation, other, catalog))
        return translation

    def _check_answers(
        self, texts: Iterable[Text], words: Iterable[str | None], catalog: CatalogFile
    ) -> None:
        questions: dict[tuple[str, str | int], list[str]] = {}
        for text, translation in zip(texts, words, strict=True):
            if text.at[0] == "nodes" and text.at[2] == "answers":
                shown = text.text if translation is None and self._severity == "warning" else translation
                if shown is not None:
                    questions.setdefault((text.part, text.at[1]), []).append(shown)
        for (tree_id, node_id), answers in questions.items():
            node = self._library.trees[tree_id].nodes[str(node_id)]
            if isinstance(node, Question) and len(answers) == len(node.answers):
                self._check_alike(tree_id, str(node_id), node, answers, catalog)

    def _check_alike(
        self, tree_id: str, node_id: str, node: Question, answers: list[str], catalog: CatalogFile
    ) -> None:
        source = self._library.source_of(tree_id)
        for first, second in alike(answers):
            keys = [(f"{tree_id}#{node_id} answers.text", node.answers[at].text) for at in (first, second)]
            one, other = (
                catalog.place(catalog.messages[key])
                if catalog.translation(key)
                else source.value("nodes", node_id, "answers", at, "text")
                for key, at in zip(keys, (first, second), strict=True)
            )
            message = f"two answers of '{node_id}' read alike: '{answers[second]}'"
            hint = "say what makes them different, as the source texts do"
            related = (Related("the first one", one),)
            self.problems.append(Problem("ambiguous-answers", message, other, hint, related))

    def _read(self, part: str) -> tuple[CatalogFile | None, dict[str, str]]:
        file, path = catalog_file(self._library, part, self._language)
        if not file.exists():
            source = self._library.source_of(part)
            message = f"this has no translation into '{self._language}': {path} is missing"
            hint = "'izeja translate update' makes the file; then translate what it holds"
            self.problems.append(
                Problem("untranslated", message, source.whole(), hint, severity=self._severity)
            )
            return None, {}
        catalog, text, problems = read_catalog(file, path)
        self.problems += problems
        return catalog, {path: text}

    def _untranslated(self, text: Text, catalog: CatalogFile) -> Problem:
        place = self._library.source_of(text.part).value(*text.at)
        hint = f"'izeja translate update' puts it into {catalog.path}; then translate it there"
        old = older_translation(text, catalog, self._sources)
        if old is None:
            message = f"this text is not translated into '{self._language}'"
            return Problem("untranslated", message, place, hint, severity=self._severity)
        if old.source == text.text:
            related = (Related("the doubtful translation", catalog.place(old)),)
            message = f"the translation of this text into '{self._language}' is marked as fuzzy"
            hint = "check it, and take out the line '#, fuzzy'"
        else:
            related = (Related("the translation of the older text", catalog.place(old)),)
            message = f"this text has changed since it was translated into '{self._language}'"
        return Problem("stale", message, place, hint, related, self._severity)

    @cached_property
    def _sources(self) -> Mapping[str, frozenset[str]]:
        return sources_by_context(self._library)

    def _difference(
        self, text: Text, translation: str, difference: Difference, catalog: CatalogFile
    ) -> Problem:
        message = catalog.messages[context_of(text), text.text]
        source = self._library.source_of(text.part)
        place = (
            source.words(text.at, difference.in_source) if difference.in_source else source.value(*text.at)
        )
        hint = "a translation has the same terms, links, list items, emphasis and final mark as its source"
        if "\n" in text.text or "\n" in translation:
            # A line of each is shown anyway; texts of several lines stand here side by side.
            hint += f"\n{_quoted(self._library.config.source_language, text.text)}"
            hint += f"\n{_quoted(self._language, translation)}"
        related = (Related("the source text", place),)
        at = catalog.place(message, difference.in_text)
        return Problem("lost-in-translation", difference.message, at, hint, related)

    def _lost(
        self, text: Text, translation: str, content: Content, catalog: CatalogFile
    ) -> Iterator[Problem]:
        if text.content == content and (text.words.kind == "prose" or "\n" not in translation):
            return
        message = catalog.messages[context_of(text), text.text]
        for difference in text.content.differences(content):
            yield self._difference(text, translation, difference, catalog)
        for refusal in content.refusals:
            yield Problem(
                "unsupported-markup", refusal.message, catalog.place(message, refusal.wanted), SUBSET
            )
        if text.words.kind == "line" and "\n" in translation.strip():
            yield Problem(
                "invalid-value",
                "this translation has several lines",
                catalog.place(message),
                "write it on one line",
            )


def _quoted(language: str, text: str) -> str:
    margin = " " * (len(language) + 2)
    lines = filter(None, text.split("\n"))
    return "\n".join(f"{margin if number else f'{language}: '}{line}" for number, line in enumerate(lines))
