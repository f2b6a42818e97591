"""What most likely keeps a file from being YAML. Whole messages are in tests/problems/mistakes."""

from __future__ import annotations

import pytest

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
