"""Prose becomes HTML in which nothing that can be clicked is inside another."""

from __future__ import annotations

import pytest

from izeja.language.html import prose_html
from izeja.language.term_html import TermName


@pytest.mark.parametrize("words", ["{menu}", "the {menu}", "**the {menu}** now", "{menu}, then {menu}"])
def test_a_term_inside_a_link_is_no_link(words: str) -> None:
    terms = {"menu": TermName("Menu", "https://example.org/", "meaning")}
    html = prose_html(
        f"[{words}](https://example.com), then {{menu}}", terms, lambda _: "https://example.com"
    )
    link, _, after = html.partition("</a>")
    assert link.count("<a ") == 1
    assert "<button" not in link
    assert after.count("<button") == 1


def test_an_empty_corner_of_a_table_heads_no_column() -> None:
    html = prose_html("| | A |\n|---|---|\n| b | |", {}, str)
    assert "<tr><td></td>" in html
    assert html.count("<th ") == html.count("</th>") == 1
