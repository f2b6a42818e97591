"""Values at the head of a page, as YAML."""

from __future__ import annotations

import json
import re
from typing import Any

# YAML 1.2.2, 5.1 and 5.4: these are refused or end a line, and JSON has them in texts as they are.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def as_yaml(value: Any) -> str:
    """Return a value in one line of YAML."""
    # JSON is YAML too, is written a hundred times as fast, and takes no text for a date or a number.
    return _UNPRINTABLE.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
