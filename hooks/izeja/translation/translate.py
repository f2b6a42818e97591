"""The same library in other words: gettext catalogs, one for each part of the library and language.

A message's context is the address of its text: `microsoft/still-charged#too-late hint` is the hint of a
node, `microsoft/still-charged title` the title of a tree, `terms#manage text` a term. Answers share the
context of their question, since no two of them read alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from izeja.language.locales import PSEUDO_LANGUAGES
from izeja.language.markup import SUBSET, Content, Difference, content_of, ending_differs
from izeja.language.model import Contact, Question, Term, Tree
from izeja.language.words import with_words
from izeja.library.library import Library, Text
from izeja.problems.problem import Problem, Related, Severity
from izeja.proof.text_rules import alike, severity_of_untranslated
from izeja.reading.files import decode
from izeja.reading.folder import TRANSLATIONS
from izeja.reading.source import Source
from izeja.translation.catalog import MAX_BYTES, CatalogFile, Message, parse_catalog
from izeja.translation.pseudo import pseudo

_Value = TypeVar("_Value", Tree, Mapping[str, Term], Mapping[str, Contact])


def context_of(text: Text) -> str:
    """Return the context of a text's message; see the module."""
    part, at = text.part, text.at
    if len(at) == 3 and at[0] == "nodes":
        # Most are, and this is asked for each text in each language.
        return f"{part}#{at[1]} {at[2]}"
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

    `words` has the translation of each of the library's texts, part by part in their order, None where there
    is none; `texts` has every catalog that a problem names, by the path that it names.
    """

    language: str
    words: Mapping[str, tuple[str | None, ...]]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]

    def library(self, source: Library) -> Library:
        """Return the library in other words. A text without a translation keeps its own."""

        def said(part: str, value: _Value) -> _Value:
            made: _Value = source.memory.made(_said, (self.language, part), value, self.words.get(part, ()))
            return made

        return replace(
            source,
            language=self.language,
            foreign=frozenset(
                (part, text.at)
                for part, words in self.words.items()
                if None in words
                for text, translation in zip(source.texts_of[part], words, strict=True)
                if translation is None
            ),
            trees={key: said(key, tree) for key, tree in source.trees.items()},
            terms=said("terms", source.terms),
            contacts=said("contacts", source.contacts),
        )


def _said(value: _Value, words: Sequence[str | None]) -> _Value:
    return with_words(value, iter(words))


def sources_by_context(texts: Iterable[Text]) -> Mapping[str, frozenset[str]]:
    """Return the source texts of a part by the contexts of their messages."""
    found: dict[str, set[str]] = {}
    for text in texts:
        found.setdefault(context_of(text), set()).add(text.text)
    return {context: frozenset(texts) for context, texts in found.items()}


def older_translation(
    text: Text, catalog: CatalogFile, sources: Mapping[str, frozenset[str]]
) -> Message | None:
    """Return what makes a text stale: its doubtful translation, or that of an older text.

    Args:
        text: the text.
        catalog: of its part.
        sources: of its part, from `sources_by_context`.
    """
    context = context_of(text)
    doubtful = catalog.messages.get((context, text.text))
    if doubtful is not None and doubtful.fuzzy:
        return doubtful
    return next((one for one in catalog.of_context(context) if one.source not in sources[context]), None)


def translate(library: Library, language: str, parts: Iterable[str] | None = None) -> Translation:
    """Read the catalogs of a language.

    Args:
        library: in its source language.
        language: another one of the library's languages.
        parts: those whose catalogs are read; by default all.

    Returns:
        The words of the catalogs. A text without a translation is reported as `untranslated` or `stale`,
        which are warnings if customers then read the source text; one that lost a term, a link or a list
        item as `lost-in-translation`. A pseudo-language has all words, and no catalog.
    """
    wanted = library.texts_of if parts is None else parts
    if language in PSEUDO_LANGUAGES:
        made = {
            part: library.memory.made(_pseudo_words, (language, part), library.texts_of[part], language)
            for part in wanted
        }
        return Translation(language, made, {}, ())
    done = {part: _translate_part(library, part, language) for part in wanted}
    return Translation(
        language,
        {part: one.words for part, one in done.items()},
        {one.path: one.text for one in done.values() if one.problems},
        tuple(chain.from_iterable([one.problems for one in done.values()])),
    )


def together(translations: Sequence[Translation]) -> Translation:
    """Return what the catalogs of several parts of a library say in one language."""
    return Translation(
        translations[0].language,
        {part: words for one in translations for part, words in one.words.items()},
        {path: text for one in translations for path, text in one.texts.items()},
        tuple(chain.from_iterable([one.problems for one in translations])),
    )


def _pseudo_words(texts: Sequence[Text], language: str) -> tuple[str | None, ...]:
    return tuple(pseudo(text.text, language, text.words) for text in texts)


class _Translated(NamedTuple):
    """What the catalog of a part says; `text` is that of the catalog."""

    path: str
    text: str
    words: tuple[str | None, ...]
    problems: tuple[Problem, ...]


class _Asked(NamedTuple):
    """What the translation of a part is made of, beside its catalog."""

    language: str
    source_language: str
    severity: Severity
    texts: tuple[Text, ...]
    source: Source
    tree: Tree | None


def _translate_part(library: Library, part: str, language: str) -> _Translated:
    asked = _Asked(
        language,
        library.config.source_language,
        severity_of_untranslated(library),
        library.texts_of[part],
        library.source_of(part),
        library.trees.get(part),
    )
    file, path = catalog_file(library, part, language)
    found = decode(file, path, MAX_BYTES)
    is_missing = found[1] is not None and not file.exists()
    return library.memory.made(_translated, (language, part), asked, path, None if is_missing else found)


def _translated(asked: _Asked, path: str, found: tuple[Source, Problem | None] | None) -> _Translated:
    nothing = (None,) * len(asked.texts)
    if found is None:
        message = f"this has no translation into '{asked.language}': {path} is missing"
        hint = "'izeja translate update' makes the file; then translate what it holds"
        place = asked.source.whole()
        problem = Problem("untranslated", message, place, hint, severity=asked.severity)
        return _Translated(path, "", nothing, (problem,))
    source, unreadable = found
    if unreadable:
        return _Translated(path, source.text, nothing, (unreadable,))
    catalog, text, problems = parse_catalog(source)
    if catalog is None:
        return _Translated(path, text, nothing, problems)
    translator = _Translator(asked, catalog)
    words = tuple(translator.translate())
    return _Translated(path, text, words, (*problems, *translator.problems))


class _Translator:
    def __init__(self, asked: _Asked, catalog: CatalogFile) -> None:
        self._asked = asked
        self._catalog = catalog
        self.problems: list[Problem] = []

    def translate(self) -> list[str | None]:
        words = [self._translation(text) for text in self._asked.texts]
        self._check_answers(words)
        return words

    def _translation(self, text: Text) -> str | None:
        translation = self._catalog.translation((context_of(text), text.text))
        if translation is None:
            self.problems.append(self._untranslated(text))
            return None
        content = content_of(translation, text.words)
        if content is not text.content or "\n" in translation:
            self.problems += self._lost(text, translation, content)
        if text.text[-1] != translation[-1] and (
            other := ending_differs(text.text, translation, self._asked.language)
        ):
            self.problems.append(self._difference(text, translation, other))
        return translation

    def _check_answers(self, words: Iterable[str | None]) -> None:
        if self._asked.tree is None:
            return
        fallback = self._asked.severity == "warning"
        questions: dict[str | int, list[str]] = {}
        for text, translation in zip(self._asked.texts, words, strict=True):
            if text.at[0] == "nodes" and text.at[2] == "answers":
                shown = text.text if translation is None and fallback else translation
                if shown is not None:
                    questions.setdefault(text.at[1], []).append(shown)
        for node_id, answers in questions.items():
            node = self._asked.tree.nodes[str(node_id)]
            if isinstance(node, Question) and len(answers) == len(node.answers):
                self._check_alike(str(node_id), node, answers)

    def _check_alike(self, node_id: str, node: Question, answers: list[str]) -> None:
        catalog, source, part = self._catalog, self._asked.source, self._asked.texts[0].part
        for first, second in alike(answers):
            keys = [(f"{part}#{node_id} answers.text", node.answers[at].text) for at in (first, second)]
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

    def _untranslated(self, text: Text) -> Problem:
        asked, catalog = self._asked, self._catalog
        place = asked.source.value(*text.at)
        hint = f"'izeja translate update' puts it into {catalog.path}; then translate it there"
        old = older_translation(text, catalog, self._sources)
        if old is None:
            message = f"this text is not translated into '{asked.language}'"
            return Problem("untranslated", message, place, hint, severity=asked.severity)
        if old.source == text.text:
            related = (Related("the doubtful translation", catalog.place(old)),)
            message = f"the translation of this text into '{asked.language}' is marked as fuzzy"
            hint = "check it, and take out the line '#, fuzzy'"
        else:
            related = (Related("the translation of the older text", catalog.place(old)),)
            message = f"this text has changed since it was translated into '{asked.language}'"
        return Problem("stale", message, place, hint, related, asked.severity)

    @cached_property
    def _sources(self) -> Mapping[str, frozenset[str]]:
        return sources_by_context(self._asked.texts)

    def _difference(self, text: Text, translation: str, difference: Difference) -> Problem:
        asked, source = self._asked, self._asked.source
        message = self._catalog.messages[context_of(text), text.text]
        place = (
            source.words(text.at, difference.in_source) if difference.in_source else source.value(*text.at)
        )
        hint = "a translation has the same terms, links, list items, emphasis and final mark as its source"
        if "\n" in text.text or "\n" in translation:
            # A line of each is shown anyway; texts of several lines stand here side by side.
            hint += f"\n{_quoted(asked.source_language, text.text)}"
            hint += f"\n{_quoted(asked.language, translation)}"
        related = (Related("the source text", place),)
        at = self._catalog.place(message, difference.in_text)
        return Problem("lost-in-translation", difference.message, at, hint, related)

    def _lost(self, text: Text, translation: str, content: Content) -> Iterator[Problem]:
        if text.content == content and (text.words.kind == "prose" or "\n" not in translation):
            return
        catalog = self._catalog
        message = catalog.messages[context_of(text), text.text]
        for difference in text.content.differences(content):
            yield self._difference(text, translation, difference)
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
