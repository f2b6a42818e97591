"""A customer who answers a question, in Chromium, on the site of a theme."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Frame, Page, Route, sync_playwright

from browser import chromium
from browser.conftest import serving

_PATIENCE = 15.0
_INDENTED = """() => [...document.querySelectorAll(".guide__answers")]
    .filter((list) => parseFloat(getComputedStyle(list).paddingInlineStart)
        || getComputedStyle(list.firstElementChild).listStyleType !== "none")
    .map((list) => list.outerHTML)"""


@contextmanager
def launched() -> Iterator[Browser]:
    """Start the browser."""
    path = chromium.find()
    assert path, "no browser was found: run tests/browser/chromium.py"
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser,
    ):
        yield browser


def answer(browser: Browser, site: Path) -> list[str]:
    """Answer a question of a guide, and return what went wrong."""
    page = browser.new_page()
    with serving(site) as server:
        try:
            page.route("**", _stay_here)
            page.goto(f"{server.address}modem/no-light/", wait_until="domcontentloaded")
            frame = _with_guide(page)
            frame.click("#plugged-in a[data-answer=plug-in]")
            frame.wait_for_selector("#plug-in h2", state="visible")
            frame.wait_for_selector("#plugged-in", state="hidden")
        except (Error, TimeoutError) as error:
            return [f"a customer cannot answer a question: {str(error).splitlines()[0]}"]
        finally:
            page.close()
    return []


def indented(browser: Browser, site: Path) -> list[str]:
    """Return the lists of answers that have the bullets of the theme, or the space for them."""
    page = browser.new_page()
    with serving(site) as server:
        page.route("**", _stay_here)
        page.goto(f"{server.address}modem/no-light/", wait_until="domcontentloaded")
        found: list[str] = _with_guide(page).evaluate(_INDENTED)
        page.close()
    return found


def _stay_here(route: Route) -> None:
    # Some themes load fonts and scripts from elsewhere, which may not be there.
    if "//127.0.0.1" in route.request.url:
        route.continue_()
    else:
        route.abort()


def _with_guide(page: Page) -> Frame:
    """Return the frame in which the script of a guide runs, as soon as it does."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        for frame in page.frames:
            if frame.query_selector("guided-help:defined"):
                return frame
        page.wait_for_timeout(50)
    raise TimeoutError("the script of the guide does not run")
