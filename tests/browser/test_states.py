"""axe-core finds nothing in any state of a guide, and each state is calm: `states.yml` lists them.

A state is reached once. The colours, the width, the paper and the direction then change around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from browser.axe import violations
from browser.conftest import NewPage, serving
from browser.guide import expect_begun, expect_script, open_fresh
from conftest import only_some_quick

STATES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("states.yml").read_text("utf-8"))
NOW = datetime(2026, 11, 26, 12)  # noqa: DTZ001 - the clock of a browser has a zone of its own


class Look(NamedTuple):
    """How wide the window is, what the browser is asked for, and the rules of axe that differ there."""

    width: int
    rules: tuple[str, ...] = ()
    direction: str = "ltr"
    media: Mapping[str, str] = {}


CONTRAST, SIZE = "color-contrast", "target-size"
LOOKS = {
    "light": Look(1280),
    "dark": Look(360, (CONTRAST, SIZE), media={"color_scheme": "dark"}),
    # With forced colours, the browser replaces ours, so there are none to judge.
    "forced colours": Look(360, (SIZE,), media={"color_scheme": "dark", "forced_colors": "active"}),
    "right to left": Look(320, (SIZE,), "rtl"),
    "paper": Look(1280, (CONTRAST,), media={"media": "print"}),
}
PLAIN = {"media": "screen", "forced_colors": "none", "color_scheme": "light"}
# Material chooses light or dark when a page is loaded, and its switch does no more than this.
TURN = """([direction, scheme]) => {
    for (const one of document.querySelectorAll("html, guided-help")) one.dir = direction;
    document.body.dataset.mdColorScheme = scheme;
}"""
IS_WIDER = "document.documentElement.scrollWidth > innerWidth"
# A table scrolls, and what is opened above the step is in no box of it.
OUT_OF_ITS_BOX = """() => [...document.querySelectorAll("guided-help section[data-kind]")].flatMap(box => {
    const { paddingLeft, paddingRight } = getComputedStyle(box);
    const { left, right } = box.getBoundingClientRect();
    const [least, most] = [left + parseFloat(paddingLeft) - 1, right - parseFloat(paddingRight) + 1];
    const isOut = ({ left, right }) => left < least || right > most;
    return [...box.querySelectorAll(":is(a, button, input, li):not([role=group] *, [popover] *, dialog *)")]
        .filter(one => one.checkVisibility() && isOut(one.getBoundingClientRect()))
        .map(one => `out of its box: ${one.outerHTML.slice(0, 80)}`);
})"""
# What only a finger can use. A term that is explained is a button, and a text too; a transcript has a title.
NOT_FOR_PAPER = """() => [...document.querySelectorAll("guided-help :is(button:not(.guide__term), summary)")]
    .filter(one => one.checkVisibility() && !one.matches(".guide__transcript > *"))
    .map(one => `on paper: ${one.outerHTML.slice(0, 80)}`)"""

# A step is calm (decision 32): the largest text is one heading, there are two more sizes and two weights, and
# what is read one below the other begins at one edge. Lists, tables and headings in a text are the writer's.
NOT_CALM = """() => [...document.querySelectorAll("guided-help:not([data-whole])")].flatMap(guide => {
    const shown = { visibilityProperty: true, opacityProperty: true };
    const isSeen = one => one.checkVisibility(shown) && one.getBoundingClientRect().width > 1;
    const texts = document.createTreeWalker(guide, NodeFilter.SHOW_TEXT);
    const parents = new Set();
    while (texts.nextNode()) if (texts.currentNode.data.trim()) parents.add(texts.currentNode.parentElement);
    const except = "pre, code, table, svg, h4, .guide__body h3, [popover], dialog, [role=status]";
    const seen = [...parents].filter(one => isSeen(one) && !one.closest(except));
    const by = property => Map.groupBy(seen, one => getComputedStyle(one)[property]);
    const sizes = [...by("fontSize")].sort(([a], [b]) => parseFloat(b) - parseFloat(a));
    const largest = new Set(sizes[0][1].map(one => one.closest("h1, h2, h3") ?? one));
    const weights = [...by("fontWeight")].filter(([weight]) => !["400", "700"].includes(weight));
    const blocks = `.guide__title, .guide__told, .guide__node > *, .guide__body > :not(ul, ol),
        .guide__answer > .guide__words:not(svg + *)`;
    const isRightToLeft = getComputedStyle(guide).direction === "rtl";
    const edge = one => {
        const { left, right } = one.getBoundingClientRect();
        return Math.round(isRightToLeft ? innerWidth - right : left);
    };
    const edges = [...Map.groupBy([...guide.querySelectorAll(blocks)].filter(isSeen), edge)];
    const name = one => one.className || one.localName;
    const named = groups => groups.map(([key, [one]]) => `${key} (${name(one)})`).join(", ");
    return [
        largest.size > 1 && `several largest texts: ${[...largest].map(one => one.textContent).join(", ")}`,
        sizes.length > 3 && `more than three sizes: ${named(sizes)}`,
        weights.length && `weights: ${named(weights)}`,
        edges.length > 1 && `more than one edge: ${named(edges)}`,
    ].filter(Boolean);
})"""


@pytest.fixture(scope="module")
def provider(provider_site: Path) -> Iterator[str]:
    with serving(provider_site) as server:
        yield server.address


def step(page: Page) -> Locator:
    return page.locator("guided-help section[data-kind]:visible")


def enter(page: Page, fields: dict[str, str]) -> None:
    for label, text in fields.items():
        page.get_by_label(label, exact=True).locator("visible=true").fill(text)


ACTS: dict[str, Callable[[Page, Any], None]] = {
    "choose": lambda page, text: step(page).get_by_role("link", name=text).click(),
    "press": lambda page, text: step(page).get_by_text(text).or_(step(page).get_by_label(text)).first.click(),
    "unfold": lambda page, text: step(page).get_by_text(text).click(),
    "tick": lambda page, text: step(page).get_by_label(text).check(),
    "load": expect_script,
    "mark": lambda page, selector: page.locator(selector).first.click(),
    "enter": enter,
}


def bring(page: Page, address: str, state: dict[str, Any]) -> None:
    """Bring a page into a state."""
    open_fresh(page, address + state["at"])
    expect_begun(page)
    for act in state.get("do", ()):
        ((what, with_what),) = act.items()
        ACTS[what](page, with_what)
    expect(page.locator(state["shows"]).first).to_be_visible()


def seen_in(page: Page, look: Look) -> list[str]:
    """Return what is wrong with a page in a look."""
    page.set_viewport_size({"width": look.width, "height": 740})
    page.emulate_media(**{**PLAIN, **look.media})  # type: ignore[arg-type]  # the values are among the allowed
    page.evaluate(TURN, [look.direction, "slate" if look.media.get("color_scheme") == "dark" else "default"])
    found = violations(page, within="main", rules=look.rules)
    is_paper = look.media.get("media") == "print"
    for faults in (NOT_FOR_PAPER,) if is_paper else (OUT_OF_ITS_BOX, NOT_CALM):
        found += page.evaluate(faults)
    return [*found, *(["wider than the screen"] if page.evaluate(IS_WIDER) else [])]


@pytest.mark.parametrize("name", only_some_quick([*STATES]))
def test_axe_finds_nothing(new_page: NewPage, provider: str, name: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(NOW)
    bring(page, provider, STATES[name])
    found = {name: seen_in(page, look) for name, look in LOOKS.items()}
    assert not any(found.values()), found
