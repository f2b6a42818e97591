"""What search engines, programs that show links, and phones read of the shipped site, from both hosts."""

from __future__ import annotations

import gzip
import json
import shutil
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import pytest
from click.testing import CliRunner
from lxml import etree
from lxml import html as lxml_html

from conftest import ROOT, built_strictly
from izeja.cli.main import main
from javascript import node
from more_languages import copy_project

HOME = "https://example.org/help/"
ICON = "stylesheets/icon-512.png"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
SITEMAP = etree.RelaxNG(file=Path(__file__).with_name("sitemap.rng"))
TYPES = "@types/web-app-manifest/index.d.ts"
NEEDED = {"title", "type", "image", "url"}
"""What each page must say, as https://ogp.me has it."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The shipped site, published at an address and with a picture for links, by its host."""
    project = tmp_path_factory.mktemp("found")
    copy_project(project)
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("  izeja:\n", f"  izeja:\n    link_picture: {ICON}\n", 1)
    settings.write_text(f"site_url: {HOME}\n{text}", "utf-8")
    ran = CliRunner().invoke(main, ["build", str(project), "--site-dir", str(project / "plain")])
    assert ran.exit_code == 0, ran.output
    return {"mkdocs": built_strictly(project / "site", project), "plain": project / "plain"}


@pytest.fixture(params=["mkdocs", "plain"])
def site(request: pytest.FixtureRequest, sites: Mapping[str, Path]) -> Path:
    return sites[request.param]


def pages(site: Path) -> dict[str, Any]:
    """Return the head of each page by its address, without the page for addresses that are missing."""
    return {
        HOME + file.parent.relative_to(site).as_posix().removeprefix(".") + "/" * (file.parent != site): (
            lxml_html.document_fromstring(file.read_bytes()).find("head")
        )
        for file in site.rglob("index.html")
    }


def file_of(site: Path, address: str) -> Path:
    """Return the file that is served at an address."""
    assert address.startswith(HOME), address
    file = site / address.removeprefix(HOME)
    return file / "index.html" if address.endswith("/") else file


