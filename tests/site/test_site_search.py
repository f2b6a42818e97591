"""Each language of a site has an index and a worker of its own. Browser tests cover the hits."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

import txtar
from browser.queries import LANGUAGES, queries, sizes
from conftest import ROOT, build
from izeja.compiler.compiled import Compiled
from izeja.site.lunr_search import own_search, worker_file, write_worker_and_index
from izeja.site.search import (
    FOLDER,
    INDEX,
    SiteSearch,
    divided,
    index_files,
    material_worker,
    publish,
    publish_again,
    settings,
    worker_of,
)
from izeja.site.search_pieces import pieces_of

PACKS = frozenset(
    f"assets/javascripts/lunr/min/lunr.{pack}.min.js" for pack in ("stemmer.support", "de", "no", "ja")
)
WORKER = "assets/javascripts/workers/search.0a1b2c3d.min.js"
FIELDS = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
SITES = {file.stem: file for file in sorted((ROOT / "tests" / "hosts" / "sites").glob("*.txtar"))}


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


def test_a_page_can_be_in_a_folder_that_is_called_like_another_language() -> None:
    entries = [entry(location) for location in ("en/a/", "en/a/#b", "en/c/", "en/d/#e")]
    found = divided(entries, ("lv", "en"), "lv", {"en/a/": "lv", "en/c/": "en", "x/": "lv"})
    assert {language: [one["location"] for one in own] for language, own in found.items()} == {
        "lv": ["en/a/", "en/a/#b"],
        "en": ["en/c/", "en/d/#e"],
    }


def test_the_default_language_need_not_come_first() -> None:
    entries = [entry(location) for location in ("", "en/", "lv/", "lv/a/")]
    found = divided(entries, ("en", "lv"), "lv")
    assert {language: [one["location"] for one in own] for language, own in found.items()} == {
        "en": ["en/"],
        "lv": ["", "lv/", "lv/a/"],
    }


@pytest.mark.parametrize(
    ("language", "code", "packs", "words"),
    [
        ("lv", "lv", ["lunr.lv.js"], True),
        ("en-GB", "en", [], True),
        ("et", "et", [], True),
        ("de", "de", ["../lunr/min/lunr.de.min.js"], True),
        ("nb", "no", ["../lunr/min/lunr.no.min.js"], True),
        ("ja", "ja", [], False),
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
    support = ["../lunr/min/lunr.stemmer.support.min.js"] if packs else []
    loaded = [one.replace("../../../assets/javascripts/", "../") for one in known["scripts"] or ()]
    assert loaded == ([*support, *packs, "search-words.js"] if words else [])


@pytest.mark.parametrize("languages", [("lv", "en"), ("lv",), ("ja", "en"), ("lv-LV",), ("en", "lv_LV")])
@pytest.mark.parametrize("pieces", [(), ("lv", "en", "ja")])
def test_our_own_worker_needs_no_other_script(
    tmp_path: Path, languages: tuple[str, ...], pieces: tuple[str, ...]
) -> None:
    site = own_search(languages, languages[0], frozenset(pieces) & {*languages}, {})
    write_worker_and_index(tmp_path, site, [entry("a/", "A")])
    publish(tmp_path, site, {}, lambda _: ())
    written = {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.js")}
    workers = {worker_file(site, language) for language in languages}
    theirs = site.worker if len(languages) > 1 else f"{FOLDER}/material-search.js"
    assert written == {*workers, theirs}
    text = (tmp_path / theirs).read_text("utf-8")
    assert "self.izejaWords=" in text
    assert "self.izejaResults=" in text
    assert ("self.izejaPieces=" in text) is bool(site.in_pieces)
    assert ("lunr.lv.stemmer=" in text) is any(one.startswith("lv") for one in languages)
    for language in languages:
        known = settings(site, language, FIELDS)
        assert known["scripts"] == (None if language == "ja" else [])


def test_one_language_keeps_the_index_that_the_page_has() -> None:
    assert settings(in_languages("lv"), "lv", FIELDS)["index"] is None
    assert settings(in_languages("lv", "en"), "en", FIELDS)["index"] == "../../../search/en.json"


def test_what_a_site_says_of_its_fields_holds() -> None:
    own = {**FIELDS, "title": {"boost": 7.0}}
    assert settings(in_languages("en"), "en", own)["fields"] == {**own, "also": {"boost": 7.0}}
    with_also = {**own, "also": {"boost": 2.0}}
    assert settings(in_languages("en"), "en", with_also)["fields"] == with_also


def test_without_fields_of_its_own_a_site_gets_weights_that_fit_guides() -> None:
    assert settings(in_languages("en"), "en", FIELDS)["fields"] == {
        "title": {"boost": 3},
        "text": {"boost": 1},
        "tags": {"boost": 3},
        "also": {"boost": 1},
    }


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A site of two languages with the index that Material makes: each has a guide and a page."""
    docs = [
        entry("", "Home", "<p>lv</p>"),
        entry("guide/", "Ceļvedis"),
        entry("guide/#guide--title", "Ceļvedis", "<p>Ko darīt</p>"),
        entry("guide/#a", "Solis", "<p>Viens</p> <p>Divi</p>"),
        entry("en/", "Home"),
        entry("en/guide/", "Guide"),
        entry("en/guide/#a", "Step"),
    ]
    (tmp_path / "search").mkdir()
    index = {"config": {"lang": ["lv"], "fields": FIELDS}, "docs": docs}
    (tmp_path / INDEX).write_text(json.dumps(index), "utf-8")
    return tmp_path


