"""What the address of a site is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# RFC 3986, appendix A.
_NOT_IN_URL = re.compile(r"[\s\x00-\x1f\x7f\\<>\"`{}|^?#]")


def is_site_url(written: str) -> bool:
    """Return whether pages can be below an address: `https://help.example.com` or `http://127.0.0.1:8000/help/`.

    A query or a fragment would be in the middle of the addresses of pages. A name and a password would be
    shown to everybody.
    """
    try:
        url = urlsplit(written)
        # A wrong port is noticed when it is read.
        has_host = bool(url.hostname) and url.port != 0 and "@" not in url.netloc
    except ValueError:
        return False
    return url.scheme in ("http", "https") and has_host and not _NOT_IN_URL.search(written)
