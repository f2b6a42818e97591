"""The preview of a site without MkDocs: served on this machine, and built again after an edit."""

from __future__ import annotations

import shutil
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from typing import IO
from unittest.mock import Mock
from urllib.parse import urlencode, urlsplit

import pytest

import txtar
from izeja.hosts.plain import live, serve
from izeja.hosts.plain.build import build_site
from izeja.hosts.plain.last_site import Past
from izeja.hosts.plain.live import LiveSite
from izeja.hosts.plain.open_pages import OpenPages
from izeja.hosts.plain.serve import serving
from izeja.hosts.plain.settings import Settings, read_settings
from izeja.hosts.plain.stopped import StoppedError
from izeja.site.replacement import Replacement, has_files

CHANGED = b"event: changed\ndata: \n\n"
STOPPED = b"event: stopped\ndata: one\ndata: two\n\n"
GOES_ON = b"event: stopped\ndata: \n\n"
PATIENCE = 60
Build = Callable[[Settings], tuple[Settings, str]]
CASE = Path(__file__).parent / "sites" / "folders.txtar"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    txtar.unpack(txtar.split(CASE.read_text("utf-8")), tmp_path)
    read = read_settings(tmp_path)
    build_site(read)
    return read


@contextmanager
def following(settings: Settings, build: Build) -> Iterator[OpenPages]:
    """Follow the files of a site for as long as the context lasts."""
    stop, pages = threading.Event(), OpenPages()
    site = LiveSite(settings, pages, build)
    site.bring_up_to_date()
    thread = threading.Thread(target=site.follow, args=(stop,))
    thread.start()
    try:
        yield pages
    finally:
        stop.set()
        thread.join()


def build_again(last: Settings, past: Past | None = None) -> tuple[Settings, str]:
    settings = read_settings(last.root)
    built = build_site(settings, past=past)
    return settings, built.compiled.report() if built.compiled.failed else ""


def until(is_so: Callable[[], bool], pages: OpenPages) -> None:
    """Wait until something is so after one of the next builds."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        pages.wait(pages.news.number, 0.1)


def test_an_edit_builds_the_site_again(settings: Settings) -> None:
    page, built = settings.docs / "en" / "index.md", settings.site / "index.html"
    with following(settings, build_again) as pages:
        page.write_text("# Home\n\nEdited\n", "utf-8")
        until(lambda: "Edited" in built.read_text("utf-8"), pages)


def test_a_site_that_somebody_deletes_is_built_again(settings: Settings) -> None:
    with following(settings, build_again) as pages:
        shutil.rmtree(settings.site)
        until((settings.site / "restart" / "index.html").is_file, pages)


def replace_whole(file: Path, text: str) -> None:
    """Write a file in one step, so that a look at the files sees one edit and not two."""
    new = file.parents[2] / "new"
    new.write_text(text, "utf-8")
    new.replace(file)


class Looks:
    """Counts how often somebody has looked whether there is a site."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number = 0
        monkeypatch.setattr(live, "has_files", self)

    def __call__(self, folder: Path) -> bool:
        self.number += 1
        return has_files(folder)

    def wait(self, pages: OpenPages) -> None:
        """Wait until two looks have begun and ended."""
        end = self.number + 3
        until(lambda: self.number >= end, pages)


def test_a_site_that_was_never_there_is_not_built_until_an_edit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(settings.site)
    looks, page, builds = Looks(monkeypatch), settings.docs / "en" / "index.md", 0
    built = settings.site / "index.html"

    def build(last: Settings) -> tuple[Settings, str]:
        nonlocal builds
        builds += 1
        return (last, "a mistake") if builds == 1 else build_again(last)

    with following(settings, build) as pages:
        looks.wait(pages)
        replace_whole(page, "# Home\n\nEdited\n")
        until(lambda: built.is_file() and "Edited" in built.read_text("utf-8"), pages)
    assert builds == 2


@pytest.mark.parametrize("is_link", [False, True], ids=["folder", "link"])
def test_a_build_into_the_folder_of_the_library_is_no_edit(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, *, is_link: bool
) -> None:
    """A new site is made beside the old one, and for a link beside what it leads to."""
    library, other = settings.library, settings.library / "other"
    shutil.move(settings.site, other if is_link else library / "site")
    if is_link:
        (library / "site").symlink_to(other, target_is_directory=True)
    # Its folder has two names, too.
    (settings.root / "linked").symlink_to(library, target_is_directory=True)
    settings = replace(settings, library=settings.root / "linked", site=library / "site")
    looks, page, builds = Looks(monkeypatch), settings.docs / "en" / "index.md", 0

    def build(last: Settings) -> tuple[Settings, str]:
        nonlocal builds
        builds += 1
        begun = Replacement(last.site)
        (begun.new / "index.html").write_text(f"Build {builds}", "utf-8")
        if builds > 1:
            looks.wait(pages)
        begun.publish()
        return last, ""

    with following(settings, build) as pages:
        replace_whole(page, "# Home\n\nEdited\n")
        until(lambda: builds > 1, pages)
        looks.wait(pages)
        looks.wait(pages)
    assert builds == 2


