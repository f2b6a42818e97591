"""Hand-written pages: Markdown as MkDocs reads it, with links to other files as addresses of the site."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote, unquote, urlsplit
from weakref import proxy
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from izeja.hosts.plain.docs import DocFile
from izeja.hosts.plain.extensions import converted
from izeja.hosts.plain.plan import LanguagePlan, SitePlan
from izeja.hosts.plain.stopped import StoppedError
from izeja.hosts.plain.yaml_file import mapping, read_text
from izeja.language.corrections import nearest
from izeja.library.topics import all_topics
from izeja.page.html_text import text_of
from izeja.page.markers import MarkerError, check_names, check_spelling
from izeja.page.search import Entry
from izeja.site.frame import quoted
from izeja.site.lunr_search import entries_of_written
from izeja.site.page_files import relative

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#|\?|\Z", re.IGNORECASE)


@dataclass(frozen=True)
class WrittenPage:
    """A hand-written page: its name, title and description as plain text, and its content as HTML.

    Guides and lists of guides are still the comments that name them.
    """

    name: str
    title: str
    description: str
    html: str
    is_searched: bool = True

    def entries(self, url: str) -> list[Entry]:
        """Return the entries of the search: one for the page, and one for each part with a heading.

        There are none if the page says `search: {exclude: true}`, as Material reads it:
        https://squidfunk.github.io/mkdocs-material/setup/setting-up-site-search/#search-exclusion.
        """
        if not self.is_searched:
            return []
        return entries_of_written(self.html, quoted(self.title), url)


def read_page(name: str, file: DocFile, plan: LanguagePlan, site: SitePlan) -> WrittenPage:
    """Read a page, and put it into HTML.

    Args:
        name: its name.
        file: where it is.
        plan: of its language.
        site: the site.

    Raises:
        StoppedError: it cannot be read, links to a page that is not there, names a guide or a topic that is
            not there, or has a misspelt comment.
    """
    shown_as = f"{site.settings.docs.name}/{file.path}"
    text = read_text(site.settings.docs / file.path)
    front = _FRONT.match(text)
    # With the line before it, so that messages count as editors do.
    meta = mapping(f"\n{front[1]}", shown_as) if front else {}
    links = _Links(site, plan, file, plan.url(name), text)
    html = converted(text[front.end() :] if front else text, site.settings, file.path, links)
    if links.broken:
        raise StoppedError("\n".join(links.broken))
    topics = [topic.id for topic in all_topics(plan.library.topics)]
    try:
        check_spelling(html)
        check_names(html, plan.library.guides, topics)
    except MarkerError as error:
        raise StoppedError(error.at(shown_as, text)) from None
    heading = _TITLE.search(html)
    title = meta.get("title") or (unescape(text_of(heading[1])) if heading else "")
    description = meta.get("description") or plan.language.description
    search = meta.get("search")
    is_searched = not (isinstance(search, dict) and search.get("exclude"))
    return WrittenPage(name, str(title or _from_name(name, plan)), str(description), html, is_searched)


def made_home(plan: LanguagePlan) -> WrittenPage:
    """Return the home page of a language where none is written: all guides."""
    html = f"<h1>{quoted(plan.language.site_name)}</h1>\n<!-- izeja:search -->\n<!-- izeja:guides -->"
    return WrittenPage(plan.home, plan.language.site_name, plan.language.description, html)


def _from_name(name: str, plan: LanguagePlan) -> str:
    if name == plan.home:
        return plan.language.site_name
    stem = posixpath.basename(name).replace("-", " ").replace("_", " ")
    return stem[:1].upper() + stem[1:]


class _Links(Extension, Treeprocessor):
    """Turns links to files into links to their addresses; a Markdown extension that does the work itself.

    `broken` then says which links lead to no file, and how to correct each.
    """

    def __init__(self, site: SitePlan, plan: LanguagePlan, file: DocFile, here: str, text: str) -> None:
        Extension.__init__(self)
        Treeprocessor.__init__(self)
        self._site, self._plan, self._file, self._here, self._text = site, plan, file, here, text
        self.broken: list[str] = []

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name for it
        """Come after what makes links, and before what turns raw HTML back."""
        # The parts of Markdown name one another, and would keep the whole site until the collector comes.
        md.treeprocessors.register(proxy(self), "izeja", 0)

    def run(self, root: Element) -> None:
        """Replace the addresses of a page."""
        for element in root.iter():
            for key in ("href", "src"):
                address = element.get(key)
                if address is not None and not _ELSEWHERE.match(address):
                    element.set(key, self._address(address))

    def _address(self, written: str) -> str:
        path, rest = _divided(written)
        # From the file, as editors follow it; and from its language's folder, where it has one.
        to = posixpath.normpath(posixpath.join(posixpath.dirname(self._file.path), unquote(path)))
        named = posixpath.normpath(posixpath.join(posixpath.dirname(self._file.name), unquote(path)))
        name, ending = posixpath.splitext(named)
        file = self._plan.docs_by_path.get(to) or self._plan.docs.get(named)
        if file and file.is_page:
            return relative(self._plan.url(file.page), self._here) + rest
        # Languages share files that are no pages.
        if copied := self._site.docs.get(file.path if file else to):
            return relative(quote(copied), self._here) + rest
        if ending == ".md" and self._plan.has(name):
            return relative(self._plan.url(name), self._here) + rest
        # An address of the site, which is not written as MkDocs wants it, and may still be right.
        if ending in ("", ".html"):
            return written
        guides = (f"{one}.md" for one in self._plan.library.guides)
        close = nearest(named, [*self._plan.docs, *self._site.docs, *guides])
        docs = self._site.settings.docs.name
        missing = f"there is no such file in '{docs}'. Correct the link, or put the file there"
        hint = f"did you mean '{close}'?" if close else missing
        # Markdown keeps no lines, and may have changed how an address is written.
        found = re.search(rf"(?<![\w./-]){re.escape(written)}", self._text)
        line = ":{}".format(self._text.count("\n", 0, found.start()) + 1) if found else ""
        self.broken.append(f"{docs}/{self._file.path}{line} links to '{written}': {hint}")
        return written


def _divided(written: str) -> tuple[str, str]:
    """Return the path of a link, and what is behind it."""
    path = urlsplit(written).path
    return path, written[len(path) :]
