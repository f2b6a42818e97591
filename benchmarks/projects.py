"""The sites that are built in turn: ours and those of our peers, each in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from articles import headings
from izeja.compiler.compile import compile_library
from libraries import Size
from sites import Settings, as_shipped, build_command, write_site

SITE = "site"


@dataclass(frozen=True)
class Project:
    """A folder that a generator makes a site of, in `SITE`.

    Args:
        name: in tables.
        folder: where it is.
        build: the command that builds it.
        serve: the command that shows it while one edits; `{port}` is replaced by the port.
        sources: the file that a guide is written in, in the library's own language; `{tree}` is its id.
        files: what it consists of, for `clean`.
    """

    name: str
    folder: Path
    build: tuple[str, ...]
    serve: tuple[str, ...]
    sources: str
    files: frozenset[Path]

    @property
    def site(self) -> Path:
        """The folder of the built site."""
        return self.folder / SITE

    def clean(self) -> None:
        """Delete everything that was not there at first: the built site, and every cache anywhere."""
        put_aside(self.site)
        for file in files_of(self.folder) - self.files:
            file.unlink()


def put_aside(folder: Path) -> None:
    """Take away a folder that was built, if it is there, and delete nothing.

    A file system like ext4 passes over the places of files that were deleted within the last minutes when it
    makes new ones, and so each build of a run would take longer than the one before.
    """
    if folder.exists():
        aside = folder.parent.parent / "aside"
        aside.mkdir(exist_ok=True)
        folder.rename(aside / f"{folder.parent.name}-{len(list(aside.iterdir()))}")


def files_of(folder: Path) -> frozenset[Path]:
    """Return all files below a folder."""
    return frozenset(path for path in folder.rglob("*") if not path.is_dir())


def our_project(
    name: str, folder: Path, size: Size, change: Callable[[Settings], None] = as_shipped
) -> Project:
    """Write our site of a library; `change` changes its settings."""
    config = write_site(folder, size, change)
    return Project(
        name,
        folder,
        tuple(build_command(config, folder / SITE)),
        (sys.executable, *["-m", "mkdocs", "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"]),
        "decision_trees/{tree}.yml",
        files_of(folder),
    )


def page_by_page(settings: Settings) -> None:
    """Have a site of ours built as MkDocs builds any other."""
    settings["extra"]["izeja"] = {"fast": False}


def without_mkdocs(
    name: str, folder: Path, size: Size, change: Callable[[Settings], None] = as_shipped
) -> Project:
    """Write our site of a library, to be built with `izeja build`."""
    izeja = str(Path(sys.executable).with_name("izeja"))
    made = our_project(name, folder, size, change)
    return replace(
        made,
        build=(izeja, "build", "--site-dir", SITE),
        serve=(izeja, "build", "--serve", "--port", "{port}"),
    )


def page_of(site: Path, tree_id: str, folder: str) -> Path:
    """Return the page of a guide in a built site; the site's first language has no folder."""
    return site / folder / tree_id / "index.html"


def missing_from(project: Project, library: Path) -> list[str]:
    """Return what a built site lacks of a library: pages, and headings in them."""
    compiled = compile_library(library)
    missing = []
    for number, (language, translated) in enumerate(compiled.languages.items()):
        for tree_id in compiled.graph.guides:
            page = page_of(project.site, tree_id, language if number else "")
            text = unescape(page.read_text("utf-8")) if page.is_file() else ""
            lost = [one for one in headings(translated, compiled.graph, tree_id) if one not in text]
            missing += [f"{language}/{tree_id}: {one}" for one in lost]
    return missing
