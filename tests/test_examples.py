"""Examples that people copy work, and every link in the documentation leads to something."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

import txtar
from conftest import ROOT
from izeja import HOME
from izeja.cli.main import main
from izeja.compiler.compile import compile_library

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
README_FILE = ROOT / "README.md"
README = README_FILE.read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("benchmarks/*.md")])
PICTURES = HOME.replace("github.com", "raw.githubusercontent.com")
# Addresses that the project's home has besides its files.
ELSEWHERE = {HOME, f"{HOME}/issues", f"{HOME}/security/advisories/new"}


def plain(path: str) -> Any:
    # Plain values alone, with `on` as the text that GitHub and pre-commit take it for.
    return yaml.load((ROOT / path).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - texts only


HOOKS = plain(".pre-commit-hooks.yaml")
STEPS = plain("docs/examples/github-actions.yml")["jobs"]["guides"]["steps"]
RECIPES = sorted((ROOT / "docs" / "examples").glob("*.*"))
CALLS = [
    *(hook["entry"] for hook in HOOKS),
    *sorted(
        {
            call.strip()
            for file in RECIPES
            for line in file.read_text("utf-8").splitlines()
            if not line.lstrip().startswith("#")
            for call in re.findall(r"\bizeja [a-z]+[^&\n\"]*", line)
        }
    ),
]


@pytest.mark.parametrize("call", CALLS)
def test_calls_a_command_that_exists(call: str) -> None:
    program, name, *arguments = shlex.split(call)
    assert PROJECT["scripts"][program] == "izeja.cli.main:main"
    context = main.make_context(program, [name])
    command = main.get_command(context, name)
    assert command is not None
    existing = [
        str(ROOT) if argument in ("site", "public", "shards/*") else argument for argument in arguments
    ]
    assert command.make_context(name, existing, parent=context).command is command


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
        ["pip", "install"],
    ]
    assert "--strict" in runs[2]
    assert plain("docs/examples/github-actions.yml")["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("name", ["docs/examples/github-actions.yml", *(hook["id"] for hook in HOOKS)])
def test_the_readme_names_it(name: str) -> None:
    assert f"`{name}`" in README


def test_the_readme_names_every_command() -> None:
    named = set(re.findall(r"`izeja ([a-z]+)", README))
    assert named == set(main.list_commands(click.Context(main)))


def test_the_readme_shows_what_a_check_says(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    update_goldens: bool,  # noqa: FBT001 - a fixture
) -> None:
    shutil.copytree(ROOT / "decision_trees", tmp_path / "decision_trees")
    tree = tmp_path / "decision_trees" / "microsoft" / "get-refund.yml"
    tree.write_text(
        re.sub(r"to: subscription$", "to: subscriptoin", tree.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    said, _, _ = CliRunner().invoke(main, ["check", "--no-cache"]).output.rpartition("\n\n")
    shown = re.findall(r"```text\n(.*?)\n```", README, re.DOTALL)[0]
    if update_goldens:
        README_FILE.write_text(README.replace(shown, said), "utf-8")
        shown = said
    assert shown == said


def test_the_trees_of_the_readme_have_no_problem(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    config = next(block for block in blocks if block.startswith("source_language:"))
    first = next(block for block in blocks if "nodes:" in block)
    named = dict(re.findall(r"```yaml\n# decision_trees/(\S+)\n(.*?)```", README, re.DOTALL))
    assert {"modem/no-light.yml", "contacts.yml"} == named.keys()
    txtar.unpack({"library.yml": config, "no-sound.yml": first, **named}, tmp_path)
    assert compile_library(tmp_path).problems == ()


def links(text: str) -> Iterator[str]:
    """Yield where the links and pictures of a page lead; code is left out."""
    prose = re.sub(r"^```.*?^```|`[^`\n]+`(?!\]\()", "", text, flags=re.DOTALL | re.MULTILINE)
    yield from re.findall(r"\]\(([^)\s]+)\)", prose)


def exists_at_home(url: str) -> bool:
    """Whether a URL below the project's home names a file or folder of this repository."""
    if url in ELSEWHERE:
        return True
    place = url.partition("#")[0]
    for start, is_there in (
        (f"{PICTURES}/main/", Path.is_file),
        (f"{HOME}/blob/main/", Path.is_file),
        (f"{HOME}/tree/main/", Path.is_dir),
    ):
        if place.startswith(start):
            return is_there(ROOT / place.removeprefix(start))
    return False


def test_the_readme_has_whole_addresses() -> None:
    """PyPI shows the README too, where a relative link leads nowhere."""
    assert [link for link in links(README) if not link.startswith("https://")] == []
    assert "URL-OF" not in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files_that_exist(page: Path) -> None:
    found = list(links(page.read_text("utf-8")))
    at_home = [link for link in found if link.startswith((HOME, PICTURES))]
    assert [link for link in at_home if not exists_at_home(link)] == []
    # In the library's own texts, addresses like these are examples.
    relative = [link.partition("#")[0] for link in found if not re.match(r"[a-z]+:|#", link)]
    assert [link for link in relative if not (page.parent / link).exists()] == []


def test_each_decision_has_a_number_of_its_own() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(file.name[:4]) for file in files]
    assert len(numbers) == len(set(numbers))
    headings = [file.read_text("utf-8").partition("\n")[0] for file in files]
    assert [heading.split(".")[0] for heading in headings] == [f"# {number}" for number in numbers]


def test_addresses_below_the_home_exist() -> None:
    files = [*PAGES, *ROOT.glob("*.toml"), *ROOT.glob(".github/**/*.*"), *ROOT.glob("docs/examples/**/*.yml")]
    found = {
        (str(file.relative_to(ROOT)), url.rstrip("."))
        for file in files
        for url in re.findall(rf"(?:{HOME}|{PICTURES})[\w/.#-]*", file.read_text("utf-8"))
    }
    assert [one for one in sorted(found) if not exists_at_home(one[1])] == []


def test_the_metadata_names_the_home_of_the_project() -> None:
    urls = PROJECT["urls"]
    assert urls.keys() == {"Homepage", "Documentation", "Changelog", "Issues", "Source"}
    assert urls["Homepage"] == urls["Source"] == HOME
    assert [url for url in urls.values() if not exists_at_home(url)] == []
