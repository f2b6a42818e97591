"""Topics: they name guides that exist, each has some, and customers can tell them apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from izeja.language.corrections import nearest
from izeja.language.links import Target
from izeja.library.library import LIBRARY, Library
from izeja.library.suggestions import nearest_tree, wrong_in_order
from izeja.library.topics import WrittenTopic, all_topics, named_folder, named_tree
from izeja.problems.problem import Position, Problem, Related
from izeja.problems.wording import counted, listed
from izeja.proof.text_rules import alike
from izeja.reading.folder import CONFIG

_SHOWN = 5
"""How many guides without a topic a message names."""


def prove_topics(library: Library) -> Iterator[Problem]:
    """Yield every problem of the topics of a library."""
    topics = tuple(all_topics(library.topics))
    if not topics:
        return
    same = tuple(_same_ids(library, topics))
    yield from same
    yield from _twins(library, topics)
    folders = _folders(library)
    named_wrongly = bool(same)
    for topic in topics:
        for problem in _wrong_guides(library, topic, folders):
            named_wrongly = True
            yield problem
    # What was not understood, or has another name, may be what they lack.
    if not named_wrongly and not library.has_unclear:
        yield from _empty(library, topics)
    if not named_wrongly and (others := library.shelves.others):
        yield _without_topic(library, others)


def _same_ids(library: Library, topics: tuple[WrittenTopic, ...]) -> Iterator[Problem]:
    """`ambiguous-id`: the page of a topic has its id as its address, whichever topic is around it."""
    known: dict[str, WrittenTopic] = {}
    for topic in topics:
        first = known.setdefault(topic.id, topic)
        if first is not topic:
            message = f"'{topic.id}' is already used as the id of another topic"
            hint = "the id is the address of its page: choose another one"
            related = (Related("the other topic", _key(library, first)),)
            yield Problem("ambiguous-id", message, _key(library, topic), hint, related)
    for topic in topics:
        for index, alias in enumerate(topic.written.aliases):
            first = known.setdefault(alias, topic)
            if first is not topic or alias in topic.written.aliases[:index] or alias == topic.id:
                message = f"'{alias}' is already used as the id of a topic, now or before"
                place = library.source_of(LIBRARY).value(*topic.at, "aliases", index)
                related = (Related("that topic", _key(library, first)),)
                yield Problem("ambiguous-id", message, place, "delete it here", related)


def _twins(library: Library, topics: tuple[WrittenTopic, ...]) -> Iterator[Problem]:
    """`twin-titles`: customers can tell topics apart by their titles."""
    for first, second in alike([topic.written.title for topic in topics]):
        message = f"another topic has the same title: '{topics[second].written.title}'"
        place, other = (library.source_of(LIBRARY).value(*topics[one].at, "title") for one in (second, first))
        related = (Related("the other topic", other),)
        yield Problem("twin-titles", message, place, "say how they differ", related, "warning")


def _folders(library: Library) -> frozenset[str]:
    """Return all folders with trees, drafts and trees with mistakes among them."""
    found: set[str] = set()
    for tree in (*library.trees, *library.unclear):
        folder = tree
        while (folder := folder.rpartition("/")[0]) and folder not in found:
            found.add(folder)
    return frozenset(found)


def _wrong_guides(library: Library, topic: WrittenTopic, folders: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each item that names nothing, or something twice."""
    seen: set[str] = set()
    for index, target in enumerate(topic.written.guides):
        place = library.source_of(LIBRARY).value(*topic.at, "guides", index)
        tree, folder = named_tree(target), named_folder(target)
        is_guide, is_folder = tree in library.guides, folder in folders
        if is_guide and is_folder and tree == target.written:
            message = f"'{tree}' is the name of a guide and of a folder"
            hint = f"write '{tree}.yml' for the guide, or '{tree}/' for the folder"
            yield Problem("invalid-value", message, place, hint)
        elif not (is_guide or is_folder or library.is_unclear(tree)):
            yield _unknown(library, target, place, folders)
            continue
        named = f"{tree}.yml" if is_guide else f"{folder}/"
        if named in seen:
            message = f"'{target.written}' is listed twice in this topic"
            yield Problem("invalid-value", message, place, "delete it here")
        seen.add(named)


def _unknown(library: Library, target: Target, place: Position, folders: frozenset[str]) -> Problem:
    written, tree, folder = target.written, named_tree(target), named_folder(target)
    guide = folder.removesuffix(".yml")
    if written.endswith("/"):
        close = nearest(folder, folders)
        hint = f"did you mean '{close}/'?" if close else _use_one_of(folders)
        if guide in library.guides:
            hint = f"'{guide}.yml' is a guide: write '{guide}.yml'"
        return Problem("unknown-target", f"there is no folder '{written}' with guides", place, hint)
    if "#" in written:
        hint = f"a topic lists whole guides: write '{written.partition('#')[0]}'"
    elif guide in library.guides:
        hint = f"write '{guide}.yml': paths begin at the folder of this file"
    elif tree in library.trees:
        hint = "a part has no page, so it is in no topic; delete it here"
    else:
        name = tree.removesuffix(".yaml")
        hint = wrong_in_order(library, written) or nearest_tree(library, "", name)
        if (close := nearest(folder, folders)) and ".yml" not in written:
            hint = f"did you mean the folder '{close}/'?"
    return Problem("unknown-target", f"there is no guide '{written}'", place, hint)


def _use_one_of(folders: Collection[str]) -> str:
    return (
        f"use one of: {listed([f'{folder}/' for folder in sorted(folders)])}" if folders else "write its file"
    )


def _empty(library: Library, topics: tuple[WrittenTopic, ...]) -> Iterator[Problem]:
    """`unused-entry`: a topic has guides."""
    for topic in topics:
        if topic.id not in library.shelves.shelves:
            message = f"the topic '{topic.id}' has no guides, so no customer sees it"
            hint = f"list its guides or their folder: 'guides: [{topic.id}/]', or delete it"
            yield Problem("unused-entry", message, _key(library, topic), hint, severity="warning")


def _without_topic(library: Library, others: tuple[str, ...]) -> Problem:
    """`no-topic`: each guide is in a topic."""
    more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
    named = ", ".join(f"'{tree}.yml'" for tree in others[:_SHOWN])
    verb = "is" if len(others) == 1 else "are"
    message = f"{counted(len(others), 'guide')} {verb} in no topic: {named}{more}"
    hint = "list them in a topic, or the folders that they are in; the home page lists them below all topics"
    place = library.source_of(LIBRARY).key("topics")
    return Problem("no-topic", message, place, hint, severity="warning")


def _key(library: Library, topic: WrittenTopic) -> Position:
    return library.sources[CONFIG].key(*topic.at)
