"""What is around the content of each page of this host: its menu, its languages and its addresses."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urljoin, urlsplit

from izeja.hosts.plain.plan import LanguagePlan, SitePlan
from izeja.hosts.plain.settings import NavItem
from izeja.hosts.plain.stopped import StoppedError
from izeja.language.corrections import nearest
from izeja.page.render import guide_head, topic_head
from izeja.page.site_page import Alternate, MenuItem, OtherLanguage
from izeja.site.frame import Content, Surroundings, framed
from izeja.site.look import WEB_MANIFEST
from izeja.site.page_files import relative

MISSING_PAGE = "404.html"
_To = Callable[[str], str]
"""Returns an address of the site as a link from the page."""


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
            StoppedError: the menu names pages that are not there.
        """
        self._site, self._plan, self._titles, self._worker = site, plan, titles, worker
        self._wrong: list[str] = []
        nav = plan.language.nav if plan.language.nav is not None else site.settings.nav
        every = (MenuItem(title, plan.url(name)) for name, title in titles.items())
        self._menu = tuple(self._lines(nav) if nav is not None else every)
        if self._wrong:
            raise StoppedError("\n".join(self._wrong))

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
        around = self._around(place, lambda one: relative(one, place.url))
        if url:
            around = replace(around, url=urljoin(url, place.url), alternates=tuple(self._alternates(place)))
        return self._framed(content, around, lambda one: relative(one, place.url))

    def missing_page(self, content: Content) -> str:
        """Return the page for addresses that do not exist."""
        # It is shown at any of them, and only an address from the root of the host leads to the same page.
        root = urlsplit(self._site.settings.site_url or "/").path

        def to(url: str) -> str:
            return root + url

        return self._framed(content, self._around(Place(MISSING_PAGE), to), to)

    def _framed(self, content: Content, around: Surroundings, to: _To) -> str:
        return framed(self._plan.library, content, around, to, self._plan.url)

    def _around(self, place: Place, to: _To) -> Surroundings:
        settings, plan = self._site.settings, self._plan
        return Surroundings(
            code=plan.code,
            folder=plan.folder,
            site_name=plan.language.site_name,
            options=settings.theme,
            home=to(plan.url(plan.home)),
            menu=tuple(_seen_from(place, one, to) for one in self._menu),
            languages=tuple(self._languages(place, to)),
            worker=self._worker,
            icon=_seen_through(to, settings.icon) if settings.icon else None,
            styles=tuple(_seen_through(to, one) for one in settings.styles),
            look=self._site.look._replace(manifest=f"{plan.folder}{WEB_MANIFEST}", feed=plan.feed),
        )

    def _languages(self, place: Place, to: _To) -> Iterator[OtherLanguage]:
        for one in self._site.languages:
            if one.code != self._plan.code:
                url = place.others.get(one.code, one.url(one.home))
                yield OtherLanguage(one.code, one.language.name or one.code, to(url))

    def _alternates(self, place: Place) -> Iterator[Alternate]:
        codes, default = dict(place.others), self._site.default.code
        if len(codes) < 2:
            return
        if default in codes:
            codes["x-default"] = codes[default]
        for code, url in codes.items():
            yield Alternate(code, urljoin(self._site.settings.site_url, url))

    def _lines(self, items: Iterable[NavItem]) -> Iterator[MenuItem]:
        """Yield the lines of the menu, each with an address from the root, or one of another site."""
        for title, value in items:
            if not isinstance(value, str):
                yield MenuItem(title or "", None, below=tuple(self._lines(value)))
            elif _is_whole(value):
                yield MenuItem(title or value, value)
            else:
                yield self._page_line(title, value)

    def _page_line(self, title: str | None, path: str) -> MenuItem:
        plan = self._plan
        # A menu for all languages may name the files of one.
        name, _ = posixpath.splitext(path.removeprefix(f"{plan.code}/"))
        file = plan.docs_by_path.get(path) or plan.docs.get(path)
        if copied := file and self._site.docs.get(file.path):
            return MenuItem(title or posixpath.basename(copied), quote(copied))
        if not plan.has(name):
            self._wrong.append(
                f"the menu ('nav' in mkdocs.yml) names '{path}', {self._not_a_page(path, name)}"
            )
        return MenuItem(title or self._title_of(name), plan.url(name))

    def _not_a_page(self, path: str, name: str) -> str:
        below = f"{path.rstrip('/')}/"
        if "*" in path or any(one.startswith(below) for one in self._plan.pages):
            return "which is no page: list the pages that a plugin of MkDocs would find there"
        # Without their endings, which would make short names alike.
        close = nearest(name, [*self._plan.pages, *self._plan.library.guides])
        hint = f": did you mean '{close}.md'?" if close else ""
        return f"which is not a page in '{self._plan.code}'{hint}"

    def _title_of(self, name: str) -> str:
        plan = self._plan
        if name in plan.library.guides:
            return guide_head(plan.library, name).title
        if name in plan.topics:
            return topic_head(plan.library, plan.topics[name]).title
        return self._titles.get(name) or plan.language.site_name


def _is_whole(address: str) -> bool:
    """Return whether an address in the settings is the same on every page, as MkDocs reads it."""
    return bool(urlsplit(address).scheme) or address.startswith("/")


def _seen_through(to: _To, address: str) -> str:
    return address if _is_whole(address) else to(address)


def _seen_from(place: Place, item: MenuItem, to: _To) -> MenuItem:
    url = item.href
    if url is None or _is_whole(url):
        return item._replace(below=tuple(_seen_from(place, one, to) for one in item.below))
    return item._replace(href=to(url), current="page" if url == place.url else "")
