"""Finds style sheets, scripts, fonts and pictures that pages with guides load, and that are not in the site.

Like the crawler, it shares no code with the compiler. It reads pages and style sheets, but no scripts.
"""

from __future__ import annotations

import re
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
    loaded_by: dict[str, list[str]] = {}
    for name, page in pages.items():
        if page.guides or page.topics or page.leads_to is not None:
            for file in _files(site, name, page.loads):
                loaded_by.setdefault(file, []).append(name)
    sheets = [file for file in loaded_by if file.endswith(".css")]
    for sheet in sheets:  # grows by the style sheets that these import
        for file in _files(site, sheet, _named_in(site, sheet)):
            if file not in loaded_by and file.endswith(".css"):
                sheets.append(file)
            loaded_by.setdefault(file, []).append(sheet)
    for file, names in sorted(loaded_by.items()):
        if not has_file(site, file):
            yield Finding(Spot(file, ""), f"this file is missing: {_listed(names)}")


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


def _listed(names: list[str]) -> str:
    return f"'{names[0]}' loads it" if len(names) == 1 else f"'{names[0]}' and {len(names) - 1} more load it"
