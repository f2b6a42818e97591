"""Whether customers get from the hand-written pages of a site to its guides, whichever host builds it."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_HREF = re.compile(r"""(?<![\w-])href=["']?([^"'\s>]+)""")


def leads_to_guides(html: str, url: str, guides: Collection[str], site_url: str | None) -> bool:
    """Return whether a page has a link to a guide.

    Args:
        html: the page.
        url: its address from the site's root.
        guides: the addresses of all guides.
        site_url: the address of the site, for links that name it.
    """
    base = site_url or "https://site.invalid/"
    root, here = urlsplit(base), urljoin(base, url)
    found = (urlsplit(urljoin(here, href)) for href in _HREF.findall(html))
    paths = (one.path.removeprefix(root.path) for one in found if one.netloc == root.netloc)
    return any(path in guides or unquote(path) in guides for path in paths)


def no_way_to_guides(language: str, home: Path, project: Path) -> str:
    """Return what to do if no page of a language leads to a guide.

    Args:
        language: the language.
        home: the file of its home page, which may be missing.
        project: the folder of `mkdocs.yml`.
    """
    where = Path(os.path.relpath(home, project)).as_posix()
    return (
        f"no page in '{language}' leads to a guide: write '<!-- izeja:guides -->' on a line of its own where "
        f"customers should see the list of all guides, for example in {where}"
    )
