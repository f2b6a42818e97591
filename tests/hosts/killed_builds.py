"""Builds of a site that are killed, each in a copy of one process that has MkDocs loaded already.

    python killed_builds.py PROJECT KILLS

A moment is when a build asks the system for a file; see `sys.addaudithook`. A build that is killed leaves
on the disk what is there at that moment, so one build that is looked at shows it for all moments. Some are
killed indeed, since their locks or processes could outlive them. Prints for each killed build whether the
served site was the `old` or the `new` one, or else what was wrong with it.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path

# Loaded here, so that no copy has to do it.
from mkdocs.__main__ import cli
from mkdocs.commands import build as _build  # noqa: F401

import izeja.hosts.mkdocs.build
import izeja.hosts.mkdocs.publication  # noqa: F401

_LAST = 10
"""A build is killed at each of the last moments, when one site takes the place of the other."""


def build(project: Path) -> None:
    """Build the site as the command does."""
    os.chdir(project)
    cli(["build", "--strict", "--quiet"], standalone_mode=False)


def in_a_copy(work: Callable[[], None]) -> int:
    """Do work in a copy of this process, and return how it ended, as `os.waitpid` says it."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except SystemExit:
            os._exit(1)
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def moments(on_each: Callable[[int], None]) -> None:
    """Call a function each time this process asks the system for a file, with the number of the time."""
    count = 0
    is_calling = False

    def hook(event: str, _: object) -> None:
        nonlocal count, is_calling
        # What the function itself asks for is no moment of the build.
        if not is_calling and (event == "open" or event.startswith(("os.", "shutil.", "ctypes."))):
            count += 1
            is_calling = True
            on_each(count)
            is_calling = False

    sys.addaudithook(hook)


def served_at_each(project: Path) -> tuple[int, list[str]]:
    """Build the site. Return the number of moments, and the digest of each site that was served meanwhile."""
    read, write = os.pipe()
    site = project / "site"

    def work() -> None:
        last, state = 0, state_of(site)
        digests = [digest(site)]

        def look(number: int) -> None:
            nonlocal last, state
            last = number
            if state != (state := state_of(site)):
                digests.append(digest(site))

        moments(look)
        build(project)
        os.write(write, " ".join([str(last), *digests[:9]]).encode())

    in_a_copy(work)
    last, *digests = os.read(read, 10_000).decode().split()
    return int(last), digests


def killed_at(project: Path, moment: int) -> bool:
    """Build the site and kill the build. Returns False if it had ended before."""

    def work() -> None:
        def kill(number: int) -> None:
            if number == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        moments(kill)
        build(project)

    return os.WIFSIGNALED(in_a_copy(work))


def state_of(site: Path) -> list[tuple[str, int, int]]:
    """Return what tells a folder of files from any other, without reading the files."""
    found = []
    for folder, _, names in os.walk(site):
        for path in (folder, *(os.path.join(folder, name) for name in names)):  # noqa: PTH118 - a thousand times
            stat = os.stat(path)  # noqa: PTH116 - as above
            found.append((path, stat.st_ino, stat.st_mtime_ns))
    return found


def digest(site: Path) -> str:
    """Return a hash of all files of a site with their paths."""
    files = sorted(file for file in site.rglob("*") if file.is_file())
    content = [f"{file.relative_to(site)}\n".encode() + file.read_bytes() for file in files]
    return hashlib.sha256(b"".join(content)).hexdigest()


def write_version(project: Path, version: int) -> None:
    """Make the next build a site that differs in every page."""
    config = (project / "mkdocs.yml").read_text("utf-8")
    lines = [line for line in config.splitlines() if not line.startswith("site_name:")]
    (project / "mkdocs.yml").write_text("\n".join([f"site_name: Version {version}", *lines, ""]), "utf-8")


def say(*words: str) -> None:
    """Print lines."""
    sys.stdout.write("\n".join([*words, ""]))
    sys.stdout.flush()


def main(project: Path, kills: int) -> None:
    """Look at the site at each moment of a build, and kill others, each of a version that differs from it."""
    site = project / "site"
    write_version(project, 0)
    in_a_copy(lambda: build(project))
    served = digest(site)
    write_version(project, 1)
    all_moments, digests = served_at_each(project)
    # The new one stays, so it is what a build makes that nobody kills.
    say("looked: old, new" if digests == [served, digest(site)] else f"looked: {digests}")
    served, version = digest(site), 2
    # No secret depends on these numbers, which are the same in every run.
    early = random.Random(0).sample(range(1, all_moments - _LAST), kills - _LAST)  # noqa: S311
    for moment in sorted(early) + list(range(all_moments - _LAST, all_moments)):
        write_version(project, version)
        was_killed = killed_at(project, moment)
        found = digest(site) if site.is_dir() else "no site"
        if found == served:
            say("old" if was_killed else f"moment {moment}: not published")
            continue
        # It has to be the same as the site that a build makes which nobody kills.
        in_a_copy(lambda: build(project))
        served = digest(site)
        say("new" if found == served else f"moment {moment} of {all_moments}: torn")
        version += 1
    say(*(one.name for one in project.iterdir() if one.name.startswith(".")))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
