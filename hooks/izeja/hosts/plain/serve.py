"""The server of a preview: the site on this machine, whose open pages load themselves again."""

from __future__ import annotations

import io
import posixpath
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import socket
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

from izeja.hosts.plain.frame import MISSING_PAGE
from izeja.hosts.plain.open_pages import News, OpenPages
from izeja.hosts.plain.stopped import StoppedError
from izeja.reading.files import read_bytes
from izeja.running.own_machine import HOST, cannot_serve, hosts_at
from izeja.site.html_page import MAX_BYTES
from izeja.site.manifest import SITE_MANIFEST

_KEPT_ALIVE = 15.0
"""After as many seconds without news, a line shows whether the browser is still there."""
_OWN = "/izeja-serve/"
_INDEX = "index.html"
_RELOAD = Path(__file__).with_name("reload.js")
_NO_SITE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>There is no site</title>
</head>
<body>
<h1>{title}</h1>
<pre style="white-space: pre-wrap">{why}</pre>
</body>
</html>
"""
_STOPPED = "Build stopped. There is no site yet."
_DELETED = "The site was deleted."
_NEXT = "It is built again now, or when you next save a file."


class _Server(ThreadingHTTPServer):
    # Open pages wait for the next build for as long as they are open.
    daemon_threads = True

    def __init__(self, site: Path, port: int, pages: OpenPages) -> None:
        super().__init__((HOST, port), _Handler)
        self.site = site
        self.pages = pages
        self.hosts = hosts_at(self.server_port)

    def content(self, uri: str) -> bytes | None:
        """Return what is shown for a page of the site, or why there is none; None for any other file."""
        if not self.has_site:
            stopped = self.pages.news.stopped
            title, why = (_STOPPED, stopped) if stopped else (_DELETED, _NEXT)
            return _NO_SITE.format(title=title, why=escape(why)).encode()
        if not uri.endswith(".html"):
            return None
        ahead = self.pages.ahead(uri)
        return self._file(uri) if ahead is None else ahead

    def shown(self, uri: str) -> bytes | None:
        """Return the same, and the page for missing addresses for a page that is not there."""
        content = self.content(uri)
        return self._file(MISSING_PAGE) if content is None else content

    def _file(self, uri: str) -> bytes | None:
        try:
            return read_bytes(self.site / uri, MAX_BYTES)
        except (OSError, ValueError):  # the latter if it is too large, or has a NUL in its address
            return None

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
        """Send a file of the site, or what becomes of a page."""
        asked = urlsplit(self.path)
        if asked.path != f"{_OWN}news":
            super().do_GET()
        elif self._is_own_name():
            said = parse_qs(asked.query)
            page, seen = (said.get(name, [""])[0] for name in ("page", "seen"))
            self._send_news(self._uri(page), seen)

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Send pages with the script that loads them again; refuse requests to other names."""
        if not self._is_own_name():
            return None
        path = urlsplit(self.path).path
        if path == f"{_OWN}reload.js":
            return self._send(read_bytes(_RELOAD, MAX_BYTES), "text/javascript")
        uri = self._uri(path)
        content = self.server.content(uri)
        if content is None and "\0" in uri:  # which no file has
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        if content is None:
            # Also a page that is too large to be held in memory, which is sent piece by piece.
            return super().send_head()
        is_there = self.server.has_site
        return self._send_page(content, HTTPStatus.OK if is_there else HTTPStatus.SERVICE_UNAVAILABLE)

    def end_headers(self) -> None:
        """Let no browser keep what the next edit may change."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for addresses that do not exist."""
        missing = self.server.shown(MISSING_PAGE) if code == HTTPStatus.NOT_FOUND else None
        if missing is None:
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

    def _uri(self, path: str) -> str:
        """Return the file in the site that is at an address, which begins with a slash."""
        uri = Path(self.translate_path(path)).relative_to(self.server.site).as_posix()
        return posixpath.normpath(posixpath.join(uri, _INDEX)) if path.endswith("/") else uri

    def _send_page(self, content: bytes, status: HTTPStatus) -> io.BytesIO:
        seen = self.server.pages.version(content)
        script = f'<script src="{_OWN}reload.js" data-seen="{seen}"></script>'
        return self._send(content + script.encode(), "text/html", status)

    def _send(self, content: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def _send_news(self, uri: str, seen: str) -> None:
        """Send why builds stopped, and end when the page has to be loaded again.

        Args:
            uri: its file in the site.
            seen: the version of it that the browser shows.

        See https://html.spec.whatwg.org/multipage/server-sent-events.html.
        """
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        pages, told = self.server.pages, ""
        news: News | None = pages.news
        while True:
            if news is None:
                self.wfile.write(b":\n\n")
            else:
                number, stopped = news
                if pages.version(self.server.shown(uri) or b"") != seen:
                    break
                # Without a site, the page itself says why.
                if stopped != told and self.server.has_site:
                    self.wfile.write(_event("stopped", stopped))
                    told = stopped
            news = pages.wait(number, _KEPT_ALIVE)
        self.wfile.write(_event("changed"))


def _event(name: str, text: str = "") -> bytes:
    data = "".join(f"data: {line}\n" for line in text.splitlines() or [""])
    return f"event: {name}\n{data}\n".encode()


@contextmanager
def serving(site: Path, port: int, pages: OpenPages) -> Iterator[str]:
    """Serve a folder on this machine alone as long as the context lasts, and return its address.

    Raises:
        StoppedError: the port cannot be had.
    """
    try:
        server = _Server(site, port, pages)
    except OSError as error:
        raise StoppedError(cannot_serve(port, error)) from None
    with server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
