"""Measures rooms, prints a table, and fails where a score has fallen since docs/mutation.md was written."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterable, Sequence

from mutation.rooms import ROOMS, ROOT, WORK, Result, measure

PAGE = ROOT / "docs" / "mutation.md"
SURVIVORS = WORK / "survivors.txt"
SAMPLE = 300
TOLERANCE = 2.0
"""Points that a score may fall: so much comes and goes with what a change adds to the sample."""
HEAD = "| room | mutants | noticed | score |\n| --- | ---: | ---: | ---: |\n"
ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| (\d+) \| ([\d.]+) % \|$", re.MULTILINE)


def recorded() -> dict[str, float]:
    """Return the scores in docs/mutation.md, by room."""
    return {room: float(score) for room, _, _, score in ROW.findall(PAGE.read_text("utf-8"))}


def row(result: Result) -> str:
    noticed = result.mutants - len(result.unnoticed)
    return f"| `{result.room}` | {result.mutants} | {noticed} | {result.score:.1f} % |"


def fallen(results: Iterable[Result], before: dict[str, float]) -> list[str]:
    """Return a line for each room whose score has fallen."""
    return [
        f"{one.room}: {one.score:.1f} %, was {before[one.room]:.1f} %"
        for one in results
        if one.room in before and one.score < before[one.room] - TOLERANCE
    ]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__)
    parser.add_argument("rooms", nargs="*", help=f"rooms to measure (default: {' '.join(ROOMS)})")
    parser.add_argument(
        "--sample", type=int, default=SAMPLE, help="mutants of each room (default: %(default)s)"
    )
    parser.add_argument("--update", action="store_true", help="write the scores into docs/mutation.md")
    options = parser.parse_args(arguments)
    before = recorded()
    results = []
    print(HEAD, end="", flush=True)  # noqa: T201 - a script
    for room in options.rooms or ROOMS:
        results.append(measure(room, options.sample))
        print(row(results[-1]), flush=True)  # noqa: T201 - a script
        SURVIVORS.write_text("\n".join(diff for one in results for diff in one.unnoticed.values()), "utf-8")
    print(f"\nThe mutants that no test noticed are in {SURVIVORS.relative_to(ROOT)}.")  # noqa: T201 - a script
    if options.update:
        rows = {one.room: row(one) for one in results}
        text = ROW.sub(lambda found: rows.get(found[1], found[0]), PAGE.read_text("utf-8"))
        text = re.sub(r"(?<=Measured on )[\d-]+", time.strftime("%Y-%m-%d"), text)
        PAGE.write_text(text, "utf-8")
        return 0
    if worse := fallen(results, before):
        print("Fewer mutants are noticed than docs/mutation.md says:", *worse, sep="\n  ")  # noqa: T201 - a script
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
