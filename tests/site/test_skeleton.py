"""A page with placeholders is filled with the values of each guide."""

from __future__ import annotations

from izeja.site.skeleton import Skeleton, Values, placeholders

MARKS = placeholders(2)


def test_every_placeholder_is_filled_wherever_it_is() -> None:
    first, second = MARKS.path
    text = f"{MARKS.title}: {first}/{second}/, {MARKS.name}, {MARKS.content}{MARKS.start} {MARKS.description}"
    values = Values("T", "N", "D", "S", "<p>C</p>", ("a", "b")).flat()
    assert Skeleton(text, MARKS.flat()).filled(values) == "T: a/b/, N, <p>C</p>S D"


def test_a_page_is_filled_again_and_again() -> None:
    skeleton = Skeleton(f"<h1>{MARKS.title}</h1>", MARKS.flat())
    for title in ("One", "Two", MARKS.title, "\\1"):
        values = Values(title, "", "", "", "", ("", "")).flat()
        assert skeleton.filled(values) == f"<h1>{title}</h1>"
        assert skeleton.filled_bytes(values) == skeleton.filled(values).encode()


def test_a_page_without_placeholders_stays_as_it_is() -> None:
    skeleton = Skeleton("<p>plain</p>", MARKS.flat())
    assert skeleton.filled(MARKS.flat()) == "<p>plain</p>"
    assert skeleton.filled_bytes(MARKS.flat()) == b"<p>plain</p>"


def test_a_character_that_utf_8_does_not_have_is_written_as_a_reference() -> None:
    # As MkDocs writes it.
    skeleton = Skeleton(f"\udc80ē{MARKS.title}", MARKS.flat())
    assert (
        skeleton.filled_bytes(Values("\udc81", "", "", "", "", ("", "")).flat())
        == "&#56448;ē&#56449;".encode()
    )


def test_placeholders_are_all_different_and_none_begins_another() -> None:
    marks = placeholders(12).flat()
    assert len(marks) == len(set(marks)) == 5 + 12
    assert not [(one, other) for one in marks for other in marks if one != other and other.startswith(one)]
    assert placeholders(0).path == ()
    assert placeholders(1).content.startswith("<h1>")
