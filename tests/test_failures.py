"""`pytest --failures=FILE` names what failed, for the last lines of `make test`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import txtar
from conftest import ROOT

TESTS = """\
-- test_some.py --
import pytest

@pytest.fixture
def broken():
    raise ValueError

@pytest.fixture
def ends_badly():
    yield
    raise ValueError

def test_passes(): pass

@pytest.mark.parametrize("number", [1, 2])
def test_fails(number, ends_badly): assert number == 2

def test_has_no_fixture(broken): pass
-- test_one_that_cannot_be_imported.py --
import nothing_of_this_name
"""


@pytest.mark.slow
@pytest.mark.parametrize("processes", ["", "-n2"])
def test_each_failure_has_a_line(processes: str, tmp_path: Path) -> None:
    txtar.unpack(txtar.split(TESTS), tmp_path)
    options = ["--continue-on-collection-errors", "--failures=failed", *processes.split()]
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "pytest", "-p", "conftest", *options],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        check=False,
    )
    assert sorted((tmp_path / "failed").read_text("utf-8").splitlines()) == [
        "ERROR test_one_that_cannot_be_imported.py",
        "ERROR test_some.py::test_fails[1]",
        "ERROR test_some.py::test_fails[2]",
        "ERROR test_some.py::test_has_no_fixture",
        "FAILED test_some.py::test_fails[1]",
    ]


def test_the_makefile_writes_the_option_as_one_word() -> None:
    """Before pytest has read this folder, it takes a word behind an unknown option for a path."""
    written = re.findall(r"--failures\S*", (ROOT / "Makefile").read_text("utf-8"))
    assert len(written) > 1
    assert [one for one in written if not one.startswith("--failures=")] == []
