"""Answers that are kept from one run to the next, so that nobody's server is asked the same every hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from izeja.authoring.links.answer import Answer
from izeja.reading.cache_folder import cache_file, keep
from izeja.reading.files import read_bytes

_MAX_BYTES = 20_000_000
_NAME = "links"


class Kept(NamedTuple):
    """An answer, and when it came."""

    answer: Answer
    asked: datetime


_ADAPTER = TypeAdapter(dict[str, Kept])


def recall(root: Path, now: datetime, age: timedelta) -> dict[str, Kept]:
    """Return the answers for the library in a folder that are not older than `age`."""
    with suppress(OSError, ValueError):
        kept = _ADAPTER.validate_json(read_bytes(cache_file(root, _NAME), _MAX_BYTES))
        # An answer from the future comes from a clock that was wrong, and would be kept for too long.
        return {url: one for url, one in kept.items() if timedelta() <= now - one.asked <= age}
    return {}


def remember(root: Path, kept: Mapping[str, Kept], urls: Iterable[str]) -> None:
    """Keep the answers for some addresses, if the folder beside the library is writable.

    Only what works or has moved is kept. A writer who corrects an address wants to see at once that it works.
    """
    good = {
        url: kept[url] for url in sorted(urls) if url in kept and kept[url].answer.state in ("works", "moved")
    }
    keep(cache_file(root, _NAME), _ADAPTER.dump_json(good, indent=1))
