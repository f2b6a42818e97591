"""What tests of several kinds share: the shipped library, the site that is built of it, and options."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import hypothesis
import pytest

import txtar
from izeja.compiler import Compiled, compile_library

ROOT = Path(__file__).parent.parent
MESSAGES = ROOT / "tests" / "problems" / "messages"
"""Small libraries, each with what a check says of it."""
SMALLEST = {"library.yml": "source_language: en\nlanguages: [en]\n"}
"""What a library has to have beside a tree."""


# Facts are overdue some day; what is tested here does not depend on the day on which it is.
os.environ["SOURCE_DATE_EPOCH"] = "1795392000"  # 2026-11-23

# How long a case takes depends on the machine, and is measured in benchmarks/.
# In continuous integration the examples are always the same, so that a change is judged and not luck.
hypothesis.settings.register_profile("izeja", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("izeja")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write what is said today into the golden files"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the browser last: what is quick comes first, and a process with its threads cannot be copied."""
    items.sort(key=lambda item: "browser" in item.path.relative_to(ROOT).parts)


@pytest.fixture(scope="session")
def update_goldens(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    """The library that is shipped, in all its languages."""
    return compile_library(ROOT / "decision_trees")


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    """A small library that has everything a page can show, in English and partly in Latvian."""
    folder = tmp_path_factory.mktemp("everything")
    text = (ROOT / "tests" / "page" / "library.txtar").read_text("utf-8")
    txtar.unpack(txtar.split(text), folder)
    compiled = compile_library(folder)
    assert not compiled.failed, [problem.message for problem in compiled.problems]
    return compiled


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that is shipped, built as `make site` builds it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    built = build(ROOT, "--strict", "--site-dir", str(folder))
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return folder


def build(project: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Build the site of a project in a process of its own."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "mkdocs", "build", *options],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
