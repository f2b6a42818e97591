"""Builds of a site that are killed, each in a copy of one process that has MkDocs loaded already.

    python killed_builds.py PROJECT KILLS

A build is killed when it has asked the system for files so many times; see `sys.addaudithook`. Prints for
each killed build whether the served site was the `old` or the `new` one, or else what was wrong with it.
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

_LAST = 60
"""All of the last moments are tried, when one site takes the place of the other."""


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

    def hook(event: str, _: object) -> None:
        nonlocal count
        if event == "open" or event.startswith(("os.", "shutil.", "ctypes.")):
            count += 1
            on_each(count)

    sys.addaudithook(hook)


def counted(project: Path) -> int:
    """Build the site, and return how many moments it took."""
    read, write = os.pipe()

    def work() -> None:
        numbers: list[int] = []
        moments(numbers.append)
        build(project)
        os.write(write, str(len(numbers)).encode())

    in_a_copy(work)
    return int(os.read(read, 20))


def killed_at(project: Path, moment: int) -> bool:
    """Build the site and kill the build. Returns False if it had ended before."""

    def work() -> None:
        def kill(number: int) -> None:
            if number == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        moments(kill)
        build(project)

    return os.WIFSIGNALED(in_a_copy(work))


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
    """Kill builds, each of a version that differs from the site that is served."""
    site = project / "site"
    write_version(project, 0)
    in_a_copy(lambda: build(project))
    all_moments = counted(project)
    served, version = digest(site), 1
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
