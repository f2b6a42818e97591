"""Links from the messages of catalogs to the steps that show their texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import txtar
from izeja.cli.main import main
from izeja.translation.po_parser import parse

LIBRARY = """\
-- trees/library.yml --
source_language: en
languages: [lv, en, de]
-- trees/a.yml --
title: The guide
kind: diagnosis
start: ask
nodes:
  ask:
    question: Does it work?
    answers:
      - text: Yes
        to: done
      - text: No
        to: more
  done:
    resolution: It works
  more:
    include: parts/p.yml
    next: done
-- trees/parts/p.yml --
title: The part
kind: part
start: wait
nodes:
  wait:
    step: Wait a minute
    next: return
-- trees/contacts.yml --
us:
  text: Ask us
  url: https://a.example/
"""
PAGES = {
    "The guide": "a/",
    "Does it work?": "a/#ask",
    "Yes": "a/#ask",
    "No": "a/#ask",
    "It works": "a/#done",
    "Wait a minute": "a/#more.wait",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    txtar.unpack(txtar.split(LIBRARY), tmp_path)
    return tmp_path / "trees"


def update(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["translate", "update", str(folder), *arguments])


def links(folder: Path, language: str) -> dict[str, str]:
    found = {}
    for file in sorted((folder / "translations" / language).rglob("*.po")):
        for (_, source), message in parse(file.read_text("utf-8"))[0].current.items():
            if link := re.search(r"On its page: (\S+)", " ".join(message.remarks)):
                found[source] = link[1]
    return found


def files(folder: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in folder.rglob("*.po")}


@pytest.mark.parametrize(
    ("site", "latvian", "german"),
    [
        ("https://a.example", "https://a.example/", "https://a.example/de/"),
        ("http://127.0.0.1:8000/help/", "http://127.0.0.1:8000/help/", "http://127.0.0.1:8000/help/de/"),
        ("https://{language}.a.example", "https://lv.a.example/", "https://de.a.example/"),
    ],
)
def test_each_text_links_to_its_step(folder: Path, site: str, latvian: str, german: str) -> None:
    assert update(folder, "--site", site).exit_code == 0
    assert links(folder, "lv") == {text: latvian + page for text, page in PAGES.items()}
    assert links(folder, "de") == {text: german + page for text, page in PAGES.items()}


def test_later_updates_keep_the_links_until_they_are_removed(folder: Path) -> None:
    update(folder)
    without = files(folder)
    update(folder, "--site", "https://a.example")
    linked = files(folder)
    assert linked != without
    update(folder)
    assert files(folder) == linked
    tree = folder / "a.yml"
    tree.write_text(tree.read_text("utf-8").replace("It works", "It works again"), "utf-8")
    update(folder)
    assert links(folder, "lv")["It works again"] == "https://a.example/a/#done"
    tree.write_text(tree.read_text("utf-8").replace("It works again", "It works"), "utf-8")
    update(folder, "--site", "")
    assert files(folder) == without


@pytest.mark.parametrize(
    "site", ["javascript:alert(1)", "../site", "https://a.example/ b", "https://a\x07.example"]
)
def test_what_is_no_address_is_refused(folder: Path, site: str) -> None:
    result = update(folder, "--site", site)
    assert result.exit_code == 2
    assert "is not the address of a site, such as 'https://help.example.com'" in result.output
    assert not files(folder)
