"""Pictures of the steps of a built site, taken in a browser that is installed.

A page is loaded once for all of its steps. A site that is a folder needs no server: the browser asks for its
files at a name that nobody has, and gets them from the folder. It reaches nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Route, ViewportSize

from izeja.reading.containment import stays_inside
from izeja.site.browser import browser

_NOBODY = "https://site.invalid/"
"""No server can have a name with this ending (RFC 2606)."""
_SIZE = ViewportSize(width=480, height=800)
_PATIENCE_MS = 20_000


class NoPictureError(Exception):
    """A page is not there; the message says which."""


def take_pictures(
    site: Path | str, language: str, guides: Mapping[str, Sequence[str]], folder: Path
) -> Iterator[tuple[str, str, str]]:
    """Take a picture of each step, and yield its guide, its node, and its file in the folder.

    Args:
        site: the folder of a site that was built, or its address in the language.
        language: the language of the pages.
        guides: the nodes of each guide, by their ids on its page.
        folder: where the pictures go, each as `GUIDE/NODE.png`.

    Raises:
        BrowserError: there is no browser, or it failed.
        NoPictureError: a guide has no page in this language.
    """
    with _browser_page(site) as page:
        for guide, nodes in guides.items():
            answer = page.goto(_address(site, language, guide))
            if answer is not None and not answer.ok:
                message = f"there is no page at {page.url} ({answer.status}): build the site again"
                raise NoPictureError(message)
            if (found := page.evaluate("document.documentElement.lang")) != language:
                message = f"the page of '{guide}' is in '{found}', and not in '{language}'"
                raise NoPictureError(message)
            for node in nodes:
                name = f"{guide}/{node}.png"
                _show(page, node)
                page.screenshot(path=folder / name, full_page=True, animations="disabled")
                yield guide, node, name


def _show(page: Page, node: str) -> None:
    """Go to a step without loading the page again."""
    # Ids have dots, which a selector for ids would take for classes.
    step = page.locator(f'guided-help [id="{node}"]')
    if not step.count():
        message = f"{page.url.partition('#')[0]} has no step '{node}': build the site again"
        raise NoPictureError(message)
    page.evaluate("id => { location.hash = id }", node)
    step.wait_for(state="visible")


def _address(site: Path | str, language: str, guide: str) -> str:
    if isinstance(site, str):
        return f"{site.rstrip('/')}/{guide}/"
    # The default language of a site has no folder of its own.
    names = [f"{start}{guide}{end}" for start in (f"{language}/", "") for end in ("/index.html", ".html")]
    found = next((name for name in names if (site / name).is_file()), None)
    if found is None:
        message = f"{site} has no page of '{guide}' in '{language}': build the site again"
        raise NoPictureError(message)
    return _NOBODY + found.removesuffix("index.html")


@contextmanager
def _browser_page(site: Path | str) -> Iterator[Page]:
    with browser("take the pictures") as opened:
        page = opened.new_page(viewport=_SIZE, reduced_motion="reduce", color_scheme="light")
        page.set_default_timeout(_PATIENCE_MS)
        if isinstance(site, Path):
            page.route("**/*", lambda route: _answer(route, site))
        yield page


def _answer(route: Route, site: Path) -> None:
    """Answer a request of the browser with a file of the site, and every other one not at all."""
    path = route.request.url.partition("?")[0].partition("#")[0]
    file = site / path.removeprefix(_NOBODY) / ("index.html" if path.endswith("/") else "")
    if path.startswith(_NOBODY) and file.is_file() and stays_inside(site, file):
        route.fulfill(path=file)
    else:
        route.abort()
