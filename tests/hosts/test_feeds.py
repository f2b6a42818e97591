"""The feed of changes, from both hosts: valid, and what the trees say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

import pytest
import yaml
from babel.messages.pofile import read_po
from click.testing import CliRunner
from lxml import etree
from lxml import html as lxml_html

import txtar
from conftest import build
from izeja.cli.main import main

FILES = txtar.split(Path(__file__).with_name("feeds.txtar").read_text("utf-8"))
ATOM = etree.RelaxNG(file=Path(__file__).with_name("atom.rng"))
SITE = "https://help.example.com/q&a/"
FOLDERS = {"en": "", "lv": "lv/"}
NAMES = {"en": "Help & more", "lv": "Palīdzība"}
GUIDES = {"modem/no-light": "modem/light", "bills": "bills", "quiet": "quiet"}
"""The first id of each published guide, by its present one, in the order of library.yml."""
_ATOM = "{http://www.w3.org/2005/Atom}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Entry(NamedTuple):
    """An entry of a feed; the languages are those that it says itself."""

    id: str
    day: str
    page: str
    title: tuple[str, str | None]
    note: tuple[str, str | None]


def built(project: Path, host: str, files: Mapping[str, str] = FILES) -> Path:
    """Build the site of some files, and return its folder."""
    txtar.unpack(dict(files), project)
    return built_again(project, host)


def built_again(project: Path, host: str) -> Path:
    if host == "mkdocs":
        made = build(project, "--strict")
        assert made.returncode == 0, made.stderr
    else:
        ran = CliRunner().invoke(main, ["build", str(project)])
        assert ran.exit_code == 0, ran.output
    return project / "site"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return {host: built(tmp_path_factory.mktemp(host), host) for host in ("mkdocs", "plain")}


@pytest.fixture(params=["mkdocs", "plain"])
def site(request: pytest.FixtureRequest, sites: Mapping[str, Path]) -> Path:
    return sites[request.param]


def feed(site: Path, language: str) -> Any:
    return etree.parse(site / FOLDERS[language] / "feed.xml").getroot()


def entries(feed: Any) -> list[Entry]:
    def text(entry: Any, name: str) -> tuple[str, str | None]:
        element = entry.find(_ATOM + name)
        return element.text, element.get(_LANG)

    return [
        Entry(
            entry.findtext(f"{_ATOM}id"),
            entry.findtext(f"{_ATOM}updated").partition("T")[0],
            entry.find(f"{_ATOM}link[@rel='alternate']").get("href"),
            text(entry, "title"),
            text(entry, "summary"),
        )
        for entry in feed.findall(f"{_ATOM}entry")
    ]


def translations(language: str) -> Mapping[str, str]:
    """Return the translation of each text of the library."""
    start = f"decision_trees/translations/{language}/"
    catalogs = [read_po(text.splitlines()) for path, text in FILES.items() if path.startswith(start)]
    return {str(one.id): str(one.string) for catalog in catalogs for one in catalog if one.id}


def written(language: str) -> Iterator[Entry]:
    """Yield what the trees say, guide by guide. A text without a translation has the writers' language."""
    known = translations(language)
    power = known.get("Power <1>", "Power <1>")

    def shown(text: str) -> tuple[str, str | None]:
        is_known = language == "en" or text in known
        return re.sub("`", "", known.get(text, text).replace("{power}", power)), None if is_known else "en"

    for guide, first in GUIDES.items():
        tree = yaml.load(FILES[f"decision_trees/{guide}.yml"], yaml.BaseLoader)  # noqa: S506 - it makes text alone
        days = [one["date"] for one in tree.get("changes", ())]
        for index, change in enumerate(tree.get("changes", ())):
            day, older = change["date"], days[index + 1 :].count(change["date"])
            tag = f"tag:help.example.com,{day}:/q%26a/{FOLDERS[language]}{first}" + f"#{older + 1}" * bool(
                older
            )
            page = f"{SITE}{FOLDERS[language]}{guide}/"
            yield Entry(tag, day, page, shown(tree["title"]), shown(change["note"]))


@pytest.mark.parametrize("language", FOLDERS)
def test_a_feed_is_valid_and_says_what_the_trees_say(site: Path, language: str) -> None:
    found = feed(site, language)
    assert ATOM.validate(found), ATOM.error_log.last_error
    assert entries(found) == sorted(written(language), key=lambda one: one.day, reverse=True)
    address = f"{SITE}{FOLDERS[language]}feed.xml"
    assert found.findtext(f"{_ATOM}id") == address
    assert found.find(f"{_ATOM}link[@rel='self']").get("href") == address
    assert found.find(f"{_ATOM}link[@rel='alternate']").get("href") == SITE + FOLDERS[language]
    assert found.findtext(f"{_ATOM}title") == found.findtext(f"{_ATOM}author/{_ATOM}name") == NAMES[language]
    assert found.findtext(f"{_ATOM}updated") == "2026-11-22T00:00:00Z"
    assert found.get(_LANG) == language
    assert len({one.id for one in entries(found)}) == len(entries(found))


def test_both_hosts_make_the_same_feeds(sites: Mapping[str, Path]) -> None:
    mkdocs, plain = ([one.read_bytes() for one in sorted(site.rglob("feed.xml"))] for site in sites.values())
    assert len(plain) == len(FOLDERS)
    assert mkdocs == plain