def test_a_site_that_cannot_be_read_is_not_deleted(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bool:
        raise PermissionError

    monkeypatch.setattr(live, "has_files", refuse)
    page, built = settings.docs / "en" / "index.md", settings.site / "index.html"
    with following(settings, build_again) as pages:
        page.write_text("# Home\n\nEdited\n", "utf-8")
        until(lambda: "Edited" in built.read_text("utf-8"), pages)


def test_a_preview_that_sees_no_edits_any_more_ends_with_the_reason(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = LiveSite(settings, OpenPages(), build_again)
    monkeypatch.setattr(live, "file_states", Mock(side_effect=ValueError("unknown")))
    with pytest.raises(ValueError, match="unknown"):
        site.follow(threading.Event())


def test_a_build_that_fails_in_an_unknown_way_is_not_the_last_one(settings: Settings) -> None:
    page, failing = settings.docs / "en" / "index.md", threading.Event()

    def build(last: Settings) -> tuple[Settings, str]:
        if failing.is_set():
            failing.clear()
            message = "unknown"
            raise ValueError(message)
        return build_again(last)

    with following(settings, build) as pages:
        failing.set()
        replace_whole(page, "# Edited\n")
        until(lambda: pages.news.stopped == "The site could not be built: unknown", pages)
        page.write_text("# Edited again\n", "utf-8")
        until(lambda: "Edited again" in (settings.site / "index.html").read_text("utf-8"), pages)


def test_a_folder_that_the_settings_name_now_is_watched(settings: Settings) -> None:
    site = settings.site / "index.html"
    with following(settings, build_again) as pages:
        shutil.copytree(settings.docs, settings.root / "other")
        file, page = settings.root / "mkdocs.yml", settings.root / "other" / "en" / "index.md"
        page.write_text("# New\n", "utf-8")
        file.write_text(f"{file.read_text('utf-8')}docs_dir: other\n", "utf-8")
        until(lambda: "New" in site.read_text("utf-8"), pages)
        page.write_text("# Newer\n", "utf-8")
        until(lambda: "Newer" in site.read_text("utf-8"), pages)


def test_it_shows_the_page_for_missing_addresses(settings: Settings) -> None:
    with serving(settings.site, 0, OpenPages()) as address:
        with urllib.request.urlopen(f"{address}restart/") as answer:  # noqa: S310 - ours
            assert b"<guided-help " in answer.read()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}none/")  # noqa: S310 - ours
        with refused.value as answer:
            assert answer.code == 404
            assert b"data-missing" in answer.read()


def seen_by(page: str) -> str:
    with urllib.request.urlopen(page) as answer:  # noqa: S310 - ours
        return seen_in(answer.read().decode())


def seen_in(page: str) -> str:
    return page.partition('data-seen="')[2].partition('"')[0]


def news_of(address: str, path: str, seen: str) -> AbstractContextManager[IO[bytes]]:
    query = urlencode({"page": path, "seen": seen})
    answer: AbstractContextManager[IO[bytes]] = urllib.request.urlopen(  # noqa: S310 - ours
        f"{address}izeja-serve/news?{query}", timeout=PATIENCE
    )
    return answer


def test_a_page_is_loaded_again_when_it_is_another_one(settings: Settings) -> None:
    pages, file = OpenPages(), settings.site / "restart" / "index.html"
    with serving(settings.site, 0, pages) as address:
        seen = seen_by(f"{address}restart/")
        with news_of(address, "/restart/", seen) as news:
            # It is the same page after this build, and another one after the next.
            pages.end_build(pages.news.number, "one\r\ntwo")
            assert news.read(len(STOPPED)) == STOPPED
            pages.end_build(pages.news.number)
            assert news.read(len(GOES_ON)) == GOES_ON
            file.write_text("Another", "utf-8")
            pages.end_build(pages.news.number)
            assert news.read() == CHANGED
        # A page that was away meanwhile hears of it at once.
        with news_of(address, "/restart/", seen) as news:
            assert news.read() == CHANGED
    assert "data-seen" not in file.read_text("utf-8")


def ahead(uri: str) -> bytes | None:
    return b"Ahead" if uri == "restart/index.html" else None


def test_a_page_that_was_opened_after_a_mistake_hears_of_it(settings: Settings) -> None:
    pages = OpenPages(ahead)
    with serving(settings.site, 0, pages) as address:
        pages.end_build(0, "one\ntwo")
        with news_of(address, "/restart/", seen_by(f"{address}restart/")) as news:
            assert news.read(len(STOPPED)) == STOPPED
            pages.edit(is_other_site=False)
            assert news.read() == CHANGED


def test_a_page_is_ahead_until_its_edit_is_built(settings: Settings) -> None:
    pages = OpenPages(ahead)

    def shown(address: str) -> bytes:
        with urllib.request.urlopen(f"{address}restart/") as answer:  # noqa: S310 - ours
            return bytes(answer.read())

    with serving(settings.site, 0, pages) as address:
        built = shown(address)
        begun = pages.news.number
        pages.edit(is_other_site=False)
        assert shown(address).startswith(b"Ahead<script ")
        # That build began before the edit, and the next one stops.
        pages.end_build(begun)
        pages.end_build(pages.news.number, "a mistake")
        assert shown(address).startswith(b"Ahead<script ")
        pages.end_build(pages.news.number)
        assert shown(address) == built


def test_pages_are_loaded_again_when_what_they_load_may_be_another(settings: Settings) -> None:
    pages = OpenPages()
    with serving(settings.site, 0, pages) as address:
        seen = seen_by(f"{address}restart/")
        pages.edit(is_other_site=True)
        # That build began before the edit.
        pages.end_build(0, "a mistake")
        assert seen_by(f"{address}restart/") == seen
        pages.end_build(pages.news.number)
        assert seen_by(f"{address}restart/") != seen


@pytest.mark.parametrize("path", ["", "restart/", "notes.txt", "assets/izeja/guided-help.js"])
def test_without_a_site_each_page_says_why(tmp_path: Path, path: str) -> None:
    """The folder can have other files, which nobody asked to be served."""
    (tmp_path / "notes.txt").write_text("Private", "utf-8")
    pages = OpenPages()
    pages.end_build(0, "a.yml:1: error: <b> is wrong")
    with serving(tmp_path, 0, pages) as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}{path}")  # noqa: S310 - ours
        with refused.value as answer:
            page = answer.read().decode()
        assert answer.code == 503
        assert "There is no site yet" in page
        assert "a.yml:1: error: &lt;b&gt; is wrong" in page
        with news_of(address, f"/{path}", seen_in(page)) as news:
            pages.end_build(0, "another mistake")
            assert news.read() == b"event: changed\ndata: \n\n"


