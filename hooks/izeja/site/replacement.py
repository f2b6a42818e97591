"""A folder that is replaced as a whole: a new one is made beside it, then both change places in one step.

Whatever reads the folder meanwhile, such as a web server, sees all old files or all new ones. A process that
is killed leaves the old ones, and what else it left is deleted by the next.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from izeja.running.lock import locked, unlock


class Replacement:
    """A new folder for the place of another one, until it is either published or discarded.

    Beside a folder `site` there is `.site.izeja` meanwhile, with:

    - `lock`: held by the process that makes the new folder
    - `new`: the new folder, and then the old one, to be deleted
    - `old`: the old one, where two folders cannot change places in one step
    """

    def __init__(self, folder: Path) -> None:
        """Make the new folder, which is empty.

        Args:
            folder: what to replace, if it exists. If it is a link, what it points to is replaced.

        Raises:
            BusyError: another process is replacing it.
            OSError: it cannot be replaced: it or its parent is read-only, a mount point, or no folder.
        """
        self._folder = Path(os.path.realpath(folder))
        self._beside = folder_beside(folder)
        self._old = self._beside / "old"
        self.new = self._beside / "new"
        if self._folder.exists() and not self._folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        # It could not change places, and its files must not be deleted one by one instead.
        if self._folder.exists() and not os.access(self._folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        if self._folder.is_mount():
            raise OSError(errno.EBUSY, "it is a mount point", str(folder))
        # Nothing is written or deleted where a link leads that somebody has left there.
        if self._beside.is_symlink():
            self._beside.unlink()
        self._lock = locked(self._beside / "lock", folder)
        self._clear_up()
        self.new.mkdir()

    def publish(self) -> None:
        """Put the new folder in the place of the old one, and keep the old one's hidden files and its mode.

        Raises:
            OSError: it cannot be done; the old folder is what it was.
        """
        try:
            if self._folder.exists():
                _keep_hidden(self._folder, self.new)
                # Without a permission for its owner, it could not change places.
                self.new.chmod(stat.S_IMODE(self._folder.stat().st_mode) | stat.S_IRWXU)
            _put(self.new, self._folder, self._old)
        finally:
            self.discard()

    def discard(self) -> None:
        """Delete all that is beside the folder."""
        self._clear_up()
        unlock(self._lock)
        # Another process may have its own lock in it by now, or has already deleted it.
        with suppress(OSError):
            self._beside.rmdir()

    def _clear_up(self) -> None:
        # Without an exchange in one step, a process can be killed when there is only the old folder.
        if self._old.exists() and not self._folder.exists():
            self._old.rename(self._folder)
        for leftover in (self._old, self.new):
            _delete(leftover)


def folder_beside(folder: Path) -> Path:
    """Return the folder in which a new one is made for the place of another one; see `Replacement`."""
    replaced = Path(os.path.realpath(folder))
    return replaced.with_name(f".{replaced.name}.izeja")


def has_files(folder: Path) -> bool:
    """Return whether a folder is there and has files, but for hidden ones, such as `.git`.

    Raises:
        OSError: it is there, but cannot be read.
    """
    try:
        return any(not one.name.startswith(".") for one in folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return False


def what_stays(folder: Path) -> str:
    """Return what to say of a site's folder when nothing new was put into its place."""
    return "Your existing site is unchanged." if has_files(folder) else "No site was written."


def _delete(folder: Path) -> None:
    """Delete a folder, also with folders in it that are read-only, such as those of Git."""
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)
    if folder.exists():
        folder.chmod(stat.S_IRWXU)
        for top, names, _ in os.walk(folder):
            for one in (Path(top, name) for name in names):
                if not one.is_symlink():
                    one.chmod(stat.S_IRWXU)
        shutil.rmtree(folder, ignore_errors=True)


def _keep_hidden(folder: Path, new: Path) -> None:
    """Copy hidden files, such as `.git`, which MkDocs leaves where they are, too."""
    for hidden in folder.glob(".*"):
        if (new / hidden.name).exists():
            continue
        if hidden.is_dir() and not hidden.is_symlink():
            shutil.copytree(hidden, new / hidden.name, symlinks=True)
        else:
            shutil.copy2(hidden, new / hidden.name, follow_symlinks=False)


def _put(new: Path, folder: Path, old: Path) -> None:
    if folder.exists():
        if _exchange(new, folder):
            return
        try:
            folder.rename(old)
        except OSError as error:
            # Such as a folder of a container's image, which can only be deleted.
            if error.errno != errno.EXDEV:
                raise
            shutil.rmtree(folder)
    new.rename(folder)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step. Returns False where the system cannot do that.

    Python has no such function. On Linux it is `renameat2` with `RENAME_EXCHANGE`, see rename(2); on macOS
    `renamex_np` with `RENAME_SWAP`.
    """
    names = os.fsencode(one), os.fsencode(other)
    # -100 is `AT_FDCWD`: paths are as from the current folder. The other number is that of the flag.
    calls = {
        "linux": ("renameat2", (-100, names[0], -100, names[1], 2)),
        "darwin": ("renamex_np", (*names, 2)),
    }
    if sys.platform not in calls:
        return False
    function, arguments = calls[sys.platform]
    call = getattr(ctypes.CDLL(None), function, None)
    return call is not None and call(*arguments) == 0
