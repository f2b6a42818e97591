"""Guides that are made both ways in each build, and the first difference between the two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping

from izeja.page.render import Head

_SHOWN = 80


def choose_samples(
    tree_ids: Iterable[str], group_of: Callable[[str], Hashable], heads: Mapping[str, Head]
) -> list[str]:
    """Choose from each group the guides whose pages are most likely to differ from their skeleton.

    They are the first, the one with the longest title and description, and the one with the most characters
    in these that are no letters: a theme may cut a text short, or escape it twice.
    """
    texts = {tree_id: head.title + head.description for tree_id, head in heads.items()}
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for tree_id in tree_ids:
        groups[group_of(tree_id)].append(tree_id)
    chosen: dict[str, None] = {}
    for ids in groups.values():
        # `max` takes the first of equals, so every build compares the same guides.
        longest = max(ids, key=lambda one: len(texts[one]))
        oddest = max(ids, key=lambda one: len(texts[one]) - sum(map(str.isalnum, texts[one])))
        chosen |= dict.fromkeys((ids[0], longest, oddest))
    return list(chosen)


def first_difference(by_mkdocs: str, filled: str) -> str:
    """Describe where a page of MkDocs begins to differ from the one that was filled into a skeleton."""
    for one, other in zip(by_mkdocs.splitlines(), filled.splitlines(), strict=False):
        if one != other:
            return f"'{_cut(one.strip())}' and not '{_cut(other.strip())}'"
    # All lines that both have are equal.
    return "one of them is longer"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
