"""The server of a preview: on this machine alone, for browsers that were sent here, and it writes nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty
from typing import ClassVar, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from izeja.authoring.overview.guide_chart import guide_chart
from izeja.authoring.overview.layout import TangleError, can_lay_out
from izeja.authoring.preview import assets
from izeja.authoring.preview.addresses import OWN, Page, page_at
from izeja.authoring.preview.assets import own_asset
from izeja.authoring.preview.audience import Audience, Seat
from izeja.authoring.preview.content import Content, content_of
from izeja.authoring.preview.live import LiveLibrary
from izeja.authoring.preview.shell import page_html
from izeja.library.pictures import content_of as content_of_media
from izeja.page.addresses import MEDIA
from izeja.page.assets import LISTING, PARTS, PRINT, SCRIPT, STYLE, asset, style_outside_material
from izeja.problems.html import Links
from izeja.reading.media.formats import TYPES, UnusableError
from izeja.running.own_machine import HOST, hosts_at

_KEPT_ALIVE = 15.0
"""After as many seconds without news, a line shows whether the browser is still there."""
_ASSETS = MEDIA.rpartition("/")[0]
_OF_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# A map has its style inside. Nothing else may run or load where a file is opened by itself.
_OF_FILES = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


class Answer(NamedTuple):
    """What a request gets."""

    body: str | bytes
    kind: str = "text/html"
    status: HTTPStatus = HTTPStatus.OK
    policy: str = _OF_FILES
    location: str = ""


@dataclass(frozen=True)
class Site:
    """What the server shows, and how pages link to an editor."""

    library: LiveLibrary
    audience: Audience
    links: Links

    def answer(self, path: str) -> Answer:
        """Return what is at a path, which begins with a slash and is unquoted."""
        match path.removeprefix("/").partition("/"):
            case ("", _, _):
                first = next(iter(self.library.state.shown.languages))
                return Answer("", status=HTTPStatus.FOUND, location=Page((first,)).address)
            case (str(first), _, rest) if first == OWN:
                return self._own(rest)
            case _ if path.startswith(f"/{MEDIA}/"):
                return self._media(path.removeprefix(f"/{MEDIA}/"))
            case _ if path.startswith(f"/{_ASSETS}/"):
                return _asset(path.removeprefix(f"/{_ASSETS}/"))
            case _ if not path.endswith("/"):
                return Answer("", status=HTTPStatus.FOUND, location=page_at(path).address)
            case _:
                return self._page(page_at(path))

    def content(self, page: Page) -> Content:
        """Return what a page in one language shows now."""
        return content_of(self.library.now(page), page, self.links)

    @contextmanager
    def joined(self, page: Page, seen: str) -> Iterator[Seat]:
        """Let a page get news for as long as the context lasts, and first what has changed since it was sent.

        Args:
            page: in one language.
            seen: the digest of what was sent.
        """
        with self.audience.joined(page, seen) as seat:
            with self.audience.turn:
                self.audience.send(page, self.content(page))
            yield seat

    def _page(self, page: Page) -> Answer:
        state = self.library.state
        known = tuple(state.shown.languages)
        panes = [page._replace(languages=(one,)) for one in page.languages]
        contents = [self.content(one) for one in panes]
        lost = next((one for one in contents if not one.is_there), None)
        content = lost or (contents[0] if len(contents) == 1 else None)
        is_guide = lost is None and page.name in state.shown.source.guides
        html = page_html(page, content, known, is_guide=is_guide)
        return Answer(html, status=HTTPStatus.NOT_FOUND if lost else HTTPStatus.OK, policy=_OF_PAGES)

    def _own(self, path: str) -> Answer:
        match path.partition("/"):
            case (name, "", "") if name == assets.SCRIPT:
                return Answer(own_asset(name), "text/javascript")
            case (name, "", "") if name == assets.STYLE:
                return Answer(own_asset(assets.PANEL) + own_asset(name), "text/css")
            case ("map", _, rest):
                return self._map(page_at(rest))
            case ("written", _, rest):
                name = rest.partition("/")[2]
                return _missing(f"'{name}' is a page without a guide: 'mkdocs serve' shows it.")
            case _:
                return _missing("There is nothing at this address.")

    def _map(self, page: Page) -> Answer:
        read, language = self.library.state.read, page.languages[0]
        # With mistakes, a map shows more as it is than with something in place of what is missing.
        compiled = read if page.name in read.graph.guides else self.library.state.shown
        if language not in compiled.languages or page.name not in compiled.graph.guides:
            return _missing("There is no such guide.")
        if not can_lay_out():
            # In the place of the map, which everybody has a button for.
            return Answer("Maps need another package: pip install 'izeja[map]'\n", "text/plain")
        # lxml and Graphviz take time to load, and most pages are looked at without a map.
        from izeja.authoring.overview.svg import as_svg  # noqa: PLC0415 - see above

        site = Page((language,)).address.removesuffix("/")
        library = compiled.languages[language]
        try:
            chart = guide_chart(library, compiled.graph, page.name, compiled.problems, site)
            return Answer(as_svg(chart), "image/svg+xml")
        except TangleError as error:
            return _missing(str(error))

    def _media(self, name: str) -> Answer:
        file = self.library.media.get(name)
        if file is None:
            return _missing("There is no such picture.")
        try:
            return Answer(content_of_media(self.library.root, file), TYPES[posixpath.splitext(name)[1]])
        except (UnusableError, OSError) as error:
            return _missing(str(error))


def _asset(name: str) -> Answer:
    if name in (STYLE, LISTING, PRINT):
        return Answer(style_outside_material(name), "text/css")
    if name == SCRIPT or name in PARTS:
        return Answer(asset(name), "text/javascript")
    return _missing("There is no such file.")


def _missing(message: str) -> Answer:
    return Answer(f"{message}\n", "text/plain", HTTPStatus.NOT_FOUND)


class PreviewServer(ThreadingHTTPServer):
    """Serves a site on one port of this machine."""

    # Open pages wait for news as long as the process lives.
    daemon_threads = True

    def __init__(self, site: Site, port: int) -> None:
        """Take the port.

        Args:
            site: what is shown.
            port: the port; 0 for any that is free.

        Raises:
            OSError: another program has it.
        """
        super().__init__((HOST, port), _Handler)
        self.site = site
        self.hosts = hosts_at(self.server_port)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a browser hang up, as it does whenever it leaves a page early."""


