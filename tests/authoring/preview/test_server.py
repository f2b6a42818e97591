"""The server of a preview: what it answers, to whom, and that it gives away nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

import pytest

import txtar
from izeja.authoring.preview.audience import Audience
from izeja.authoring.preview.editors import EDITORS, EditorError, links_to, template_of
from izeja.authoring.preview.live import LiveLibrary
from izeja.authoring.preview.server import PreviewServer, Site
from izeja.problems.problem import Position

LIBRARY = {
    "library.yml": "source_language: en\nlanguages: [en, lv]\nuntranslated: fallback\n"
    "topics: {light: {title: Light, guides: [modem.yml]}}\n",
    "modem.yml": "title: '<b>Modem</b>'\nkind: diagnosis\nstart: end\nnodes: {end: {resolution: It works}}\n",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreviewServer]:
    folder = tmp_path_factory.mktemp("library")
    txtar.unpack(LIBRARY, folder)
    site = Site(LiveLibrary(folder), Audience(), links_to(EDITORS["vscode"], folder, folder.as_posix()))
    with PreviewServer(site, 0) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(
    server: PreviewServer, path: str, host: str | None = None, method: str = "GET"
) -> tuple[int, Mapping[str, str], str]:
    connection = HTTPConnection("127.0.0.1", server.server_port)
    headers = {} if host is None else {"Host": host.format(port=server.server_port)}
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read().decode()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "status", "part"),
    [
        ("/en/", 200, "Modem"),
        ("/en/modem/", 200, "It works"),
        ("/en/topics/light/", 200, "Light"),
        ("/en,lv/modem/", 200, '<iframe class="preview-frame" src="/lv/modem/"'),
        ("/de/modem/", 404, "There is no such page"),
        ("/en/%3Cscript%3E/", 404, "&lt;script&gt;"),
        ("/en,de/modem/", 404, "There is no such page"),
        ("/_/written/en/index.md", 404, "'index.md' is a page without a guide"),
        ("/_/map/en/nothing/", 404, "There is no such guide."),
        ("/_/../library.yml", 404, "There is nothing at this address."),
        ("/assets/izeja/../../library.yml", 404, "There is no such file."),
        ("/assets/izeja/media/../../library.yml", 404, "There is no such picture."),
        ("/assets/izeja/guided-help.js", 200, "guided-help"),
        ("/_/preview.css", 200, ".preview-bar"),
        ("/_/map/en/modem/", 200, "<svg"),
    ],
)
def test_pages_files_and_what_is_not_there(server: PreviewServer, path: str, status: int, part: str) -> None:
    found, headers, body = ask(server, path)
    assert (found, part in body) == (status, True)
    assert "<b>Modem" not in body
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_without_graphviz_the_place_of_the_map_says_so(
    server: PreviewServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("izeja.authoring.preview.server.can_lay_out", lambda: False)
    status, _, body = ask(server, "/_/map/en/modem/")
    assert (status, body) == (200, "Maps need another package: pip install 'izeja[map]'\n")


@pytest.mark.parametrize(("path", "to"), [("/", "/en/"), ("/lv", "/lv/"), ("/en/modem", "/en/modem/")])
def test_addresses_end_with_a_slash(server: PreviewServer, path: str, to: str) -> None:
    status, headers, _ = ask(server, path)
    assert (status, headers["Location"]) == (302, to)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("localhost:{port}", 200),
        ("127.0.0.1", 403),
        ("evil.example:{port}", 403),
        ("127.0.0.1:{port}.evil.example", 403),
        ("", 403),
    ],
)
def test_a_page_of_the_web_cannot_lead_a_browser_here(server: PreviewServer, host: str, status: int) -> None:
    found, _, body = ask(server, "/en/modem/", host)
    assert (found, "It works" in body) == (status, status == 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_written(server: PreviewServer, method: str) -> None:
    assert ask(server, "/en/modem/", method=method)[0] == 501


def test_a_head_has_no_body(server: PreviewServer) -> None:
    assert ask(server, "/en/modem/", method="HEAD")[::2] == (200, "")


def test_a_port_has_one_preview(server: PreviewServer) -> None:
    with pytest.raises(OSError, match="in use"):
        PreviewServer(server.site, server.server_port)


@pytest.mark.parametrize(
    ("editor", "address"),
    [
        ("vscode", "vscode://file{}/m%20%C4%81.yml:3:7"),
        ("idea", "idea://open?file={}/m%20%C4%81.yml&line=3&column=7"),
        ("x-my://{file}#{line}", "x-my://{}/m%20%C4%81.yml#3"),
    ],
)
def test_a_place_opens_an_editor(tmp_path: Path, editor: str, address: str) -> None:
    link = links_to(template_of(editor), tmp_path, "trees")
    assert link(Position("trees/m ā.yml", 3, 7)) == address.replace("{}", tmp_path.as_posix())


@pytest.mark.parametrize(
    ("editor", "message"),
    [
        ("emacs", "'emacs' is not a known editor"),
        ("x:{line}", "'{file}' is missing"),
        ("x:{file}{row}", "'{row}' is unknown"),
        ("javascript:alert('{file}')", "'javascript:' runs a script"),
        ("DATA:{file}", "'DATA:' runs a script"),
    ],
)
def test_what_is_no_editor_is_refused(editor: str, message: str) -> None:
    with pytest.raises(EditorError, match=message.replace("{", "\\{")):
        template_of(editor)
