"""What pages with guides say to search engines, and to programs that show links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html

import txtar
from conftest import build
from izeja.site.robots import write_robots

CASE = Path(__file__).parent / "sites" / "folders.txtar"
NAME = 'The "red" & <blue> cable'
HOME = "https://example.org/help/"
PAGES = {"": "lv/", "parts/cable/": "lv/parts/cable/"}
"""The pages in English, which is the default language, and the same in Latvian."""
ROBOTS = "User-agent: *\nAllow: /\n\nSitemap: https://example.org/help/sitemap.xml\n"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def head(file: Path) -> Any:
    return lxml_html.document_fromstring(file.read_bytes()).find("head")


def alternates(file: Path) -> dict[str, str]:
    links = head(file).xpath("//link[normalize-space(@rel)='alternate'][@hreflang]")
    found = {link.get("hreflang"): link.get("href") for link in links}
    assert len(found) == len(links)
    return found


def shown(file: Path) -> dict[str, str]:
    found = head(file).xpath("//meta[starts-with(@property, 'og:')]")
    return {one.get("property").removeprefix("og:"): one.get("content") for one in found}


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_a_site_with_an_address(theme: str, tmp_path: Path) -> None:
    files = txtar.split(CASE.read_text("utf-8"))
    files["mkdocs.yml"] = files["mkdocs.yml"].replace(
        "theme: {name: material, font: false}", f"theme: {{name: {theme}}}\nsite_url: {HOME}"
    )
    for name, old, new in (
        ("parts/cable.yml", "title: Cable", f"title: {NAME}"),
        ("translations/lv/parts/cable.po", 'msgid "Cable"', f"msgid {json.dumps(NAME)}"),
    ):
        files[f"decision_trees/{name}"] = files[f"decision_trees/{name}"].replace(old, new)
    txtar.unpack(files, tmp_path)
    built = build(tmp_path)
    assert built.returncode == 0, built.stderr
    site = tmp_path / "site"
    for english, latvian in PAGES.items():
        for url in (english, latvian):
            page = site / url / "index.html"
            assert head(page).xpath("//link[@rel='canonical']/@href") == [HOME + url]
            assert alternates(page) == {
                "en": HOME + english,
                "lv": HOME + latvian,
                "x-default": HOME + english,
            }
            assert shown(page)["url"] == HOME + url
    assert shown(site / "parts" / "cable" / "index.html") == {
        "type": "website",
        "site_name": "Test",
        "title": NAME,
        "description": NAME,
        "url": f"{HOME}parts/cable/",
    }
    assert (site / "robots.txt").read_text("utf-8") == ROBOTS
    listed = etree.parse(site / "sitemap.xml").findall("s:url/s:loc", SITEMAP)
    assert {f"{HOME}{url}" for pair in PAGES.items() for url in pair} <= {one.text for one in listed}


def test_a_site_without_an_address(site: Path) -> None:
    page = site / "en" / "microsoft" / "get-refund" / "index.html"
    assert alternates(page) == {"lv": "../../../microsoft/get-refund/", "en": "./"}
    assert shown(page)["title"] == "Get a refund"
    assert "url" not in shown(page)
    assert not (site / "robots.txt").exists()


def test_a_page_without_guides_stays_as_it_is(site: Path) -> None:
    assert not shown(site / "404.html")


def test_a_robots_txt_of_the_site_stays(tmp_path: Path) -> None:
    write_robots(tmp_path, HOME)
    assert (tmp_path / "robots.txt").read_text("utf-8") == ROBOTS
    (tmp_path / "robots.txt").write_text("User-agent: *\nDisallow: /\n", "utf-8")
    write_robots(tmp_path, HOME)
    assert "Disallow" in (tmp_path / "robots.txt").read_text("utf-8")