class _Handler(BaseHTTPRequestHandler):
    server: PreviewServer
    # Keeps a connection for a page and its files; 1.0 would open one for each.
    protocol_version = "HTTP/1.1"
    _HEADERS: ClassVar[Mapping[str, str]] = {
        "Cache-Control": "no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }

    def do_GET(self) -> None:
        """Answer a request."""
        if self.headers.get("Host", "") not in self.server.hosts:
            message = f"This preview is at {self.server.address}, and answers to no other name.\n"
            self._send(Answer(message, "text/plain", HTTPStatus.FORBIDDEN))
            return
        asked = urlsplit(self.path)
        path = unquote(asked.path)
        news = f"/{OWN}/news/"
        if path.startswith(news) and self.command == "GET":
            # A browser that comes back by itself says what it has seen last.
            seen = self.headers.get("Last-Event-ID") or parse_qs(asked.query).get("seen", [""])[0]
            self._send_news(page_at(path.removeprefix(news)), seen)
        else:
            self._send(self.server.site.answer(path))

    do_HEAD = do_GET  # noqa: N815 - the name that the server calls

    def _send(self, answer: Answer) -> None:
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        is_text = answer.kind.startswith("text/")
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8" if is_text else answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", answer.policy)
        if answer.location:
            self.send_header("Location", answer.location)
        for name, value in self._HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_news(self, page: Page, seen: str) -> None:
        """Send what a page shows whenever it changes, for as long as it is open.

        See https://html.spec.whatwg.org/multipage/server-sent-events.html.
        """
        # The answer has no length, so it ends with the connection (RFC 9112, 6.3).
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        for name, value in self._HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        site = self.server.site
        with site.joined(page, seen) as seat:
            # Milliseconds until a browser comes back after a restart of the preview; by default, seconds.
            self._write("retry: 500\n\n")
            while True:
                try:
                    content = seat.news.get(timeout=_KEPT_ALIVE)
                except Empty:
                    self._write(":\n\n")
                else:
                    self._write(f"id: {content.digest}\ndata: {content.as_json()}\n\n")

    def _write(self, text: str) -> None:
        self.wfile.write(text.encode())
        self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Print no line for each request."""
