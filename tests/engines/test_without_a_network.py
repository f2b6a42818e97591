"""A site of `izeja build` that stays on a device, in each engine that keeps one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from browser.conftest import Down, serving
from browser.guide import guide_of, home
from browser.library import STARTS, TREES, title_of, way_through
from conftest import ROOT
from engines.conftest import RUN, engines_with
from engines.customer import Customer
from engines.drivers import WEBKIT

LANGUAGE = "en"
REFUND = "microsoft/get-refund"
KEPT = "navigator.serviceWorker.ready.then(() => true)"


@pytest.fixture(scope="module")
def kept_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("kept")
    for one in ("docs", "decision_trees"):
        shutil.copytree(ROOT / one, project / one)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    offline = settings.replace("\n  izeja:", "\n  izeja:\n    offline: true", 1)
    (project / "mkdocs.yml").write_text(offline, "utf-8")
    command = [sys.executable, "-c", RUN, "build", str(project)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    return project / "site"


@pytest.mark.parametrize("used", engines_with())
def test_guides_and_their_search_need_no_network(customer: Customer, kept_site: Path) -> None:
    with serving(kept_site) as server:
        cut_off = replace(customer, address=server.address)
        cut_off.open(home(LANGUAGE))
        cut_off.wait(lambda: cut_off.run(KEPT), lambda: "nothing is kept")
        server.held[""] = Down()
        for tree in TREES:
            cut_off.open(guide_of(LANGUAGE, tree))
            cut_off.expect(STARTS[tree].node)
            cut_off.follow(way_through(tree)[:1])
        cut_off.open(home(LANGUAGE))
        cut_off.click(cut_off.one("[data-site=search]"))
        cut_off.one(".site-search input").send_keys("refund")
        if cut_off.engine == WEBKIT:
            # It asks the network for the script of a worker. The page then says where to go on.
            cut_off.wait(cut_off.one(".site-help").is_displayed, lambda: "no help is shown")
        else:
            hits = cut_off.one(".site-hits")
            cut_off.wait(lambda: title_of(LANGUAGE, REFUND) in hits.text, lambda: hits.text)
