"""All that a change does to files: computed first, then done as a whole or not at all."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from izeja.authoring.changing.catalogs import catalogs_after
from izeja.authoring.changing.change import Change, ChangeError, Moved, file_now
from izeja.authoring.changing.edits import mark_of
from izeja.authoring.changing.library_edits import texts_after
from izeja.authoring.changing.pages import pages_after
from izeja.library.library import Library
from izeja.reading.containment import real
from izeja.reading.files import read_bytes
from izeja.reading.folder import TRANSLATIONS, shown
from izeja.reading.journal import Rewritten, on_trial


class Edited(NamedTuple):
    """A file with another content: where it was, where it is after all moves, and both contents."""

    was: Path
    now: Path
    before: bytes
    after: bytes


class Plan(NamedTuple):
    """Files and folders that move, each with its new path, and then the files that have another content."""

    moves: tuple[tuple[Path, Path], ...]
    edits: tuple[Edited, ...]

    def within(self, root: Path, copy: Path) -> Plan:
        """Return what of the plan is below a folder, for a copy of it. No path has links or `..`."""
        return Plan(
            tuple((copy / old.relative_to(root), copy / new.relative_to(root)) for old, new in self.moves),
            tuple(
                one._replace(now=copy / one.now.relative_to(root))
                for one in self.edits
                if one.now.is_relative_to(root)
            ),
        )

    def as_diff(self) -> str:
        """Return the plan as `diff -u` and git write it."""
        lines = [f"rename {shown(old)} to {shown(new)}\n" for old, new in self.moves]
        for one in self.edits:
            before, after = _lines(one.before), _lines(one.after)
            lines += difflib.unified_diff(before, after, f"a/{shown(one.was)}", f"b/{shown(one.now)}")
        # A last line without an end would run into the next file's first line.
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8", "replace").splitlines(keepends=True)


def plan_of(library: Library, change: Change) -> Plan:
    """Return what a change does to files.

    Args:
        library: in its source language, without mistakes in its files.
        change: what gets another id or place.

    Raises:
        ChangeError: it would replace a file, or a reference cannot be replaced.
    """
    root = real(library.root)
    return Plan(tuple(_moves(root, change)), tuple(_edits(library, root, change)))


def _moves(root: Path, change: Change) -> Iterator[tuple[Path, Path]]:
    if not isinstance(change, Moved):
        return
    folder = root / TRANSLATIONS
    languages = sorted(one for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
    for home, ending in ((root, ".yml"), *((one, ".po") for one in languages)):
        end = "" if change.is_folder else ending
        old, new = home / f"{change.old}{end}", home / f"{change.new}{end}"
        # Where case does not matter, a name in other letters is the same file.
        if os.path.lexists(new) and not (os.path.lexists(old) and new.samefile(old)):
            message = f"'{shown(new)}' already exists: choose another name, or move that one first"
            raise ChangeError(message)
        if os.path.lexists(old):
            yield old, new


def _edits(library: Library, root: Path, change: Change) -> Iterator[Edited]:
    now: Callable[[str], str] = change.path if isinstance(change, Moved) else str
    for name, text in texts_after(library, change).items():
        limit = library.config.limits.file_size
        before = read_bytes(root / name, limit, within=root)
        mark = mark_of(before)
        if before != mark + library.sources[name].text.encode():
            message = f"'{shown(root / name)}' changed while this ran: run this again"
            raise ChangeError(message)
        yield Edited(root / name, root / now(name), before, mark + text.encode())
    for name, before, after in catalogs_after(library, change):
        folder, language, part = name.split("/", 2)
        file_id = file_now(change, part.removesuffix(".po"))
        yield Edited(root / name, root / folder / language / f"{file_id}.po", before, after)
    for page, before, after in pages_after(library, change):
        yield Edited(page, page, before, after)


def carry_out(plan: Plan, root: Path) -> None:
    """Do what a plan says; if that fails or is interrupted, undo what was done.

    Args:
        plan: what to do.
        root: the folder of the library, or that of its copy. It says how to undo the rest if this process
            is killed; see `reading.journal`.

    Raises:
        OSError: the system refuses something; all files are what they were.
        KeyboardInterrupt: somebody pressed Ctrl-C; all files are what they were.
    """
    with on_trial(
        root, plan.moves, [Rewritten(one.now, one.before, one.after) for one in plan.edits]
    ) as keep:
        _delete_empty_folders(plan)
        keep()


def _delete_empty_folders(plan: Plan) -> None:
    """Delete the folders that moves have left empty."""
    folders = {folder for old, _ in plan.moves for folder in old.parents}
    for path in sorted(folders, key=lambda one: len(one.parts), reverse=True):
        # Only what is empty goes.
        with suppress(OSError):
            path.rmdir()
