"""Takes the README's pictures of a built site: `python -m browser.pictures SITE FOLDER`, from tests/."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from browser import chromium


class Picture(NamedTuple):
    """One picture: its name, the page, the answers that lead to the step, and how it is looked at."""

    name: str
    path: str
    clicks: tuple[int, ...] = ()
    width: int = 360
    height: int = 740
    scheme: str = "light"


PICTURES = (
    Picture("home-wide", "", width=1280, height=640),
    Picture("question", "microsoft/cancel-subscription/"),
    Picture("trail", "en/microsoft/cancel-subscription/", (0, 0, 0)),
    Picture("dates-tablet", "microsoft/still-charged/", width=768, height=900),
    Picture("resolution-dark", "microsoft/cancel-subscription/", (0, 0, 0, 0, 0, 0, 0), scheme="dark"),
    Picture("support-wide", "en/microsoft/no-cancel-button/", (2, 1), width=1280, height=1100, scheme="dark"),
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing of each request."""


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on this machine, and yield its address."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> None:
    """Walk to a step, and take its picture."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=2 if picture.width < 600 else 1,
    )
    page.goto(address + picture.path)
    for answer in picture.clicks:
        page.locator("section:not([hidden]) [data-answer]").nth(answer).click()
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=folder / f"{picture.name}.png")
    page.close()


def main(site: Path, folder: Path) -> None:
    """Take all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=sandbox)
        for picture in PICTURES:
            take(browser, address, picture, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
