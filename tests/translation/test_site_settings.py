"""The settings of a site, in each form that MkDocs takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from izeja.translation.site_settings import SiteSettings

AS_LIST = """
docs_dir: pages
plugins:
  - search
  - izeja: {fast: false}
  - i18n:
      languages: [{locale: en}, {locale: lv, default: true}]
"""
AS_KEYS = """
plugins:
  search:
  izeja: {fast: false}
  i18n:
    docs_structure: folder
    languages: [{locale: en}, {locale: lv, default: true}]
"""
NONE = "site_name: A\ntheme: {name: material, language: lv}\n"


def settings(folder: Path, text: str) -> SiteSettings:
    file = folder / "mkdocs.yml"
    file.write_text(text, "utf-8")
    return SiteSettings(file)


@pytest.mark.parametrize(
    ("text", "plugins", "structure", "docs"),
    [
        (AS_LIST, {"search", "izeja", "i18n"}, "suffix", "pages"),
        (AS_KEYS, {"search", "izeja", "i18n"}, "folder", "docs"),
        (NONE, set(), "folder", "docs"),
        ("plugins: [search", set(), "folder", "docs"),
        ("- a list", set(), "folder", "docs"),
    ],
)
def test_settings(tmp_path: Path, text: str, plugins: set[str], structure: str, docs: str) -> None:
    found = settings(tmp_path, text)
    names = ("search", "izeja", "i18n", "blog")
    assert {name for name in names if found.has_plugin(name)} == plugins
    assert found.structure("lv") == structure
    assert found.docs == tmp_path / docs


def test_languages(tmp_path: Path) -> None:
    for text in (AS_LIST, AS_KEYS):
        found = settings(tmp_path, text)
        assert ([*found.languages], found.default_language) == (["en", "lv"], "lv")
        assert (found.has_plugins, found.maps_plugins) == (True, text == AS_KEYS)
    found = settings(tmp_path, NONE)
    assert ([*found.languages], found.default_language, found.has_plugins) == ([], "lv", False)


def test_a_site_without_the_plugin_for_languages_is_as_its_pages_are(tmp_path: Path) -> None:
    found = settings(tmp_path, NONE)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").touch()
    assert found.structure("lv") == "suffix"
    (tmp_path / "docs" / "lv").mkdir()
    assert found.structure("lv") == "folder"
