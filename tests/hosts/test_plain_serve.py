"""The preview of a site without MkDocs: served on this machine, and built again after an edit."""

from __future__ import annotations

import socket
import threading
import urllib.error
import urllib.request
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import txtar
from izeja.hosts.plain.build import build_site
from izeja.hosts.plain.serve import Builds, build_after_edits, serving
from izeja.hosts.plain.settings import Settings, read_settings
from izeja.hosts.plain.stopped import StoppedError

BUILT = b":\n\nevent: built\ndata: \n\n"
CASE = Path(__file__).parent / "sites" / "folders.txtar"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    txtar.unpack(txtar.split(CASE.read_text("utf-8")), tmp_path)
    read = read_settings(tmp_path)
    build_site(read)
    return read


def test_an_edit_builds_the_site_again(settings: Settings) -> None:
    stop, built = threading.Event(), threading.Event()

    def build(settings: Settings) -> Settings:
        build_site(settings)
        built.set()
        return settings

    watching = threading.Thread(target=build_after_edits, args=(settings, build, stop))
    watching.start()
    page = settings.docs / "en" / "index.md"
    text = page.read_text("utf-8")
    # The first look at the files may come after the first edit.
    for edit in range(100):
        page.write_text(f"{text}\nEdit {edit}\n", "utf-8")
        if built.wait(1):
            break
    stop.set()
    watching.join()
    assert "Edit" in (settings.site / "index.html").read_text("utf-8")


def test_a_folder_that_the_settings_name_now_is_watched(settings: Settings) -> None:
    stop, built, seen = threading.Event(), threading.Event(), threading.Event()
    settings.docs.rename(settings.root / "other")
    file, page = settings.root / "mkdocs.yml", settings.root / "other" / "en" / "index.md"
    text = file.read_text("utf-8")

    def build(last: Settings) -> Settings:
        built.set()
        if "Newer" in page.read_text("utf-8"):
            seen.set()
        try:
            return read_settings(settings.root)
        except StoppedError:
            # It was read while it was being written.
            return last

    watching = threading.Thread(target=build_after_edits, args=(settings, build, stop))
    watching.start()
    for event, edited, content in ((built, file, f"{text}\ndocs_dir: other\n"), (seen, page, "# Newer\n")):
        for edit in range(100):
            edited.write_text(content + "\n" * edit, "utf-8")
            if event.wait(1):
                break
    stop.set()
    watching.join()
    assert seen.is_set()


def test_it_shows_the_page_for_missing_addresses(settings: Settings) -> None:
    with serving(settings.site, 0, Builds()) as address:
        with urllib.request.urlopen(f"{address}restart/") as answer:  # noqa: S310 - ours
            assert b"<guided-help " in answer.read()
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}none/")  # noqa: S310 - ours
        with refused.value as answer:
            assert answer.code == 404
            assert b"data-missing" in answer.read()


def seen_by(page: str) -> str:
    with urllib.request.urlopen(page) as answer:  # noqa: S310 - ours
        return str(answer.read().decode()).partition('data-seen="')[2].partition('"')[0]


def test_a_page_waits_for_the_next_build(settings: Settings) -> None:
    builds = Builds()
    with serving(settings.site, 0, builds) as address:
        waiting = f"{address}izeja-serve/builds?seen={seen_by(f'{address}restart/')}"
        with urllib.request.urlopen(waiting, timeout=60) as news:  # noqa: S310 - ours
            builds.add()
            assert news.read() == BUILT
        # A page that was away meanwhile hears of it at once.
        with urllib.request.urlopen(waiting, timeout=60) as news:  # noqa: S310 - ours
            assert news.read() == BUILT
    assert "data-seen" not in (settings.site / "restart" / "index.html").read_text("utf-8")


def test_a_page_hears_why_builds_stopped(settings: Settings) -> None:
    builds = Builds()
    with serving(settings.site, 0, builds) as address:
        builds.add("one\r\ntwo")
        # A page that is opened now is still of the last build that ended.
        waiting = f"{address}izeja-serve/builds?seen={seen_by(f'{address}restart/')}"
        with urllib.request.urlopen(waiting, timeout=60) as news:  # noqa: S310 - ours
            first = b":\n\nevent: stopped\ndata: one\ndata: two\n\n"
            assert news.read(len(first)) == first
            builds.add("another")
            second = b"event: stopped\ndata: another\n\n"
            assert news.read(len(second)) == second
            builds.add()
            assert news.read() == BUILT.removeprefix(b":\n\n")


@pytest.mark.parametrize("path", ["", "restart/", "notes.txt", "assets/izeja/guided-help.js"])
def test_without_a_site_each_page_says_why(tmp_path: Path, path: str) -> None:
    """The folder can have other files, which nobody asked to be served."""
    (tmp_path / "notes.txt").write_text("Private", "utf-8")
    builds = Builds()
    builds.add("a.yml:1: error: <b> is wrong")
    with serving(tmp_path, 0, builds) as address:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{address}{path}")  # noqa: S310 - ours
        with refused.value as answer:
            page = answer.read().decode()
        assert answer.code == 503
        assert "a.yml:1: error: &lt;b&gt; is wrong" in page
        seen = page.partition('data-seen="')[2].partition('"')[0]
        waiting = f"{address}izeja-serve/builds?seen={seen}"
        with urllib.request.urlopen(waiting, timeout=60) as news:  # noqa: S310 - ours
            builds.add()
            assert news.read() == BUILT


@pytest.mark.parametrize(
    ("method", "path", "host", "status"),
    [
        ("GET", "/restart/", "evil.example", 403),
        ("GET", "/izeja-serve/builds?seen=1", "evil.example", 403),
        ("GET", "/izeja-serve/reload.js", "localhost", 200),
        ("HEAD", "/none/", None, 404),
        ("GET", "/restart/", "localhost", 200),
    ],
)
def test_it_answers_to_its_own_names(
    settings: Settings, method: str, path: str, host: str | None, status: int
) -> None:
    with serving(settings.site, 0, Builds()) as address:
        port = urlsplit(address).port
        with closing(HTTPConnection("127.0.0.1", port or 0)) as connection:
            connection.request(method, path, headers={"Host": f"{host}:{port}"} if host else {})
            answer = connection.getresponse()
            assert answer.status == status
            assert bool(answer.read()) == (method == "GET")


def test_a_port_of_another_program_is_refused(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with (
            pytest.raises(StoppedError, match=rf"port {port}: .* Give another one with --port"),
            serving(settings.site, port, Builds()),
        ):
            pass
