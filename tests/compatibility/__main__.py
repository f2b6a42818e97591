"""Tries all rows of the table, writes what came out, and fails if anything was wrong."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from compatibility import customer, results
from compatibility.table import rows
from compatibility.trial import site_of, try_row


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="compatibility", description=__doc__)
    parser.add_argument("--packages", action="store_true", help="list the packages of the table, and stop")
    parser.add_argument("names", nargs="*", help="rows to try again (default: all)")
    options = parser.parse_args(arguments)
    if options.packages:
        print(*sorted({row.package for row in rows()}), "playwright", "pytest", sep="\n")  # noqa: T201 - a script
        return 0
    # Facts of the site must not become overdue, and pages must not differ by the time of a build.
    os.environ["SOURCE_DATE_EPOCH"] = "1795392000"
    trials = {}
    with customer.launched() as browser:
        for row in (one for one in rows() if one.name in options.names or not options.names):
            with tempfile.TemporaryDirectory() as name:
                trial = try_row(row, Path(name))
                if row.kind == "theme" and not trial.faults:
                    faults = customer.answer(browser, site_of(Path(name, "with")))
                    trial = trial._replace(faults=tuple(faults))
            trials[row.key] = trial
            print(row.key, trial.version, *(trial.faults or ["works"]), flush=True)  # noqa: T201 - a script
    results.write(trials)
    results.PAGE.write_text(results.page(results.PAGE.read_text("utf-8")), "utf-8")
    return int(any(trial.faults for trial in trials.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
