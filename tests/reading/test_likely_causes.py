"""What most likely keeps a file from being YAML. Whole messages are in tests/problems/mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from izeja.language.schema import FILES, schema
from izeja.reading.parse import parse
from izeja.reading.source import Source

TOO_DEEP = "this line is indented more than the line above, as if it were part of its text"
LIKE_ABOVE = "begin it in the first column, like the key above"


@pytest.mark.parametrize(
    ("text", "message", "hint", "place"),
    [
        (
            "  title: a\nkind: b",
            "the first line of this file is indented",
            "begin it in the first column, or write the line that is missing above it",
            (1, 3),
        ),
        ("title: a\n\n    kind: b", TOO_DEEP, LIKE_ABOVE, (3, 5)),
        ("title: a\n# b\n    kind: b", TOO_DEEP, LIKE_ABOVE, (3, 5)),
        (
            'step: "Wi-Fi" is “off”',
            "the text ends at this quote, but more words follow",
            'write \\" for a quote inside the text, or put the whole text in single quotes',
            (1, 13),
        ),
    ],
)
def test_the_cause_is_named_where_it_is(text: str, message: str, hint: str, place: tuple[int, int]) -> None:
    (problem,) = parse(Source("a.yml", text)).problems
    assert (problem.code, problem.message, problem.hint) == ("invalid-yaml", message, hint)
    assert (problem.position.line, problem.position.column) == place


# Words that often begin a line of text, where a colon that is missing is not the likely cause.
OF_SENTENCES = {"by", "is", "least", "most", "none", "otherwise", "several"}


def keys_in(made: Any) -> Iterator[str]:
    """Yield the keys that a schema lists."""
    if isinstance(made, dict):
        yield from made.get("properties", ())
    for inner in made.values() if isinstance(made, dict) else made if isinstance(made, list) else ():
        yield from keys_in(inner)


@pytest.mark.parametrize("key", sorted({key for file in FILES for key in keys_in(schema(file))}))
def test_each_key_of_the_tree_language_may_lack_its_colon(key: str) -> None:
    (problem,) = parse(Source("a.yml", f"above: a\n{key} b\nbelow: c\n")).problems
    assert (problem.message == f"the colon after '{key}' is missing") == (key not in OF_SENTENCES)
