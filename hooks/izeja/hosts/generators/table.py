"""The generators, each with what is different about it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from izeja.hosts.generators import page_text
from izeja.hosts.generators.front_matter import told_by_hugo, told_by_starlight
from izeja.hosts.generators.generator import FrontMatter, Generator, Place
from izeja.problems.wording import listed
from izeja.site.page_files import page_file

_ENDINGS_OF_HUGO = (
    ".md",
    ".mdown",
    ".markdown",
    ".html",
    ".htm",
    ".adoc",
    ".asciidoc",
    ".ad",
    ".rst",
    ".org",
    ".pandoc",
    ".pdc",
)
"""Of https://gohugo.io/content-management/formats/."""
_DOCS_OF_STARLIGHT = "src/content/docs"
_ENDINGS_OF_STARLIGHT = (".md", ".markdown", ".mdown", ".mkdn", ".mkd", ".mdwn", ".mdx", ".mdoc")
"""Those of `docsLoader` in Starlight's `loaders.ts`, and of Markdoc, which it asks Astro for."""


def _markdown(place: Place) -> str:
    return f"{place.folder}{place.name}.md"


def _hugo(place: Place) -> str:
    folder, name = posixpath.split(place.name)
    # Beside `index`, other pages of a folder would be files of this page.
    stem = posixpath.join("content", folder, "_index" if name == "index" else name)
    return f"{stem}.{place.code}.md" if place.code else f"{stem}.md"


def _starlight(place: Place) -> str:
    return f"{_DOCS_OF_STARLIGHT}/{_markdown(place)}"


def _html(place: Place) -> str:
    return place.folder + page_file(place.name, with_folders=True)


def _files(page: str, indexes: Sequence[str], endings: Sequence[str]) -> tuple[str, ...]:
    """Return the files that a page may have: of its name, or as an index in a folder of this name."""
    folder, name = posixpath.split(page)
    stems = [posixpath.join(folder if name == "index" else page, index) for index in indexes]
    return tuple(stem + ending for stem in ([] if name == "index" else [page]) + stems for ending in endings)


def _sources_of_zensical(place: Place) -> tuple[str, ...]:
    return _files(place.folder + place.name, ("index", "README"), (".md",))


def _sources_of_hugo(place: Place) -> tuple[str, ...]:
    # The only language of a site can have its code in names of files, too.
    codes = [f".{place.language}"] if place.folder else ["", f".{place.language}"]
    endings = [code + ending for code in codes for ending in _ENDINGS_OF_HUGO]
    return _files(f"content/{place.name}", ("_index", "index"), endings)


def _sources_of_starlight(place: Place) -> tuple[str, ...]:
    page = place.folder + place.name
    articles = _files(f"{_DOCS_OF_STARLIGHT}/{page}", ("index",), _ENDINGS_OF_STARLIGHT)
    return articles + _files(f"src/pages/{page}", ("index",), (*_ENDINGS_OF_STARLIGHT, ".astro", ".html"))


def _sources_of_sphinx(place: Place) -> tuple[str, ...]:
    return tuple(place.folder + place.name + ending for ending in (".md", ".rst"))


def _hint_for_zensical(codes: Sequence[str]) -> str:
    if len(codes) == 1:
        return "In zensical.toml, 'docs_dir' is this folder."
    return f"Each language is a site of its own, with 'docs_dir' in the folder {listed(codes)}."


def _hint_for_hugo(codes: Sequence[str]) -> str:
    sections = ", and " + ", ".join(f"[languages.{one}]" for one in codes) if len(codes) > 1 else ""
    return f"hugo.toml needs: defaultContentLanguage = '{codes[0]}'{sections}."


def _hint_for_starlight(codes: Sequence[str]) -> str:
    others = f" and {listed(codes[1:])}" if len(codes) > 1 else ""
    return f"astro.config.mjs needs the locales 'root' (lang: '{codes[0]}'){others}."


def _hint_for_sphinx(codes: Sequence[str]) -> str:
    needs = "needs: extensions = ['myst_parser'], html_extra_path = ['_izeja']"
    if len(codes) == 1:
        return f"conf.py {needs}, language = '{codes[0]}'."
    return f"Each language is a project of its own, in the folder {listed(codes)}. Its conf.py {needs}."


GENERATORS: Mapping[str, Generator] = {
    "zensical": Generator(
        title="Zensical",
        source=_markdown,
        write=page_text.for_zensical,
        public="",
        sources=_sources_of_zensical,
        hint=_hint_for_zensical,
        has_languages=False,
        prints_title=False,
        links_to_files=True,
        is_material=True,
        unsearched='data-search-exclude="true"',
        reserved=(
            "404.html",
            "search.json",
            "sitemap.xml",
            "assets/images",
            "assets/javascripts",
            "assets/stylesheets",
        ),
    ),
    "hugo": Generator(
        title="Hugo",
        source=_hugo,
        write=page_text.for_hugo,
        public="static/",
        sources=_sources_of_hugo,
        front_matter=FrontMatter("content", _ENDINGS_OF_HUGO, told_by_hugo),
        hint=_hint_for_hugo,
        extra={page_text.HUGO_SHORTCODE: page_text.HUGO_TEMPLATE},
        reserved=("404.html", "index.xml", "sitemap.xml", "categories/index.html", "tags/index.html"),
    ),
    "starlight": Generator(
        title="Starlight",
        source=_starlight,
        write=page_text.for_starlight,
        public="public/",
        sources=_sources_of_starlight,
        front_matter=FrontMatter(_DOCS_OF_STARLIGHT, _ENDINGS_OF_STARLIGHT, told_by_starlight),
        hint=_hint_for_starlight,
        unsearched="data-pagefind-ignore",
        reserved=("404.html", "pagefind", "sitemap-0.xml", "sitemap-index.xml"),
    ),
    "sphinx": Generator(
        title="Sphinx",
        source=_markdown,
        write=page_text.for_sphinx,
        public="_izeja/",
        sources=_sources_of_sphinx,
        hint=_hint_for_sphinx,
        with_folders=False,
        reserved=("genindex.html", "search.html", "py-modindex.html"),
        has_languages=False,
    ),
    "html": Generator(
        title="any web server",
        source=_html,
        write=page_text.for_html,
        public="",
        sources=lambda place: (_html(place),),
        hint=lambda _: "",
        prints_title=False,
    ),
}
"""The generators by the name that `izeja export --for` knows."""
