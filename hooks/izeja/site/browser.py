"""A browser that is installed, driven through Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


class BrowserError(Exception):
    """There is no browser, or it failed; the message says which."""


@contextmanager
def browser(purpose: str) -> Iterator[Browser]:
    """Open a browser without a window.

    Args:
        purpose: what it is opened for, as in "the browser could not print".

    Raises:
        BrowserError: there is none, or it failed.
    """
    try:
        with sync_playwright() as playwright:
            opened = playwright.chromium.launch(executable_path=_browser(playwright))
            yield opened
            opened.close()
    except Error as error:
        message = f"the browser could not {purpose}: {error.message.splitlines()[0]}"
        raise BrowserError(message) from None


def _browser(playwright: Playwright) -> str:
    """Return the browser that IZEJA_BROWSER names, or else one that is installed, or Playwright's own."""
    own = playwright.chromium.executable_path
    named = [one] if (one := os.environ.get("IZEJA_BROWSER")) else [*_BROWSERS, own]
    found = next(filter(None, map(shutil.which, named)), None)
    if found is None:
        message = "there is no browser: install Chromium, Chrome or Edge, or name one in IZEJA_BROWSER"
        raise BrowserError(message)
    return found
