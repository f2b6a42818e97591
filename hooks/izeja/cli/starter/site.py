"""All files of a first site, as they are to be written into a folder, and what is left to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import jinja2

from izeja.cli.starter import texts
from izeja.cli.starter.catalogs import fill_catalogs
from izeja.compiler.compile import compile_library
from izeja.language.names import suggested
from izeja.language.schema import FILES
from izeja.language.schema import as_json as schema_json
from izeja.library.reader import read_library
from izeja.reading.containment import stays_inside
from izeja.reading.folder import CONTACTS, PAGE_WORDS, SHARED
from izeja.translation.copied_pages import copy_pages
from izeja.translation.new_language import missing_lines, name_in_menu
from izeja.translation.site_settings import SiteSettings

LIBRARY_FOLDER = "decision_trees"
MKDOCS = "mkdocs.yml"
_GUIDES = "guides"
_SITE = Path(__file__).parent / "site"
"""What belongs to guides alone, and `mkdocs.yml`."""
_SHARED = Path(__file__).parent / "shared"
"""What may be there for other reasons, too, so that people edit it themselves."""


class Wish(NamedTuple):
    """What a site is to be: its name, its languages, the first one of which is written, and its first guide.

    Without a `title`, the first guide is an example.
    """

    name: str
    languages: tuple[str, ...]
    title: str | None = None


class _Language(NamedTuple):
    """A language of a site: its code, its name in the menu, and its state in `library.yml`."""

    code: str
    called: str
    state: str


@dataclass(frozen=True, slots=True)
class Site:
    """A first site: its files, and the lines that people should add to files which are not to be changed.

    Both are by path from the folder of the site. `pages` show the guides of a site
    that has a home page already, and `preparing` are the languages that still need translators.
    """

    files: Mapping[str, bytes]
    lines: Mapping[str, str]
    pages: tuple[str, ...]
    preparing: tuple[str, ...]
    counts: str


class UnusableError(Exception):
    """A site cannot be as somebody wishes; the message says why."""


def settings_of(folder: Path) -> SiteSettings:
    """Return the settings of the site in a folder, if there is one."""
    other = folder / "mkdocs.yaml"
    return SiteSettings(other if other.is_file() else folder / MKDOCS)


def first_site(folder: Path, wish: Wish) -> Site:
    """Return a first site for a folder, in which nothing is changed.

    Raises:
        UnusableError: if the title of the guide has mistakes, or the pages are in another folder.
    """
    settings = settings_of(folder)
    # Only a whole library can be checked, and nothing of one with mistakes may be left in the folder.
    with TemporaryDirectory() as temporary:
        stage = Path(temporary)
        for path, text in _written(folder, settings, wish):
            (stage / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).write_text(text, "utf-8", newline="\n")
        counts = _translate_and_check(stage / LIBRARY_FOLDER, wish)
        found = (one for one in sorted(stage.rglob("*")) if one.is_file())
        files = {one.relative_to(stage).as_posix(): one.read_bytes() for one in found}
    lines = {}
    for path, text in _rendered(_SHARED, {}):
        if (folder / path).exists():
            lines[path] = text
        else:
            files[path] = text.encode()
    if settings.file.exists():
        lines[settings.file.name] = lines_for_mkdocs(settings, wish.languages)
    preparing = tuple(one.code for one in _languages(wish) if one.state == "preparing")
    pages = [path for path in files if re.fullmatch(rf"(.*/)?{_GUIDES}(\.[\w-]+)?\.md", path)]
    lines = {path: text for path, text in lines.items() if text}
    return Site(dict(sorted(files.items())), lines, tuple(sorted(pages)), preparing, counts)


def _written(folder: Path, settings: SiteSettings, wish: Wish) -> Iterator[tuple[str, str]]:
    """Yield the files that nobody but Izeja has, without catalogs, and `mkdocs.yml` if there is none."""
    source = wish.languages[0]
    in_folders = len(wish.languages) > 1 and settings.structure(source) == "folder"
    docs = _docs(folder, settings)
    values = {
        "name": wish.name,
        "source": source,
        "theme": texts.written_in(source),
        "languages": _languages(wish),
        "pages": f"../{docs}/{{language}}" if in_folders else None,
    }
    for path, text in _rendered(_SITE, values):
        if path != MKDOCS or not settings.file.exists():
            yield path, text
    yield f"{LIBRARY_FOLDER}/{CONTACTS}", texts.contact(source)
    yield f"{LIBRARY_FOLDER}/{guide_id(wish)}.yml", texts.first_guide(source, wish.title)
    for language in wish.languages:
        # That of another language is a copy, which `copy_pages` marks as such.
        if texts.written_in(language):
            place = folder / docs / language if in_folders else folder / docs
            ending = ".md" if in_folders or language == source else f".{language}.md"
            page = place / f"{_page(place, settings)}{ending}"
            yield page.relative_to(folder).as_posix(), texts.home_page(language)
    for kind in FILES:
        yield f"schema/{kind}.json", schema_json(kind)


def _page(place: Path, settings: SiteSettings) -> str:
    """Return the name of the page that shows the guides: the home page, unless a site has one."""
    homes = ("index.md", "index.*.md", "README.md", "README.*.md")
    has_home = settings.file.exists() and any(found for one in homes for found in place.glob(one))
    return _GUIDES if has_home else "index"


def _rendered(folder: Path, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the files of a folder of the starter, by the paths that they get, with values in templates."""
    environment = jinja2.Environment(  # noqa: S701 - YAML, whose scalars the filter writes
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters["yaml"] = texts.scalar
    for file in sorted(one for one in folder.rglob("*") if one.is_file()):
        # Under their own names, Git, editors and GitHub would take these files for those of this repository.
        path, text = file.relative_to(folder).as_posix().replace("dot-", "."), file.read_text("utf-8")
        if path.endswith(".j2"):
            text = environment.from_string(text).render(values)
        yield path.removesuffix(".j2"), text


def _docs(folder: Path, settings: SiteSettings) -> str:
    if not stays_inside(folder, settings.docs):
        message = f"'docs_dir' in {settings.file.name} leads out of the folder of the site"
        raise UnusableError(message)
    return settings.docs.relative_to(folder).as_posix()


def guide_id(wish: Wish) -> str:
    """Return the id of the first guide: its title in letters that an address can have."""
    name = suggested(wish.title) if wish.title else texts.EXAMPLE
    taken = {PAGE_WORDS, *wish.languages, *(one.removesuffix(".yml") for one in SHARED)}
    return "first-guide" if name is None or name in taken else name


def _languages(wish: Wish) -> list[_Language]:
    """Return the languages with their states: one is prepared while somebody has to translate for it."""
    source, *others = wish.languages
    is_whole = wish.title is None
    states = {one: "required" if is_whole and texts.written_in(one) else "preparing" for one in others}
    return [_Language(one, name_in_menu(one), states.get(one, "required")) for one in (source, *others)]


def lines_for_mkdocs(settings: SiteSettings, languages: Sequence[str]) -> str:
    """Return what the `mkdocs.yml` of a site lacks for guides in some languages; "" if it lacks nothing."""
    item = "  {}: {{}}" if settings.maps_plugins else "  - {}"
    # MkDocs has its search by itself as long as no plugins are named.
    search = [] if settings.has_plugins else ["search"]
    lacks = (one for one in (*search, "izeja") if not settings.has_plugin(one))
    plugins = [item.format(one) for one in lacks]
    missing = [missing_lines(settings.file, one, languages) for one in languages if len(languages) > 1]
    blocks = [one for one in missing if one]
    if not settings.languages:
        # Each of them has all languages of a site that had none.
        plugins += [one.removeprefix("plugins:\n") for one in blocks[:1]]
        blocks = []
    return "".join(f"{one}\n" for one in (*(["plugins:", *plugins] if plugins else []), *blocks))


def _translate_and_check(root: Path, wish: Wish) -> str:
    """Add catalogs and copied pages to a new library, and return how much is in it.

    Raises:
        UnusableError: if it has mistakes, which only a title can cause.
    """
    library, _, problems = read_library(root)
    if library is not None and not problems:
        for language in wish.languages[1:]:
            _ = [*copy_pages(library, language)]
        fill_catalogs(library, guide_id(wish), is_example=wish.title is None)
    compiled = compile_library(root)
    if errors := [one for one in compiled.problems if one.severity == "error"]:
        message = f"the title of the guide: {errors[0].message}"
        raise UnusableError(message)
    return compiled.counts()
