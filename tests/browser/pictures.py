"""Takes the pictures of README and of the translator's handbook, and draws the site's icons.

`python -m browser.pictures SITE DOCS`
"""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserType, sync_playwright

from browser import chromium
from more_languages import add_estonian_and_arabic


class Picture(NamedTuple):
    """One picture: its name, the page, the language of the customer, the answers given, and the screen."""

    name: str
    path: str
    language: str = "lv"
    clicks: tuple[int, ...] = ()
    width: int = 360
    height: int = 740
    scheme: str = "light"
    is_unfolded: bool = False


PICTURES = (
    Picture("home-wide", "", width=1280, height=640),
    Picture("question", "microsoft/cancel-subscription/"),
    Picture("trail", "en/microsoft/cancel-subscription/", "en-GB", (0, 0, 0)),
    Picture("dates-tablet", "microsoft/still-charged/", width=768, height=1000, is_unfolded=True),
    Picture("resolution-dark", "microsoft/cancel-subscription/", "lv", (0,) * 7, scheme="dark"),
    Picture(
        "support-wide",
        "en/microsoft/no-cancel-button/",
        "en-GB",
        (2, 1),
        width=1280,
        height=1100,
        scheme="dark",
    ),
)


ICONS = (192, 512)
"""The pixels on each side: what Android takes for a home screen, and for a start screen."""
HANDBOOK = (Picture("fallback", "et/microsoft/still-charged/", "et", (0,)),)
CATALOG = Path("decision_trees/translations/lv/microsoft/cancel-subscription.po")
TERMINAL = """
    html { background: #1d2b2a; }
    body { margin: 0; display: inline-block; }
    pre { margin: 0; padding: 20px 24px; font: 15px/1.5 monospace; color: #e6edf3; }
"""


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


class Browsers(NamedTuple):
    """Starts browsers of this machine."""

    engine: BrowserType
    path: str | None

    def launch(self, language: str = "en-GB") -> Browser:
        """Start a browser in a language: date fields follow it, and not what a page asks for."""
        return self.engine.launch(
            executable_path=self.path,
            args=[] if os.geteuid() else ["--no-sandbox"],
            env={**os.environ, "LANGUAGE": language},
        )


def take_all(browsers: Browsers, address: str, pictures: Iterable[Picture], folder: Path) -> None:
    """Take pictures, each in a browser that writes dates as its customer does."""
    for picture in pictures:
        with browsers.launch(picture.language) as browser:
            take(browser, address, picture, folder)


def take(browser: Browser, address: str, picture: Picture, folder: Path) -> None:
    """Walk to a step, and take its picture."""
    page = browser.new_page(
        locale=picture.language,
        viewport={"width": picture.width, "height": picture.height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=2 if picture.width < 600 else 1,
    )
    page.goto(address + picture.path)
    for answer in picture.clicks:
        page.locator("section:not([hidden]) [data-answer]").nth(answer).click()
    if picture.is_unfolded:
        page.locator("section:not([hidden]) summary").click()
        page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=folder / f"{picture.name}.png")
    page.close()


def take_text(browser: Browser, text: str, file: Path) -> None:
    """Take a picture of lines as a terminal shows them."""
    page = browser.new_page(viewport={"width": 1000, "height": 600})
    page.set_content(f"<style>{TERMINAL}</style><pre>{escape(text.rstrip())}</pre>")
    page.locator("pre").screenshot(path=file)
    page.close()


def take_icons(browser: Browser, icon: Path) -> None:
    """Draw the icon of the site in the sizes that home screens need."""
    for pixels in ICONS:
        page = browser.new_page(viewport={"width": pixels, "height": pixels})
        page.set_content(
            f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{icon.read_text('utf-8')}"
        )
        page.screenshot(path=icon.with_name(f"{icon.stem}-{pixels}.png"), omit_background=True)
        page.close()


def message_of(catalog: Path) -> str:
    """Return a message with a term, as a catalog has it."""
    blocks = catalog.read_text("utf-8").split("\n\n")
    return next(block for block in blocks if "answers.text" in block and "{" in block)


def take_handbook(browsers: Browsers, folder: Path) -> None:
    """Take the pictures of a site to which Estonian is being added."""
    with tempfile.TemporaryDirectory() as temporary:
        project = Path(temporary)
        with served(add_estonian_and_arabic(project)) as address:
            take_all(browsers, address, HANDBOOK, folder)
        status = f"$ izeja translate status\n{status_of('et', project)}"
        with browsers.launch() as browser:
            take_text(browser, status, folder / "status.png")
            take_text(browser, message_of(project / CATALOG), folder / "message.png")


def status_of(language: str, project: Path) -> str:
    """Return what `izeja translate status` prints of a language: its head, and the rows down to the sum."""
    izeja = Path(sys.executable).with_name("izeja")
    printed = subprocess.run(  # noqa: S603 - our own command
        [izeja, "translate", "status"], cwd=project, capture_output=True, text=True, check=True
    )
    head, *lines = printed.stdout.splitlines()
    first = next(number for number, line in enumerate(lines) if line.split(maxsplit=1)[:1] == [language])
    last = next(number for number, line in enumerate(lines) if number > first and line.startswith("all ("))
    return "\n".join([head, *lines[first : last + 1]])


def main(site: Path, docs: Path) -> None:
    """Take all pictures."""
    with served(site) as address, sync_playwright() as playwright:
        browsers = Browsers(playwright.chromium, chromium.find_translated())
        take_all(browsers, address, PICTURES, docs / "images")
        with browsers.launch() as browser:
            take_icons(browser, docs / "stylesheets" / "icon.svg")
        take_handbook(browsers, docs / "translators")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
