"""Fuzzes one target with atheris, which looks for inputs that reach new code: `python -m fuzz.worker`.

Atheris ends the process at the first input that fails, and keeps that input.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["izeja"]):
    from fuzz import targets

from fuzz.mutation import mutated

MOST_SECONDS = 2.0
MOST_BYTES = 20_000
MOST_MEGABYTES = 300


class TooSlowError(Exception):
    """An input took too much time."""


def main(name: str, seconds: str, work: str, kept: str) -> None:
    """Fuzz a target.

    Args:
        name: of the target.
        seconds: how long.
        work: the folder for inputs that reached new code, and for the figures.
        kept: the folder for inputs that failed.
    """
    figures = {"inputs": 0, "seconds": 0.0, "megabytes": 0.0}
    file = Path(work, "figures.json")

    def run(content: bytes) -> None:
        before = time.process_time()
        targets.TARGETS[name](content)
        took = time.process_time() - before
        figures["inputs"] += 1
        if took > figures["seconds"] or not figures["inputs"] % 200:
            figures["seconds"] = max(took, figures["seconds"])
            figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            file.write_text(json.dumps(figures), "utf-8")
        if took > MOST_SECONDS:
            raise TooSlowError(f"{took:.1f} s")

    def change(content: bytes, most: int, seed: int) -> bytes:
        # Most changes keep the structure of the file; some are of single bits.
        if seed % 5 == 0:
            return bytes(atheris.Mutate(content, most))
        return mutated(bytes(content), Random(seed), most)

    options = [
        *(f"-max_total_time={seconds}", "-timeout=60", f"-rss_limit_mb={MOST_MEGABYTES}", "-verbosity=0"),
        *(f"-max_len={MOST_BYTES}", f"-artifact_prefix={kept}/", f"{work}/inputs", kept),
    ]
    atheris.Setup([sys.argv[0], *options], run, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
