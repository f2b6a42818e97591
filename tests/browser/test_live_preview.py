"""`izeja preview` in a browser: each edit is on the screen, the step stays, and mistakes come and go."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Error, Page, Route, expect

import txtar
from browser.axe import violations
from browser.conftest import SERVED, NewPage
from preview import PATIENCE, shown_at, wait_for

CATALOG = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

"""
MESSAGE = 'msgctxt "modem{}"\nmsgid "{}"\nmsgstr "{}"\n\n'
MODEM = """\
title: Modem
kind: diagnosis
start: look
nodes:
  look:
    question: Is the light on?
    answers:
      - text: "Yes"
        to: works
      - text: "No"
        to: press
  press:
    step: Press the button
    next: works
  works:
    resolution: It works
"""
TEXTS = [
    (" title", "Modem", "Modems"),
    ("#look question", "Is the light on?", "Vai lampiņa deg?"),
    ("#look answers.text", "Yes", "Jā"),
    ("#look answers.text", "No", "Nē"),
    ("#press step", "Press the button", "Nospiediet pogu"),
    ("#works resolution", "It works", "Tas strādā"),
]
LIBRARY = {
    "library.yml": "source_language: en\nlanguages: {en: required, lv: fallback}\n",
    "modem.yml": MODEM,
    "other.yml": MODEM.replace("title: Modem", "title: Router"),
    "translations/lv/modem.po": CATALOG + "".join(MESSAGE.format(*one) for one in TEXTS),
}


