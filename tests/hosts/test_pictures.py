"""A site with pictures is the same in shards, and none has private notes."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import txtar
from conftest import build
from izeja.site.crawler import crawl
from izeja.site.merge import merge
from preview import previewing, wait_for

CASE = Path(__file__).parent / "sites" / "pictures.txtar"
IZEJA = "  - izeja: {library: trees}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    txtar.unpack(txtar.split(CASE.read_text("utf-8")), tmp_path)
    return tmp_path


def built(project: Path, name: str, options: str = "") -> dict[str, bytes]:
    """Return every file of a site, built with options of the plugin."""
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace(IZEJA, f"{IZEJA[:-1]}{options}}}"), "utf-8")
    made = build(project, "--strict", "--site-dir", name)
    settings.write_text(text, "utf-8")
    assert made.returncode == 0, made.stderr
    site = project / name
    files = {os.path.relpath(file, site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    # It holds the time at which it was made.
    files.pop("sitemap.xml.gz", None)
    return files


@pytest.mark.slow
def test_in_shards(project: Path) -> None:
    whole = built(project, "whole")
    for name, only in (("one", "net"), ("two", "light")):
        built(project, name, f", only: [{only}]")
    merge([project / "one", project / "two"], project / "merged")
    media = {file: whole[file] for file in whole if file.startswith("assets/izeja/media/")}
    assert len(media) == 7
    for file, content in media.items():
        assert (project / "merged" / file).read_bytes() == content
    assert crawl(project / "merged").findings == ()


def test_nothing_private_is_published(project: Path) -> None:
    assert b"Jane" in (project / "trees" / "pictures" / "modem.svg").read_bytes()
    assert not [file for file, content in built(project, "site").items() if b"Jane" in content]


@pytest.mark.slow
def test_a_library_among_pages_publishes_no_picture_as_it_is(project: Path) -> None:
    (project / "trees").rename(project / "docs" / "en" / "trees")
    settings = project / "mkdocs.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("library: trees", "library: docs/en/trees"), "utf-8"
    )
    made = build(project, "--strict")
    assert made.returncode == 0, made.stderr
    names = {file.name for file in (project / "site").rglob("*") if file.is_file()}
    assert not names & {"modem.svg", "restart.webm", "restart.en.vtt", "restart.svg"}


@pytest.mark.slow
def test_pictures_of_a_language_in_preparation_are_not_published(project: Path) -> None:
    library = project / "trees" / "library.yml"
    library.write_text("source_language: en\nlanguages: {en: required, lv: preparing}\n", "utf-8")
    names = [file for file in built(project, "site") if file.startswith("assets/izeja/media/")]
    assert len(names) == 6


@pytest.mark.slow
def test_a_preview_shows_another_picture_and_one_that_is_missing(project: Path) -> None:
    # After an edit of a guide that it shows, all of the site is built.
    (project / "docs" / "en" / "about" / "us.md").unlink()
    with previewing(project) as preview:
        preview.shows("net/modem/", 'width="900" height="500"')
        preview.edit("trees/pictures/modem.svg", "900 500", "700 500")
        preview.shows("net/modem/", 'width="700" height="500"')
        assert wait_for(lambda: "Updated 1 guide: net/modem" in preview.said())
        (src,) = re.findall(r'(/assets/izeja/media/\w+\.svg)" alt="The back', preview.shown("net/modem/"))
        assert 'viewBox="0 0 700 500"' in preview.shown(src)
        preview.edit("trees/net/modem.yml", "modem.svg", "modems.svg")
        preview.shows(
            "net/modem/", "there is no file", "<b>The back of the modem, with the switch on the left</b>"
        )
