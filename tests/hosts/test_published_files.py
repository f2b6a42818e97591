"""The files of a site, whichever host has built it: no page is lost, and no tree gets out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import txtar
from conftest import build
from izeja.cli.main import main

PROJECT = """
-- mkdocs.yml --
site_name: Help
plugins: [izeja]
-- docs/index.md --
# Home

<!-- izeja:guides -->
-- docs/old~/tips.md --
# Tips
-- docs/tips.md~ --
# An editor's copy
-- docs/trees.link --
../decision_trees
-- docs/secret.yml.link --
../decision_trees/secret.yml
-- docs/own.yml --
ours: to publish
-- decision_trees/library.yml --
source_language: en
languages: [en]
-- decision_trees/restart.yml --
title: Restart
kind: procedure
start: plug
nodes:
  plug:
    resolution: It works
-- decision_trees/secret.yml --
title: Not yet public
draft: true
kind: procedure
start: plug
nodes:
  plug:
    resolution: It works
"""


def by_mkdocs(project: Path) -> str:
    ran = build(project, "--strict")
    return "" if ran.returncode == 0 else ran.stderr


def by_izeja(project: Path) -> str:
    ran = CliRunner().invoke(main, ["build", str(project)], catch_exceptions=False)
    return "" if ran.exit_code == 0 else ran.output


HOSTS = pytest.mark.parametrize("host", [by_mkdocs, by_izeja])


@HOSTS
def test_pages_are_published_and_the_library_is_not(host: Callable[[Path], str], tmp_path: Path) -> None:
    txtar.unpack(txtar.split(PROJECT), tmp_path)
    assert host(tmp_path) == ""
    site = tmp_path / "site"
    assert (site / "old~" / "tips" / "index.html").is_file()
    found = {file.name for file in site.rglob("*") if file.suffix in (".yml", ".md~")}
    assert found == {"own.yml"}


@HOSTS
def test_links_in_a_circle_are_named(host: Callable[[Path], str], tmp_path: Path) -> None:
    files = {**txtar.split(PROJECT), "docs/more/again.link": "..", "docs/more/page.md": "# More"}
    txtar.unpack(files, tmp_path)
    said = host(tmp_path)
    assert "docs/more/again is a link to a folder that it is in: delete it" in said


@HOSTS
@pytest.mark.parametrize(
    ("link", "to", "fault"),
    [
        ("news.md", "../NEWS.md", "../NEWS.md', which does not exist: correct or delete it"),
        ("news.txt", "gone/news.txt", "gone/news.txt', which does not exist: correct or delete it"),
        (
            "hosts.txt",
            "/etc/hosts",
            "/etc/hosts', which is outside of the project: put",
        ),
        (
            "more",
            "../../outside",
            "../../outside', which is outside of the project: put",
        ),
    ],
)
def test_a_link_that_leads_out_or_nowhere_is_named(
    host: Callable[[Path], str], link: str, to: str, fault: str, tmp_path: Path
) -> None:
    project = {f"project/{name}": text for name, text in txtar.split(PROJECT).items()}
    txtar.unpack({**project, f"project/docs/{link}.link": to, "outside/page.md": "# Out"}, tmp_path)
    said = host(tmp_path / "project")
    assert f"docs/{link} is a link to '{fault}" in said
    assert said.count("is a link to") == 1


def test_a_folder_that_nobody_may_read_stops_the_build(tmp_path: Path) -> None:
    txtar.unpack(txtar.split(PROJECT), tmp_path)
    closed = tmp_path / "docs" / "old~"
    closed.chmod(0)
    # The modes of files do not bind root.
    capabilities = "-dac_override,-dac_read_search"
    bound = (
        ["setpriv", f"--bounding-set={capabilities}", f"--inh-caps={capabilities}"]
        if os.getuid() == 0
        else []
    )
    try:
        ran = subprocess.run(  # noqa: S603 - our own command
            [*bound, sys.executable, "-c", "from izeja.cli.main import main; main()", "build", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        closed.chmod(0o755)
    assert ran.returncode != 0
    assert "cannot read the folder 'docs/old~': Permission denied. Check" in ran.stderr
    assert not (tmp_path / "site").exists()
