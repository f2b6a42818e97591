"""The reference page of the tree language: of today, whole, and with examples that work."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import ROOT
from izeja.cli.main import main
from izeja.compiler.compile import compile_library
from izeja.language.entry import keys_of
from izeja.language.nodes import NODES, Answer
from izeja.language.reference import EXAMPLE, reference
from izeja.language.schema import FILES, schema


def sections() -> dict[str, str]:
    parts = ("\n" + reference()).replace("\n### ", "\n## ").split("\n## ")[1:]
    return {part.partition("\n")[0].strip("`"): part for part in parts}


def test_the_page_is_of_today() -> None:
    page = ROOT / "docs" / "reference" / "tree-language.md"
    assert page.read_text("utf-8") == reference(), "run make schema"


def test_the_examples_have_no_problem() -> None:
    found = compile_library(EXAMPLE).problems
    # Their reviews will be overdue in some months, but the facts are invented.
    assert [problem for problem in found if problem.code != "overdue-review"] == []


@pytest.mark.parametrize("file", FILES)
def test_tells_of_every_key(file: str) -> None:
    described = schema(file)
    found = sections()
    title = "Trees" if file == "tree" else f"{file}.yml"
    for name, part in ((title, described), *described["definitions"].items()):
        assert part["description"] in found[name]
        for key in part.get("properties", {}):
            assert f"\n| `{key}` |" in found[name]


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.kind)
def test_shows_every_kind_of_node(node: type) -> None:
    assert "```yaml\n" in sections()[node.__name__]


def test_shows_every_key_of_an_answer() -> None:
    for key in keys_of(Answer):
        assert f"{key}: " in sections()["Question"].partition("```yaml")[2]


def test_the_command_prints_it_or_writes_it(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["reference"]).output == reference()
    file = tmp_path / "new" / "page.md"
    assert CliRunner().invoke(main, ["reference", "--write", str(file)]).exit_code == 0
    assert file.read_text("utf-8") == reference()
