"""A trial of one row: a strict build, a crawl, and the comparison with the same site without guides."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import txtar
from compatibility.table import Row
from izeja.site.crawler import crawl
from izeja.site.loaded_files import missing_files

GUIDE = ("modem/no-light/index.html", "modem/no-light.html")
_PLAIN = ("plain/index.html", "plain.html", "404.html")
_GIT = {"NAME": "A", "EMAIL": "a@example.org", "DATE": "2026-11-01T12:00:00Z"}
_ENVIRONMENT = {
    "NO_MKDOCS_2_WARNING": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    **{f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in _GIT.items()},
}
_PAGE_BY_PAGE = re.compile(r"page by page")
_SAYS = re.compile(r"(?:WARNING|ERROR) +- +(.*)|(\w*(?:Error|Exception)\b.*)")


class Trial(NamedTuple):
    """What came out: the version of the package, whether guides were filled in fast, and what was wrong."""

    version: str
    is_fast: bool
    faults: tuple[str, ...]


def try_row(row: Row, folder: Path) -> Trial:
    """Build both sites of a row in a folder, and look at them."""
    log = _build(folder / "with", row.site(has_guides=True))
    known = version(row.distribution)
    if isinstance(log, Failure):
        return Trial(known, is_fast=False, faults=(f"the build fails: {log.reason}",))
    site = site_of(folder / "with")
    found = crawl(site)
    faults = [str(finding) for finding in (*found.findings, *missing_files(site, found.pages))]
    if not any((site / name).is_file() for name in GUIDE):
        faults.append("the page of the guide is missing")
    faults += [
        f"{name} lacks '{words}'"
        for name, words in row.contains.items()
        if not (site / name).is_file() or words not in (site / name).read_text("utf-8")
    ]
    if not row.changes:
        faults += _changed(row, folder)
    return Trial(known, is_fast=not _PAGE_BY_PAGE.search(log), faults=tuple(faults))


class Failure(NamedTuple):
    """A build that failed, and why."""

    reason: str


def site_of(project: Path) -> Path:
    """Return the folder of a built site."""
    return next(one for one in (project / "site", project.parent / "same-dir-site") if one.is_dir())


def _changed(row: Row, folder: Path) -> list[str]:
    """Return the pages without guides that Izeja changes."""
    with_guides = _pages(site_of(folder / "with"))
    log = _build(folder / "without", row.site(has_guides=False))
    if isinstance(log, Failure):
        return [f"the build without Izeja fails: {log.reason}"]
    without = _pages(site_of(folder / "without"))
    return [
        f"{name} differs from the site without Izeja"
        for name, page in without.items()
        if with_guides.get(name) != page
    ]


def _pages(site: Path) -> dict[str, bytes]:
    return {name: (site / name).read_bytes() for name in _PLAIN if (site / name).is_file()}


def _build(project: Path, files: dict[str, str]) -> str | Failure:
    txtar.unpack(files, project)
    # Some plugins ask Git about each page.
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "All"]):
        subprocess.run(["git", *arguments], cwd=project, check=True, env={**os.environ, **_ENVIRONMENT})  # noqa: S603, S607 - ours
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env={**os.environ, **_ENVIRONMENT},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stderr + done.stdout
    if done.returncode:
        reasons = [one or other for one, other in _SAYS.findall(said)]
        return Failure(reasons[0] if reasons else said[-300:])
    return said
