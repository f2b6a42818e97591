"""What the first search costs on a phone: `searching.py --guides 1000`, and with `--whole` without pieces.

The text has as many words, used as often, as text of that size has. Everything that the browser runs, its
workers too, gets a quarter of a core, and every answer comes late and slowly, as over a slow 4G line. A
customer opens the home page, waits until it is quiet, and pastes a query; what counts is the time from
there to the first hit, and all bytes of the search (gzipped) from there on, and before it.
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

import click
from playwright.sync_api import Browser

from chrome import fresh_page, launched, settle
from libraries import Size
from sites import Host, build_site, served, write_site

_QUERIES = ("cancel", "payment card", "receipt address")
_PERIOD, _SHARE = 0.02, 0.25
_LATENCY, _BYTES_PER_SECOND = 0.15, 200_000
_SEARCH = re.compile(r"/search/|/javascripts/(izeja|lunr|workers)/")


@click.command()
@click.option("--guides", default=1000, help="How many guides the site has, of 12 nodes each.")
@click.option("--vocabulary", default=12_000, help="How many different words the texts have.")
@click.option("--runs", default=3)
@click.option("--whole", is_flag=True, help="Load the whole index, as a site with few pages does.")
def main(guides: int, vocabulary: int, runs: int, *, whole: bool) -> None:
    """Measure the first search of a customer on a site with many guides."""
    with tempfile.TemporaryDirectory() as folder:
        config = write_site(Path(folder), Size(trees=guides, nodes=12, vocabulary=vocabulary))
        site = build_site(config, Path(folder, "site"))
        if whole:
            _forget_pieces(site)
        with served(site) as host, launched() as browser:
            host.latency, host.bytes_per_second = _LATENCY, _BYTES_PER_SECOND
            for query in _QUERIES:
                found = [_first_hit(browser, host, query) for _ in range(runs)]
                seconds, later, before = (statistics.median(column) for column in zip(*found, strict=True))
                click.echo(
                    f"{query:16} {seconds:5.2f} s to the first hit, {later / 1000:6.1f} KB from the first "
                    f"key on, {before / 1000:5.1f} KB before"
                )


def _forget_pieces(site: Path) -> None:
    for worker in (site / "assets/javascripts/izeja").glob("search.*.js"):
        text = worker.read_text("utf-8")
        worker.write_text(re.sub(r'"pieces":\{[^}]*\}', '"pieces":null', text, count=1), "utf-8")


def _first_hit(browser: Browser, host: Host, query: str) -> tuple[float, int, int]:
    with fresh_page(browser) as page:
        host.sent.clear()
        page.goto(host.address)
        settle(page, host)
        before = _sent(host)
        page.locator("label[for=__search]").first.click()
        with _slowed_down():
            start = time.perf_counter()
            page.keyboard.insert_text(query)
            page.keyboard.press("End")
            page.locator(".md-search-result__link").first.wait_for(timeout=60_000)
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
