"""Every translation in earlier catalogs of a part that can still be used in today's."""

from __future__ import annotations

from collections.abc import Iterable

from babel.messages.catalog import Catalog, Message

from izeja.language.model import Tree
from izeja.translation import po_files
from izeja.translation.catalog import Key, unquoted


def with_earlier(template: Catalog, earlier: Iterable[Catalog], file_id: str, tree: Tree | None) -> Catalog:
    """Return the messages of a template with the translations of earlier catalogs.

    Args:
        template: the messages of a part today, without translations.
        earlier: the catalogs as they were read, which are used up; translations of later ones win.
        file_id: the part.
        tree: the tree, if the part is one: its aliases, and those of its nodes, are in earlier contexts.
    """
    catalog = Catalog(locale=template.locale)
    previous: dict[Key, str] = {}
    for one in earlier:
        previous |= _take_over(one, catalog, file_id, tree)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False, keep_user_comments=True)
    # Babel does not document its own keys.
    catalog.obsolete = {_key_of(one): one for one in catalog.obsolete.values()}
    for message in catalog:
        quoted = previous.get(_key_of(message))
        message.previous_id = [quoted] if quoted else []
    _bring_back(catalog)
    _propose_older(catalog)
    return catalog


def _take_over(earlier: Catalog, catalog: Catalog, file_id: str, tree: Tree | None) -> dict[Key, str]:
    """Put the messages of an earlier catalog into another one, under the contexts that they have today.

    Returns:
        For each message the source text that a fuzzy translation was made of, "" if that is not known.
    """
    previous = {}
    for message in (one for one in earlier if one.id):
        message.context = _context_now(message.context, file_id, tree)
        quoted = po_files.take_previous(message)
        previous[_key_of(message)] = unquoted(quoted) if message.fuzzy and isinstance(message.id, str) else ""
        # Babel would merge the two messages; here the later catalog wins.
        catalog.delete(message.id, message.context)
        catalog[message.id] = message
    for message in earlier.obsolete.values():
        message.context = _context_now(message.context, file_id, tree)
        catalog.obsolete[_key_of(message)] = message
    return previous


def _context_now(context: str | None, file_id: str, tree: Tree | None) -> str | None:
    """Return today's context of a message, whose tree or node may have had another id before."""
    if context is None or tree is None:
        return context
    owner, _, field = context.partition(" ")
    tree_id, hash_, node = owner.partition("#")
    if tree_id in tree.aliases:
        tree_id = file_id
    # An id that exists today keeps its own translations; only one that is gone can have been renamed.
    if hash_ and node not in tree.nodes:
        node = next((now for now, one in tree.nodes.items() if node in one.aliases), node)
    return f"{tree_id}{hash_}{node} {field}"


def _bring_back(catalog: Catalog) -> None:
    """Give a text that has returned the translation that it had before it was removed."""
    for message in catalog:
        # GNU gettext refuses a catalog that has a message twice, even if one of them is obsolete.
        old = catalog.obsolete.pop(_key_of(message), None)
        if old is not None and old.string and not message.string:
            message.string, message.user_comments, message.flags = old.string, old.user_comments, old.flags


def _propose_older(catalog: Catalog) -> None:
    """Give a changed text the translation of its older version, for the translator to adapt.

    Changed answers share a context. They get the translations of removed ones in their order.
    """
    removed: dict[str | None, list[Message]] = {}
    for old in catalog.obsolete.values():
        if old.string:
            removed.setdefault(old.context, []).append(old)
    for message in catalog:
        if message.id and message.context and not message.string and removed.get(message.context):
            old = removed[message.context].pop(0)
            message.string, message.previous_id = old.string, [str(old.id)]
            message.user_comments = old.user_comments
            message.flags.add("fuzzy")
            del catalog.obsolete[_key_of(old)]


def _key_of(message: Message) -> Key:
    """Return how gettext finds a message: one with plural forms by its singular."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]
