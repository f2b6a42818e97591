"""A preview: the site on this machine, built again after each edit."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from izeja.hosts.plain.settings import FILE, Settings
from izeja.hosts.plain.stopped import StoppedError
from izeja.hosts.plain.yaml_file import MAX_BYTES
from izeja.reading.files import read_bytes
from izeja.running.own_machine import HOST, hosts_at

_PAUSE = 0.3
"""The seconds between two looks at the files."""
_States = dict[str, tuple[int, int]]


class _Handler(SimpleHTTPRequestHandler):
    """Serves a site that is replaced now and then, and says nothing."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Refuse requests to other names, which pages of other sites send."""
        assert isinstance(self.server, ThreadingHTTPServer)  # noqa: S101 - `serving` makes it
        if self.headers.get("Host", "") not in hosts_at(self.server.server_port):
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """Let no browser keep what the next edit may change."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for addresses that do not exist."""
        missing = Path(self.directory) / "404.html"
        if code != 404 or not missing.is_file():
            super().send_error(code, message, explain)
            return
        content = read_bytes(missing, MAX_BYTES)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@contextmanager
def serving(site: Path, port: int) -> Iterator[str]:
    """Serve a folder on this machine alone as long as the context lasts, and return its address.

    Raises:
        StoppedError: another program uses the port.
    """
    handler = partial(_Handler, directory=str(site))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
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


def build_after_edits(settings: Settings, build: Callable[[], None], stop: threading.Event) -> None:
    """Build once more after each edit of the settings, the pages or the library, until it is to stop."""
    before = _states(settings)
    while not stop.wait(_PAUSE):
        now = _states(settings)
        if now != before:
            before = now
            build()


def _states(settings: Settings) -> _States:
    found: _States = {}
    files = [settings.root / FILE]
    for folder in {settings.docs, settings.library}:
        files += folder.rglob("*")
    for file in files:
        if file.is_relative_to(settings.site):
            continue
        try:
            state = file.stat()
        except OSError:  # it is gone by now
            continue
        found[str(file)] = (state.st_mtime_ns, state.st_size)
    return found
