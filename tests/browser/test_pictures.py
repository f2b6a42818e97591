"""Pictures and videos: nothing moves while they load, nothing of a video is loaded before it is played."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, Protocol, TypeAlias

import pytest
from playwright.sync_api import Page, expect

from browser.axe import violations
from browser.conftest import NewPage, Server, built_site, serving
from browser.guide import expect_script
from conftest import ROOT

CASE = ROOT / "tests" / "hosts" / "sites" / "pictures.txtar"
CLIP = ROOT / "tests" / "reading" / "media" / "samples" / "clip.webm"
# What moved of guides. The head of the page is Material's, and moves when its search is there.
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { sources } of list.getEntries())
            for (const { node } of sources)
                if ((node?.nodeType === 1 ? node : node?.parentElement)?.closest("guided-help"))
                    window.shifts.push(node.outerHTML ?? node.data);
    }).observe({ type: "layout-shift", buffered: true });
"""
Wait: TypeAlias = Literal["commit", "load"]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site of the case, with a video that can be played."""
    project = tmp_path_factory.mktemp("pictures")
    with serving(built_site(CASE, project, {"trees/clips/restart.webm": CLIP})) as server:
        yield server


class OpenGuide(Protocol):
    def __call__(self, path: str, *, script: str = "", wait: Wait = "load", **options: Any) -> Page: ...


@pytest.fixture
def open_guide(new_page: NewPage, pictures: Server) -> Iterator[OpenGuide]:
    pages: list[Page] = []

    def open_at(path: str, *, script: str = "", wait: Wait = "load", **options: Any) -> Page:
        page = new_page(**options)
        page.add_init_script(script)
        page.goto(pictures.address + path, wait_until=wait)
        pages.append(page)
        return page

    yield open_at
    for page in pages:
        page.context.close()  # what it still asks for is asked before this


def violations_of_guides(page: Page) -> list[str]:
    return [one for one in violations(page) if ".md-copyright" not in one]


def loaded(page: Page, selector: str) -> None:
    """Wait until a picture is there."""
    page.locator(selector).scroll_into_view_if_needed()
    page.wait_for_function("(of) => document.querySelector(of).naturalWidth > 0", arg=selector)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scripting", [True, False])
def test_a_picture_has_its_place_before_it_is_there(
    open_guide: OpenGuide, width: int, *, scripting: bool
) -> None:
    page = open_guide(
        "net/modem/", viewport={"width": width, "height": 800}, java_script_enabled=scripting, wait="commit"
    )
    picture = page.locator("#light .guide__picture img")
    expect(picture).to_be_visible()
    expect(picture).to_have_css(
        "max-inline-size", "100%"
    )  # nothing is painted before the style sheet is there
    box = picture.bounding_box()
    assert box
    assert box["width"] <= width
    assert abs(box["width"] / box["height"] - 900 / 500) < 0.01
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["net/modem/", "net/modem/#restart", "lv/net/modem/", "about/us/"])
def test_nothing_moves_while_pictures_and_videos_load(open_guide: OpenGuide, path: str) -> None:
    page = open_guide(path, script=SHIFTS, viewport={"width": 360, "height": 1600})
    for picture in page.locator("section:visible img").all():
        expect(picture).to_have_js_property("complete", value=True)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.shifts") == []


def test_a_language_has_its_own_picture(open_guide: OpenGuide) -> None:
    for path, width, alt in (
        ("net/modem/", "900", "The back of the modem, with the switch on the left"),
        ("lv/net/modem/", "800", "Modema aizmugure, slēdzis ir pa kreisi"),
    ):
        page = open_guide(path)
        loaded(page, "#light .guide__picture img")
        picture = page.locator("#light .guide__picture img")
        expect(picture).to_have_attribute("width", width)
        expect(picture).to_have_attribute("alt", alt)
        expect(page.locator("#light .guide__inline")).to_have_attribute("width", "24")


def test_a_picture_of_another_language_is_marked(open_guide: OpenGuide) -> None:
    page = open_guide("lv/net/modem/#restart")
    expect(page.locator("#restart [data-foreign]")).to_be_visible()
    page = open_guide("lv/net/modem/")
    expect(page.locator("#light")).to_be_visible()
    expect(page.locator("#light [data-foreign]")).to_have_count(0)


def test_a_wide_picture_can_be_enlarged_by_keyboard(open_guide: OpenGuide) -> None:
    page = open_guide("net/modem/", viewport={"width": 360, "height": 740})
    name = "The back of the modem, with the switch on the left"
    link = page.get_by_role("link", name=f"Enlarge: {name}")
    loaded(page, "#light .guide__picture img")
    expect_script(page, "zoom")
    link.press("Enter")
    dialog = page.get_by_role("dialog", name=name)
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    box = dialog.locator("img").bounding_box()
    assert box
    assert box["width"] == 900
    assert violations_of_guides(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    link.click()
    dialog.get_by_role("button").click()
    expect(dialog).to_have_count(0)
    expect(page).to_have_url(re.compile("net/modem/$"))


def test_without_the_script_the_link_opens_the_picture(open_guide: OpenGuide) -> None:
    page = open_guide("net/modem/", java_script_enabled=False)
    page.get_by_role("link", name="Enlarge").first.click()
    page.wait_for_url("**/assets/izeja/media/*.svg")


def test_nothing_of_a_video_is_loaded_before_it_is_played(open_guide: OpenGuide, pictures: Server) -> None:
    asked = len(pictures.asked)
    page = open_guide("net/modem/#restart")
    loaded(page, "#restart .guide__screen img")
    page.wait_for_load_state("networkidle")
    assert not [path for path in pictures.asked[asked:] if path.endswith((".webm", ".vtt"))]
    page.locator("video").evaluate("(video) => { video.muted = true; return video.play(); }")
    page.wait_for_function("document.querySelector('video').textTracks[0].activeCues?.length")
    assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"


def test_a_video_can_be_read(open_guide: OpenGuide) -> None:
    for scripting in (True, False):
        page = open_guide("net/modem/#restart", java_script_enabled=scripting)
        expect(page.get_by_text("Press the switch on the back.")).to_be_hidden()
        page.get_by_text("Transcript of the video").click()
        expect(page.get_by_text("Ann: Press the switch on the back.")).to_be_visible()
        expect(page.get_by_text("Ben: Wait for a green light.")).to_be_visible()


def test_in_print_a_video_is_its_title_and_what_it_says(open_guide: OpenGuide) -> None:
    page = open_guide("net/modem/#restart")
    page.emulate_media(media="print")
    expect(page.locator("#restart video")).to_be_hidden()
    expect(page.locator("#restart").get_by_text("How to restart the modem")).to_be_visible()
    expect(page.get_by_text("Ann: Press the switch on the back.")).to_be_visible()
    expect(page.locator("#restart .guide__picture img")).to_be_visible()


@pytest.mark.parametrize("path", ["net/modem/", "lv/net/modem/#restart", "about/us/"])
def test_axe_finds_nothing(open_guide: OpenGuide, path: str) -> None:
    page = open_guide(path)
    expect(page.locator("guided-help:defined")).to_be_visible()
    assert violations_of_guides(page) == []
