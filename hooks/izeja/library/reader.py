"""Reading a folder of trees into a library, with every mistake in its files."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from izeja.language.config import Config, Limits
from izeja.language.entries import Contacts, Terms
from izeja.language.facts import Facts
from izeja.language.repair import config_despite_mistakes
from izeja.language.tree import Tree
from izeja.language.validation import config_problems, validate, validate_tree
from izeja.library.file_names import folder_problems, meant_ids, name_problems
from izeja.library.library import Library, Unclear, in_order
from izeja.problems.problem import Position, Problem
from izeja.reading.files import DEFAULT_BOUNDS, Bounds, decode, decode_bytes
from izeja.reading.folder import (
    CONFIG,
    CONTACTS,
    FACTS,
    PAGE_WORDS,
    SHARED,
    TERMS,
    TRANSLATIONS,
    Readings,
    find_trees,
    shown,
)
from izeja.reading.journal import unfinished
from izeja.reading.parse import Reading, parse, reading_of
from izeja.reading.source import Source
from izeja.running.memo import Memory

_Found = TypeVar("_Found")

_NOTHING: Unclear = frozenset()
_ALL: Unclear = frozenset({None})


class _Understood(NamedTuple, Generic[_Found]):
    """The sound content of a file, the keys of the rest, and the problems."""

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
        # Another process has read this file already.
        if name in self.understood:
            return self.understood[name]
        shown_as, raw = f"{self.shown_root}/{name}", self.in_hand.get(name)
        if raw is None:
            source, problem = decode(self.root / name, shown_as, self.bounds.size, within=self.root)
        else:
            source, problem = decode_bytes(raw, shown_as, self.bounds.size)
        # The arguments hold the file's whole text, so an unchanged file is never parsed or validated twice.
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
    *,
    despite_settings: bool = False,
) -> tuple[Library | None, dict[str, Source], tuple[Problem, ...]]:
    """Read a folder of trees.

    Args:
        root: the folder that holds `library.yml`.
        memory: results of the last time, for a process that reads the same library again.
        only: the tree files to read, by their paths from the root; by default all.
        in_hand: the content of files that are already open, by their paths from the root.
        readings: files that other processes are reading (`izeja.reading.folder.start_reading`).
        despite_settings: whether settings that have mistakes are taken without these.

    Returns:
        The library in its source language (None without a usable `library.yml`, and while a command is
        changing it), the files that were read, by their paths from the root, and every mistake in them.
    """
    reader = _Reader(root, shown(root), memory or Memory(), in_hand=in_hand or {})
    if unfinished_change := _unfinished_change(reader):
        # Half of the files are old and half are new, so nothing that they say of one another is true.
        if readings is not None:
            readings.cancel()
        return None, {}, (unfinished_change,)
    # The settings come first: they hold the limits for reading all other files.
    if not (root / CONFIG).exists():
        reader.problems.append(_without_config(reader))
        if _library_below(root):
            return None, {}, tuple(reader.problems)  # these are the files of another folder
    config = _read_config(reader)
    if config is None and despite_settings and CONFIG in reader.sources:
        config = config_despite_mistakes(parse(reader.sources[CONFIG]).data)
    if config is not None:
        reader.bounds = Bounds(config.limits.file_size, config.limits.nesting)
    shared = {name: _read_entries(reader, name) for name in _ENTRIES}
    unread: Sequence[str] = ()
    if only is None:
        found = find_trees(root)
        reader.problems += folder_problems(found, reader.shown_root)
        only, unread = _within_limit(reader, with_unsaved(found.names, reader.in_hand), config)
    if readings is not None:
        reader.understood = _understood_ahead(readings, reader.bounds, is_whole=not unread)
    trees, unclear = _read_trees(reader, only)
    unclear |= {name.removesuffix(".yml"): _ALL for name in unread}
    if config is None:
        return None, reader.sources, tuple(reader.problems)
    library = Library(
        root=root,
        shown_root=reader.shown_root,
        language=config.source_language,
        config=config,
        trees=in_order(trees, config),
        terms=shared[TERMS][0],
        contacts=shared[CONTACTS][0],
        facts=shared[FACTS][0],
        sources=reader.sources,
        topics=config.topics,
        unclear={**unclear, **{name: lost for name, (_, lost) in shared.items()}},
        memory=reader.memory,
    )
    return library, reader.sources, tuple(reader.problems)


def with_unsaved(names: Sequence[str], in_hand: Mapping[str, bytes]) -> Sequence[str]:
    """Return the names of all tree files, with those that are open and were never saved."""
    new = in_hand.keys() - {*names, *SHARED}
    return sorted({*names, *new}) if new else names


def _within_limit(
    reader: _Reader, names: Sequence[str], config: Config | None
) -> tuple[Sequence[str], Sequence[str]]:
    """Return the tree files to read, and those that are too many."""
    most = (config.limits if config else Limits()).trees
    if len(names) <= most:
        return names, ()
    message = f"this library has {len(names):,} trees; the limit is {most:,}"
    hint = "divide it into several libraries, or raise 'limits: trees' here"
    place = Position(f"{reader.shown_root}/{CONFIG}")
    reader.problems.append(Problem("too-large", message, place, hint))
    return names[:most], names[most:]


def _understood_ahead(readings: Readings, bounds: Bounds, *, is_whole: bool) -> dict[str, _Understood[Any]]:
    if is_whole and bounds == DEFAULT_BOUNDS:
        return {name: _of_reading(_tree_of, reading) for name, reading in readings.results()}
    # What was read within the usual bounds may be too little for this library, or too much.
    readings.cancel()
    return {}


def _read_config(reader: _Reader) -> Config | None:
    return reader.read(CONFIG, _config_of)[0] if (reader.root / CONFIG).exists() else None


def _unfinished_change(reader: _Reader) -> Problem | None:
    if (command := unfinished(reader.root)) is None:
        return None
    message = f"'{command}' is changing this library, or was stopped before it had finished"
    hint = "if it is no longer running, run it again: that first undoes what it did"
    return Problem("unfinished-change", message, Position(f"{reader.shown_root}/{CONFIG}"), hint)


def _without_config(reader: _Reader) -> Problem:
    hint = "create it, with 'source_language: en' and 'languages: [en]'"
    if other := _misnamed(reader.root):
        hint = f"rename '{other}' to '{CONFIG}'"
    elif below := _library_below(reader.root):
        hint = f"give the folder that has one: '{below}'"
    place = Position(f"{reader.shown_root}/{CONFIG}")
    return Problem("missing-file", "this folder has no library.yml", place, hint)


def _library_below(root: Path) -> str | None:
    """Return the folder in this one that is a library, if one alone is."""
    found = [shown(file.parent) for file in root.glob(f"[!.]*/{CONFIG}")] if root.is_dir() else []
    return found[0] if len(found) == 1 and not _misnamed(root) else None


def _misnamed(root: Path) -> str | None:
    """Return the name of a file that was probably meant to be the settings."""
    likely = {"library.yaml", "library.yml.txt", "library.txt", "config.yml", "settings.yml", CONFIG}
    names = sorted(file.name for file in root.iterdir()) if root.is_dir() else []
    return next((name for name in names if name.casefold() in likely), None)


def _config_of(reading: Reading) -> tuple[Config | None, Unclear, tuple[Problem, ...]]:
    if reading.data is None:
        return None, _ALL, ()
    config, problems = validate(Config, reading.data, reading.source)
    # Fields that contradict one another make the settings as unusable as a broken field does.
    if config is not None and (contradictions := tuple(config_problems(config, reading.source))):
        return None, _ALL, contradictions
    return config, _ALL if config is None else _NOTHING, problems


def _read_trees(reader: _Reader, names: Sequence[str]) -> tuple[dict[str, Tree], dict[str, Unclear]]:
    trees: dict[str, Tree] = {}
    unclear: dict[str, Unclear] = {}
    # Both would keep their translations in the same catalog.
    if f"{PAGE_WORDS}.yml" in names:
        reader.problems.append(_taken_name(reader.shown_root))
    reader.problems += name_problems(names, reader.shown_root)
    for name in names:
        tree_id = name.removesuffix(".yml")
        tree, lost = reader.read(name, _tree_of)
        if tree is not None:
            trees[tree_id] = tree
        if lost:
            unclear[tree_id] = lost
    # What leads to the right name of a misnamed file is right, too, and the name is reported.
    return trees, {**dict.fromkeys(meant_ids(names), _ALL), **unclear}


def _tree_of(reading: Reading) -> tuple[Tree | None, Unclear, tuple[Problem, ...]]:
    return (None, _ALL, ()) if reading.data is None else validate_tree(reading.data, reading.source)


def _taken_name(shown_root: str) -> Problem:
    message = (
        f"a tree in the library's top folder cannot be called '{PAGE_WORDS}': "
        f"{TRANSLATIONS}/LANGUAGE/{PAGE_WORDS}.po holds the words of the page itself"
    )
    hint = f"rename the file, and keep its address with 'aliases: [{PAGE_WORDS}]'"
    return Problem("ambiguous-id", message, Position(f"{shown_root}/{PAGE_WORDS}.yml"), hint)


def _read_entries(reader: _Reader, name: str) -> tuple[dict[str, Any], Unclear]:
    # A link that leads nowhere is no missing file: it is read, and reported.
    is_there = name in reader.in_hand or os.path.lexists(reader.root / name)
    return reader.read(name, _ENTRIES[name]) if is_there else ({}, _NOTHING)


def _entries_of(
    model: type[Terms | Contacts | Facts], reading: Reading
) -> tuple[dict[str, Any], Unclear, tuple[Problem, ...]]:
    data, source = reading.data, reading.source
    if data is None:
        return {}, _ALL, ()
    file, problems = validate(model, data, source, under="entries")
    # The usual case: one validation for the whole file. Only a file with mistakes is validated by entry.
    if file is not None:
        return file.entries, _NOTHING, problems
    if not isinstance(data, dict):
        return {}, _ALL, problems
    # One bad entry must not make every reference to the others look broken.
    by_key = {key: validate(model, {key: value}, source, under="entries")[0] for key, value in data.items()}
    sound = {key: one.entries[key] for key, one in by_key.items() if one is not None}
    return sound, frozenset(data.keys() - sound.keys()), problems


# Made once: the memory of the reader knows a function by its identity.
_ENTRIES: Mapping[str, _Understanding[dict[str, Any]]] = {
    TERMS: partial(_entries_of, Terms),
    CONTACTS: partial(_entries_of, Contacts),
    FACTS: partial(_entries_of, Facts),
}
"""How each file of entries that all trees share becomes these entries by their keys."""
