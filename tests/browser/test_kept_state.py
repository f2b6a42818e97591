"""Whatever the tab and its history hold, a guide shows one step, or all of them, and leads nowhere else.

What is kept may come from an older version, from another script of the site or from somebody who means harm.
The states are made from valid ones by replacing parts of them, the same ones in every run.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.guide import expect_seen, guide_of, opened
from browser.library import FACTS, LANGUAGES, STARTS, TREES, nodes_of, way_through

LANGUAGE, TREE = LANGUAGES[0], TREES[0]
START, NODES = STARTS[TREE].node, nodes_of(TREE)
WAY = [edge for edge in way_through(TREE) if edge.source.tree == TREE]
TRAIL = [{"node": edge.source.node, "answer": edge.number} for edge in WAY[:3]]
SCRIPTS = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "\x01javascript:alert(1)",
    "javascript://HOST/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:HOSTx",
    "filesystem:HOSTx",
    "view-source:HOST",
    "//example.org/",
    "\\\\example.org\\",
    "https://example.org/",
    "HOST@example.org/",
    "http://127.0.0.1:1/",
    "about:blank",
    "ftp://example.org/",
)
# Megabytes are written in the browser: it takes a minute to send them there.
LONG = {"LONG": 200_000, "MANY": 5000}
NASTY: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 5, 1e99, 0.5, "", "x", "0", "length", "map", "constructor", "__proto__"),
    *([], [None], [[]], [{}], {}, {"length": 1}, {"0": 1}, {"node": START}, {"node": None, "answer": 0}),
    *([{"node": START}], [{"node": START, "answer": "0"}], [{"node": START, "answer": 99}] * 3),
    *({"__proto__": {"node": START}}, {"constructor": {"prototype": {}}}, {"toString": 1, "valueOf": 1}),
    *(
        START,
        NODES[-1],
        f"{START}--heading",
        "<img src=x onerror=alert(1)>",
        "LONG",
        ["MANY"] * 500,
    ),
    *SCRIPTS,
)
TEXTS = ("{", "undefined", "NaN", "", "null", "[]", "1", "[" * 5000, "\ud800", '{"node":' * 50)
RUN = """
async ({ states, host, tree, long }) => {
    const html = await (await fetch(location.pathname)).text();
    const pristine = new DOMParser().parseFromString(html, "text/html").querySelector("guided-help");
    const errors = [];
    addEventListener("error", ({ message }) => errors.push(message));
    window.alert = () => errors.push("a script ran");
    const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const frame = () => new Promise((done) => setTimeout(done));
    // A guide of a library with facts loads their script before it shows a step.
    const isReady = (guide) => guide.matches(":has([data-part=whole]):not([data-waits])");
    const faults = [];
    const place = (text) => Object.entries(long).reduce(
        (written, [name, letters]) => written?.replaceAll(name, "x".repeat(letters)),
        text?.replaceAll("HOST", host),
    );

    function judge(guide, state, when) {
        const all = [...guide.querySelectorAll("section[data-kind]")];
        const shown = all.filter(isSeen);
        const fault = (what) => faults.push(`${when}: ${what}: ${JSON.stringify(state).slice(0, 300)}`);
        if (shown.length !== 1) fault(`${shown.length} steps are shown`);
        for (const link of guide.querySelectorAll("a[href]")) {
            const isOurs = link.origin === location.origin && link.protocol === location.protocol;
            if (!isOurs && !link.matches("[rel=external]")) fault(`leads to ${link.href}`);
        }
        const added = guide.querySelectorAll("script:not([type='application/ld+json']), img, iframe");
        if (added.length) fault("has new elements");
        for (const one of errors.splice(0)) fault(one);
    }

    for (const state of states) {
        sessionStorage.clear();
        const guidedHelp = JSON.parse(place(state.history) ?? "null");
        history.replaceState({ guidedHelp }, "", place(state.hash));
        if (state.kept != null) sessionStorage.setItem(`guided-help:${tree}`, place(state.kept));
        if (state.facts != null) sessionStorage.setItem("guided-help:facts", place(state.facts));
        if (state.came != null) sessionStorage.setItem("guided-help:came from", place(state.came));
        const guide = document.importNode(pristine, true);
        document.querySelector("guided-help").replaceWith(guide);
        for (let wait = 0; wait < 1000 && !isReady(guide); wait += 1) await frame();
        judge(guide, state, "at first");
        guide.querySelector("section:not([hidden]) [data-answer]")?.click();
        judge(guide, state, "after an answer");
        dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
        judge(guide, state, "after going back");
        await frame();
        judge(guide, state, "later");
    }
    return faults;
}
"""


def valid_states() -> Iterator[dict[str, Any]]:
    kept = {
        "node": WAY[2].target.node,
        "trail": TRAIL,
        "given": {START: 0, NODES[1]: 1},
        "before": ["One: two"],
    }
    entry = {**kept, "previous": START, "later": TRAIL[1:]}
    came = {"to": "HERE", "from": "HOSTelsewhere/", "tried": ["One: two"]}
    facts = {fact: values[0] for fact, values in FACTS.items()}
    yield {"kept": kept, "came": came, "facts": facts, "history": {TREE: entry}}
    yield {"kept": {**kept, "node": START, "trail": []}, "came": came, "facts": {}, "history": None}
    later = {TREE: {**entry, "later": TRAIL}, "other": entry}
    yield {"kept": None, "came": None, "facts": dict.fromkeys(facts, ""), "history": later}


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each place in a value: what it is in, and its key there."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


def states(number: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(1)  # noqa: S311 - the same states in every run
    bases = [*valid_states()]
    for _ in range(number):
        state = json.loads(json.dumps(chance.choice(bases)))
        for _ in range(chance.randint(1, 3)):
            around, key = chance.choice([*places(state)])
            if chance.random() < 0.15 and isinstance(around, dict) and around is not state:
                del around[key]
            else:
                around[key] = json.loads(json.dumps(chance.choice(NASTY)))
        yield state


def as_written(state: dict[str, Any], chance: random.Random, here: str) -> dict[str, Any]:
    """Write a state as the browser keeps it: as text, and the address with one of several hashes."""

    def text(value: Any) -> str:
        return json.dumps(value).replace("HERE", f"HOST{here}")

    hashes = ("", f"#{START}", f"#{WAY[2].target.node}", "#nothing", "#%", "#__proto__", f"#{START}--heading")
    return {
        "history": text(state["history"]),
        "kept": chance.choice(TEXTS) if chance.random() < 0.05 else text(state["kept"]),
        "came": chance.choice(TEXTS) if chance.random() < 0.05 else text(state["came"]),
        "facts": chance.choice(TEXTS) if chance.random() < 0.05 else text(state["facts"]),
        "hash": f"HOST{here}{chance.choice(hashes)}",
    }


def test_a_guide_takes_nothing_harmful_from_what_was_kept(page: Page, address: str) -> None:
    here = guide_of(LANGUAGE, TREE)
    page.goto(here)
    chance = random.Random(2)  # noqa: S311 - as above
    # Each address that leads to a script as the way back, then whatever chance has made.
    came = [
        {"kept": None, "facts": None, "history": None, "came": {"to": "HERE", "from": one, "tried": []}}
        for one in NASTY
    ]
    written = [{**as_written(one, chance, here), "hash": f"HOST{here}"} for one in came]
    written += [as_written(one, chance, here) for one in states(250)]
    faults = page.evaluate(RUN, {"states": written, "host": address, "tree": TREE, "long": LONG})
    assert not faults, "\n".join(faults[:5])
    print(f"{len(written)} states")  # noqa: T201 - seen with -rP


@pytest.mark.parametrize("address_kept", SCRIPTS[:4])
def test_a_script_is_no_way_back(page: Page, address: str, address_kept: str) -> None:
    here = f"{address}{guide_of(LANGUAGE, TREE)}"
    came = {"to": here, "from": address_kept, "tried": []}
    page.goto(here)
    page.evaluate("came => sessionStorage.setItem('guided-help:came from', JSON.stringify(came))", came)
    page.reload()
    expect(page.locator("[data-part=restart]")).to_be_hidden()
    expect(page.locator("[data-part=back]")).to_be_hidden()
    expect_seen(page, START)


def test_a_page_of_this_site_is_a_way_back(page: Page, address: str) -> None:
    here = f"{address}{guide_of(LANGUAGE, TREE)}"
    page.goto(here)
    came = {"to": here, "from": f"{address}en/", "tried": []}
    page.evaluate("came => sessionStorage.setItem('guided-help:came from', JSON.stringify(came))", came)
    page.reload()
    expect(page.locator("[data-part=back]")).to_have_attribute("href", f"{address}en/")


DEEP = {"childList": True, "subtree": True}
BREAK = {
    "no template": ("guided-help > template", "one => one.remove()"),
    "no bar": (".guide__bar", "one => one.remove()"),
    "no tools": (".guide__views", "one => one.remove()"),
}


@pytest.mark.parametrize("broken", BREAK)
def test_a_guide_that_cannot_begin_shows_the_whole_article(page: Page, log: list[str], broken: str) -> None:
    selector, edit = BREAK[broken]
    script = f"for (const one of document.querySelectorAll({json.dumps(selector)})) ({edit})(one)"
    # As soon as the page has been read that far, and so before the script of guides, which comes after them.
    page.add_init_script(f"new MutationObserver(() => {{ {script} }}).observe(document, {json.dumps(DEEP)})")
    page.goto(guide_of(LANGUAGE, TREE))
    page.wait_for_function("() => Boolean(customElements.get('guided-help'))")
    expect_seen(page, *NODES)
    log.clear()


def test_a_step_that_cannot_be_shown_leaves_the_whole_article(page: Page, log: list[str]) -> None:
    opened(page, guide_of(LANGUAGE, TREE))
    page.evaluate("() => { history.pushState = () => { throw new Error('no more entries') } }")
    page.locator("section:visible [data-answer]").first.click()
    expect(page.locator("section[data-kind]").last).to_be_visible()
    expect_seen(page, *NODES)
    log.clear()
