"""Folders as they were in a revision of git: read from the repository, so the work tree stays as it is."""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from pathlib import Path


class GitError(Exception):
    """Git is missing, or does not have the folder; the message says why."""


def unpack_revision(folder: Path, revision: str, into: Path) -> None:
    """Write a folder as it was in a revision to another one.

    Args:
        folder: in the work tree of a repository. It need not exist any more.
        revision: anything that names a commit, such as a branch or a tag.
        into: an empty folder.

    Raises:
        GitError: there is no git, no repository, no such revision, or it did not have the folder.
    """
    # Git runs in a folder that exists, and this one may be gone since.
    real = Path(os.path.realpath(folder))
    existing = next(one for one in (real, *real.parents) if one.is_dir())
    top = Path(_line(existing, "rev-parse", "--show-toplevel"))
    # Both without links: git returns the real path of the repository.
    name = real.relative_to(os.path.realpath(top)).as_posix()
    commit = _line(top, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    tree = commit if name == "." else f"{commit}:{name}"
    content = _git(top, "archive", "--format=tar", tree)
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            # Python before 3.11.4 has no filters. Git itself lets no path lead out of a tree.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(into)  # noqa: S202 - as above
    except tarfile.TarError as error:
        raise GitError(str(error)) from None


def _line(folder: Path, *arguments: str) -> str:
    # A folder can have any bytes in its name, and a space at its end.
    return os.fsdecode(_git(folder, *arguments)).removesuffix("\n")


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a list of arguments, of which none is an option by chance
            ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is found by its name everywhere
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        message = "git is not installed"
        raise GitError(message) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[0].removeprefix("fatal: ") if said else "git failed")
    return done.stdout
