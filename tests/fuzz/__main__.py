"""Fuzz everything that Izeja reads: `python -m fuzz SITE [--minutes N] [TARGET ...]`, from tests/.

Each target runs in processes of its own, as many at once as there are cores. An input that fails stays in
tests/fuzz/corpus, where the tests find it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from browser.queries import LANGUAGES
from fuzz.queries import asked, made
from fuzz.targets import SEEDS, TARGETS

CORPUS = Path(__file__).parent / "corpus"
WORK = Path(__file__).parent.parent.parent / ".fuzz"
_QUERIES_AT_ONCE = 2000
_GUIDED = 0.3
"""How much of the time is for inputs that reach new code; the rest is for many inputs."""
_ENOUGH = 5
"""After this many failures, a target has to be fixed first."""


def fuzz(name: str, seconds: float) -> tuple[str, int]:
    """Fuzz a target, and again after each input that failed; return its row of the table, and how many did."""
    work, kept = WORK / name, CORPUS / name
    for folder in (work / "inputs", kept):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[name]):
        (work / "inputs" / f"seed-{number}").write_bytes(seed)
    inputs, slowest, largest, failed = 0, 0.0, 0.0, 0
    start = time.monotonic()
    while (gone := time.monotonic() - start) < seconds - 1 and failed < _ENOUGH:
        way, until = ("guided", seconds * _GUIDED) if gone < seconds * _GUIDED - 1 else ("plain", seconds)
        command = [sys.executable, "-m", "fuzz.worker", way, name, str(until - gone), str(work), str(kept)]
        with (work / "log.txt").open("ab") as log:
            done = subprocess.run(command, stdout=log, stderr=log, check=False)  # noqa: S603 - this package
        failed += done.returncode != 0
        figures = json.loads((work / "figures.json").read_text("utf-8"))
        inputs += figures["inputs"]
        slowest, largest = max(slowest, figures["seconds"]), max(largest, figures["megabytes"])
    return f"| {name} | {inputs:,} | {slowest:.2f} s | {largest:.0f} MB | {failed} |", failed


def ask(site: Path, seconds: float) -> tuple[str, int]:
    """Ask the search of a site until the time is over."""
    answers, random = [], Random(time.time_ns())
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for language in LANGUAGES:
            answers += asked(site, language, list(made(language, _QUERIES_AT_ONCE, random)))
    failed = sum(answer.results < 0 for answer in answers)
    slowest = max(answer.milliseconds for answer in answers) / 1000
    return f"| query | {len(answers):,} | {slowest:.2f} s | | {failed} |", failed


def main() -> int:
    """Fuzz all targets, or those that are named, and print a table."""
    parser = argparse.ArgumentParser(prog="fuzz")
    parser.add_argument("site", type=Path)
    parser.add_argument("targets", nargs="*", metavar="TARGET", default=[*TARGETS, "query"])
    parser.add_argument("--minutes", type=float, default=60)
    given = parser.parse_intermixed_args()
    cores = os.cpu_count() or 1
    seconds = given.minutes * 60 * cores / len(given.targets)
    jobs = [partial(ask, given.site) if name == "query" else partial(fuzz, name) for name in given.targets]
    print("| target | inputs | slowest | memory | failed |\n| --- | ---: | ---: | ---: | ---: |", flush=True)  # noqa: T201 - a script
    with ThreadPoolExecutor(cores) as pool:
        failed = 0
        for row, count in pool.map(lambda job: job(seconds), jobs):
            print(row, flush=True)  # noqa: T201 - a script
            failed += count
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
