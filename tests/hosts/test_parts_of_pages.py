"""Small changes to the pages, the search and the old addresses of a site, without MkDocs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, TemplateNotFound
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from izeja.hosts.mkdocs.addresses import PageAddresses
from izeja.hosts.mkdocs.material_internals import hide_alternates, name_search
from izeja.hosts.mkdocs.search import LanguageSearch, put_in_order, replaced_address
from izeja.hosts.mkdocs.shards import Part
from izeja.hosts.mkdocs.sources import head_as_meta
from izeja.hosts.mkdocs.theme import StepLink, speak_varieties
from izeja.page.render import Head
from izeja.reading.file_states import file_states
from izeja.site.page_files import MovedPage, moved_pages, url_of
from izeja.site.search import SiteSearch


@pytest.mark.parametrize(
    ("uri", "tree_id", "alias", "with_folders", "expected"),
    [
        ("a/index.html", "a", "old", True, MovedPage("old/index.html", "old/", "../a/")),
        ("lv/a/index.html", "a", "b/c", True, MovedPage("lv/b/c/index.html", "lv/b/c/", "../../a/")),
        ("lv/a.html", "a", "b/c", False, MovedPage("lv/b/c.html", "lv/b/c.html", "../a.html")),
        ("en/en/index.html", "en", "old", True, MovedPage("en/old/index.html", "en/old/", "../en/")),
        ("m/index.html", "m", "old/html", True, MovedPage("old/html/index.html", "old/html/", "../../m/")),
    ],
)
def test_a_page_at_an_old_address_leads_to_the_new_one(
    uri: str, tree_id: str, alias: str, *, with_folders: bool, expected: MovedPage
) -> None:
    assert list(moved_pages(uri, tree_id, [alias], with_folders=with_folders)) == [expected]


def test_a_link_to_a_page_that_is_not_in_the_site_is_refused() -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "Test", "plugins": []})
    config.validate()
    file = File("a.md", "docs", "site", use_directory_urls=True)
    addresses = PageAddresses(Page(None, file, config), Files([file]), "en", config)
    assert addresses.guide("a") == "./"
    assert addresses.home() is None
    with pytest.raises(PluginError, match=re.escape("a.md links to 'b.md', which is not in the site")):
        addresses.page("b.md")


def test_the_address_of_a_file_is_its_folder_or_itself() -> None:
    assert url_of("a/index.html", with_folders=True) == "a/"
    assert url_of("index.html", with_folders=True) == ""
    assert url_of("a.html", with_folders=False) == "a.html"


def test_links_to_other_languages_are_hidden_from_the_script_and_no_others() -> None:
    html = '<link rel="alternate" href="en/"><link rel="canonical" href="/"><a rel="alternate" href="x">'
    assert hide_alternates(html) == html.replace('<link rel="alternate" ', '<link rel="alternate " ')


def test_the_search_has_a_name_for_screen_readers() -> None:
    dialog, field = (
        '<div class="md-search" data-md-component="search" role="dialog"',
        'aria-label="Meklēt &quot;"',
    )
    html = f'{dialog}><input type="text" class="md-search__input" {field} placeholder=""></div>'
    assert name_search(html) == html.replace(dialog, f"{dialog} {field}")
    assert name_search(f"{dialog}></div>") == f"{dialog}></div>"


def test_the_head_of_a_guide_hides_menus() -> None:
    assert head_as_meta(Head("T", "D")) == {
        "title": "T",
        "description": "D",
        "hide": ["navigation", "toc"],
    }


def test_a_step_is_linked_by_its_node() -> None:
    assert (StepLink("Look", "look").url, StepLink("Look", "look").id) == ("#look", "look--heading")


def entry(location: str) -> dict[str, str]:
    return {"location": location}


def test_search_entries_stand_in_the_order_of_pages() -> None:
    entries = [entry(one) for one in ("b/", "b/#2", "", "#x", "b/#1", "a/")]
    put_in_order(entries, ["", "a/", "b/"])
    assert [one["location"] for one in entries] == ["", "#x", "a/", "b/", "b/#2", "b/#1"]


def test_a_page_names_the_worker_of_its_language() -> None:
    search = LanguageSearch(SiteSearch(("lv",), "lv", "worker.js", frozenset()))
    env = Environment(autoescape=True)
    env.filters["url"] = replaced_address("worker.js", "lv.js", lambda _, value: f"../{value}", search.named)
    assert env.from_string("{{ 'page' | url }}").render() == "../page"
    assert not search.is_divided
    assert env.from_string("{{ 'worker.js' | url }}").render() == "../lv.js"
    assert search.is_divided


def test_a_variety_of_a_language_has_the_words_of_the_language() -> None:
    env = Environment(loader=DictLoader({"partials/languages/de.html": "Suche"}), autoescape=True)
    speak_varieties(env)
    assert env.get_template("partials/languages/de-AT.html").render() == "Suche"
    with pytest.raises(TemplateNotFound):
        env.get_template("partials/languages/lv-XA.html")


@pytest.mark.parametrize(
    ("only", "languages", "wanted"),
    [
        ([], [], ["lv a", "lv b/c", "en a", "en b/c"]),
        (["b"], [], ["lv b/c", "en b/c"]),
        (" b/ , a", "en", ["en a", "en b/c"]),
        (["b/c"], ["lv"], ["lv b/c"]),
    ],
)
def test_a_part_has_the_guides_of_its_folders_and_languages(
    only: list[str] | str, languages: list[str] | str, wanted: list[str]
) -> None:
    part = Part(only, languages)
    every = [(language, tree_id) for language in ("lv", "en") for tree_id in ("a", "b/c")]
    assert [f"{one[0]} {one[1]}" for one in every if part.is_wanted(*one)] == wanted
    assert part.is_shard is bool(only or languages)
    part.check(["a", "b/c"], ("lv", "en"))


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (Part(["phonse"], []), "'only' names 'phonse', but it has no guides: did you mean 'phones'?"),
        (Part(["zzz"], []), "'only' names 'zzz', but it has no guides: there are: laptops, phones"),
        (Part([], "lv,de"), "'only_languages' names 'de', but the site is in: lv, en"),
    ],
)
def test_a_part_that_is_not_there_is_refused(part: Part, message: str) -> None:
    with pytest.raises(PluginError) as raised:
        part.check(["phones/a", "laptops/b"], ("lv", "en"))
    assert str(raised.value) == message


def test_the_state_of_files_changes_with_their_size_and_time(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    file = tmp_path / "folder" / "a.yml"
    file.write_text("a", "utf-8")
    before = file_states([tmp_path])
    assert list(before) == [str(file)]
    assert file_states([file]) == before
    file.write_text("ab", "utf-8")
    assert file_states([tmp_path]) != before
    file.unlink()
    assert file_states([file, tmp_path]) == {}
