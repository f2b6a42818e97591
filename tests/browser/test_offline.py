"""A site that stays on a customer's device: without a network, and when a new version comes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from browser.conftest import PATIENCE, Down, Server, serving
from browser.guide import guide_of, heading, home, link_of
from browser.library import EDGES, STARTS, TREES, heading_of, title_of
from conftest import ROOT
from preview import wait_for

LANGUAGE, OTHER = "en", "lv"
STYLE = "stylesheets/site.css"
REFUND = "microsoft/get-refund"
WORKER = "service-worker.js"
PICTURE = "it's (a) 100% ķ.svg"
SETTLED = """
    async () => {
        const { scope } = await navigator.serviceWorker.ready;
        const registration = await navigator.serviceWorker.getRegistration(scope);
        await registration.update().catch(() => {});
        const { installing } = registration;
        if (installing) {
            await new Promise((done) => {
                installing.onstatechange = () => installing.state !== "installing" && done();
                if (installing.state !== "installing") done();
            });
        }
        return Boolean(registration.waiting);
    }
"""
LEFT = """
    async () => {
        const workers = await navigator.serviceWorker.getRegistrations();
        return workers.length + (await caches.keys()).length;
    }
"""
COLOUR = "getComputedStyle(document.body).getPropertyValue('--version').trim()"


MINUTES = count(1)


def version(folder: Path, name: str, *, offline: bool = True) -> Path:
    """Build the shipped site with the name of a version in a page and in a style sheet."""
    project = folder / name
    for one in ("docs", "decision_trees"):
        shutil.copytree(ROOT / one, project / one)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    more = "\n  izeja:\n    offline: true" if offline else "\n  izeja:"
    (project / "mkdocs.yml").write_text(settings.replace("\n  izeja:", more, 1), "utf-8")
    page, style = project / "docs" / LANGUAGE / "index.md", project / "docs" / STYLE
    page.write_text(f"{page.read_text('utf-8')}\n\n<b>{name}</b>\n", "utf-8")
    # A name that a browser escapes less than others do.
    (style.parent / PICTURE).write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")
    style.write_text(f"{style.read_text('utf-8')}\nbody {{ --version: {name} }}\n", "utf-8")
    command = [sys.executable, "-c", "from izeja.cli.main import main; main()", "build", str(project)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own command
    return project / "site"


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("versions")
    built = {name: version(folder, name) for name in ("first", "second")}
    return {**built, "without": version(folder, "without", offline=False)}


@pytest.fixture
def served(versions: dict[str, Path], tmp_path: Path) -> Iterator[Server]:
    with serving(publish(versions["first"], tmp_path)) as server:
        yield server


def publish(site: Path, folder: Path) -> Path:
    """Put a version in the place of the one before."""
    served = folder / "served"
    shutil.rmtree(served, ignore_errors=True)
    shutil.copytree(site, served)
    # Servers of one test say of each version that it is newer than the one before, whatever it is.
    stamp = next(MINUTES) * 60
    for file in served.rglob("*"):
        os.utime(file, (stamp, stamp))
    return served


@pytest.fixture
def customer(browser: Browser, served: Server) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=served.address) as context:
        context.set_default_timeout(PATIENCE)
        yield context


def visited(customer: BrowserContext, language: str = LANGUAGE) -> Page:
    """Return a page of somebody who has been on the site once."""
    page = customer.new_page()
    page.goto(home(language))
    page.evaluate(SETTLED)
    return page


def expect_version(page: Page, name: str) -> None:
    page.goto(home(LANGUAGE))
    expect(page.locator("b", has_text=name)).to_be_visible()
    assert page.evaluate(COLOUR) == name


def test_every_guide_works_without_a_network(customer: BrowserContext, served: Server) -> None:
    page = visited(customer)
    served.held[""] = Down()
    for tree in TREES:
        page.goto(guide_of(LANGUAGE, tree))
        edge = next(edge for edge in EDGES if edge.source == STARTS[tree])
        link_of(page, edge).click()
        expect(heading(page, edge.target.node)).to_have_text(heading_of(LANGUAGE, edge.target))
    page.goto(f"{home(LANGUAGE)}index.html?from=mail")
    found = (
        "(name) => fetch(new URL(`../stylesheets/${encodeURI(name)}`, location)).then(({ status }) => status)"
    )
    assert page.evaluate(found, PICTURE) == 200
    page.locator("header").get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("refund")
    expect(page.locator(".site-hits a").first).to_have_text(title_of(LANGUAGE, "microsoft/get-refund"))


def test_one_language_is_kept(customer: BrowserContext) -> None:
    page = visited(customer)
    kept = "async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({url}) => url)"
    urls: list[str] = page.evaluate(kept)
    root = page.url.removesuffix(home(LANGUAGE))
    paths = [url.removeprefix(root).partition("?")[0] for url in urls]
    assert {path for path in paths if path.endswith("/") or not path} == {
        home(LANGUAGE),
        *(guide_of(LANGUAGE, tree) for tree in TREES),
    }
    assert not [path for path in paths if f".{OTHER}." in path or path == f"search/{OTHER}.json"]


def test_a_new_version_takes_over_whole(
    customer: BrowserContext, served: Server, versions: dict[str, Path], tmp_path: Path
) -> None:
    page = visited(customer)
    expect_version(page, "first")
    other = customer.new_page()
    expect_version(other, "first")
    folder = publish(versions["second"], tmp_path)
    # It waits for as long as another page of the first version is open.
    assert page.evaluate(SETTLED)
    expect_version(page, "first")
    other.close()
    expect_version(page, "second")
    assert page.evaluate("caches.keys().then((keys) => keys.length)") == 1
    # One file is that of another version, as while a site is being copied.
    publish(versions["first"], tmp_path)
    broken = folder / STYLE
    broken.write_text(f"{broken.read_text('utf-8')} ", "utf-8")
    served.asked.clear()
    assert not page.evaluate(SETTLED)
    assert f"/{STYLE}" in served.asked
    expect_version(page, "second")
    publish(versions["first"], tmp_path)
    assert page.evaluate(SETTLED)
    expect_version(page, "first")


def test_a_page_that_is_not_kept_has_the_files_of_its_own_version(
    customer: BrowserContext, versions: dict[str, Path], tmp_path: Path
) -> None:
    """The worker of the site's root stands before pages that it does not keep, too."""
    page = visited(customer, OTHER)
    # Another page is open, so the second version waits.
    customer.new_page().goto(home(OTHER))
    folder = publish(versions["second"], tmp_path)
    guide = folder / guide_of(OTHER, TREES[0])
    new = shutil.copytree(guide, guide.with_name("new")).relative_to(folder)
    index = folder / "search" / f"{OTHER}.json"
    index.write_text(index.read_text("utf-8").replace(title_of(OTHER, REFUND), "second"), "utf-8")
    for path in (f"{new}/", f"{new}/", home(LANGUAGE)):
        page.goto(path)
        assert page.evaluate(COLOUR) == "second"
    # Its search, too, though that is read by a worker.
    page.goto(f"{new}/")
    page.locator("[data-site=search]").click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("second")
    expect(page.locator(".site-hits a").first).to_have_text("second")


