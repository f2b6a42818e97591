"""Names that become addresses: ids of nodes, terms and contacts, and the paths of trees.

The one definition of their form. An address has to be the same in a browser, in a catalog, and as a file on
any system, some of which ignore case or compose letters in another way.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NAME = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
"""The id of a node, a term or a contact, and each part of a tree's id."""

TREE_ID = re.compile(f"{NAME.pattern}(/{NAME.pattern})*")

_FORMER_NAME = "[A-Za-z0-9]+([-_. ][A-Za-z0-9]+)*"
FORMER_ID = re.compile(rf"(?!.*\.ya?ml$){_FORMER_NAME}(/{_FORMER_NAME})*")
"""An id that a tree may have had before: names like `no_light` and `No light` were files once."""

MOST_LETTERS = 200
"""The most letters of a tree's id: below the shortest limit for paths, 260 on Windows."""

# Below 255 bytes, the limit of most systems for one name, with room for endings.
_MOST_IN_PART = 100
# As https://learn.microsoft.com/windows/win32/fileio/naming-a-file lists them; with any ending, too.
_OF_WINDOWS = re.compile(r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")

_SIGNS = {" ": "a space", "_": "an underscore", ".": "a dot"}


def fault_of_address(tree_id: str) -> str | None:
    """Return why no page can be at the address of an id, present or former; None if one can."""
    return too_long(tree_id) or next(
        (one for part in tree_id.split("/") if (one := _fault_of_file(part))), None
    )


def too_long(tree_id: str) -> str | None:
    """Return why an id is too long for an address, None if it is not."""
    if len(tree_id) <= MOST_LETTERS:
        return None
    return f"it has {len(tree_id)} letters; the limit is {MOST_LETTERS}"


@lru_cache(maxsize=4096)
def fault_of_name(name: str) -> str | None:
    """Return what is wrong with the name of a tree (without its ending) or a folder; None if nothing is."""
    return _fault_of_file(name) or (None if NAME.fullmatch(name) else _strange_signs(name))


def _fault_of_file(name: str) -> str | None:
    if len(name) > _MOST_IN_PART:
        return f"it has {len(name)} letters; the limit is {_MOST_IN_PART}"
    return f"Windows keeps the name '{name}' for itself" if _OF_WINDOWS.fullmatch(name) else None


def suggested(part: str) -> str | None:
    """Return a name like a refused one that can be part of an address; None if there is none."""
    name = slug_of(part)
    if len(name) > _MOST_IN_PART:
        # Cut between words if there are any.
        name = (name[:_MOST_IN_PART].rpartition("-")[0] or name)[:_MOST_IN_PART]
    if _OF_WINDOWS.fullmatch(name):
        name = f"{name}-guide"
    return name or None


def slug_of(text: str) -> str:
    """Return a text as a name: its letters a-z and digits, with hyphens between words; "" if it has none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _strange_signs(part: str) -> str:
    strange = dict.fromkeys(re.findall("[^A-Za-z0-9-]", part))
    found = [_SIGNS.get(sign) or f"'{sign}'" for sign in strange][:3]
    if re.search("[A-Z]", part):
        found.insert(0, "capital letters")
    if found:
        return f"it has {_listed(found)}"
    return "it has a hyphen at one end" if part != part.strip("-") else "it has two hyphens in a row"


def _listed(found: list[str]) -> str:
    *first, last = found
    return f"{', '.join(first)} and {last}" if first else last