def read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def test_each_language_gets_its_entries_and_those_that_material_has_not_seen(built: Path) -> None:
    more = {"lv": [b'{"location":"late/"}'], "en": [b"", b'{"location":"en/late/"},{"location":"en/b/"}']}
    publish(built, in_languages("lv", "en"), {"guide/": ("palīgs",)}, lambda language: more[language])
    assert read(built / "search" / "lv.json") == [
        entry("", "Home", "<p>lv</p>"),
        {**entry("guide/", "Ceļvedis", "<p>Ko darīt</p>"), "also": "palīgs"},
        entry("guide/#a", "Solis", "<p>Viens</p><p>Divi</p>"),
        {"location": "late/"},
    ]
    assert [one["location"] for one in read(built / "search" / "en.json")] == [
        *("en/", "en/guide/", "en/guide/#a", "en/late/", "en/b/"),
    ]
    fields = {**FIELDS, "also": FIELDS["title"]}
    assert read(built / INDEX) == {"config": {"lang": ["lv"], "fields": fields}, "docs": []}


def test_the_index_of_one_language_stays_where_it_is(built: Path) -> None:
    publish(built, in_languages("lv"), {}, lambda _: [b'{"location":"late/"}'])
    found = read(built / INDEX)["docs"]
    assert [one["location"] for one in found][-2:] == ["en/guide/#a", "late/"]
    assert not (built / "search" / "lv.json").exists()


def test_each_language_gets_a_worker_with_its_settings(built: Path) -> None:
    site = in_languages("lv", "en")
    publish(built, site, {}, lambda _: ())
    for language in site.languages:
        text = (built / worker_of(language)).read_text("utf-8")
        head, _, loader = text.partition(";\n")
        assert json.loads(head.removeprefix("self.izejaSearch = ")) == settings(site, language, FIELDS)
        assert "importScripts(settings.worker)" in loader
    assert {file.name for file in (built / FOLDER).iterdir()} == {
        *("search.lv.js", "search.en.js", "search-words.js", "lunr.lv.js"),
    }


@pytest.mark.parametrize("languages", [("lv", "en"), ("lv",)])
def test_entries_of_a_changed_guide_take_the_place_of_the_old_ones(
    built: Path, languages: tuple[str, ...]
) -> None:
    site = in_languages(*languages)
    publish(built, site, {}, lambda _: ())
    config = read(built / INDEX)["config"]
    changed = {"guide/": b'{"location":"guide/","title":"Jauns"},{"location":"guide/#b"}'}
    publish_again(built, site, "lv", changed)
    found = read(built / index_files(dict.fromkeys(languages, 1))["lv"])
    entries = found if len(languages) > 1 else found["docs"]
    assert [one["location"] for one in entries][:3] == ["", "guide/", "guide/#b"]
    assert entries[1]["title"] == "Jauns"
    assert entries[0] == entry("", "Home", "<p>lv</p>")
    assert len(entries) == (3 if len(languages) > 1 else 6)
    assert read(built / INDEX)["config"] == config


