"""Loads pages with nothing in the cache: their weight, and the time until the first step is seen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from playwright.sync_api import Browser

from chrome import SLOW_3G, SLOW_4G, SLOWDOWN, Line, fresh_page, settle, slow_down
from contenders import Contender
from sites import Host

# Looks once in each frame whether the heading is to be seen, and then waits for a message, which the browser
# delivers when it has painted that frame.
_WATCH = """
    (({ selector, text }) => {
        const words = (element) => element.textContent.replace(/\\s+/g, " ");
        const isSeen = (element) =>
            element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
            element.getBoundingClientRect().top < innerHeight;
        const painted = new MessageChannel();
        painted.port1.onmessage = () => { window.firstStep = performance.now(); };
        const look = () => {
            const heading = document.querySelector(selector);
            if (heading && isSeen(heading) && words(heading).includes(text)) painted.port2.postMessage(null);
            else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    })(%s);
"""
_FIRST_PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime"""
_KINDS = {".js": "js", ".css": "css", ".html": "html", "": "html"}


@dataclass(frozen=True, slots=True)
class Condition:
    """How a page is loaded: on a CPU that is slower by `slowdown`, at once or over a slow line."""

    name: str
    slowdown: float = 1
    line: Line | None = None


ON_SLOW_3G = Condition("4 times slower, slow 3G", SLOWDOWN, SLOW_3G)
CONDITIONS = (
    Condition("this machine"),
    Condition("4 times slower, slow 4G", SLOWDOWN, SLOW_4G),
    ON_SLOW_3G,
)


@dataclass(frozen=True, slots=True)
class Paints:
    """Milliseconds from the start of a navigation to the first paint of anything, and of the first step."""

    content: float
    step: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What a host sends for a page: requests, and bytes of their bodies, compressed, by kind."""

    requests: int
    bytes: Mapping[str, int]

    @property
    def total(self) -> int:
        """All bytes."""
        return sum(self.bytes.values())


def weigh(browser: Browser, host: Host, contender: Contender) -> Weight:
    """Load a page, wait until it asks for nothing more, and return the bytes sent."""
    host.sent.clear()
    with fresh_page(browser) as page:
        page.goto(f"{host.address}{contender.path}", wait_until="load")
        settle(page, host)
    sizes: Counter[str] = Counter()
    for sent in host.sent:
        sizes[_KINDS.get(PurePosixPath(sent.path).suffix, "other")] += sent.size
    return Weight(len(host.sent), sizes)


def first_paints(
    browser: Browser, host: Host, contender: Contender, heading: str, condition: Condition
) -> Paints:
    """Load a page, and return when it painted something, and when its first step.

    Args:
        browser: to load it in.
        host: serves it.
        contender: the page.
        heading: of the step that is to be seen.
        condition: in which it is loaded.
    """
    with fresh_page(browser) as page:
        page.add_init_script(_WATCH % json.dumps({"selector": contender.heading, "text": heading}))
        slow_down(page, condition.slowdown, condition.line)
        page.goto(f"{host.address}{contender.path}", wait_until="commit")
        page.wait_for_function("window.firstStep", polling=100)
        step: float = page.evaluate("window.firstStep")
        # The message of a frame can come before the browser has noted when the frame was painted.
        page.wait_for_function(_FIRST_PAINT, polling=100)
        return Paints(page.evaluate(_FIRST_PAINT), step)
