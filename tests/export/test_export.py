"""Exported guides: each case in `tests/export/cases` is a library, with what is written of it."""

from __future__ import annotations

import json
import mimetypes
import posixpath
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
from click.testing import CliRunner
from lxml.html import document_fromstring
from markdown_it import MarkdownIt
from markdown_it.token import Token

import txtar
from conftest import ROOT
from golden import read_case
from izeja.cli.importing.twee import read_twee
from izeja.cli.main import main
from izeja.export.addresses import inside
from izeja.export.document import schema

CASES = sorted((Path(__file__).parent / "cases").glob("*.txtar"))
LIBRARIES = {
    "shipped": ROOT / "decision_trees",
    "provider": ROOT / "docs" / "examples" / "provider" / "decision_trees",
    "handbook": ROOT / "docs" / "examples" / "handbook" / "decision_trees",
}
SCHEMA = "guides.schema.json"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_exports(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    read = read_case(case, "call ", "out/")
    mine = {name: text for name, text in read.given.items() if name.startswith("mine/")}
    trees = {name: text for name, text in read.given.items() if name not in (*mine, "calls")}
    txtar.unpack(trees, tmp_path / "trees")
    txtar.unpack(mine, tmp_path)
    monkeypatch.chdir(tmp_path)
    found = {}
    for number, call in enumerate(read.given["calls"].splitlines(), 1):
        run = CliRunner().invoke(main, ["export", *call.split()])
        found[f"call {number}: {call}"] = f"{run.output}exit code {run.exit_code}\n"
        for file in sorted(path for path in Path("out").rglob("*") if path.is_file()):
            # The schema is long, and made from the models.
            if file.name not in (SCHEMA, ".izeja-export"):
                found[f"out/{number}/{file.relative_to('out').as_posix()}"] = shown(file)
    read.compare(found, update=update_goldens)
    assert {name: Path(name).read_text("utf-8") for name in mine} == mine


def shown(file: Path) -> str:
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        # Styles change with the look, and QR codes are read in `tests/browser/test_sheets.py`.
        return re.sub(r"(<style>|<path class=.qrline.).+?(?=</)", r"\1...", text, flags=re.DOTALL) + "\n"
    if file.suffix != ".json":
        return text
    document = json.loads(text)
    # The page's own words change with the page.
    assert document.pop("words")["Done"] == "Done"
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


@pytest.fixture(scope="module", params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> Path:
    return LIBRARIES[request.param]


def exported(form: str, library: Path, folder: Path) -> Path:
    run = CliRunner().invoke(main, ["export", "--for", form, str(folder), str(library)])
    assert run.exit_code == 0, run.output
    return folder


def test_data_follow_the_schema_and_every_way_leads_to_a_node(library: Path, tmp_path: Path) -> None:
    folder = exported("json", library, tmp_path / "out")
    assert (folder / SCHEMA).read_text("utf-8") == schema()
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))
    validator = jsonschema.Draft202012Validator(json.loads(schema()))
    for file in set(folder.glob("*.json")) - {folder / SCHEMA}:
        document = json.loads(file.read_text("utf-8"))
        validator.validate(document)
        nodes = {f"{key}#{node}" for key, guide in document["guides"].items() for node in guide["nodes"]}
        ways = [value for key, value in all_values(document) if key in ("to", "next", "unsolved", "start")]
        assert {one for one in ways if isinstance(one, str)} <= nodes
        for address in re.findall(r"izeja:([^\"\s)]+)", json.dumps(document)):
            guide, _, node = address.rstrip("\\").partition("#")
            if guide.endswith(".md"):
                continue
            anchors = {
                name for one in document["guides"][guide]["nodes"].values() for name in one.get("aliases", ())
            }
            assert not node or node in document["guides"][guide]["nodes"] or node in anchors
        for path in re.findall(r"\bmedia/[\w.]+", json.dumps(document)):
            assert (folder / path).is_file()


