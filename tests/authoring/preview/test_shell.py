"""The page around what a customer sees: its links to other languages and to the map."""

from __future__ import annotations

import re

import pytest

from izeja.authoring.preview.addresses import Page
from izeja.authoring.preview.shell import map_address, page_html


def links_of(html: str) -> list[tuple[str, str]]:
    return [
        (href, words.strip())
        for href, words in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    ]


@pytest.mark.parametrize(
    ("languages", "beside"),
    [
        # The language of the writers comes first; beside itself, it has the next one.
        (("en",), ("en", "lv")),
        (("lv",), ("en", "lv")),
        (("ar",), ("en", "ar")),
        (("en", "ar"), ("en", "ar")),
    ],
)
def test_two_languages_can_be_seen_side_by_side(languages: tuple[str, ...], beside: tuple[str, ...]) -> None:
    page = Page(languages, "modem")
    hrefs = [href for href, _ in links_of(page_html(page, None, ("en", "lv", "ar"), is_guide=True))]
    assert page._replace(languages=beside).address in hrefs
    for language in ("en", "lv", "ar"):
        assert page._replace(languages=(language,)).address in hrefs


def test_a_library_in_one_language_has_nothing_beside_it() -> None:
    html = page_html(Page(("en",), "modem"), None, ("en",), is_guide=True)
    assert not [href for href, _ in links_of(html) if "," in href or "+" in href]


@pytest.mark.parametrize("is_guide", [True, False])
def test_a_guide_has_a_map(*, is_guide: bool) -> None:
    html = page_html(Page(("lv", "en"), "modem"), None, ("en", "lv"), is_guide=is_guide)
    assert (map_address("lv", "modem") in html) == is_guide
