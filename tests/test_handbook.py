"""What the writer's handbook shows is in a file that is checked and built, and messages are as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

import txtar
from conftest import ROOT, SMALLEST
from izeja.cli.main import main
from izeja.compiler.compile import compile_library

HANDBOOK = ROOT / "docs" / "writers"
EXAMPLES = ROOT / "docs" / "examples" / "handbook"
PAGES = sorted(HANDBOOK.glob("*.md"))
# What the language has beside its nodes and their answers; test_it_shows_each_part says where it is shown.
PARTS = (
    *(
        "group:",
        "note:",
        "several: true",
        "none: true",
        "outcome:",
        "actions:",
        "unsolved:",
        "prepare:",
        "hours:",
    ),
    *(
        "dates:",
        "number:",
        "asks:",
        "by:",
        "![",
        "## ",
        "| ---",
        "> [!",
        "```",
        "meaning:",
        "hint:",
        "sources:",
    ),
    *("include:", "kind: part", "to: return", ".mp4", "topics:", "draft: true", "changes:", "aliases:"),
)


class Block(NamedTuple):
    """A block of YAML on a page, and the file that it says it is from."""

    page: str
    file: str
    text: str


def blocks() -> Iterator[Block]:
    for page in PAGES:
        found = re.findall(
            r'^(```+)yaml title="([^"]+)"\n(.*?)^\1$', page.read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
        yield from (Block(page.name, file, text) for _, file, text in found)


QUOTED = [block for block in blocks() if block.page.startswith("by-example")]
TYPED = [block for block in blocks() if block not in QUOTED]


@pytest.mark.parametrize("block", QUOTED, ids=lambda block: f"{block.page}-{block.file}")
def test_an_example_is_part_of_its_file(block: Block) -> None:
    assert block.text in (EXAMPLES / block.file).read_text("utf-8")


@pytest.mark.parametrize("page", ["by-example.md", "by-example.lv.md"])
def test_it_shows_each_part_of_the_language(page: str) -> None:
    shown = (HANDBOOK / page).read_text("utf-8")
    assert [part for part in PARTS if part not in shown] == []


def test_both_languages_show_the_same() -> None:
    for page in PAGES:
        if page.name.endswith(".lv.md"):
            english = page.with_name(page.name.replace(".lv.md", ".md")).read_text("utf-8")
            assert markers(page.read_text("utf-8")) == markers(english), page.name


def markers(text: str) -> list[str]:
    """Return what a page has in every language: code without remarks, guides, and pages that it links to.

    The address of a heading is in the heading's language. `make docs` reports one that leads nowhere.
    """
    text = re.sub(r" +# .*$", "", text, flags=re.MULTILINE)
    return re.findall(r"^```+.*?^```+$|<!-- izeja:.*?-->|\]\([^)#`\s]+", text, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", ["first-tree.md", "first-tree.lv.md"])
def test_the_first_tree_has_no_problem(page: str, tmp_path: Path) -> None:
    files = {block.file.removeprefix("decision_trees/"): block.text for block in TYPED if block.page == page}
    txtar.unpack({**SMALLEST, **files}, tmp_path)
    assert compile_library(tmp_path).problems == ()


@pytest.mark.parametrize("page", ["problems.md", "problems.lv.md"])
def test_the_message_is_what_a_check_says(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {block.file: block.text for block in TYPED if block.page == "first-tree.md"}
    tree = files["decision_trees/no-sound.yml"].replace("to: unplug\n", "to: unplugg\n", 1)
    config = {f"decision_trees/{name}": text for name, text in SMALLEST.items()}
    txtar.unpack({**files, **config, "decision_trees/no-sound.yml": tree}, tmp_path)
    monkeypatch.chdir(tmp_path)
    said = CliRunner().invoke(main, ["check", "--no-cache"]).output
    (shown,) = re.findall(r"```text\n(.*?)```", (HANDBOOK / page).read_text("utf-8"), re.DOTALL)
    assert shown in said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    for name in re.findall(r"\bizeja ([a-z]+)", page.read_text("utf-8")):
        assert main.get_command(main.make_context("izeja", [name]), name) is not None
