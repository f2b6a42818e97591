"""What reading the catalogs of a library costs beside reading its trees, in one process, in turn.

*Files* are what Python has of a file in the end, without looking at what it means: `source.parse` of each
tree (YAML to text, lists and mappings), `catalog.read_catalog` of each catalog (its messages). *The library*
is what a check does with them: `library.read_library` (with the model), `translation.translate` (each text
of the library found in its catalog, and compared with its translation).
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from izeja.library.reader import read_library
from izeja.reading.files import decode
from izeja.reading.parse import Reading, parse
from izeja.translation.catalog import read_catalog
from izeja.translation.catalog_names import catalog_file, translated_languages
from izeja.translation.translate import translate
from processes import apart
from results import Goal, Part
from tables import spread


def readings(root: Path, runs: int) -> Part:
    """Read the same library again and again."""
    took = apart(_read, root, runs)
    medians = {name: statistics.median(seconds) for name, seconds in took.items()}
    ratio = medians["files: catalogs"] / medians["files: trees"]
    bases = {name: medians[f"{name.partition(':')[0]}: trees"] for name in took}
    rows = [
        (name, *spread([1000 * one for one in seconds], 1), f"{medians[name] / bases[name]:.2f}")
        for name, seconds in took.items()
    ]
    how = (
        "In one process, in turn: computing, without the garbage collector; one language beside the trees. "
        "Files: `source.parse` of each tree, `catalog.read_catalog` of each catalog. The library: "
        "`library.read_library`, which also checks the model, and `translation.translate`, which finds each "
        f"text in its catalog and compares it. {runs} runs."
    )
    goal = Goal("files of catalogs / of trees at most 1.0", ratio, most=1.0)
    return Part("Translations", how, ("", "median, ms", "min-max, ms", "to trees"), rows, [goal])


def _parsed(file: Path, shown_as: str) -> Reading:
    return parse(decode(file, shown_as)[0])


def _read(root: Path, runs: int) -> dict[str, list[float]]:
    library, _, _ = read_library(root)
    assert library is not None  # noqa: S101 - we have written it
    language = translated_languages(library)[0]
    catalogs = [catalog_file(library, tree_id, language) for tree_id in library.trees]
    trees = [(root / f"{tree_id}.yml", f"{tree_id}.yml") for tree_id in library.trees]
    assert library.texts  # noqa: S101 - made when first asked for, and not by the one that is timed
    kinds: dict[str, Callable[[], object]] = {
        "files: trees": lambda: [_parsed(*tree) for tree in trees],
        "files: catalogs": lambda: [read_catalog(*catalog, root) for catalog in catalogs],
        "the library: trees": lambda: read_library(root),
        "the library: catalogs": lambda: translate(library, language),
    }
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(runs):
        for kind, work in kinds.items():
            gc.collect()
            gc.disable()
            start = time.process_time()
            done = work()
            took[kind].append(time.process_time() - start)
            gc.enable()
            del done
    return took
