"""The problems of a site, on the pages that a preview serves.

The server of the preview puts them into each page as it sends it. So no file of a site ever contains them,
and no page has to be built again when they change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from izeja.authoring.preview import panel
from izeja.authoring.preview.assets import PANEL, own_asset

if TYPE_CHECKING:
    from izeja.authoring.preview.panel import Guide
    from izeja.hosts.mkdocs.build import Build

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""A WSGI application (PEP 3333)."""

_CONTENT = re.compile(rb"<main\b[^>]*>|<body\b[^>]*>")
_STYLE = f"<style>\n{own_asset(PANEL)}</style>".encode()


def with_panel(application: Application, mount_path: str, panel: Callable[[str], Markup]) -> Application:
    """Return an application that puts a panel into each page that another one sends.

    Args:
        application: the one that sends the pages of a site.
        mount_path: where the site begins.
        panel: returns the HTML for a file of the site, "" for none.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun: list[Any] = []
        found = application(environ, lambda *arguments: begun.append(arguments))
        status, headers, *more = begun[0]
        if not dict(headers).get("Content-Type", "").startswith("text/html"):
            start_response(status, headers, *more)
            return found
        # As PEP 3333 has it: bytes that were read as Latin-1.
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        uri = path.removeprefix(mount_path).removeprefix("/")
        uri += "index.html" if not uri or uri.endswith("/") else ""
        html = put_in(b"".join(found), panel(uri))
        headers = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start_response(status, [*headers, ("Content-Length", str(len(html)))], *more)
        return [html]

    return answer


def put_in(page: bytes, panel: Markup) -> bytes:
    """Return a page with a panel at the top of its main content, and with marks on untranslated texts."""
    found = _CONTENT.findall(page)
    start = page.index(found[-1]) + len(found[-1]) if found else 0
    return page[:start] + _STYLE + panel.encode() + page[start:]


def panel_of(build: Build, uri: str, failure: str | None) -> Markup:
    """Return what a page says about its problems, those of the whole site, and how many others there are.

    Args:
        build: the last build that began.
        uri: the page's file.
        failure: why the last build did not end, if it did not.
    """
    return panel.panel_of(build.library.compiled, _guide_at(build, uri), failure, build.remarks)


def _guide_at(build: Build, uri: str) -> Guide | None:
    found = (
        guide
        for language in tuple(build.languages.values())
        if language.pages is not None
        for guide, place in language.places.items()
        if place == uri
    )
    return next(found, None)
