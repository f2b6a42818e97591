"""Texts that YAML cuts off, since a `#` after a space begins a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from izeja.problems.problem import Problem
from izeja.reading.source import Source

# One space before the sign, and no space after it: that is no comment, whatever YAML says.
# It begins with what is rare, so that most of a file is skipped at once.
_MAY_CUT = re.compile(r" #(?<=[^\s#] #)")
_A_NAME = re.compile(r"[a-z0-9:/._?=&%-]+(?:#[\w-]*)?|[<>=]* ?-?\d+(?: (?:days?|to -?\d+))?")
_NODE_OF_FILE = re.compile(r"[^\s#]+\.yml # ?[a-z0-9]+(?:-[a-z0-9]+)*")
_COMMENT = re.compile(r" (#[^\n]*)")


def cut_texts(source: Source) -> Iterator[Problem]:
    """Yield a `cut-text` for each unquoted text that ends where YAML sees a comment.

    Two spaces before `#` make it a comment on purpose, and so does a space on both sides after a name.
    """
    if not _MAY_CUT.search(source.text):
        return
    for start, end in source.plain_values():
        found = _COMMENT.match(source.text, end)
        if not found:
            continue
        # A comment has a space after the sign: `# 5`, but `#5` is a number.
        is_sure = found[1][1:2].strip("# ") != ""
        if not is_sure and _A_NAME.fullmatch(source.text, start, end):
            if _NODE_OF_FILE.fullmatch(source.text, start, found.end()):
                hint = (
                    "delete the spaces around '#' if it names a node of that file; else write two before it"
                )
                message = "YAML reads this as a comment, not as part of the target"
                yield Problem("cut-text", message, source.stretch(*found.span(1)), hint, severity="warning")
            continue
        yield Problem(
            "cut-text",
            f"YAML ends this text before '{found[1].split(' ')[0]}': the rest of the line is a comment",
            source.stretch(*found.span(1)),
            "put the whole text in double quotes; or write two spaces before '#' if this is a comment",
            severity="error" if is_sure else "warning",
        )
