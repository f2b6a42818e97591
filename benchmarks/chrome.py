"""Starts the browser in which pages are measured, as a phone that never saw them, slowed down where asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from browser import chromium
from sites import Host

SLOWDOWN = 4
"""How many times slower a phone is than this machine."""
SCREEN: ViewportSize = {"width": 360, "height": 740}

_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
_QUIET_FOR = 1500
_PATIENCE = 120
"""The most seconds to wait for a page: SurveyJS takes 13 for 500 questions on slow 3G, on a quiet machine."""
_LOOP = """() => {
    const start = performance.now();
    for (let i = 0, sum = 0; i < 1e7; i++) sum += i % 7;
    return performance.now() - start;
}"""


@dataclass(frozen=True, slots=True)
class Line:
    """A line to a host: milliseconds to it and back, and kilobits a second."""

    latency: int
    down: int
    up: int


SLOW_4G = Line(150, 1600, 750)
"""What Lighthouse takes for a slow 4G line."""
SLOW_3G = Line(400, 400, 400)
"""What WebPageTest takes for a slow 3G line."""


@contextmanager
def launched() -> Iterator[Browser]:
    """Start a browser without a window.

    Raises:
        SystemExit: there is none.
    """
    path = chromium.find()
    if not path:
        raise SystemExit("No browser was found: install Chromium, or name one in IZEJA_BROWSER.")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=path, args=[*_QUIET, *sandbox]) as browser,
    ):
        yield browser


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """Open a page that has nothing in its cache, its history and its storage."""
    with browser.new_context(viewport=SCREEN) as context:
        context.set_default_timeout(_PATIENCE * 1000)
        yield context.new_page()


def slow_down(page: Page, times: float, line: Line | None = None) -> None:
    """Slow down the main thread of a page, and its line to the host."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    if line:
        session.send("Network.enable")
        session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.latency,
                "downloadThroughput": line.down * 1000 / 8,
                "uploadThroughput": line.up * 1000 / 8,
            },
        )


def slowdown_of(browser: Browser, times: float) -> float:
    """Return how many times longer a loop takes in this browser when it is slowed down: the best of five."""
    with fresh_page(browser) as page:
        page.goto("about:blank")
        usual = min(page.evaluate(_LOOP) for _ in range(5))
        slow_down(page, times)
        slowed = min(page.evaluate(_LOOP) for _ in range(5))
        return float(slowed / usual)


def settle(page: Page, host: Host) -> None:
    """Wait until a page has asked its host for nothing for a while: a theme fetches some things late."""
    asked = -1
    while asked < len(host.sent):
        asked = len(host.sent)
        page.wait_for_timeout(_QUIET_FOR)
