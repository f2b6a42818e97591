"""What differs between generators of sites, and a page before it is written for one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from izeja.hosts.generators.front_matter import Fronts, Told
from izeja.site.page_files import page_file, url_of


@dataclass(frozen=True)
class Page:
    """A page of one language.

    `title` and `description` are plain text. `html` is the content on one line, with what it loads, and
    `has_title` says whether the title is in it. `url` is the address from the root of the site, and `order`
    the place among all pages. `children` are the pages below it in the menu: their files without endings,
    from the folder of this page.
    """

    name: str
    language: str
    direction: str
    title: str
    description: str
    html: str
    has_title: bool
    url: str
    order: int
    children: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where a page is: its name, its language, the folder of this, such as `lv/`, and the code in its file.

    The default language has no folder. Files have no code if the site has one language.
    """

    name: str
    language: str
    folder: str
    code: str


class FrontMatter(NamedTuple):
    """The pages whose front matter can give them another address.

    `told` returns what they say; it gets their front matter, and the folder of each language in the site,
    where that of "" is for pages that name no language.
    """

    folder: str
    endings: tuple[str, ...]
    told: Callable[[Fronts, Mapping[str, str]], Mapping[str, Told]]


@dataclass(frozen=True)
class Generator:
    """A generator of sites.

    Args:
        title: what people call it.
        source: returns the file of a page in its project.
        write: returns the content of that file.
        public: the folder of a project whose files it copies to the root of the site.
        sources: returns all files that would be this page, of which somebody may have written one.
        front_matter: where its pages can say an address of their own; None where they cannot.
        hint: returns what its settings have to say for some languages, the default one first.
        with_folders: whether pages have the addresses of folders: `a/` and not `a.html`.
        has_languages: whether one project has several languages. Otherwise, each is a project of its own.
        prints_title: whether its themes print the title of a page.
        links_to_files: whether it turns links between files into addresses, and so has to be given these.
        is_material: whether its theme has the variables and the search of Material for MkDocs.
        unsearched: the attribute that keeps an element out of its search.
        extra: other files that its projects need, by their paths.
        reserved: what else it puts into a site, from the folder of each language, that ids could lead to.
    """

    title: str
    source: Callable[[Place], str]
    write: Callable[[Page], str]
    public: str
    sources: Callable[[Place], tuple[str, ...]]
    hint: Callable[[Sequence[str]], str]
    front_matter: FrontMatter | None = None
    with_folders: bool = True
    has_languages: bool = True
    prints_title: bool = True
    links_to_files: bool = False
    is_material: bool = False
    unsearched: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    reserved: tuple[str, ...] = ()

    def file_in_site(self, name: str, folder: str) -> str:
        """Return the file of a page in the site that the generator builds."""
        return folder + page_file(name, with_folders=self.with_folders)

    def url(self, name: str, folder: str) -> str:
        """Return the address of a page, from the root of the site."""
        return url_of(self.file_in_site(name, folder), with_folders=self.with_folders)
