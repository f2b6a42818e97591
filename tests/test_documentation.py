"""The documentation is a site of its own: it is built without warnings, and its links lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from click.testing import CliRunner
from lxml import html

from conftest import ROOT
from izeja.cli.main import main

pytestmark = pytest.mark.slow  # it builds a whole site

DOCS = ROOT / "docs"
OTHERS = ("en/", "lv/", "examples/")
"""Folders of `docs/` that are no documentation: what customers read, and what people copy."""
WRITTEN = sorted(
    path
    for path in (file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.md"))
    if not path.startswith(OTHERS)
)
FOR_WRITERS_AND_TRANSLATORS = [
    path for path in WRITTEN if path.startswith(("README", "writers/", "translators/"))
]


def parsed(site: Path) -> dict[str, html.HtmlElement]:
    """Return each page of a site by its address from the root."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): html.parse(file).getroot()
        for file in site.rglob("*.html")
    }


@pytest.fixture(scope="module")
def pages(documentation: Path) -> dict[str, html.HtmlElement]:
    return parsed(documentation)


def page_of(path: str) -> str:
    """Return the address of the page that a file of `docs/` becomes."""
    name = path.removesuffix(".md")
    language, name = ("lv/", name.removesuffix(".lv")) if name.endswith(".lv") else ("", name)
    folder, _, last = name.rpartition("/")
    within = folder if last in ("index", "README") else name
    return f"{language}{within}/" if within else language


def addresses(page: html.HtmlElement) -> Iterator[str]:
    """Yield everything that a page links to or loads."""
    for element, attribute, link, _ in page.iterlinks():
        if attribute in ("href", "src") and element.get("rel") != "canonical":
            yield link


def test_every_file_is_a_page_in_its_language(pages: dict[str, html.HtmlElement]) -> None:
    assert {page_of(path) for path in WRITTEN} <= pages.keys()
    assert [
        path for path in WRITTEN if pages[page_of(path)].get("lang") != page_of(path).partition("/")[0]
    ] == [path for path in WRITTEN if not path.endswith(".lv.md")]


def test_what_is_for_writers_and_translators_is_in_both_languages() -> None:
    latvian = {
        path.replace(".lv.md", ".md") for path in FOR_WRITERS_AND_TRANSLATORS if path.endswith(".lv.md")
    }
    assert latvian == {path for path in FOR_WRITERS_AND_TRANSLATORS if not path.endswith(".lv.md")}


@pytest.mark.parametrize("which", ["documentation", "site"])
def test_links_lead_to_pages_and_places_that_exist(request: pytest.FixtureRequest, which: str) -> None:
    site: Path = request.getfixturevalue(which)
    pages = parsed(site)
    ids = {address: {*page.xpath("//@id"), *page.xpath("//a/@name"), ""} for address, page in pages.items()}
    broken = []
    for address, page in pages.items():
        for link in addresses(page):
            there = urlsplit(urljoin(f"https://docs.test/{address}", link))
            place = unquote(there.path[1:])
            if there.hostname == "docs.test" and address != "404.html":
                exists = there.fragment in ids[place] if place in ids else (site / place).is_file()
                broken += [] if exists else [(address, link)]
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, html.HtmlElement]) -> None:
    loaded = {
        link
        for page in pages.values()
        for element, attribute, link, _ in page.iterlinks()
        if attribute == "src" or (element.tag == "link" and "stylesheet" in element.get("rel", ""))
    }
    assert [link for link in loaded if "//" in link] == []


def test_its_guides_are_proved(documentation: Path) -> None:
    result = CliRunner().invoke(main, ["verify", str(documentation)])
    assert result.exit_code == 0, result.output


def test_customers_find_nothing_that_is_not_for_them(site: Path) -> None:
    found = {file.relative_to(site).parts[0] for file in site.rglob("index.html")}
    assert found == {"index.html", "en", "microsoft"}
