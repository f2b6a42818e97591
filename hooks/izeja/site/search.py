"""The search of a site: one index for each language, and a worker that knows its words.

Material for MkDocs searches all languages of a site in one index, with lunr. Here the index is divided, so
that a customer loads and finds the pages of one language only; and each language gets a worker of its own,
which is Material's with the stemmer of that language before it. Knows no host: a host says where Material's
worker is, and `publish` alone writes files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from izeja.page.assets import asset
from izeja.page.search import ALSO, Entry, as_json, as_published

FOLDER = "assets/javascripts/izeja"
"""Where the workers are. From here Material's worker finds its packs of languages, as from its own folder."""

INDEX = "search/search_index.json"
"""The index that Material's script asks for."""

_MATERIAL_FIELDS = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
# Used unless the site has its own. Material lets one word in a title count more than all words of a text.
_FIELDS = {"title": {"boost": 3}, "text": {"boost": 1}, "tags": {"boost": 3}, ALSO: {"boost": 1}}

_WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
_LOADER, _WORDS = "search.js", "search-words.js"
_OWN_PACKS = {"lv": "lunr.lv.js"}
# Languages that lunr has another code for.
_LUNR_NAMES = {"nb": "no", "nn": "no"}
# They put no spaces between words, and Material's worker has means to divide their texts into words.
_UNSPACED = frozenset({"hi", "ja", "th", "zh"})
_PACKS = "assets/javascripts/lunr/min"


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """What a host knows of its site: languages, the one without a folder, Material's worker and all files."""

    languages: tuple[str, ...]
    default: str
    worker: str
    files: frozenset[str]

    @property
    def is_divided(self) -> bool:
        """Whether each language has an index of its own. A single one keeps the index that the page has."""
        return len(self.languages) > 1


def material_worker(files: Iterable[str]) -> str | None:
    """Return which of a site's files is the search worker of Material, or None where there is none."""
    return next((file for file in files if _WORKER.fullmatch(file)), None)


def worker_of(language: str) -> str:
    """Return where the search worker of a language is."""
    return f"{FOLDER}/search.{language}.js"


def divided(
    entries: Iterable[Entry], languages: Collection[str], default: str, pages: Mapping[str, str] | None = None
) -> dict[str, list[Entry]]:
    """Divide the entries of an index by language.

    Args:
        entries: of all pages.
        languages: of the site.
        default: the language whose pages have no folder of their own; each other one has one.
        pages: the language of each page by its location. A page of the default language can be in a folder
            that is called like another language. Of pages that are missing here, the folder decides.
    """
    found: dict[str, list[Entry]] = {language: [] for language in languages}
    known = pages or {}
    for entry in entries:
        location = str(entry["location"]).partition("#")[0]
        folder = location.partition("/")[0]
        found[known.get(location) or (folder if folder in found else default)].append(entry)
    return found


def settings(site: SiteSearch, language: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of the worker of a language; see `search.js`.

    Args:
        site: the site.
        language: one of its languages.
        fields: how much each field of an entry counts, as the site has set it.
    """
    code = re.split("[-_]", language)[0]
    code = _LUNR_NAMES.get(code, code)
    # Settings other than Material's defaults were chosen by the site, and stay.
    own = fields if fields != _MATERIAL_FIELDS else _FIELDS
    return {
        "worker": _from_folder(site.worker),
        "index": _from_folder(_index_of(language)) if site.is_divided else None,
        "words": None if code in _UNSPACED else _WORDS,
        "language": code,
        "packs": _packs(code, site.files),
        "fields": _with_also(own),
    }


def publish(
    folder: Path,
    site: SiteSearch,
    guides: Mapping[str, Sequence[str]],
    more: Callable[[str], Iterable[bytes]],
    pages: Mapping[str, str] | None = None,
) -> None:
    """Divide the index of a built site, and add a worker for each of its languages.

    Args:
        folder: the site, with the index that Material has made.
        site: its languages and files.
        guides: for the location of each guide the words by which customers know it.
        more: returns the entries of a language that Material has not seen, as published. It may have to wait
            for them, and is called when everything else is done.
        pages: the language of each page by its location; see `divided`.
    """
    index = json.loads((folder / INDEX).read_text("utf-8"))
    config, fields = index["config"], index["config"]["fields"]
    _write_workers(folder, site, fields)
    docs = b"[]"
    for language, entries in divided(index["docs"], site.languages, site.default, pages).items():
        found = _listed([as_published(entries, guides), *more(language)])
        if site.is_divided:
            _write(folder / _index_of(language), found)
        else:
            docs = found
    known = as_json({**config, "fields": _with_also(fields)}).encode()
    _write(folder / INDEX, b"".join((b'{"config":', known, b',"docs":', docs, b"}")))


def publish_again(
    folder: Path,
    site: SiteSearch,
    language: str,
    changed: Mapping[str, bytes],
) -> None:
    """Replace the entries of some guides in the index of a published site.

    Args:
        folder: the site.
        site: its languages and files.
        language: of the guides.
        changed: the entries of each guide by its location, as published.
    """
    file = folder / (_index_of(language) if site.is_divided else INDEX)
    index = json.loads(file.read_text("utf-8"))
    entries = index if site.is_divided else index["docs"]
    made = {location: json.loads(_listed([found])) for location, found in changed.items()}
    kept: list[Entry] = []
    for entry in entries:
        location, _, section = entry["location"].partition("#")
        if location not in made:
            kept.append(entry)
        # All entries of a guide are replaced where its page's own entry was, so the order stays.
        elif not section:
            kept += made[location]
    entries[:] = kept
    _write(file, as_json(index).encode())


def _write_workers(folder: Path, site: SiteSearch, fields: Mapping[str, Any]) -> None:
    for language in site.languages:
        known = as_json(settings(site, language, fields))
        text = f"self.izejaSearch = {known};\n{asset(_LOADER)}"
        _write(folder / worker_of(language), text.encode())
    for name in (_WORDS, *_OWN_PACKS.values()):
        _write(folder / FOLDER / name, asset(name).encode())


def _listed(entries: Iterable[bytes]) -> bytes:
    # Joined as bytes, since workers have written the entries as JSON already.
    return b"[" + b",".join(filter(None, entries)) + b"]"


def _packs(code: str, files: Collection[str]) -> list[str]:
    pack = _OWN_PACKS.get(code)
    if pack is None and f"{_PACKS}/lunr.{code}.min.js" in files:
        pack = _from_folder(f"{_PACKS}/lunr.{code}.min.js")
    return [_from_folder(f"{_PACKS}/lunr.stemmer.support.min.js"), pack] if pack else []


def index_files(languages: Sequence[str]) -> dict[str, str]:
    """Return where the published index of each language is."""
    return (
        {one: _index_of(one) for one in languages} if len(languages) > 1 else dict.fromkeys(languages, INDEX)
    )


def _index_of(language: str) -> str:
    return f"search/{language}.json"


def _from_folder(file: str) -> str:
    return "../" * len(PurePosixPath(FOLDER).parts) + file


def _with_also(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {**fields, ALSO: fields.get(ALSO, fields["title"])}


def _write(file: Path, text: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
