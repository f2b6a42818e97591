"""The entries of guides in the index of a site's search, made from the values on their pages.

Material for MkDocs finds these entries in the HTML of a page. They are made here without parsing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from izeja.language.html import plain
from izeja.library.library import Library
from izeja.page.contacts_view import ContactShown, Reach
from izeja.page.render import Fragment, Head
from izeja.page.view import ActionLink, Section, Way

Entry = dict[str, Any]
"""An entry of the index, as MkDocs writes it: `location`, `title`, `text`."""

ALSO = "also"
"""The field of an entry that is searched and never shown: the words by which customers know a guide."""

_BLOCK = re.compile(r"(</?(?:p|li|ol|ul)>)")
# Material keeps the elements that make lines, and code, without their attributes, and the text of all others.
_DROPPED = re.compile(r"<(?!/?(?:p|li|ol|ul|pre|code)\b)[^>]*>")
_ATTRIBUTES = re.compile(r"(<(?:ol|p|pre|code)) [^>]*")
_CODE_BLOCK = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
_EXCLUDED = ' data-search-exclude="true"'

as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Writes a value as compact JSON."""


def also_called(library: Library, tree_id: str) -> tuple[str, ...]:
    """Return the words by which customers know a guide, as plain text."""
    terms = library.term_names
    return tuple(plain(text, terms) for text in library.trees[tree_id].also_called)


def shown(html: str) -> str:
    """Return a page's content as Material prints it: without the attributes that are for its search only."""
    return html.replace(_EXCLUDED, "")


def entries_of(head: Head, fragment: Fragment, url: str, *, space: str = " ") -> Iterator[Entry]:
    """Make the entries of a guide, equal to those that Material finds in its HTML.

    Args:
        head: title and description of the page, as HTML.
        fragment: the guide.
        url: of its page.
        space: what is between blocks. Nothing is enough for the search, and Material has a space there.

    Returns:
        An entry for the page, one for its title, and one for each node.
    """
    guide = fragment.guide
    yield _entry(url, head.title, "")
    summary = f"<p>{_text(guide.summary)}</p>" if guide.summary is not None else ""
    yield _entry(f"{url}#{guide.title_id}", _text(guide.title), summary)
    for section in guide.sections:
        yield _entry(f"{url}#{section.id}", _text(section.heading), space.join(_blocks(section, space)))


def _blocks(section: Section, space: str) -> Iterator[str]:
    if section.body is not None:
        body = _text(section.body).strip()
        yield body if space else _lean(body)
    if section.hint is not None:
        yield f"<p>{_text(section.hint)}</p>"
    for group in section.groups:
        if group.name is not None:
            yield f"<p>{_text(group.name)}</p>"
        yield _list([_item(way, space) for way in group.answers], space)
    if section.prepare:
        yield _list([f"<li>{_text(one)}</li>" for one in section.prepare], space)
    if section.contacts:
        yield from _contacts(section.contacts, space)
    if section.actions:
        yield _list([_action(action, space) for action in section.actions], space)


def _list(items: Iterable[str], space: str) -> str:
    return f"<ul>{space}{space.join(items)}{space}</ul>"


def _contacts(contacts: tuple[ContactShown, ...], space: str) -> Iterator[str]:
    main = contacts[0].ways[0]
    yield f"<p>{space}{_text(contacts[0].text)} {_text(main.shown)}</p>"
    items = [item for contact in contacts for item in _items_of(contact, main, space)]
    if items:
        yield _list(items, space)


def _items_of(contact: ContactShown, main: Reach, space: str) -> Iterator[str]:
    """Yield the ways to reach a contact but the main one of the step, and its note."""
    for number, way in enumerate(one for one in contact.ways if one is not main):
        name = f"{_text(contact.text)} " if number == 0 and way is contact.ways[0] else ""
        yield f"<li>{space}{name}{_text(way.shown)}</li>"
    if contact.note is not None:
        yield f"<li>{_text(contact.note)}</li>"


def _item(way: Way, space: str) -> str:
    note = f" {_text(way.note)}" if way.note is not None else ""
    return f"<li>{space}{_text(way.text)}{note}</li>"


def _action(action: ActionLink, space: str) -> str:
    return f"<li>{space}{_text(action.text)}{space if action.host else ''}</li>"


def _entry(location: str, title: str, text: str) -> Entry:
    return {"location": location, "title": title.strip(), "text": text.strip()}


def _text(html: str) -> str:
    """Return HTML with the elements that Material keeps, and with quotes and line ends as it writes them."""
    # `Markup.replace` would escape the quotes that are put in.
    html = str(html)
    # Most texts are plain words, and looking for a letter costs a tenth of a pattern.
    if "<" in html:
        html = _DROPPED.sub("", html)
    if '="' in html:
        html = _ATTRIBUTES.sub(r"\1", html)
    if "&" in html:
        html = html.replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'")
    if "<pre>" not in html:
        return html.replace("\n", " ")
    # Spaces in code are content.
    pieces = _CODE_BLOCK.split(html)
    return "".join(piece if index % 2 else piece.replace("\n", " ") for index, piece in enumerate(pieces))


def with_guides(entries: Iterable[Entry], guides: Mapping[str, Sequence[str]]) -> list[Entry]:
    """Add the words that customers use for a guide to its entry, and merge its title's entry into it.

    Args:
        entries: of an index; a page comes before its sections.
        guides: for the location of each guide the words by which customers know it.
    """
    made: list[Entry] = []
    pages: dict[str, Entry] = {}
    for entry in entries:
        location, _, section = entry["location"].partition("#")
        page = pages.get(location)
        # Customers would find the page and its title as two results with the same words.
        if page is not None and section and not page["text"] and _words(entry["title"]) == page["title"]:
            page["text"] = entry["text"]
            continue
        made.append(entry)
        if location in guides and not section:
            pages[location] = entry
            if guides[location]:
                entry[ALSO] = "; ".join(guides[location])
    return made


def _words(title: str) -> str:
    """Return a title without its elements, as the title of a page is."""
    return title.replace("<code>", "").replace("</code>", "")


def guide_as_published(head: Head, fragment: Fragment, url: str, words: Sequence[str]) -> bytes:
    """Write the entries of a guide as JSON for a published index, without the brackets of a list.

    Args:
        head: title and description of the page, as HTML.
        fragment: the guide.
        url: of its page.
        words: those by which customers know it.
    """
    return _as_items(with_guides(entries_of(head, fragment, url, space=""), {url: words}))


def as_published(entries: Iterable[Entry], guides: Mapping[str, Sequence[str]]) -> bytes:
    """Write entries as JSON for a published index, without the brackets of a list.

    Args:
        entries: as Material makes them; a page comes before its sections.
        guides: for the location of each guide the words by which customers know it.
    """
    published = with_guides(entries, guides)
    for entry in published:
        entry["text"] = _lean(entry["text"])
    return _as_items(published)


def _as_items(entries: list[Entry]) -> bytes:
    return as_json(entries)[1:-1].encode()


def _lean(text: str) -> str:
    # Spaces between blocks are useless to the search, and every customer would load them.
    if "<" not in text:
        return text
    first, *pieces = _BLOCK.split(text)
    # Spaces in code are content.
    if "<pre" in text or not pieces:
        return text
    *pieces, last = pieces
    return "".join([first.rstrip(), *map(str.strip, pieces), last.lstrip()])
