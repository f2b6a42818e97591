"""Drafts: no customer is led to a tree that is not published, and a site has guides."""

from __future__ import annotations

from collections.abc import Iterator

from izeja.language.links import TreeLink
from izeja.library.drafts import drafts_of
from izeja.library.library import LIBRARY, Library
from izeja.library.references import Reference, references
from izeja.problems.problem import Problem, Related

_SORTED = frozenset({"order", "topic"})
"""References that only sort the guides that there are, and skip drafts."""


def prove_drafts(library: Library) -> Iterator[Problem]:
    """`leads-to-draft`: only drafts lead to drafts, link to them or include them."""
    drafts = frozenset(drafts_of(library))
    # Few libraries have drafts, and the others need no look at their references.
    if not drafts:
        return
    for one in references(library):
        if one.file_id not in drafts and one.how not in _SORTED and isinstance(one.to, TreeLink):
            tree_id = one.to.tree_from("" if one.file_id == LIBRARY else one.file_id)
            if tree_id in drafts:
                yield _leads_to_draft(library, one, one.to, tree_id)


def prove_published(library: Library) -> Iterator[Problem]:
    """`no-trees`: some guide is no draft, or the published site would replace the last one and have none."""
    guides = library.guides
    if guides and not library.has_unclear and all(guide.draft for guide in guides.values()):
        first = library.source_of(next(iter(guides)))
        message = "every guide is a draft, so the published site has none"
        yield Problem(
            "no-trees", message, first.key("draft"), "delete 'draft: true' of a guide that is ready"
        )


def _leads_to_draft(library: Library, one: Reference, link: TreeLink, tree_id: str) -> Problem:
    what = "includes" if one.how == "include" else "links to" if one.how == "link" else "leads to"
    draft = library.source_of(tree_id)
    return Problem(
        "leads-to-draft",
        f"this {what} '{link.file}', which is a draft, so the published site does not have it",
        one.position(library),
        f"delete 'draft: true' in '{link.file}' when it is ready, and don't name it here before",
        (Related("the draft", draft.key("draft")),),
        concerns=frozenset({draft.path}),
    )
