"""The generators, each with what is different about it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence

from izeja.hosts.generators import page_text
from izeja.hosts.generators.generator import Generator, Place
from izeja.problems.wording import listed
from izeja.site.page_files import page_file


def _markdown(place: Place) -> str:
    return f"{place.folder}{place.name}.md"


def _hugo(place: Place) -> str:
    folder, name = posixpath.split(place.name)
    # Beside `index`, other pages of a folder would be files of this page.
    stem = posixpath.join("content", folder, "_index" if name == "index" else name)
    return f"{stem}.{place.code}.md" if place.code else f"{stem}.md"


def _starlight(place: Place) -> str:
    return f"src/content/docs/{_markdown(place)}"


def _html(place: Place) -> str:
    return place.folder + page_file(place.name, with_folders=True)


def _beside(*names: str, folder: str = "") -> Callable[[Place], tuple[str, ...]]:
    return lambda place: tuple(f"{folder}{place.folder}{name}" for name in names)


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
        homes=_beside("index.md", "README.md"),
        hint=_hint_for_zensical,
        has_languages=False,
        prints_title=False,
        links_to_files=True,
        is_material=True,
        unsearched='data-search-exclude="true"',
    ),
    "hugo": Generator(
        title="Hugo",
        source=_hugo,
        write=page_text.for_hugo,
        public="static/",
        homes=lambda place: (_hugo(place),),
        hint=_hint_for_hugo,
        extra={page_text.HUGO_SHORTCODE: page_text.HUGO_TEMPLATE},
    ),
    "starlight": Generator(
        title="Starlight",
        source=_starlight,
        write=page_text.for_starlight,
        public="public/",
        homes=_beside("index.md", "index.mdx", folder="src/content/docs/"),
        hint=_hint_for_starlight,
        unsearched="data-pagefind-ignore",
    ),
    "sphinx": Generator(
        title="Sphinx",
        source=_markdown,
        write=page_text.for_sphinx,
        public="_izeja/",
        homes=_beside("index.md", "index.rst"),
        hint=_hint_for_sphinx,
        with_folders=False,
        has_languages=False,
    ),
    "html": Generator(
        title="any web server",
        source=_html,
        write=page_text.for_html,
        public="",
        homes=_beside("index.html"),
        hint=lambda _: "",
        prints_title=False,
    ),
}
"""The generators by the name that `izeja export --for` knows."""
