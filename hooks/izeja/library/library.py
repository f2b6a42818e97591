"""The folder of trees, as one value: everything that the later phases work on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from izeja.language.markup import Content, TermName, content_of
from izeja.language.model import Config, Contact, Contacts, Term, Terms, Tree, Words, url_in, words_of
from izeja.language.validation import config_problem, validate, validate_tree
from izeja.problems.problem import Position, Problem
from izeja.reading.data import Address
from izeja.reading.files import DEFAULT_BOUNDS, Bounds, decode, decode_bytes
from izeja.reading.folder import (
    CONFIG,
    CONTACTS,
    PAGE_WORDS,
    TERMS,
    TRANSLATIONS,
    Readings,
    shown,
    tree_files,
)
from izeja.reading.parse import Reading, reading_of
from izeja.reading.source import Source
from izeja.running.memo import Memory

Unclear = frozenset[str | None]
_Entries = TypeVar("_Entries", Terms, Contacts)
_Entry = TypeVar("_Entry", Term, Contact)
_Found = TypeVar("_Found")

_NOTHING: Unclear = frozenset()
_ALL: Unclear = frozenset({None})


class Text(NamedTuple):
    """A text that customers read: the part of the library, where in its file it stands, and what it holds."""

    part: str
    at: Address
    text: str
    words: Words
    content: Content


@dataclass(frozen=True)
class Library:
    """All trees of a site in one language, with what they share.

    `unclear` tells what could not be understood, so that nobody complains about what leads there: for
    each tree its nodes, for `terms.yml` and `contacts.yml` their keys, and None for all of the file.
    `page_words` is the catalog of the site's own words of the page (`izeja.translation.page_words`).
    `foreign` has the texts that are still in the source language: see `is_foreign`. `memory` has what was
    made of the library so far, for whoever compiles it again. Where only some trees were read, `others`
    has the aliases of all that there are, by their ids.
    """

    root: Path
    shown_root: str
    language: str
    config: Config
    trees: Mapping[str, Tree]
    terms: Mapping[str, Term]
    contacts: Mapping[str, Contact]
    sources: Mapping[str, Source]
    unclear: Mapping[str, Unclear] = field(default_factory=dict)
    page_words: str = ""
    foreign: frozenset[tuple[str, Address]] = frozenset()
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def is_unclear(self, where: str, key: str | None = None) -> bool:
        """Tell whether a node, term or contact (or, without a key, anything there) was not understood."""
        lost = self.unclear.get(where, frozenset())
        return bool(lost) if key is None else key in lost or None in lost

    @cached_property
    def has_unclear(self) -> bool:
        """Tell whether anything at all was not understood."""
        return any(self.unclear.values())

    def is_foreign(self, part: str, *at: str | int) -> bool:
        """Tell whether a text is in the source language, since this library's language does not have it.

        Args:
            part: the id of its tree, `terms` or `contacts`.
            at: where in the part's file it stands, like `"nodes", "manage", "body"`.
        """
        return (part, at) in self.foreign

    def term_names(self) -> dict[str, TermName]:
        """Return the terms as texts show them in this library's language."""
        return {key: TermName(term.text, url_in(term.url, self.language)) for key, term in self.terms.items()}

    @property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """The aliases of every tree by its id, also of trees that were not read."""
        return self.others or {tree_id: tree.aliases for tree_id, tree in self.trees.items()}

    @property
    def guides(self) -> Mapping[str, Tree]:
        """The trees that are pages: all but those that others include."""
        return {tree_id: tree for tree_id, tree in self.trees.items() if tree.kind != "part"}

    def source_of(self, part: str) -> Source:
        """Return the file of a part: of a tree by its id, of `terms` or of `contacts`."""
        return self.sources[f"{part}.yml"]

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text that customers read, part by part, in the order of the files."""
        return tuple(chain.from_iterable(self.texts_of.values()))

    @cached_property
    def texts_of(self) -> Mapping[str, tuple[Text, ...]]:
        """The texts of each part that has any: of the trees by their ids, of `terms` and of `contacts`."""
        made = self.memory.made
        found = {
            key: made(_texts_of_tree, (self.language, key), key, tree) for key, tree in self.trees.items()
        }
        for part, entries in (("terms", self.terms), ("contacts", self.contacts)):
            if texts := made(_texts_of_entries, (self.language, part), part, entries):
                found[part] = texts
        return found

    def has_page(self, path: str) -> bool:
        """Tell whether the site has a hand-written page in this language."""
        if self.config.pages is None:
            return False
        folder = self.root / self.config.pages.replace("{language}", self.language)
        return (folder / path).is_file()


def _texts_of_tree(tree_id: str, tree: Tree) -> tuple[Text, ...]:
    return tuple([_text(tree_id, *one) for one in words_of(tree)])


def _texts_of_entries(part: str, entries: Mapping[str, Term] | Mapping[str, Contact]) -> tuple[Text, ...]:
    return tuple([_text(part, *one) for key, entry in entries.items() for one in words_of(entry, (key,))])


def _text(part: str, at: Address, text: str, words: Words) -> Text:
    return Text(part, at, text, words, content_of(text, words))


class _Understood(NamedTuple, Generic[_Found]):
    """What a file says: what was found in it, what of it was lost, and what is wrong with it."""

    source: Source
    found: _Found
    lost: Unclear
    problems: tuple[Problem, ...]


_Understanding = Callable[[Reading], tuple[_Found, Unclear, tuple[Problem, ...]]]


@dataclass
class _Reader:
    root: Path
    shown_root: str
    memory: Memory
    bounds: Bounds = DEFAULT_BOUNDS
    in_hand: Mapping[str, bytes] = field(default_factory=dict)
    understood: dict[str, _Understood[Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)

    def read(self, name: str, understanding: _Understanding[_Found]) -> tuple[_Found, Unclear]:
        understood = self._understood(name, understanding)
        self.sources[name] = understood.source
        self.problems += understood.problems
        return understood.found, understood.lost

    def _understood(self, name: str, understanding: _Understanding[_Found]) -> _Understood[_Found]:
        if name in self.understood:
            return self.understood[name]
        shown_as, raw = f"{self.shown_root}/{name}", self.in_hand.get(name)
        if raw is None:
            source, problem = decode(self.root / name, shown_as, self.bounds.size)
        else:
            source, problem = decode_bytes(raw, shown_as, self.bounds.size)
        made: _Understood[_Found] = self.memory.made(
            _understood, name, understanding, source, problem, self.bounds
        )
        return made


def _understood(
    understanding: _Understanding[_Found], source: Source, problem: Problem | None, bounds: Bounds
) -> _Understood[_Found]:
    return _of_reading(understanding, reading_of(source, problem, bounds))


def _of_reading(understanding: _Understanding[_Found], reading: Reading) -> _Understood[_Found]:
    found, lost, problems = understanding(reading)
    return _Understood(reading.source, found, lost, (*reading.problems, *problems))


def read_library(
    root: Path,
    memory: Memory | None = None,
    only: Sequence[str] | None = None,
    in_hand: Mapping[str, bytes] | None = None,
    readings: Readings | None = None,
) -> tuple[Library | None, dict[str, Source], tuple[Problem, ...]]:
    """Read a folder of trees.

    Args:
        root: the folder that holds `library.yml`.
        memory: what was made of the library the last time.
        only: the tree files to be read, by their paths from the root; by default all.
        in_hand: what stands in files that have been opened already, by their paths from the root.
        readings: what has been read already, or is being read (`izeja.reading.folder.start_reading`).

    Returns:
        The library in its source language (None without a usable `library.yml`), the files that were
        read, by their path from the root, and every mistake in one of them.
    """
    reader = _Reader(root, shown(root), memory or Memory(), in_hand=in_hand or {})
    config = _read_config(reader)
    if config is not None:
        reader.bounds = Bounds(config.limits.file_size, config.limits.nesting)
    terms, unclear_terms = _read_entries(reader, TERMS, _terms_of)
    contacts, unclear_contacts = _read_entries(reader, CONTACTS, _contacts_of)
    if readings is not None and reader.bounds == DEFAULT_BOUNDS:
        reader.understood = {name: _of_reading(_tree_of, reading) for name, reading in readings()}
    trees, unclear = _read_trees(reader, tree_files(root) if only is None else only)
    if config is None:
        return None, reader.sources, tuple(reader.problems)
    library = Library(
        root=root,
        shown_root=reader.shown_root,
        language=config.source_language,
        config=config,
        trees=in_order(trees, config),
        terms=terms,
        contacts=contacts,
        sources=reader.sources,
        unclear={**unclear, TERMS: unclear_terms, CONTACTS: unclear_contacts},
        memory=reader.memory,
    )
    return library, reader.sources, tuple(reader.problems)


def _read_config(reader: _Reader) -> Config | None:
    if not (reader.root / CONFIG).exists():
        place = Position(f"{reader.shown_root}/{CONFIG}")
        hint = "write 'source_language: en' and 'languages: [en]' into it"
        reader.problems.append(Problem("missing-file", "this folder has no library.yml", place, hint))
        return None
    return reader.read(CONFIG, _config_of)[0]


def _config_of(reading: Reading) -> tuple[Config | None, Unclear, tuple[Problem, ...]]:
    if reading.data is None:
        return None, _ALL, ()
    config, problems = validate(Config, reading.data, reading.source)
    if config is not None and (problem := config_problem(config, reading.source)):
        return None, _ALL, (problem,)
    return config, _ALL if config is None else _NOTHING, problems


def _read_trees(reader: _Reader, names: Sequence[str]) -> tuple[dict[str, Tree], dict[str, Unclear]]:
    trees: dict[str, Tree] = {}
    unclear: dict[str, Unclear] = {}
    if not names:
        hint = "write a first tree, for example 'first-steps.yml'"
        place = Position(reader.shown_root)
        reader.problems.append(Problem("no-trees", "there is no tree in this folder", place, hint))
    if f"{PAGE_WORDS}.yml" in names:
        reader.problems.append(_taken_name(reader.shown_root))
    for name in names:
        tree_id = name.removesuffix(".yml")
        tree, lost = reader.read(name, _tree_of)
        if tree is not None:
            trees[tree_id] = tree
        if lost:
            unclear[tree_id] = lost
    return trees, unclear


def _tree_of(reading: Reading) -> tuple[Tree | None, Unclear, tuple[Problem, ...]]:
    return (None, _ALL, ()) if reading.data is None else validate_tree(reading.data, reading.source)


def _taken_name(shown_root: str) -> Problem:
    message = (
        f"a tree of the library's own folder cannot be called '{PAGE_WORDS}': "
        f"{TRANSLATIONS}/LANGUAGE/{PAGE_WORDS}.po holds the words of the page itself"
    )
    hint = f"give the file another name, and keep its address with 'aliases: [{PAGE_WORDS}]'"
    return Problem("ambiguous-id", message, Position(f"{shown_root}/{PAGE_WORDS}.yml"), hint)


def in_order(trees: Mapping[str, _Found], config: Config) -> dict[str, _Found]:
    """Sort trees, or what belongs to them, as customers are offered them: by `order` of library.yml first."""
    first = [file.removesuffix(".yml") for file in config.order]
    return {key: trees[key] for key in (*first, *trees) if key in trees}


def _read_entries(
    reader: _Reader, name: str, understanding: _Understanding[dict[str, _Entry]]
) -> tuple[dict[str, _Entry], Unclear]:
    return reader.read(name, understanding) if (reader.root / name).exists() else ({}, _NOTHING)


def _terms_of(reading: Reading) -> tuple[dict[str, Term], Unclear, tuple[Problem, ...]]:
    terms, lost, problems = _entries_of(Terms, reading)
    return terms.entries, lost, problems


def _contacts_of(reading: Reading) -> tuple[dict[str, Contact], Unclear, tuple[Problem, ...]]:
    contacts, lost, problems = _entries_of(Contacts, reading)
    return contacts.entries, lost, problems


def _entries_of(model: type[_Entries], reading: Reading) -> tuple[_Entries, Unclear, tuple[Problem, ...]]:
    data, source = reading.data, reading.source
    if data is None:
        return model(), _ALL, ()
    entries, problems = validate(model, data, source, under="entries")
    if entries is not None:
        return entries, _NOTHING, problems
    if not isinstance(data, dict):
        return model(), _ALL, problems
    sound = {key: value for key, value in data.items() if _is_sound(model, key, value, source)}
    return model.model_validate({"entries": sound}), frozenset(data.keys() - sound.keys()), problems


def _is_sound(model: type[_Entries], key: str, value: object, source: Source) -> bool:
    return validate(model, {key: value}, source, under="entries")[0] is not None
