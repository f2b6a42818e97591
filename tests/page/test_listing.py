"""What the home page and the pages of topics list, and how much they weigh."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import txtar
from conftest import SMALLEST, build, only_some_quick
from izeja.compiler.compile import compile_library
from izeja.library.library import Library
from izeja.page.addresses import BareAddresses
from izeja.page.listing import MOST_CARDS, Listing, listing_of, listing_of_all, topic_page
from izeja.page.render import render_cards, render_topic

MOST_BYTES = 40_000
THEME = 12_000
"""More than Material's page weighs without its content."""

LIBRARY = """
-- library.yml --
source_language: en
languages: {en: required, lv: fallback}
order: [moving.yml, bills/pay.yml, bills/soon.yml]
topics:
  bills:
    title: Bills & {money}
    summary: What you owe us
    icon: bill
    guides: [bills/]
    topics:
      late:
        title: Late bills
        guides: [bills/late.yml, moving.yml]
-- terms.yml --
money:
  text: Money
-- bills/late.yml --
title: Pay late
summary: When you have no {money}
kind: procedure
start: done
nodes:
  done:
    resolution: It works
-- bills/pay.yml --
title: Pay
kind: causes
start: done
nodes:
  done:
    resolution: It works
-- moving.yml --
title: Move
kind: diagnosis
start: done
nodes:
  done:
    resolution: It works
-- other.yml --
title: Other
kind: diagnosis
start: done
nodes:
  done:
    resolution: It works
-- translations/lv/library.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "library#bills title"
msgid "Bills & {money}"
msgstr "Rēķini un {money}"

msgctxt "library#late title"
msgid "Late bills"
msgstr "Kavēti rēķini"
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    txtar.unpack({**SMALLEST, **txtar.split(LIBRARY)}, tmp_path)
    return compile_library(tmp_path).source


@pytest.fixture
def latvian(tmp_path: Path) -> Library:
    txtar.unpack({**SMALLEST, **txtar.split(LIBRARY)}, tmp_path)
    return compile_library(tmp_path).languages["lv"]


def shown(listing: Listing) -> dict[str, list[Any]]:
    cards = {"popular": listing.popular, "guides": listing.guides}
    return {
        **{name: [card.title.striptags() for card in found] for name, found in cards.items()},
        "topics": [(one.title.striptags(), one.icon, one.size, one.href) for one in listing.topics],
    }


def test_the_home_page_lists_topics_and_what_is_in_none(library: Library) -> None:
    assert shown(listing_of_all(library, BareAddresses())) == {
        "popular": ["Move", "Pay"],
        "topics": [("Bills & Money", "bill", 3, "/topics/bills/")],
        "guides": ["Other"],
    }


def test_a_topic_lists_the_topics_within_it_and_the_other_guides(library: Library) -> None:
    assert shown(listing_of(library, BareAddresses(), "bills")) == {
        "popular": [],
        "topics": [("Late bills", None, 2, "/topics/late/")],
        "guides": ["Pay"],
    }
    page = topic_page(library, BareAddresses(), "late")
    assert [one.href for one in page.path] == ["/topics/bills/"]
    assert shown(page.listing)["guides"] == ["Pay late", "Move"]


def test_topics_are_in_the_language_of_the_page(latvian: Library) -> None:
    page = topic_page(latvian, BareAddresses(), "bills")
    assert page.title.striptags() == "Rēķini un Money"
    assert str(page.summary) == '<span lang="en" dir="ltr">What you owe us</span>'
    assert [one.title for one in page.listing.topics] == ["Kavēti rēķini"]
    html = render_topic(latvian, "late", BareAddresses())
    assert '<a href="/topics/bills/">Rēķini un' in html
    assert "2 ceļveži" in render_topic(latvian, "bills", BareAddresses())


def vocabulary() -> tuple[list[str], list[float]]:
    """Return words, and how often each of them is used (Zipf's law)."""
    choose = random.Random(1)  # noqa: S311 - no secret
    letters = "eeeeetttaaaooiinnsshhrrddlcumwfgypbvk"
    found = ["".join(choose.choices(letters, k=choose.randint(2, 9))) for _ in range(4000)]
    return found, [1 / (rank + 3) for rank in range(4000)]


WORDS, WEIGHTS = vocabulary()


def words(number: int) -> str:
    """Return words that pack no better than those of real texts."""
    choose = random.Random(number)  # noqa: S311 - no secret
    return " ".join(choose.choices(WORDS, WEIGHTS, k=number % 4 + 5))


def large(guides: int, topics: int) -> Iterator[tuple[str, Any]]:
    """Yield the files of a library with many guides, all in topics if there are any."""
    per = -(-guides // topics) if topics else 50
    config: dict[str, Any] = {"source_language": "en", "languages": ["en"], "allow": ["twin-titles"]}
    if topics:
        config["topics"] = {
            f"topic-{one}": {"title": words(one), "summary": words(one + 7), "guides": [f"folder-{one}/"]}
            for one in range(topics)
        }
    config["order"] = [f"folder-{one * 9 // per}/guide-number-{one * 9}.yml" for one in range(7)]
    yield "library.yml", config
    for one in range(guides):
        path = f"folder-{one // per}/guide-number-{one}.yml"
        nodes = {"done": {"resolution": "It works"}}
        title, summary = f"{words(one)} {one}", words(one + 3)
        yield (
            path,
            {"title": title, "summary": summary, "kind": "procedure", "start": "done", "nodes": nodes},
        )


def write(root: Path, guides: int, topics: int) -> None:
    for path, content in large(guides, topics):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(json.dumps(content), "utf-8")


def weight(html: str) -> int:
    return len(gzip.compress(html.encode(), 6))


@pytest.mark.parametrize("topics", only_some_quick([40, 0, 1]))
def test_lists_of_a_thousand_guides_are_light(topics: int, tmp_path: Path) -> None:
    write(tmp_path, 1000, topics)
    library = compile_library(tmp_path).source
    pages = {"home": render_cards(library, BareAddresses())}
    pages |= {one: render_topic(library, one, BareAddresses()) for one in library.topics}
    heaviest = max(pages, key=lambda name: weight(pages[name]))
    print(f"home: {weight(pages['home']):,}; {heaviest}: {weight(pages[heaviest]):,} bytes")  # noqa: T201 - seen with -rP
    assert weight(pages[heaviest]) <= MOST_BYTES - THEME
    if topics > 1:
        assert weight(pages["home"]) <= 8_000


def test_a_list_of_many_guides_has_their_titles_alone(tmp_path: Path) -> None:
    write(tmp_path, MOST_CARDS + 1, 0)
    library = compile_library(tmp_path).source
    listing = listing_of_all(library, BareAddresses())
    assert (listing.is_lean, len(listing.guides), len(listing.popular)) == (True, MOST_CARDS + 1, 6)
    html = render_cards(library, BareAddresses())
    assert "guides__card" not in html


def test_a_small_library_without_topics_lists_its_guides(tmp_path: Path) -> None:
    write(tmp_path, MOST_CARDS, 0)
    listing = listing_of_all(compile_library(tmp_path).source, BareAddresses())
    assert (listing.is_lean, len(listing.guides), listing.popular, listing.topics) == (
        False,
        MOST_CARDS,
        (),
        (),
    )


@pytest.mark.slow
def test_the_home_page_of_a_thousand_guides_is_light(tmp_path: Path) -> None:
    write(tmp_path / "decision_trees", 1000, 40)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Help\n\n<!-- izeja:guides -->\n", "utf-8")
    settings = "site_name: Help\ntheme: {name: material, font: false}\nplugins: [search, izeja]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, "utf-8")
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    home = tmp_path / "site" / "index.html"
    pages = [home, *(tmp_path / "site" / "topics").rglob("index.html")]
    assert len(pages) == 41
    assert max(weight(page.read_text("utf-8")) for page in pages) <= MOST_BYTES
    print(f"home: {weight(home.read_text('utf-8')):,} bytes gzipped")  # noqa: T201 - seen with -rP
