"""The same sources make the same site: anybody can build it again, and compare (https://reproducible-builds.org)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

SOURCES = ("mkdocs.yml", "docs", "hooks", "decision_trees")
ONE = {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"}
OTHER = {"PYTHONHASHSEED": "42", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "HOME": "/nowhere"}
# MkDocs writes the day of the build into these, or the time.
DATED = {"sitemap.xml.gz"}


def built(project: Path, umask: int, **environment: str) -> dict[str, bytes]:
    """Build the shipped site from a copy of its sources, and return its files."""
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, project / name)
    # As after a checkout: files are older than those of another copy, and in another order on the disk.
    for number, file in enumerate(sorted(project.rglob("*.yml"), reverse=umask > 0o22)):
        os.utime(file, (umask * 10**6 + number, umask * 10**6 + number))
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        umask=umask,
        check=True,
    )
    site = project / "site"
    return {
        file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(tmp_path_factory.mktemp("one"), 0o022, **ONE)


def different(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


@pytest.mark.slow
def test_the_same_sources_make_the_same_site(first: dict[str, bytes], tmp_path: Path) -> None:
    """In another folder, at another time, with another locale, time zone, umask and order of sets."""
    assert len(first) > 50
    project = tmp_path / "another folder" / "ē"
    project.mkdir(parents=True)
    assert different(first, built(project, 0o077, **OTHER)) == set()


@pytest.mark.slow
def test_only_the_map_of_the_site_has_a_date(first: dict[str, bytes], tmp_path: Path) -> None:
    """Without `SOURCE_DATE_EPOCH`, MkDocs takes this day."""
    assert different(first, built(tmp_path, 0o022, **ONE, SOURCE_DATE_EPOCH="1795500000")) == DATED
