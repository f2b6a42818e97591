"""Several files of a folder that change together: all of them or none, also if the process is killed.

Meanwhile, the folder has another one, `.izeja-changes`, with:

- `lock`: held by the process that changes files
- `journal.json`: how to undo what that process has begun. Deleting it makes the changes last.

Whoever changes the folder next undoes first what a process that was killed has left. What somebody has edited
since is kept beside it, so that this is always possible.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from izeja.reading.containment import real, stays_inside
from izeja.reading.files import read_bytes
from izeja.reading.folder import free_name, shown
from izeja.reading.writing import delete_unfinished, write_whole
from izeja.running.interruptions import Interruptions, interruptions_put_off
from izeja.running.lock import locked, this_command, unlock

CHANGES = ".izeja-changes"
"""The folder of the lock and the journal."""
_JOURNAL = "journal.json"
_MOST_BYTES = 2**30
_held: set[Path] = set()
"""The folders that this process changes."""


class UnfinishedError(Exception):
    """What a process that was killed has begun cannot be undone; the message says why, and what to do."""


class Rewritten(NamedTuple):
    """A file that gets another content: where it is after all moves, and both contents.

    A new file has no content before.
    """

    file: Path
    before: bytes | None
    after: bytes


class SinceEdited(NamedTuple):
    """A file that was edited after the process was killed that had begun to change it.

    `kept` is the edited version, a new file. Without it, the file itself still has the edit.
    """

    file: Path
    kept: Path | None


class Undone(NamedTuple):
    """What was undone: the command, and the files that were edited since."""

    command: str
    edited: Sequence[SinceEdited]


class _Journal(NamedTuple):
    """What was begun: moves, files with the hash of what they get, and folders that were made."""

    command: str
    moves: Sequence[tuple[Path, Path]]
    files: Sequence[tuple[Path, bytes | None, str]]
    made: Sequence[Path]


@contextmanager
def alone(folder: Path, elsewhere: Callable[[], Iterable[Path]] = tuple) -> Iterator[Undone | None]:
    """Keep other processes from changing a folder, after undoing what one that was killed has left in it.

    Yields what was undone, if there was something. A folder that nobody may write to stays as it is.

    Args:
        folder: is made if it does not exist, and deleted again if nothing is written into it.
        elsewhere: returns other folders, with files that change along with those of the folder.

    Raises:
        BusyError: another process is changing it.
        UnfinishedError: what was left cannot be undone.
        OSError: the lock cannot be made.
    """
    changes, made = folder / CHANGES, _missing(folder)
    # Nothing is written where a link leads that somebody has left there.
    if changes.is_symlink():
        changes.unlink()
    try:
        lock, key = locked(changes / "lock", folder), real(folder)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS) or os.path.lexists(changes):
            raise
        # There may be nothing to write. If there is, that will be refused, too.
        yield None
        return
    _held.add(key)
    try:
        yield _undo_unfinished(folder, elsewhere)
    finally:
        _held.discard(key)
        unlock(lock)
        for one in (changes, *reversed(made)):
            # Another process may have its own lock in it by now.
            with suppress(OSError):
                one.rmdir()


def unfinished(folder: Path) -> str | None:
    """Return the command that another process has begun in a folder and not finished, if there is one."""
    if not os.path.lexists(folder / CHANGES / _JOURNAL) or real(folder) in _held:
        return None
    try:
        return _read(folder).command
    except (OSError, ValueError, UnfinishedError):
        return "izeja"


@contextmanager
def on_trial(
    folder: Path, moves: Sequence[tuple[Path, Path]], files: Sequence[Rewritten]
) -> Iterator[Callable[[], None]]:
    """Move and write files, and undo that at the end unless the yielded function was called.

    Args:
        folder: that of the journal.
        moves: files and folders, each with its new path. Moves come first.
        files: what is written then. A new file replaces nothing.

    Raises:
        OSError: the system refuses something; all files are what they were.
        KeyboardInterrupt: somebody pressed Ctrl-C; all files are what they were.
    """
    journal = _Journal(
        this_command(),
        moves,
        [(one.file, one.before, _hash(one.after)) for one in files],
        sorted(
            {
                folder
                for one in (*(new for _, new in moves), *(one.file for one in files))
                for folder in _missing(one.parent)
            }
        ),
    )
    with interruptions_put_off() as interruptions:
        is_kept = False

        def keep() -> None:
            nonlocal is_kept
            interruptions.stop()
            is_kept = True

        try:
            _write(folder, journal)
            _carry_out(moves, files, interruptions)
            yield keep
        finally:
            if not is_kept:
                _undo(journal)
            (folder / CHANGES / _JOURNAL).unlink(missing_ok=True)
            for one in (folder / CHANGES, *(() if is_kept else sorted(journal.made, reverse=True))):
                # The lock is there, or somebody has put a file there.
                with suppress(OSError):
                    one.rmdir()


def _carry_out(
    moves: Sequence[tuple[Path, Path]], files: Sequence[Rewritten], interruptions: Interruptions
) -> None:
    for old, new in moves:
        interruptions.stop()
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
    for one in files:
        interruptions.stop()
        if one.before is None:
            one.file.parent.mkdir(parents=True, exist_ok=True)
            # `x` fails if another program has made the file meanwhile.
            one.file.open("xb").close()
        write_whole(one.file, one.after)


def _undo_unfinished(folder: Path, elsewhere: Callable[[], Iterable[Path]]) -> Undone | None:
    path = folder / CHANGES / _JOURNAL
    if not os.path.lexists(path):
        return None
    try:
        journal = _read(folder)
    except (OSError, ValueError) as error:
        message = (
            f"'{shown(path)}' cannot be read ({error}), so the command that was stopped cannot be undone. "
            "Put all files of the library back as they were, from a backup or with git, and then delete this "
            "one"
        )
        raise UnfinishedError(message) from None
    undoing = _Undoing(folder, journal)
    undoing.refuse_unsafe([*elsewhere()])
    edited = undoing.undo()
    path.unlink()
    return Undone(journal.command, edited)


class _Undoing(NamedTuple):
    """The undoing of a journal that was found: it may have come with the library, from a stranger."""

    folder: Path
    journal: _Journal

    def refuse_unsafe(self, elsewhere: Sequence[Path]) -> None:
        """Refuse what is no part of the library, and what somebody has made again since.

        Raises:
            UnfinishedError: there is such a thing. Nothing was undone.
        """
        for path in (*(path for move in self.journal.moves for path in move), *self.journal.made):
            self._refuse_foreign(path)
        for file, before, _ in self.journal.files:
            # The library says where pages are, so it could name any folder. No command makes a page there.
            if before is None or not any(_is_page(one, file) for one in elsewhere):
                self._refuse_foreign(file)
        for old, new in self.journal.moves:
            if _is_moved(old, new) is None:
                self._refuse(
                    f"'{shown(old)}' is there again, beside '{shown(new)}'. Move '{shown(old)}' out of the "
                    f"library, keep '{self._shown_journal}', and run this again"
                )

    def undo(self) -> Sequence[SinceEdited]:
        """Undo it. Returns the files that were edited since.

        Raises:
            UnfinishedError: a link that was moved leads out of the library.
        """
        edited = [
            self._keep(file, now, before)
            for file, before, after in self.journal.files
            if (now := _content(file)) is not None and now != before and not _is_ours(now, before, after)
        ]
        _undo(self.journal, self._refuse_foreign)
        return edited

    def _keep(self, file: Path, now: bytes, before: bytes | None) -> SinceEdited:
        """Put a file back that was edited since, and keep the edited version."""
        # A page beside the library stays as it is: a stranger's library can name any page as its own.
        if not _is_inside(self.folder, file):
            return SinceEdited(file, None)
        # In the top folder: no command moves what is there, and it is in no site.
        name = free_name(f"{file.name}.edited", "", lambda one: not _may_hold(self.folder / one, now))
        kept = self.folder / name
        write_whole(kept, now)
        if before is None:
            file.unlink()
        else:
            write_whole(file, before)
        return SinceEdited(file, kept)

    @property
    def _shown_journal(self) -> str:
        return shown(self.folder / CHANGES / _JOURNAL)

    def _refuse_foreign(self, path: Path) -> None:
        if not _is_inside(self.folder, path):
            self._refuse(
                f"it names '{path}', which is no part of it. Put all files of the library back as they were, "
                f"from a backup or with git, and then delete '{self._shown_journal}'"
            )

    def _refuse(self, why: str) -> NoReturn:
        message = (
            f"'{self.journal.command}' was stopped before it had finished in '{shown(self.folder)}', and "
            f"cannot be undone: {why}"
        )
        raise UnfinishedError(message)


def _may_hold(file: Path, content: bytes) -> bool:
    """Return whether a file is new, or has this content since an undo was killed, too."""
    return not os.path.lexists(file) or (not file.is_symlink() and _content(file) == content)


def _is_inside(folder: Path, path: Path) -> bool:
    """Return whether a path is in a folder, and not in what git runs, which does not come with a clone."""
    return stays_inside(folder, path) and not any(
        name.lower() == ".git" for name in (*real(path).parts, *path.parts)
    )


def _is_page(folder: Path, path: Path) -> bool:
    return _is_inside(folder, path) and real(path).suffix == path.suffix == ".md"


def _is_moved(old: Path, new: Path) -> bool | None:
    """Return whether something was moved; nothing if it cannot be told, as both paths are there."""
    if not os.path.lexists(new):
        return False
    # Where case does not matter, both are the same.
    return True if not os.path.lexists(old) or os.path.samestat(old.lstat(), new.lstat()) else None


def _undo(journal: _Journal, refuse_foreign: Callable[[Path], None] = lambda _: None) -> None:
    for file, before, after in reversed(journal.files):
        if _is_ours(_content(file), before, after):
            if before is None:
                file.unlink()
            else:
                write_whole(file, before)
    for old, new in reversed(journal.moves):
        for path in (old, new):
            refuse_foreign(path)
        if _is_moved(old, new):
            old.parent.mkdir(parents=True, exist_ok=True)
            new.rename(old)
    for one in sorted(journal.made, reverse=True):
        refuse_foreign(one)
        delete_unfinished(one)
        with suppress(OSError):
            one.rmdir()


def _is_ours(now: bytes | None, before: bytes | None, after: str) -> bool:
    """Return whether a file has what a process has begun to write: a new file is empty at first."""
    return now is not None and (_hash(now) == after or (before, now) == (None, b""))


def _missing(folder: Path) -> list[Path]:
    """Return the folders that have to be made for one, from the top."""
    return [one for one in reversed((folder, *folder.parents)) if not os.path.lexists(one)]


def _content(file: Path) -> bytes | None:
    return read_bytes(file, _MOST_BYTES) if file.is_file() else None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(folder: Path, journal: _Journal) -> None:
    def relative(path: Path) -> str:
        # The folder may be somewhere else by the time of undoing, as in a container.
        return Path(os.path.relpath(path, folder)).as_posix()

    content = {
        "version": 1,
        "command": journal.command,
        "moves": [[relative(old), relative(new)] for old, new in journal.moves],
        "files": [
            [relative(file), None if before is None else base64.b64encode(before).decode(), after]
            for file, before, after in journal.files
        ],
        "made": [relative(one) for one in journal.made],
    }
    path = folder / CHANGES / _JOURNAL
    if path.is_symlink():
        path.unlink()
    write_whole(path, json.dumps(content, indent=1).encode())


def _read(folder: Path) -> _Journal:
    path = folder / CHANGES / _JOURNAL
    if path.is_symlink():
        raise ValueError("it is a link")

    def absolute(name: str) -> Path:
        return Path(os.path.normpath(folder / name))

    try:
        content = json.loads(read_bytes(path, _MOST_BYTES))
        return _Journal(
            str(content["command"]),
            [(absolute(old), absolute(new)) for old, new in content["moves"]],
            [
                (
                    absolute(file),
                    None if before is None else base64.b64decode(before, validate=True),
                    str(after),
                )
                for file, before, after in content["files"]
            ],
            [absolute(one) for one in content["made"]],
        )
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError("it is no journal of Izeja") from error
