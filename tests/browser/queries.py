"""Queries of customers, and the hits of a site's search: `python -m browser.queries SITE`, from tests/.

The tables are in tests/page/search, one for each language. A hit is what a customer sees without unfolding
anything: the step that is shown of a guide, or the guide where no step is.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from browser import chromium
from browser.pictures import served

TABLES = Path(__file__).parent.parent / "page" / "search"
LANGUAGES = tuple(sorted(file.stem for file in TABLES.glob("*.tsv")))
FIRST = 3
AMONG_FIRST, VERY_FIRST = 0.97, 0.85
"""The share of queries of each kind whose guide has to be among the first, and the first of all."""
INDEX = "search/search_index.json"

# Counts the queries of Material's page to its worker, and the answers.
_COUNT = """
    window.asked = window.told = 0;
    window.Worker = class extends Worker {
        constructor(...options) {
            super(...options);
            this.addEventListener("message", ({ data }) => (window.told += data.type === 3));
        }
        postMessage(message) {
            window.asked += message.type === 2;
            super.postMessage(message);
        }
    };
"""
_ANSWERED = "window.told && window.told === window.asked"
_GUIDES = """
    () => [...document.querySelectorAll(".md-search-result__item > a:first-child")].map(({ href }) => href)
"""
_HITS = """
    () => {
        const shown = [];
        for (const item of document.querySelectorAll(".md-search-result__item")) {
            const links = [...item.querySelectorAll(":scope > a")];
            shown.push(...(links.length > 1 ? links.slice(1) : links));
        }
        return shown.map(({ href }) => href);
    }
"""


@dataclass(frozen=True, slots=True)
class Query:
    """One line of a table: the query, how it is typed, and the steps of which one has to be found."""

    text: str
    kind: str
    steps: tuple[str, ...]


class Coming(NamedTuple):
    """A query of a customer who comes in: which guides it was for, and which were found, in their order."""

    text: str
    kind: str
    guides: tuple[str, ...]
    found: tuple[str, ...]

    def is_among(self, first: int) -> bool:
        """Return whether one of the guides is among the first that were found."""
        return bool(set(self.guides) & set(self.found[:first]))


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: the steps in their order, and at which of them the one that was meant is."""

    query: Query
    hits: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """Count from 1; None if it was not found."""
        ranks = (
            rank for rank, hit in enumerate(self.hits, 1) if any(_is(hit, step) for step in self.query.steps)
        )
        return next(ranks, None)

    @property
    def good(self) -> bool:
        """Return whether it is among the first."""
        return self.rank is not None and self.rank <= FIRST


class Size(NamedTuple):
    """Bytes of files, as they are and gzipped one by one."""

    plain: int
    gzipped: int


def queries(language: str) -> list[Query]:
    """Return the table of a language."""
    return [
        Query(text, kind, tuple(steps.split())) for text, kind, steps in _rows(TABLES / f"{language}.tsv")
    ]


def _rows(table: Path) -> list[list[str]]:
    lines = table.read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


def come_in(page: Page, home: str, language: str) -> Iterator[Coming]:
    """Ask every query of those who come in, on the home page of a language."""
    open_search(page, home)
    for text, kind, guides in _rows(TABLES / "coming" / f"{language}.tsv"):
        ask(page, text, home)
        found = [hit.removeprefix(home).partition("?")[0].strip("/") for hit in page.evaluate(_GUIDES)]
        yield Coming(text, kind, tuple(guides.split()), tuple(found))


def coming_report(language: str, found: list[Coming]) -> str:
    """Report how many queries of each kind found their guide first, and among the first three."""
    lines = []
    for kind in sorted({one.kind for one in found}):
        of_kind = [one for one in found if one.kind == kind]
        first, three = (sum(one.is_among(most) for one in of_kind) for most in (1, FIRST))
        lines.append(f"{language} {kind}: {first} first, {three} among the first {FIRST}, of {len(of_kind)}")
    missed = [one for one in found if not one.is_among(1)]
    return "\n".join(
        [*lines, *(f"  not first: {one.text!r} wants {one.guides}: {one.found[:4]}" for one in missed)]
    )


