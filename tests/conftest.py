"""Fixtures for tests of several kinds: the shipped library, the site built from it, and options."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest.mark import ParameterSet

import txtar
from izeja.compiler.compile import compile_library
from izeja.compiler.compiled import Compiled

ROOT = Path(__file__).parent.parent
PROVIDER = ROOT / "docs" / "examples" / "provider"
MESSAGES = ROOT / "tests" / "problems" / "messages"
"""Small libraries, each with the output of its check."""
SMALLEST = {"library.yml": "source_language: en\nlanguages: [en]\n"}
"""The files that a library needs beside a tree."""
MOST_FLAKY = 2
"""How many tests of a run may fail once and then pass."""


# See `pytest_collection_finish`.
gc.disable()

# Its assertions show what differs, as those of test modules do.
pytest.register_assert_rewrite("golden")

# Facts are overdue some day; tests must not depend on the day on which they run. No change of the
# shipped guides is newer.
os.environ["SOURCE_DATE_EPOCH"] = "1795737600"  # 2026-11-27

# Examples are the same in every run, so a failure comes from the change and not from luck. One that is worth
# keeping is written beside its test as an `@example`: there is no database that only one machine has.
# Deadlines are off because time depends on the machine; benchmarks/ measures it. `make fuzz` takes the
# profile with most examples.
for profile, examples in (("long", 1000), ("full", 50), ("quick", 6)):
    hypothesis.settings.register_profile(
        profile, max_examples=examples, derandomize=True, database=None, deadline=None
    )
hypothesis.settings.load_profile("full")


def times(factor: float) -> hypothesis.settings:
    """Return settings for more or fewer examples than usual; `--hypothesis-profile=quick` scales them too."""
    return hypothesis.settings(max_examples=max(1, round(factor * hypothesis.settings().max_examples)))


def only_some_quick(cases: Sequence[Any], *quick: Any) -> list[ParameterSet]:
    """Return the cases of a test, of which only some run in `make test-quick`: the others are `slow`.

    Args:
        cases: all of them.
        quick: those that show what the others show in more ways; by default one of eight.
    """
    chosen = quick or cases[::8]
    return [pytest.param(case, marks=[] if case in chosen else [pytest.mark.slow]) for case in cases]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens", action="store_true", help="write the current output into the golden files"
    )
    parser.addoption(
        "--failures", metavar="FILE", help="write the names of failed and flaky tests into a file"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run browsers last: quick tests come first, and a process with its threads cannot be copied."""
    items.sort(key=lambda item: bool({"browser", "engines"} & {*item.path.parts}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the names of failed tests for `make test`, which shows those of all its processes at its end."""
    failed, flaky = outcomes(terminalreporter)
    lines = [f"{kind} {test}" for kind, test in failed] + [f"FLAKY {test}" for test in flaky]
    if len(flaky) > MOST_FLAKY:
        lines.append(f"FAILED {len(flaky)} tests are flaky, and {MOST_FLAKY} may be")
        terminalreporter.write_line(lines[-1], red=True)
    if name := config.getoption("--failures"):
        (config.invocation_params.dir / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run with too many flaky tests."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and session.exitstatus == pytest.ExitCode.OK and len(outcomes(reporter)[1]) > MOST_FLAKY:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def outcomes(reporter: pytest.TerminalReporter) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what failed, as "FAILED" or "ERROR" and the test, and the tests that passed the second time."""
    kinds = ("failed", "error")
    failed = [(kind.upper(), one.nodeid) for kind in kinds for one in reporter.stats.get(kind, ())]
    again = {one.nodeid for one in reporter.stats.get("rerun", ())}
    return [*dict.fromkeys(failed)], sorted(again - {test for _, test in failed})


def pytest_collection_finish() -> None:
    """Keep the garbage collector from going through what was imported and collected, again and again."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail skipped tests in continuous integration: a browser or a dictionary is missing there."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.longrepr = f"nothing may be skipped in continuous integration. {reason}"
    return report


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
    return built_strictly(tmp_path_factory.mktemp("built") / "site", ROOT)


@pytest.fixture(scope="session")
def provider_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example in `docs/examples/provider/`, which uses the whole tree language."""
    return built_strictly(tmp_path_factory.mktemp("provider") / "site", PROVIDER)


@pytest.fixture(scope="session")
def documentation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the documentation, built as `make docs` builds it."""
    return built_strictly(
        tmp_path_factory.mktemp("documentation") / "site", ROOT, "--config-file", "mkdocs.docs.yml"
    )


def built_strictly(site: Path, project: Path, *options: str) -> Path:
    """Build the site of a project, of which nothing may be reported, and return its folder."""
    built = build(project, "--strict", *options, "--site-dir", str(site))
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr
    return site


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
