"""What will be in a site, and where: known before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

from izeja.hosts.plain.docs import DocFile, find_docs
from izeja.hosts.plain.settings import Settings, SiteLanguage
from izeja.hosts.plain.stopped import StoppedError
from izeja.language.locales import name_of
from izeja.library.addresses import Addresses, Collision
from izeja.library.library import Library
from izeja.library.topics import former_pages, page_name
from izeja.page.feed import FeedLink, feed_link
from izeja.site.look import SiteLook, UnfitError, look_of
from izeja.site.page_files import MovedPage, moved_pages, page_file, url_of

HOME = "index"


class Named(NamedTuple):
    """What wants to be at an address, in words."""

    what: str


@dataclass(frozen=True)
class LanguagePlan:
    """The pages of one language.

    `folder` is what its addresses begin with; the default language has none. `site_url` is the whole address
    of the site, empty if that is not known. `docs` has the hand-written
    pages and other files by their paths in the language, such as `help/wifi.md`.
    """

    language: SiteLanguage
    library: Library
    folder: str
    site_url: str
    with_folders: bool
    docs: Mapping[str, DocFile]

    @property
    def code(self) -> str:
        """The code of the language."""
        return self.language.code

    def file(self, name: str) -> str:
        """Return the file of a page by its name, which for a guide is its id."""
        return self.folder + page_file(name, with_folders=self.with_folders)

    def url(self, name: str) -> str:
        """Return the address of a page, from the site's root."""
        return quote(url_of(self.file(name), with_folders=self.with_folders))

    @cached_property
    def pages(self) -> Mapping[str, DocFile]:
        """The hand-written pages by their names."""
        return {file.page: file for file in self.docs.values() if file.is_page}

    @cached_property
    def docs_by_path(self) -> Mapping[str, DocFile]:
        """The same files by their paths from the folder of pages."""
        return {file.path: file for file in self.docs.values()}

    @cached_property
    def home(self) -> str:
        """The name of the home page: one is made where none is written."""
        return next((one for one in (HOME, "README") if one in self.pages), HOME)

    @cached_property
    def feed(self) -> FeedLink | None:
        """How pages lead to the feed of the language, if it has one."""
        return feed_link(self.library, self.site_url, self.folder)

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """The id of each topic, by the name of its page."""
        return {page_name(topic): topic for topic in self.library.shelves.shelves}

    @property
    def names(self) -> Iterator[str]:
        """The names of all pages, the home page first: the order of the search."""
        yield from dict.fromkeys((self.home, *self.pages, *self.topics, *self.library.guides))

    def has(self, name: str) -> bool:
        """Return whether there is such a page."""
        return name == self.home or name in self.pages or name in self.topics or name in self.library.guides

    def moved(self) -> Iterator[tuple[str, str, MovedPage]]:
        """Yield the pages at old addresses, each after its present name and the old one."""
        for tree_id, tree in self.library.guides.items():
            yield from self._moved(tree_id, tree.aliases)
        for topic_id, shelf in self.library.shelves.shelves.items():
            yield from self._moved(page_name(topic_id), former_pages(shelf.topic.written))

    def _moved(self, name: str, old: Sequence[str]) -> Iterator[tuple[str, str, MovedPage]]:
        if old:
            pages = moved_pages(self.file(name), name, old, with_folders=self.with_folders)
            yield from ((name, one, page) for one, page in zip(old, pages, strict=True))


@dataclass(frozen=True)
class SitePlan:
    """All languages of a site, and the files that belong to none."""

    settings: Settings
    languages: tuple[LanguagePlan, ...]
    look: SiteLook
    docs: Mapping[str, str]
    """The published files of the folder of pages that are no pages: where each goes in the site."""

    @property
    def default(self) -> LanguagePlan:
        """The language without a folder."""
        return self.languages[0]


