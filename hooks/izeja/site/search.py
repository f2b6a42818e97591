"""The search of a site: one index for each language, and a worker that knows its words.

Material for MkDocs searches all languages of a site in one index, with lunr. Here the index is divided, so
that a customer loads and finds the pages of one language only; and each language gets a worker of its own,
which is Material's with the stemmer of that language before it. The worker of a site in one language has the
address of Material's, so its pages stay as they are. Knows no host: a host says where Material's
worker is, and checks what is assumed of it (`material_internals`, 3 to 5); `publish` alone writes files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from izeja.page.assets import asset
from izeja.page.search import ALSO, Entry, as_json, as_published
from izeja.running.processes import start
from izeja.site.search_pieces import MANY_PAGES, pieces_of

FOLDER = "assets/javascripts/izeja"
"""Where the workers are. From here Material's worker finds its packs of languages, as from its own folder."""

INDEX = "search/search_index.json"
"""The index that Material's script asks for."""

_MATERIAL_FIELDS = {"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}}
# Used unless the site has its own. Material lets one word in a title count more than all words of a text.
FIELDS = {"title": {"boost": 3}, "text": {"boost": 1}, "tags": {"boost": 3}, ALSO: {"boost": 1}}

_WORKER = re.compile(r"assets/javascripts/workers/search\.\w+\.min\.js")
_LOADER, _WORDS, _PIECES = "search.js", "search-words.js", "search-pieces.js"
_RESULTS = "search-results.js"
"""Published in the file of `_WORDS`, which needs it."""
_OWN_PACKS = {"lv": "lunr.lv.js"}
_MATERIAL = f"{FOLDER}/material-search.js"
_SETTINGS = "self.izejaSearch = "
_SECONDS_PER_BYTE = 1.5e-7
"""About how long it takes to cut an index into pieces."""
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
    knows_words: bool = False
    """Whether the worker has `words_of` in its file, so that the first search waits for no other script."""
    in_pieces: frozenset[str] = frozenset()
    """The languages whose index is cut into pieces; see `izeja.site.search_pieces`."""
    unknown: Mapping[str, str] = field(default_factory=dict)
    """For each language what to say of a number that no page has; see `izeja.page.search_words`."""

    @property
    def is_divided(self) -> bool:
        """Whether each language has an index of its own. A single one keeps the index that the page has."""
        return len(self.languages) > 1

    def has_own_index(self, language: str) -> bool:
        """Return whether the worker of a language loads its entries, in place of Material's page."""
        return self.is_divided or language in self.in_pieces


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
    code, in_pieces = _code(language), language in site.in_pieces
    code = _LUNR_NAMES.get(code, code)
    return {
        "worker": _from_folder(site.worker),
        "index": _from_folder(own_index(language)) if site.has_own_index(language) else None,
        "pieces": _from_folder(f"search/{language}/") if in_pieces and code not in _UNSPACED else None,
        "scripts": None if code in _UNSPACED else _scripts(site, code, in_pieces=in_pieces),
        "language": code,
        "fields": counting(fields),
        "unknown": site.unknown.get(language),
    }


def _code(language: str) -> str:
    """Return the language of a locale such as `lv-LV` or `lv_LV`."""
    return re.split("[-_]", language)[0]


def counting(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return how much each field of an entry counts.

    Args:
        fields: as the site has set it, or left it to Material.
    """
    # Settings other than Material's defaults were chosen by the site, and stay.
    own = {name: one for name, one in fields.items() if name != ALSO}
    return _with_also(fields if own != _MATERIAL_FIELDS else FIELDS)


def words_of(site: SiteSearch) -> str:
    """Return the scripts that know the words of all languages of a site, as one."""
    packs = [_OWN_PACKS[code] for code in sorted(_OWN_PACKS.keys() & set(map(_code, site.languages)))]
    return "\n".join(map(asset, (*packs, _WORDS, _RESULTS, *([_PIECES] if site.in_pieces else ()))))


def in_pieces(pages: Mapping[str, int]) -> frozenset[str]:
    """Return the languages whose index is cut into pieces, out of the number of pages in each."""
    return frozenset(language for language, count in pages.items() if count >= MANY_PAGES)


def pieces_by_file(
    language: str, entries: Sequence[Entry], fields: Mapping[str, Any]
) -> Iterator[tuple[str, bytes]]:
    """Cut the index of a language into pieces; yield the file of each, from the root of the site.

    Args:
        language: the language.
        entries: its entries, as published.
        fields: how much each field of an entry counts, as the site has set it.
    """
    for name, content in pieces_of(entries, counting(fields)):
        yield f"search/{language}/{name}", content


def publish(
    folder: Path,
    site: SiteSearch,
    guides: Mapping[str, Sequence[str]],
    more: Callable[[str], Iterable[bytes]],
    pages: Mapping[str, str] | None = None,
    *,
    is_whole: bool = True,
) -> None:
    """Divide the index of a built site, and add a worker for each of its languages.

    Args:
        folder: the site, with the index that Material has made.
        site: its languages and files.
        guides: for the location of each guide the words by which customers know it.
        more: returns the entries of a language that Material has not seen, as published. It may have to wait
            for them, and is called when everything else is done.
        pages: the language of each page by its location; see `divided`.
        is_whole: whether these are all entries. Those of a part are cut into pieces when it is merged.
    """
    index = json.loads((folder / INDEX).read_text("utf-8"))
    config, fields = index["config"], index["config"]["fields"]
    _write_workers(folder, site, fields)
    docs, to_cut = b"[]", list[str]()
    for language, entries in divided(index["docs"], site.languages, site.default, pages).items():
        found = _listed([as_published(entries, guides), *more(language)])
        if site.has_own_index(language):
            _write(folder / own_index(language), found)
        else:
            docs = found
        if is_whole and language in site.in_pieces:
            to_cut.append(language)
    _write_pieces(folder, to_cut, fields)
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
    file = folder / (own_index(language) if site.has_own_index(language) else INDEX)
    index = json.loads(file.read_text("utf-8"))
    entries = index if site.has_own_index(language) else index["docs"]
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
        known = settings(site, language, fields)
        if site.is_divided:
            _write(folder / worker_of(language), _worker(known))
        elif (theirs := folder / site.worker).is_file():
            # In its place, so that no page has to name another worker.
            if not (text := theirs.read_bytes()).startswith(_SETTINGS.encode()):
                _write(folder / _MATERIAL, text)
            _write(theirs, _worker(_in_place_of_material(known)))
    if site.knows_words:
        return
    for name in (*([_PIECES] if site.in_pieces else ()), *_OWN_PACKS.values()):
        _write(folder / FOLDER / name, asset(name).encode())
    # One file, so that the first search waits for one more request only.
    _write(folder / FOLDER / _WORDS, f"{asset(_WORDS)}\n{asset(_RESULTS)}".encode())


def _write_pieces(folder: Path, languages: Sequence[str], fields: Mapping[str, Any]) -> None:
    """Cut the published indexes of some languages into pieces, one language beside the other."""
    # Read again, since the indexes of many languages are larger than anything else that is in memory.
    indexes = {language: folder / own_index(language) for language in languages}

    def cut(language: str) -> None:
        for name, content in pieces_by_file(language, json.loads(indexes[language].read_bytes()), fields):
            _write(folder / name, content)

    seconds = sum(index.stat().st_size for index in indexes.values()) * _SECONDS_PER_BYTE
    for _ in start(cut, languages, seconds=seconds).results():
        pass


def _listed(entries: Iterable[bytes]) -> bytes:
    # Joined as bytes, since workers have written the entries as JSON already.
    return b"[" + b",".join(filter(None, entries)) + b"]"


def _worker(known: Mapping[str, Any]) -> bytes:
    return f"{_SETTINGS}{as_json(known)};\n{asset(_LOADER)}".encode()


def _in_place_of_material(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a worker that is in the folder of Material's, seen from there."""
    return {
        **known,
        "worker": _from_folder(_MATERIAL),
        "scripts": known["scripts"]
        and [one if "/" in one else _from_folder(f"{FOLDER}/{one}") for one in known["scripts"]],
    }


def _scripts(site: SiteSearch, code: str, *, in_pieces: bool) -> list[str]:
    if site.knows_words:
        return []
    return [*_packs(code, site.files), _WORDS, *([_PIECES] if in_pieces else [])]


def _packs(code: str, files: Collection[str]) -> list[str]:
    pack = _OWN_PACKS.get(code)
    if pack is None and f"{_PACKS}/lunr.{code}.min.js" in files:
        pack = _from_folder(f"{_PACKS}/lunr.{code}.min.js")
    support = f"{_PACKS}/lunr.stemmer.support.min.js"
    # A worker of ours has what packs need.
    return [*([_from_folder(support)] if support in files else []), pack] if pack else []


def index_files(pages: Mapping[str, int]) -> dict[str, str]:
    """Return where the published index of each language is.

    Args:
        pages: the number of pages in each language.
    """
    own = in_pieces(pages) if len(pages) == 1 else pages
    return {language: own_index(language) if language in own else INDEX for language in pages}


def own_index(language: str) -> str:
    """Return where a language has its index, if it has one of its own."""
    return f"search/{language}.json"


def _from_folder(file: str) -> str:
    return "../" * len(PurePosixPath(FOLDER).parts) + file


def _with_also(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {**fields, ALSO: fields.get(ALSO, fields["title"])}


def _write(file: Path, text: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text)
