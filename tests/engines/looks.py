"""What of a guide cannot be seen or read, at each of its steps."""

from __future__ import annotations

from browser.guide import guide_of
from browser.library import LANGUAGES, STARTS, way_through
from engines.conftest import LONGEST
from engines.customer import Customer

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
        return heading.checkVisibility() && top < innerHeight && bottom > 0;
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
