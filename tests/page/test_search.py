"""Each language of a site has an index and a worker of its own. What they find is a browser test."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import txtar
from browser.queries import LANGUAGES, queries, sizes
from conftest import ROOT, build
from izeja.compiler import Compiled, compile_library
from izeja.hosts.mkdocs.writer import html_head
from izeja.page.addresses import BareAddresses
from izeja.page.render import render_guide
from izeja.page.search import as_published, entries_of, guide_as_published, with_guides
from izeja.site.search import INDEX, SiteSearch, divided, material_worker, settings, worker_of

PACKS = frozenset(f"assets/javascripts/lunr/min/lunr.{pack}.min.js" for pack in ("de", "no", "ja"))
WORKER = "assets/javascripts/workers/search.0a1b2c3d.min.js"
FIELDS = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
SITES = {file.stem: file for file in sorted((ROOT / "tests" / "hosts" / "sites").glob("*.txtar"))}


def shipped(_folder: Path) -> Path:
    return ROOT / "decision_trees"


def unusual(folder: Path) -> Path:
    files = txtar.split((ROOT / "tests" / "hosts" / "sameness" / "site.txtar").read_text("utf-8"))
    txtar.unpack({name.replace("shared/", "trees-three/"): text for name, text in files.items()}, folder)
    return folder / "trees-three"


def entry(location: str, title: str = "", text: str = "") -> dict[str, Any]:
    return {"location": location, "title": title, "text": text}


def in_languages(*languages: str) -> SiteSearch:
    return SiteSearch(languages, languages[0], WORKER, PACKS | {WORKER})


def test_the_language_of_an_entry_is_its_folder_and_the_default_has_none() -> None:
    entries = [entry(location) for location in ("", "en/", "english/", "en.html", "en/a/#b", "pt-BR/", "#en")]
    found = divided(entries, ("lv", "en", "pt-BR"), "lv")
    assert {language: [one["location"] for one in own] for language, own in found.items()} == {
        "lv": ["", "english/", "en.html", "#en"],
        "en": ["en/", "en/a/#b"],
        "pt-BR": ["pt-BR/"],
    }


def test_a_guide_has_one_entry_with_the_words_of_customers() -> None:
    entries = [
        entry("guide/", "Guide"),
        entry("guide/#guide--title", "Guide", "What it does."),
        entry("guide/#step", "Step", "Guide"),
        entry("page/", "Page"),
        entry("page/#page", "Page", "By hand."),
    ]
    found = with_guides(entries, {"guide/": ("one", "other"), "gone/": ("two",)})
    assert found == [
        {**entry("guide/", "Guide", "What it does."), "also": "one; other"},
        *entries[2:],
    ]


@pytest.mark.parametrize("library", [shipped, unusual])
def test_a_guide_is_published_as_if_material_had_found_it(
    library: Callable[[Path], Path], tmp_path: Path
) -> None:
    compiled = compile_library(library(tmp_path))
    seen = 0
    for language, translated in compiled.languages.items():
        for tree_id in translated.guides:
            fragment = render_guide(translated, compiled.graph, tree_id, BareAddresses())
            head, url = html_head(translated, tree_id), f"{language}/{tree_id}/"
            for words in ((), ("one", "other")):
                at_once = guide_as_published(head, fragment, url, words)
                assert at_once == as_published(entries_of(head, fragment, url), {url: words})
                seen += len(json.loads(b"[" + at_once + b"]"))
    assert seen > 10


@pytest.mark.parametrize(
    ("language", "code", "packs", "words"),
    [
        ("lv", "lv", ["lunr.lv.js"], True),
        ("en-GB", "en", [], True),
        ("et", "et", [], True),
        ("de", "de", ["../lunr/min/lunr.de.min.js"], True),
        ("nb", "no", ["../lunr/min/lunr.no.min.js"], True),
        ("ja", "ja", ["../lunr/min/lunr.ja.min.js"], False),
    ],
)
def test_a_language_gets_the_stemmer_that_there_is(
    language: str,
    code: str,
    packs: list[str],
    words: bool,  # noqa: FBT001 - a column of the table
) -> None:
    known = settings(in_languages(language), language, FIELDS)
    assert known["language"] == code
    assert [
        pack.removeprefix("../../../assets/javascripts/").removeprefix("lunr/min/") for pack in known["packs"]
    ] == [
        *(["lunr.stemmer.support.min.js"] if packs else []),
        *(pack.removeprefix("../lunr/min/") for pack in packs),
    ]
    assert bool(known["words"]) is words


def test_one_language_keeps_the_index_that_the_page_has() -> None:
    assert settings(in_languages("lv"), "lv", FIELDS)["index"] is None
    assert settings(in_languages("lv", "en"), "en", FIELDS)["index"] == "../../../search/en.json"


def test_what_a_site_says_of_its_fields_holds() -> None:
    own = {**FIELDS, "title": {"boost": 7.0}}
    assert settings(in_languages("en"), "en", own)["fields"] == {**own, "also": {"boost": 7.0}}
    assert settings(in_languages("en"), "en", FIELDS)["fields"]["title"] != FIELDS["title"]


def test_no_worker_of_material_is_no_search_of_ours() -> None:
    assert material_worker(["search/worker.js", "assets/javascripts/workers/search.js"]) is None
    assert material_worker(["index.html", WORKER]) == WORKER


def test_every_page_names_the_worker_of_its_language(site: Path) -> None:
    pages = [file for file in site.rglob("*.html") if '"search":' in file.read_text("utf-8")]
    assert site / "404.html" in pages
    for page in pages:
        language = "en" if page.is_relative_to(site / "en") or page.name == "404.html" else "lv"
        named = page.read_text("utf-8").partition('"search": "')[2].partition('"')[0]
        assert named.endswith(worker_of(language))
        assert page.name == "404.html" or (page.parent / named).is_file()


def test_the_words_of_customers_are_in_the_index_and_on_no_page(site: Path, compiled: Compiled) -> None:
    for language, library in compiled.languages.items():
        home = site if language == "lv" else site / language
        found = {
            one["location"]: one.get("also")
            for one in json.loads((site / f"search/{language}.json").read_text())
        }
        for tree_id, tree in library.guides.items():
            location = (home / tree_id).relative_to(site).as_posix() + "/"
            assert found[location] == "; ".join(tree.also_called)
            html = (home / tree_id / "index.html").read_text("utf-8")
            assert not [text for text in tree.also_called if text in html]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_is_no_larger_than_materials_for_its_language(
    site: Path, plain_site: Path, language: str
) -> None:
    figures = sizes(site, plain_site, language)
    print(language, figures)  # noqa: T201 - seen with -rP
    assert figures["ours"].plain <= figures["Material's"].plain
    assert figures["ours"].gzipped <= figures["Material's"].gzipped


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped site with the search as Material makes it."""
    project = tmp_path_factory.mktemp("plain")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("hooks:\n  - hooks/guided_help.py\n", "")
    config = config.replace(
        "plugins:\n", f"plugins:\n  - izeja:\n      library: {ROOT}/decision_trees\n      search: false\n"
    )
    (project / "mkdocs.yml").write_text(config.replace("docs_dir: docs", f"docs_dir: {ROOT}/docs"), "utf-8")
    built = build(project, "--strict", "--quiet")
    assert built.returncode == 0, built.stderr
    return project / "site"


