"""A page leads to a guide with any link to it, however it is written."""

from __future__ import annotations

import pytest

from izeja.site.way_to_guides import leads_to_guides

GUIDES = ["phones/restart/", "en/kā/"]


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<a href="../phones/restart/">', True),
        ('<a href="../phones/restart/#plug">', True),
        ("<a class=\"a\" href='/help/phones/restart/?a=b'>", True),
        ("<a href=../phones/restart/>", True),
        ('<a href="https://example.org/help/phones/restart/">', True),
        ('<a href="../en/k%C4%81/">', True),
        ('<a href="../en/kā/">', True),
        ('<a href="phones/restart/">', False),
        ('<a href="https://example.com/help/phones/restart/">', False),
        ('<a href="mailto:phones/restart/">', False),
        ('<a data-href="../phones/restart/">', False),
        ("phones/restart/", False),
    ],
)
def test_links(link: str, found: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert leads_to_guides(link, "about/", GUIDES, "https://example.org/help/") is found


@pytest.mark.parametrize("link", ["../phones/restart/", "/phones/restart/"])
def test_a_site_without_an_address(link: str) -> None:
    assert leads_to_guides(f'<a href="{link}">', "about/", GUIDES, None)
