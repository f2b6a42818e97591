"""Fuzzes one target, in one of two ways: `python -m fuzz.worker WAY TARGET SECONDS WORK KEPT`.

- `guided`: atheris looks for inputs that reach new code, and keeps them in the folder WORK.
- `plain`: changes of those inputs, many times as fast.

Both end at the first input that fails, and keep it in the folder KEPT.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from fuzz.mutation import mutated

MOST_SECONDS = 2.0
MOST_BYTES = 20_000
MOST_MEGABYTES = 300


class TooMuchError(Exception):
    """An input took too much time or memory."""


class Measured:
    """A target that measures itself, and writes the figures to a file."""

    def __init__(self, target: Callable[[bytes], None], file: Path) -> None:
        self._target, self._file = target, file
        self._figures = {"inputs": 0, "seconds": 0.0, "megabytes": 0.0}

    def __call__(self, content: bytes) -> None:
        """Run the target.

        Raises:
            TooMuchError: it took too much time or memory.
        """
        before, figures = time.process_time(), self._figures
        figures["inputs"] += 1
        try:
            self._target(content)
        finally:
            took = time.process_time() - before
            figures["seconds"] = max(took, figures["seconds"])
            figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            if took == figures["seconds"] or not figures["inputs"] % 100:
                self._file.write_text(json.dumps(figures), "utf-8")
        if took > MOST_SECONDS or figures["megabytes"] > MOST_MEGABYTES:
            message = f"{took:.1f} s, {figures['megabytes']:.0f} MB"
            raise TooMuchError(message)


def guided(name: str, seconds: float, work: Path, kept: Path) -> None:
    """Fuzz a target with atheris, which ends the process."""
    import atheris  # noqa: PLC0415 - only this way needs it

    with atheris.instrument_imports(include=["izeja"]):
        from fuzz.targets import TARGETS  # noqa: PLC0415 - as above

    def change(content: bytes, most: int, seed: int) -> bytes:
        # Most changes keep the structure of the file; some are of single bits.
        if seed % 5 == 0:
            return bytes(atheris.Mutate(content, most))
        return mutated(bytes(content), Random(seed), most)

    options = [
        *(f"-max_total_time={seconds:.0f}", "-timeout=60", "-rss_limit_mb=1000", f"-max_len={MOST_BYTES}"),
        *("-verbosity=0", f"-artifact_prefix={kept}/", f"{work}/inputs", str(kept)),
    ]
    run = Measured(TARGETS[name], work / "figures.json")
    atheris.Setup([sys.argv[0], *options], run, custom_mutator=change)
    atheris.Fuzz()


def plain(name: str, seconds: float, work: Path, kept: Path) -> None:
    """Fuzz a target with changes of known inputs, and of changes of these."""
    from fuzz.targets import TARGETS  # noqa: PLC0415 - `guided` loads it in a way of its own

    random, end = Random(time.time_ns()), time.monotonic() + seconds
    known = [file.read_bytes() for file in (*(work / "inputs").iterdir(), *kept.iterdir())]
    pool: list[bytes] = []
    run = Measured(TARGETS[name], work / "figures.json")
    while time.monotonic() < end:
        content = mutated(
            random.choice(pool if pool and random.random() < 0.5 else known), random, MOST_BYTES
        )
        try:
            run(content)
        except BaseException:
            digest = hashlib.sha256(content).hexdigest()[:12]
            (kept / f"crash-{digest}").write_bytes(content)
            raise
        if random.random() < 0.05 and len(content) < MOST_BYTES // 4:
            pool = [*pool[-50:], content]


def main(way: str, name: str, seconds: str, work: str, kept: str) -> None:
    """Fuzz a target; see above."""
    {"guided": guided, "plain": plain}[way](name, float(seconds), Path(work), Path(kept))


if __name__ == "__main__":
    main(*sys.argv[1:])
