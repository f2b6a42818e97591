"""Pages of somebody else that say their own address, built by the generators that follow them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import txtar
from generators.builds import FOLDER, TRIALS, new_project, run

_CASES = txtar.split((FOLDER / "front_matter.txtar").read_text("utf-8"))
GENERATORS = [name.removesuffix(".expected") for name in _CASES if name.endswith(".expected")]


class Said(NamedTuple):
    """A page, its file in the site, and what puts it there."""

    page: str
    file: str
    words: str


def pages_of(name: str) -> Mapping[str, str]:
    """Return the pages of the case of a generator, by their files in its project."""
    return {
        path.removeprefix(f"{name}/"): text for path, text in _CASES.items() if path.startswith(f"{name}/")
    }


def expected(name: str) -> Iterator[Said]:
    """Yield what the pages say about their addresses."""
    yield from (Said(*line.split(maxsplit=2)) for line in _CASES[f"{name}.expected"].splitlines())


def addresses_kept(folder: Path) -> str:
    """Build the pages with each generator, expect them where they say, and count their addresses."""
    found = 0
    for name in GENERATORS:
        project = new_project(name, folder)
        txtar.unpack(dict(pages_of(name)), project)
        for command in TRIALS[name].commands:
            run(command, project)
        site = project / TRIALS[name].site
        for one in expected(name):
            assert (site / one.file).is_file(), f"{name}: {one}, and not {list_of(site)}"
            found += 1
        shutil.rmtree(project)
    return f"{found} addresses are where front matter says"


def list_of(site: Path) -> list[str]:
    """Return the pages of a site."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
