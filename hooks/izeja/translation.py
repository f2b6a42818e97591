"""The same library in other words: gettext catalogs, one for each part of the library and language.

A message's context is the address of its text: `microsoft/still-charged#too-late hint` is the hint of a
node, `microsoft/still-charged title` the title of a tree, `terms#manage text` a term. Answers share the
context of their question, since no two of them read alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from izeja.catalog import CatalogFile, read_catalog
from izeja.library import TRANSLATIONS, Library, Text
from izeja.markup import SUBSET, Content, content_of
from izeja.model import Contact, Question, Term, Tree, with_words
from izeja.problem import Problem, Related
from izeja.proof import alike
from izeja.source import Address

_Part = TypeVar("_Part", Tree, Term, Contact)


def context_of(text: Text) -> str:
    """Return the context of a text's message; see the module."""
    words = [part for part in text.at if isinstance(part, str)]
    if words[0] == "nodes":
        return f"{text.part}#{words[1]} {'.'.join(words[2:])}"
    if text.part in ("terms", "contacts"):
        return f"{text.part}#{words[0]} {'.'.join(words[1:])}"
    return f"{text.part} {'.'.join(words)}"


def catalog_file(library: Library, part: str, language: str) -> tuple[Path, str]:
    """Return where the catalog of a part lies (`translations/LANGUAGE/PART.po`), and its path in messages."""
    name = f"{TRANSLATIONS}/{language}/{part}.po"
    return library.root / name, f"{library.shown_root}/{name}"


@dataclass(frozen=True)
class Translation:
    """What the catalogs of a language say: the texts of the files, and what is wrong with them.

    `library` makes the library in that language, when it is wanted.
    """

    library: Callable[[], Library]
    texts: Mapping[str, str]
    problems: tuple[Problem, ...]


def translate(library: Library, language: str) -> Translation:
    """Return the same library in another language.

    Args:
        library: in its source language.
        language: one of the library's languages.

    Returns:
        The library with other words. A text without a translation keeps its own words, and is reported
        as `untranslated` or `stale`; one that lost a term, a link or a list item as
        `lost-in-translation`.
    """
    if language == library.config.source_language:
        return Translation(lambda: library, {}, ())
    translator = _Translator(library, language)
    words = translator.translate()
    translator.check_answers(words)
    return Translation(
        lambda: _with_all_words(library, language, words), translator.texts, tuple(translator.problems)
    )


def _with_all_words(library: Library, language: str, words: Mapping[str, dict[Address, str]]) -> Library:
    def said(part: str, value: _Part, *at: str) -> _Part:
        translated: _Part = with_words(value, words.get(part, {}), at)
        return translated

    return replace(
        library,
        language=language,
        trees={key: said(key, tree) for key, tree in library.trees.items()},
        terms={key: said("terms", term, key) for key, term in library.terms.items()},
        contacts={key: said("contacts", contact, key) for key, contact in library.contacts.items()},
    )


class _Translator:
    def __init__(self, library: Library, language: str) -> None:
        self._library = library
        self._language = language
        self._catalogs: dict[str, CatalogFile | None] = {}
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []

    def translate(self) -> dict[str, dict[Address, str]]:
        words: dict[str, dict[Address, str]] = {}
        for part, texts in groupby(self._library.texts, key=attrgetter("part")):
            catalog = self._catalogs[part] = self._read(part)
            if catalog is not None:
                words[part] = dict(self._words(texts, catalog))
        return words

    def _words(self, texts: Iterable[Text], catalog: CatalogFile) -> Iterator[tuple[Address, str]]:
        for text in texts:
            translation = catalog.translation((context_of(text), text.text))
            if translation is None:
                self.problems.append(self._untranslated(text, catalog))
                continue
            yield text.at, translation
            content = content_of(translation, text.words)
            if content is not text.content or "\n" in translation:
                self.problems += self._lost(text, translation, content, catalog)

    def check_answers(self, words: Mapping[str, Mapping[Address, str]]) -> None:
        for tree_id, said in words.items():
            tree = self._library.trees.get(tree_id)
            for node_id, node in tree.nodes.items() if tree else ():
                if isinstance(node, Question):
                    answers = [
                        said.get(("nodes", node_id, "answers", n, "text")) for n in range(len(node.answers))
                    ]
                    if None not in answers:
                        self._check_alike(tree_id, node_id, node, [str(answer) for answer in answers])

    def _check_alike(self, tree_id: str, node_id: str, node: Question, answers: list[str]) -> None:
        catalog = self._catalogs[tree_id]
        for first, second in alike(answers) if catalog else ():
            assert catalog is not None  # noqa: S101 - there is nothing to compare without it
            context = f"{tree_id}#{node_id} answers.text"
            one, other = (
                catalog.place(catalog.messages[context, node.answers[index].text])
                for index in (first, second)
            )
            message = f"two answers of '{node_id}' read alike: '{answers[second]}'"
            hint = "say what makes them different, as the source texts do"
            related = (Related("the first one", one),)
            self.problems.append(Problem("ambiguous-answers", message, other, hint, related))

    def _read(self, part: str) -> CatalogFile | None:
        file, path = catalog_file(self._library, part, self._language)
        if not file.exists():
            source = self._library.source_of(part)
            message = f"this has no translation into '{self._language}': {path} is missing"
            hint = "'izeja translate update' makes the file; then translate what it holds"
            self.problems.append(Problem("untranslated", message, source.whole(), hint))
            return None
        catalog, text, problems = read_catalog(file, path)
        self.texts[path] = text
        self.problems += problems
        return catalog

    def _untranslated(self, text: Text, catalog: CatalogFile) -> Problem:
        context = context_of(text)
        place = self._library.source_of(text.part).value(*text.at)
        hint = f"'izeja translate update' puts it into {catalog.path}; then translate it there"
        doubtful = catalog.messages.get((context, text.text))
        if doubtful is not None and doubtful.fuzzy:
            related = (Related("the doubtful translation", catalog.place(doubtful)),)
            message = f"the translation of this text into '{self._language}' is marked as fuzzy"
            return Problem("stale", message, place, "check it, and take out the line '#, fuzzy'", related)
        current = {other.text for other in self._library.texts if context_of(other) == context}
        old = next((one for one in catalog.of_context(context) if one.source not in current), None)
        if old is not None:
            related = (Related("the translation of the older text", catalog.place(old)),)
            message = f"this text has changed since it was translated into '{self._language}'"
            return Problem("stale", message, place, hint, related)
        return Problem("untranslated", f"this text is not translated into '{self._language}'", place, hint)

    def _lost(
        self, text: Text, translation: str, content: Content, catalog: CatalogFile
    ) -> Iterator[Problem]:
        if text.content == content and (text.words.kind == "prose" or "\n" not in translation):
            return
        message = catalog.messages[context_of(text), text.text]
        source = self._library.source_of(text.part).value(*text.at)
        related = (Related("the source text", source),)
        for difference, wanted in text.content.differences(content):
            hint = "a translation has the same terms, links and list items as its source"
            place = catalog.place(message, wanted)
            yield Problem("lost-in-translation", difference, place, hint, related)
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
