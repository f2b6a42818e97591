"""Customers with browsers of three engines.

`make test` runs the core in the two engines that no other test uses. `make test-browsers` runs everything
in all three, by `ENGINES=all`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from browser.conftest import Server, serving
from browser.library import EDGES, LANGUAGES, TREES, way_through
from conftest import ROOT
from engines.customer import Customer
from engines.drivers import CHROMIUM, PLAIN, SETTINGS, Browsers

RUN = "from izeja.cli.main import main; main()"
GUIDES = [(tree, language) for tree in TREES for language in LANGUAGES]
LONGEST = max(TREES, key=lambda tree: len(way_through(tree)))
SHORTEST = min(TREES, key=lambda tree: sum(edge.source.tree == tree for edge in EDGES))

beyond_core = pytest.mark.beyond_core
"""Marks a test that only `make test-browsers` runs."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if os.environ.get("ENGINES") != "all":
        left = [item for item in items if item.get_closest_marker(beyond_core.name)]
        items[:] = [item for item in items if item not in left]
        config.hook.pytest_deselected(items=left)


def core(cases: Sequence[Any], *chosen: Any) -> list[ParameterSet]:
    """Return the cases of a test, of which only those that are chosen are in the core."""
    return [pytest.param(*case, marks=[] if case in chosen else [beyond_core]) for case in cases]


def engines_with(*settings: str, without: Collection[str] = ()) -> list[ParameterSet]:
    """Return the engines that have some settings, each with each. Chromium is not in the core."""
    return [
        pytest.param(
            (engine, setting),
            id=f"{engine}-{setting}".replace(" ", "-"),
            marks=[beyond_core] if engine == CHROMIUM else [],
        )
        for engine, having in SETTINGS.items()
        for setting in settings or (PLAIN,)
        if setting in having and engine not in without
    ]


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    with ExitStack() as running:
        yield Browsers(running)


@pytest.fixture(scope="session")
def site_server(site: Path) -> Iterator[Server]:
    with serving(site) as server:
        yield server


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same site as `izeja build` makes it."""
    folder = tmp_path_factory.mktemp("own") / "site"
    command = [sys.executable, "-c", RUN, "build", str(ROOT), "--site-dir", str(folder)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    with serving(folder) as server:
        yield server


@pytest.fixture
def customer(browsers: Browsers, site_server: Server, used: tuple[str, str]) -> Customer:
    """A customer who has never been here, with the engine and the setting that a test uses."""
    engine, setting = used
    return Customer(browsers.driver(engine, setting), engine, site_server.address)


@pytest.fixture
def own_customer(browsers: Browsers, own_server: Server, used: tuple[str, str]) -> Customer:
    """The same customer in a site with Izeja's theme."""
    engine, setting = used
    return Customer(browsers.driver(engine, setting), engine, own_server.address)
