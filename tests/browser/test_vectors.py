"""No text of `tests/vectors.txt` runs a script, asks for anything or adds an element, whatever field has it.

Pages with a guide for each text are made even from a library that a check refuses, to see that both stop it:
first from texts in trees, then from translations that came with an XLIFF document, with the page's own words
beside them. Then MkDocs builds a site of all that a check lets pass.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

import vectors
from browser.conftest import NewPage, serving
from conftest import build

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
)
WATCH = """
    window.ran = [];
    for (const name of ["alert", "confirm", "prompt", "open", "print"])
        window[name] = (...said) => ran.push(`${name}(${said})`);
    addEventListener("securitypolicyviolation", (event) => ran.push(event.violatedDirective + event.sample));
"""
ELEMENTS = """
    a aside b bdi button code dd details div dl dt em fieldset footer form guided-help h1 h2 h3 h4 header img
    input label legend li nav ol output p path pre section small span strong summary svg table tbody td
    template th thead time tr track ul video wbr
"""
ATTRIBUTES = """
    alt aria-current aria-describedby aria-expanded aria-hidden aria-invalid aria-label aria-labelledby
    aria-live autocomplete class controls d data-action data-after data-answer data-ask data-asks
    data-before data-begun data-by data-case data-channel data-close data-contact data-copied data-copies
    data-copy data-dates data-decimals data-empty data-end data-entered data-entry data-far data-for
    data-foreign data-form data-format data-future data-given data-group data-high data-home data-is
    data-kept data-kind data-least data-link data-low data-mark data-most data-near data-none data-note
    data-outcome data-part data-prefix data-prepare data-range data-ready data-retry data-same data-script
    data-search-exclude data-since data-slot data-some data-summary data-text data-tick data-told data-topic
    data-tree data-unit data-unnamed data-unsolved data-until data-words datetime decoding dir disabled for
    height hidden href id inputmode kind label lang loading maxlength name novalidate open playsinline
    popover popovertarget preload rel role scope spellcheck src srclang start tabindex type value viewbox
    width
