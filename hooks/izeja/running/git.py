"""What git keeps of a folder: read without a look at the work tree, and without a change of it."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path


class GitError(Exception):
    """Git does not have what is wanted; the message says why."""


def unpack_revision(folder: Path, revision: str, into: Path) -> None:
    """Write a folder as it was in a revision to another one.

    Args:
        folder: in the work tree of a repository. It need not exist any more.
        revision: a branch, a tag, a commit ...
        into: an empty folder.

    Raises:
        GitError: there is no git, no repository, no such revision, or it did not have the folder.
    """
    beside = next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())
    top = Path(_git(beside, "rev-parse", "--show-toplevel").decode().strip())
    name = folder.resolve().relative_to(top.resolve()).as_posix()
    commit = _git(top, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    tree = commit if name == "." else f"{commit}:{name}"
    content = _git(top, "archive", "--format=tar", tree)
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            # Python before 3.11.4 has no filters. Git itself lets no path lead out of a tree.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(into)  # noqa: S202 - as above
    except tarfile.TarError as error:
        raise GitError(str(error)) from None


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
