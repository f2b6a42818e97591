"""Every guide is in the topics that name it most closely, and the home page leads to all of them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import times
from izeja.language.topics import Topic
from izeja.library.topics import Shelves, all_topics, arranged

GUIDES = ("late", "bills/late", "bills/pay", "bills/old/paper", "moving", "moving/abroad", "moving/old/box")
ITEMS = (
    *(f"{guide}.yml" for guide in GUIDES),
    *("late", "moving", "bills/pay", "bills/", "./bills/", "bills", "bills/old/", "moving/", "moving/old"),
    *("gone.yml", "gone/", "part.yml", "."),
)

IDS = ("a", "b", "c", "d", "e")


def written(topics: dict[str, dict[str, Any]]) -> dict[str, Topic]:
    return {key: Topic.model_validate({"title": key, **topic}) for key, topic in topics.items()}


@st.composite
def libraries(draw: st.DrawFn) -> tuple[dict[str, Topic], tuple[str, ...]]:
    """Draw topics, some within others, and guides in any order."""
    items = st.lists(st.sampled_from(ITEMS), max_size=4)
    topics: dict[str, dict[str, Any]] = {}
    outer = ""
    for key in IDS[: draw(st.integers(0, len(IDS)))]:
        if outer and draw(st.booleans()):
            topics[outer].setdefault("topics", {})[key] = {"title": key, "guides": draw(items)}
        else:
            outer = key
            topics[key] = {"guides": draw(items)}
    guides = draw(st.permutations(GUIDES))
    return written(topics), tuple(guides[: draw(st.integers(0, len(GUIDES)))])


def closeness(item: str, guide: str, guides: tuple[str, ...]) -> int:
    """Return how closely an item names a guide, 0 if it does not: the plain reading of the language."""
    tree = item.removesuffix(".yml") if item.endswith(".yml") else item
    if tree in guides:
        return 100 if tree == guide else 0
    folder = item.removeprefix("./").strip("/")
    return folder.count("/") + 1 if guide.startswith(f"{folder}/") else 0


@times(3)
@given(libraries())
def test_guides_are_where_they_are_named_most_closely(
    library: tuple[dict[str, Topic], tuple[str, ...]],
) -> None:
    topics, guides = library
    found = arranged(topics, guides)
    every = {one.id: one for one in all_topics(topics)}
    for guide in guides:
        close = {
            one.id: max((closeness(item.written, guide, guides) for item in one.written.guides), default=0)
            for one in every.values()
        }
        best = max(close.values(), default=0)
        named = [key for key, value in close.items() if value == best > 0]
        assert [key for key in every if key in found.shelves and guide in found.shelves[key].guides] == named
        assert (guide in found.others) == (not named)
        if named:
            assert found.path_of[guide][-1] == named[0]


@times(3)
@given(libraries())
def test_the_home_page_leads_to_every_guide_and_to_no_empty_topic(
    library: tuple[dict[str, Topic], tuple[str, ...]],
) -> None:
    topics, guides = library
    found = arranged(topics, guides)
    outermost = [key for key, shelf in found.shelves.items() if shelf.topic.within is None]
    reached, waiting = set(found.others), outermost
    while waiting:
        shelf = found.shelves[waiting.pop()]
        assert len(set(shelf.guides)) == len(shelf.guides)
        assert shelf.guides or shelf.topics
        reached |= {*shelf.guides}
        waiting += shelf.topics
    assert reached == set(guides)
    for guide, path in found.path_of.items():
        assert guide in found.shelves[path[-1]].guides
        assert path[-1] in (path[0], *found.shelves[path[0]].topics)
        assert found.shelves[path[0]].topic.within is None


def shelves(guides: list[str], **topics: Any) -> Shelves:
    return arranged(written(topics), guides)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["z/", "a.yml"], ("z/c", "z/b", "a")),
        (["a.yml", "z/"], ("a", "z/c", "z/b")),
        (["z/b.yml", "z/", "z/b.yml"], ("z/b", "z/c")),
        (["z/", "z"], ("z/c", "z/b")),
    ],
)
def test_guides_are_in_the_order_of_their_items(items: list[str], expected: tuple[str, ...]) -> None:
    assert shelves(["z/c", "z/b", "a"], one={"guides": items}).shelves["one"].guides == expected


def test_a_guide_of_two_topics_is_counted_once() -> None:
    inner = {"title": "Inner", "guides": ["a.yml", "b.yml"]}
    found = shelves(["a", "b", "c"], one={"guides": ["a.yml", "c.yml"], "topics": {"inner": inner}})
    assert (found.count("one"), found.count("inner")) == (3, 2)
    assert found.path_of["a"] == ("one",)
