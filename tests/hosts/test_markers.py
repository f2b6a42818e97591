"""Guides and cards replace the comments in hand-written pages that name them."""

from __future__ import annotations

import pytest

from izeja.page.markers import UnknownGuideError, check_cards, put_cards, put_guides

GUIDES = ("restart", "parts/cable")


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
    ("name", "message"),
    [
        ("bils", "the topic 'bils', which is not in library.yml: did you mean 'bills'?"),
        ("bills, zzz", "the topic 'zzz', which is not in library.yml: the topics are: bills, moving"),
    ],
)
def test_an_unknown_topic_is_refused(name: str, message: str) -> None:
    with pytest.raises(UnknownGuideError) as raised:
        check_cards(f"<!-- izeja:guides only: {name} -->", ["bills", "moving"])
    assert str(raised.value) == message


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
    assert put_guides(html, GUIDES, lambda tree_id: f"[{tree_id}]") == expected


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("restrat", "the guide 'restrat', which is not in the library: did you mean 'restart'?"),
        ("zzz.yml", "the guide 'zzz.yml', which is not in the library: the guides are: restart, parts/cable"),
    ],
)
def test_an_unknown_guide_is_refused(name: str, message: str) -> None:
    with pytest.raises(UnknownGuideError) as raised:
        put_guides(f"<!-- izeja:guide {name} -->", GUIDES, str)
    assert str(raised.value) == message
