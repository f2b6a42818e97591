"""The same library in other words: gettext catalogs, one for each part of the library and language.

A message's context is the address of its text: `microsoft/still-charged#too-late hint` is the hint of a
node, `microsoft/still-charged title` the title of a tree, `terms#manage text` a term. Answers share the
context of their question, since no two of them read alike.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po

from izeja.library import TRANSLATIONS, Library, Text, shown
from izeja.markup import SUBSET, content_of
from izeja.model import Contact, Question, Term, Tree, with_words
from izeja.problem import Position, Problem, Related
from izeja.proof import alike
from izeja.source import Address, decode

_PO_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s*)?"([^"\\]|\\.)*"\s*)?')
_Part = TypeVar("_Part", Tree, Term, Contact)

Key = tuple[str, str]
"""What gettext finds a message by: its context and its source text."""


MAX_BYTES = 10_000_000


def context_of(text: Text) -> str:
    """Return the context of a text's message; see the module."""
    words = [str(part) for part in text.at if isinstance(part, str)]
    if words[0] == "nodes":
        return f"{text.part}#{words[1]} {'.'.join(words[2:])}"
    if text.part in ("terms", "contacts"):
        return f"{text.part}#{words[0]} {'.'.join(words[1:])}"
    return f"{text.part} {'.'.join(words)}"


def catalog_file(library: Library, part: str, language: str) -> Path:
    """Return where the catalog of a part lies: `translations/LANGUAGE/PART.po`."""
    return library.root / TRANSLATIONS / language / f"{part}.po"


@dataclass(frozen=True)
class CatalogFile:
    """A catalog as it was read, with the places of its messages."""

    path: str
    text: str
    catalog: Catalog

    def translation(self, key: Key) -> str | None:
        """Return the translation of a message; None where there is none, or only a doubtful one."""
        message = self._messages.get(key)
        return str(message.string) if message is not None and message.string and not message.fuzzy else None

    def fuzzy(self, key: Key) -> bool:
        """Tell whether a message is there but marked as doubtful."""
        message = self._messages.get(key)
        return message is not None and message.fuzzy

    def of_context(self, context: str) -> Message | None:
        """Return a message with a context, whatever its source text."""
        return next((m for (ctx, _), m in self._messages.items() if ctx == context and m.string), None)

    def place(self, message: Message, wanted: str = "") -> Position:
        """Return where a message's translation stands, or where `wanted` stands in it."""
        lines = self.text.splitlines()
        line = next(
            (n for n in range(message.lineno or 1, len(lines) + 1) if lines[n - 1].startswith("msgstr")), 0
        )
        end = line
        while end < len(lines) and lines[end].startswith('"'):
            end += 1
        if end > line and lines[line - 1] == 'msgstr ""':
            line += 1
        for number in range(line, end + 1):
            if wanted and wanted in lines[number - 1]:
                column = lines[number - 1].index(wanted) + 1
                return Position(self.path, number, column, number, column + len(wanted))
        return Position(self.path, line, 1, line, len(lines[line - 1]) + 1 if line else 0)

    def message(self, key: Key) -> Message:
        """Return a message that is there."""
        return self._messages[key]

    @cached_property
    def _messages(self) -> Mapping[Key, Message]:
        return {(m.context or "", str(m.id)): m for m in self.catalog if m.id}


def read_catalog(file: Path, language: str) -> tuple[CatalogFile | None, str, tuple[Problem, ...]]:
    """Read a catalog.

    Returns:
        The catalog (None if it cannot be understood), its text, and what is wrong with the file.
    """
    path = shown(file)
    text, problem = decode(file, path, MAX_BYTES)
    problem = problem or _wrong_charset(path, text) or _broken_line(path, text)
    if problem:
        return None, text, (problem,)
    try:
        catalog = read_po(io.BytesIO(text.encode()), locale=language, charset="utf-8", abort_invalid=True)
    except (PoFileError, ValueError, LookupError) as error:
        hint = "open it in Poedit, which shows the place"
        return (
            None,
            text,
            (Problem("invalid-catalog", f"this is not a catalog: {error}", Position(path), hint),),
        )
    return CatalogFile(path, text, catalog), text, ()


def _wrong_charset(path: str, text: str) -> Problem | None:
    charset = re.search(r"charset=([\w.:-]+)", text)
    if charset is None or charset[1].lower() in ("utf-8", "charset"):
        return None
    message = f"this catalog says that its charset is '{charset[1]}', but it has to be UTF-8"
    place = _line(path, text, text.count("\n", 0, charset.start()) + 1)
    return Problem("invalid-catalog", message, place, "write 'charset=UTF-8' there")


def _broken_line(path: str, text: str) -> Problem | None:
    # Babel reads on over a missing quote, and makes something else of what follows.
    lines = enumerate(text.splitlines(), 1)
    broken = next((number for number, line in lines if not _PO_LINE.fullmatch(line)), None)
    if broken is None:
        return None
    hint = "a line is a comment ('# ...'), or msgctxt, msgid or msgstr and a text in double quotes"
    return Problem("invalid-catalog", "this line is not part of a catalog", _line(path, text, broken), hint)


