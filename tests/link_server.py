"""A server that answers as a table says, and remembers what it was asked: for tests of `izeja links`."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

CERTIFICATE = Path(__file__).parent / "authoring" / "links" / "localhost.pem"
Reply = tuple[int, Mapping[str, str], str]
"""A status, headers, and a body."""


class LinkServer(NamedTuple):
    """Where it listens, and what it was asked: each method, path and `User-Agent`."""

    port: int
    asked: list[tuple[str, str, str]]
    most_at_once: list[int]


@contextmanager
def link_server(
    replies: Mapping[str, Sequence[Reply]], host: str = "127.0.0.1", *, secure: bool = True
) -> Iterator[LinkServer]:
    """Serve replies, by `METHOD PATH` or `PATH`: one after another, the last one for ever."""
    asked: list[tuple[str, str, str]] = []
    at_once = [0]
    busy: set[int] = set()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            with lock:
                busy.add(threading.get_ident())
                at_once[0] = max(at_once[0], len(busy))
                key = next((one for one in (f"{self.command} {self.path}", self.path) if one in replies), "")
                number = sum((method, path) == (self.command, self.path) for method, path, _ in asked)
                asked.append((self.command, self.path, self.headers["User-Agent"]))
            each = replies.get(key, [(404, {}, "")])
            status, headers, body = each[min(number, len(each) - 1)]
            if not status:
                self.close_connection = True
            else:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value.replace("PORT", str(server.server_address[1])))
                self.end_headers()
                if self.command == "GET":
                    self.wfile.write(body.encode())
            with lock:
                busy.discard(threading.get_ident())

        do_GET = do_HEAD = _answer  # noqa: N815 - the names that http.server calls

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer((host, 0), Handler)
    if secure:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield LinkServer(int(server.server_address[1]), asked, at_once)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
