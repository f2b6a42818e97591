"""The live preview shows today's texts and what is wrong with them, whatever that is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import txtar
from conftest import ROOT, build
from preview import Preview, previewing, wait_for

REFUND = "en/microsoft/get-refund/"
TREE = "decision_trees/microsoft/get-refund.yml"
SITE = """
-- mkdocs.yml --
site_name: Test
theme: {name: material, font: false}
plugins:
  - search
  - izeja
  - i18n:
      docs_structure: folder
      fallback_to_default: false
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true}
        - {locale: lv, name: Latviešu}
        - {locale: de, name: Deutsch}
-- docs/en/index.md --
# Home

<!-- izeja:guides -->
-- docs/lv/index.md --
# Sākums

<!-- izeja:guides -->
-- docs/de/index.md --
# Willkommen

<!-- izeja:guides -->
-- decision_trees/library.yml --
source_language: en
languages: {en: required, lv: required, de: preparing}
-- decision_trees/modem.yml --
title: Modem
kind: diagnosis
start: look
nodes:
  look:
    question: Is the <light> on?
    answers:
      - text: "Yes"
        to: works
      - text: "No"
        to: phone.yml
  works:
    resolution: It works
-- decision_trees/phone.yml --
title: Phone
kind: diagnosis
start: charged
nodes:
  charged:
    resolution: Charge the phone
-- decision_trees/translations/lv/modem.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "modem title"
msgid "Modem"
msgstr "Modems"
"""
PANEL = 'class="izeja-problems"'


@pytest.fixture(
    params=[True, pytest.param(False, marks=pytest.mark.slow)], ids=["from skeletons", "page by page"]
)
def is_fast(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def preview(tmp_path: Path, *, is_fast: bool) -> Iterator[Preview]:
    """A preview of the shipped site."""
    for name in ("mkdocs.yml", "docs", "hooks", "decision_trees"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    config = tmp_path / "mkdocs.yml"
    before, options, after = config.read_text("utf-8").partition("\n  izeja:\n")
    assert options
    config.write_text(f"{before}{options}    fast: {str(is_fast).lower()}\n{after}", "utf-8")
    with previewing(tmp_path) as running:
        yield running


def test_shows_an_edit_and_survives_a_mistake(preview: Preview, *, is_fast: bool) -> None:
    preview.shows(REFUND, "What would you like a refund for?")
    assert PANEL not in preview.shown(REFUND)
    preview.edit(TREE, "to: something-else", "to: something-els")
    preview.shows(REFUND, "there is no node &#39;something-els&#39;", f"{TREE}:29:13", "something-else&#39;?")
    assert "there is no node 'something-els'" in preview.said()
    assert "What would you like a refund for?" in preview.shown(REFUND)
    # Other guides only say where problems are; the home page shows all of them.
    assert "there is no node" not in preview.shown("en/microsoft/still-charged/")
    assert f"1 problem on other pages, in {TREE}" in preview.shown("en/microsoft/still-charged/")
    assert "there is no node" in preview.shown()
    preview.edit(TREE, "to: something-els", "to: something-else")
    preview.edit(TREE, "review_every: 180 days", "review_every: 90 days")
    preview.edit(TREE, "reviewed: 2026-11-22", "reviewed: 2026-11-21")
    preview.shows(REFUND, "2026-11-21")
    assert PANEL not in preview.shown(REFUND)
    updated = re.search(r"izeja: Updated \d+ guides?: .*microsoft/get-refund", preview.said())
    assert bool(updated) is is_fast, preview.said()


@pytest.mark.slow
def test_shows_a_changed_text_before_it_is_translated(preview: Preview) -> None:
    preview.shows(REFUND, "What would you like a refund for?")
    preview.edit(TREE, "What would you like a refund for?", "What shall we pay back?")
    marked = '<span lang="en" dir="ltr">What shall we pay back?</span>'
    counted = "Not translated into &#39;lv&#39; yet: 1 text of this page"
    preview.shows("microsoft/get-refund/", marked, counted)
    assert "What shall we pay back?" in preview.shown(REFUND)
    assert PANEL not in preview.shown(REFUND)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site with a language in which texts are missing, and one in preparation."""
    txtar.unpack(txtar.split(SITE), tmp_path)
    return tmp_path


@pytest.mark.slow
def test_starts_with_untranslated_texts_and_a_language_in_preparation(project: Path) -> None:
    assert build(project, "--strict").returncode == 1
    with previewing(project, "--strict") as preview:
        preview.shows("lv/modem/", "Modems", '<span lang="en" dir="ltr">Is the &lt;light&gt; on?</span>')
        assert "The site cannot be published before that." in preview.shown("lv/modem/")
        preview.shows("de/modem/", '<span lang="en" dir="ltr">Modem</span>')
        assert "cannot be published" not in preview.shown("de/modem/")
        assert 'hreflang="de"' in preview.shown("modem/")


@pytest.mark.slow
def test_starts_with_errors_and_recovers(project: Path) -> None:
    tree = project / "decision_trees" / "modem.yml"
    whole = tree.read_text("utf-8")
    tree.write_text(whole.replace("nodes:", "nodes: ["), "utf-8")
    with previewing(project, "--strict") as preview:
        preview.shows("modem/", "This guide cannot be shown yet", "decision_trees/modem.yml:")
        assert "Charge the phone" in preview.shown("phone/")
        tree.write_text(whole, "utf-8")
        preview.shows("modem/", "Is the &lt;light&gt; on?")
        assert PANEL not in preview.shown("modem/")


@pytest.mark.slow
def test_starts_with_two_things_at_one_address(project: Path) -> None:
    page = project / "docs" / "en" / "modem.md"
    page.write_text("# A page\n", "utf-8")
    with previewing(project, "--strict") as preview:
        preview.shows("modem/", "two things have the address", "Is the &lt;light&gt; on?")
        page.unlink()
        assert wait_for(lambda: "two things have" not in preview.shown("modem/")), preview.said()


@pytest.mark.slow
def test_starts_with_unusable_settings_and_recovers(project: Path) -> None:
    settings = project / "decision_trees" / "library.yml"
    whole = settings.read_text("utf-8")
    settings.write_text("langages: [en]\n", "utf-8")
    with previewing(project) as preview:
        preview.shows("", "unknown key &#39;langages&#39;", "Home")
        preview.shows("lv/", "unknown key &#39;langages&#39;", "Sākums")
        settings.write_text(whole, "utf-8")
        preview.shows("modem/", "Is the &lt;light&gt; on?")
        settings.write_text("langages: [en]\n", "utf-8")
        preview.shows("modem/", "unknown key &#39;langages&#39;", "Is the &lt;light&gt; on?")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "before", "after", "says"),
    [
        ("mkdocs.yml", "site_name: Test", "sitename: Test", "The site could not be built"),
        ("mkdocs.yml", "plugins:", "plugins: [", "The site could not be built"),
        ("docs/en/index.md", "izeja:guides", "izeja:guide modm", "modm&#39;, which is not in the library"),
    ],
)
def test_never_gets_stuck(project: Path, file: str, before: str, after: str, says: str) -> None:
    with previewing(project) as preview:
        preview.shows("modem/", "Is the &lt;light&gt; on?")
        preview.edit(file, before, after)
        preview.shows("", says)
        preview.edit(file, after, before)
        assert wait_for(lambda: says not in preview.shown()), preview.said()
        assert "Is the &lt;light&gt; on?" in preview.shown("modem/")


def test_a_built_site_has_none_of_it(site: Path) -> None:
    for file in site.rglob("*.html"):
        assert "izeja-problems" not in file.read_text("utf-8")