def test_a_page_of_a_deleted_site_says_what_happens(tmp_path: Path) -> None:
    with serving(tmp_path / "site", 0, OpenPages()) as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(address)  # noqa: S310 - ours
        with refused.value as answer:
            page = answer.read().decode()
        assert "The site was deleted." in page
        assert "It is built again now, or when you next save a file." in page


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("GET", "/restart/", "evil.example", 403),
        ("GET", "/izeja-serve/news?seen=1", "evil.example", 403),
        ("GET", "/izeja-serve/reload.js", "localhost", 200),
        ("HEAD", "/none/", None, 404),
        ("GET", "/restart/", "localhost", 200),
    ],
)
def test_it_answers_to_its_own_names(
    settings: Settings, method: str, path: str, host: str | None, status: int
) -> None:
    with serving(settings.site, 0, OpenPages()) as address:
        port = urlsplit(address).port
        with closing(HTTPConnection("127.0.0.1", port or 0)) as connection:
            connection.request(method, path, headers={"Host": f"{host}:{port}"} if host else {})
            answer = connection.getresponse()
            assert answer.status == status
            assert bool(answer.read()) == (method == "GET")


@pytest.mark.parametrize("path", ["%00.html", "a%00b/", "%00", "%00/news.txt"])
@pytest.mark.parametrize("has_site", [True, False])
def test_an_address_that_no_file_can_have_is_answered(
    settings: Settings, path: str, *, has_site: bool
) -> None:
    site = settings.site if has_site else settings.root / "none"
    with serving(site, 0, OpenPages()) as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}{path}")  # noqa: S310 - ours
        with refused.value as answer:
            assert answer.code == (404 if has_site else 503)
            assert b"data-seen" in answer.read()
        with news_of(address, f"/{path}", "another") as news:
            assert news.read() == CHANGED


def test_a_large_page_is_sent_as_it_is(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    page = settings.site / "restart" / "index.html"
    monkeypatch.setattr(serve, "MAX_BYTES", page.stat().st_size - 1)
    with serving(settings.site, 0, OpenPages()) as address:
        with urllib.request.urlopen(f"{address}restart/") as answer:  # noqa: S310 - ours
            assert answer.read() == page.read_bytes()
        with news_of(address, "/restart/", "another") as news:
            assert news.read() == CHANGED


def test_a_port_of_another_program_is_refused(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(StoppedError, match=f"port {port} is in use by another program; --port 0 takes"),
            serving(settings.site, port, OpenPages()),
        ):
            pass
