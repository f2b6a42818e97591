"""The plan of the house: which room may know which, and what the repository may not say."""

from __future__ import annotations

import ast
import re
import subprocess

import pytest

from conftest import ROOT

HOUSE = ROOT / "hooks" / "izeja"
# From the ground up. A module imports only what stands before it.
ORDER = (
    "clock",
    "parallel",
    "language",
    "problem",
    "memory",
    "source",
    "folder",
    "model",
    "schema",
    "markup",
    "validation",
    "library",
    "reference",
    "target",
    "expansion",
    "graph",
    "proof",
    "outline",
    "selection",
    "cache",
    "catalog",
    "pseudo",
    "translation",
    "wording",
    "catalog_update",
    "xliff",
    "translation_status",
    "new_language",
    "report",
    "formats",
    "explain",
    "page",
    "search",
    "stamp",
    "press",
    "compiler",
    "edit",
    "merge",
    "crawler",
    "cli_options",
    "cli_translate",
    "cli",
    "pytest_items",
    "pytest_plugin",
    "mkdocs_addresses",
    "mkdocs_stamping",
    "mkdocs_parts",
    "mkdocs_preview",
    "mkdocs_library",
    "mkdocs_press",
    "mkdocs_templates",
    "mkdocs_theme",
    "mkdocs_options",
    "mkdocs_site",
    "mkdocs_plugin",
)
HOSTS = tuple(module for module in ORDER if module.startswith("mkdocs_"))


def imports(module: str) -> set[str]:
    tree = ast.parse((HOUSE / f"{module}.py").read_text("utf-8"))
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return named | {
        alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }


def test_every_room_has_its_place() -> None:
    assert {file.stem for file in HOUSE.glob("*.py")} == {"__init__", *ORDER}


@pytest.mark.parametrize("module", ORDER)
def test_imports_run_one_way(module: str) -> None:
    own = {name.removeprefix("izeja.") for name in imports(module) if name.startswith("izeja.")}
    assert own <= set(ORDER[: ORDER.index(module)])


@pytest.mark.parametrize("module", [module for module in ORDER if module not in HOSTS])
def test_only_hosts_know_mkdocs(module: str) -> None:
    assert not [name for name in imports(module) if name.split(".")[0] in ("mkdocs", "material")]


def test_the_crawler_shares_nothing_with_the_compiler() -> None:
    assert not [name for name in imports("crawler") if name.startswith("izeja")]


def test_the_hook_holds_no_logic() -> None:
    tree = ast.parse((ROOT / "hooks" / "guided_help.py").read_text("utf-8"))
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.Expr)
    assert all(isinstance(node, allowed) for node in tree.body)


def test_the_repository_speaks_of_the_project_alone() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git is found by its name everywhere
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    foreign = re.compile(r"/(?:home|root|work|tmp|Users)/\w|pythonhosted|registry\.npmjs")
    files = [ROOT / name for name in listed.stdout.split("\0") if name and name != "tests/test_house.py"]
    texts = {file: file.read_bytes().decode("utf-8", "ignore") for file in files if file.is_file()}
    assert not [(str(file), foreign.findall(text)) for file, text in texts.items() if foreign.search(text)]
