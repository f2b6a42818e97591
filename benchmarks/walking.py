"""Walks through a guide by its answers, and measures from a trace of the browser what each step takes.

It knows a guide by nothing but what others may rely on: `<guided-help>`, `section[data-kind]` with the node's
id, `[data-answer]`, and the event `guided-help:step`.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from chrome import fresh_page, settle, slow_down
from sites import Host

_TRACED = ["devtools.timeline", "disabled-by-default-devtools.timeline"]
_SETTLED = 60

_COUNT_STEPS = """
    window.stepsShown = 0;
    addEventListener("guided-help:step", ({ detail }) => {
        window.stepShown = detail.node;
        window.stepsShown++;
    });
"""
# Answers that lead back are left alone: a customer who goes on and on makes the longest trail.
_ONWARD = """() => {
    const shown = document.getElementById(window.stepShown);
    const isOnward = ({ pathname, hash }) => {
        const target = pathname === location.pathname && hash && document.getElementById(hash.slice(1));
        return target && shown.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING;
    };
    window.onward = [...shown.querySelectorAll("[data-answer]")].filter(isOnward);
    return window.onward.length;
}"""
_PLACE = """(index) => {
    const { top, bottom } = window.onward[index].getBoundingClientRect();
    if (top < innerHeight * 0.2 || bottom > innerHeight)
        window.onward[index].scrollIntoView({ block: "center", behavior: "instant" });
    const box = window.onward[index].getBoundingClientRect();
    return [box.left + box.width / 3, box.top + box.height / 2];
}"""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step took, in milliseconds.

    `script` is what the listeners of the click took. `work` is how long the main thread was busy from the
    moment when it was handed the click to the moment when the frame with the next step was done: listeners,
    style, layout and paint, and anything else that came in between, but not the wait for the display's next
    frame. `shown` is from the click to the presentation of that frame, with all waiting: what Event Timing
    calls the duration, unrounded. A display of 60 Hz shows a frame every 16.7 ms, and a click comes at any
    moment between two, so `shown` cannot always be below that; a step shows in the first frame possible
    when its `work` fits into one.

    `computing` is the part of `work` in which the main thread had a core to itself. On a machine that does
    other things it is less than `work`, and the slowdown multiplies the difference: the browser slows a
    thread down by the clock on the wall. Four times the `computing` of walks without a slowdown is what
    `work` would be on a quiet machine that is slowed down four times.
    """

    script: float
    work: float
    shown: float
    computing: float


@dataclass(frozen=True, slots=True)
class Walk:
    """The measurements of one walk: each step, the answers in the trail, and the requests to the host."""

    steps: tuple[Step, ...]
    trail: int
    requests: tuple[str, ...]


def walk_guide(browser: Browser, host: Host, path: str, clicks: int, slowdown: float) -> Iterator[Walk]:
    """Click answers of a guide, from its start to an ending and then again; the same ones in each run.

    Args:
        browser: to walk in.
        host: serves the site.
        path: of the guide's page.
        clicks: how many answers to click altogether.
        slowdown: of the main thread.

    Yields:
        The measurements of each walk.

    Raises:
        SystemExit: no answer of the start leads on inside the guide.
    """
    chance = random.Random(path)  # noqa: S311 - no secret
    while clicks > 0:
        with fresh_page(browser) as page:
            walk = _walk(page, host, path, clicks, slowdown, chance)
        if not walk.trail:
            message = f"no answer of the start leads on inside the guide at {path}"
            raise SystemExit(message)
        clicks -= walk.trail
        yield walk


def _walk(page: Page, host: Host, path: str, clicks: int, slowdown: float, chance: random.Random) -> Walk:
    page.add_init_script(_COUNT_STEPS)
    page.goto(f"{host.address}{path}", wait_until="networkidle")
    settle(page, host)
    slow_down(page, slowdown)
    host.sent.clear()
    browser = page.context.browser
    assert browser is not None  # noqa: S101 - the context was made by one
    browser.start_tracing(page=page, categories=_TRACED)
    clicked = 0
    while clicked < clicks and (ways := page.evaluate(_ONWARD)):
        _click(page, chance.randrange(ways))
        clicked += 1
    trace = json.loads(browser.stop_tracing())["traceEvents"]
    settle(page, host)
    return Walk(tuple(_steps(trace)), clicked, tuple(sent.path for sent in host.sent))


def _click(page: Page, index: int) -> None:
    page.mouse.move(*page.evaluate(_PLACE, index))
    page.wait_for_timeout(_SETTLED)
    before = page.evaluate("window.stepsShown")
    page.mouse.down()
    page.wait_for_timeout(_SETTLED)
    page.mouse.up()
    page.wait_for_function("before => window.stepsShown > before", arg=before)
    page.wait_for_timeout(_SETTLED)


def _steps(trace: list[dict[str, Any]]) -> Iterator[Step]:
    for event in trace:
        if event["name"] == "EventTiming" and event["ph"] == "b" and event["args"]["data"]["type"] == "click":
            timing = event["args"]["data"]
            origin = event["ts"] - timing["timeStamp"] * 1000
            start = origin + timing["enqueuedToMainThreadTime"] * 1000
            end = origin + timing["commitFinishTime"] * 1000
            tasks = list(_tasks(trace, event, start, end))
            yield Step(
                script=timing["processingEnd"] - timing["processingStart"],
                work=sum(busy for busy, _ in tasks) / 1000,
                shown=timing["duration"],
                computing=sum(computing for _, computing in tasks) / 1000,
            )


def _tasks(
    trace: list[dict[str, Any]], event: dict[str, Any], start: float, end: float
) -> Iterator[tuple[float, float]]:
    """Yield of each task of an event's thread how long it ran between two moments, and how long on a core."""
    for task in trace:
        if task["name"] != "RunTask" or task["tid"] != event["tid"] or task["pid"] != event["pid"]:
            continue
        # A task that was still running when the trace ended has no duration.
        lasted = task.get("dur", 0)
        busy = min(end, task["ts"] + lasted) - max(start, task["ts"])
        if busy > 0:
            # Chromium leaves the time on a core out where it could not read it.
            yield busy, task.get("tdur", lasted) * busy / lasted
