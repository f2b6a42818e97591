"""What the first search costs on a phone: `searching.py --guides 1000`; `--plain` is a site of `izeja build`.

The text has as many words, used as often, as text of that size has. Everything that the browser runs, its
workers too, gets a quarter of a core, and every answer comes late and slowly, as over a slow 4G line. A
customer opens the home page, waits until it is quiet, opens the search, and pastes a query; what counts is
the time from there to the first hit, and all bytes of the search (gzipped) from there on, and before it.
`--whole` measures the same without pieces of the index.
"""

from __future__ import annotations

import os
import re
import signal
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import click
from playwright.sync_api import Browser

from chrome import fresh_page, launched, settle
from libraries import Size
from processes import run
from projects import our_project, without_mkdocs
from sites import Host, served

_QUERIES = ("cancel", "payment card", "receipt address")
_PERIOD, _SHARE = 0.02, 0.25
_LATENCY, _BYTES_PER_SECOND = 0.15, 200_000
_SEARCH = re.compile(r"/search/|/javascripts/(izeja|lunr|workers)/|/izeja/site-search")


class Box(NamedTuple):
    """The search of a theme: what opens it, the field that then has the focus, and its hits."""

    opener: str
    field: str
    hits: str


_MATERIAL = Box("label[for=__search]", ".md-search__input", ".md-search-result__link")
_PLAIN = Box("[data-site=search]", "dialog [name=q]", ".site-hits a")


@click.command()
@click.option("--guides", default=1000, help="How many guides the site has, of 12 nodes each.")
@click.option("--vocabulary", default=12_000, help="How many different words the texts have.")
@click.option("--runs", default=3)
@click.option("--whole", is_flag=True, help="Load the whole index, as a site with few pages does.")
@click.option("--plain", is_flag=True, help="Build the site with 'izeja build', not with MkDocs.")
def main(guides: int, vocabulary: int, runs: int, *, whole: bool, plain: bool) -> None:
    """Measure the first search of a customer on a site with many guides."""
    with tempfile.TemporaryDirectory() as folder:
        write = without_mkdocs if plain else our_project
        project = write("search", Path(folder, "project"), Size(guides, 12, vocabulary=vocabulary))
        run(project.build, project.folder)
        site, box = project.site, _PLAIN if plain else _MATERIAL
        if whole:
            _forget_pieces(site)
        with served(site) as host, launched() as browser:
            host.latency, host.bytes_per_second = _LATENCY, _BYTES_PER_SECOND
            for query in _QUERIES:
                found = [_first_hit(browser, host, box, query) for _ in range(runs)]
                seconds, later, before = (statistics.median(column) for column in zip(*found, strict=True))
                click.echo(
                    f"{query:16} {seconds:5.2f} s to the first hit, {later / 1000:6.1f} KB from the first "
                    f"key on, {before / 1000:5.1f} KB before"
                )


def _forget_pieces(site: Path) -> None:
    for worker in (site / "assets/javascripts/izeja").glob("search.*.js"):
        text = worker.read_text("utf-8")
        worker.write_text(re.sub(r'"pieces":\{[^}]*\}', '"pieces":null', text, count=1), "utf-8")


def _first_hit(browser: Browser, host: Host, box: Box, query: str) -> tuple[float, int, int]:
    with fresh_page(browser) as page:
        host.sent.clear()
        page.goto(host.address)
        settle(page, host)
        before = _sent(host)
        with _slowed_down():
            start = time.perf_counter()
            page.locator(box.opener).first.click()
            page.locator(f"{box.field}:focus").wait_for(timeout=60_000)
            page.keyboard.insert_text(query)
            page.keyboard.press("End")
            page.locator(box.hits).first.wait_for(timeout=60_000)
            seconds = time.perf_counter() - start
        settle(page, host)
        return seconds, _sent(host) - before, before


def _sent(host: Host) -> int:
    return sum(answer.size for answer in host.sent if _SEARCH.search(answer.path))


@contextmanager
def _slowed_down() -> Iterator[None]:
    """Give the browser a share of the time only, by stopping it again and again."""
    ended = Event()
    thread = Thread(target=_stop_and_go, args=(ended,))
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _stop_and_go(ended: Event) -> None:
    while not ended.is_set():
        running = _browsers()
        _send(running, signal.SIGSTOP)
        time.sleep(_PERIOD * (1 - _SHARE))
        _send(running, signal.SIGCONT)
        time.sleep(_PERIOD * _SHARE)


def _send(processes: list[int], number: signal.Signals) -> None:
    for process in processes:
        try:
            os.kill(process, number)
        except ProcessLookupError:  # it has ended meanwhile
            continue


def _browsers() -> list[int]:
    """Return the processes that draw pages and run their scripts, of browsers that this program started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if b"--type=renderer" in words and _is_ours(int(folder.name)):
            found.append(int(folder.name))
    return found


def _is_ours(process: int) -> bool:
    while process > 1:
        if process == os.getpid():
            return True
        try:
            stat = Path(f"/proc/{process}/stat").read_text("utf-8")
        except OSError:
            return False
        process = int(stat.rpartition(")")[2].split()[1])
    return False


if __name__ == "__main__":
    main()
