"""Where a page of somebody else says that it is: in its front matter, which some generators follow."""

from __future__ import annotations

import json
import posixpath
import re
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from izeja.reading.pyyaml import UNREADABLE

# Much faster than Python's own, where it is there.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)^\1[ \t]*$", re.DOTALL | re.MULTILINE)
_KEYWORD = re.compile(r"^#\+(\w+)(\[\])?:[ \t]*(.*?)[ \t]*$", re.MULTILINE)


class Told(NamedTuple):
    """What a page says about its address.

    `is_moved` says whether it is somewhere else than its file says. `files` are the files of the site that it
    is at for what front matter says, each with the words that do so, such as "its 'slug'".
    """

    is_moved: bool
    files: Mapping[str, str]


Fronts = Mapping[str, Mapping[str, Any]]
"""The front matter of all pages, by their files from the folder of all."""


def front_matter(text: str) -> Mapping[str, Any]:
    """Return what is in front of a page (YAML, TOML, JSON or keywords of Org), by keys in small letters.

    Source: https://gohugo.io/content-management/front-matter/. What cannot be read is nothing: the
    build of the site says so.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        found = _read(text)
    except UNREADABLE:
        return {}
    return {str(key).lower(): value for key, value in found.items()} if isinstance(found, dict) else {}


def _read(text: str) -> Any:
    if fenced := _FENCED.match(text):
        # A SafeLoader, which makes no objects.
        return yaml.load(fenced[2], Loader=_Loader) if fenced[1] == "---" else tomllib.loads(fenced[2])  # noqa: S506
    if text.lstrip().startswith("{"):
        return json.JSONDecoder().raw_decode(text.lstrip())[0]
    if text.lstrip().startswith("#+"):
        keywords = _KEYWORD.findall(text)
        return {key: value.split() if is_list else value for key, is_list, value in keywords}
    return {}


def told_by_hugo(fronts: Fronts, folders: Mapping[str, str]) -> Mapping[str, Told]:
    """Return what pages of Hugo say about their addresses, and what their sections do.

    Sources: https://gohugo.io/content-management/urls/#front-matter, and what Hugo 0.168 does: the slug of a
    section is in the addresses of all pages below it, and an alias is in the folder of the language.

    Args:
        fronts: the front matter of all pages.
        folders: the folder of each language in the site; that of "" is for pages that name no language.
    """
    pages = {path: _page_of_hugo(path, folders) for path in fronts}
    slugs = {
        (one.folder, one.page): _slug(fronts[path])
        for path, one in pages.items()
        if one.is_section and one.page and _slug(fronts[path])
    }
    return {path: _told_by_page_of_hugo(one, fronts[path], slugs) for path, one in pages.items()}


class _Page(NamedTuple):
    """A page of Hugo: its path without language, ending and index, and the folder of its language."""

    page: str
    folder: str
    is_section: bool


def _page_of_hugo(path: str, folders: Mapping[str, str]) -> _Page:
    stem = posixpath.splitext(path)[0]
    before, _, code = stem.rpartition(".")
    page, folder = (before, folders[code]) if before and code in folders else (stem, folders[""])
    around, name = posixpath.split(page)
    return _Page(around if name in ("index", "_index") else page, folder, name == "_index")


def _told_by_page_of_hugo(one: _Page, front: Mapping[str, Any], slugs: Mapping[tuple[str, str], str]) -> Told:
    parts = one.page.split("/")
    above = [(one.folder, "/".join(parts[: depth + 1])) for depth in range(len(parts))]
    named = [slugs.get(key, part) for key, part in zip(above, parts, strict=True)]
    url, slug, words = _text(front.get("url")), _slug(front), ""
    if slug and one.page and not one.is_section:
        named[-1] = slug
    at, files = one.folder + _page_at("/".join(named)), dict[str, str]()
    if url:
        words = "its 'url'"
        # A pattern (`/:year/:slug/`) is worked out by Hugo alone.
        at = _page_at(url if url.startswith("/") else one.folder + url)
    elif named != parts:
        words = "its 'slug'" if named[-1] != parts[-1] else "the 'slug' of its section"
    if words and ":" not in url:
        files[at] = words
    around = posixpath.dirname(posixpath.dirname(at)).removeprefix(one.folder.rstrip("/"))
    for alias in _texts(front.get("aliases")):
        # One without a slash at its beginning is beside the page.
        address = posixpath.normpath(posixpath.join(f"/{around.strip('/')}", alias))
        files.setdefault(one.folder + _page_at(address), "its 'aliases'")
    return Told(is_moved=bool(words), files=files)


def told_by_starlight(fronts: Fronts, _folders: Mapping[str, str]) -> Mapping[str, Told]:
    """Return what pages of Starlight say about their addresses, from the root of the site in any language.

    Source: https://starlight.astro.build/reference/frontmatter/#slug.
    """
    slugs = {path: slug for path, front in fronts.items() if (slug := _text(front.get("slug")))}
    files = {path: {_page_at(_without_index(slug)): "its 'slug'"} for path, slug in slugs.items()}
    return {path: Told(is_moved=True, files=one) for path, one in files.items()}


def _without_index(slug: str) -> str:
    around, name = posixpath.split(slug)
    return around if name == "index" else slug


def _slug(front: Mapping[str, Any]) -> str:
    return _text(front.get("slug")).replace(" ", "-").lower()


def _texts(value: object) -> list[str]:
    return [_text(one) for one in (value if isinstance(value, list) else [value]) if _text(one)]


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _page_at(address: str) -> str:
    """Return the file at an address from the root of the site: of its name if this has an ending."""
    path = address.strip("/")
    return path if posixpath.splitext(path)[1] == ".html" else posixpath.join(path, "index.html")
