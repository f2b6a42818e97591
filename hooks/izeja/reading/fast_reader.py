"""The fast way to read YAML: for a text that has nothing unusual in it, which is nearly every one.

libyaml composes the text, several times faster than the careful reader goes through its events. Whatever
could be a mistake, or harm, is left to the careful reader, which knows what to say about it. A test holds
that both return the same data.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from izeja.reading.data import MOST_ENTRIES, NOTHING
from izeja.reading.pyyaml import compose

# An anchor, an alias or a tag, if it begins a value.
_SIGN = re.compile(r"[&*!]\S")
_COMPLEX_KEY = re.compile(r"^[\s-]*\?\s", re.MULTILINE)
_A_TERM = re.compile(r"\{[a-z0-9-]+\}")
# Three that are open at the same time: one more than a list of mappings on one line has.
_NESTED_BRACKETS = re.compile(r"[\[{][^\]}]*[\[{][^\]}]*[\[{]")


class _UnusualError(Exception):
    """Something for the careful reader."""


def read(text: str, nesting: int) -> Any:
    """Read YAML that has nothing unusual in it.

    Args:
        text: the text of a file.
        nesting: how many levels of lists and mappings it may have.

    Returns:
        Its data, or None if the careful reader has to look at it.
    """
    if _is_unusual(text):
        return None
    try:
        return _data(compose(text), nesting)
    except (yaml.YAMLError, _UnusualError):
        return None


def _is_unusual(text: str) -> bool:
    """Return whether there may be an anchor, alias, tag, second document, odd key, or nesting on one line.

    Each is looked for before anything is composed: aliases can make a small text enormous, and libyaml
    takes quadratic time for brackets or dashes nested on one line.
    """
    return (
        any(_begins_a_value(text, sign.start()) for sign in _SIGN.finditer(text))
        or "- - " in text
        or "\n---" in text
        or "\n..." in text
        or text.startswith(("---", "%"))
        or ("? " in text and _COMPLEX_KEY.search(text) is not None)
        or (_has_many_brackets(text) and _NESTED_BRACKETS.search(text) is not None)
    )


def _begins_a_value(text: str, index: int) -> bool:
    while index and text[index - 1] == " ":
        index -= 1
    return not index or text[index - 1] in ":-[{,\n"


def _has_many_brackets(text: str) -> bool:
    # Terms such as {cancel} are in most texts and open no mapping.
    brackets = text.count("[") + text.count("{")
    return brackets > 2 and brackets - len(_A_TERM.findall(text)) > 2


def _data(node: Any, levels_left: int) -> Any:
    kind = type(node)
    # Only a tag that is written in the file differs from the class of the node (see `pyyaml.compose`).
    if not levels_left or node is None or node.tag is not kind:
        raise _UnusualError
    if kind is yaml.ScalarNode:
        return node.value if node.value or node.style else NOTHING
    if len(node.value) > MOST_ENTRIES:
        raise _UnusualError
    if kind is yaml.SequenceNode:
        return [_data(item, levels_left - 1) for item in node.value]
    data: dict[str, Any] = {}
    for key, value in node.value:
        if type(key) is not yaml.ScalarNode:
            raise _UnusualError
        data[key.value] = _data(value, levels_left - 1)
    if len(data) != len(node.value) or "<<" in data:  # a key written twice, or a merge key
        raise _UnusualError
    return data
