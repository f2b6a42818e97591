"""A browser, and the built site served to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

import txtar
from browser import chromium
from conftest import ROOT, build

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)

# Several browsers and all other tests share the machine.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
LATE = float(os.environ.get("LATE", "0"))
"""How many seconds scripts, data and pictures come late: a test that fails then does not wait for them."""
COME_LATE = (".js", ".json", ".svg", ".png")
UNEVEN, SEED = float(os.environ.get("UNEVEN", "0")), os.environ.get("SEED", "")
"""Up to how many seconds each answer comes late: which of them first, depends on the seed."""
SERVED: list[str] = []
"""The addresses of the sites that tests have served: no page may ask for anything elsewhere."""

NewContext = Callable[..., BrowserContext]
NewPage = Callable[..., Page]


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.asked.append(self.path)
        # A copy: a test may let go of one while it is held.
        for end, let_go in [*self.server.held.items()]:
            if self.path.endswith(end):
                let_go.wait()
        if LATE and self.path.partition("?")[0].endswith(COME_LATE):
            Event().wait(LATE)
        if UNEVEN:
            Event().wait(Random(SEED + self.path).uniform(0, UNEVEN))  # noqa: S311 - no secret
        if self.path in self.server.moved:
            self.send_response(302)
            self.send_header("Location", self.server.moved[self.path])
            self.end_headers()
            return
        super().do_GET()

    def end_headers(self) -> None:
        assert isinstance(self.server, Server)
        for name, value in {"Cache-Control": "max-age=600", **self.server.headers}.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


class Down(Event):
    """Lets no request through, as a server that is switched off."""

    def wait(self, _timeout: float | None = None) -> bool:
        raise ConnectionResetError


class Server(ThreadingHTTPServer):
    """Serves a folder.

    `asked` are the paths of all requests. Those whose end is in `held` get no answer before its event, and
    those in `moved` lead to another path. All answers have `headers`.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.asked: list[str] = []
        self.held: dict[str, Event] = {}
        self.moved: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    @contextmanager
    def holding(self, end: str) -> Iterator[None]:
        """Answer no request whose path ends so before the context does."""
        self.held[end] = let_go = Event()
        try:
            yield
        finally:
            let_go.set()
            del self.held[end]

    def handle_error(self, *_: object) -> None:
        """Let a browser hang up, as it does whenever it leaves a page early."""


def built_site(case: Path, project: Path, more: Mapping[str, Path] | None = None) -> Path:
    """Write the files of a case into a folder, and return its site, built without a warning.

    Args:
        case: the case.
        project: the folder.
        more: files that are no text, by where they go.
    """
    txtar.unpack(txtar.split(case.read_text("utf-8")), project)
    for name, file in (more or {}).items():
        shutil.copy(file, project / name)
    built = build(project, "--strict")
    assert built.returncode == 0, built.stderr
    return project / "site"


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a folder for as long as the context lasts."""
    with Server(folder) as server:
        SERVED.append(server.address)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[Server]:
    with serving(site) as server:
        yield server


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    """Where the site is served."""
    return server.address


@pytest.fixture(scope="session")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The example of a provider, whose guides have everything that a guide can have."""
    folder = tmp_path_factory.mktemp("provider") / "site"
    built = build(ROOT / "docs" / "examples" / "provider", "--strict", "--site-dir", str(folder))
    assert built.returncode == 0, built.stderr
    with serving(folder) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find()
    assert path, "no browser was found: run tests/browser/chromium.py"
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox]) as launched,
    ):
        yield launched


@pytest.fixture(scope="session")
def log() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def faults(log: list[str]) -> Iterator[list[str]]:
    """The faults on the pages of a test: errors, failed requests, requests that leave the site."""
    log.clear()
    yield log
    assert not log


@pytest.fixture(scope="session")
def new_context(browser: Browser, address: str, log: list[str]) -> NewContext:
    def note(fault: str, url: str) -> None:
        # A browser that leaves a page before reading the link to its icon asks for this one.
        if not url.endswith("/favicon.ico"):
            log.append(f"{fault}: {url}")

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            note(message.text, message.location["url"])

    def on_request(request: Request) -> None:
        if not request.url.startswith((*SERVED, "blob:", "data:")):
            note("leaves the site", request.url)

    def on_response(response: Response) -> None:
        if response.status >= 400:
            note(str(response.status), response.url)

    def open_context(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"base_url": address, **options})
        context.set_default_timeout(PATIENCE)
        context.on("console", on_console)
        context.on("request", on_request)
        context.on("response", on_response)
        context.on("weberror", lambda error: note(str(error.error), error.page.url if error.page else ""))
        return context

    return open_context


@pytest.fixture
def new_page(new_context: NewContext) -> Iterator[NewPage]:
    with ExitStack() as contexts:

        def open_page(**options: Any) -> Page:
            return contexts.enter_context(new_context(**options)).new_page()

        yield open_page


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of a customer who has never been here."""
    return new_page()
