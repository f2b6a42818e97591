"""Guides as customers set them: large, spaced out, without motion, in colours of their own."""

from __future__ import annotations

import pytest

from browser.guide import guide_of
from browser.library import LANGUAGES, STARTS, way_through
from engines.conftest import LONGEST, engines_with
from engines.customer import Customer
from engines.drivers import CALM, CHROMIUM, CONTRAST, FIREFOX, WEBKIT, zoom

LANGUAGE = LANGUAGES[0]
WAY = [edge for edge in way_through(LONGEST) if edge.source.tree == edge.target.tree == LONGEST]
# WCAG 2.2, 1.4.12
SPACING = """
    void document.head.appendChild(document.createElement("style")).append(`
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
        p { margin-block-end: 2em !important }`)
"""
# What is cut off: the page is wider than the window, or a text is larger than the box that hides its rest.
CUT_OFF = """
    [...document.querySelectorAll("html, guided-help, guided-help *")].filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one);
        if (!one.checkVisibility({ visibilityProperty: true }) || one.clientWidth < 2) return false;
        const isWide = one.scrollWidth > one.clientWidth + 1;
        const isHigh = one.scrollHeight > one.clientHeight + 1;
        return one.tagName === "HTML" ? isWide
            : (isWide && /hidden|clip/.test(overflowX)) || (isHigh && /hidden|clip/.test(overflowY));
    }).map((one) => one.outerHTML.slice(0, 100))
"""
IN_VIEW = """
    ((heading) => {
        const { top, bottom } = heading.getBoundingClientRect();
        return top < innerHeight && bottom > 0;
    })(arguments[0])
"""
MOVING = """
    [...document.querySelectorAll("guided-help *")].flatMap((one) =>
        [null, "::before", "::after"].map((part) => getComputedStyle(one, part))
            .filter((style) => parseFloat(style.transitionDuration) > 0
                || (style.animationName !== "none" && parseFloat(style.animationDuration) > 0))
            .map(() => one.outerHTML.slice(0, 100)))
"""
# What cannot be read: text whose colour is too near to that of what is behind it (WCAG 2.2, 1.4.3 and 1.4.6).
# A canvas knows all colours of the engine, and mixes those that are not opaque.
PALE = """
    ((least) => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const light = (colours) => {
            for (const colour of colours) {
                canvas.fillStyle = colour;
                canvas.fillRect(0, 0, 1, 1);
            }
            return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
                .map((part) => (part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4))
                .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
        };
        const behind = (one) =>
            one ? [...behind(one.parentElement), getComputedStyle(one).backgroundColor] : ["white"];
        return [...document.querySelectorAll("guided-help :is(a, button, h2, p)")]
            .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.textContent.trim())
            .filter((one) => {
                const [a, b] = [light([...behind(one), getComputedStyle(one).color]), light(behind(one))];
                return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < least;
            }).map((one) => one.outerHTML.slice(0, 100));
    })(%s)
"""


def at_each_step(customer: Customer, *faults: str, prepare: str = "") -> None:
    """Walk through a guide, and find none of some faults at any step."""
    customer.open(guide_of(LANGUAGE, LONGEST))
    customer.expect(STARTS[LONGEST].node)
    if prepare:
        customer.run(prepare)
    # Colours of the theme change slowly.
    customer.wait(lambda: not any(map(customer.run, faults)), lambda: [*map(customer.run, faults)])
    for edge in WAY:
        customer.follow((edge,))
        heading = customer.one(f"section[id='{edge.target.node}'] h2")
        customer.wait(lambda: customer.run(IN_VIEW, heading), lambda: "the heading is not seen")  # noqa: B023 - called at once
        assert [customer.run(one) for one in faults] == [[]] * len(faults)


@pytest.mark.parametrize("used", engines_with())
def test_a_guide_at_400_percent(customer: Customer) -> None:
    """1280 px at 400 % are 320. WebKit's MiniBrowser cannot zoom, and its window is never so narrow."""
    with customer.wide(320 if customer.engine == WEBKIT else 1280), zoom(customer.driver):
        assert customer.engine == WEBKIT or customer.run("innerWidth") == 320
        at_each_step(customer, CUT_OFF)


@pytest.mark.parametrize("used", engines_with())
def test_a_guide_with_more_space_in_its_texts(customer: Customer) -> None:
    at_each_step(customer, CUT_OFF, prepare=SPACING)


@pytest.mark.parametrize("used", engines_with(CALM))
def test_a_guide_without_motion(customer: Customer) -> None:
    customer.open(guide_of(LANGUAGE, LONGEST))
    assert customer.run("matchMedia('(prefers-reduced-motion: reduce)').matches")
    at_each_step(customer, MOVING)


@pytest.mark.parametrize("used", engines_with(CONTRAST, without={WEBKIT}))
def test_a_guide_in_the_colours_of_the_customer(customer: Customer) -> None:
    customer.open(guide_of(LANGUAGE, LONGEST))
    assert customer.run("matchMedia('(forced-colors: active)').matches")
    at_each_step(customer, PALE % 4.5)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("used", engines_with(CONTRAST, without={CHROMIUM, FIREFOX}))
def test_a_guide_with_more_contrast(customer: Customer, scheme: str) -> None:
    """WebKit has no colours of the customer, and asks the page for more contrast."""
    customer.open(guide_of(LANGUAGE, LONGEST))
    assert customer.run("matchMedia('(prefers-contrast: more)').matches")
    at_each_step(customer, PALE % 7, prepare=f"document.body.dataset.mdColorScheme = '{scheme}'")
