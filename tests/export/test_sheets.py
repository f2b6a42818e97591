"""Sheets of paper, compared with the YAML: read with PyYAML, and walked by the oracle."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from click.testing import CliRunner, Result
from lxml import html
from lxml.html import HtmlElement
from markdown_it import MarkdownIt

import txtar
from browser.library import EDGES, LANGUAGES, PLACES, TREES, answer_of, heading_of, kind_of, title_of
from conftest import ROOT, SMALLEST
from izeja.cli.main import main
from oracle import Oracle, Spot

LIBRARIES = {
    "shipped": ROOT / "decision_trees",
    "provider": ROOT / "docs" / "examples" / "provider" / "decision_trees",
    "handbook": ROOT / "docs" / "examples" / "handbook" / "decision_trees",
}
SITE = "https://help.example.com"
BESIDE = ("library", "contacts", "terms", "facts")
OF_NODES = {"question", "step", "resolution", "heading", "body", "hint", "text", "note", "group", "prepare"}
OF_NODES |= {"label", "unit", "since", "until"}
"""The keys whose values are texts that customers read in a node."""
NO_BROWSER = "there is no browser: install Chromium, Chrome or Edge, or name one in IZEJA_BROWSER"
COMMONMARK = MarkdownIt("commonmark").enable("table")


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", "--for", "sheet", *map(str, arguments)])


def parsed(content: bytes) -> HtmlElement:
    found = html.document_fromstring(content)
    assert isinstance(found, HtmlElement)
    return found


class Written(NamedTuple):
    """A library as its files say it."""

    trees: Mapping[str, Any]
    beside: Mapping[str, Any]
    oracle: Oracle

    @property
    def languages(self) -> list[str]:
        return [*self.beside["library"]["languages"]]


@cache
def written(library: str) -> Written:
    found = {
        file.relative_to(LIBRARIES[library]).with_suffix("").as_posix(): yaml.load(
            file.read_text("utf-8"),
            yaml.BaseLoader,  # noqa: S506 - it makes nothing but text
        )
        for file in sorted(LIBRARIES[library].rglob("*.yml"))
    }
    beside = {name: found.pop(name, {}) for name in BESIDE}
    trees = {name: data for name, data in found.items() if not data.get("draft")}
    return Written(trees, beside, Oracle(trees, unsolved=beside["library"].get("unsolved")))


Sheets = Mapping[tuple[str, str], HtmlElement]


@pytest.fixture(scope="module", params=LIBRARIES)
def library(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def sheets(library: str, tmp_path_factory: pytest.TempPathFactory) -> Sheets:
    return read_sheets(library, tmp_path_factory.mktemp("sheets"), "--site", f"{SITE}/{{language}}")


def read_sheets(library: str, folder: Path, *options: str) -> Sheets:
    run = export(folder, LIBRARIES[library], *options)
    assert run.exit_code == 0, run.output
    found = {}
    for file in folder.rglob("*.html"):
        language, _, tree = file.relative_to(folder).with_suffix("").as_posix().partition("/")
        found[language, tree] = parsed(file.read_bytes())
    return found


def id_of(spot: Spot) -> str:
    return ".".join(name for _, name in spot)


def sections_of(sheet: HtmlElement) -> dict[str, HtmlElement]:
    return {one.get("id", ""): one for one in sheet.find_class("sheet__node")}


def numbers_of(sheet: HtmlElement) -> dict[str, str]:
    return {
        key: one.xpath("string(./h2/*[@class='sheet__number'])") for key, one in sections_of(sheet).items()
    }


def test_every_node_is_there_once_with_the_next_number(library: str, sheets: Sheets) -> None:
    read = written(library)
    assert set(sheets) == {(language, guide) for language in read.languages for guide in read.oracle.guides}
    for (_, guide), sheet in sheets.items():
        numbers = numbers_of(sheet)
        spots = [spot for spot in read.oracle.spots if spot[0][0] == guide]
        ids = [one.get("id") for one in sheet.find_class("sheet__node")]
        assert sorted(ids) == sorted(map(id_of, spots))
        assert [*numbers.values()] == [str(number) for number in range(1, len(spots) + 1)]
        assert numbers[id_of(read.oracle.start(guide))] == "1"


def test_every_way_on_names_the_number_or_the_guide(library: str, sheets: Sheets) -> None:
    read = written(library)
    for (language, guide), sheet in sheets.items():
        own, sections = numbers_of(sheet), sections_of(sheet)
        for spot in (one for one in read.oracle.spots if one[0][0] == guide):
            wanted = [target for target, _ in read.oracle.onward(spot)] + read.oracle.after(spot)
            links = [*ways_of(sections[id_of(spot)], language)]
            assert len(links) == len(wanted)
            for link, target in zip(links, wanted, strict=True):
                there, text = id_of(target), " ".join(link.text_content().split())
                other = target[0][0]
                if other == guide:
                    assert link.get("href") == f"#{there}"
                    assert text.endswith(f"→ {own[there]}")
                    continue
                is_start = target == read.oracle.start(other)
                assert link.get("href") == f"{SITE}/{language}/{other}/" + ("" if is_start else f"#{there}")
                title = sheets[language, other].xpath("string(//h1)")
                number = "" if is_start else f" {numbers_of(sheets[language, other])[there]}"
                assert title in text
                assert text.endswith(number)
                (listed,) = sheet.find_class("sheet__others")
                assert f"{title}: {SITE}/{language}/{other}/" in listed.text_content()


def ways_of(section: HtmlElement, language: str) -> Iterator[HtmlElement]:
    """Yield the links of a node that lead on, without those in its texts."""
    for link in section.xpath("./ul/li/a | ./p[not(@class)]/a"):
        address = link.get("href")
        if address.startswith(f"{SITE}/{language}/") or (address.startswith("#") and address[1:3] != "--"):
            yield link


def test_every_text_is_in_its_node(library: str, sheets: Sheets) -> None:
    read = written(library)
    language = read.beside["library"]["source_language"]
    for guide in read.oracle.guides:
        sheet, tree = as_written(sheets[language, guide]), read.trees[guide]
        assert not sheet.xpath("//button | //video | //template | //*[@hidden]")
        head = words_of(sheet)
        for text in (tree["title"], tree.get("summary", ""), *tree.get("applies_to", ())):
            assert plain(text, read) in head
        assert [one for one in tree.get("sources", ()) if one not in head] == []
        for spot in (one for one in read.oracle.spots if one[0][0] == guide):
            said = words_of(sections_of(sheet)[id_of(spot)])
            node = read.oracle.node(spot)
            texts = [*texts_in(node)]
            for key in contacts_of(node):
                texts += [*texts_in(read.beside["contacts"][key])]
            for text in texts:
                for meaning in meanings_of(text, read):
                    assert plain(meaning, read) in head
                for block in blocks_of(text):
                    assert plain(block, read) in said, f"{id_of(spot)}: {block}"
            assert [one for one in node.get("sources", ()) if one not in said] == []


def contacts_of(node: Mapping[str, Any]) -> list[str]:
    found = node.get("support", [])
    return [found] if isinstance(found, str) else found


def texts_in(data: Any) -> Iterator[str]:
    for key, value in data.items() if isinstance(data, dict) else ():
        if key in OF_NODES and isinstance(value, str):
            # A fixed date is no label.
            if key not in ("since", "until") or not re.fullmatch(r"today|[\d-]+", value):
                yield value
        elif key in ("body", "hint"):
            yield from (one for case, one in value.items() if case != "by")
        for one in value if isinstance(value, list) else [value]:
            if key in OF_NODES and isinstance(one, str) and isinstance(value, list):
                yield one
            yield from texts_in(one)


def meanings_of(text: str, read: Written) -> Iterator[str]:
    for key in re.findall(r"\{([\w-]+)\}", text):
        if meaning := read.beside["terms"][key].get("meaning"):
            yield meaning


def blocks_of(text: str) -> Iterator[str]:
    """Yield each paragraph, heading, cell and block of code of a text, without its marks."""
    for token in COMMONMARK.parse(re.sub(r"(?m)^> \[!\w+\]$", ">", text)):
        if token.type in ("fence", "code_block"):
            yield token.content
        if token.type == "inline":
            # Pictures are looked for in `as_written`.
            parts = (" " if one.type == "softbreak" else one.content for one in token.children or ())
            yield "".join(parts)


def plain(text: str, read: Written) -> str:
    named = re.sub(r"\{([\w-]+)\}", lambda term: read.beside["terms"][term[1]]["text"], text)
    return " ".join(re.sub(r"(?<!\w)[`*]+|[`*]+(?!\w)", "", named).split())


def as_written(sheet: HtmlElement) -> HtmlElement:
    """Return a sheet without what is put behind links, and with the words of pictures."""
    copy = parsed(html.tostring(sheet))
    for more in (*copy.find_class("sheet__to"), *copy.find_class("sheet__address")):
        if more.tag == "span":
            more.drop_tree()
    for picture in copy.iter("img"):
        picture.tail = picture.get("alt", "") + (picture.tail or "")
    return copy


def words_of(element: HtmlElement) -> str:
    return re.sub(r" (?=[.,:;!?)])", "", " ".join(element.text_content().split()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_and_answers_are_in_each_language(language: str, tmp_path: Path) -> None:
    sheets = read_sheets("shipped", tmp_path / "out", "--site", f"{SITE}/{{language}}")
    for tree in TREES:
        assert sheets[language, tree].xpath("string(//h1)") == title_of(language, tree)
    said = {
        place: words_of(sections_of(as_written(sheets[language, place.tree]))[place.node]) for place in PLACES
    }
    for place in PLACES:
        assert heading_of(language, place) in said[place]
    for edge in EDGES:
        if kind_of(edge.source) == "question":
            assert answer_of(language, edge) in said[edge.source]


GUIDE = """\
title: Modem
kind: causes
start: ask
nodes:
  ask:
    question: Is there a light?
    answers:
      - text: "Yes"
        to: done
      - text: "No"
        to: folder/other.yml#more
  done:
    resolution: Done
    body: See [this](https://example.org/b).
    sources: [https://example.org/c]
"""
OTHER = """\
title: Other
kind: causes
start: begin
nodes:
  begin:
    question: Now?
    answers:
      - text: "Yes"
        to: ../modem.yml
      - text: "No"
        to: more
  more: {resolution: More}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    config = SMALLEST["library.yml"].replace("[en]", "{en: required, ar: fallback}")
    assert config != SMALLEST["library.yml"]
    files = {**SMALLEST, "library.yml": config, "modem.yml": GUIDE, "folder/other.yml": OTHER}
    txtar.unpack(files, tmp_path / "decision_trees")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_site_sheets_lead_to_each_other(folder: Path) -> None:
    assert export("out").exit_code == 0
    sheet = parsed((folder / "out" / "en" / "modem.html").read_bytes())
    (other,) = [one for one in sheet.iter("a") if "html" in one.get("href", "")]
    assert (other.get("href"), words_of(other)) == ("folder/other.html#more", "No → Other 2")
    back = parsed((folder / "out" / "en" / "folder" / "other.html").read_bytes())
    assert next(one.get("href") for one in back.iter("a")) == "../modem.html"
    assert not sheet.find_class("sheet__code")
    assert not sheet.find_class("sheet__others")


def test_addresses_keep_their_direction_among_other_letters(folder: Path) -> None:
    assert export("out", "--site", f"{SITE}/{{language}}").exit_code == 0
    for file in folder.glob("out/ar/**/*.html"):
        sheet = parsed(file.read_bytes())
        shown = sheet.xpath("//body//text()[contains(., '://')]")
        assert shown
        assert [text for text in shown if text.getparent().tag != "bdi"] == []


def test_arrows_point_where_the_language_reads(folder: Path) -> None:
    assert export("out").exit_code == 0
    sheet = (folder / "out" / "ar" / "modem.html").read_text("utf-8")
    assert "← <b" in sheet
    assert "→" not in sheet


@pytest.mark.parametrize(
    ("options", "package", "message"),
    [
        (
            ("--site", f"{SITE}/{{language}}"),
            "segno",
            "Error: QR codes, which '--site' adds, need another package: pip install 'izeja[sheet]'\n",
        ),
        (
            ("--pdf",),
            "playwright",
            "Error: '--pdf' needs another package: pip install 'izeja[screenshots]'\n",
        ),
    ],
)
def test_a_package_that_is_missing_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], package: str, message: str
) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == package else find(name))
    run = export("out", *options)
    assert run.exit_code == 2
    assert run.output.endswith(message)
    assert not (folder / "out").exists()


def test_without_a_browser_nothing_is_exported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IZEJA_BROWSER", "no-such-browser")
    run = export("out", "--pdf")
    assert (run.exit_code, run.output) == (
        1,
        f"Nothing was exported: {NO_BROWSER}.\n",
    )
    assert not (folder / "out").exists()
