"""What is around the content of each page of a site: header, menu, languages, search, and the head."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from izeja.hosts.plain.assets import STYLE_FILE, in_site
from izeja.hosts.plain.plan import LanguagePlan, SitePlan
from izeja.hosts.plain.settings import NavItem
from izeja.hosts.plain.stopped import StoppedError
from izeja.language.locales import direction_of
from izeja.page.assets import ANALYTICS, LISTING, PRINT, SCRIPT, SEARCH_BOX, SITE_SCRIPT
from izeja.page.search_words import search_help
from izeja.page.site_page import Alternate, MenuItem, OtherLanguage, SitePage, render_site_page
from izeja.site.page_files import relative
from izeja.site.search import INDEX

_To = Callable[[str], str]
"""Returns an address of the site as a link from the page."""


@dataclass(frozen=True)
class Content:
    """What a page shows: its head as HTML that can be in an attribute, and its body.

    `start` is the id that the link to skip the header leads to, `modules` are the scripts that it needs, and
    `has_list` says whether it has guides to choose from.
    """

    title: str
    name: str
    description: str
    html: str
    start: str = "content"
    modules: tuple[str, ...] = ()
    has_list: bool = False


@dataclass(frozen=True)
class Place:
    """Where a page is: its address and the addresses of the same page in other languages, from the root."""

    url: str
    others: Mapping[str, str] = field(default_factory=dict)


class Frame:
    """Puts pages of a language into the theme."""

    def __init__(self, site: SitePlan, plan: LanguagePlan, titles: Mapping[str, str], worker: str) -> None:
        """Collect what all pages share.

        Args:
            site: the site.
            plan: of the language.
            titles: of its hand-written pages, by name, as plain text.
            worker: where the search worker of the language is; empty without a search.

        Raises:
            StoppedError: the menu names a page that is not there.
        """
        self._site, self._plan, self._titles, self._worker = site, plan, titles, worker
        nav = plan.language.nav if plan.language.nav is not None else site.settings.nav
        every = [(one, plan.url(one)) for one in titles]
        self._menu = list(self._lines(nav)) if nav is not None else [(titles[one], url) for one, url in every]

    def place(self, name: str) -> Place:
        """Return where a page is, with the languages that have it too."""
        if name == self._plan.home:
            return Place(self._plan.url(name), {one.code: one.url(one.home) for one in self._site.languages})
        others = {one.code: one.url(name) for one in self._site.languages if one.has(name)}
        return Place(self._plan.url(name), others)

    def place_in_all(self, name: str) -> Place:
        """Return where a page is that every language has, such as that of a guide."""
        return Place(self._plan.url(name), {one.code: one.url(name) for one in self._site.languages})

    def page(self, content: Content, place: Place) -> str:
        """Return a whole page."""
        url = self._site.settings.site_url
        values = self._values(content, place, lambda one: relative(one, place.url))
        if url:
            values = values._replace(url=urljoin(url, place.url), alternates=tuple(self._alternates(place)))
        return render_site_page(self._plan.library, values)

    def missing_page(self, content: Content) -> str:
        """Return the page for addresses that do not exist."""
        # It is shown at any of them, and only an address from the root of the host leads to the same page.
        root = urlsplit(self._site.settings.site_url or "/").path
        return render_site_page(self._plan.library, self._values(content, Place(""), lambda one: root + one))

    def _values(self, content: Content, place: Place, to: _To) -> SitePage:
        settings, plan = self._site.settings, self._plan
        lists = [in_site(LISTING)] if content.has_list else []
        return SitePage(
            language=plan.code,
            direction=direction_of(plan.code),
            site_name=plan.language.site_name,
            title=Markup(content.title),  # noqa: S704 - HTML, as `Content` says
            name=Markup(content.name),  # noqa: S704 - the same
            description=Markup(content.description),  # noqa: S704 - the same
            url="",
            alternates=(),
            icon=to(settings.icon) if settings.icon else None,
            styles=tuple(map(to, (in_site(STYLE_FILE), *lists, *settings.styles))),
            print_style=to(in_site(PRINT)),
            script=to(in_site(SITE_SCRIPT)),
            modules=tuple(to(in_site(one)) for one in self._modules(content)),
            colour=settings.colour,
            start=content.start,
            home=to(plan.url(plan.home)),
            languages=tuple(self._languages(place, to)),
            menu=tuple(_item(title, url, place, to) for title, url in self._menu)
            if len(self._menu) > 1
            else (),
            content=Markup(content.html),  # noqa: S704 - as above
            root=to(""),
            search_index=to(INDEX),
            worker=to(self._worker) if self._worker else "",
            search_box=to(in_site(SEARCH_BOX)),
            search_help=Markup(search_help(plan.library, lambda one: to(plan.url(one)))),  # noqa: S704 - a template's
        )

    def _modules(self, content: Content) -> Iterator[str]:
        for one in content.modules:
            # What counts steps has to listen before the first step is shown.
            if one == SCRIPT and self._site.settings.has_analytics:
                yield ANALYTICS
            yield one

    def _languages(self, place: Place, to: _To) -> Iterator[OtherLanguage]:
        for one in self._site.languages:
            if one.code != self._plan.code:
                url = place.others.get(one.code, one.url(one.home))
                yield OtherLanguage(one.code, one.language.name or one.code, to(url))

    def _alternates(self, place: Place) -> Iterator[Alternate]:
        if len(place.others) < 2:
            return
        codes = dict(place.others)
        if default := codes.get(self._site.default.code):
            codes["x-default"] = default
        for code, url in codes.items():
            yield Alternate(code, urljoin(self._site.settings.site_url, url))

    def _lines(self, items: Iterable[NavItem]) -> Iterator[tuple[str, str | None]]:
        """Yield the lines of the menu, each with an address from the root, or one of another site."""
        for title, value in items:
            if not isinstance(value, str):
                yield title or "", None
                yield from self._lines(value)
            elif urlsplit(value).scheme or value.startswith("/"):
                yield title or value, value
            else:
                yield self._page_line(title, value)

    def _page_line(self, title: str | None, path: str) -> tuple[str, str]:
        plan = self._plan
        # A menu for all languages may name the files of one.
        name = posixpath.splitext(path.removeprefix(f"{plan.code}/"))[0]
        if not plan.has(name):
            message = f"the menu ('nav' in mkdocs.yml) names '{path}', which is no page in '{plan.code}'"
            raise StoppedError(message)
        return title or self._titles.get(name) or plan.language.site_name, plan.url(name)


def _item(title: str, url: str | None, place: Place, to: _To) -> MenuItem:
    if url is None or urlsplit(url).scheme or url.startswith("/"):
        return MenuItem(title, url)
    return MenuItem(title, to(url), url == place.url)
