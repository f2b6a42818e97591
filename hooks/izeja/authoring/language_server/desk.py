"""A library on a writer's desk: its files, of which some are open in the editor, and its problems."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from izeja.compiler.check import check_unsaved, check_unsaved_tree
from izeja.compiler.compiled import Compiled
from izeja.compiler.glance import glance_at_unsaved
from izeja.compiler.incremental.selection import is_certain
from izeja.language.tree import Tree
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.problems.problem import Problem
from izeja.proof.library_rules import WHOLE
from izeja.reading.folder import SHARED, TRANSLATIONS, library_above, shown
from izeja.running.memo import Memory


def library_of(file: Path) -> Path | None:
    """Return the folder of the library that a file of trees belongs to; None if it belongs to none."""
    root = library_above(file)
    if root is None or file.suffix != ".yml":
        return None
    first, *_ = parts = file.relative_to(root).parts
    is_read = first != TRANSLATIONS and not any(part.startswith(".") for part in parts)
    return root if is_read else None


class Desk:
    """One library while it is being written.

    `problems` has those of the last check, and `is_sound` says whether `library` understood all files.
    """

    def __init__(self, root: Path) -> None:
        """Put a library on the desk.

        Args:
            root: the folder that holds `library.yml`.
        """
        self.root = root
        self.problems: tuple[Problem, ...] = ()
        self.texts: Mapping[str, str] = {}
        self.is_sound = False
        self._confirmed: frozenset[tuple[str, str]] = frozenset()
        self._in_hand: dict[str, bytes] = {}
        self._library: Library | None = None
        self._is_read = False
        # Until all of the library is read, each open file is answered from what it leads to.
        self._is_whole = self._is_proved = False
        self._near: dict[str, Library | None] = {}
        self._known: dict[str, Tree] = {}
        # What a check has read, `library` need not read again. Only checks begin new rounds, one at a time.
        self._memory = Memory()
        self._checking = threading.Lock()

    def put(self, file: Path, text: str | None) -> None:
        """Take the text of a file from the editor; None if it is closed."""
        name = self.name_of(file)
        others = {key: one for key, one in self._in_hand.items() if key != name}
        # A check that goes on in another thread keeps the texts with which it began.
        self._in_hand = others if text is None else {**others, name: text.encode("utf-8", "surrogatepass")}
        self.changed()

    def changed(self) -> None:
        """Read the files again when they are asked for next."""
        self._is_read = False
        self._near = {}

    @property
    def is_proved(self) -> bool:
        """Whether all of the library was checked since it is on the desk."""
        return self._is_proved

    def text_of(self, name: str) -> str | None:
        """Return the text of a file by its path from the folder of the library; None if it has none."""
        if name in self._in_hand:
            return self._in_hand[name].decode("utf-8", "replace")
        library = self.at_hand(name)
        source = library.sources.get(name) if library else None
        return source.text if source else None

    def at_hand(self, name: str) -> Library | None:
        """Return what can be said of the library at once, as `library` does.

        Args:
            name: the path of a file from the folder of the library. Until all trees are read, which takes
                seconds in a large library, only those are there that this one leads to.
        """
        if self._is_whole:
            return self.library()
        if name not in self._near:
            found = glance_at_unsaved(self.root, _tree(name), self._in_hand, self._memory)
            self._near = {**self._near, name: self._as_understood(found.source) if found else None}
        return self._near[name]

    def library(self) -> Library | None:
        """Return the library as far as it can be understood; None without a usable `library.yml`.

        A tree that is half written is what it was when it could last be understood.
        """
        if not self._is_read:
            read, _, problems = read_library(self.root, self._memory, in_hand=self._in_hand)
            self.is_sound = not any(one.severity == "error" for one in problems)
            if read is not None:
                self._library = self._as_understood(read)
                self._known = {**self._library.trees}
            self._is_read = self._is_whole = True
        return self._library

    def _as_understood(self, read: Library) -> Library:
        """Return a library in which trees that are half written are what they were before."""
        known = {key: one for key, one in self._known.items() if f"{key}.yml" in read.sources}
        self._known = {**self._known, **read.trees}
        return replace(read, trees={**known, **read.trees})

    def name_of(self, file: Path) -> str:
        """Return the path of a file from the folder of the library."""
        return file.relative_to(self.root).as_posix()

    def file_of(self, path: str) -> Path:
        """Return the file that a problem names by its path."""
        below = path.removeprefix(f"{shown(self.root)}/")
        return (self.root / below if below != path else Path.cwd() / path).absolute()

    def check_tree(self, file: Path) -> Compiled | None:
        """Find the problems that a tree takes part in, by far faster than those of all trees.

        Returns:
            The tree as far as it was checked; None if only the whole library can be.
        """
        name = self.name_of(file)
        if name in SHARED:
            return None
        found = check_unsaved_tree(self.root, _tree(name), self._in_hand)
        # Without outlines of an earlier check, all trees would be needed.
        if found is None and not self._is_proved:
            return glance_at_unsaved(self.root, _tree(name), self._in_hand, self._memory)
        return found

    def check(self) -> Compiled:
        """Find all problems of the library."""
        with self._checking:
            compiled = check_unsaved(self.root, self._in_hand, self._memory)
            # What it has read is in the memory now.
            self._is_whole = self._is_proved = True
            return compiled

    def keep(self, compiled: Compiled) -> None:
        """Take the problems that a check of the whole library has found, or one of a tree."""
        if compiled.chosen:
            (tree,) = compiled.chosen
            others = (one for one in self.problems if not _concerns(one, shown(self.root), tree))
            trusted = (one for one in compiled.problems if self._is_true(one))
            self.problems, self.texts = (*others, *trusted), {**self.texts, **compiled.texts}
        else:
            self._confirmed = frozenset((one.code, one.message) for one in compiled.problems)
            self.problems, self.texts = compiled.problems, compiled.texts

    def _is_true(self, problem: Problem) -> bool:
        # What only the whole library can say is shown if it has said so before.
        return is_certain([problem]) or (problem.code, problem.message) in self._confirmed


def _tree(name: str) -> str:
    return name.removesuffix(".yml")


def _concerns(problem: Problem, shown_root: str, tree: str) -> bool:
    # The catalogs of a tree are about it, too. Some rules are for the whole library alone.
    is_catalog = problem.position.path.endswith(f"/{tree}.po")
    is_about = is_catalog or problem.is_about({f"{shown_root}/{tree}.yml"})
    return problem.code not in WHOLE and is_about
