"""Guides and cards replace the comments in hand-written pages that name them."""

from __future__ import annotations

from pathlib import Path

import pytest

from izeja.page.markers import MarkerError, check_names, check_spelling, put_cards, put_guides

GUIDES = ("restart", "parts/cable")
TOPICS = ("bills", "moving")
# A comment in each line, and what is said of it: `ok` if it is one of ours, or none of our business.
SPELLING = [
    line.split(" => ") for line in Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines() if line
]


def test_cards_are_put_in_for_their_comment() -> None:
    assert put_cards("<p>a</p>\n<!-- izeja:guides -->", lambda _: "CARDS") == "<p>a</p>\nCARDS"


def test_cards_are_not_made_for_a_page_without_the_comment() -> None:
    assert put_cards("<p>izeja:guides</p>", lambda _: pytest.fail("made")) == "<p>izeja:guides</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<!-- izeja:guides only: bills -->", "[bills]"),
        ("<!--izeja:guides  only:bills,  moving ,-->", "[bills moving]"),
        ("<!-- izeja:guides only: -->", "[]"),
        ("<!-- izeja:guides bills -->", "<!-- izeja:guides bills -->"),
    ],
)
def test_cards_can_be_those_of_some_topics(html: str, expected: str) -> None:
    assert put_cards(html, lambda topics: f"[{' '.join(topics)}]") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<!-- izeja:guide restart -->", "[restart]"),
        ("<!--izeja:guide   parts/cable.yml-->", "[parts/cable]"),
        ("a <!-- izeja:guide restart --> b <!-- izeja:guide restart -->", "a [restart] b [restart]"),
        ("<!-- izeja:guides -->", "<!-- izeja:guides -->"),
        ("<!-- izeja:guide -->", "<!-- izeja:guide -->"),
        ("<p>restart</p>", "<p>restart</p>"),
    ],
)
def test_guides_are_put_in_where_a_page_names_them(html: str, expected: str) -> None:
    assert put_guides(html, lambda tree_id: f"[{tree_id}]") == expected


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        (
            "izeja:guides only: bils",
            "names the topic 'bils', which is not in library.yml: did you mean 'bills'?",
        ),
        (
            "izeja:guides only: bills, zzz",
            "names the topic 'zzz', which is not in library.yml: the topics are: bills, moving",
        ),
        (
            "izeja:guide restrat",
            "names the guide 'restrat', which is not in the library: did you mean 'restart'?",
        ),
        (
            "izeja:guide zzz.yml",
            "names the guide 'zzz.yml', which is not in the library: the guides are: restart, parts/cable",
        ),
    ],
)
def test_what_a_page_names_must_exist(comment: str, message: str) -> None:
    with pytest.raises(MarkerError) as raised:
        check_names(f"<p>a</p><!-- {comment} -->", GUIDES, TOPICS)
    assert str(raised.value) == f"'<!-- {comment} -->' {message}"


@pytest.mark.parametrize(("comment", "expected"), SPELLING)
def test_a_comment_for_izeja_is_one_that_it_knows(comment: str, expected: str) -> None:
    try:
        check_spelling(f"<!-- a -->{comment}<!-- b -->")
        said = "ok"
    except MarkerError as error:
        said = str(error).removeprefix(f"'{comment}' is not a comment that Izeja knows: ")
    assert said == expected


ENDLESS = "is a comment that has no end: end it with '-->'"


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<!-- izeja:guides -- >\n<p>a</p><!-- b -->", f"'<!-- izeja:guides -- >' {ENDLESS}"),
        (f"<!-- izeja:guides ->\n<p>{'a' * 600}</p><!-- b -->", f"'<!-- izeja:guides ->' {ENDLESS}"),
        ("<!-- izeja:guides - ->\n<p>a</p><!-- b -->", f"'<!-- izeja:guides - ->' {ENDLESS}"),
        ("<p>&lt;!-- izeja:guides -&gt;</p>", f"'<!-- izeja:guides ->' {ENDLESS}"),
        ("<p>&lt;!-- izeja:guides</p>", f"'<!-- izeja:guides' {ENDLESS}"),
        ("<p><code>&lt;!-- izeja:guides -&gt;</code> &lt;!-- izeja:guides --&gt;</p>", ""),
        ("<p>&lt;!-- a -&gt;</p><!-- a -- > <p>b</p> -->", ""),
        (
            "<!-- izeja:guides only: , -->",
            (
                "'<!-- izeja:guides only: , -->' lists guides of topics, and has none: name topics, "
                "'<!-- izeja:guides only: TOPIC -->', or list all guides, '<!-- izeja:guides -->'"
            ),
        ),
    ],
)
def test_a_comment_for_izeja_has_an_end_and_topics(html: str, message: str) -> None:
    try:
        check_spelling(html)
        said = ""
    except MarkerError as error:
        said = str(error)
    assert said == message


@pytest.mark.parametrize(
    ("markdown", "place"),
    [
        ("# Home\n\n<!-- izeja:guids -->\n", "a.md:3: "),
        ("```\n<!-- izeja:guids -->\n```\n\n<!-- izeja:guids -->\n", "a.md:5: "),
        ("# Home\n", "a.md: "),
    ],
    ids=["in the text", "below an example", "from elsewhere"],
)
def test_a_message_has_the_line_of_the_comment(markdown: str, place: str) -> None:
    with pytest.raises(MarkerError) as raised:
        check_spelling("<!-- izeja:guids -->")
    assert raised.value.at("a.md", markdown) == f"{place}{raised.value}"


@pytest.mark.parametrize("second", ["restart", "restart.yml"])
def test_a_guide_is_on_a_page_once(second: str) -> None:
    page = f"<!-- izeja:guide restart -->\n<!-- izeja:guide parts/cable -->\n<!-- izeja:guide {second} -->"
    with pytest.raises(MarkerError) as raised:
        check_names(page, GUIDES, TOPICS)
    assert raised.value.at("a.md", page) == (
        f"a.md:3: '<!-- izeja:guide {second} -->' names the guide '{second}', which is on this page already: "
        "link to it instead"
    )
