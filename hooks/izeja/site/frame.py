"""What is around the content of each page in Izeja's own theme, whichever host the page is of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from izeja.language.locales import direction_of
from izeja.library.library import Library
from izeja.page.assets import ANALYTICS, ARTICLE, LATER, LISTING, SCRIPT, SEARCH_FIELD, SITE_SCRIPT
from izeja.page.search_words import search_help
from izeja.page.site_page import Alternate, MenuItem, MenuRow, OtherLanguage, SitePage, render_site_page
from izeja.site.look import SiteLook, in_head, picture_in_head
from izeja.site.material_html import without_styles
from izeja.site.offline import worker_in
from izeja.site.theme_files import STYLE_FILE, ThemeOptions, in_site

_LONGEST = 12
"""The most lines of a menu that are all shown: on a phone, they are as high as half the screen."""
_SCRIPTS = {"guided-search": SEARCH_FIELD, "guided-help": SCRIPT}
"""What a page needs with an element of ours in it."""


@dataclass(frozen=True)
class Content:
    """What a page shows: its head as HTML that can be in an attribute, and its body.

    `start` is the id that the link to skip the header leads to, `modules` are the scripts that it needs, and
    `styles` the style sheets that it waits for beside that of all pages.
    """

    title: str
    name: str
    description: str
    html: str
    start: str = "content"
    modules: tuple[str, ...] = ()
    styles: tuple[str, ...] = (LISTING,)


@dataclass(frozen=True)
class Surroundings:
    """What a host knows of a page beside its content. Its links are seen from the page.

    `folder` is that of the language in the site, with a slash. `worker` is where the search worker is from
    the root of the site, empty without a search. `styles` and `scripts` are those of the site itself, the
    scripts as HTML. `url` is the page's whole address, if the site knows its own.
    """

    code: str
    folder: str
    site_name: str
    options: ThemeOptions
    home: str
    menu: tuple[MenuItem, ...]
    languages: tuple[OtherLanguage, ...]
    worker: str
    look: SiteLook
    icon: str | None = None
    styles: tuple[str, ...] = ()
    scripts: str = ""
    url: str = ""
    alternates: tuple[Alternate, ...] = ()


def quoted(text: str) -> str:
    """Return plain text as HTML that can be in an attribute too."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def content_of_written(title: str, description: str, html: str) -> Content:
    """Return a hand-written page. Title and description are HTML that can be in an attribute."""
    html = without_styles(html)
    return Content(
        title,
        title,
        description,
        html,
        modules=tuple(script for element, script in _SCRIPTS.items() if f"<{element} " in html),
    )


def framed(
    library: Library,
    content: Content,
    around: Surroundings,
    to: Callable[[str], str],
    guide_url: Callable[[str], str | None],
) -> str:
    """Return a whole page.

    Args:
        library: in the language of the page.
        content: what it shows.
        around: what is around that.
        to: returns an address of the site as a link from the page.
        guide_url: returns the address of a guide from the site's root; None for one that has no page.
    """

    def to_guide(tree_id: str) -> str | None:
        url = guide_url(tree_id)
        # By way of the root: a page of a skeleton has no guides nearer than others.
        return None if url is None else to("") + url

    page = SitePage(
        language=around.code,
        direction=direction_of(around.code),
        site_name=around.site_name,
        title=Markup(content.title),  # noqa: S704 - HTML, as `Content` says
        name=Markup(content.name),  # noqa: S704 - the same
        description=Markup(content.description),  # noqa: S704 - the same
        url=around.url,
        alternates=around.alternates,
        icon=around.icon,
        head=Markup(in_head(around.look, to) + (picture_in_head(around.look) if around.url else "")),  # noqa: S704 - the same
        styles=(*map(to, map(in_site, (STYLE_FILE, *content.styles))), *around.styles),
        # After those of the theme once more, since the last rule of a style sheet wins.
        later_styles=(to(in_site(LATER)), *around.styles),
        article_style=to(in_site(ARTICLE)) if SCRIPT in content.modules else "",
        script=to(in_site(SITE_SCRIPT)),
        modules=tuple(to(in_site(one)) for one in _modules(content, around.options)),
        scripts=Markup(around.scripts),  # noqa: S704 - the same
        colour=around.options.colour,
        start=content.start,
        home=around.home,
        languages=around.languages,
        menu=_rows(around.menu),
        content=Markup(content.html),  # noqa: S704 - the same
        offline=to(worker_in(around.folder)) if around.options.is_offline else "",
        worker=to(around.worker) if around.worker else "",
        search_help=Markup(search_help(library, to_guide)),  # noqa: S704 - a template's
    )
    return render_site_page(library, page)


def _rows(menu: tuple[MenuItem, ...]) -> tuple[MenuRow, ...]:
    """Return all lines in one row, or of a long menu the top, and below it the section of the page."""
    lines = tuple(_lines(menu))
    if len(lines) <= _LONGEST:
        return (MenuRow("", lines),) if len(lines) > 1 else ()
    rows = [MenuRow("", tuple(_as_link(one) for one in menu))]
    while section := next((one for one in menu if _has_page(one)), None):
        menu = section.below
        rows.append(MenuRow(section.title, tuple(_as_link(one) for one in menu)))
    return tuple(rows)


def _lines(menu: Iterable[MenuItem]) -> Iterator[MenuItem]:
    for one in menu:
        yield one
        yield from _lines(one.below)


def _has_page(item: MenuItem) -> bool:
    return any(one.current for one in _lines(item.below))


def _as_link(item: MenuItem) -> MenuItem:
    """Return a line; that of several pages leads to the first one."""
    if not item.below:
        return item
    first = next((one.href for one in _lines(item.below) if one.href), None)
    return MenuItem(item.title, first, "true" if _has_page(item) else "")


def _modules(content: Content, options: ThemeOptions) -> Iterator[str]:
    for one in content.modules:
        # What counts steps has to listen before the first step is shown.
        if one == SCRIPT and options.has_analytics:
            yield ANALYTICS
        yield one