def test_a_page_that_is_new_lets_the_new_version_take_over(
    customer: BrowserContext, versions: dict[str, Path], tmp_path: Path
) -> None:
    page = visited(customer)
    expect_version(page, "first")
    folder = publish(versions["second"], tmp_path)
    new = shutil.copytree(folder / guide_of(LANGUAGE, TREES[0]), folder / home(LANGUAGE) / "new")
    assert page.evaluate(SETTLED)
    page.goto(f"{new.relative_to(folder)}/")
    expect(page.locator("guided-help")).to_be_visible()
    # It has taken over before the page was shown.
    waits = "navigator.serviceWorker.getRegistration().then(({ waiting }) => Boolean(waiting))"
    assert not page.evaluate(waits)
    assert page.evaluate(COLOUR) == "second"


def test_a_site_that_is_no_longer_kept_leaves_the_device(
    customer: BrowserContext, versions: dict[str, Path], tmp_path: Path
) -> None:
    page = visited(customer)
    publish(versions["without"], tmp_path)
    page.goto(home(LANGUAGE))
    assert wait_for(lambda: page.evaluate(LEFT) == 0)
    # The worker stays for as long as this page does, and keeps nothing again.
    assert page.evaluate("fetch('../stylesheets/site.css').then(({ status }) => status)") == 200
    assert page.evaluate(LEFT) == 0
    # Asks the server again for what it has said would stay for some minutes.
    page.reload()
    expect(page.locator("b", has_text="without")).to_be_visible()


def test_a_worker_that_got_no_answer_asks_at_the_next_page(
    customer: BrowserContext, served: Server, versions: dict[str, Path], tmp_path: Path
) -> None:
    page = visited(customer)
    publish(versions["without"], tmp_path)
    served.held[""] = Down()
    served.asked.clear()
    page.goto(home(LANGUAGE))
    assert wait_for(lambda: f"/{home(LANGUAGE)}{WORKER}" in served.asked)
    served.held.clear()
    page.goto(guide_of(LANGUAGE, REFUND))
    assert wait_for(lambda: page.evaluate(LEFT) == 0)


def test_a_login_in_between_takes_nothing_from_the_device(customer: BrowserContext, served: Server) -> None:
    """Once the session of an employee has ended: the page of the login is no answer."""
    page = visited(customer)
    kept = page.evaluate(LEFT)
    worker = f"/{home(LANGUAGE)}service-worker.js"
    served.moved[worker] = f"/{home(LANGUAGE)}"
    served.asked.clear()
    page.goto(home(LANGUAGE))
    assert wait_for(lambda: worker in served.asked)
    expect_version(page, "first")
    assert page.evaluate(LEFT) == kept
    served.held[""] = Down()
    expect_version(page, "first")