def plan_site(settings: Settings, libraries: Mapping[str, Library]) -> SitePlan:
    """Decide where everything goes.

    Args:
        settings: of the site.
        libraries: the library in each language that is published.

    Raises:
        StoppedError: the settings and the library differ.
    """
    spoken = _spoken(settings, libraries)
    default = spoken[0].code
    codes = [one.code for one in spoken] if settings.in_folders is not None or len(spoken) > 1 else []
    library = next(iter(libraries.values()))
    pictures = {(library.root / name).absolute() for name in library.pictures.files}
    docs = find_docs(settings, codes, pictures)
    plans = tuple(
        LanguagePlan(
            one,
            libraries[one.code],
            "" if one.code == default else f"{one.code}/",
            settings.site_url,
            settings.with_folders,
            _docs_of(one.code, default, docs, falls_back=settings.falls_back),
        )
        for one in spoken
    )
    try:
        look = look_of(settings.look)
    except UnfitError as error:
        raise StoppedError(str(error)) from None
    return SitePlan(settings, plans, look, _copied(plans))


def _spoken(settings: Settings, libraries: Mapping[str, Library]) -> tuple[SiteLanguage, ...]:
    if not settings.languages:
        return tuple(
            SiteLanguage(one, name_of(one, one), settings.site_name, settings.description, None)
            for one in libraries
        )
    config = next(iter(libraries.values())).config
    for one in settings.languages:
        if one.code not in config.languages:
            message = (
                f"mkdocs.yml builds the site in '{one.code}', which library.yml does not have: "
                f"run 'izeja translate add {one.code}', or delete the language in mkdocs.yml"
            )
            raise StoppedError(message)
    default = settings.languages[0].code
    if default not in libraries:
        message = (
            f"mkdocs.yml has the default language '{default}', which library.yml prepares: choose another "
            "one in mkdocs.yml, or publish this one"
        )
        raise StoppedError(message)
    # Those in preparation are left out.
    return tuple(one for one in settings.languages if one.code in libraries)


def _docs_of(code: str, default: str, docs: Sequence[DocFile], *, falls_back: bool) -> dict[str, DocFile]:
    own = {one.name: one for one in docs if one.language == code}
    if code == default:
        return {**{one.name: one for one in docs if one.language is None}, **own}
    shared = {one.name: one for one in docs if one.language in (None, default) and falls_back and one.is_page}
    return {**shared, **own}


def _copied(plans: Sequence[LanguagePlan]) -> dict[str, str]:
    return {
        file.path: plan.folder + name
        for plan in plans
        for name, file in plan.docs.items()
        if not file.is_page
    }


def refuse_collisions(site: SitePlan, own: Iterable[str]) -> None:
    """Refuse a site in which two things would have one address.

    Args:
        site: as planned.
        own: the files that are written for every site, or for its search.

    Raises:
        StoppedError: there are two; all such addresses are named.
    """
    addresses = Addresses[Named]()
    found: list[Collision[Named]] = [*addresses.add((one, Named(f"'{one}' of Izeja")) for one in own)]
    docs = site.settings.docs.name
    found += addresses.add((to, Named(f"the file {docs}/{path}")) for path, to in site.docs.items())
    for plan in site.languages:
        found += addresses.add(_claims(plan, docs))
    if found:
        lines = [
            f"two things have the address '{one.path.removesuffix('index.html')}': {one.first.what} and "
            f"{one.second.what}: rename one of them"
            for one in found
        ]
        raise StoppedError("\n".join(lines))


def _claims(plan: LanguagePlan, docs: str) -> Iterator[tuple[str, Named]]:
    where = f" in '{plan.code}'"
    for name, file in plan.pages.items():
        yield plan.file(name), Named(f"the page {docs}/{file.path}")
    if plan.home not in plan.pages:
        yield plan.file(plan.home), Named(f"the home page{where}")
    for tree_id in plan.library.guides:
        yield plan.file(tree_id), Named(f"the guide {plan.library.source_of(tree_id).path}{where}")
    for name, topic in plan.topics.items():
        yield plan.file(name), Named(f"the topic '{topic}'{where}")
    for name, _, page in plan.moved():
        yield page.uri, Named(f"the old address '{page.url}' of '{name}'{where}")
