"""Commands in odd surroundings: each says what is wrong, and none ends with a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import ROOT, SMALLEST, only_some_quick

TREE = """\
title: Modemi, rūteraķi un ☁
kind: procedure
start: a
nodes:
  a:
    resolution: Lūdzu **gaidiet**
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "trees"
    folder.mkdir()
    for name, text in {**SMALLEST, "t.yml": TREE}.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def run(*arguments: str, folder: Path, then: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command; `then` is what a shell does with it."""
    code = "from izeja.cli.main import main; main()"
    command = f"'{sys.executable}' -c '{code}' {' '.join(arguments)} {then}"
    return subprocess.run(  # noqa: S603 - our own command
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "hooks"), **variables},
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
    )


@pytest.mark.parametrize(
    "variables",
    only_some_quick(
        [
            *({"LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}),
            *({"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1:strict"}, {"COLUMNS": "0"}),
            *({"COLUMNS": "1"}, {"COLUMNS": "-5"}, {"COLUMNS": "x"}, {"NO_COLOR": "1"}, {"NO_COLOR": ""}),
            *({"TERM": "dumb"}, {"HOME": "/nowhere"}, {"TZ": "nowhere"}, {"LANG": "xx_YY.unknown"}),
        ]
    ),
    ids=str,
)
def test_odd_variables(library: Path, variables: dict[str, str]) -> None:
    checked = run("check", str(library), folder=library, **variables)
    assert (checked.returncode, checked.stderr) == (1, "")
    assert "[literal-markup]" in checked.stdout
    explained = run("explain", "dead-end", folder=library, **variables)
    assert (explained.returncode, explained.stderr) == (0, "")


@pytest.mark.parametrize("value", only_some_quick(["abc", "1e9", "-", "9" * 30, "9" * 5000, "1.5", "٣x"]))
def test_a_day_of_the_build_that_is_none(library: Path, value: str) -> None:
    checked = run("check", str(library), folder=library, SOURCE_DATE_EPOCH=value)
    assert checked.returncode == 2
    assert checked.stderr.startswith("Error: SOURCE_DATE_EPOCH is '")
    assert checked.stderr.endswith("write the seconds since 1970, or unset it\n")


@pytest.mark.parametrize("shell", only_some_quick(["| head -c 1", ">&-", "2>&-", "<&-", ">/dev/full"]))
def test_output_that_goes_nowhere(library: Path, shell: str) -> None:
    for command in (("check", str(library)), ("explain",), ("schema",)):
        assert "Traceback" not in run(*command, folder=library, then=shell).stderr


@pytest.mark.slow
def test_a_working_folder_that_is_gone(library: Path, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    again = f"{sys.executable} -c 'from izeja.cli.main import main; main()' check {library}"
    left = run("--help", folder=tmp_path / "gone", then=f"; rmdir ../gone; {again}")
    assert "the working folder no longer exists" in left.stderr


@pytest.mark.slow
def test_folders_that_nobody_can_write_to(library: Path) -> None:
    library.chmod(0o555)
    library.parent.chmod(0o555)
    checked = run("check", str(library), folder=library)
    library.parent.chmod(0o755)
    library.chmod(0o755)
    assert (checked.returncode, checked.stderr) == (1, "")


EXTRAS = {
    "mcp": ("mcp trees", ["mcp", "mcp_types", "anyio", "starlette", "uvicorn", "httpx", "httpx2"]),
    "links": ("links trees", ["idna", "truststore", "urllib3"]),
    "lsp": ("lsp", ["pygls", "lsprotocol", "cattrs", "attrs", "attr"]),
    "preview": ("preview trees", ["watchdog"]),
    "events": ("stats trees --events events.csv", ["duckdb"]),
    "map": ("map trees --format svg", ["pygraphviz"]),
    "sheet": ("export --for sheet sheets trees --site https://example.org", ["segno"]),
    "screenshots": ("translate screenshots pictures trees", ["playwright", "greenlet", "pyee"]),
}
HIDE = """
import sys
from importlib.machinery import PathFinder
hidden, found = sys.argv.pop(1).split(), PathFinder.find_spec
PathFinder.find_spec = lambda name, *more: None if name in hidden else found(name, *more)
from izeja.cli.main import main
main()
"""


@pytest.mark.parametrize("extra", EXTRAS)
def test_a_command_without_its_extra_names_it(library: Path, extra: str) -> None:
    """The packages of the extra are hidden with all that they bring along, as in a new environment."""
    arguments, packages = EXTRAS[extra]
    (library.parent / "events.csv").write_text("", "utf-8")
    (library.parent / "site").mkdir()
    result = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", HIDE, " ".join(packages), *arguments.split()],
        cwd=library.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "hooks")},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert result.returncode == 2, result.stderr
    assert f"pip install 'izeja[{extra}]'" in result.stderr
    assert "Traceback" not in result.stderr


def test_every_extra_of_a_command_is_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    # `izeja new` suggests MkDocs, and goes on without it.
    assert {*EXTRAS, "mkdocs"} == {*project["optional-dependencies"]}