def all_values(data: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        yield from data.items()
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from all_values(one)


def test_every_link_of_markdown_leads_somewhere(library: Path, tmp_path: Path) -> None:
    folder = exported("markdown", library, tmp_path / "out")
    files = {file: file.read_text("utf-8") for file in folder.rglob("*") if file.suffix in (".md", ".txt")}
    assert files
    for file, text in files.items():
        for link in links_of(MarkdownIt("commonmark").parse(text)):
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("https", "tel", "mailto"), link
                continue
            named = file.parent / parts.path if parts.path else file
            target = Path(posixpath.normpath(named.as_posix()))
            # Hand-written pages are on the site.
            if target.suffix == ".md" and target not in files:
                assert (library.parent / "docs" / target.relative_to(folder)).is_file(), link
                continue
            assert target.is_file(), f"{file}: {link}"
            assert not parts.fragment or f'<a id="{parts.fragment}"></a>' in files[target], f"{file}: {link}"


def test_a_story_is_read_back(library: Path, tmp_path: Path) -> None:
    data = exported("json", library, tmp_path / "data")
    folder = exported("twee", library, tmp_path / "stories")
    for file in set(data.glob("*.json")) - {data / SCHEMA}:
        document = json.loads(file.read_text("utf-8"))
        for key, guide in document["guides"].items():
            story = read_twee((folder / file.stem / f"{key}.twee").read_text("utf-8"))
            passages = {name: one for name, one in story.nodes.items() if name in guide["nodes"]}
            assert story.title == guide["title"]["text"]
            assert story.start == guide["start"].removeprefix(f"{key}#")
            assert [*passages] == [*guide["nodes"]]
            for name, node in guide["nodes"].items():
                heading = passages[name].text.partition("\n")[0]
                assert re.sub(r"\\(.)", r"\1", heading) == f"# {node['heading']['text']}"
                ways = [(one.text, one.to) for one in passages[name].answers]
                assert {to for _, to in ways} <= set(story.nodes)
                for text, to in ways_on(document, node):
                    start = document["guides"][to.partition("#")[0]]["start"]
                    own = to.removeprefix(f"{key}#")
                    there = own if own != to else to.partition("#")[0] if to == start else to
                    assert (text, there) in ways


def test_a_story_becomes_a_tree_without_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stories = exported("twee", LIBRARIES["shipped"], tmp_path / "stories")
    monkeypatch.chdir(tmp_path)
    for file in (stories / "en").rglob("*.twee"):
        run = CliRunner().invoke(main, ["import", str(file)])
        assert run.exit_code == 0, run.output
        assert "No problems found" in run.output


def ways_on(document: dict[str, Any], node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the text of each way on from a node, and the node that it leads to."""
    for one in (*node.get("answers", ()), *node.get("actions", ())):
        if "to" in one:
            yield one["text"]["text"], one["to"]
    if "next" in node:
        yield document["words"]["Continue"], node["next"]


KEYWORDS = jsonschema.Draft202012Validator.VALIDATORS.keys() | {
    "$schema",
    "$defs",
    "title",
    "description",
    "default",
}
"""Keywords that say what is valid, and those that only explain."""


def schemas_in(one: Any) -> Iterator[Any]:
    """Yield a schema and all those within it."""
    if not isinstance(one, dict):
        return
    yield one
    for key, value in one.items():
        inner = (
            value.values() if key in ("properties", "$defs") else value if key in ("anyOf", "oneOf") else ()
        )
        for part in (*inner, *([value] if key in ("items", "additionalProperties") else ())):
            yield from schemas_in(part)


def test_the_schema_has_no_words_of_its_own() -> None:
    """Strict validators, such as Ajv, refuse a schema with a keyword that they do not know."""
    found = [*schemas_in(json.loads(schema()))]
    assert sum("oneOf" in one for one in found) > 1
    assert [sorted(one.keys() - KEYWORDS) for one in found if one.keys() - KEYWORDS] == []


@pytest.mark.parametrize("form", ["file", "sheet"])
def test_each_file_has_one_heading_of_the_first_level(form: str, library: Path, tmp_path: Path) -> None:
    call = [
        "export",
        "--for",
        form,
        str(tmp_path / "out"),
        str(library),
        "--site",
        "https://help.example.com",
    ]
    if form == "file":
        call += ["--site-name", "Help <for> all"]
    assert CliRunner().invoke(main, call).exit_code == 0
    files = [*tmp_path.rglob("out/**/*.html")]
    assert files
    for file in files:
        (title,) = document_fromstring(file.read_bytes()).iter("h1")
        if file.name == "index.html":
            assert [*title.itertext()] == ["Help <for> all"]


def test_search_engines_are_told_whole_addresses(library: Path, tmp_path: Path) -> None:
    folder, site = tmp_path / "out", "https://help.example.com"
    call = ["export", "--for", "schema", str(folder), str(library), "--site", f"{site}/{{language}}"]
    assert CliRunner().invoke(main, call).exit_code == 0
    files = [*folder.rglob("*.jsonld")]
    assert files
    for file in files:
        data = json.loads(file.read_text("utf-8"))
        assert data["@context"] == "https://schema.org"
        addresses = [str(value) for key, value in all_values(data) if key in ("url", "item")]
        at = f"{site}/{file.relative_to(folder).parts[0]}/"
        assert [one for one in addresses if not one.startswith(at)] == []


def test_addresses_are_those_of_the_site_that_is_built(tmp_path: Path) -> None:
    site, made = "https://help.example.com", tmp_path / "site"
    provider = LIBRARIES["provider"]
    build = CliRunner().invoke(main, ["build", str(provider.parent), "--site-dir", str(made)])
    assert build.exit_code == 0, build.output
    for options in ((site,), (f"{site}/", "--language", "en"), (f"{site}/lv", "--language", "lv")):
        folder = tmp_path / "out"
        call = ["export", "--for", "json", str(folder), str(provider), "--site", *options]
        assert CliRunner().invoke(main, call).exit_code == 0
        documents = [json.loads(file.read_text("utf-8")) for file in folder.glob("??.json")]
        assert documents
        for document in documents:
            for guide in document["guides"].values():
                page = made / urlsplit(guide["url"]).path[1:] / "index.html"
                assert f'lang="{document["language"]}"' in page.read_text("utf-8")


def links_of(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("link_open", "image"):
            yield str(token.attrs.get("href") or token.attrs["src"])
        yield from links_of(token.children or [])


def test_texts_without_a_translation_name_their_language(library: Path, tmp_path: Path) -> None:
    trees = shutil.copytree(library, tmp_path / "decision_trees", ignore=shutil.ignore_patterns("lv"))
    if (pages := library.parent / "docs" / "en").is_dir():
        shutil.copytree(pages, tmp_path / "docs" / "en")
    config = trees / "library.yml"
    languages = "languages: {en: required, lv: fallback}"
    config.write_text(re.sub(r"(?m)^languages: .*$", languages, config.read_text("utf-8")), "utf-8")
    document = json.loads((exported("json", trees, tmp_path / "out") / "lv.json").read_text("utf-8"))
    texts = [*texts_in(document)]
    assert texts
    assert [one for one in texts if one.get("language") != "en"] == []


def texts_in(data: Any) -> Iterator[dict[str, Any]]:
    """Yield each text, which has its HTML."""
    if isinstance(data, dict) and "html" in data:
        yield data
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from texts_in(one)


SIGNS_FIRST = ("# of the order", "- none", "+ more", "1. the bill", "2) the number", "---", "~~~ waves")


def test_signs_at_either_end_of_a_line_stay_words_of_markdown(tmp_path: Path) -> None:
    nodes = {
        "way": {"step": "Press #", "hint": SIGNS_FIRST[0], "next": "help"},
        "help": {"support": "us", "heading": "Call us", "prepare": [*SIGNS_FIRST]},
    }
    guide = {
        "title": "Call #",
        "summary": SIGNS_FIRST[3],
        "kind": "procedure",
        "start": "way",
        "nodes": nodes,
    }
    files = {
        "library.yml": {"source_language": "en", "languages": ["en"]},
        "contacts.yml": {"us": {"text": "Us", "phone": "+371 80001234"}},
        "calls.yml": guide,
    }
    txtar.unpack({name: json.dumps(data) for name, data in files.items()}, tmp_path / "trees")
    folder = exported("markdown", tmp_path / "trees", tmp_path / "out")
    html = MarkdownIt("commonmark").render((folder / "en" / "calls.md").read_text("utf-8"))
    assert re.findall(r"<h\d>(.*)</h\d>", html) == ["Call #", "Press #", "Call us"]
    assert re.findall(r"<li>\s*<p>(.*)</p>", html)[: len(SIGNS_FIRST)] == [*SIGNS_FIRST]
    assert f"<p>{SIGNS_FIRST[3]}</p>" in html
    assert f"<p>{SIGNS_FIRST[0]}</p>" in html


def html_text(element: Any) -> str:
    return "".join(element.itertext())


NAMES = ("Save <all>", "a * b * c", "C:\\>dir_a_b", "Pages | sites", "[x] y", "Key #")


@pytest.mark.parametrize("name", NAMES)
def test_names_of_terms_are_read_as_they_are_written(name: str, tmp_path: Path) -> None:
    body = "Select {it}, **{it}** or [open {it}](#e).\n\n| A | B |\n| --- | --- |\n| {it} | two |\n"
    nodes = {
        "s": {"step": "Go", "body": body.replace("#e", "t.yml#e"), "next": "e"},
        "e": {"resolution": "Gone"},
    }
    files = {
        "library.yml": {"source_language": "en", "languages": ["en"]},
        "terms.yml": {"it": {"text": name}},
        "t.yml": {"title": "T", "kind": "procedure", "start": "s", "nodes": nodes},
    }
    txtar.unpack({file: json.dumps(data) for file, data in files.items()}, tmp_path / "trees")
    text = (exported("markdown", tmp_path / "trees", tmp_path / "md") / "en" / "t.md").read_text("utf-8")
    page = document_fromstring(MarkdownIt("commonmark").enable("table").render(text))
    assert f"Select {name}, {name} or open {name}." in [html_text(one) for one in page.iter("p")]
    assert [html_text(one) for one in page.iter("td")] == [name, "two"]
    story = exported("twee", tmp_path / "trees", tmp_path / "tw") / "en" / "t.twee"
    (link,) = re.findall(r"\[\[(open .*)->e\]\]", story.read_text("utf-8"))
    assert unescape(link) == f"open {name}"


def test_the_machine_has_no_say_in_what_a_file_inside_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(mimetypes.types_map, ".png", "image/x-png")
    assert inside("photo.png", b"") == "data:image/png;base64,"
