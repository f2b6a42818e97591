"""A library on a writer's desk: its files, of which some are open in the editor, and its problems."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from izeja.compiler.check import check_unsaved, check_unsaved_tree
from izeja.compiler.compiled import Compiled
from izeja.incremental.selection import is_certain
from izeja.language.tree import Tree
from izeja.library.library import Library
from izeja.library.reader import read_library
from izeja.problems.problem import Problem
from izeja.proof.library_rules import WHOLE
from izeja.reading.folder import CONFIG, SHARED, TRANSLATIONS, shown
from izeja.running.memo import Memory


def library_of(file: Path) -> Path | None:
    """Return the folder of the library that a file of trees belongs to; None if it belongs to none."""
    root = next((folder for folder in file.parents if (folder / CONFIG).is_file()), None)
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
        self._known: dict[str, Tree] = {}
        # What a check has read, `library` need not read again. Only checks begin new rounds, one at a time.
        self._memory = Memory()
        self._checking = threading.Lock()

    def put(self, file: Path, text: str | None) -> None:
        """Take the text of a file from the editor; None if it is closed."""
        name = self.name_of(file)
        self._in_hand = {key: one for key, one in self._in_hand.items() if key != name}
        if text is not None:
            self._in_hand[name] = text.encode("utf-8", "surrogatepass")
        self.changed()

    def changed(self) -> None:
        """Read the files again when they are asked for next."""
        self._is_read = False

    def text_of(self, name: str) -> str | None:
        """Return the text of a file by its path from the folder of the library; None if it has none."""
        if name in self._in_hand:
            return self._in_hand[name].decode("utf-8", "replace")
        library = self.library()
        source = library.sources.get(name) if library else None
        return source.text if source else None

    def library(self) -> Library | None:
        """Return the library as far as it can be understood; None without a usable `library.yml`.

        A tree that is half written is what it was when it could last be understood.
        """
        if not self._is_read:
            read, _, problems = read_library(self.root, self._memory, in_hand=self._in_hand)
            self.is_sound = not any(one.severity == "error" for one in problems)
            if read is not None:
                known = {key: one for key, one in self._known.items() if f"{key}.yml" in read.sources}
                self._known = {**known, **read.trees}
                self._library = replace(read, trees=self._known)
            self._is_read = True
        return self._library

    def name_of(self, file: Path) -> str:
        """Return the path of a file from the folder of the library."""
        return file.relative_to(self.root).as_posix()

    def file_of(self, path: str) -> Path:
        """Return the file that a problem names by its path."""
        below = path.removeprefix(f"{shown(self.root)}/")
        return (self.root / below if below != path else Path.cwd() / path).absolute()

    def check_tree(self, file: Path) -> bool:
        """Find the problems that a tree takes part in, by far faster than those of all trees.

        Returns:
            Whether that was possible; if not, `problems` is what it was.
        """
        name = self.name_of(file)
        if name in SHARED:
            return False
        tree = name.removesuffix(".yml")
        compiled = check_unsaved_tree(self.root, tree, self._in_hand)
        if compiled is None:
            return False
        files = {f"{shown(self.root)}/{name}"}
        others = (one for one in self.problems if not _concerns(one, files, tree))
        self._keep((*others, *self._trusted(compiled.problems)), {**self.texts, **compiled.texts})
        return True

    def check(self) -> Compiled:
        """Find all problems of the library."""
        with self._checking:
            compiled = check_unsaved(self.root, self._in_hand, self._memory)
        self._confirmed = frozenset((one.code, one.message) for one in compiled.problems)
        self._keep(compiled.problems, compiled.texts)
        return compiled

    def _trusted(self, problems: Iterable[Problem]) -> Iterable[Problem]:
        # What only the whole library can say is shown if it has said so before.
        return (one for one in problems if is_certain([one]) or (one.code, one.message) in self._confirmed)

    def _keep(self, problems: tuple[Problem, ...], texts: Mapping[str, str]) -> None:
        self.problems, self.texts = problems, texts


def _concerns(problem: Problem, files: set[str], tree: str) -> bool:
    # The catalogs of a tree are about it, too. Some rules are for the whole library alone.
    is_catalog = problem.position.path.endswith(f"/{tree}.po")
    return problem.code not in WHOLE and (is_catalog or problem.is_about(files))
