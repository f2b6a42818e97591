"""Guides by topic: what is in each topic, and the way from the home page to each guide."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from izeja.language.links import Target, TreeLink
from izeja.language.topics import Subtopic, Topic
from izeja.reading.data import Address

FOLDER = "topics"
"""The folder of the pages of all topics."""


class WrittenTopic(NamedTuple):
    """A topic as it is written: its id, its place in `library.yml`, and the id of the topic around it."""

    id: str
    at: Address
    within: str | None
    written: Subtopic


def all_topics(topics: Mapping[str, Topic]) -> Iterator[WrittenTopic]:
    """Yield all topics, each before those within it."""
    for key, topic in topics.items():
        at: Address = (FOLDER, key)
        yield WrittenTopic(key, at, None, topic)
        for inner, subtopic in topic.topics.items():
            yield WrittenTopic(inner, (*at, "topics", inner), key, subtopic)


def page_name(topic_id: str) -> str:
    """Return the name of a topic's page among those of guides. Its address does not depend on its place."""
    return f"{FOLDER}/{topic_id}"


def former_pages(topic: Subtopic) -> tuple[str, ...]:
    """Return the names that a topic's page had before, among those of guides."""
    return tuple(map(page_name, topic.aliases))


class Shelf(NamedTuple):
    """A topic with what customers find in it: topics within it, and guides, in their order."""

    topic: WrittenTopic
    topics: tuple[str, ...]
    guides: tuple[str, ...]


@dataclass(frozen=True)
class Shelves:
    """All guides by topic. A topic that leads to no guide is left out.

    `path_of` has the topics that lead to a guide, the outermost first; a guide without topics is among the
    `others`. Of several topics with a guide, the first leads to it.
    """

    shelves: Mapping[str, Shelf]
    path_of: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]

    def count(self, topic_id: str) -> int:
        """Return the number of guides in a topic, and in those within it."""
        shelf = self.shelves[topic_id]
        inner = (guide for one in shelf.topics for guide in self.shelves[one].guides)
        return len({*shelf.guides, *inner})


def named_tree(target: Target) -> str:
    """Return the id of the tree that an item of `order` or `guides` names; `.yml` can be missing."""
    named = target.tree_from("") if isinstance(target, TreeLink) and target.node is None else None
    return named or target.written


def named_folder(target: Target) -> str:
    """Return the folder that an item of `guides` names."""
    return target.written.removeprefix("./").strip("/")


def arranged(topics: Mapping[str, Topic], guides: Collection[str]) -> Shelves:
    """Put guides into their topics.

    Args:
        topics: those of the library.
        guides: the ids of all guides, in the order of the library.
    """
    written = {topic.id: topic for topic in all_topics(topics)}
    named = _Named(written.values(), guides)
    found: dict[str, list[tuple[int, str]]] = {topic: [] for topic in written}
    first: dict[str, str] = {}
    for guide in guides:
        for topic, item in named.topics_of(guide):
            found[topic].append((item, guide))
            first.setdefault(guide, topic)
    # The sort is stable: the guides of a folder stay in the order of the library.
    sorted_by_item = {
        topic: tuple(dict.fromkeys([guide for _, guide in sorted(of_topic, key=lambda one: one[0])]))
        for topic, of_topic in found.items()
    }
    inner: dict[str, list[str]] = {}
    for one in written.values():
        if one.within is not None and sorted_by_item[one.id]:
            inner.setdefault(one.within, []).append(one.id)
    shelves = {
        key: Shelf(one, tuple(inner.get(key, ())), sorted_by_item[key])
        for key, one in written.items()
        if sorted_by_item[key] or key in inner
    }
    path_of = {
        guide: (topic,) if (outer := written[topic].within) is None else (outer, topic)
        for guide, topic in first.items()
    }
    return Shelves(shelves, path_of, tuple(guide for guide in guides if guide not in first))


class _Named:
    """The files and folders that topics name, each with these topics and the number of the item."""

    def __init__(self, topics: Collection[WrittenTopic], guides: Collection[str]) -> None:
        self._files: dict[str, list[tuple[str, int]]] = {}
        self._folders: dict[str, list[tuple[str, int]]] = {}
        for topic in topics:
            for number, target in enumerate(topic.written.guides):
                tree = named_tree(target)
                named = self._files if tree in guides else self._folders
                key = tree if tree in guides else named_folder(target)
                named.setdefault(key, []).append((topic.id, number))

    def topics_of(self, guide: str) -> list[tuple[str, int]]:
        """Return the topics that name a guide most closely."""
        if guide in self._files:
            return self._files[guide]
        folder = guide
        while folder := folder.rpartition("/")[0]:
            if folder in self._folders:
                return self._folders[folder]
        return []
