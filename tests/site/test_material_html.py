"""Tabs and icons of Material in hand-written pages, as they are shown without its style sheets."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from lxml import html as lxml_html
from markdown import Markdown

from izeja.site.material_html import without_styles

PAGE = """# Start

=== "Windows"

    First <b>words</b>.

    <!-- </div> -->

    === "Old"

        Old words.

    === "New :smile:"

        New words.

=== "Mac"

    ```html
    </div><div class="tabbed-block">
    ```

=== "Linux"

    Last words.

After all.

=== "Alone"

    Words alone.
"""


def converted(*, alternate: bool) -> str:
    options = {"pymdownx.tabbed": {"alternate_style": alternate}}
    extensions = ["pymdownx.tabbed", "pymdownx.superfences", "pymdownx.emoji", "md_in_html"]
    return str(Markdown(extensions=extensions, extension_configs=options).convert(PAGE))


def parsed(html: str) -> Any:
    return lxml_html.fromstring(f"<div>{html}</div>")


@pytest.mark.parametrize("alternate", [True, False])
def test_tabs_open_and_close_without_styles(*, alternate: bool) -> None:
    html = without_styles(converted(alternate=alternate))
    etree.fromstring(f"<div>{html}</div>")  # each element is closed
    page = parsed(html)
    tabs = page.xpath("//details")
    assert [(one.findtext("summary"), one.get("open")) for one in tabs] == [
        ("Windows", "open"),
        ("Old", "open"),
        ("New 😄", None),
        ("Mac", None),
        ("Linux", None),
        ("Alone", "open"),
    ]
    assert [one.find("div").get("id") for one in tabs if one.findtext("summary") in ("Windows", "Linux")] == [
        "__tabbed_1_1",
        "__tabbed_1_3",
    ]
    assert [len(one.xpath("ancestor::details")) for one in tabs] == [0, 1, 1, 0, 0, 0]
    assert "After all." in page.xpath("string(//p[not(ancestor::details)])")
    assert not page.xpath("//input | //label | //img")
    assert '</div><div class="tabbed-block">' in page.xpath("string(//code)")


@pytest.mark.parametrize(
    ("attributes", "is_open"),
    [
        ('checked="checked" id="a"', True),
        ('id="a" checked', True),
        ("checked id=a", True),
        ('id="checked-bags"', False),
        ('id="bags" name="are checked now"', False),
        ('id="a" data-checked="checked"', False),
    ],
)
def test_only_the_tab_that_is_chosen_is_open(attributes: str, *, is_open: bool) -> None:
    html = (
        f'<div class="tabbed-set"><input {attributes} type="radio"><label for="a">A</label>'
        '<div class="tabbed-content">Words</div></div>'
    )
    assert parsed(without_styles(html)).xpath("boolean(//details[@open])") is is_open


@pytest.mark.parametrize("alternate", [True, False])
def test_no_word_is_lost(*, alternate: bool) -> None:
    def words(html: str) -> list[str]:
        return sorted(" ".join(parsed(html).itertext()).split())

    before = converted(alternate=alternate)
    assert words(without_styles(before)) == sorted([*words(before), "😄"])


ICON = (
    '<span class="{}"><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M0"/></svg></span>'
)


@pytest.mark.parametrize(("name", "is_icon"), [("twemoji", True), ("lg twemoji", True), ("chart", False)])
def test_icons_are_as_large_as_text(name: str, *, is_icon: bool) -> None:
    html = ICON.format(name)
    sized = html.replace("<svg", '<svg width="1em" height="1em" fill="currentColor"')
    assert without_styles(html) == (sized if is_icon else html)
    assert without_styles(sized) == sized


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>x</p>",
        '</div><div class="tabbed-block">',
        '<div class="tabbed-set tabbed-alternate"></div>',
        '<img alt="x" src="twemoji.png">',
        '<img class="twemoji" src="x.png">',
    ],
)
def test_other_html_stays_as_it_is(html: str) -> None:
    assert without_styles(html) == html