class Preview:
    """A preview of a library, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        txtar.unpack(LIBRARY, folder)
        self.folder = folder
        # A shell lets what runs in its background, such as these tests, ignore Ctrl-C.
        run = "signal.signal(signal.SIGINT, signal.default_int_handler); main()"
        command = [sys.executable, "-c", f"import signal; from izeja.cli.main import main; {run}"]
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            [*command, "preview", folder, "--no-open", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip().removesuffix("/en/")
        SERVED.append(self.address)
        # All of it is proved now. When a test begins, what the one before it has put back may not be.
        self.first = self.shown()

    def shown(self) -> list[str]:
        """Return the pages of the guide, also if there are none."""
        return [shown_at(f"{self.address}/{language}/modem/") for language in ("en", "lv")]

    def edit(self, before: str, after: str, file: str = "modem.yml") -> None:
        path = self.folder / file
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    preview = Preview(tmp_path_factory.mktemp("kāds koks"))
    yield preview
    preview.process.send_signal(signal.SIGINT)
    said, _ = preview.process.communicate(timeout=PATIENCE)
    assert (preview.process.returncode, said.splitlines()[-1]) == (0, "The preview has ended.")


@pytest.fixture
def preview(running: Preview) -> Iterator[Preview]:
    """The preview, whose pages are as they were after the test."""
    yield running
    txtar.unpack(LIBRARY, running.folder)
    assert wait_for(lambda: running.shown() == running.first), running.shown()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text, exact=True)).to_be_visible()


def test_an_edit_is_seen_and_the_step_stays(preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/en/")
    page.get_by_role("link", name="Modem").click()
    page.get_by_role("link", name="No", exact=True).click()
    heading(page, "Press the button")
    preview.edit("Press the button", "Press the round button")
    heading(page, "Press the round button")
    expect(page.locator(".guide__trail")).to_contain_text("Is the light on?")
    # Another visit of the page shows the same, and so does the way on.
    page.reload()
    heading(page, "Press the round button")
    page.get_by_role("link", name="Next").click()
    heading(page, "It works")
    page.get_by_role("link", name="latviešu", exact=True).click()
    heading(page, "Tas strādā")
    preview.edit("Tas strādā", "Viss strādā", "translations/lv/modem.po")
    heading(page, "Viss strādā")


def test_a_mistake_is_over_the_last_good_page_until_it_is_corrected(preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/en/modem/")
    panel = page.get_by_role("region", name="Preview: 1 error")
    preview.edit("to: press", 'to: "<img src=x onerror=alert(1)>"')
    expect(panel).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator("#preview-panel img")).to_have_count(0)
    heading(page, "Is the light on?")
    place = panel.get_by_role("link", name="modem.yml:11:14")
    expect(place).to_have_attribute(
        "href", f"vscode://file{quote(preview.folder.as_posix())}/modem.yml:11:14"
    )
    assert violations(page) == []
    preview.edit("nodes:", "nodes: [")
    expect(panel).to_contain_text("invalid-yaml")
    heading(page, "Is the light on?")
    txtar.unpack(LIBRARY, preview.folder)
    expect(page.locator(".izeja-problems")).to_have_count(0)
    # A guide that is deleted, and one that is new.
    (preview.folder / "modem.yml").unlink()
    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()


def test_the_map_lights_the_step_and_leads_to_others(preview: Preview, page: Page) -> None:
    page.goto(f"{preview.address}/en/modem/")
    page.get_by_role("button", name="Map").click()
    boxes = page.frame_locator(".preview-drawing iframe")
    lit = boxes.locator("[aria-current=step]")
    expect(lit).to_have_attribute("data-node", "look")
    page.get_by_role("link", name="Yes").click()
    expect(lit).to_have_attribute("data-node", "works")
    edit = page.get_by_role("link", name="Edit")
    expect(edit).to_have_attribute("href", re.compile("/modem.yml:15:3$"))
    boxes.locator("[data-node=press]").click()
    heading(page, "Press the button")
    preview.edit("step: Press the button", "step: Press it")
    expect(boxes.locator("[data-node=press]")).to_contain_text("Press it")
    expect(lit).to_have_attribute("data-node", "press")


def test_the_map_has_an_edit_that_comes_while_it_is_drawn(preview: Preview, page: Page) -> None:
    held: list[Route] = []
    page.route("**/_/map/**", lambda route: route.continue_() if held else held.append(route))
    before = shown_at(f"{preview.address}/_/map/en/modem/")
    assert "Press the button" in before
    page.goto(f"{preview.address}/en/modem/#press")
    with page.expect_request("**/_/map/**"):
        page.get_by_role("button", name="Map").click()
    preview.edit("step: Press the button", "step: Press it")
    heading(page, "Press it")
    expect(page.locator("#preview-state")).to_be_empty()
    with suppress(Error):  # The page may wait for a later drawing in its place.
        held[0].fulfill(body=before, content_type="image/svg+xml")
    box = page.frame_locator(".preview-drawing iframe").locator("[data-node=press]")
    expect(box).to_contain_text("Press it")


def test_languages_are_side_by_side_at_the_same_step(preview: Preview, new_page: NewPage) -> None:
    page = new_page(color_scheme="dark")
    page.goto(f"{preview.address}/en,lv/modem/")
    english, latvian = (page.frame_locator(f".preview-frame >> nth={one}") for one in (0, 1))
    latvian.get_by_role("link", name="Nē").click()
    for frame, step, asked in (
        (english, "Press the button", "Is the light on?"),
        (latvian, "Nospiediet pogu", "Vai lampiņa deg?"),
    ):
        expect(frame.get_by_role("heading", name=step)).to_be_visible()
        # The answer was given in both.
        expect(frame.locator(".guide__trail")).to_contain_text(asked)
    english.get_by_role("link", name="Change").click()
    expect(latvian.get_by_role("heading", name="Vai lampiņa deg?")).to_be_visible()
    page.get_by_role("button", name="Map").click()
    lit = page.frame_locator(".preview-drawing iframe").locator("[aria-current=step]")
    expect(lit).to_have_attribute("data-node", "look")
    # A link leads both to another guide, and the page around them says which.
    english.get_by_role("link", name="All guides").first.click()
    english.get_by_role("link", name="Router").click()
    expect(latvian.get_by_role("heading", name="Router")).to_be_visible()
    expect(page).to_have_url(f"{preview.address}/en,lv/other/#look")
    page.reload()
    expect(latvian.get_by_role("heading", name="Router")).to_be_visible()
    page.goto(f"{preview.address}/en,lv/modem/#look")
    preview.edit("Is the light on?", "Is it on?")
    expect(english.get_by_role("heading", name="Is it on?")).to_be_visible()
    assert violations(page) == []


def test_a_language_that_comes_late_is_shown_beside_the_other(preview: Preview, page: Page) -> None:
    held: list[Route] = []
    page.route("**/lv/modem/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright sets attributes on it
    page.goto(f"{preview.address}/en,lv/modem/", wait_until="commit")
    english, latvian = (page.frame_locator(f".preview-frame >> nth={one}") for one in (0, 1))
    expect(english.get_by_role("heading", name="Is the light on?")).to_be_visible()
    # The page around them knows the step of the first one.
    expect(page.get_by_role("link", name="latviešu", exact=True)).to_have_attribute("href", "/lv/modem/#look")
    held[0].continue_()
    expect(latvian.get_by_role("heading", name="Vai lampiņa deg?")).to_be_visible()


def test_problems_stay_in_sight_after_an_answer(preview: Preview, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{preview.address}/en,lv/")
    expect(page).to_have_title("All guides")
    preview.edit("next: works", "next: works\n    body: {long}".format(long="Hold it. " * 300))
    preview.edit("    resolution: It works", "    resolution: It works\n    unsolved: nowhere")
    page.goto(f"{preview.address}/en,lv/modem/")
    frames = [page.frame_locator(f".preview-frame >> nth={one}") for one in (0, 1)]
    for frame in frames:  # What is being proved has no problems yet.
        expect(frame.get_by_role("heading", name="Preview: 1 error")).to_be_visible()
    frames[0].get_by_role("link", name="No").click()
    for frame, step in zip(frames, ("Press the button", "Nospiediet pogu"), strict=True):
        expect(frame.get_by_role("heading", name=step)).to_be_in_viewport()
        expect(frame.get_by_role("heading", name="Preview: 1 error")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off(preview: Preview, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    preview.edit("to: press", "to: pres")
    for address in ("/en/", "/en/modem/", "/lv/modem/"):
        page.goto(preview.address + address)
        expect(page.get_by_role("region", name="Preview: 1 error")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert violations(page) == []