def _line(path: str, text: str, line: int) -> Position:
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return Position(path)
    return Position(path, line, 1, line, len(lines[line - 1]) + 1)


@dataclass(frozen=True)
class Translation:
    """A library in one language, the texts of the catalogs it came from, and what is wrong with them."""

    library: Library
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
        return Translation(library, {}, ())
    translator = _Translator(library, language)
    words = translator.translate()
    translated = replace(
        library,
        language=language,
        trees={key: _with_words(tree, words.get(key, {})) for key, tree in library.trees.items()},
        terms={key: _with_words(term, words.get("terms", {}), key) for key, term in library.terms.items()},
        contacts={
            key: _with_words(entry, words.get("contacts", {}), key) for key, entry in library.contacts.items()
        },
    )
    translator.problems += translator.ambiguous_answers(translated)
    return Translation(translated, translator.texts, tuple(translator.problems))


def _with_words(part: _Part, words: dict[Address, str], *at: str) -> _Part:
    translated: _Part = with_words(part, words, at)
    return translated


class _Translator:
    def __init__(self, library: Library, language: str) -> None:
        self._library = library
        self._language = language
        self._catalogs: dict[str, CatalogFile | None] = {}
        self.texts: dict[str, str] = {}
        self.problems: list[Problem] = []

    def translate(self) -> dict[str, dict[Address, str]]:
        words: dict[str, dict[Address, str]] = {}
        for text in self._library.texts():
            catalog = self._catalog(text.part)
            if catalog is None:
                continue
            translation = catalog.translation((context_of(text), text.text))
            if translation is None:
                self.problems.append(self._untranslated(text, catalog))
                continue
            words.setdefault(text.part, {})[text.at] = translation
            self.problems += self._lost(text, translation, catalog)
        return words

    def ambiguous_answers(self, translated: Library) -> Iterator[Problem]:
        for tree_id, tree in translated.trees.items():
            for node_id, node in tree.nodes.items():
                catalog = self._catalogs.get(tree_id)
                original = self._library.trees[tree_id].nodes[node_id]
                if catalog is None or not isinstance(node, Question) or not isinstance(original, Question):
                    continue
                for first, second in alike([answer.text for answer in node.answers]):
                    context = f"{tree_id}#{node_id} answers.text"
                    keys = [(context, original.answers[index].text) for index in (first, second)]
                    if any(catalog.translation(key) is None for key in keys):
                        continue
                    one, other = (catalog.place(catalog.message(key)) for key in keys)
                    yield Problem(
                        "ambiguous-answers",
                        f"two answers of '{node_id}' read alike: '{node.answers[second].text}'",
                        other,
                        "say what makes them different, as the source texts do",
                        (Related("the first one", one),),
                    )

    def _catalog(self, part: str) -> CatalogFile | None:
        if part not in self._catalogs:
            self._catalogs[part] = self._read(part)
        return self._catalogs[part]

    def _read(self, part: str) -> CatalogFile | None:
        file = catalog_file(self._library, part, self._language)
        if not file.exists():
            source = self._library.source_of(part)
            message = f"this has no translation into '{self._language}': {shown(file)} is missing"
            hint = "'izeja translate update' makes the file; then translate what it holds"
            self.problems.append(Problem("untranslated", message, source.whole(), hint))
            return None
        catalog, text, problems = read_catalog(file, self._language)
        self.texts[shown(file)] = text
        self.problems += problems
        return catalog

    def _untranslated(self, text: Text, catalog: CatalogFile) -> Problem:
        context = context_of(text)
        key = (context, text.text)
        place = self._library.source_of(text.part).value(*text.at)
        hint = f"'izeja translate update' puts it into {catalog.path}; then translate it there"
        if catalog.fuzzy(key):
            related = Related("the doubtful translation", catalog.place(catalog.message(key)))
            message = f"the translation of this text into '{self._language}' is marked as fuzzy"
            return Problem("stale", message, place, "check it, and take out the line '#, fuzzy'", (related,))
        old = catalog.of_context(context)
        if old is not None and not self._is_current(text, str(old.id)):
            related = Related("the translation of the older text", catalog.place(old))
            message = f"this text has changed since it was translated into '{self._language}'"
            return Problem("stale", message, place, hint, (related,))
        return Problem("untranslated", f"this text is not translated into '{self._language}'", place, hint)

    def _is_current(self, text: Text, source_text: str) -> bool:
        context = context_of(text)
        return any(
            other.text == source_text and context_of(other) == context
            for other in self._library.texts()
            if other.part == text.part
        )

    def _lost(self, text: Text, translation: str, catalog: CatalogFile) -> Iterator[Problem]:
        original = content_of(text.text, text.words)
        content = content_of(translation, text.words)
        if original == content and "\n" not in translation:
            return
        message = catalog.message((context_of(text), text.text))
        source = self._library.source_of(text.part).value(*text.at)
        related = (Related("the source text", source),)
        for difference, wanted in original.differences(content):
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
