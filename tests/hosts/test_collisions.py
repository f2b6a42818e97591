"""Two things at one address of a site are refused, and the last good site is not touched."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

import txtar
from conftest import ROOT, only_some_quick

TREE = """\
title: {0}
kind: procedure
aliases: [{1}]
start: done
nodes:
  done:
    resolution: It works
"""
LINES = (Path(__file__).parent / "collisions.txt").read_text("utf-8").splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]


def i18n(structure: str, default: str = "en", *, fallback: bool = False) -> dict[str, Any]:
    languages = [
        {"locale": "en", "name": "English", "default": default == "en"},
        {"locale": "lv", "name": "Latviešu", "default": default == "lv"},
    ]
    own = {"docs_structure": structure, "fallback_to_default": fallback, "languages": languages}
    # Untranslated pages are duplicates to it.
    return {"plugins": [{"i18n": {**own, "reconfigure_search": False}}]}


KINDS: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "plain": ({}, ("docs/index.md",)),
    "searched": ({"theme": {"name": "material", "font": False}, "plugins": ["search"]}, ("docs/index.md",)),
    "flat": ({"use_directory_urls": False}, ("docs/index.md",)),
    "readthedocs": ({"theme": "readthedocs", "plugins": ["search"]}, ("docs/index.md",)),
    "folder": (i18n("folder"), ("docs/en/index.md", "docs/lv/index.md")),
    "divided": (
        {"theme": {"name": "material", "font": False}, "plugins": ["search", *i18n("folder")["plugins"]]},
        ("docs/en/index.md", "docs/lv/index.md"),
    ),
    "suffix": (i18n("suffix"), ("docs/index.md", "docs/index.lv.md")),
    "fallback": (i18n("suffix", fallback=True), ("docs/index.md",)),
    "latvian": (i18n("folder", default="lv"), ("docs/en/index.md", "docs/lv/index.md")),
}
"""The settings of sites, and their home pages."""


def write(folder: Path, kind: str, files: str, more: dict[str, str] | None = None) -> None:
    settings, homes = KINDS[kind]
    several = "{en: required, lv: fallback}" if "i18n" in str(settings) else "[en]"
    # MkDocs keeps plugins, and hooks by their paths, from build to build; a copy is new to it.
    hook = (ROOT / "hooks" / "guided_help.py").read_text("utf-8")
    hooks = ["hook.py", *(name for name in more or () if name.endswith(".py"))]
    usual = {"site_name": "Test", "hooks": hooks, "plugins": []}
    found = {
        "hook.py": hook,
        "mkdocs.yml": yaml.safe_dump({**usual, **settings}),
        "decision_trees/library.yml": f"source_language: en\nlanguages: {several}\n",
        "decision_trees/foo.yml": TREE.format("Foo", ""),
        **dict.fromkeys(homes, "# Home\n"),
        **(more or {}),
    }
    for name in files.split():
        path, _, tree = name.partition("trees/")
        tree_id, _, alias = tree.partition("=")
        if tree:
            found[f"decision_trees/{tree_id}.yml"] = TREE.format(name, alias)
        else:
            found[path] = "# A page\n"
    txtar.unpack(found, folder)


@pytest.mark.parametrize("case", only_some_quick(CASES), ids=lambda case: case.rpartition(" | ")[0])
def test_both_are_named_and_the_last_good_site_stays(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    kind, files, named = case.replace("{NFD}", unicodedata.normalize("NFD", "ē")).split(" | ")
    write(tmp_path, kind, files, {"site/index.html": "good", "site/foo/index.html": "good"})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Abort):
        build(load_config("mkdocs.yml"))
    said = " ".join(record.getMessage() for record in caplog.records if record.levelname == "ERROR")
    assert "two things have the address" in said
    for name in named.split("; "):
        assert name in said
    assert [file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html")] == ["good", "good"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "case",
    [
        "plain | docs/foo/more.md docs/food.md docs/foo.png docs/foo.html",
        "plain | docs/assets/images/favicon.png docs/404.md docs/sitemap.xml docs/404.html",
        "plain | docs/a/README.md docs/a/index.md",
        "flat | docs/foo/index.md docs/bar/foo",
        "searched | docs/search/a.md docs/search.md",
        "folder | docs/lv/a.md docs/en/a.md docs/img/a.png trees/lv/b=lv/c",
        "suffix | docs/a.lv.md docs/a.md docs/img/a.png docs/img/b.lv.png trees/lv/b=lv/c",
        "fallback | docs/a.md docs/a.png docs/b.lv.md",
        "latvian | trees/fr/foo trees/x=fr/y",
    ],
)
def test_others_are_built(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind, files = case.split(" | ")
    write(tmp_path, kind, files)
    monkeypatch.chdir(tmp_path)
    build(load_config("mkdocs.yml"))
    assert '<guided-help class="guide" data-tree="foo"' in "".join(
        file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html")
    )


@pytest.mark.slow
@pytest.mark.parametrize("fast", [True, False], ids=["from skeletons", "page by page"])
def test_a_guide_in_a_folder_like_a_language_is_found_in_its_own_language(
    fast: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write(tmp_path, "divided", "trees/lv/b docs/en/lv/c.md")
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"{config.read_text('utf-8')}extra: {{izeja: {{fast: {str(fast).lower()}}}}}\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    build(load_config("mkdocs.yml"))
    found = {
        language: {entry["location"].partition("#")[0] for entry in json.loads(file.read_text("utf-8"))}
        for language in ("en", "lv")
        for file in [tmp_path / f"site/search/{language}.json"]
    }
    assert found == {"en": {"", "foo/", "lv/b/", "lv/c/"}, "lv": {"lv/", "lv/foo/", "lv/lv/b/"}}


MADE = """\
from mkdocs.structure.files import File
from mkdocs.plugins import event_priority

@event_priority({at})
def on_files(files, config):
    files.append(File.generated(config, "{path}", content="# Made"))
    return files
"""

WITH_TOPIC = """\
source_language: en
languages: [en]
topics:
  bills:
    title: Bills
    guides: [foo.yml]
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("at", "path", "said"),
    [
        (200, "foo.md", "a plugin makes the page 'foo.md', which is the guide foo.yml"),
        (200, "topics/bills.md", "a plugin makes the page 'topics/bills.md', which is the topic 'bills'"),
        (0, "foo/index.md", "the page docs/foo/index.md"),
        (-300, "Foo.md", "the page docs/Foo.md"),
        (0, "assets/izeja/guided-help.js", "the file docs/assets/izeja/guided-help.js"),
    ],
)
def test_what_other_plugins_make_is_compared_too(
    at: int,
    path: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = {"made.py": MADE.format(at=at, path=path), "decision_trees/library.yml": WITH_TOPIC}
    write(tmp_path, "plain", "", made)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Abort):
        build(load_config("mkdocs.yml"))
    assert said in caplog.text
