"""The libraries that pages name, compiled once, and again when a file of theirs has changed."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from izeja.compiler.compile import PUBLISHED, compile_library
from izeja.compiler.compiled import Compiled
from izeja.hosts.python_markdown.errors import GuideError
from izeja.problems.wording import listed
from izeja.reading.file_states import file_states


def library_in(folder: Path) -> Compiled:
    """Return the library in a folder, without errors.

    Raises:
        GuideError: there is none, or it has errors.
    """
    if not (folder / "library.yml").is_file():
        message = (
            f"there is no library.yml in '{folder}': set the option 'library' of the Markdown extension "
            "izeja to the folder of trees, as seen from where the build starts"
        )
        raise GuideError(message)
    # A preview makes pages again in the same process.
    compiled = _compiled(folder, frozenset(file_states([folder]).items()))
    if compiled.failed:
        message = f"the library in '{folder}' has errors:\n\n{compiled.report(compiled.unaccepted)}"
        raise GuideError(message)
    return compiled


def language_of(compiled: Compiled, wanted: str) -> str:
    """Return the language that is wanted, or the default one.

    Raises:
        GuideError: the library is not published in it.
    """
    if not wanted:
        return next(iter(compiled.languages))
    if wanted not in compiled.languages:
        message = f"the library has no language '{wanted}'; use one of: {listed(tuple(compiled.languages))}"
        raise GuideError(message)
    return wanted


@lru_cache(maxsize=4)
def _compiled(folder: Path, _: frozenset[tuple[str, tuple[int, int]]]) -> Compiled:
    return compile_library(folder, scope=PUBLISHED)
