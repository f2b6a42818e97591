"""Compares a built site with the list of what must be in it: `izeja-site.json`, which every build leaves.

Like the crawler, it shares no code with the compiler, so it reads that list on its own. The list may come
from anywhere and is not trusted: it is bounded and checked, and no path in it leads out of the site.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from izeja.site.crawler import Finding
from izeja.site.html_page import SitePage, Spot, follow, has_file

LIST = "izeja-site.json"
SHARD = "izeja-shard.json"
"""A file that only a shard has. Its list is that of the whole site, for the shards to be merged."""

_VERSION = 1
_MOST_BYTES = 50_000_000
_MOST_PAGES = 1_000_000
_LONGEST = 1000
_ID = "*"
_BELOW = re.compile(r"[^/\\:]+(?:/[^/\\:]+)*")
_AGAIN = "this is not a list of guides, so missing pages cannot be found: build the site again"


class _UnreadableError(Exception):
    """The list cannot be used; the message says why."""


class _Listed(NamedTuple):
    """What a site must have: see `docs/reference/site.md`."""

    pages: Mapping[str, str]
    elsewhere: Mapping[str, Mapping[str, str]]
    guides: Mapping[str, list[str]]
    moved: Mapping[str, str]
    topics: Mapping[str, list[str]]
    files: list[str]

    def file(self, language: str, name: str) -> str:
        """Return the file of the page at an id."""
        return self.elsewhere.get(language, {}).get(name) or self.pages[language].replace(_ID, name)


def not_compared(site: Path) -> str | None:
    """Return why nobody can tell what is missing in a site; None if its list can be compared with it."""
    if (site / SHARD).exists():
        return "Not verified: whether anything is missing. This is a shard: verify the merged site."
    if (site / LIST).exists():
        return None
    return (
        f"Not verified: whether anything is missing. The site has no {LIST}, in which a build lists its "
        "guides: build the site again."
    )


def missing(site: Path, pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    """Yield what a site lacks of what its build has listed, and pages in the place of others.

    Args:
        site: the folder of the site, which has the list.
        pages: all its pages.
    """
    try:
        listed = _read(site / LIST)
    except _UnreadableError as error:
        yield Finding(Spot(LIST, ""), str(error))
        return
    for language in listed.pages:
        files = {guide: listed.file(language, guide) for guide in listed.guides}
        # One thing that is wrong, and not as many as there are guides.
        if len(files) > 1 and not any(file in pages and pages[file].guides for file in files.values()):
            message = f"the language '{language}' is missing: none of its {len(files)} guides is in the site"
            yield Finding(Spot(LIST, ""), message)
            continue
        for guide, file in files.items():
            yield from _guide_faults(file, pages.get(file), guide, language, listed.guides[guide])
        for topic, entries in listed.topics.items():
            file, wanted = listed.file(language, topic), [listed.file(language, one) for one in entries]
            yield from _topic_faults(file, pages.get(file), topic, language, wanted)
        for old, now in listed.moved.items():
            what = f"the topic '{now.rpartition('/')[2]}'" if now in listed.topics else f"the guide '{now}'"
            yield from _moved_faults(listed.file(language, old), pages, what, listed.file(language, now))
    for file in listed.files:
        if not has_file(site, file):
            yield Finding(Spot(file, ""), "this file is missing: the build has written it")
        elif not (site / file).stat().st_size:
            yield Finding(Spot(file, ""), "this file is empty: the build has written something into it")


def _guide_faults(
    file: str, page: SitePage | None, guide: str, language: str, steps: list[str]
) -> Iterator[Finding]:
    if page is None:
        yield Finding(Spot(file, ""), f"this page is missing: the guide '{guide}' in '{language}'")
        return
    if guide not in page.guides:
        present = f"the page of the guide '{page.guides[0]}'" if page.guides else "another page"
        yield Finding(Spot(file, ""), f"this is {present}, and not that of the guide '{guide}'")
        return
    spoken = page.languages[page.guides.index(guide)]
    if spoken != language:
        message = f"the guide '{guide}' is in '{spoken}' here, and not in '{language}'"
        yield Finding(Spot(file, ""), message)
    for step in steps:
        if step not in page.sections:
            yield Finding(Spot(file, step), f"this step of the guide '{guide}' is missing")
    known = frozenset(steps)
    for step in page.sections:
        if step not in known:
            message = f"the guide '{guide}' has no such step: the page is of another build"
            yield Finding(Spot(file, step), message)


def _topic_faults(
    file: str, page: SitePage | None, topic: str, language: str, entries: list[str]
) -> Iterator[Finding]:
    spot, topic_id = Spot(file, ""), topic.rpartition("/")[2]
    if page is None:
        yield Finding(spot, f"this page is missing: the topic '{topic_id}' in '{language}'")
    elif page.topics.get(topic_id) != language:
        yield Finding(spot, f"this is another page, and not that of the topic '{topic_id}' in '{language}'")
    else:
        found = {target.page for href in page.entries if (target := follow(spot, href))}
        for entry in entries:
            if entry not in found:
                yield Finding(spot, f"the topic '{topic_id}' does not lead to '{entry}'")


def _moved_faults(file: str, pages: Mapping[str, SitePage], what: str, target: str) -> Iterator[Finding]:
    spot, page = Spot(file, ""), pages.get(file)
    if page is None:
        yield Finding(spot, f"this page is missing: it leads from an old address to {what}")
    elif page.leads_to is None:
        yield Finding(spot, f"this page does not lead on to {what}, whose old address it has")
    elif (found := follow(spot, page.leads_to)) is None or found.page != target:
        yield Finding(spot, f"this page leads to '{page.leads_to}', and not to {what}")


def _read(file: Path) -> _Listed:
    try:
        if not file.is_file() or file.stat().st_size > _MOST_BYTES:
            raise _UnreadableError(_AGAIN)
        data = json.loads(file.read_bytes())
    # The parser goes as deep as the brackets do.
    except (OSError, ValueError, RecursionError):
        raise _UnreadableError(_AGAIN) from None
    version = data.get("version") if isinstance(data, dict) else None
    if isinstance(version, int) and version > _VERSION:
        message = "this list of guides is of a newer Izeja: verify the site with that version"
        raise _UnreadableError(message)
    try:
        return _checked(data)
    except (KeyError, TypeError, ValueError):
        raise _UnreadableError(_AGAIN) from None


def _checked(data: Any) -> _Listed:
    listed = _Listed(
        _mapping(data["pages"], _text),
        _mapping(data["elsewhere"], lambda files: _mapping(files, _text)),
        _mapping(data["guides"], lambda steps: [_text(step) for step in _list(steps)]),
        _mapping(data["moved"], _text),
        # Most libraries have none.
        _mapping(data.get("topics", {}), lambda pages: [_text(page) for page in _list(pages)]),
        # A site of an older version has none.
        [_path(file) for file in _list(data.get("files", []))],
    )
    ids = len(listed.guides) + len(listed.moved) + sum(map(len, listed.topics.values()))
    if data["version"] != _VERSION or len(listed.pages) * ids + len(listed.files) > _MOST_PAGES:
        raise ValueError
    if not set(listed.moved.values()) <= {*listed.guides, *listed.topics}:
        raise ValueError
    return listed


def _mapping(value: Any, checked: Callable[[Any], Any]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return {_text(key): checked(item) for key, item in value.items()}


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _path(value: Any) -> str:
    """Return the path of a file below the site."""
    path = _text(value)
    if _BELOW.fullmatch(path) is None or ".." in path.split("/"):
        raise ValueError
    return path


def _text(value: Any) -> str:
    """Return a text that a terminal can show."""
    if not isinstance(value, str):
        raise TypeError
    if len(value) > _LONGEST or not value.isprintable():
        raise ValueError
    return value
