"""The pytest plugin: `pytest decision_trees` tests a library of trees, file by file and branch by branch.

A run of pytest without a library pays nothing for it: the code that tests trees is imported when the first
library is found.
"""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from izeja.authoring.testing.items import Run

_RUNS: pytest.StashKey[dict[Path, Run]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options for trees to the command line."""
    parser.getgroup("izeja", "decision trees").addoption(
        "--izeja-branches",
        type=_number,
        default=10_000,
        metavar="N",
        help="follow at most N branches of each tree in each language (default: 10000)",
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a YAML file if it belongs to a library of trees."""
    root = _library_of(file_path, parent.config.rootpath) if file_path.suffix == ".yml" else None
    if root is None:
        return None
    from izeja.authoring.testing.items import Run, TreeFile  # noqa: PLC0415 - only a run with a library needs it

    runs = parent.config.stash.setdefault(_RUNS, {})
    if root not in runs:
        runs[root] = Run(root, parent.config.getoption("--izeja-branches"))
    name = file_path.relative_to(root).as_posix()
    if name not in runs[root].files:
        return None
    return TreeFile.from_parent(parent, path=file_path, run=runs[root], file_id=name.removesuffix(".yml"))


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """Report how many branches there are, and how many of them are followed."""
    return [run.counts() for run in config.stash.get(_RUNS, {}).values() if run.followed]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Report the branches that were left out, and the warnings, which fail no test."""
    remarks = [remark for run in config.stash.get(_RUNS, {}).values() for remark in run.remarks()]
    if remarks:
        terminalreporter.section("decision trees")
        terminalreporter.write_line("\n\n".join(remarks))


def _number(text: str) -> int:
    if not text.isdecimal():
        message = f"'{text}' is not a whole number"
        raise ArgumentTypeError(message)
    return int(text)


def _library_of(file: Path, top: Path) -> Path | None:
    for folder in file.parents:
        # Nothing above pytest's root folder is part of this run.
        if not folder.is_relative_to(top):
            return None
        config = folder / "library.yml"
        if config.is_file():
            from izeja.reading.files import (  # noqa: PLC0415 - a run without a library pays nothing for it
                DEFAULT_BOUNDS,
                TooLargeError,
                read_bytes,
            )

            try:
                raw = read_bytes(config, DEFAULT_BOUNDS.size)
            except (OSError, TooLargeError):
                return folder  # the library reports why
            # Other projects may use a file of this name for something else.
            ours = re.search(rb"^(source_language|languages) *:", raw, re.MULTILINE)
            return folder if ours else None
    return None
