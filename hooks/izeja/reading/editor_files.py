"""Files that editors and systems keep beside one that is open: locks, swap files, copies, attributes.

They are no part of a library or a site, whatever they hold. Emacs' lock is even a link that leads nowhere.
"""

from __future__ import annotations

import re
from fnmatch import translate

EDITOR_FILES = (
    ".#*",  # the lock of Emacs
    "[#]*#",  # what Emacs saves by itself
    "*~",  # the last copy of Emacs, Vim, gedit and Kate
    ".*.sw[a-p]",  # the swap file of Vim and nano
    ".*.kate-swp",
    ".~lock.*#",  # the lock of LibreOffice
    "~$*",  # the lock of Microsoft Office
    "*___jb_tmp___",  # what JetBrains' editors write before they replace a file
    "*___jb_old___",
    "._*",  # the attributes of macOS
)
"""The patterns of their names, which `.gitignore` and `fnmatch` read the same."""

_OF_EDITOR = re.compile("|".join(map(translate, EDITOR_FILES)))


def is_of_editor(name: str) -> bool:
    """Return whether a file is one of them, by its name without folders."""
    return _OF_EDITOR.match(name) is not None
