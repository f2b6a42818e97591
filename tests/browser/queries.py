"""What customers type, and what the search of a built site finds: `python -m browser.queries SITE`, from tests/.

The tables are in tests/search, one for each language. A hit is what a customer sees without unfolding
anything: the step that is shown of a guide, or the guide where no step is.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from browser import chromium
from browser.pictures import served
from izeja.search import INDEX

TABLES = Path(__file__).parent.parent / "search"
LANGUAGES = tuple(sorted(file.stem for file in TABLES.glob("*.tsv")))
FIRST = 3

# Material answers in one go: it says how many it has found, and then lists them.
_WATCH = """
    () => {
        const watched = document.querySelector(".md-search-result__meta");
        window.answered = new Promise((resolve) => {
            new MutationObserver((_, observer) => {
                observer.disconnect();
                resolve();
            }).observe(watched, { childList: true });
        });
    }
"""
_HITS = """
    async () => {
        await window.answered;
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
    """One line of a table: what is typed, how it is typed, and the steps of which one has to be found."""

    text: str
    kind: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: the steps in their order, and at which of them the one that was meant is."""

    query: Query
    hits: tuple[str, ...]

    @property
    def rank(self) -> int | None:
        """Count from 1; None if it was not found."""
        ranks = (rank for rank, hit in enumerate(self.hits, 1) if any(_is(hit, step) for step in self.query.steps))
        return next(ranks, None)

    @property
    def good(self) -> bool:
        """Tell whether it is among the first."""
        return self.rank is not None and self.rank <= FIRST


def queries(language: str) -> list[Query]:
    """Return the table of a language."""
    lines = (TABLES / f"{language}.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return [Query(text, kind, tuple(steps.split())) for text, kind, steps in rows]


def ask(page: Page, text: str) -> list[str]:
    """Type into the search box of a page, and return the addresses of the hits."""
    box = page.locator(".md-search__input")
    page.evaluate(_WATCH)
    box.fill(text)
    page.keyboard.press("End")
    hits: list[str] = page.evaluate(_HITS)
    return hits


def open_search(page: Page, address: str) -> None:
    """Open a page, and its search when that is ready."""
    page.goto(address)
    page.evaluate(_WATCH)
    page.locator(".md-search__input").click()
    page.keyboard.type("i")
    page.evaluate("window.answered")
    page.keyboard.press("Backspace")


def find_all(page: Page, home: str, language: str) -> Iterator[Found]:
    """Ask every query of a table on the home page of its language."""
    open_search(page, home)
    for query in queries(language):
        hits = (hit.removeprefix(home).partition("?") for hit in ask(page, query.text))
        yield Found(query, tuple(path.strip("/") + rest[rest.find("#") :] * ("#" in rest) for path, _, rest in hits))


def report(language: str, found: list[Found]) -> str:
    """Say how many queries of each kind found what was meant, and which did not."""
    asked = Counter(one.query.kind for one in found)
    good = Counter(one.query.kind for one in found if one.good)
    share = 100 * good.total() / asked.total()
    lines = [f"{language}: {good.total()} of {asked.total()} among the first {FIRST} ({share:.1f} %)"]
    lines += [f"  {kind:10} {good[kind]:3} of {asked[kind]:3}" for kind in sorted(asked)]
    for one in found:
        if not one.good:
            lines.append(f"  not: {one.query.text!r} wants {' or '.join(one.query.steps)}, found {one.hits[:5]}")
    return "\n".join(lines)


def sizes(site: Path, language: str) -> dict[str, tuple[int, int]]:
    """Return the bytes of the index, plain and gzipped: what is loaded, and Material's for the language alone."""
    stub, own = (site / INDEX).read_bytes(), (site / "search" / f"{language}.json").read_bytes()
    index = {"config": json.loads(stub)["config"], "docs": json.loads(own)}
    alone = json.dumps(index, separators=(",", ":")).encode()
    return {"loaded": _sizes(stub, own), "Material's": _sizes(alone)}


def _sizes(*files: bytes) -> tuple[int, int]:
    return sum(map(len, files)), sum(len(gzip.compress(file, mtime=0)) for file in files)


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
            print(f"  index: {sizes(site, language)}")  # noqa: T201 - a script
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