def alternates(head: Any) -> dict[str, str]:
    """Return the address of a page in each language."""
    links = head.xpath("link[normalize-space(@rel)='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}


def faults_of_robots(site: Path) -> Iterator[str]:
    rules = RobotFileParser()
    rules.parse((site / "robots.txt").read_text("utf-8").splitlines())
    yield from (f"no robot may read {page}" for page in pages(site) if not rules.can_fetch("*", page))
    if rules.site_maps() != [f"{HOME}sitemap.xml"]:
        yield f"robots.txt names {rules.site_maps()}"


def faults_of_sitemap(site: Path) -> Iterator[str]:
    file = site / "sitemap.xml"
    tree = etree.parse(file)
    if not SITEMAP.validate(tree):
        yield f"sitemap.xml: {SITEMAP.error_log.last_error}"
    if gzip.decompress((site / "sitemap.xml.gz").read_bytes()) != file.read_bytes():
        yield "sitemap.xml.gz is another"
    found = pages(site)
    listed = [one.findtext("s:loc", None, NAMES) for one in tree.findall("s:url", NAMES)]
    yield from (f"sitemap.xml has {one} {listed.count(one)} times" for one in found if listed.count(one) != 1)
    yield from (f"sitemap.xml has {one}, which is no page" for one in listed if one not in found)
    for entry in tree.findall("s:url", NAMES):
        page = entry.findtext("s:loc", None, NAMES)
        links = {one.get("hreflang"): one.get("href") for one in entry.findall("x:link", NAMES)}
        if page in found and links.items() - alternates(found[page]).items():
            yield f"sitemap.xml has other languages of {page} than the page"


def faults_of_heads(site: Path) -> Iterator[str]:
    found = pages(site)
    for page, head in found.items():
        if head.xpath("link[@rel='canonical']/@href") != [page]:
            yield f"{page} has another canonical address"
        links = alternates(head)
        if page not in links.values() or "x-default" not in links:
            yield f"{page} misses itself, or the page of all other customers"
        for other in links.values():
            # Search engines leave out a link that does not come back.
            if other not in found or alternates(found[other]) != links:
                yield f"{page} has {other} as another language, which has other links"
        graph = {one.get("property")[3:]: one.get("content") for one in head.xpath("meta[@property]")}
        if missing := sorted(NEEDED - {name for name, value in graph.items() if value}):
            yield f"{page} does not say {', '.join(missing)}"
        elif graph["url"] != page or not file_of(site, graph["image"]).is_file():
            yield f"{page} shows another address or no picture in links"


def manifests(site: Path) -> dict[str, Any]:
    """Return each manifest that a page names, by its address."""
    named = {
        urljoin(page, href)
        for page, head in pages(site).items()
        for href in head.xpath("link[@rel='manifest']/@href")
    }
    return {one: json.loads(file_of(site, one).read_text("utf-8")) for one in sorted(named)}


def faults_of_manifests(site: Path) -> Iterator[str]:
    found = manifests(site)
    assert found
    for address, manifest in found.items():
        start, scope = urljoin(address, manifest["start_url"]), urljoin(address, manifest["scope"])
        if not start.startswith(scope) or not file_of(site, start).is_file():
            yield f"{address} starts at {start}"
        for icon in manifest["icons"]:
            raw = file_of(site, urljoin(address, icon["src"])).read_bytes()
            # The width and height of a PNG (https://www.w3.org/TR/png-3/#11IHDR).
            if icon["type"] == "image/png" and icon["sizes"] != "{}x{}".format(
                *struct.unpack(">II", raw[16:24])
            ):
                yield f"{address}: {icon['src']} is not {icon['sizes']}"


CHECKS = (faults_of_robots, faults_of_sitemap, faults_of_heads, faults_of_manifests)


def faults(site: Path) -> list[str]:
    return [fault for check in CHECKS for fault in check(site)]


def test_nothing_is_wrong(site: Path) -> None:
    assert len(pages(site)) >= len([*(ROOT / "decision_trees" / "microsoft").glob("*.yml")]) * 2
    assert faults(site) == []


PAGE = "en/microsoft/get-refund/index.html"


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("robots.txt", "Allow: /", "Disallow: /help/en/", f"no robot may read {HOME}en/"),
        ("robots.txt", "Sitemap: https", "Sitemap: http", "robots.txt names"),
        ("sitemap.xml", "<loc>https://example.org", "<loc>", "sitemap.xml: "),
        ("sitemap.xml", "hreflang=", "lang=", "sitemap.xml: "),
        ("sitemap.xml", f"<loc>{HOME}en/microsoft/get-refund/", f"<loc>{HOME}en/", f"{HOME}en/ 2 times"),
        ("sitemap.xml", "</urlset>", "</urlset><!-- -->", "sitemap.xml.gz is another"),
        (PAGE, 'rel="canonical" href="', 'rel="canonical" href="/', "another canonical address"),
        (PAGE, 'hreflang="x-default"', 'hreflang="de"', "misses itself, or the page of all other customers"),
        (PAGE, f'href="{HOME}microsoft/', f'href="{HOME}mcrosoft/', "which has other links"),
        (PAGE, 'property="og:title"', 'property="og:tittle"', "does not say title"),
        (PAGE, ICON, "stylesheets/icon-5120.png", "no picture in links"),
        ("site.webmanifest", '"start_url": "./"', '"start_url": "../"', "starts at"),
        ("site.webmanifest", "512x512", "513x513", "is not 513x513"),
    ],
)
def test_a_fault_is_found(
    sites: Mapping[str, Path], tmp_path: Path, name: str, old: str, new: str, fault: str
) -> None:
    site = shutil.copytree(sites["plain"], tmp_path / "site")
    text = (site / name).read_text("utf-8")
    assert old in text
    (site / name).write_text(text.replace(old, new), "utf-8")
    assert any(fault in one for one in faults(site)), faults(site)


def test_manifests_are_as_their_standard_says(sites: Mapping[str, Path], tmp_path: Path) -> None:
    found = [one for site in sites.values() for one in manifests(site).values()]
    wrong = [{**found[0], "display": "minimal"}, {**found[0], "theme_colour": "#000"}]
    lines = ['import type { WebAppManifest } from "web-app-manifest";']
    lines += [
        f"export const good{number}: WebAppManifest = {json.dumps(one)};" for number, one in enumerate(found)
    ]
    for number, one in enumerate(wrong):
        lines += ["// @ts-expect-error", f"export const bad{number}: WebAppManifest = {json.dumps(one)};"]
    assert node.type_faults("\n".join(lines), {"web-app-manifest": TYPES}, tmp_path) == ""
