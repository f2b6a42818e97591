"""What only a look at the whole library shows, and no customer notices at once: all of it is a warning."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from izeja.language.content import NOTHING_BUT_WORDS
from izeja.language.links import ContactLink
from izeja.language.validation import UNREAD
from izeja.library.library import Library
from izeja.library.references import ContactKey, FactKey, references_to_contacts, references_to_facts
from izeja.problems.problem import Position, Problem, Related
from izeja.proof.text_rules import alike
from izeja.proof.topic_rules import prove_topics
from izeja.reading.folder import CONTACTS, FACTS, TERMS, files_of_kinds, unread_files
from izeja.reading.media.formats import KINDS, kind_of

WHOLE = frozenset({"no-topic", "no-trees", "twin-titles", "unread-file", "unused-entry"})
"""The codes of these rules. A check of single trees does not report them, since it may not read all trees."""
_PAGE = ".md"


def prove_library(library: Library) -> Iterator[Problem]:
    """Yield every problem that only a look at the whole library shows."""
    yield from twin_titles(library)
    yield from prove_topics(library)
    unread = tuple(unread_files(library.root))
    # What was not read, or not understood, may use them.
    if not unread and not library.has_unclear:
        yield from unused_entries(library)
        yield from unshown_pictures(library)
    for name, message, hint in unread:
        place = Position(f"{library.shown_root}/{name}")
        yield Problem("unread-file", message, place, hint, severity="warning")


def twin_titles(library: Library) -> Iterator[Problem]:
    """`twin-titles`: customers can tell guides apart by their titles."""
    guides = {tree_id: guide for tree_id, guide in library.guides.items() if guide.title != UNREAD}
    ids = tuple(guides)
    for first, second in alike([guide.title for guide in guides.values()]):
        message = f"another guide has the same title: '{guides[ids[second]].title}'"
        place = library.source_of(ids[second]).value("title")
        related = (Related("the other guide", library.source_of(ids[first]).value("title")),)
        yield Problem("twin-titles", message, place, "say how they differ", related, "warning")


def unused_entries(library: Library) -> Iterator[Problem]:
    """`unused-entry`: terms, contacts and facts are used."""
    if not library.trees:
        return
    terms, contacts, facts = _used(library)
    for noun, file, entries, used in (
        ("term", TERMS, library.terms, terms),
        ("contact", CONTACTS, library.contacts, contacts),
        ("fact", FACTS, library.facts, facts),
    ):
        unused = [key for key in entries if key not in used]
        # An entry that seems to be unused can be what a mistyped key means.
        for key in unused if unused and used <= entries.keys() and _is_read(library) else ():
            place, message = library.sources[file].key(key), f"no tree uses the {noun} '{key}'"
            hint = f"use it, or delete it from {file}"
            yield Problem("unused-entry", message, place, hint, severity="warning")


def _is_read(library: Library) -> bool:
    """Return whether all texts were read: one that is too large may use any entry."""
    refusals = (one for text in library.texts for one in text.content.refusals)
    return all(one.code != "too-large" for one in refusals)


def unshown_pictures(library: Library) -> Iterator[Problem]:
    """`unread-file`: each picture, video and file of captions is shown."""
    names = tuple(files_of_kinds(library.root, {*KINDS, _PAGE}))
    # A library can be among hand-written pages, which have pictures of their own.
    if not library.trees or any(name.endswith(_PAGE) for name in names):
        return
    for name in sorted(names):
        if name not in library.pictures.files:
            hint = f"show it in a text, with '![what it shows]({name})', or delete it"
            if kind_of(name) == "captions":
                hint = (
                    "give it the name of a video, such as 'restart.en.vtt' beside 'restart.mp4', or delete it"
                )
            elif right := _meant_version(library, name):
                hint = f"as a version of a picture, it would have to be '{right}'; or delete it"
            place = Position(f"{library.shown_root}/{name}")
            yield Problem("unread-file", "no text shows this file", place, hint, severity="warning")


def _meant_version(library: Library, name: str) -> str | None:
    """Return what a picture would be called that seems to be the version of another for a language."""
    rest, suffix = posixpath.splitext(name)
    stem, _, language = rest.rpartition(".")
    close = {one.replace("_", "-").lower(): one for one in library.config.languages}
    meant = close.get(language.replace("_", "-").lower())
    for path in library.pictures.paths if meant else ():
        shown, right = posixpath.splitext(path)
        if shown == stem and kind_of(path) == kind_of(name) and (meant, suffix) != (language, right):
            return f"{stem}.{meant}{right}"
    return None


def _used(library: Library) -> tuple[set[str], set[str], set[str]]:
    terms: set[str] = set()
    contacts: set[str] = set()
    for text in library.texts:
        if text.content is not NOTHING_BUT_WORDS:
            # A term that only its own meaning names is not used.
            terms.update(one for one in text.content.terms if (text.file_id, one) != ("terms", text.at[0]))
            contacts.update(link.key for link in text.content.links if isinstance(link, ContactLink))
    for tree_id in library.trees:
        asked = references_to_contacts(library, tree_id)
        contacts.update(one.to.key for one in asked if isinstance(one.to, ContactKey))
    named = (one.to for tree_id in library.trees for one in references_to_facts(library, tree_id))
    facts = {fact.key for fact in named if isinstance(fact, FactKey)} if library.facts else set[str]()
    return terms, contacts, facts