"""
JUDGE = """
({ elements, attributes }) => {
    [elements, attributes] = [elements.split(/\\s+/), attributes.split(/\\s+/)];
    const strange = new Set();
    function judge(root) {
        for (const one of root.querySelectorAll("*")) {
            const tag = one.localName;
            if (!elements.includes(tag)) strange.add(`<${tag}>`);
            for (const { name, value } of one.attributes) {
                const known = attributes.includes(name.toLowerCase());
                if (!known) strange.add(`<${tag} ${name}="${value.slice(0, 80)}">`);
            }
            if (tag === "a") {
                const { protocol, origin, href } = one;
                const isHere = origin === location.origin || /^about:blank#[\\w-]+$/.test(href);
                const isMail = /^mailto:[^?]+([?]subject=[^&]*(&body=[^&]*)?)?$/.test(href);
                if (protocol !== "https:" && !isHere && !isMail) strange.add(href);
            }
            if (one.content) judge(one.content);
        }
    }
    const roots = document.querySelectorAll("guided-help, .guides, .topic");
    for (const root of roots) judge(root);
    return [roots.length, [...strange]];
}
"""
WALK = """
(half) => {
    const guides = [...document.querySelectorAll("guided-help")];
    for (const guide of guides.filter((_, number) => number % 2 === half)) {
        // To an ending, back to the start, and the other way.
        for (const link of ["[data-answer]", "[data-answer]", "[data-unsolved]", "li:nth-child(2) > a"])
            guide.querySelector(`section:not([hidden]) ${link}`)?.click();
    }
    return [
        document.querySelectorAll("guided-help:defined").length,
        document.querySelectorAll("section[data-kind=support]:not([hidden])").length,
    ];
}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of pages that no check has seen, with the scripts beside them."""
    folder = tmp_path_factory.mktemp("vectors")
    names = vectors.write_pages(folder)
    assert len(names) > 20
    with serving(folder) as server:
        yield server.address
        assert not [
            path for path in server.asked if not path.endswith((".html", ".js", ".json", ".css", ".svg"))
        ]


@pytest.fixture
def watched(new_page: NewPage, made: str, log: list[str]) -> Iterator[Page]:
    """A page that notes each script that runs, and each thing that a strict policy would forbid."""
    page = new_page()
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: dialog.dismiss())

    def fulfil(route: Route) -> None:
        # Reported, and not forbidden: a script that runs is to be seen running.
        headers = {"Content-Security-Policy-Report-Only": POLICY}
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, **headers})

    page.route(f"{made}*.html", fulfil)
    yield page
    page.context.close()
    # These pages are beside the shipped site, at an address of their own.
    log[:] = [fault for fault in log if made not in fault]


@pytest.mark.parametrize(("kind", "half"), [("written", 0), ("translated", 1)])
def test_no_text_does_anything(watched: Page, made: str, kind: str, half: int) -> None:
    """Every page is opened; a customer goes through half of the guides of each kind, and so through all."""
    guides = contacts = 0
    for number in range(vectors.PAGES):
        watched.goto(f"{made}{kind}-{number:02}.html")
        # Until a guide knows its facts, its links are links of a plain page.
        expect(watched.locator("guided-help[data-waits]")).to_have_count(0)
        here, at_contacts = watched.evaluate(WALK, half)
        guides, contacts = guides + here, contacts + at_contacts
        roots, strange = watched.evaluate(JUDGE, {"elements": ELEMENTS, "attributes": ATTRIBUTES})
        assert (number, strange) == (number, [])
        assert watched.evaluate("ran") == []
        assert roots
        expect(watched).to_have_url(re.compile(f"^{made}{kind}-{number:02}.html"))
    # Half of the guides have led to a contact.
    assert (guides, contacts) == (len(vectors.VECTORS) + 1, len(vectors.VECTORS) // 2)


def test_no_text_does_anything_on_a_page_at_an_old_address(watched: Page, made: str) -> None:
    """Only the first page is opened, which leads on; the others are parsed as a browser does."""
    moved = watched.goto(f"{made}moved.json")
    assert moved
    shapes = watched.evaluate(
        """pages => [...new Set(pages.map((html) => {
            const page = new DOMParser().parseFromString(html, "text/html");
            return [...page.querySelectorAll("*")].map((one) => one.outerHTML.match(/^<[^ >]*/)[0]
                + one.getAttributeNames()).join(" ") + page.querySelector("a").href;
        }))]""",
        json.loads(moved.text()),
    )
    assert len(shapes) == 1, shapes


SETTINGS = """
site_name: Vectors
theme: {{name: {theme}}}
plugins: [search, izeja]
nav: [index.md, {nav}]
"""


@pytest.fixture(scope="module")
def acceptable(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], vectors.Texts]:
    return vectors.acceptable(tmp_path_factory.mktemp("tried"))


# Many pages with Material, and some with the other theme, which prints titles into attributes.
@pytest.fixture(scope="module", params=["material", "readthedocs"])
def whole_site(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    acceptable: Callable[[int], vectors.Texts],
) -> Iterator[str]:
    """The address of a site with all that a check lets pass, in themes that print titles in many places."""
    project = tmp_path_factory.mktemp(f"vectors-{request.param}")
    vectors.write_library(project / "decision_trees", acceptable)
    (project / "docs").mkdir()
    (project / "docs" / "index.md").write_text("# Home\n\n<!-- izeja:guides -->\n", "utf-8")
    # In the menu, a guide has its title in the links of its neighbours too.
    in_menu = ", ".join(f"{vectors.name_of(number)}.md" for number in vectors.IN_MENU)
    settings = SETTINGS.format(theme=request.param, nav=in_menu)
    (project / "mkdocs.yml").write_text(settings, "utf-8")
    built = build(project)
    assert built.returncode == 0, built.stderr
    with serving(project / "site") as server:
        yield server.address


SHAPES = """
async (names) => {
    const shapes = {};
    for (const name of names) {
        const html = await (await fetch(`${name}/`)).text();
        const page = new DOMParser().parseFromString(html, "text/html");
        const prose = ".guide__body, .guide__list, script:not([src])";
        for (const one of page.querySelectorAll(prose)) one.replaceChildren();
        const shape = [...page.querySelectorAll("*")].map((one) => {
            const isForeign = one.localName === "a" && one.origin !== location.origin;
            return `<${one.localName} ${one.getAttributeNames()}${isForeign ? one.host : ""}>`;
        }).join("").replaceAll("<b class>", "");
        (shapes[shape] ??= []).push(name);
    }
    return Object.values(shapes);
}
"""
SEARCHED = """
async () => {
    // An index in pieces is in a file of its own, too.
    const own = await fetch("search/en.json");
    const docs = own.ok ? await own.json() : (await (await fetch("search/search_index.json")).json()).docs;
    const found = new Set();
    for (const { title, text } of docs)
        for (const html of [title, text]) {
            const page = new DOMParser().parseFromString(html, "text/html");
            const all = page.body.querySelectorAll("*");
            for (const one of all) found.add(one.localName + one.getAttributeNames());
        }
    return [docs.length, [...found].sort()];
}
"""


def test_every_page_of_a_site_has_the_same_elements(
    new_page: NewPage, whole_site: str, log: list[str]
) -> None:
    page = new_page()
    page.add_init_script(WATCH)
    page.goto(whole_site)
    is_material = "mkdocs-material" in page.content()
    numbers = range(0, len(vectors.VECTORS), 2 if is_material else 9)
    names = [vectors.name_of(number) for number in numbers if number not in vectors.IN_MENU]
    shapes = page.evaluate(SHAPES, names)
    # Whether a tree leads into another guide depends on its number.
    assert len(shapes) <= 2, [shape[:3] for shape in shapes]
    searched, elements = page.evaluate(SEARCHED)
    assert searched > len(names)
    if is_material:
        assert set(elements) <= {"code", "p", "ul", "ol", "li"}
    for number in vectors.IN_MENU[::4]:
        page.goto(f"{whole_site}{vectors.name_of(number)}/")
        assert page.evaluate("ran") == []
        strange = page.evaluate(
            "() => [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())"
            ".filter((name) => /^on|srcdoc|formaction/.test(name))"
        )
        assert not strange
    page.context.close()
    assert not [fault for fault in log if "evil" in fault]
    log.clear()


PANEL = "section details summary h2 p strong ol li code pre"
STRANGE = """
([elements, attributes]) => {
    const panels = [...document.querySelectorAll(".izeja-problems")];
    const known = (one) => elements.split(" ").includes(one.localName)
        && one.getAttributeNames().every((name) => attributes.split(" ").includes(name));
    const strange = panels.flatMap((panel) => [...panel.querySelectorAll("*")]).filter((one) => !known(one));
    return [panels.length, strange.map((one) => one.outerHTML.slice(0, 80))];
}
"""


def test_no_text_does_anything_in_the_panel_of_a_preview(watched: Page, made: str) -> None:
    """Messages quote trees, paths and settings, and the preview puts them into each page."""
    known = "id class lang dir open tabindex role aria-label aria-labelledby data-worst data-severity"
    found = 0
    for number in range(vectors.PANELS):
        watched.goto(f"{made}panel-{number:02}.html")
        panels, strange = watched.evaluate(STRANGE, [PANEL, known])
        assert (number, strange) == (number, [])
        # The panel brings a style sheet of its own.
        assert {*watched.evaluate("ran")} <= {"style-src-elem"}
        found += panels
    assert found == len(vectors.VECTORS)
