"""Pictures of each step, and the messages that they show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

import txtar
from izeja.cli.main import main

PROJECT = """\
-- mkdocs.yml --
site_name: Help
plugins:
  - izeja
  - i18n:
      docs_structure: folder
      languages:
        - {locale: lv, name: Latviešu, default: true}
        - {locale: en, name: English}
-- docs/lv/index.md --
# Palīdzība
-- docs/en/index.md --
# Help
-- decision_trees/library.yml --
source_language: en
languages: {lv: fallback, en: required}
-- decision_trees/terms.yml --
save:
  text: Save
other:
  text: Other
-- decision_trees/a.yml --
title: The guide
kind: diagnosis
start: ask
nodes:
  ask:
    question: Does it work?
    answers:
      - text: It does
        to: done
      - text: It does not
        to: more
  done:
    resolution: It works
  more:
    include: parts/p.yml
    next: done
-- decision_trees/parts/p.yml --
title: The part
kind: part
start: wait
nodes:
  wait:
    step: Wait a minute
    body: Then press {save}.
    next: return
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    txtar.unpack(txtar.split(PROJECT), tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.mark.slow  # in a browser
def test_each_step_has_a_picture_with_its_messages(folder: Path) -> None:
    run("translate", "update")
    assert run("build").exit_code == 0
    result = run("translate", "screenshots", "made/pictures")
    assert (result.exit_code, result.output) == (0, "made/pictures/pictures.json: 3 pictures of 1 guide\n")
    listed = json.loads((folder / "made" / "pictures" / "pictures.json").read_text("utf-8"))
    assert (listed["version"], listed["language"]) == (1, "en")
    assert {
        one["file"]: [message["source"] for message in one["messages"]] for one in listed["pictures"]
    } == {
        "a/ask.png": ["The guide", "Does it work?", "It does", "It does not"],
        "a/done.png": ["It works"],
        "a/more.wait.png": ["Wait a minute", "Then press {save}.", "Save"],
    }
    part = listed["pictures"][-1]
    assert (part["guide"], part["step"]) == ("a", "more.wait")
    assert part["messages"][0] == {
        "catalog": "parts/p",
        "context": "parts/p#wait step",
        "source": "Wait a minute",
    }
    pictures = [Image.open(folder / "made" / "pictures" / one["file"]) for one in listed["pictures"]]
    assert {picture.width for picture in pictures} == {480}
    # Each shows another step.
    assert len({picture.tobytes() for picture in pictures}) == 3


def test_what_is_missing_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = run("translate", "screenshots", "pictures")
    assert nowhere.exit_code == 2
    assert "there is no site in the folder 'site': build it, or name another one" in nowhere.output
    (folder / "site").mkdir()
    monkeypatch.setenv("IZEJA_BROWSER", "no-such-browser")
    without = run("translate", "screenshots", "pictures")
    assert (
        "there is no browser: install Chromium, Chrome or Edge, or name one in IZEJA_BROWSER"
        in without.output
    )
    assert not (folder / "pictures").exists()


@pytest.mark.slow  # in a browser
def test_a_page_that_is_missing_is_named(folder: Path) -> None:
    (folder / "site").mkdir()
    unbuilt = run("translate", "screenshots", "pictures")
    assert (unbuilt.exit_code, unbuilt.output) == (
        1,
        "site has no page of 'a' in 'en': build the site again\n",
    )
    (folder / "site" / "a").mkdir()
    (folder / "site" / "a" / "index.html").write_text('<html lang="lv"><title>A</title></html>', "utf-8")
    other = run("translate", "screenshots", "pictures")
    assert (other.exit_code, other.output) == (1, "the page of 'a' is in 'lv', and not in 'en'\n")
    assert not (folder / "pictures").exists()
