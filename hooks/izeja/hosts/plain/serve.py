"""A preview: the site on this machine, built again after each edit and loaded again by open pages."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import BinaryIO, NamedTuple
from urllib.parse import parse_qs, urlsplit

from izeja.hosts.plain.settings import Settings
from izeja.hosts.plain.stopped import StoppedError
from izeja.reading.file_states import FileStates, file_states
from izeja.reading.files import read_bytes
from izeja.running.own_machine import HOST, hosts_at
from izeja.site.html_page import MAX_BYTES
from izeja.site.manifest import SITE_MANIFEST

_REST = 4
"""Looking at the files takes at most one in so many parts of the time, however many there are."""
_SHORTEST = 0.05
"""The least seconds between two looks at the files."""
_KEPT_ALIVE = 15.0
"""After as many seconds without a build, a line shows whether the browser is still there."""
_OWN = "/izeja-serve/"
_RELOAD = Path(__file__).with_name("reload.js")
_NO_SITE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Build stopped</title>
</head>
<body>
<h1>Build stopped. There is no site yet.</h1>
<pre style="white-space: pre-wrap">{why}</pre>
<script src="{own}reload.js" data-seen="{seen}" data-no-site></script>
</body>
</html>
"""


class News(NamedTuple):
    """A build, and why it stopped: "" if it is the site."""

    build: str
    stopped: str


class Builds:
    """The last build of a site, for the pages that wait for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        # Also another one than that of an earlier server, whose pages are still open.
        self.site = _now()
        """The build that the site is of."""
        self.last = News(self.site, "")
        """What became of the last build."""

    def add(self, stopped: str = "") -> None:
        """Note that the site has been built again, or that this stopped and why."""
        with self._changed:
            self.last = News(_now(), stopped)
            if not stopped:
                self.site = self.last.build
            self._changed.notify_all()

    def news(self, seen: str, seconds: float) -> News | None:
        """Return the last build if it is another one than that, which is waited for."""
        with self._changed:
            return self.last if self._changed.wait_for(lambda: self.last.build != seen, seconds) else None


def _now() -> str:
    return f"{time.time_ns():x}"


class _Server(ThreadingHTTPServer):
    # Open pages wait for the next build for as long as they are open.
    daemon_threads = True

    def __init__(self, site: Path, port: int, builds: Builds) -> None:
        super().__init__((HOST, port), _Handler)
        self.site = site
        self.builds = builds
        self.hosts = hosts_at(self.server_port)

    @property
    def has_site(self) -> bool:
        """Whether the folder has a site. Before the first build, it may be missing, or have other files."""
        return (self.site / SITE_MANIFEST).is_file()

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a browser hang up, as it does whenever it leaves a page."""


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site that is replaced now and then, and says nothing."""

    server: _Server

    def __init__(self, request: socket, address: tuple[str, int], server: _Server) -> None:
        super().__init__(request, address, server, directory=str(server.site))

    def do_GET(self) -> None:
        """Send a file of the site, or what became of the builds after that of a page."""
        asked = urlsplit(self.path)
        if asked.path != f"{_OWN}builds":
            super().do_GET()
        elif self._is_own_name():
            self._send_builds(parse_qs(asked.query).get("seen", [""])[0])

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send pages with the script that loads them again; refuse requests to other names."""
        if not self._is_own_name():
            return None
        path = urlsplit(self.path).path
        if path == f"{_OWN}reload.js":
            return self._send(read_bytes(_RELOAD, MAX_BYTES), "text/javascript")
        if not self.server.has_site:
            return self._send_why()
        page = Path(self.translate_path(self.path))
        if path.endswith("/"):
            page /= "index.html"
        return self._send_page(page) if page.suffix == ".html" and page.is_file() else super().send_head()

    def end_headers(self) -> None:
        """Let no browser keep what the next edit may change."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for addresses that do not exist."""
        missing = self.server.site / "404.html"
        if code != HTTPStatus.NOT_FOUND or not missing.is_file():
            super().send_error(code, message, explain)
            return
        content = self._send_page(missing, HTTPStatus.NOT_FOUND)
        if self.command != "HEAD":
            self.wfile.write(content.read())

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def _is_own_name(self) -> bool:
        """Refuse a request to another name, which a page of another site sends."""
        if self.headers.get("Host", "") in self.server.hosts:
            return True
        self.send_error(HTTPStatus.FORBIDDEN)
        return False

    def _send_page(self, file: Path, status: HTTPStatus = HTTPStatus.OK) -> io.BytesIO:
        # Before the file: a page that is replaced meanwhile is loaded once more, and not missed.
        seen = self.server.builds.site
        script = f'<script src="{_OWN}reload.js" data-seen="{seen}"></script>'
        return self._send(read_bytes(file, MAX_BYTES) + script.encode(), "text/html", status)

    def _send_why(self) -> io.BytesIO:
        last = self.server.builds.last
        page = _NO_SITE.format(why=escape(last.stopped), own=_OWN, seen=last.build)
        return self._send(page.encode(), "text/html", HTTPStatus.SERVICE_UNAVAILABLE)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def _send_builds(self, seen: str) -> None:
        """Send why builds stopped, until there is another site than that of the build that a page is of.

        See https://html.spec.whatwg.org/multipage/server-sent-events.html.
        """
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        news = None
        while news is None or news.stopped:
            self.wfile.write(_event("stopped", news.stopped) if news else b":\n\n")
            seen = news.build if news else seen
            news = self.server.builds.news(seen, _KEPT_ALIVE)
        self.wfile.write(_event("built"))


def _event(name: str, text: str = "") -> bytes:
    data = "".join(f"data: {line}\n" for line in text.splitlines() or [""])
    return f"event: {name}\n{data}\n".encode()


@contextmanager
def serving(site: Path, port: int, builds: Builds) -> Iterator[str]:
    """Serve a folder on this machine alone as long as the context lasts, and return its address.

    Raises:
        StoppedError: another program uses the port.
    """
    try:
        server = _Server(site, port, builds)
    except OSError as error:
        message = f"cannot serve at port {port}: {error.strerror}. Give another one with --port"
        raise StoppedError(message) from None
    with server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def build_after_edits(
    settings: Settings, build: Callable[[Settings], Settings], stop: threading.Event
) -> None:
    """Build once more after each edit of the settings, the pages or the library, until it is to stop.

    Args:
        settings: those of the last build.
        build: builds the site; it gets the settings of the last build, and returns those of the next.
        stop: set when it is to stop.
    """
    before, pause = _states(settings), _SHORTEST
    while not stop.wait(pause):
        begun = time.monotonic()
        now = _states(settings)
        pause = max(_SHORTEST, _REST * (time.monotonic() - begun))
        if now != before:
            before = now
            # They may name other folders now, whose files the next look finds new.
            settings = build(settings)


def _states(settings: Settings) -> FileStates:
    found = file_states([*settings.files, settings.docs, settings.library])
    # The site can be in the folder of the library, and is written by each build.
    return {file: state for file, state in found.items() if not Path(file).is_relative_to(settings.site)}
