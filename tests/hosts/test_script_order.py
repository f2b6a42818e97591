"""Guides begin before the theme's script, and where that could matter to others, pages stay as they are."""

from __future__ import annotations

import pytest

from izeja.hosts.mkdocs.script_order import with_theme_last
from izeja.site.skeleton import CONTENT

GUIDE = '<guided-help data-tree="a"></guided-help>'
OURS = '<script type="module" src="../assets/izeja/guided-help.js"></script>'
FIELD = '<script type="module" src="assets/izeja/site-search.js"></script>'
FIRST = '<script src="../assets/izeja/material.js"></script>'
INLINE = "<script>__md_scope=new URL('..',location)</script>"
DATA = '<script id="__config" type="application/json">{"base": ".."}</script>'
EARLY, LATE = 'async fetchpriority="high"', "defer"
THEMES = '<script src="../assets/javascripts/bundle.a5f9d56c.min.js"></script>'


def with_(script: str, attributes: str) -> str:
    return script.replace("<script", f"<script {attributes}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            f"{FIRST}{INLINE}{GUIDE}{OURS}{DATA}{THEMES}",
            f"{FIRST}{INLINE}{GUIDE}{with_(OURS, EARLY)}{DATA}{with_(THEMES, LATE)}",
        ),
        (f"{CONTENT}{OURS}{THEMES}", f"{CONTENT}{with_(OURS, EARLY)}{with_(THEMES, LATE)}"),
        (
            f"{FIRST}{FIELD}<ul class='guides'></ul>{THEMES}",
            f"{FIRST}{with_(FIELD, EARLY)}<ul class='guides'></ul>{with_(THEMES, LATE)}",
        ),
        (f"{GUIDE}{OURS}{THEMES.upper()}", None),  # addresses have a case
    ],
)
def test_a_page_of_a_guide(before: str, after: str | None) -> None:
    assert with_theme_last(before) == (after or before)


@pytest.mark.parametrize(
    "others",
    [
        "<script src='extra.js'></script>",
        '<script src="https://example.org/tags.js" async></script>',
        "<script defer src=extra.js></script>",
        '<script type="module">import "./extra.js"</script>',
        "<SCRIPT TYPE=module>start()</SCRIPT>",
        "<script>addEventListener('guided-help:step', count)</script>",
        '<script type="module" src="../assets/izeja/analytics.js"></script>',
        GUIDE,
    ],
)
def test_a_page_that_others_have_a_part_in_stays_as_it_is(others: str) -> None:
    for page in (
        f"{others}{FIRST}{GUIDE}{OURS}{THEMES}",
        f"{GUIDE}{OURS}{others}{THEMES}",
        *([] if others == GUIDE else [f"{GUIDE}{OURS}{THEMES}{others}"]),
    ):
        assert with_theme_last(page) == page


@pytest.mark.parametrize(
    "page",
    ["", "<p>text</p>", f"{GUIDE}{OURS}", with_(THEMES, LATE), '<script src="assets/other.js"></script>'],
)
def test_a_page_of_another_theme_stays_as_it_is(page: str) -> None:
    assert with_theme_last(page) == page