def expect_to_come_in(page: Page, home: str, language: str) -> None:
    """Expect nearly all queries of those who come in to find their guide at once, and print how many do."""
    found = list(come_in(page, home, language))
    print(coming_report(language, found))  # noqa: T201 - the figures of the table, seen with -rP
    for kind in {one.kind for one in found}:
        of_kind = [one for one in found if one.kind == kind]
        assert sum(one.is_among(FIRST) for one in of_kind) >= AMONG_FIRST * len(of_kind)
        assert sum(one.is_among(1) for one in of_kind) >= VERY_FIRST * len(of_kind)


def open_search(page: Page, address: str) -> None:
    """Open a page and its search, and wait until it is ready."""
    page.add_init_script(_COUNT)
    page.goto(address)
    page.locator(".md-search__input").click()
    page.wait_for_function(_ANSWERED)


def ask(page: Page, text: str, home: str = "") -> list[str]:
    """Type into the search box of a page, and return the addresses of the hits, seen from home."""
    page.locator(".md-search__input").fill(text)
    page.keyboard.press("End")
    page.wait_for_function(_ANSWERED)
    # Behind the question mark are the words that the page is to mark.
    return [re.sub(r"\?[^#]*", "", hit.removeprefix(home)) for hit in page.evaluate(_HITS)]


def find_all(page: Page, home: str, language: str) -> Iterator[Found]:
    """Ask every query of a table on the home page of its language."""
    open_search(page, home)
    for query in queries(language):
        hits = ask(page, query.text, home)
        yield Found(query, tuple(hit.replace("/#", "#").strip("/") for hit in hits))


def report(language: str, found: list[Found]) -> str:
    """Report how many queries of each kind found their step, and which did not."""
    asked = Counter(one.query.kind for one in found)
    good = Counter(one.query.kind for one in found if one.good)
    share = 100 * good.total() / asked.total()
    lines = [f"{language}: {good.total()} of {asked.total()} among the first {FIRST} ({share:.1f} %)"]
    lines += [f"  {kind:10} {good[kind]:3} of {asked[kind]:3}" for kind in sorted(asked)]
    for one in found:
        if not one.good:
            lines.append(
                f"  not: {one.query.text!r} wants {' or '.join(one.query.steps)}, found {one.hits[:5]}"
            )
    return "\n".join(lines)


def sizes(site: Path, plain: Path, language: str) -> dict[str, Size]:
    """Return the size of what a customer loads to search in a language.

    Args:
        site: the site.
        plain: the same site with the search as Material makes it, for all languages.
        language: the language.

    Returns:
        `ours` is all that is loaded, with the words of `also_called`; `Material's` is its index for this
        language alone, with the same words as tags; and that index without them.
    """
    stub, own = (site / INDEX).read_bytes(), (site / "search" / f"{language}.json").read_bytes()
    words = {entry["location"]: entry["also"].split("; ") for entry in json.loads(own) if "also" in entry}
    index = json.loads((plain / INDEX).read_bytes())
    locations = {entry["location"] for entry in json.loads(own)}
    pages = {location.partition("#")[0] for location in locations}
    index["docs"] = [entry for entry in index["docs"] if entry["location"].partition("#")[0] in pages]
    bare = _size(_as_material(index))
    for entry in index["docs"]:
        if entry["location"] in words:
            entry["tags"] = words[entry["location"]]
    return {
        "ours": _size(stub, own),
        "Material's": _size(_as_material(index)),
        "Material's without these words": bare,
    }


def _as_material(index: dict[str, Any]) -> bytes:
    return json.dumps(index, separators=(",", ":")).encode()


def _size(*files: bytes) -> Size:
    return Size(sum(map(len, files)), sum(len(gzip.compress(file, mtime=0)) for file in files))


def _is(hit: str, step: str) -> bool:
    return hit == step or ("#" not in step and hit.partition("#")[0] == step)


def main(site: Path) -> None:
    """Print the figures of all tables."""
    options: dict[str, Any] = {"args": [] if os.geteuid() else ["--no-sandbox"]}
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), **options)
        for language in LANGUAGES:
            page = browser.new_page()
            home = f"{address}{language}/" if (site / language).is_dir() else address
            print(report(language, list(find_all(page, home, language))))  # noqa: T201 - a script
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
