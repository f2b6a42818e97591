"""Hand-written pages with Material's tabs and icons, in Izeja's theme, with and without MkDocs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import NewContext, serving

SETTINGS = """
site_name: Help
theme: {name: izeja}
plugins: [search, izeja]
markdown_extensions:
  - pymdownx.tabbed: {alternate_style: true}
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      emoji_generator: !!python/name:material.extensions.emoji.to_svg
"""
HOME = """# Home

An icon: :material-check: and :smile:

=== "Windows"

    Press the first key.

=== "Mac"

    Press the [second key](#home).
"""
LIBRARY = "source_language: en\nlanguages: [en]\n"
TREE = "title: Restart\nkind: procedure\nstart: plug\nnodes:\n  plug:\n    resolution: It works\n"
COMMANDS = {
    "izeja": ["from izeja.cli.main import main; main()", "build"],
    "mkdocs": ["from mkdocs.__main__ import cli; cli()", "build", "--strict", "-q"],
}


@pytest.fixture(scope="module", params=COMMANDS)
def root(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    project = tmp_path_factory.mktemp("written")
    for name, text in {
        "mkdocs.yml": SETTINGS,
        "docs/index.md": HOME,
        "decision_trees/library.yml": LIBRARY,
        "decision_trees/restart.yml": TREE,
    }.items():
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text, "utf-8")
    subprocess.run([sys.executable, "-c", *COMMANDS[request.param]], check=True, cwd=project)  # noqa: S603 - ours
    with serving(project / "site") as server:
        yield server.address


@pytest.fixture
def page(root: str, new_context: NewContext) -> Iterator[Page]:
    with new_context(base_url=root) as context:
        yield context.new_page()


def test_icons_are_as_large_as_text_and_emojis_are_characters(page: Page, root: str) -> None:
    elsewhere: list[str] = []
    page.on("request", lambda one: None if one.url.startswith(root) else elsewhere.append(one.url))
    page.goto("/")
    expect(page.get_by_text("An icon: and 😄")).to_be_visible()
    icon = page.locator(".site-main svg")
    expect(icon).to_be_visible()
    size = icon.evaluate(
        "(icon) => icon.getBoundingClientRect().height / parseFloat(getComputedStyle(icon).fontSize)"
    )
    assert 0.9 < size < 1.5
    assert not elsewhere


def test_tabs_open_where_they_are_pressed(page: Page) -> None:
    page.goto("/")
    first, second = page.get_by_text("Press the first key."), page.get_by_text("Press the second key.")
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    page.get_by_text("Mac", exact=True).click()
    expect(second).to_be_visible()
