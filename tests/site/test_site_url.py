"""What is the address of a site, in mkdocs.yml and for every `--site`."""

from __future__ import annotations

import pytest

from izeja.site.site_url import is_site_url


@pytest.mark.parametrize(
    "url",
    [
        "https://help.example.com",
        "http://127.0.0.1:8000/help/",
        "http://[::1]:8000",
        "https://palīdzība.example/",
        "https://example.com/a%20b",
    ],
)
def test_pages_can_be_below(url: str) -> None:
    assert is_site_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "help.example.com",
        "//help.example.com",
        "javascript://x",
        "ftp://help.example.com",
        "https://",
        "https:///path",
        "https://:8000",
        "https://help.example.com:0",
        "https://help.example.com:99999",
        "https://help.example.com:port",
        "https://me@help.example.com",
        "https://me:secret@help.example.com",
        "https://:secret@help.example.com",
        "https://[::1",
        "https://help.example.com/?page=1",
        "https://help.example.com/#top",
        "https://help.example.com/?",
        "https://help.example.com/a b",
        "https://help.example.com/{language}/",
        "https://help.example.com/a|b^c",
        "https://help.example.com/\n",
        "https://help\x07.example.com",
        "https://help.example.com\\a",
        'https://help.example.com/"><script>',
    ],
)
def test_no_page_can_be_below(url: str) -> None:
    assert not is_site_url(url)
