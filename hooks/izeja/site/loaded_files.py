"""Finds style sheets, scripts, fonts and pictures that pages with guides load, and that are not in the site.

Like the crawler, it shares no code with the compiler. It reads pages and style sheets, but no scripts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from izeja.site.crawler import SCRIPT, Finding
from izeja.site.html_page import SitePage, Spot, follow, has_file

_MOST_BYTES = 50_000_000
"""A larger style sheet is not read."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_NAMED = re.compile(
    r"""url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))\s*\)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')"""
)


def missing_files(site: Path, pages: Mapping[str, SitePage]) -> Iterator[Finding]:
    """Yield a finding for each file that is missing, although a page of a guide or a topic loads it.

    So do pages at old addresses.

    Args:
        site: the folder of the site.
        pages: all its pages.
    """
    # The first that loads each file, and how many do: what all pages load would be a long list for each file.
    first: dict[str, str] = {}
    times: Counter[str] = Counter()
    for name, page in pages.items():
        if page.guides or page.topics or page.leads_to is not None:
            for file in _files(site, name, page.loads):
                first.setdefault(file, name)
                times[file] += 1
    sheets = [file for file in first if file.endswith(".css")]
    for sheet in sheets:  # grows by the style sheets that these import
        for file in _files(site, sheet, _named_in(site, sheet)):
            if file not in first and file.endswith(".css"):
                sheets.append(file)
            first.setdefault(file, sheet)
            times[file] += 1
    for file, name in sorted(first.items()):
        if not has_file(site, file):
            loading = f"'{name}' loads it"
            if times[file] > 1:
                loading = f"'{name}' and {times[file] - 1} more load it"
            yield Finding(Spot(file, ""), f"this file is missing: {loading}")


def _files(site: Path, name: str, addresses: Iterable[str]) -> list[str]:
    """Return the files of the site at some addresses, seen from a page or style sheet; each once."""
    targets = {
        target.page: address for address in addresses if (target := follow(Spot(name, ""), address.strip()))
    }
    # The crawler says more about the guides' own script.
    return [
        _below_its_root(site, file) if address.lstrip().startswith("/") else file
        for file, address in targets.items()
        if PurePosixPath(file).name != SCRIPT
    ]


def _below_its_root(site: Path, file: str) -> str:
    """Return the file at an address that begins with `/`: the site may be in a folder of its host."""
    parts = file.split("/")
    ends = ["/".join(parts[start:]) for start in range(len(parts))]
    return next((end for end in ends if has_file(site, end)), file)


def _named_in(site: Path, sheet: str) -> list[str]:
    """Return the addresses of what a style sheet loads; none if it cannot be read."""
    if not has_file(site, sheet) or (site / sheet).stat().st_size > _MOST_BYTES:
        return []
    try:
        text = (site / sheet).read_text("utf-8", "replace")
    except OSError:
        return []
    return ["".join(found) for found in _NAMED.findall(_COMMENT.sub("", text))]
