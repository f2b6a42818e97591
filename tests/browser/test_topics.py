"""A customer comes from the home page to a guide by topics, and back, with and without JavaScript."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.axe import looks, violations
from browser.conftest import NewPage, serving
from browser.queries import ask, open_search
from conftest import build

MKDOCS = """
site_name: Help
extra: {generator: false}
theme:
  name: material
  font: false
  features: [navigation.instant]
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
plugins:
  - search
  - izeja
  - i18n:
      docs_structure: folder
      reconfigure_search: false
      languages:
        - {locale: en, name: English, default: true}
        - {locale: lv, name: Latviešu}
        - {locale: ar, name: العربية}
"""
TOPICS: dict[str, dict[str, Any]] = {
    "bills": {
        "title": "Bills & payments",
        "summary": "What you owe us",
        "icon": "bill",
        "guides": ["bills/"],
        "topics": {"late": {"title": "Late bills", "guides": ["bills/late.yml"]}},
    },
    "moving": {"title": "Moving house", "guides": ["moving.yml"]},
}
GUIDES = {
    "bills/late": "Pay late",
    "bills/pay": "Pay by card",
    "moving": "Take your connection with you",
    "other": "Something else",
}
ORDER = ["moving.yml", "bills/pay.yml"]


def tree(title: str) -> dict[str, Any]:
    answers = [{"text": "Yes", "to": "done"}, {"text": "No", "to": "more"}]
    nodes = {
        "ask": {"question": "Is it on?", "answers": answers},
        "more": {"step": "Switch it on", "next": "done"},
        "done": {"resolution": "It works"},
    }
    return {"title": title, "kind": "diagnosis", "start": "ask", "nodes": nodes}


@pytest.fixture(scope="module")
def topics_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = tmp_path_factory.mktemp("topics")
    languages = {"en": "required", "lv": "fallback", "ar": "fallback"}
    config = {"source_language": "en", "languages": languages, "topics": TOPICS, "order": ORDER}
    files = {"library": {**config, "allow": ["no-topic"]}, **{key: tree(one) for key, one in GUIDES.items()}}
    for name, content in files.items():
        file = project / "decision_trees" / f"{name}.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content), "utf-8")
    for language in languages:
        (project / "docs" / language).mkdir(parents=True)
        (project / "docs" / language / "index.md").write_text("# Help\n\n<!-- izeja:guides -->\n", "utf-8")
    (project / "mkdocs.yml").write_text(MKDOCS, "utf-8")
    built = build(project)
    assert built.returncode == 0, built.stderr
    with serving(project / "site") as server:
        yield server.address


@pytest.fixture(autouse=True)
def own_log(faults: list[str], topics_site: str) -> Iterator[None]:
    """This site is beside the shipped one, at an address of its own."""
    yield
    faults[:] = [fault for fault in faults if topics_site not in fault]


@pytest.fixture(params=[True, False], ids=["with-script", "without"])
def page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    return new_page(java_script_enabled=request.param, viewport={"width": 360, "height": 640})


def titles(page: Page, heading: str) -> Locator:
    return page.locator(f"h2:text-is('{heading}') + ul a")


def test_the_home_page_is_topics_and_the_first_guides(page: Page, topics_site: str) -> None:
    page.goto(topics_site)
    expect(titles(page, "Popular guides")).to_have_text([GUIDES[one.removesuffix(".yml")] for one in ORDER])
    expect(titles(page, "Topics")).to_have_text([topic["title"] for topic in TOPICS.values()])
    expect(titles(page, "Other guides")).to_have_text([GUIDES["other"]])
    expect(page.locator(".guides__count")).to_have_text(["2 guides", "1 guide"])


def test_a_customer_comes_to_a_guide_by_topics_and_back(page: Page, topics_site: str) -> None:
    page.goto(topics_site)
    page.get_by_role("link", name="Bills & payments").click()
    expect(page).to_have_url(f"{topics_site}topics/bills/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bills & payments")
    expect(titles(page, "Other guides")).to_have_text([GUIDES["bills/pay"]])
    page.get_by_role("link", name="Late bills").click()
    page.get_by_role("link", name=GUIDES["bills/late"]).click()
    expect(page).to_have_url(f"{topics_site}bills/late/")
    path = page.get_by_role("navigation", name="You are here")
    expect(path.get_by_role("link")).to_have_text(["All guides", "Bills & payments", "Late bills"])
    path.get_by_role("link", name="Bills & payments").click()
    expect(page).to_have_url(f"{topics_site}topics/bills/")
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="All guides").click()
    expect(page).to_have_url(topics_site)


def test_a_topic_is_in_every_language(page: Page, topics_site: str) -> None:
    page.goto(f"{topics_site}lv/topics/late/")
    expect(page.locator("[data-topic=late]")).to_have_attribute("lang", "lv")
    path = page.get_by_role("navigation", name="Jūs esat šeit")
    expect(path.get_by_role("link")).to_have_text(["Visi ceļveži", "Bills & payments"])
    alternates = page.locator("link[hreflang]").evaluate_all("all => all.map((one) => one.hreflang)")
    assert set(alternates) >= {"en", "ar"}


@pytest.mark.parametrize("name", ["", "topics/bills/", "topics/late/", "bills/late/", "ar/topics/bills/"])
def test_axe_finds_nothing(new_page: NewPage, topics_site: str, name: str) -> None:
    page = new_page()
    for _ in looks(page):
        page.goto(f"{topics_site}{name}")
        assert not violations(page)
        # Nothing is wider than the screen.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_path_makes_room_for_the_way_back(new_page: NewPage, topics_site: str) -> None:
    page = new_page()
    page.goto(f"{topics_site}bills/late/")
    path = page.get_by_role("navigation", name="You are here")
    expect(path).to_be_visible()
    page.get_by_role("link", name="No").click()
    expect(path).to_be_hidden()
    page.get_by_role("link", name="Back").click()
    expect(path).to_be_visible()


def test_the_search_finds_a_topic_by_its_title(new_page: NewPage, topics_site: str) -> None:
    page = new_page()
    open_search(page, topics_site)
    assert ask(page, "late bills", topics_site)[0] == "topics/late/"
