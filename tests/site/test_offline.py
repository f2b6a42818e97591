"""What a worker keeps on a device: the files of its language, and nothing of others."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from izeja.site import offline
from izeja.site.offline import too_large_messages, write_workers

PREFIXES = {"lv": "", "en": "en/"}
FILES = {
    "index.html": "lv",
    "modems/no light/index.html": "lv",
    "en/index.html": "en",
    "en/a/index.html": "en",
    "en/it's (new) & 100%.html": "en",
    "enter/index.html": "lv",
    "assets/izeja/site.css": "lv en",
    "assets/media/modem.AVIF": "lv en",
    "search/search_index.json": "lv en",
    "search/lv.json": "lv",
    "search/lv/0.json": "lv",
    "search/en.json": "en",
    "assets/javascripts/izeja/search.en.js": "en",
    "assets/javascripts/izeja/lunr.lv.js": "lv",
    "assets/javascripts/izeja/search-words.js": "lv en",
    "404.html": "",
    "izeja-site.json": "",
    "assets/media/film.mp4": "",
    "manual.pdf": "",
    "sitemap.xml": "",
    "robots.txt": "",
}
"""The languages that keep each file."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def listed(worker: Path) -> dict[str, dict[str, str] | str]:
    first = worker.read_text("utf-8").partition("\n")[0]
    found: dict[str, dict[str, str] | str] = json.loads(
        first.removeprefix("self.izejaOffline = ").removesuffix(";")
    )
    return found


def url_of(name: str) -> str:
    return name.removesuffix("index.html")


def test_each_language_has_its_files_with_their_content(site: Path) -> None:
    # Twice, since a worker is no part of a version.
    for _ in range(2):
        assert not write_workers(site, PREFIXES)
    for language, prefix in PREFIXES.items():
        found = listed(site / prefix / "service-worker.js")
        wanted = [name for name, languages in FILES.items() if language in languages.split()]
        assert found["root"] == ("../" if prefix else "./")
        assert found["files"] == {
            url_of(name): hashlib.sha256(name.encode()).hexdigest()[:16] for name in wanted
        }


def test_a_language_that_is_too_large_has_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "en" / "large.png").write_bytes(bytes(3_000_000))
    monkeypatch.setattr(offline, "MOST_BYTES", 2_000_000)
    found = write_workers(site, PREFIXES)
    assert (site / "service-worker.js").exists()
    assert not (site / "en" / "service-worker.js").exists()
    assert list(too_large_messages(found)) == [
        "the pages in 'en' need a network: they would take 3 MB on a device, and the most is 2 MB"
    ]
