"""Which guides are made both ways, which of them share a skeleton, and the message where they differ."""

from __future__ import annotations

import pytest

from izeja.hosts.mkdocs.guide_files import can_be_printed, depth_of
from izeja.hosts.mkdocs.samples import choose_samples, first_difference
from izeja.hosts.mkdocs.skeletons import Surroundings
from izeja.page.render import Head
from izeja.site.writer import PageGroup


def heads(**titles: str) -> dict[str, Head]:
    return {name.replace("__", "/"): Head(title, "") for name, title in titles.items()}


def test_the_first_the_longest_and_the_oddest_of_each_group_are_chosen() -> None:
    found = heads(a="Abc", b="Abcdefgh", c="A", d="&'<>!", e="Abcd", f__g="G", f__h="H")
    assert choose_samples(found, depth_of, found) == ["a", "b", "d", "f/g"]


def test_only_the_given_guides_are_chosen() -> None:
    found = heads(a="A", b="Bbbbb", c="C")
    assert choose_samples(["a", "c"], depth_of, found) == ["a"]


@pytest.mark.parametrize(
    ("by_mkdocs", "filled", "expected"),
    [
        ("<p>\n  one\n", "<p>\n  two\n", "'one' and not 'two'"),
        ("<p>", "<p>\n</p>", "one of them is longer"),
        ("x" * 81, "y", f"'{'x' * 80}...' and not 'y'"),
    ],
)
def test_the_first_difference_is_named(by_mkdocs: str, filled: str, expected: str) -> None:
    assert first_difference(by_mkdocs, filled) == expected


@pytest.mark.parametrize(
    ("tree_id", "expected"),
    [
        ("a", True),
        ("phones/battery", True),
        ("phones/index", False),
        ("README", False),
        ("phones/ā", False),
        ("a b", False),
    ],
)
def test_a_guide_whose_address_is_not_its_id_is_left_to_mkdocs(tree_id: str, *, expected: bool) -> None:
    assert can_be_printed(tree_id) is expected


def test_guides_beside_other_pages_have_a_group_for_each_folder() -> None:
    surroundings = Surroundings.of(["", "phones/", "phones/tips/", "tags/"])
    assert surroundings.folders == {"phones", "phones/tips", "tags"}
    assert surroundings.group_of("top") == PageGroup("", 1)
    assert surroundings.group_of("tags") == PageGroup("", 1)
    assert surroundings.group_of("phones/battery") == PageGroup("phones", 1)
    assert surroundings.group_of("phones/repair/first") == PageGroup("phones/repair", 1)
    assert surroundings.group_of("laptops/repair/first") == PageGroup("", 3)