def feeds_of_pages(site: Path) -> dict[str, list[str]]:
    """Return the feeds that the pages with guides and lists lead to, by their files."""
    return {
        file.relative_to(site).as_posix(): [
            urljoin(file.relative_to(site).as_posix(), link.get("href", ""))
            for link in lxml_html.document_fromstring(file.read_bytes()).iter("link")
            if link.get("rel", "").strip() == "alternate" and link.get("type") == "application/atom+xml"
        ]
        for file in site.rglob("index.html")
        if b"<guided-help" in file.read_bytes() or b'class="guides' in file.read_bytes()
    }


def test_each_page_leads_to_the_feed_of_its_language(site: Path) -> None:
    found = feeds_of_pages(site)
    assert len(found) == len(FOLDERS) * (len(GUIDES) + 1)
    for file, feeds in found.items():
        assert feeds == ["lv/feed.xml" if file.startswith("lv/") else "feed.xml"], file


def test_a_site_without_its_feed_is_not_whole(tmp_path: Path) -> None:
    site = built(tmp_path, "plain")
    ran = CliRunner().invoke(main, ["verify", str(site)])
    assert ran.exit_code == 0, ran.output
    (site / "lv" / "feed.xml").unlink()
    ran = CliRunner().invoke(main, ["verify", str(site)])
    assert ran.exit_code == 1
    assert "lv/feed.xml" in ran.output
    assert "this file is missing" in ran.output


WITHOUT = {
    "address": ("mkdocs.yml", r"site_url: .*\n"),
    "changes": ("", r"changes:\n(  .*\n)*"),
}


@pytest.mark.parametrize("host", ["mkdocs", "plain"])
@pytest.mark.parametrize("what", WITHOUT)
def test_there_is_none_without(what: str, host: str, tmp_path: Path) -> None:
    file, wanted = WITHOUT[what]
    files = {path: re.sub(wanted, "", text) if file in path else text for path, text in FILES.items()}
    assert files != FILES
    site = built(tmp_path, host, files)
    assert list(site.rglob("feed.xml")) == []
    assert not any(feeds_of_pages(site).values())


@pytest.mark.parametrize("host", ["mkdocs", "plain"])
def test_a_file_at_its_address_stops_the_build(host: str, tmp_path: Path) -> None:
    txtar.unpack({**FILES, "docs/lv/feed.xml": "<rss/>\n"}, tmp_path)
    if host == "mkdocs":
        said = build(tmp_path).stderr
    else:
        said = CliRunner().invoke(main, ["build", str(tmp_path)]).output
    assert "two things have the address 'lv/feed.xml'" in said
    assert not (tmp_path / "site").exists()


def test_entries_keep_their_ids_through_renames_and_more_changes(tmp_path: Path) -> None:
    site = built(tmp_path, "plain")
    before = entries(feed(site, "lv"))
    trees = tmp_path / "decision_trees"
    moved = CliRunner().invoke(main, ["move", "modem/no-light", "modem/dark", str(trees)])
    assert moved.exit_code == 0, moved.output
    bills = trees / "bills.yml"
    newer = "changes:\n  - date: 2026-03-02\n    note: Added a telephone number.\n"
    bills.write_text(bills.read_text("utf-8").replace("changes:\n", newer, 1), "utf-8")
    now = entries(feed(built_again(tmp_path, "plain"), "lv"))
    assert {one.id for one in before} < {one.id for one in now}
    assert {one.page for one in now} == {f"{SITE}lv/modem/dark/", f"{SITE}lv/bills/"}
    assert len(now) == len(before) + 1


def test_a_feed_has_the_newest_fifty(tmp_path: Path) -> None:
    days = [(date(2026, 11, 1) - timedelta(days=number)).isoformat() for number in range(60)]
    changes = "".join(f"  - date: {day}\n    note: Changed on {day}.\n" for day in days)
    bills = re.sub(r"changes:\n(  .*\n)*", f"changes:\n{changes}", FILES["decision_trees/bills.yml"])
    site = built(tmp_path, "plain", {**FILES, "decision_trees/bills.yml": bills})
    found = [one.day for one in entries(feed(site, "en"))]
    assert found == ["2026-11-22", *days[:49]]


def test_the_sitemap_has_the_day_of_the_newest_change(sites: Mapping[str, Path]) -> None:
    urls = etree.parse(sites["plain"] / "sitemap.xml").findall("{*}url")
    found = {str(one.findtext("{*}loc")): one.findtext("{*}lastmod") for one in urls}
    newest = {f"{SITE}modem/no-light/": "2026-11-22", f"{SITE}bills/": "2026-03-02"}
    assert {page: day for page, day in found.items() if "/lv/" not in page and day} == newest
    assert len(found) == len(FOLDERS) * (len(GUIDES) + 1)


def test_an_id_names_a_host_in_other_letters_in_ascii(tmp_path: Path) -> None:
    settings = "site_name: Help\nsite_url: https://www.Pal\u012bdzi\u0304ba.straße.example/\n"
    site = built(tmp_path, "plain", {**FILES, "mkdocs.yml": settings})
    found = {one.id.partition(",")[0] for one in entries(feed(site, "en"))}
    # As browsers write it: RFC 5891 has letters in one form, small, and keeps the ß.
    assert found == {"tag:www.xn--paldzba-gebc.xn--strae-oqa.example"}