def test_it_can_be_switched_off(plain_site: Path) -> None:
    index = json.loads((plain_site / INDEX).read_text("utf-8"))
    locations = [one["location"] for one in index["docs"]]
    assert "microsoft/cancel-subscription/" in locations
    assert "en/microsoft/cancel-subscription/" in locations
    assert set(index["docs"][0]) == {"location", "title", "text"}
    assert not (plain_site / "search" / "lv.json").exists()
    assert not (plain_site / worker_of("lv")).exists()
    assert "javascripts/workers/search." in (plain_site / "index.html").read_text("utf-8")


def test_a_theme_without_materials_search_is_left_alone(tmp_path: Path) -> None:
    files = txtar.split(SITES["one-language"].read_text("utf-8"))
    files["mkdocs.yml"] = yaml.safe_dump(
        {**yaml.safe_load(files["mkdocs.yml"]), "plugins": ["search", "izeja"]}
    )
    txtar.unpack(files, tmp_path)
    assert build(tmp_path, "--strict", "--quiet").returncode == 0
    index = json.loads((tmp_path / "site" / INDEX).read_text("utf-8"))
    assert "restart/" in [one["location"] for one in index["docs"]]
    assert not (tmp_path / "site" / "assets" / "javascripts").exists()


@pytest.mark.parametrize(("language", "least"), [("lv", 80), ("en", 40)])
def test_the_tables_are_as_long_as_they_have_to_be(compiled: Compiled, language: str, least: int) -> None:
    table = queries(language)
    assert len({query.text for query in table}) == len(table) >= least
    places = {str(place) for place in compiled.graph.placed}
    named = {step for query in table for step in query.steps}
    assert not {
        step for step in named if step not in places and step not in compiled.languages[language].guides
    }


def test_a_theme_with_a_worker_of_its_own_keeps_the_whole_index(tmp_path: Path) -> None:
    files = txtar.split(SITES["folders"].read_text("utf-8"))
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("font: false}", "font: false, custom_dir: overrides}")
    files["overrides/main.html"] = '{% extends "base.html" %}{% block config %}{}{% endblock %}'
    txtar.unpack(files, tmp_path)
    assert build(tmp_path, "--strict", "--quiet").returncode == 0
    index = json.loads((tmp_path / "site" / INDEX).read_text("utf-8"))
    assert {"restart/", "lv/restart/"} <= {one["location"] for one in index["docs"]}
    assert not (tmp_path / "site" / worker_of("lv")).exists()
