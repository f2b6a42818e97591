"""Problems on a page say what those in a terminal say, and nothing in them is HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from izeja.problems.html import as_html
from izeja.problems.problem import Position, Problem, Related

EVIL = "<script>alert(1)</script> & \"'"
PLACE = Position(f"trees/{EVIL}.yml", 1, 8, 1, 10)
FAR = Position("other.yml", 3, 1)
PROBLEM = Problem(
    "a-code",
    f"this is {EVIL}",
    PLACE,
    f"write {EVIL}\nor not",
    (Related(f"beside {EVIL}", Position(PLACE.path, 2, 1, 2, 3)), Related("far", FAR)),
    "warning",
)


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.names.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_everything_is_shown_and_escaped() -> None:
    elements = Elements()
    elements.feed(str(as_html([PROBLEM], {PLACE.path: f"title: {EVIL}\nnext"})))
    assert elements.names == {"li", "p", "strong", "code", "pre"}
    for part in (
        "Warning: this is <script>",
        f"trees/{EVIL}.yml:1:8 a-code",
        f"    1 | title: {EVIL}\n      |        ^^",
        f"write {EVIL}",
        "or not",
        f"beside {EVIL} (trees/{EVIL}.yml:2:1):",
        "far (other.yml:3:1):",
    ):
        assert part in elements.text
