"""The data that YAML becomes: text, lists, mappings and `NOTHING`; and addresses of values in it."""

from __future__ import annotations

Address = tuple[str | int, ...]
"""The path to a value inside a file: keys of mappings and indexes of lists; `()` is the whole file."""


class Nothing:
    """Marks a key written with no value, as distinct from a missing key or an empty text in quotes."""

    def __reduce__(self) -> str:
        """Unpickle to the one `NOTHING` of the other process, so that `is NOTHING` holds there too."""
        return "NOTHING"


# None is taken: it says that a file could not be read at all.
NOTHING = Nothing()

MOST_ENTRIES = 10_000
"""The most entries of a list or a mapping in a file."""