def test_an_index_in_pieces_is_cut_by_what_fields_count(built: Path) -> None:
    config = {"fields": {"title": {"boost": 5.0}, "text": {"boost": 2.0}}}
    (built / INDEX).write_text(json.dumps({**read(built / INDEX), "config": config}), "utf-8")
    site = replace(in_languages("lv", "en"), in_pieces=frozenset({"en"}))
    publish(built, site, {}, lambda _: ())
    known = settings(site, "en", config["fields"])
    assert known["pieces"] == "../../../search/en/"
    assert known["scripts"][-1] == "search-pieces.js"
    assert "search-pieces.js" not in settings(site, "lv", config["fields"])["scripts"]
    entries = read(built / "search" / "en.json")
    made = {file.name: file.read_bytes() for file in (built / "search" / "en").iterdir()}
    assert made == dict(pieces_of(entries, known["fields"]))
    assert not (built / "search" / "lv").exists()


def test_one_language_in_pieces_has_its_worker_in_the_place_of_materials(built: Path) -> None:
    theirs = built / WORKER
    theirs.parent.mkdir(parents=True)
    theirs.write_text("Material's", "utf-8")
    site = replace(in_languages("lv"), in_pieces=frozenset({"lv"}))
    for _ in range(2):
        (built / INDEX).write_text(
            json.dumps({"config": {"fields": FIELDS}, "docs": [entry("a/", "A")]}), "utf-8"
        )
        publish(built, site, {}, lambda _: ())
    head = theirs.read_text("utf-8").partition(";\n")[0].removeprefix("self.izejaSearch = ")
    known = json.loads(head)
    assert known["pieces"] == "../../../search/lv/"
    assert (theirs.parent / known["worker"]).read_text("utf-8") == "Material's"
    _, *scripts = [theirs.parent / one for one in known["scripts"]]
    assert [one.name for one in scripts] == ["lunr.lv.js", "search-words.js", "search-pieces.js"]
    assert all(one.is_file() for one in scripts)
    publish_again(built, site, "lv", {"a/": b'{"location":"a/","title":"B"}'})
    assert read(built / "search" / "lv.json") == [{"location": "a/", "title": "B"}]


def test_where_the_index_of_a_language_is() -> None:
    assert index_files({"lv": 1, "en": 1}) == {"lv": "search/lv.json", "en": "search/en.json"}
    assert index_files({"lv": 1}) == {"lv": "search/search_index.json"}
    assert index_files({"lv": 1000}) == {"lv": "search/lv.json"}


def test_no_worker_of_material_is_no_search_of_ours() -> None:
    assert material_worker(["search/worker.js", "assets/javascripts/workers/search.js"]) is None
    assert material_worker(["index.html", WORKER]) == WORKER


def test_every_page_names_the_worker_of_its_language(site: Path) -> None:
    pages = [file for file in site.rglob("*.html") if '"search":' in file.read_text("utf-8")]
    assert site / "404.html" in pages
    for page in pages:
        language = "en" if page.is_relative_to(site / "en") else "lv"
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_it_can_be_switched_off(plain_site: Path) -> None:
    index = json.loads((plain_site / INDEX).read_text("utf-8"))
    locations = [one["location"] for one in index["docs"]]
    assert "microsoft/cancel-subscription/" in locations
    assert "en/microsoft/cancel-subscription/" in locations
    assert set(index["docs"][0]) == {"location", "title", "text"}
    assert not (plain_site / "search" / "lv.json").exists()
    assert not (plain_site / worker_of("lv")).exists()
    assert "javascripts/workers/search." in (plain_site / "index.html").read_text("utf-8")


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_theme_with_a_worker_of_its_own_keeps_the_whole_index(tmp_path: Path) -> None:
    files = txtar.split(SITES["folders"].read_text("utf-8"))
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("font: false}", "font: false, custom_dir: overrides}")
    files["overrides/main.html"] = '{% extends "base.html" %}{% block config %}{}{% endblock %}'
    txtar.unpack(files, tmp_path)
    assert build(tmp_path, "--strict", "--quiet").returncode == 0
    index = json.loads((tmp_path / "site" / INDEX).read_text("utf-8"))
    assert {"restart/", "lv/restart/"} <= {one["location"] for one in index["docs"]}
    assert not (tmp_path / "site" / worker_of("lv")).exists()
