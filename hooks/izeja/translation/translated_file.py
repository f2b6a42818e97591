"""One file of a library in another language: the words of its catalog, and their problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from izeja.language.content import Content, Difference
from izeja.language.final_marks import ending_differs
from izeja.language.text_reader import content_of
from izeja.language.validation import UNREAD
from izeja.library.library import Text
from izeja.problems.problem import Position, Problem, Related, Severity
from izeja.proof.text_rules import alike
from izeja.reading.data import Address
from izeja.reading.folder import FACTS
from izeja.reading.source import Source
from izeja.translation.catalog import CatalogFile, Message, parse_catalog
from izeja.translation.catalog_names import context_of, sources_by_context
from izeja.translation.po_strings import Key
from izeja.translation.same_as_source import MEANT, line_left

_FACTS = FACTS.removesuffix(".yml")
_CHOICES: Mapping[Address, str] = {
    ("answers", "text"): "answers to",
    ("answers", "group"): "groups of",
    ("actions", "text"): "actions of",
    ("prepare",): "items of 'prepare' of",
    ("values",): "values of",
}
"""Texts that customers tell apart: their list and key in a node or a fact, and how messages name them."""


class _Shown(NamedTuple):
    """A text, and the words of it that customers see; None for nothing yet."""

    text: Text
    words: str | None


class TranslatableFile(NamedTuple):
    """A file to translate. Together with its catalog, this is all that the translation depends on."""

    language: str
    source_language: str
    severity_of_untranslated: Severity
    texts: tuple[Text, ...]
    source: Source


class TranslatedFile(NamedTuple):
    """The words of a file's texts, None for a text without a translation that can be shown.

    `path` and `text` are those of the catalog.
    """

    path: str
    text: str
    words: tuple[str | None, ...]
    problems: tuple[Problem, ...]


def translate_file(
    file: TranslatableFile, path: str, found: tuple[Source, Problem | None] | None
) -> TranslatedFile:
    """Translate a file with its catalog.

    Args:
        file: the file.
        path: the path of the catalog, as problems name it.
        found: the catalog's text, and the problem if it could not be read; None if there is no catalog.
    """
    done = _translated(file, path, found)
    problems = tuple(replace(problem, language=file.language) for problem in done.problems)
    return done._replace(problems=problems)


def _translated(
    file: TranslatableFile, path: str, found: tuple[Source, Problem | None] | None
) -> TranslatedFile:
    nothing = (None,) * len(file.texts)
    if found is None:
        return TranslatedFile(path, "", nothing, (_no_catalog(file, path),))
    source, unreadable = found
    if unreadable:
        return TranslatedFile(path, source.text, nothing, (unreadable,))
    catalog, text, problems = parse_catalog(source)
    if catalog is None:
        return TranslatedFile(path, text, nothing, problems)
    translator = _Translator(file, catalog)
    words = translator.translate()
    return TranslatedFile(path, text, tuple(words), (*problems, *translator.problems))


def older_translation(
    text: Text, catalog: CatalogFile, sources: Mapping[str, frozenset[str]]
) -> Message | None:
    """Return the message that makes a text stale: a fuzzy translation, or that of an older source text.

    Args:
        text: a text without a translation.
        catalog: the catalog of its file.
        sources: the texts of its file, from `sources_by_context`.
    """
    context = context_of(text)
    fuzzy = catalog.messages.get((context, text.text))
    if fuzzy is not None and fuzzy.fuzzy:
        return fuzzy
    return next((one for one in catalog.of_context(context) if one.source not in sources[context]), None)


def _no_catalog(file: TranslatableFile, path: str) -> Problem:
    message = f"this file is not translated into '{file.language}': {path} does not exist"
    hint = "run 'izeja translate update' to create the catalog, then translate it"
    severity = file.severity_of_untranslated
    return Problem("untranslated", message, file.source.whole(), hint, severity=severity)


class _Translator:
    """Looks up the texts of a file in its catalog, and collects the problems."""

    def __init__(self, file: TranslatableFile, catalog: CatalogFile) -> None:
        self._file = file
        self._catalog = catalog
        self.problems: list[Problem] = []

    def translate(self) -> list[str | None]:
        words = [self._translation(text) for text in self._file.texts]
        self._check_choices(words)
        return words

    def _translation(self, text: Text) -> str | None:
        translation = self._catalog.translation((context_of(text), text.text))
        if translation is None:
            # The mistake in the text itself is reported; there is nothing to translate yet.
            self.problems += [] if text.text == UNREAD else [self._untranslated(text)]
            return None
        content = content_of(translation, text.words)
        known = len(self.problems)
        # Texts that are nothing but words have one and the same content, so most need no comparison.
        if content is not text.content or "\n" in translation:
            self.problems += self._lost(text, translation, content)
        # A preview shows languages with errors too, and no page can be made of a link or a term of its own.
        found = self.problems[known:]
        if found and any(problem.severity == "error" for problem in found):
            return None
        # Most pairs end with the same character, and need no look at the punctuation of the language.
        if text.text[-1] != translation[-1] and (
            difference := ending_differs(text.text, translation, self._file.language)
        ):
            self.problems.append(self._difference(text, translation, difference))
        self.problems += self._same(text, translation)
        return translation

    def _same(self, text: Text, translation: str) -> Iterator[Problem]:
        """Yield a problem for a translation that is still in the source language."""
        line = line_left(text, translation, self._file.source_language, self._file.language)
        message = self._catalog.messages[context_of(text), text.text]
        if line is None or MEANT in self._catalog.flags(message):
            return
        what = "this translation" if "\n" not in translation.strip() else "this line of the translation"
        hint = f"translate it; if it is meant to be the same, write '#, {MEANT}' in a line above 'msgctxt'"
        related = (Related("the source text", self._file.source.value(*text.at)),)
        place = self._catalog.place(message, line)
        yield Problem(
            "same-as-source",
            f"{what} is the same as the source text: '{line}'",
            place,
            hint,
            related,
            "warning",
        )

    def _check_choices(self, words: Iterable[str | None]) -> None:
        """Check that answers, actions and the like differ from those beside them, as shown."""
        shows_source = self._file.severity_of_untranslated == "warning"
        choices: dict[Address, dict[str | int, _Shown]] = {}
        for text, translation in zip(self._file.texts, words, strict=True):
            # Such as ("nodes", "mine", "answers", 0, "text"); few other texts are as deep.
            # The values of facts are not below such a first key.
            at = (_FACTS, *text.at) if text.file_id == _FACTS else text.at
            if len(at) > 3 and (at[2], *at[4:]) in _CHOICES:
                # With fallbacks, customers see some answers in the source language; these must differ too.
                shown = text.text if translation is None and shows_source else translation
                # A group is written in each of its answers.
                one = text.text if at[4:] == ("group",) else at[3]
                choices.setdefault((at[1], at[2], *at[4:]), {})[one] = _Shown(text, shown)
        for (node_id, *kind), found in choices.items():
            what = f"two {_CHOICES[tuple(kind)]} '{node_id}' read the same"
            self.problems += self._alike(what, list(found.values()))

    def _alike(self, what: str, choices: Sequence[_Shown]) -> Iterator[Problem]:
        # If an answer is missing, it is reported as untranslated; comparing the rest would mislead.
        known = [one.words for one in choices if one.words is not None]
        pairs = list(alike(known)) if len(known) == len(choices) else []
        # Answers that read the same in the source language are a mistake of the writer, reported there.
        if pairs and any(alike([one.text.text for one in choices])):
            return
        for first, second in pairs:
            message, hint = f"{what}: '{known[second]}'", "make them different, as their source texts are"
            related = (Related("the first one", self._place_of_choice(choices[first].text)),)
            place = self._place_of_choice(choices[second].text)
            yield Problem("ambiguous-answers", message, place, hint, related)

    def _place_of_choice(self, text: Text) -> Position:
        """Return the place of the text that customers read: in the catalog, or in the tree without one."""
        key: Key = (context_of(text), text.text)
        if self._catalog.translation(key):
            return self._catalog.place(self._catalog.messages[key])
        return self._file.source.value(*text.at)

    def _untranslated(self, text: Text) -> Problem:
        language, severity = self._file.language, self._file.severity_of_untranslated
        catalog = self._catalog
        place = self._file.source.value(*text.at)
        hint = f"run 'izeja translate update', then translate it in {catalog.path}"
        old = older_translation(text, catalog, self._sources)
        if old is None:
            message = f"this text is not translated into '{language}'"
            return Problem("untranslated", message, place, hint, severity=severity)
        if old.source == text.text:
            message = f"the translation of this text into '{language}' is marked as fuzzy"
            hint = "check the translation, then delete the line '#, fuzzy' above it"
            related = (Related("the fuzzy translation", catalog.place(old)),)
        else:
            message = f"this text has changed since it was translated into '{language}'"
            related = (Related("the translation of the older text", catalog.place(old)),)
        return Problem("stale", message, place, hint, related, severity)

    @cached_property
    def _sources(self) -> Mapping[str, frozenset[str]]:
        return sources_by_context(self._file.texts)

    def _lost(self, text: Text, translation: str, content: Content) -> Iterator[Problem]:
        """Yield how the content of a translation differs from that of its source text."""
        if text.content == content and (text.words.kind == "prose" or "\n" not in translation):
            return
        catalog = self._catalog
        message = catalog.messages[context_of(text), text.text]
        for difference in text.content.differences(content):
            yield self._difference(text, translation, difference)
        for refusal in content.refusals:
            place = catalog.place(message, refusal.wanted)
            yield Problem(refusal.code, refusal.message, place, refusal.hint, severity=refusal.severity)
        if text.words.kind == "line" and "\n" in translation.strip():
            place, hint = catalog.place(message), "write it on one line"
            yield Problem("invalid-value", "this translation has several lines", place, hint)

    def _difference(self, text: Text, translation: str, difference: Difference) -> Problem:
        file, source = self._file, self._file.source
        message = self._catalog.messages[context_of(text), text.text]
        place = (
            source.words(text.at, difference.in_source) if difference.in_source else source.value(*text.at)
        )
        hint = (
            "keep the terms, links, pictures, code, lists, notes, tables, emphasis and final mark of the "
            "source text"
        )
        if "\n" in text.text or "\n" in translation:
            # A report shows one line of each place, so texts of several lines are quoted whole.
            hint += f"\n{_quoted(file.source_language, text.text)}"
            hint += f"\n{_quoted(file.language, translation)}"
        related = (Related("the source text", place),)
        at = self._catalog.place(message, difference.in_text)
        return Problem("lost-in-translation", difference.message, at, hint, related)


def _quoted(language: str, text: str) -> str:
    margin = " " * (len(language) + 2)
    lines = filter(None, text.split("\n"))
    return "\n".join(f"{margin if number else f'{language}: '}{line}" for number, line in enumerate(lines))
