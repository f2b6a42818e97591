"""Which addresses become links, and where they end."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import rules_inline

from izeja.language.bare_addresses import addresses_in, url_of
from izeja.language.fields import Words
from izeja.language.html import prose_html
from izeja.language.links import MailLink, WebLink
from izeja.language.markdown import reader
from izeja.language.text_reader import content_of

FOUND = {
    "Go to https://example.com.": "https://example.com",
    "(see https://example.com/a)": "https://example.com/a",
    "https://example.com/a_(b)": "https://example.com/a_(b)",
    "(https://example.com/a_(b))": "https://example.com/a_(b)",
    "https://example.com/?q=a&b=c#d, then": "https://example.com/?q=a&b=c#d",
    "Is it https://example.com/a?": "https://example.com/a",
    "https://example.com/a_b_c": "https://example.com/a_b_c",
    "**https://example.com/a**": "https://example.com/a",
    "*https://example.com/a*!": "https://example.com/a",
    "\u00abhttps://example.com/a\u00bb": "https://example.com/a",
    "\u201ehttps://example.com\u201c": "https://example.com",
    "https://example.com/r\u012bga": "https://example.com/r\u012bga",
    "https://example.com:8080/a": "https://example.com:8080/a",
    "HTTPS://EXAMPLE.COM": "HTTPS://EXAMPLE.COM",
    "https://example.com: then": "https://example.com",
    "https://example.com/{term}": "https://example.com/",
    "https://example.com|": "https://example.com",
    "https://example.com/a;b,c": "https://example.com/a;b,c",
    "https://example.com...": "https://example.com",
    "https://example.com/~me/": "https://example.com/~me/",
    "help@example.com": "help@example.com",
    "Write to first_last+tag@mail.example.com.": "first_last+tag@mail.example.com",
    "(help@example.com)": "help@example.com",
    "*help@example.com*": "help@example.com",
    "j\u0101nis@example.lv": "j\u0101nis@example.lv",
}
NOT_FOUND = (
    *("http://example.com", "www.example.com", "ftp://example.com", "xhttps://example.com", "https://"),
    *(
        "https://me@example.com",
        "https://me:secret@example.com",
        "a@b",
        "@name",
        "a@",
        "@example.com",
        "a @ b.com",
    ),
)


@pytest.mark.parametrize("text", FOUND)
def test_an_address_is_a_link(text: str) -> None:
    address = FOUND[text]
    assert [text[start:end] for start, end in addresses_in(text).items()] == [address]
    kind = WebLink if "://" in address else MailLink
    assert kind(address) in content_of(text, Words("prose")).links
    html = prose_html(text.replace("{term}", ""), {}, lambda link: link.written)
    assert f'<a href="{url_of(address)}">{address}</a>' in unescape(str(html))


@pytest.mark.parametrize("text", NOT_FOUND)
def test_this_is_no_link(text: str) -> None:
    assert not addresses_in(text)
    assert "<a" not in prose_html(text, {}, lambda link: link.written)


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.com`",
        "```\nhttps://example.com help@example.com\n```",
        "[https://example.com](https://example.com)",
        "[help@example.com](https://example.com)",
        "<https://example.com>",
    ],
)
def test_an_address_in_code_or_in_a_link_is_no_other_link(text: str) -> None:
    html = prose_html(text, {}, lambda link: link.written)
    assert html.count("<a") == (0 if "`" in text else 1)


PIECES = st.sampled_from(
    ["https://", "a.b", "@", "/", "(", ")", "_", "*", ".", ",", ":", "?", " ", "x", "-", "&"]
)


@given(st.lists(PIECES, max_size=16).map("".join))
def test_addresses_lie_beside_one_another_and_end_with_no_sign_of_a_sentence(text: str) -> None:
    last = 0
    for start, end in addresses_in(text).items():
        assert last <= start < end
        assert text[end - 1] not in ".,:;?!*_"
        assert text[start:end].count("(") >= text[start:end].count(")")
        last = end


# Every printable character of ASCII, and each construct of CommonMark that plain words could swallow.
INLINE = [
    *map(chr, range(0x20, 0x7F)),
    *(
        "\n",
        "**a**",
        "_b_",
        "`c`",
        "[d](e)",
        "![f](g)",
        "[h]",
        "<https://i.example>",
        "<b>",
        "&amp;",
        "{term}",
    ),
]


@given(st.lists(st.sampled_from(INLINE), max_size=30).map("".join))
def test_words_end_where_markdown_it_ends_them(text: str) -> None:
    """Where there is no address, its own rule for text finds the same."""
    text = text.replace("@", "a").replace("://", ":")
    theirs = reader.__wrapped__()
    theirs.inline.ruler.at("text", rules_inline.text)
    assert reader().parseInline(text) == theirs.parseInline(text)
