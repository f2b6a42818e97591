"""Links between the pages of a site, and their files."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from izeja.site.page_files import page_file, relative, url_of

ADDRESSES = st.lists(st.sampled_from(["a", "b", "en"]), max_size=4).flatmap(
    lambda parts: st.sampled_from(["".join(f"{one}/" for one in parts), "/".join([*parts, "c.html"])])
)


@given(ADDRESSES, ADDRESSES)
def test_a_link_leads_where_it_should(url: str, here: str) -> None:
    root = "https://example.org/help/"
    assert urljoin(root + here, relative(url, here)) == root + url


@pytest.mark.parametrize(
    ("name", "in_folders", "as_files"),
    [
        ("index", "index.html", "index.html"),
        ("a/README", "a/index.html", "a/index.html"),
        ("a/b", "a/b/index.html", "a/b.html"),
        ("readme", "readme/index.html", "readme.html"),
    ],
)
def test_a_page_has_a_file(name: str, in_folders: str, as_files: str) -> None:
    assert page_file(name, with_folders=True) == in_folders
    assert page_file(name, with_folders=False) == as_files


def test_the_home_page_has_no_name_in_addresses() -> None:
    assert url_of("a/index.html", with_folders=True) == "a/"
    assert url_of("my-index.html", with_folders=True) == "my-index.html"
    assert url_of("a/index.html", with_folders=False) == "a/index.html"
