"""Two files at one path of a site, and a file where a folder has to be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from izeja.library.addresses import as_one, collisions, page_of

COLLIDING = [
    ("foo/index.html", "foo/index.html"),
    ("foo/index.html", "Foo/index.html"),
    ("foo/index.html", "foo/INDEX.HTML"),
    ("foo.html", "FOO.html"),
    ("ē/index.html", "e\u0304/index.html"),
    ("Ē.html", "e\u0304.html"),
    ("straße.html", "STRASSE.html"),
    ("foo", "foo/index.html"),
    ("Foo", "foo/bar/index.html"),
    ("foo/bar", "foo/bar/baz/index.html"),
    ("lv/index.html", "LV/index.html"),
]
APART = [
    ("foo/index.html", "foo.html"),
    ("foo/index.html", "foo/bar/index.html"),
    ("foo.html", "foo/bar.html"),
    ("foo/index.html", "foobar/index.html"),
    ("a/b/index.html", "a/b-c/index.html"),
    ("404.html", "404/index.html"),
    ("e/index.html", "ē/index.html"),
]


@pytest.mark.parametrize("files", COLLIDING)
def test_one_of_two_files_would_be_lost(files: tuple[str, str]) -> None:
    for order in (files, files[::-1]):
        (found,) = collisions((file, index) for index, file in enumerate(order))
        assert {found.first, found.second} == {0, 1}
        assert found.path in files


@pytest.mark.parametrize("files", APART)
def test_both_files_can_be_there(files: tuple[str, str]) -> None:
    for order in (files, files[::-1]):
        assert not list(collisions((file, index) for index, file in enumerate(order)))


def test_the_same_file_of_the_same_owner_is_one() -> None:
    assert not list(collisions([("a.png", "docs/a.png"), ("a.png", "docs/a.png")]))


def test_each_of_three_is_compared_with_the_first() -> None:
    found = list(collisions([("a", 1), ("A", 2), ("a", 3)]))
    assert [(one.first, one.second, one.path) for one in found] == [(1, 2, "A"), (1, 3, "a")]


PATHS = st.lists(st.sampled_from("aAēĒ\u0304ß"), min_size=1, max_size=3).map("/".join)


@given(st.lists(PATHS, max_size=6, unique=True))
@example(["a", "a/a", "A/a/a"])
def test_without_a_collision_every_system_can_hold_all_files(paths: list[str]) -> None:
    """A slow and simple file system that ignores case: a dictionary of folders and files."""
    kinds: dict[str, str] = {}
    fits = True
    for path in paths:
        parts = unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold()).split("/")
        for depth in range(1, len(parts)):
            fits &= kinds.setdefault("/".join(parts[:depth]), "folder") == "folder"
        fits &= kinds.setdefault("/".join(parts), "file") == path or kinds["/".join(parts)] == "file"
        fits &= [as_one(one) for one in paths].count("/".join(parts)) == 1
    assert (not list(collisions((path, path) for path in paths))) == fits


@pytest.mark.parametrize(
    ("tree_id", "file"),
    [
        ("foo", "foo/index.html"),
        ("a/foo", "a/foo/index.html"),
        ("index", "index.html"),
        ("a/index", "a/index.html"),
        ("my-index", "my-index/index.html"),
    ],
)
def test_a_page_has_a_folder(tree_id: str, file: str) -> None:
    assert page_of(tree_id) == file
