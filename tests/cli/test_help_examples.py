"""The example at the end of each command's help works in the shipped project, just as it is."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from conftest import ROOT
from izeja.authoring.links.answer import Answer
from izeja.authoring.preview.server import PreviewServer
from izeja.cli.main import main

OWN_FILES = {
    "flowchart.mmd": "flowchart TD\n  a{Is it on?} -->|Yes| b([It works])\n  a -->|No| c([Turn it on])\n",
    "october.csv": "session,time,event,tree,node,to,solved,language\n"
    "1,2026-10-01T10:00:00Z,step,microsoft/get-refund,ask,,,en\n",
    "agency.tmx": '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>Close</seg>'
    '</tuv><tuv xml:lang="lv"><seg>Aizvērt</seg></tuv></tu></body></tmx>',
}
"""What an example takes that its reader has: a flowchart, events and a memory."""
BEFORE = {"verify": ("build",), "translate import": ("translate export lv lv.xlf",)}
"""What makes the files that an example takes."""
TYPED = {"walk": "1\n" * 9}
ELSEWHERE = {
    "lsp": "a server that an editor starts: tests/authoring/language_server",
    "mcp": "a server that an assistant starts: tests/hosts/assistant",
    "merge": "its shards take two builds of MkDocs: tests/hosts/test_sameness.py",
    "translate screenshots": "it takes a browser: tests/translation/test_screenshots.py",
}
"""Commands whose examples other tests run."""


def examples(group: click.Group = main, *names: str) -> Iterator[tuple[str, str]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        assert command is not None
        if command.epilog:
            yield " ".join((*names, name)), command.epilog.removeprefix("Example: izeja ")
        if isinstance(command, click.Group):
            yield from examples(command, *names, name)


EXAMPLES = dict(examples())


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped project, with its branch main."""
    folder = tmp_path_factory.mktemp("shipped") / "project"
    for name in ("decision_trees", "docs/en", "docs/lv", "docs/images", "docs/stylesheets"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    git = ("git", "-c", "user.name=A", "-c", "user.email=a@example.com")
    for command in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "Begin")):
        subprocess.run([*git, *command], cwd=folder, check=True)  # noqa: S603 - our own
    return folder


def answered(urls: list[str], *_: object) -> Iterator[tuple[str, Answer]]:
    yield from ((url, Answer("works")) for url in urls)


def interrupted(_: PreviewServer) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in ELSEWHERE])
def test_an_example_works(name: str, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    shutil.copytree(shipped, project)
    monkeypatch.chdir(project)
    monkeypatch.setattr("izeja.authoring.links.many.ask_all", answered)
    monkeypatch.setattr(PreviewServer, "serve_forever", interrupted)
    monkeypatch.setattr("webbrowser.open", lambda _: True)
    for file, content in OWN_FILES.items():
        if file in EXAMPLES[name]:
            Path(file).write_text(content, "utf-8")
    for command in (*BEFORE.get(name, ()), EXAMPLES[name]):
        result = CliRunner().invoke(main, shlex.split(command), input=TYPED.get(name))
        assert result.exit_code == 0, result.output


def test_each_example_is_tried_somewhere() -> None:
    assert ELSEWHERE.keys() <= EXAMPLES.keys()
    assert BEFORE.keys() <= EXAMPLES.keys()
    assert all(any(file in one for one in EXAMPLES.values()) for file in OWN_FILES)
