"""A library of trees as one value: everything that the later phases work on."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple, TypeVar

from izeja.language.config import Config
from izeja.language.content import NOTHING_BUT_WORDS, Content
from izeja.language.entries import Contact, Term
from izeja.language.facts import Fact
from izeja.language.fields import Words, url_in
from izeja.language.term_html import TermName
from izeja.language.text_reader import content_of
from izeja.language.topics import Topic
from izeja.language.tree import Tree
from izeja.language.words import words_of
from izeja.library.pictures import Pictures, read_pictures
from izeja.library.topics import Shelves, arranged, named_tree
from izeja.problems.problem import Position
from izeja.reading.data import Address
from izeja.reading.folder import CONFIG
from izeja.reading.source import Source
from izeja.running.memo import Memory

LIBRARY = CONFIG.removesuffix(".yml")
"""What `library.yml` is called among the files of a library."""

_OfTree = TypeVar("_OfTree")

Entries = Mapping[str, Term] | Mapping[str, Contact] | Mapping[str, Fact]
"""The entries of a file that all trees share, by their keys."""

Unclear = frozenset[str | None]
"""The keys of a file that could not be understood; None is all of it."""


EarlierTexts = Callable[[str], Mapping[str, frozenset[str]]]
"""Gets the id of a tree, and returns the texts that its nodes had earlier, by their ids at that time."""


def no_texts(_tree_id: str) -> Mapping[str, frozenset[str]]:
    """Return nothing: no earlier texts are known."""
    return {}


class Text(NamedTuple):
    """A text that customers read: its file, its place there, and its content besides words."""

    file_id: str
    at: Address
    text: str
    words: Words
    content: Content


@dataclass(frozen=True)
class Library:
    """All trees of a site in one language, with what they share.

    `unclear` has what could not be understood, by file; links to it are not reported as broken.
    `page_words` is the catalog of the site's own words of the page (`izeja.translation.page_words`).
    `pictures` has the files of the pictures and videos that texts show (`with_pictures`).
    `foreign` has the texts that are still in the source language: see `is_foreign`. `memory` has results for
    the next compilation in the same process. If only some trees were read, `others` has the aliases of all
    trees, by their ids, and `other_parts` those that are parts. `earlier` knows the texts that nodes had
    before, which show what was renamed.
    """

    root: Path
    shown_root: str
    language: str
    config: Config
    trees: Mapping[str, Tree]
    terms: Mapping[str, Term]
    contacts: Mapping[str, Contact]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    unclear: Mapping[str, Unclear] = field(default_factory=dict)
    page_words: str = ""
    foreign: frozenset[tuple[str, Address]] = frozenset()
    pictures: Pictures = field(default_factory=Pictures)
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    other_parts: frozenset[str] = frozenset()
    earlier: EarlierTexts = field(default=no_texts, repr=False, compare=False)

    def is_unclear(self, where: str, key: str | None = None) -> bool:
        """Return whether a node, term or contact (without a key: anything in the file) was not understood."""
        # None in the set means the whole file, so every key of it is unclear.
        lost = self.unclear.get(where, frozenset())
        return bool(lost) if key is None else key in lost or None in lost

    @cached_property
    def has_unclear(self) -> bool:
        """Return whether anything at all was not understood."""
        return any(self.unclear.values())

    def is_foreign(self, file_id: str, *at: str | int) -> bool:
        """Return whether a text is in the source language, for lack of a translation.

        Args:
            file_id: the id of its tree, `terms`, `contacts` or `facts`.
            at: where it is in the file, like `"nodes", "manage", "body"`.
        """
        return (file_id, at) in self.foreign

    @cached_property
    def term_names(self) -> Mapping[str, TermName]:
        """The terms as texts show them in this library's language, by their keys."""
        return {key: TermName(term.text, url_in(term.url, self.language)) for key, term in self.terms.items()}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The ids of all guides by their titles, with small letters for capitals."""
        return {tree.title.casefold(): tree_id for tree_id, tree in self.guides.items()}

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The aliases of every tree by its id, including trees that were not read."""
        return self.others or {tree_id: tree.aliases for tree_id, tree in self.trees.items()}

    def names_of(self, *, parts: bool) -> Mapping[str, tuple[str, ...]]:
        """Return the aliases of the guides by their ids, or those of the parts, as in `names`."""
        known = self.other_parts if self.others else self.trees.keys() - self.guides.keys()
        return {tree_id: aliases for tree_id, aliases in self.names.items() if (tree_id in known) == parts}

    @cached_property
    def guides(self) -> Mapping[str, Tree]:
        """The trees that are pages: all except parts, which others include."""
        return {tree_id: tree for tree_id, tree in self.trees.items() if tree.kind != "part"}

    @cached_property
    def shelves(self) -> Shelves:
        """The guides by topic."""
        return arranged(self.topics, tuple(self.guides))

    def source_of(self, file_id: str) -> Source:
        """Return a file: that of a tree by its id, or `terms`, `contacts`, `facts` or `library`."""
        return self.sources[f"{file_id}.yml"]

    @property
    def shared(self) -> Mapping[str, Entries]:
        """What all trees share: the entries of `terms`, `contacts` and `facts`."""
        return {"terms": self.terms, "contacts": self.contacts, "facts": self.facts}

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that customers read, file by file, in the order of each file."""
        return tuple(chain.from_iterable(self.texts_of.values()))

    @cached_property
    def texts_of(self) -> Mapping[str, tuple[Text, ...]]:
        """The texts of each file: trees by their ids, then what all trees share."""
        # A preview compiles after every edit; most trees are unchanged, and so are their texts.
        made = self.memory.made
        found = {
            key: made(_texts_of_tree, (self.language, key), key, tree) for key, tree in self.trees.items()
        }
        for file_id, entries in self.shared.items():
            if texts := made(_texts_of_entries, (self.language, file_id), file_id, entries):
                found[file_id] = texts
        if self.topics:
            found[LIBRARY] = made(_texts_of_topics, (self.language, LIBRARY), self.topics)
        return found

    def place_of_language(self, language: str) -> Position:
        """Return where `library.yml` names a language."""
        source, languages = self.sources[CONFIG], self.config.languages
        if isinstance(languages, dict):
            return source.key("languages", language)
        return source.value("languages", languages.index(language))

    def page_folder(self, language: str) -> Path | None:
        """Return the folder of the hand-written pages of a language; None if library.yml does not say it."""
        pages = self.config.pages
        return self.root / pages.replace("{language}", language) if pages is not None else None

    def has_page(self, path: str) -> bool:
        """Return whether the site has a hand-written page in this language."""
        folder = self.page_folder(self.language)
        if folder is None:
            return False
        file = folder / path
        # A site may have the language in the names of its files.
        return any(
            os.path.isfile(one)  # noqa: PTH113 - `Path.is_file` raises if the name is too long
            for one in (file, file.with_suffix(f".{self.language}{file.suffix}"))
        )


def with_pictures(library: Library) -> Library:
    """Return a library with the pictures and videos that its texts show."""
    links = [
        (text.file_id, picture)
        for text in library.texts
        if text.content is not NOTHING_BUT_WORDS
        for picture in text.content.pictures
    ]
    if not links:
        return library
    paths = filter(None, (picture.path_from(file_id) for file_id, picture in links))
    pictures = read_pictures(library.root, library.shown_root, library.config, paths, library.memory)
    return replace(library, pictures=pictures)


def _texts_of_tree(tree_id: str, tree: Tree) -> tuple[Text, ...]:
    # A list, since CPython fills it faster than a generator; there is a call for every tree.
    return tuple([_text(tree_id, *one) for one in words_of(tree)])


def _texts_of_entries(file_id: str, entries: Entries) -> tuple[Text, ...]:
    return tuple([_text(file_id, *one) for key, entry in entries.items() for one in words_of(entry, (key,))])


def _texts_of_topics(topics: Mapping[str, Topic]) -> tuple[Text, ...]:
    return tuple(
        [_text(LIBRARY, *one) for key, topic in topics.items() for one in words_of(topic, ("topics", key))]
    )


def _text(file_id: str, at: Address, text: str, words: Words) -> Text:
    return Text(file_id, at, text, words, content_of(text, words))


def in_order(of_trees: Mapping[str, _OfTree], config: Config) -> dict[str, _OfTree]:
    """Sort trees, or values by tree, as customers see them: by `order` of library.yml first."""
    # A dictionary keeps the first place of a repeated key, so the trees of `order` stay in front.
    first = map(named_tree, config.order)
    return {tree_id: of_trees[tree_id] for tree_id in (*first, *of_trees) if tree_id in of_trees}
