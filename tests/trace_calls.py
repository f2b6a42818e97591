"""Prints the functions of Izeja that are called on a journey of `docs/architecture.md`.

python -m trace_calls JOURNEY FOLDER

Journeys: `guide`, a library is compiled, rendered and sent to translators; `mkdocs`, a guide is edited while
`mkdocs serve` shows it; `preview` and `plain`, the same with `izeja preview` and `izeja build --serve`.
FOLDER is that of a library with the guide `modem`, or of a site with such a library. `EDIT` says what an edit
replaces.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch
from urllib.request import urlopen

from izeja.authoring.preview.addresses import OWN
from izeja.authoring.preview.audience import Audience
from izeja.authoring.preview.live import LiveLibrary
from izeja.authoring.preview.server import PreviewServer, Site
from izeja.authoring.preview.updates import Updates
from izeja.authoring.preview.watching import watching
from izeja.compiler.compile import compile_library
from izeja.hosts.plain.build import build_site
from izeja.hosts.plain.last_site import Past
from izeja.hosts.plain.live import LiveSite
from izeja.hosts.plain.open_pages import OpenPages
from izeja.hosts.plain.serve import serving
from izeja.hosts.plain.settings import Settings, read_settings
from izeja.page.render import render_guide
from izeja.problems.html import no_links
from izeja.translation.update import draft_catalogs, write_catalog

BUTTON, KNOB = "Press the button", "Press the knob"
EDIT = {BUTTON: KNOB, "next: done": "next: gone"}
"""New words, and a mistake."""
PATIENCE = 60.0


class _Addresses:
    """A site of one guide."""

    def guide(self, tree: str) -> str:
        return f"../{tree}/"

    def page(self, path: str) -> str:
        return f"../{path}"

    def media(self, name: str) -> str:
        return f"../{name}"

    def home(self) -> str | None:
        return None


@contextmanager
def recording() -> Iterator[set[str]]:
    """Yield the names of all functions that are called in the context, like `reading.source.parse`."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, _arg: Any) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("izeja."):
            called.add(f"{module.removeprefix('izeja.')}.{frame.f_code.co_qualname}")

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield called
    finally:
        sys.setprofile(None)
        threading.setprofile(None)


def _edit(file: Path) -> None:
    text = file.read_text("utf-8")
    for before, after in EDIT.items():
        assert before in text
        text = text.replace(before, after)
    file.write_text(text, "utf-8")


def guide(root: Path) -> None:
    compiled = compile_library(root)
    for draft in draft_catalogs(compiled.source):
        write_catalog(draft)
    for library in compiled.languages.values():
        render_guide(library, compiled.graph, "modem", _Addresses())


def mkdocs(root: Path) -> None:
    """Do what `mkdocs serve` does, with one edit in place of waiting for requests and changes."""
    from mkdocs.commands import serve  # noqa: PLC0415 - the other journeys go without MkDocs
    from mkdocs.livereload import LiveReloadServer  # noqa: PLC0415 - as above

    class OneEdit(LiveReloadServer):
        def serve(self, **_: Any) -> None:
            _edit(root / "decision_trees" / "modem.yml")
            self.builder()

        def shutdown(self, *_: Any, **_options: Any) -> None:
            """Nothing has been started."""

    os.chdir(root)
    with patch.object(serve, "LiveReloadServer", OneEdit):
        serve.serve()


def preview(root: Path) -> None:
    """Open a page, edit its guide, and wait until the page has it and knows what is wrong."""
    with watching(root) as changes:
        library, audience = LiveLibrary(root), Audience()
        with PreviewServer(Site(library, audience, no_links), 0) as server:
            updates = Updates(library, audience, no_links, print)
            for work in (lambda: updates.show_all(changes), updates.prove_all, server.serve_forever):
                threading.Thread(target=work, daemon=True).start()
            news = urlopen(f"{server.address}/{OWN}/news/en/modem/", timeout=PATIENCE)  # noqa: S310 - our own server
            _read_until(news, BUTTON)
            _edit(root / "modem.yml")
            _read_until(news, KNOB)
            while library.is_behind:
                time.sleep(0.01)
            server.shutdown()


def plain(root: Path) -> None:
    """Edit a guide whose page is open, and wait until the site has been built with it."""
    settings, past, stop = read_settings(root), Past(), threading.Event()
    pages = OpenPages(past.page_now)

    def build(settings: Settings) -> tuple[Settings, str]:
        build_site(settings, past=past)
        return settings, ""

    live = LiveSite(settings, pages, build)
    live.bring_up_to_date()
    following = threading.Thread(target=live.follow, args=(stop,))
    following.start()
    with serving(settings.site, 0, pages) as address:
        # Without a mistake, with which nothing would be written.
        tree, page = settings.library / "modem.yml", settings.site / "modem" / "index.html"
        tree.write_text(tree.read_text("utf-8").replace(BUTTON, KNOB), "utf-8")
        while KNOB not in page.read_text("utf-8"):
            pages.wait(pages.news.number, PATIENCE)
            pages.ahead("modem/index.html")
        urlopen(f"{address}modem/", timeout=PATIENCE).close()  # noqa: S310 - our own server
    stop.set()
    following.join()


def _read_until(news: HTTPResponse, part: str) -> None:
    while part not in (line := news.readline().decode()):
        assert line


JOURNEYS: dict[str, Callable[[Path], None]] = {
    "guide": guide,
    "mkdocs": mkdocs,
    "preview": preview,
    "plain": plain,
}

if __name__ == "__main__":
    with recording() as called:
        JOURNEYS[sys.argv[1]](Path(sys.argv[2]))
    print("\n".join(sorted(called)))  # noqa: T201 - its result
