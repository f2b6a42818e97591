"""From saving a file to the page in a browser: our three previews, at three sizes.

The browser has the page of the edited guide open all the time, and no one touches it: the script of `izeja
preview` puts the edit in, and those of `izeja build --serve` and MkDocs load the page again. The edit is that
of `previews`.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

import click
from playwright.sync_api import Browser, Error, Page

from builds import fall_back
from chrome import fresh_page, launched
from libraries import Size
from previews import PATIENCE, Edit, middle, serving, shown_at
from processes import FailedError, apart
from projects import Project, our_project
from results import Goal, Part
from tables import spread

SIZES = (10, 100, 1000)
MOST = {"izeja preview": 0.3, "izeja build --serve": 0.2}
_IZEJA = str(Path(sys.executable).with_name("izeja"))
_PREVIEW = (_IZEJA, "preview", "decision_trees", "--no-open", "--port", "{port}")
_SERVE = (_IZEJA, "build", "--serve", "--port", "{port}")
_SHOWS = "text => document.body && document.body.innerText.includes(text)"


def saving(folder: Path, nodes: int, runs: int, sizes: tuple[int, ...] = SIZES) -> Part:
    """Edit a guide of libraries of each size while its page is open, in all previews in turn."""
    rows, goals = [], []
    with launched() as browser:
        for trees in sizes:
            mkdocs = apart(our_project, "mkdocs serve", folder / str(trees), Size(trees, nodes))
            fall_back(mkdocs.folder / "decision_trees")
            tree_id, heading = apart(middle, mkdocs.folder / "decision_trees")
            edit = Edit(mkdocs.folder / mkdocs.sources.format(tree=tree_id), tree_id, heading)
            guides = replace(mkdocs, name="izeja preview", serve=_PREVIEW)
            plain = replace(mkdocs, name="izeja build --serve", serve=_SERVE)
            for project, folder_of in ((guides, "en/"), (plain, ""), (mkdocs, "")):
                path = f"{folder_of}{tree_id}/"
                seconds = _seconds(browser, project, path, edit, runs)
                rows.append((f"{project.name}, {trees:,} trees", *spread(seconds), str(len(seconds))))
                if most := MOST.get(project.name):
                    wanted = f"{project.name}: on the screen within {most} s, {trees:,} trees"
                    goals.append(Goal(wanted, statistics.median(seconds), most=most))
    how = (
        "From saving the file of one guide to the moment at which the open page shows the new text, in "
        "Chromium. Nobody touches the page. One preview after another."
    )
    return Part("After an edit: the open page", how, ("", "median, s", "min-max, s", "runs"), rows, goals)


def _seconds(browser: Browser, project: Project, path: str, edit: Edit, runs: int) -> list[float]:
    project.clean()
    with serving(project) as address, fresh_page(browser) as page:
        deadline = time.perf_counter() + PATIENCE
        while edit.text not in shown_at(f"{address}/{path}"):
            if time.perf_counter() > deadline:
                message = f"{address}/{path} does not show '{edit.text}'"
                raise TimeoutError(message)
            time.sleep(0.1)
        page.goto(f"{address}/{path}")
        return [_second(page, project, edit, number) for number in range(runs)]


def _second(page: Page, project: Project, edit: Edit, number: int) -> float:
    # Some watch in intervals; an edit comes at any moment of them.
    time.sleep(2 + number * 0.37 % 1)
    wanted = edit.save()
    start = time.perf_counter()
    while True:
        try:
            page.wait_for_function(_SHOWS, arg=wanted, timeout=PATIENCE * 1000)
            break
        except Error as error:
            # The page is loaded again while it is asked.
            if time.perf_counter() - start > PATIENCE:
                message = f"{project.name} does not show '{wanted}' in the open page"
                raise FailedError(message) from error
    seconds = time.perf_counter() - start
    click.echo(f"  {project.name} has an edit on the screen after {seconds:.2f} s", err=True)
    return seconds
