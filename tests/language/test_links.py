"""Each target and each link is parsed to a value of its kind, which keeps the words that were written."""

from __future__ import annotations

import pytest

from izeja.language.fields import Words
from izeja.language.links import (
    ContactLink,
    Link,
    NodeLink,
    PageLink,
    RefusedLink,
    ReturnLink,
    Target,
    TreeLink,
    WebLink,
    link_of,
    target_of,
)
from izeja.language.text_reader import content_of

TARGETS = {
    "manage": NodeLink("manage"),
    "return": ReturnLink(),
    "other.yml": TreeLink("other.yml", "other.yml", None),
    "../a/b.yml#c": TreeLink("../a/b.yml#c", "../a/b.yml", "c"),
    "other.yml#": TreeLink("other.yml#", "other.yml", None),
    "other#node": NodeLink("other#node"),
    "a#b.yml": NodeLink("a#b.yml"),
}
LINKS = {
    "other.yml": TreeLink("other.yml", "other.yml", None),
    "other.yml#node": TreeLink("other.yml#node", "other.yml", "node"),
    "page.md": PageLink("page.md", "page.md", ""),
    "a/page.md#b": PageLink("a/page.md#b", "a/page.md", "#b"),
    "contact:us": ContactLink("contact:us", "us"),
    "https://example.org/a.yml": WebLink("https://example.org/a.yml"),
    "https://example.org/#contact:us": WebLink("https://example.org/#contact:us"),
    "http://example.org": RefusedLink("http://example.org"),
    "https://name@example.org": RefusedLink("https://name@example.org"),
    "https://%5Bevil": RefusedLink("https://%5Bevil"),
    "https://exa%6dple.org": RefusedLink("https://exa%6dple.org"),
    "https://\x00example.org/": RefusedLink("https://\x00example.org/"),
    "https://example.org/\u202egpj.exe": RefusedLink("https://example.org/\u202egpj.exe"),
    "https://piemērs.lv/": WebLink("https://piemērs.lv/"),
    "https://": RefusedLink("https://"),
    "javascript:x.yml": RefusedLink("javascript:x.yml"),
    "/page.md": RefusedLink("/page.md"),
    "page.md#a:b": RefusedLink("page.md#a:b"),
    "page.html": RefusedLink("page.html"),
    "": RefusedLink(""),
}


@pytest.mark.parametrize(("written", "target"), TARGETS.items())
def test_a_target(written: str, target: Target) -> None:
    assert target_of(written) == target
    assert target.written == written


@pytest.mark.parametrize(("written", "link"), LINKS.items())
def test_a_link(written: str, link: Link) -> None:
    assert link_of(written) == link
    assert link.written == written


@pytest.mark.parametrize(
    ("tree", "file", "found"),
    [
        ("a", "b.yml", "b"),
        ("shop/a", "b.yml", "shop/b"),
        ("shop/a", "../b.yml", "b"),
        ("shop/a", "./x/../b.yml", "shop/b"),
        ("a", "../b.yml", None),
        ("shop/a", "../../b.yml", None),
        ("shop/a", "/b.yml", None),
        ("", "shop/b.yml", "shop/b"),
    ],
)
def test_a_tree_is_found_from_the_file_that_names_it(tree: str, file: str, found: str | None) -> None:
    assert TreeLink(file, file, None).tree_from(tree) == found


def test_the_content_of_a_text_has_parsed_links() -> None:
    content = content_of("See [this](a.yml#b) and [that](contact:us).", Words("prose"))
    assert content.links == (TreeLink("a.yml#b", "a.yml", "b"), ContactLink("contact:us", "us"))
    other = content_of("See [this](a.yml).", Words("prose"))
    assert [one.message for one in content.differences(other)] == [
        "the link a.yml#b is missing",
        "the link contact:us is missing",
        "the link a.yml is not in the source text",
    ]
