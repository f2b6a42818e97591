"""What other projects copy: the hook of pre-commit and the workflow for GitHub call commands that exist."""

from __future__ import annotations

import re
import shlex
import tomllib
from typing import Any

import click
import pytest
import yaml

from conftest import ROOT
from izeja.cli.main import main

# Plain values alone, with `on` as the text that GitHub and pre-commit take it for.
HOOKS: Any = yaml.load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
WORKFLOW: Any = yaml.load((ROOT / "docs/examples/github-actions.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only
STEPS = WORKFLOW["jobs"]["guides"]["steps"]
CALLS = [
    *(hook["entry"] for hook in HOOKS),
    *(step["run"] for step in STEPS if step.get("run", "").startswith("izeja")),
]


@pytest.mark.parametrize("call", CALLS)
def test_calls_a_command_that_exists(call: str) -> None:
    program, name, *arguments = shlex.split(call)
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert scripts[program] == "izeja.cli.main:main"
    command = main.get_command(click.Context(main), name)
    assert command is not None
    existing = [argument.replace("site", str(ROOT)) for argument in arguments]
    assert command.make_context(name, existing, parent=click.Context(main)).command is command


def test_the_hook_of_pre_commit_has_what_it_needs() -> None:
    for hook in HOOKS:
        assert {"id", "name", "entry", "language", "files"} <= hook.keys()
        assert {"language": "python", "pass_filenames": "false"}.items() <= hook.items()
        assert re.search(hook["files"], "decision_trees/translations/lv/microsoft/get-refund.po")
        assert not re.search(hook["files"], "docs/decision_trees.md")


def test_the_workflow_checks_before_it_builds_and_verifies_after() -> None:
    runs = [step["run"] for step in STEPS if "run" in step]
    assert [run.split()[:2] for run in runs[1:]] == [
        ["izeja", "check"],
        ["mkdocs", "build"],
        ["izeja", "verify"],
    ]
    assert "--strict" in runs[2]
    assert WORKFLOW["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", ["docs/examples/github-actions.yml", *(hook["id"] for hook in HOOKS)])
def test_the_readme_tells_of_it(name: str) -> None:
    assert f"`{name}`" in (ROOT / "README.md").read_text("utf-8")
