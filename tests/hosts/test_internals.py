"""A broken assumption about MkDocs, static-i18n or Material stops the build with a message that names it."""

from __future__ import annotations

import re
import sys
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from mkdocs.commands import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme

from conftest import ROOT
from izeja.hosts.mkdocs import i18n_internals, material_internals, mkdocs_internals

if TYPE_CHECKING:
    from types import ModuleType

HOST = ROOT / "hooks" / "izeja" / "hosts" / "mkdocs"
INTERNALS = (mkdocs_internals, i18n_internals, material_internals)

Break = Callable[[pytest.MonkeyPatch, MkDocsConfig], None]


@pytest.fixture
def config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"))


def without(owner: object, name: str) -> Break:
    return lambda patch, _: patch.delattr(owner, name)


def instead(owner: object, name: str, value: object) -> Break:
    return lambda patch, _: patch.setattr(owner, name, value)


def of_plugins(name: str) -> Break:
    return lambda patch, config: patch.delattr(config.plugins, name)


def of_i18n(name: str) -> Break:
    return lambda patch, config: patch.delattr(holder(config.plugins["i18n"], name), name)


def holder(plugin: object, name: str) -> object:
    """Return the owner of an attribute: the plugin, or the class that it comes from."""
    return plugin if name in vars(plugin) else next(one for one in type(plugin).__mro__ if name in vars(one))


def early(name: str) -> Break:
    """Let static-i18n handle an event at 0."""
    return lambda patch, config: patch.setattr(type(config.plugins["i18n"]), name, lambda *_, **__: None)


def no_current_page(patch: pytest.MonkeyPatch, config: MkDocsConfig) -> None:
    patch.delattr(MkDocsConfig, "_current_page")
    patch.delattr(config, "_current_page", raising=False)


def in_one_folder(patch: pytest.MonkeyPatch, config: MkDocsConfig) -> None:
    patch.setitem(config.plugins["i18n"].config.data, "docs_structure", "one folder")


def no_fields(patch: pytest.MonkeyPatch, config: MkDocsConfig) -> None:
    plugin = next(one for one in config.plugins.values() if type(one).__module__.endswith("search.plugin"))
    patch.delitem(plugin.config.data, "fields")


class NoEntries:
    """A search index that keeps its entries somewhere else."""


def no_entries(patch: pytest.MonkeyPatch, _: MkDocsConfig) -> None:
    patch.setattr(sys.modules["material.plugins.search.plugin"], "SearchIndex", NoEntries)


def an_empty_theme(patch: pytest.MonkeyPatch, config: MkDocsConfig) -> None:
    patch.setattr(config.theme, "dirs", [])


BROKEN: list[tuple[ModuleType, Break, str]] = [
    (mkdocs_internals, without(build, "_populate_page"), "'_populate_page' does not take a page, config and"),
    (mkdocs_internals, instead(build, "_populate_page", lambda page: page), "'_populate_page' does not take"),
    (mkdocs_internals, without(build, "get_context"), "'get_context' does not take nav, files, config and a"),
    (mkdocs_internals, no_current_page, "the config has no '_current_page'"),
    (mkdocs_internals, of_plugins("events"), "the plugins have no 'events'"),
    (mkdocs_internals, of_plugins("_event_origins"), "the plugins have no '_event_origins'"),
    (mkdocs_internals, instead(File, "url", property(str)), "files do not keep their addresses"),
    (mkdocs_internals, without(Page, "present_anchor_ids"), "pages have no 'present_anchor_ids'"),
    (mkdocs_internals, without(Theme, "get_env"), "themes have no 'get_env'"),
    *((i18n_internals, of_i18n(name), f"the plugin has no '{name}'") for name in i18n_internals.ATTRIBUTES),
    *(
        (i18n_internals, early(name), f"'{name}' does not run at {priority}")
        for name, priority in i18n_internals.PRIORITIES.items()
    ),
    (i18n_internals, in_one_folder, "'docs_structure' is neither 'folder' nor 'suffix'"),
    (material_internals, no_fields, "the search has no 'fields'"),
    (material_internals, no_entries, "the search has no 'search_index.entries'"),
    (material_internals, an_empty_theme, "there is no search worker in 'assets/javascripts/workers'"),
    (
        material_internals,
        an_empty_theme,
        "there is no 'assets/javascripts/lunr/min/lunr.stemmer.support.min.js'",
    ),
    (material_internals, an_empty_theme, "there is no 'partials/languages/en.html'"),
]


@pytest.mark.parametrize(("internals", "broken", "message"), BROKEN, ids=[one[2] for one in BROKEN])
def test_a_broken_assumption_is_named(
    internals: Any, broken: Break, message: str, config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    internals.check(config)
    broken(monkeypatch, config)
    with pytest.raises(PluginError, match=re.escape(message)):
        internals.check(config)


def test_the_message_names_the_version_found_and_those_that_were_tried(
    config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izeja.hosts.mkdocs.assumptions.version", lambda _: "9.6.23")
    no_fields(monkeypatch, config)
    with pytest.raises(PluginError) as raised:
        material_internals.check(config)
    assert str(raised.value) == (
        "mkdocs-material 9.6.23 was found, but Izeja was tried with 9.7.0 to 9.8.2: "
        "the search has no 'fields'. Install one of these: pip install 'mkdocs-material>=9.7.0,<=9.8.2'"
    )


def test_the_project_asks_for_versions_that_were_tried() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    tried = (mkdocs_internals.MKDOCS, material_internals.MATERIAL, i18n_internals.STATIC_I18N)
    assert [one.partition(",<")[0] for one in asked["mkdocs"]] == [
        f"{one.name}>={one.first}" for one in tried
    ]


@pytest.mark.parametrize("name", ["_watched_paths", "builder"])
def test_a_broken_assumption_of_a_preview_is_named(name: str, tmp_path: Path) -> None:
    with LiveReloadServer(print, "127.0.0.1", 0, str(tmp_path)) as server:
        mkdocs_internals.check_server(server)
        delattr(server, name)
        with pytest.raises(PluginError, match=f"the server of the preview has no '{name}'"):
            mkdocs_internals.check_server(server)


def test_a_site_without_them_is_not_checked_for_them(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Test\nplugins: []\n", "utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"))
    i18n_internals.check(config)
    material_internals.check(config)


def test_the_checks_take_less_than_two_milliseconds(config: MkDocsConfig) -> None:
    def once() -> float:
        start = time.perf_counter()
        for internals in INTERNALS:
            internals.check(config)
        return time.perf_counter() - start

    assert min(once() for _ in range(20)) < 0.002


def test_the_script_of_material_asks_for_a_sitemap_at_each_alternate_link(config: MkDocsConfig) -> None:
    """If it no longer does, `hide_alternates` can go."""
    folders = [Path(folder, "assets", "javascripts") for folder in config.theme.dirs]
    scripts = [file for folder in folders for file in folder.glob("bundle.*.js")]
    assert [file for file in scripts if "[rel=alternate]" in file.read_text("utf-8")]


@pytest.mark.parametrize("file", sorted(HOST.glob("*.py")), ids=lambda file: file.stem)
def test_what_others_do_not_document_is_used_in_one_place(file: Path) -> None:
    """`tests/test_house.py` looks for private names."""
    names = r"""plugins(\.get\(|\[)["']i18n|search_index|\.alternates\b|\bvars\(config"""
    assert file.stem.endswith("_internals") or not re.search(names, file.read_text("utf-8"))
