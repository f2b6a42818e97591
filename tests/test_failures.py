"""`pytest --failures=FILE` names what failed and what is flaky, for the last lines of `make test`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import txtar
from conftest import MOST_FLAKY, ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
ONCE_MORE = re.findall(r"^ONCE_MORE := (.*)", MAKEFILE, re.MULTILINE)[0].split()
PROCESSES = pytest.mark.parametrize("processes", ["", "-n2 --dist=loadfile"])

FAILING = """\
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
# Files keep what has happened: no other memory is shared by processes.
FLAKY = """\
-- test_some.py --
from pathlib import Path
import pytest

def happened(what):
    with Path(what).open("a") as file:
        file.write(".")
    return len(Path(what).read_text())

@pytest.fixture(scope="module")
def site():
    happened("built")
    yield
    happened("removed")

@pytest.fixture
def fault(site):
    yield
    assert happened("fault") > 1, "a fault on the page"

def test_in_time(site): assert happened("in time") > 1, "too early"

def test_without_faults(fault): pass

def test_breaks(site): assert not happened("broken")

def test_passes(site): pass
"""


def run(files: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the tests of some files with our settings, and leave what failed in the file `failed`."""
    txtar.unpack(txtar.split(files), folder)
    settings = ["-c", str(ROOT / "pyproject.toml"), "--rootdir=.", "-p", "conftest", "--failures=failed"]
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "pytest", *settings, *options, "."],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        text=True,
        check=False,
    )


def failures(folder: Path) -> list[str]:
    return sorted((folder / "failed").read_text("utf-8").splitlines())


@pytest.mark.slow
@PROCESSES
def test_each_failure_has_a_line(processes: str, tmp_path: Path) -> None:
    run(FAILING, tmp_path, "--continue-on-collection-errors", *processes.split())
    assert failures(tmp_path) == [
        "ERROR test_one_that_cannot_be_imported.py",
        "ERROR test_some.py::test_fails[1]",
        "ERROR test_some.py::test_fails[2]",
        "ERROR test_some.py::test_has_no_fixture",
        "FAILED test_some.py::test_fails[1]",
    ]


@pytest.mark.slow
@PROCESSES
def test_what_passes_the_second_time_is_flaky(processes: str, tmp_path: Path) -> None:
    ended = run(FLAKY, tmp_path, *ONCE_MORE, *processes.split())
    assert failures(tmp_path) == [
        "FAILED test_some.py::test_breaks",
        "FLAKY test_some.py::test_in_time",
        "FLAKY test_some.py::test_without_faults",
    ]
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED
    # The first failure can be read, and what a module shares is made once.
    assert "too early" in ended.stdout
    assert "a fault on the page" in ended.stdout
    assert [len((tmp_path / name).read_text()) for name in ("built", "removed", "broken")] == [1, 1, 2]


@pytest.mark.slow
@pytest.mark.parametrize("more", [0, 1])
def test_many_flaky_tests_are_a_failure(more: int, tmp_path: Path) -> None:
    tests = f"""\
-- test_some.py --
from pathlib import Path
import pytest

@pytest.mark.parametrize("number", range({MOST_FLAKY + more}))
def test_is_flaky(number):
    file = Path(str(number))
    is_first = not file.exists()
    file.touch()
    assert not is_first
"""
    ended = run(tests, tmp_path, *ONCE_MORE, "-n2", "--dist=loadfile")
    flaky = [f"FLAKY test_some.py::test_is_flaky[{number}]" for number in range(MOST_FLAKY + more)]
    too_many = ["FAILED 3 tests are flaky, and 2 may be"]
    assert failures(tmp_path) == (too_many + flaky if more else flaky)
    assert ended.returncode == (pytest.ExitCode.TESTS_FAILED if more else pytest.ExitCode.OK)
    assert (too_many[0] in ended.stdout) == bool(more)


def test_only_tests_in_browsers_run_once_more(request: pytest.FixtureRequest) -> None:
    assert not request.config.pluginmanager.has_plugin("rerunfailures")
    assert re.findall(r"\$\(ONCE_MORE\).*", MAKEFILE) == [
        "$(ONCE_MORE) $(IN_BROWSERS) >$(VENV)/in-browsers.log 2>&1 & browsers=$$!; \\"
    ]
    assert MAKEFILE.count("--reruns") == 1


def test_the_makefile_writes_the_option_as_one_word() -> None:
    """Before pytest has read this folder, it takes a word behind an unknown option for a path."""
    written = re.findall(r"--failures\S*", MAKEFILE)
    assert len(written) > 1
    assert [one for one in written if not one.startswith("--failures=")] == []
