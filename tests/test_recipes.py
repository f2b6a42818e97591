"""The recipes for publishing, as people copy them, are clean YAML, and their scripts do what they say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT

EXAMPLES = ROOT / "docs" / "examples"
RECIPES = sorted(EXAMPLES.glob("*.yml"))
WORKFLOWS = [file for file in RECIPES if file.name != "gitlab-ci.yml"]
# `on` is a key of GitHub's, and not a mistaken `true`; there is no `---` at the top of workflows.
RULES = """
extends: default
rules:
  comments: {min-spaces-from-content: 1}
  document-start: disable
  line-length: {max: 130}
  truthy: {check-keys: false}
"""


def plain(file: Path) -> Any:
    return yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only


def steps(file: Path) -> list[dict[str, Any]]:
    return [step for job in plain(file)["jobs"].values() for step in job["steps"]]


def test_the_linter_finds_nothing() -> None:
    assert run([sys.executable, "-m", "yamllint", "--strict", "-d", RULES, *map(str, RECIPES)], ROOT) == ""


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_may_do_only_what_it_says(file: Path) -> None:
    workflow = plain(file)
    assert {"name", "on", "permissions", "jobs"} <= workflow.keys()
    # What can be in a title or a branch's name of a stranger must not become part of a script.
    scripts = "\n".join(step.get("run", "") for step in steps(file))
    assert "${{ github." not in scripts
    assert all({"uses", "run"} & step.keys() for step in steps(file))


def test_every_recipe_checks_before_it_publishes() -> None:
    commands = {
        "netlify.toml": tomllib.loads((EXAMPLES / "netlify.toml").read_text("utf-8"))["build"]["command"],
        "gitlab-ci.yml": "\n".join(plain(EXAMPLES / "gitlab-ci.yml")[".build"]["script"]),
        **{file.name: "\n".join(step.get("run", "") for step in steps(file)) for file in WORKFLOWS},
    }
    assert [name for name, text in commands.items() if "mkdocs build --strict" not in text] == []
    assert [name for name, text in commands.items() if "izeja verify" not in text] == []


def test_the_page_about_publishing_names_every_recipe() -> None:
    page = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    assert [file.name for file in EXAMPLES.glob("*.*") if f"](examples/{file.name})" not in page] == []


def run(command: list[str], folder: Path, **variables: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **variables}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - a recipe's own script
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def publish(folder: Path, page: str, *, pull_request: str = "", closed: str = "false") -> set[str]:
    """Run the script of GitHub Pages for a site that has one page; return what is published then."""
    shutil.rmtree(folder / "site", ignore_errors=True)
    (folder / "site").mkdir()
    (folder / "site" / page).write_text(page, "utf-8")
    script = next(
        step["run"] for step in steps(EXAMPLES / "github-pages.yml") if step.get("name") == "Publish"
    )
    variables = {"PULL_REQUEST": pull_request, "CLOSED": closed, "GITHUB_SHA": "0" * 40}
    run(["bash", "-euo", "pipefail", "-c", script], folder / "pages", **variables)
    listed = run(["git", "ls-tree", "-r", "--name-only", "gh-pages"], folder / "origin.git")
    return {*listed.split()} - {".nojekyll"}


def test_github_pages_has_the_site_and_a_preview_of_each_pull_request(tmp_path: Path) -> None:
    run(["git", "init", "--quiet", "--bare", "--initial-branch=gh-pages", "origin.git"], tmp_path)
    run(["git", "clone", "--quiet", "origin.git", "pages"], tmp_path)
    (tmp_path / "pages" / "CNAME").write_text("help.example.com", "utf-8")
    assert publish(tmp_path, "a") == {"CNAME", "a"}
    assert publish(tmp_path, "b", pull_request="7") == {"CNAME", "a", "preview/7/b"}
    assert publish(tmp_path, "c", pull_request="8") == {"CNAME", "a", "preview/7/b", "preview/8/c"}
    assert publish(tmp_path, "d", pull_request="7") == {"CNAME", "a", "preview/7/d", "preview/8/c"}
    assert publish(tmp_path, "e") == {"CNAME", "e", "preview/7/d", "preview/8/c"}
    assert publish(tmp_path, "e") == {"CNAME", "e", "preview/7/d", "preview/8/c"}
    assert publish(tmp_path, "f", pull_request="7", closed="true") == {"CNAME", "e", "preview/8/c"}
